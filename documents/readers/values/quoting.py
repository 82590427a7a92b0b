"""What a question quotes from a cell, as the cell has it: the readers compare in small letters."""

from __future__ import annotations

import re

_QUOTED = re.compile("“([^”]+)”")
_WORD = re.compile(r"[^\W_]+")


def as_written(doubt: str, raw: str) -> str:
    """The question with every quotation that stands in ``raw``, but for case and signs, taken from there."""
    return _QUOTED.sub(lambda m: f"“{_found(m[1], raw)}”", doubt)


def _found(words: str, raw: str) -> str:
    wanted = [word.lower() for word in _WORD.findall(words)]
    if not wanted:
        return words
    here = list(_WORD.finditer(raw))
    said = [found[0].lower() for found in here]
    for at in range(len(said) - len(wanted) + 1):
        if said[at] == wanted[0] and said[at : at + len(wanted)] == wanted:
            return " ".join(raw[here[at].start() : here[at + len(wanted) - 1].end()].split())
    return words
