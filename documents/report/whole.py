"""What no line ends inside of: ranges, numbers of papers, names with a hyphen, "Bapak/Ibu".

Programs end lines after other strokes, each its own: Pango after all of them, Word after dashes and hyphens,
LibreOffice also after some slashes. So both writers ask here. In a cell that is too narrow for a code
("AHU-0012345.AH.01.04.Tahun") its lines end after points and strokes, or where a part alone has no room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.report.fonts import width_of

JOINER = "\ufeff"  # that holds a range together in Word; it has no width
PLACE = "\u200b"  # where a line may end inside of a code; it has no width either
UNSEEN = re.compile(f"[{JOINER}{PLACE}]")
LONGEST = 40  # letters; a longer one may not fit on a line at all
WIDER, WIDER_FIGURES = 1.12, 1.03  # bold, or in Bookman, as against the regular face of Arial's widths
_STROKE = re.compile(r"/|(?<=\w)[-–](?=\w)")
_FIGURES = re.compile(r"[\d–-]+")
_BLANKS = re.compile(r"(\s+)")
_CODE = re.compile(r"[^./–-]*[./–-]+|[^./–-]+")


def any_in(text: str) -> bool:
    """Whether there is a word in it that may have to stay whole."""
    return _STROKE.search(text) is not None


def words(text: str, most: float | None = None) -> list[tuple[str, bool]]:
    """The pieces of a text in their order, and of each whether no line ends inside of it. ``most`` as of ``stays``. A
    code that has no room in it comes in its parts, with a ``PLACE`` between them."""
    if not any_in(text):
        return [(text, False)] if text else []
    return [piece for word in _BLANKS.split(text) if word for piece in _pieces(word, most)]


def _pieces(word: str, most: float | None) -> list[tuple[str, bool]]:
    if not most or stays(word, most) or not is_code(word):
        return [(word, stays(word, most))]
    first, *others = _lines(word, most)
    return [(first, True), *(piece for part in others for piece in ((PLACE, False), (part, True)))]


def _lines(code: str, most: float) -> list[str]:
    """The parts of a code as lines, each as full as it can be, so that none ends elsewhere by a hair. After a hyphen
    one may end always: LibreOffice holds none beside a ``PLACE``."""
    found = [""]
    for part in _CODE.findall(code):
        if found[-1][-1:] not in ("-", "–") and width_of(found[-1] + part) * WIDER <= most:
            found[-1] += part
        else:
            found += _cut(part, most)
    return [line for line in found if line]


def is_code(word: str) -> bool:
    """Whether a word is a number of a paper or the like, whose lines each program would end elsewhere: strokes and
    figures, and no address."""
    return any_in(word) and "//" not in word and any(map(str.isdecimal, word))


def _cut(part: str, most: float) -> Iterator[str]:
    """A part of a code, in two or more where it is wider than ``most``."""
    while len(part) > 1 and width_of(part) * WIDER > most:
        fits = next((at for at in range(len(part) - 1, 1, -1) if width_of(part[:at]) * WIDER <= most), 1)
        yield part[:fits]
        part = part[fits:]
    yield part


def stays(word: str, most: float | None = None) -> bool:
    """Whether a word with a stroke in it stays whole: no address, not too long, and of no more than ``most`` mm at 12
    points where that is said. A wider one would be broken between any two letters."""
    if not any_in(word) or "//" in word or len(word) > LONGEST:
        return False
    return most is None or width_of(word) * (WIDER_FIGURES if _FIGURES.fullmatch(word) else WIDER) <= most
