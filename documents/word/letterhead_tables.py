"""A table of a letterhead, cell by cell, into an ``OwnKop``: rows one under the other, their borders as bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from documents.report.own_kop import KopLine, KopPicture, KopRule
from documents.word import letterhead_strokes as strokes
from documents.word.letterhead_lines import TWIP, Room, mm, said, value
from documents.word.letterhead_plan import Block, Cell, Look, Node, Row, Table
from documents.word.letterhead_plan import Paragraph as Line
from documents.word.letterhead_strokes import Undrawable


class Layout(Protocol):
    """What has been placed, and how blocks are placed in a room of their own."""

    lines: list[KopLine]
    placed: list[KopPicture]
    rules: list[KopRule]

    def column(self, blocks: Sequence[Block], room: Room, top: float) -> float: ...


def table(layout: Layout, block: Table, room: Room, top: float) -> float:
    """Places it from ``top`` on and returns where it ends; raises ``Undrawable``."""
    if said(block.look, "tblpPr") or any(_nested(row) for row in block.rows):
        raise Undrawable("tabel yang mengapung atau tabel di dalam tabel")
    if value(block.look, "shd", "fill") not in ("", "auto", "FFFFFF"):
        raise Undrawable("latar berwarna")
    total = sum(block.columns) * TWIP
    spare = room.width - total
    shifts = {"center": spare / 2, "right": spare}
    left = room.left + shifts.get(value(block.look, "jc"), mm(block.look, "tblInd", "w"))
    for number, row in enumerate(block.rows):
        top = _row(layout, block, row, (number == 0, number == len(block.rows) - 1), left, top)
    return top


def _nested(row: Row) -> bool:
    return any(isinstance(inside, Table) for cell in row.cells for inside in cell.blocks)


def _row(layout: Layout, block: Table, row: Row, ends: tuple[bool, bool], left: float, top: float) -> float:
    least = mm(row.look, "trHeight", "val")
    at, column, made = left, int(value(row.look, "gridBefore") or 0), []
    at += sum(block.columns[:column]) * TWIP
    for cell in row.cells:
        span = int(value(cell.look, "gridSpan") or 1)
        width = sum(block.columns[column : column + span]) * TWIP
        if width <= 0:
            raise Undrawable("tabel tanpa lebar kolom")
        made.append((cell, at, width, _cell(layout, block, cell, at, width, top)))
        at, column = at + width, column + span
    high = max([least, *(end - top for *_, end in made)])
    if value(row.look, "trHeight", "hRule") == "exact" and least:
        high = least
    for number, (cell, start, width, end) in enumerate(made):
        _stand(layout, cell, (start, start + width), (top, end), high)
        outer = {"top": ends[0], "bottom": ends[1], "left": number == 0, "right": number == len(made) - 1}
        _edges(layout, block, cell, outer, (start, top, width, high))
    return top + high


def _cell(layout: Layout, block: Table, cell: Cell, left: float, width: float, top: float) -> float:
    if value(cell.look, "vMerge") == "continue":
        return top
    if value(cell.look, "textDirection") not in ("", "lrTb") or value(cell.look, "shd", "fill") not in (
        "", "auto", "FFFFFF",
    ):  # fmt: skip
        raise Undrawable("sel yang diputar atau berwarna")
    sides = {side: _inset(block.look, cell.look, side) for side in ("top", "left", "bottom", "right")}
    inner = Room(left + sides["left"], left + width - sides["right"])
    end = layout.column(cell.blocks, inner, top + sides["top"]) + sides["bottom"]
    merged = value(cell.look, "vMerge") == "restart"
    if merged and any(isinstance(one, Line) and any(run.parts for run in one.runs) for one in cell.blocks):
        return top  # a picture over several rows; they are as high as their own lines
    return end


def _inset(table_look: Look, cell_look: Look, side: str) -> float:
    for look, name in ((cell_look, "tcMar"), (table_look, "tblCellMar")):
        found = said(look, name)
        node = next((one for one in (found.inside if found else ()) if one.name == side), None)
        if node is not None:
            return int(node.value("w")) * TWIP
    return 0


def _stand(layout: Layout, cell: Cell, room: tuple[float, float], used: tuple[float, float], high: float) -> None:
    """Moves what stands in a cell down to its middle or its end."""
    spare = high - (used[1] - used[0])
    by = {"center": spare / 2, "bottom": spare}.get(value(cell.look, "vAlign"), 0)
    if by < 0.01:
        return
    inside = partial(_inside, room, used[0])
    layout.lines[:] = [replace(one, top=round(one.top + by, 3)) if inside(one) else one for one in layout.lines]
    layout.placed[:] = [replace(one, top=round(one.top + by, 3)) if inside(one) else one for one in layout.placed]
    layout.rules[:] = [replace(one, top=round(one.top + by, 3)) if inside(one) else one for one in layout.rules]


def _inside(room: tuple[float, float], top: float, one: KopLine | KopPicture | KopRule) -> bool:
    return one.top >= top - 0.01 and room[0] - 0.5 <= one.left + one.width / 2 <= room[1] + 0.5


def _edges(
    layout: Layout, block: Table, cell: Cell, outer: dict[str, bool], box: tuple[float, float, float, float]
) -> None:
    left, top, width, high = box
    for side, is_outer in outer.items():
        border = _border(block.look, cell.look, side, outer=is_outer)
        if border is None or not strokes.seen(border):
            continue
        bars = strokes.bars(border)
        if side in ("left", "right"):
            middle = left if side == "left" else left + width
            layout.rules += strokes.down(bars, strokes.ink(border), middle, top, high)
        else:
            at = top if side == "top" else top + high
            layout.rules += strokes.across(bars, strokes.ink(border), left, at, width)


def _border(table_look: Look, cell_look: Look, side: str, *, outer: bool) -> Node | None:
    own, shared = said(cell_look, "tcBorders"), said(table_look, "tblBorders")
    inner = "insideH" if side in ("top", "bottom") else "insideV"
    for found, name in ((own, side), (shared, side if outer else inner)):
        node = next((one for one in (found.inside if found else ()) if one.name == name), None)
        if node is not None:
            return node
    return None
