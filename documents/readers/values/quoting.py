"""What a question quotes from a cell, as the cell has it: the readers compare in small letters."""

from __future__ import annotations

import re

_QUOTED = re.compile("“([^”]+)”")


def as_written(doubt: str, raw: str) -> str:
    """The question with every quotation that stands in ``raw``, but for case and signs, taken from there."""
    return _QUOTED.sub(lambda m: f"“{_found(m[1], raw)}”", doubt)


def _found(words: str, raw: str) -> str:
    parts = [re.escape(part) for part in re.findall(r"\w+", words)]
    here = re.search(r"\b" + r"[\W_]+".join(parts) + r"\b", raw, re.IGNORECASE) if parts else None
    return " ".join(here[0].split()) if here else words
