"""What no line ends inside of: ranges, numbers of papers, names with a hyphen, "Bapak/Ibu".

Programs end lines after other strokes, each its own: Pango after all of them, Word after dashes and hyphens,
LibreOffice also after some slashes. So both writers ask here.
"""

from __future__ import annotations

import re

from documents.report.fonts import width_of

JOINER = "\ufeff"  # that holds a range together in Word; it has no width
LONGEST = 40  # letters; a longer one may not fit on a line at all
WIDER, WIDER_FIGURES = 1.12, 1.03  # bold, or in Bookman, as against the regular face of Arial's widths
_STROKE = re.compile(r"/|(?<=\w)[-–](?=\w)")
_FIGURES = re.compile(r"[\d–-]+")
_BLANKS = re.compile(r"(\s+)")


def any_in(text: str) -> bool:
    """Whether there is a word in it that may have to stay whole."""
    return _STROKE.search(text) is not None


def words(text: str, most: float | None = None) -> list[tuple[str, bool]]:
    """The pieces of a text in their order, and of each whether no line ends inside of it. ``most`` as of ``stays``."""
    if not any_in(text):
        return [(text, False)] if text else []
    return [(word, stays(word, most)) for word in _BLANKS.split(text) if word]


def stays(word: str, most: float | None = None) -> bool:
    """Whether a word with a stroke in it stays whole: no address, not too long, and of no more than ``most`` mm at 12
    points where that is said. A wider one would be broken between any two letters."""
    if not any_in(word) or "//" in word or len(word) > LONGEST:
        return False
    return most is None or width_of(word) * (WIDER_FIGURES if _FIGURES.fullmatch(word) else WIDER) <= most
