"""Files behind a password."""

from __future__ import annotations

import io
import zipfile

import pikepdf
from msoffcrypto.format.ooxml import OOXMLFile

WORD = "rahasia 2026"  # that of the samples in tests/samples/locked/, too, which LibreOffice locked


def locked(content: bytes, word: str = WORD) -> bytes:
    """A .docx or .xlsx as Word or Excel keeps it behind a password (agile encryption)."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(word, out)
    return out.getvalue()


def other_lock(content: bytes, old: str, new: str) -> bytes:
    """A locked file of LibreOffice whose manifest says something else of its locks; ``old`` must be there."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as made:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == "META-INF/manifest.xml":
                assert old in part.decode()
                part = part.decode().replace(old, new).encode()
            made.writestr(entry, part)
    return out.getvalue()


def locked_pdf(content: bytes, word: str = WORD) -> bytes:
    """A PDF that opens with a word only."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        file.save(out, encryption=pikepdf.Encryption(owner=f"{word} pemilik", user=word))
    return out.getvalue()
