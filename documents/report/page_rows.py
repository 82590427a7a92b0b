"""How many rows of a table a page holds, counted from the letters' widths: for papers whose pages say what is on them.

Both writers then begin a page where the content does. What is counted is a little more than what they need.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.report import measures, phrases
from documents.report.blocks import Font, Row, Section, Table
from documents.report.fonts import width_of
from documents.report.shared_heads import head_rows
from documents.report.whole import WIDER

POINT = 25.4 / 72  # mm
LINE = 0.5 * POINT  # the one under a row
NUMBERS = 9 * POINT + 1 + LINE  # the row of the columns' numbers
SPARE = 1.02  # of a text's width: LibreOffice wraps a hair wider than Pango
LEAST = 2  # rows under a head


@dataclass(frozen=True)
class Sheet:
    """What a table lies on: its section, its face, and the mm of a page that its rows cannot have, ``first`` besides on
    the first page and ``last`` on the last."""

    section: Section
    font: Font
    taken: float
    first: float
    last: float = 0


def shared_out(table: Table, sheet: Sheet) -> list[list[Row]]:
    """The rows of each page: a group's head with the row under it, and no page with a single row where two can be."""
    height = measures.text_height(sheet.section) - sheet.taken - _heads(table, sheet)
    units = list(_units(table, sheet))
    pages: list[list[tuple[float, list[Row]]]] = [[]]
    room = height - sheet.first
    for unit in units:
        if pages[-1] and unit[0] > room:
            pages.append([])
            room = height
        pages[-1].append(unit)
        room -= unit[0]
    if sheet.last and room < sheet.last and len(pages[-1]) > LEAST:
        pages[-1:] = [pages[-1][:-LEAST], pages[-1][-LEAST:]]
    elif len(pages) > 1 and len(pages[-1]) < LEAST < len(pages[-2]):
        pages[-1].insert(0, pages[-2].pop())
    return [[row for _, rows in page for row in rows] for page in pages]


def _units(table: Table, sheet: Sheet) -> Iterator[tuple[float, list[Row]]]:
    heads: list[Row] = []
    for row in table.rows:
        heads.append(row)
        if row.kind != "group":
            yield sum(_height(table, one, sheet) for one in heads), heads
            heads = []


def _height(table: Table, row: Row, sheet: Sheet) -> float:
    size, pitch, above, beside = measures.grid(table, sheet.section, sheet.font)
    at, most = 0, 1
    for cell in phrases.row_cells(table, row):
        width = sum(column.width for column in table.columns[at : at + cell.span]) - 2 * beside - LINE
        wider = WIDER if sheet.font != "Arial" or row.kind != "row" or cell.accents else SPARE
        most = max(most, lines(cell.text, width / wider, size))
        at += cell.span
    return most * pitch * POINT + 2 * above + LINE


def _heads(table: Table, sheet: Sheet) -> float:
    size, pitch, above, _ = measures.grid(table, sheet.section, sheet.font)
    height = NUMBERS if table.column_numbers else 0.0
    for row in head_rows(table):
        widths = (sum(c.width for c in table.columns[head.at : head.at + head.span]) for head in row)
        most = max(
            lines(head.text, (width - 2 * measures.HEAD_SIDE) / WIDER, size)
            for head, width in zip(row, widths, strict=True)
        )
        height += most * pitch * POINT + 2 * above + LINE
    return height


def lines(text: str, width: float, size: float) -> int:
    """How many a text takes in letters of ``size`` points where a line is ``width`` mm."""
    return sum(_of_one(part.split(" "), width, size) for part in text.split("\n"))


def _of_one(words: Sequence[str], width: float, size: float) -> int:
    count, line = 1, 0.0
    blank = width_of(" ", size)
    for word in words:
        wide = width_of(word, size)
        if line and line + blank + wide > width:
            count, line = count + 1, 0.0
        count += int(wide // max(width, 1)) if wide > width else 0
        line += (blank if line else 0) + wide
    return count
