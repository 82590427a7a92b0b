"""The head of a letterhead's first page -> an ``OwnKop``: every line, rule and picture of it at its place.

What has no place of its own there (a text box, a shape, a table in a table, another face) is refused with its reason,
and then no paper uses the letterhead: Word and PDF never have two different ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from documents.report.kop_faces import JAWI
from documents.report.own_kop import HIGHEST, KopLine, KopPicture, KopRule, KopText, OwnKop
from documents.word import letterhead_strokes as strokes
from documents.word.letterhead_lines import (
    EMU,
    Align,
    Room,
    Row,
    Tab,
    across,
    aligned,
    atoms,
    height,
    mm,
    pitch,
    points,
    rows,
    said,
    spaced,
    stop_after,
    value,
)
from documents.word.letterhead_plan import Block, Drawing, Figure, Look, Paragraph, Picture, Place, Plan
from documents.word.letterhead_strokes import POINT, Undrawable
from documents.word.letterhead_tables import table

MOST_OVERLAP = 0.35  # mm that two lines may stand in one another


@dataclass
class Layout:
    """What has been placed so far; ``sheet`` says where a picture stands that is placed by the page."""

    plan: Plan
    pictures: dict[str, bytes] = field(default_factory=dict)
    placed: list[KopPicture] = field(default_factory=list)
    lines: list[KopLine] = field(default_factory=list)
    rules: list[KopRule] = field(default_factory=list)
    beside: list[tuple[Place, KopPicture]] = field(default_factory=list)

    def edge(self, name: str) -> float:
        return abs(self.plan.number("pgMar", name)) * 25.4 / 1440

    def sheet(self) -> tuple[float, float]:
        width, height = (self.plan.number("pgSz", side) * 25.4 / 1440 for side in "wh")
        return width, height

    def margins(self) -> Room:
        return Room(self.edge("left") + self.edge("gutter"), self.sheet()[0] - self.edge("right"))

    def column(self, blocks: Sequence[Block], room: Room, top: float) -> float:
        """Places blocks from ``top`` on, and returns where they end."""
        below = 0.0
        for number, block in enumerate(blocks):
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            if isinstance(block, Paragraph):
                shared = 0 if self.plan.adds else min(below, mm(block.look, "spacing", "before"))
                top = self.paragraph(block, room, top - shared, following)
                below = mm(block.look, "spacing", "after")
            else:
                top, below = table(self, block, room, top), 0
        return top

    def paragraph(self, block: Paragraph, room: Room, top: float, following: Block | None) -> float:
        look = block.look
        if said(look, "framePr"):
            raise Undrawable("bingkai teks")
        if value(look, "shd", "fill") not in ("", "auto", "FFFFFF"):
            raise Undrawable("latar berwarna")
        inner = Room(room.left + mm(look, "ind", "left"), room.right - mm(look, "ind", "right"))
        top += self._border(look, "top", inner, top)
        top += mm(look, "spacing", "before")
        end = self._text(block, room, inner, top)
        end += self._under(look, inner, end, following)
        return end + mm(look, "spacing", "after")

    def _border(self, look: Look, side: str, room: Room, top: float) -> float:
        borders = said(look, "pBdr")
        for node in borders.inside if borders else ():
            if node.name in ("left", "right", "bar") and strokes.seen(node):
                raise Undrawable("garis tegak di sisi tulisan")
        border = next((node for node in (borders.inside if borders else ()) if node.name == side), None)
        if border is None or not strokes.seen(border):
            return 0
        bars, space = strokes.bars(border), int(border.value("space") or 0) * POINT
        at = top if side == "top" else top + space
        self.rules += strokes.across(bars, strokes.ink(border), room.left, at, room.width)
        return strokes.thick(bars) + space

    def _under(self, look: Look, room: Room, top: float, following: Block | None) -> float:
        """Paragraphs with the same borders have them round all of them together."""
        same = isinstance(following, Paragraph) and said(following.look, "pBdr") == said(look, "pBdr")
        return 0 if same else self._border(look, "bottom", room, top)

    def _text(self, block: Paragraph, room: Room, inner: Room, top: float) -> float:
        found = list(atoms(block))
        for one in found:
            if isinstance(one, Drawing) and one.place is not None:
                self._anchor(one, one.place, room, top)
        first = mm(block.look, "ind", "firstLine") - mm(block.look, "ind", "hanging")
        flowing = [one for one in found if not (isinstance(one, Drawing) and one.place is not None)]
        beside = self._left_over(inner, top, pitch([], block.mark) * POINT)
        for number, row in enumerate(rows(flowing, beside.width - first, beside.width)):
            single = pitch(row, block.mark)
            free = self._left_over(inner, top, single * POINT)
            start = first if number == 0 else 0.0
            top = self._row(row, block, room, replace(free, left=free.left + start), top, single)
        return top

    def _row(self, row: Row, block: Paragraph, room: Room, free: Room, top: float, single: float) -> float:
        shown = [height(one) for one in row if isinstance(one, Drawing)]
        full, air = spaced(block.look, single)
        if shown:
            tallest = max(shown)
            full = max(full, points(tallest) + (0.2 * single if any(isinstance(o, KopText) for o in row) else 0))
            air = full - single
        align = aligned(block.look, row)
        base = top + full * POINT - (0.2 * single * POINT if any(isinstance(o, KopText) for o in row) else 0)
        if any(not isinstance(one, KopText) for one in row):
            self._measured(row, block, room, free, align, (top + air * POINT, single, base))
        elif row:
            exact = value(block.look, "spacing", "lineRule") == "exact"
            self._line(cast(list[KopText], row), align, free, top + air * POINT, full - air if exact else single)
        return top + full * POINT

    def _line(self, texts: list[KopText], align: Align, room: Room, top: float, single: float) -> None:
        self.lines.append(
            KopLine(tuple(texts), align, round(room.left, 2), round(room.width, 2), round(top, 3), round(single, 2))
        )

    def _measured(
        self, row: Row, block: Paragraph, room: Room, free: Room, align: Align, place: tuple[float, float, float]
    ) -> None:
        """A line with stops or with pictures in it: each of its texts at a place of its own."""
        top, single, base = place
        if any(isinstance(one, KopText) and JAWI.search(one.text) for one in row):
            raise Undrawable("huruf Jawi di baris yang bertab atau bergambar")
        stops = any(isinstance(one, Tab) for one in row)
        if stops and align != "left":
            raise Undrawable("tab di baris yang tidak rata kiri")
        spare = free.width - sum(map(across, row))
        at = free.left + {"left": 0.0, "center": spare / 2, "right": spare}[align]
        for stop, pieces in _segments(row):
            kind = "left"
            if stop:
                where, kind = stop_after(at - room.left, block.look)
                at = room.left + where
                at -= sum(map(across, pieces)) * {"center": 0.5, "right": 1, "decimal": 1}.get(kind, 0)
            for one in pieces:
                if isinstance(one, Drawing):
                    self._inline(one, at, base)
                elif isinstance(one, KopText):
                    self._line([one], "left", Room(at, at + across(one)), top, single)
                at += across(one)

    def _inline(self, drawing: Drawing, left: float, base: float) -> None:
        self.placed.append(self._picture(drawing, left, base - height(drawing)))

    def _picture(self, drawing: Drawing, left: float, top: float) -> KopPicture:
        shape = drawing.shape
        if not isinstance(shape, Picture):
            raise Undrawable("kotak teks atau bentuk gambar")
        if shape.turn.angle or shape.turn.across or shape.turn.down or shape.stroke:
            raise Undrawable("gambar yang diputar atau berbingkai")
        sha256 = hashlib.sha256(shape.data).hexdigest()
        self.pictures[sha256] = shape.data
        crop = tuple(part / 100_000 for part in shape.crop)
        if min(crop) < 0 or crop[0] + crop[2] >= 1 or crop[1] + crop[3] >= 1:
            raise Undrawable("gambar yang dipotong ke luar tepinya")
        size = (round(drawing.width * EMU, 2), round(drawing.height * EMU, 2))
        cut = (crop[0], crop[1], crop[2], crop[3])
        return KopPicture(sha256, round(left, 2), round(top, 2), *size, cut)

    def _anchor(self, drawing: Drawing, place: Place, room: Room, top: float) -> None:
        left, top = self._across(drawing, place, room), self._down(drawing, place, top)
        if isinstance(drawing.shape, Figure) and drawing.shape.form == "line":
            self._drawn_line(drawing, drawing.shape, left, top)
            return
        made = self._picture(drawing, left, top)
        self.placed.append(made)
        if place.wrap != "none":
            self.beside.append((place, made))

    def _drawn_line(self, drawing: Drawing, shape: Figure, left: float, top: float) -> None:
        if drawing.height * EMU > 0.2 or shape.turn.angle or shape.stroke is None:
            raise Undrawable("garis yang miring atau tanpa warna")
        bars = strokes.compound(shape.stroke)
        start = top - strokes.thick(bars) / 2
        self.rules += strokes.across(bars, shape.stroke.color, left, start, drawing.width * EMU)

    def _across(self, drawing: Drawing, place: Place, room: Room) -> float:
        size = drawing.width * EMU
        edges, sheet = self.margins(), self.sheet()[0]
        before, behind = Room(0, edges.left), Room(edges.right, sheet)
        areas = {"page": Room(0, sheet), "margin": edges, "column": room, "leftMargin": before, "rightMargin": behind}
        area = (areas | {"insideMargin": before, "outsideMargin": behind}).get(place.across_from)
        if area is None:
            raise Undrawable("gambar yang mengikuti letak huruf")
        if isinstance(place.across, int):
            return area.left + place.across * EMU
        spare = area.width - size
        return area.left + {"center": spare / 2, "right": spare, "outside": spare}.get(place.across, 0)

    def _down(self, drawing: Drawing, place: Place, top: float) -> float:
        size = drawing.height * EMU
        above, below = self.edge("top"), self.sheet()[1] - self.edge("bottom")
        sheet = self.sheet()[1]
        before, behind = (0.0, above), (below, sheet)
        areas = {"page": (0.0, sheet), "margin": (above, below), "topMargin": before, "bottomMargin": behind}
        by_page = place.down_from not in ("paragraph", "line")
        start, end = (areas | {"insideMargin": before, "outsideMargin": behind}).get(place.down_from, (0.0, 0.0))
        if isinstance(place.down, int):
            return (start - self.edge("header") if by_page else top) + place.down * EMU
        if not by_page:
            return top
        spare = end - start - size
        return start + {"center": spare / 2, "bottom": spare}.get(place.down, 0) - self.edge("header")

    def _left_over(self, room: Room, top: float, high: float) -> Room:
        """The room for a line beside pictures that push text away."""
        for place, made in self.beside:
            gap_above, gap_below, gap_left, gap_right = (gap * EMU for gap in place.gaps)
            if top >= made.top + made.height + gap_below or top + high <= made.top - gap_above:
                continue
            if place.wrap == "topAndBottom":
                raise Undrawable("gambar yang mendorong tulisan ke bawahnya")
            if made.left + made.width / 2 < (room.left + room.right) / 2:
                room = Room(max(room.left, made.left + made.width + gap_right), room.right)
            else:
                room = Room(room.left, min(room.right, made.left - gap_left))
        return room


def _segments(row: Row) -> list[tuple[bool, Row]]:
    """What stands between stops; True where a stop comes before."""
    found: list[tuple[bool, Row]] = [(False, [])]
    for one in row:
        if isinstance(one, Tab):
            found.append((True, []))
        else:
            found[-1][1].append(one)
    return found


def laid_out(plan: Plan) -> tuple[OwnKop, dict[str, bytes]]:
    """The kop, and the bytes of its pictures by their sha256; raises ``Undrawable``."""
    if any(node.name == "pgBorders" for node in plan.sheet):
        raise Undrawable("bingkai halaman")
    layout = Layout(plan)
    layout.column(plan.of("header", first=True), layout.margins(), 0.0)
    lines = _in_order(layout.lines)
    ends = [line.top + line.pitch * POINT for line in lines]
    ends += [bar.top + bar.height for bar in layout.rules]
    ends += [picture.top + picture.height for picture in layout.placed]
    high = round(max(ends, default=0), 2)
    if high > HIGHEST:
        raise Undrawable(f"lebih dari {HIGHEST} mm")
    kop = OwnKop(
        round(layout.sheet()[0], 2), round(layout.edge("header"), 2), high, lines, tuple(layout.rules),
        tuple(layout.placed),
    )  # fmt: skip
    return kop, layout.pictures


def _in_order(lines: list[KopLine]) -> tuple[KopLine, ...]:
    """From above, and each clear of the one above it; those of one height stay beside one another."""
    ordered = sorted(lines, key=lambda line: (line.top, line.left))
    placed: list[KopLine] = []
    for line in ordered:
        last = placed[-1] if placed else None
        if last and abs(line.top - last.top) < 0.05 and line.pitch == last.pitch:
            line = replace(line, top=last.top)
        elif last and line.top < (end := last.top + last.pitch * POINT):
            if end - line.top > MOST_OVERLAP:
                raise Undrawable("tulisan yang bertumpuk atau berdampingan")
            line = replace(line, top=round(end, 3))
        placed.append(line)
    return tuple(placed)
