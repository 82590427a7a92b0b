"""An office's own kop as style rules: each of its parts a block, as far below the end of the one before it as it stands
below that in the file of the office. So all of it is painted, and read, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from documents.report.kop_faces import FAMILIES
from documents.report.own_kop import BASELINE, BELOW, KopLine, KopPicture, KopText, OwnKop, begins, shift

POINT = 25.4 / 72  # mm


@dataclass(frozen=True)
class Styled:
    """``above`` is the way up from the top of the text area, and ``height`` with the room under the kop, both in mm.
    Of a picture the frame's rule, the picture's, and its sha256; of a line its rule, that of what it stands on, and the
    texts with theirs."""

    above: str
    height: str
    bars: tuple[str, ...]
    pictures: tuple[tuple[str, str, str], ...]
    lines: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]


def styled(kop: OwnKop, section: Mapping[str, Any]) -> Styled:
    """On the first page of a section with that layout (``html.page``)."""
    start = begins(kop, section["mark"])
    top, _, _, left = section["margins"]
    at = _Cursor(shift(kop, section["sheet"][0]) - left)
    bars = [
        f"{at.box(bar.left, bar.top, bar.width, bar.height)}; background: #{bar.color}"
        for bar in sorted(kop.rules, key=lambda bar: bar.top)
    ]
    pictures = [(at.box(one.left, one.top, one.width, one.height), _cut(one), one.sha256) for one in kop.pictures]
    lines = [_line(line, at) for line in kop.lines]
    height = max(kop.height + BELOW, top - start)
    return Styled(_short(start - top), _short(height), tuple(bars), tuple(pictures), tuple(lines))


class _Cursor:
    """Where the part before ends, in mm below the top of the kop."""

    def __init__(self, moved: float) -> None:
        self.moved, self.end = moved, 0.0

    def box(self, left: float, top: float, width: float, height: float) -> str:
        above, self.end = top - self.end, top + height
        return (
            f"margin: {_short(above)}mm 0 0 {_short(left + self.moved)}mm; width: {_short(width)}mm;"
            f" height: {_short(height)}mm"
        )


def _line(line: KopLine, at: _Cursor) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    box = at.box(line.left, line.top, line.width, line.pitch * POINT)
    stand = f"height: {_short(line.pitch * BASELINE)}pt"
    return f"{box}; text-align: {line.align}", stand, tuple((_look(text), text.text) for text in line.texts)


def _look(text: KopText) -> str:
    rules = [f"font-family: Kop{FAMILIES[text.face].name}, Amiri", f"font-size: {text.size:g}pt"]
    rules += ["font-weight: 700"] if text.bold else []
    rules += ["font-style: italic"] if text.italic else []
    rules += ["text-decoration: underline"] if text.underlined else []
    rules += [f"color: #{text.color}"] if text.color != "000000" else []
    rules += [f"letter-spacing: {text.wider:g}pt"] if text.wider else []
    return "; ".join(rules)


def _cut(one: KopPicture) -> str:
    """The whole picture behind its frame, as far out as its edges are cut."""
    left, above, right, below = one.crop
    width, height = one.width / (1 - left - right), one.height / (1 - above - below)
    moved = f"; margin: {_short(-above * height)}mm 0 0 {_short(-left * width)}mm" if any(one.crop) else ""
    return f"width: {_short(width)}mm; height: {_short(height)}mm{moved}"


def _short(number: float) -> str:
    return f"{round(number, 3):g}"
