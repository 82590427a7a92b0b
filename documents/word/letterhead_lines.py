"""A paragraph of a letterhead -> lines that are broken already, their letters, stops and pictures at their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from documents.report.fonts import visible
from documents.report.kop_faces import FAMILIES, JAWI, SPOKEN, lacking, width
from documents.report.own_kop import KopText
from documents.word.letterhead_plan import Drawing, Field, Gone, Look, Node, Paragraph, Run, Text
from documents.word.letterhead_strokes import POINT, Undrawable

TWIP = 25.4 / 1440  # mm
EMU = 1 / 36_000  # mm
USUAL_STOP = 720 * TWIP
USUAL_PITCH = 1.17  # em
SLACK = 1.002  # of the room: programs round the widths of letters
_NOT_DRAWN = {
    "smallCaps": "huruf kapital kecil", "strike": "huruf dicoret", "dstrike": "huruf dicoret",
    "outline": "huruf berhias", "shadow": "huruf berhias", "emboss": "huruf berhias", "imprint": "huruf berhias",
    "highlight": "latar berwarna", "shd": "latar berwarna", "bdr": "bingkai di sekeliling huruf",
}  # fmt: skip


@dataclass(frozen=True)
class Room:
    """Where a column of lines stands, in mm from the left edge of the sheet."""

    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True)
class Tab:
    """A step to the next stop."""


@dataclass(frozen=True)
class Break:
    """The end of a line."""


Align = Literal["left", "center", "right"]
_OTHER_SIDE: dict[str, Align] = {"left": "right", "right": "left"}
Atom = KopText | Tab | Break | Drawing
Row = list[KopText | Tab | Drawing]


def said(look: Look, name: str) -> Node | None:
    return next((node for node in look if node.name == name), None)


def value(look: Look, name: str, key: str = "val") -> str:
    node = said(look, name)
    return node.value(key) if node else ""


def mm(look: Look, name: str, key: str) -> float:
    return int(value(look, name, key) or 0) * TWIP


def atoms(paragraph: Paragraph) -> Iterator[Atom]:
    """In their order; raises ``Undrawable``."""
    for run in paragraph.runs:
        for part in run.parts:
            if isinstance(part, Text):
                if part.text:
                    yield _set(part.text, run.look)
            elif isinstance(part, Drawing):
                yield part
            elif isinstance(part, Field):
                raise Undrawable("nomor halaman")
            elif isinstance(part, Gone):
                raise Undrawable(part.what)
            else:
                yield from _mark(part, run)


def _mark(part: Node, run: Run) -> Iterator[Atom]:
    if part.name == "tab":
        yield Tab()
    elif part.name in ("br", "cr"):
        yield Break()
    elif part.name == "noBreakHyphen":
        yield _set("-", run.look)  # a line is broken here at blanks alone
    elif part.name != "softHyphen":
        raise Undrawable("lambang huruf atau tab khusus")


def _set(text: str, look: Look) -> KopText:
    for name, what in _NOT_DRAWN.items():
        if value(look, name) not in ("", "0", "none", "clear", "nil") or (name == "shd" and _shaded(look)):
            raise Undrawable(what)
    if value(look, "vertAlign") in ("superscript", "subscript") or int(value(look, "position") or 0):
        raise Undrawable("huruf naik atau turun")
    if int(value(look, "w") or 100) != 100:
        raise Undrawable("huruf yang dilebarkan")
    text = text.upper() if value(look, "caps") == "1" else text
    made = replace(letters(look, jawi=bool(JAWI.search(text))), text=visible(text))
    if unknown := lacking(made, text):
        raise Undrawable(f"tanda {unknown}, yang tidak ada dalam hurufnya")
    return made


def _shaded(look: Look) -> bool:
    return value(look, "shd", "fill") not in ("", "auto", "FFFFFF")


def letters(look: Look, *, jawi: bool = False) -> KopText:
    """An empty text in that look, Word having another size for ``jawi``; raises ``Undrawable`` for a face that we do
    not have."""
    face, color = value(look, "rFonts", "ascii"), value(look, "color")
    if face not in FAMILIES:
        raise Undrawable(f"huruf {face or 'yang tidak disebut'}, padahal yang ada hanya {SPOKEN}")
    underline, of = value(look, "u"), {name: f"{name}Cs" if jawi else name for name in ("sz", "b", "i")}
    if underline not in ("", "none", "single", "words"):
        raise Undrawable("garis bawah ganda atau bergelombang")
    return KopText(
        "", face, int(value(look, of["sz"]) or 20) / 2, value(look, of["b"]) == "1", value(look, of["i"]) == "1",
        underline in ("single", "words"), color if re.fullmatch("[0-9A-F]{6}", color) else "000000",
        int(value(look, "spacing") or 0) / 20,
    )  # fmt: skip


def rows(found: Sequence[Atom], first: float, others: float) -> list[Row]:
    """The lines, broken at blanks so that each fits into its room in mm; stops end no line."""
    lines: list[Row] = [[]]
    used = 0.0
    for atom in found:
        if isinstance(atom, Break):
            lines.append([])
            used = 0.0
        elif isinstance(atom, KopText):
            for word in re.findall(r"\s+|[^\s]+", atom.text):
                piece = replace(atom, text=word)
                room = (first if len(lines) == 1 else others) * SLACK
                if not word.isspace() and width(piece) > others * SLACK:
                    raise Undrawable("kata yang lebih panjang daripada tempatnya")
                if used and not word.isspace() and used + width(piece) > room:
                    lines.append([])
                    used = 0.0
                lines[-1].append(piece)
                used += width(piece)
        else:
            lines[-1].append(atom)
            used += across(atom)
    return [_joined(line) for line in lines]


def _joined(row: Row) -> Row:
    """Texts of one look as one; blanks at the end go."""
    while row and isinstance(row[-1], KopText) and row[-1].text.isspace():
        row = row[:-1]
    joined: Row = []
    for one in row:
        last = joined[-1] if joined else None
        if isinstance(one, KopText) and isinstance(last, KopText) and replace(last, text=one.text) == one:
            joined[-1] = replace(last, text=last.text + one.text)
        else:
            joined.append(one)
    return joined


def aligned(look: Look, row: Row) -> Align:
    """Of a line; one from right to left begins at the right. Raises ``Undrawable``."""
    said: Align = {"center": "center", "right": "right"}.get(value(look, "jc"), "left")  # type: ignore[assignment]
    if value(look, "jc") == "distribute":
        raise Undrawable("tulisan yang disebar selebar baris")
    if value(look, "bidi") != "1":
        return said
    if any(isinstance(one, KopText) and re.search(r"[^\W\d_]|\d", JAWI.sub("", one.text)) for one in row):
        raise Undrawable("baris kanan ke kiri yang bercampur huruf Latin atau angka")
    return _OTHER_SIDE.get(said, said)


def across(one: KopText | Tab | Drawing) -> float:
    """How wide it is; a stop is as wide as what it steps over, which is not known here."""
    if isinstance(one, KopText):
        return width(one)
    return one.width * EMU if isinstance(one, Drawing) and one.place is None else 0.0


def pitch(row: Row, mark: Look) -> float:
    """Of a single line, in points: of its largest letters, or of the paragraph's end where it has none."""
    texts = [one for one in row if isinstance(one, KopText)]
    if not texts:
        return USUAL_PITCH * int(value(mark, "sz") or 20) / 2  # in whatever face: nothing of it is seen
    return max(FAMILIES[text.face].pitch * text.size for text in texts)


def stop_after(at: float, look: Look) -> tuple[float, str]:
    """The next stop behind ``at`` mm, and how what follows stands at it."""
    tabs = said(look, "tabs")
    for tab in tabs.inside if tabs else ():
        where = int(tab.value("pos")) * TWIP
        if where > at + 0.1 and tab.value("val") != "bar":
            if tab.value("leader") not in ("", "none"):
                raise Undrawable("tab dengan titik-titik")
            return where, tab.value("val")
    return (at // USUAL_STOP + 1) * USUAL_STOP, "left"


def spaced(look: Look, single: float) -> tuple[float, float]:
    """Pitch in points of lines that are ``single`` high, and how much of it is air above them."""
    line, rule = int(value(look, "spacing", "line") or 240), value(look, "spacing", "lineRule") or "auto"
    if rule == "exact":
        return abs(line) / 20, 0
    if rule == "atLeast":
        return max(single, line / 20), max(0, line / 20 - single)
    return (single * line / 240, single * (line / 240 - 1)) if line > 240 else (single * line / 240, 0)


def height(drawing: Drawing) -> float:
    return drawing.height * EMU


def points(length: float) -> float:
    """mm as points."""
    return length / POINT
