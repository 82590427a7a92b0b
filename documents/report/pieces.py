"""A cell's text in the parts that look alike: its weight, slant and size, what is drawn round it or filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from documents.report.boxes import BOX, TICK
from documents.report.measures import LINED, PENNED, SMALL, TICKED

_LOOKS = {  # by accent: which words of a text look how
    "ticks": (re.compile(f"({TICK})"), "boxed"),
    "foreign": (re.compile("(force majeure)"), "slanted"),
    "boxes": (re.compile(f"([{TICK}{BOX}])"), "penned"),
    "lined": (re.compile(r"(\.{20,})"), "fine"),
}


@dataclass(frozen=True)
class Piece:
    """A part of a text in one weight, slant and size; ``boxed`` is a tick, ``penned`` one for a pen, or an empty box
    for it; ``fine`` is a line of dots."""

    text: str
    strong: bool = False
    small: bool = False
    struck: bool = False
    boxed: bool = False
    slanted: bool = False
    penned: bool = False
    fine: bool = False


def pieces(text: str, accents: frozenset[str], strong: bool) -> list[Piece]:
    """The text in its weights and sizes; ``strong`` is how its surroundings are printed."""
    found = _weighed(text, accents, strong)
    for accent, (words, look) in _LOOKS.items():
        if accent in accents:
            found = [part for piece in found for part in _parted(piece, words, look)]
    return found


def _parted(piece: Piece, words: re.Pattern[str], look: str) -> list[Piece]:
    """The ``words`` of a piece by themselves, as they look."""
    parts = words.split(piece.text)
    return [replace(piece, text=part, **{look: bool(at % 2)}) for at, part in enumerate(parts) if part]


def _weighed(text: str, accents: frozenset[str], strong: bool) -> list[Piece]:
    strong = (strong or bool(accents & {"strong", "done", "late"})) and "plain" not in accents
    if "ratio" in accents and "/" in text:
        count, of = text.split("/", 1)
        return [Piece(count, strong=True), Piece(f"/{of}", small="small" in accents)]
    if "titled" in accents and "\n" in text:
        title, rest = text.split("\n", 1)
        return [Piece(title, strong), Piece(f"\n{rest}", small=True)]
    if accents & {"headed", "labelled", "moved"} and "\n" in text:
        head, rest = text.split("\n", 1)
        return [Piece(head, "headed" in accents, "labelled" in accents, "moved" in accents), Piece(f"\n{rest}")]
    return [Piece(text, strong, "small" in accents, "struck" in accents, slanted="slanted" in accents)]


def size_of(piece: Piece) -> float:
    """In points; 0 where it is that of its surroundings."""
    if piece.penned:
        return TICKED if piece.text == TICK else PENNED
    return LINED if piece.fine else SMALL if piece.small else 0
