"""Files behind a password."""

from __future__ import annotations

import io

import pikepdf
from msoffcrypto.format.ooxml import OOXMLFile

WORD = "rahasia 2026"  # that of the samples in tests/samples/locked/, too, which LibreOffice locked


def locked(content: bytes, word: str = WORD) -> bytes:
    """A .docx or .xlsx as Word or Excel keeps it behind a password (agile encryption)."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(word, out)
    return out.getvalue()


def locked_pdf(content: bytes, word: str = WORD) -> bytes:
    """A PDF that opens with a word only."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        file.save(out, encryption=pikepdf.Encryption(owner=f"{word} pemilik", user=word))
    return out.getvalue()
