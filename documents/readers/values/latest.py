"""The deadline that a sentence names: "… menetapkan SK paling lambat 30 November 2026"."""

from __future__ import annotations

import re

from documents.readers.values.dates import MOST, read_deadline

_AT_LATEST = re.compile(r"(?i)\b(?:paling\s+(?:lambat|lama|akhir)|selambat\s*-?\s*lambatnya)\b[^,;()\n]{1,80}")


def latest(text: str) -> str:
    """The words of the sentence from "paling lambat" on where they name a time, "" where they do not."""
    said = _AT_LATEST.search(text)
    words = said[0].strip().rstrip(".")[:MOST] if said else ""
    return words if words and read_deadline(words).first else ""
