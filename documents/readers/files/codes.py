"""Letters that a file writes as numbers."""

from __future__ import annotations


def letter(place: int) -> str:
    """The letter of a Unicode place; "" where there is none: half of a pair can be kept in no text."""
    return chr(place) if 0 <= place <= 0x10FFFF and not 0xD800 <= place <= 0xDFFF else ""
