"""An office's own kop as both writers draw it: lines of text, rules and pictures, each at its place.

All of it is in millimetres from the left edge of the sheet and from the top of the kop; letters and pitches in points.
Nothing is left to be broken or moved, so that Word and PDF cannot differ. It comes out of the head of the office's Word
file (``documents/word/letterhead_layout.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BELOW = 7  # mm between the kop and the text
BASELINE = 0.8  # of the pitch, from above: where Word puts it in lines of a fixed height
UNDER_MARK = 13  # mm from the edge of the sheet, at least, where a mark (DRAF, CONTOH) stands above the kop
HIGHEST = 90  # mm


@dataclass(frozen=True)
class KopText:
    """``face`` is the name that the office's file has for it; ``wider`` are points between its letters."""

    text: str
    face: str
    size: float
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    color: str = "000000"
    wider: float = 0


@dataclass(frozen=True)
class KopLine:
    """One line in a room that begins at ``left`` and is ``width`` wide. Its letters stand on a line ``BASELINE`` of
    ``pitch`` below ``top``."""

    texts: tuple[KopText, ...]
    align: Literal["left", "center", "right"]
    left: float
    width: float
    top: float
    pitch: float


@dataclass(frozen=True)
class KopRule:
    """A black or coloured bar; of a double line there are two."""

    left: float
    top: float
    width: float
    height: float
    color: str = "000000"


@dataclass(frozen=True)
class KopPicture:
    """``sha256`` of a stored PNG or JPEG; ``crop`` are shares of it that are cut off left, above, right and below."""

    sha256: str
    left: float
    top: float
    width: float
    height: float
    crop: tuple[float, float, float, float] = (0, 0, 0, 0)


@dataclass(frozen=True)
class OwnKop:
    """``top`` is the distance from the edge of the sheet, ``sheet`` the width of the sheet that it was made for."""

    sheet: float
    top: float
    height: float
    lines: tuple[KopLine, ...] = ()
    rules: tuple[KopRule, ...] = ()
    pictures: tuple[KopPicture, ...] = ()


def shift(kop: OwnKop, sheet: float) -> float:
    """By how much it moves to the right on a sheet of another width: it keeps its place to the middle."""
    return round((sheet - kop.sheet) / 2, 2)


def begins(kop: OwnKop, mark: str) -> float:
    """Its distance from the edge of the sheet where a mark stands above it, or none."""
    return max(kop.top, UNDER_MARK) if mark else kop.top


def texts(kop: OwnKop) -> tuple[str, ...]:
    """What its lines say, those of one height together."""
    told: dict[float, list[str]] = {}
    for line in kop.lines:
        told.setdefault(line.top, []).append("".join(text.text for text in line.texts).strip())
    return tuple(" ".join(said) for said in told.values())
