"""Reads an answer whatever kind of file it is, for tests that look for what must not be in it."""

from __future__ import annotations

import io
import zipfile

import pypdfium2
from werkzeug.test import TestResponse


def said(answer: TestResponse) -> str:
    """All that can be read in an answer: its headers, and its text whatever kind of file it is."""
    content = answer.get_data()
    answer.close()
    return f"{answer.headers} {_read(content)}".lower()


def _read(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(content) as pdf:
            return " ".join(page.get_textpage().get_text_range() for page in pdf)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return " ".join(_read(archive.read(name)) for name in archive.namelist())
    return content.decode("utf-8", "replace")
