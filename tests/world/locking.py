"""Office files behind a password."""

from __future__ import annotations

import io

from msoffcrypto.format.ooxml import OOXMLFile

WORD = "rahasia 2026"  # that of the samples in tests/samples/locked/, too, which LibreOffice locked


def locked(content: bytes, word: str = WORD) -> bytes:
    """A .docx or .xlsx as Word or Excel keeps it behind a password (agile encryption)."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(word, out)
    return out.getvalue()
