"""A sheet of any workbook while it is read: its cells by their places; then as a grid, with every merge in each of its
places and every gap as a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.package import Allowance
from documents.readers.files.bounds import MOST_COLUMNS, MOST_ROWS, Bounds
from documents.readers.files.grid import Cell, Contents, Grid, Row
from documents.readers.result import Remark

MOST_SHEETS, MOST_TOLD = 100, 100
MOST_MERGED = 100_000  # cells
HIDDEN = "lembar tersembunyi, tidak dibaca."
TOO_MANY = f"Hanya {MOST_SHEETS} lembar pertama yang dibaca."
TOO_LONG = f"hanya {MOST_ROWS} baris pertama yang dibaca."
_NONE = Cell()


@dataclass
class Room:
    """What a workbook may still have, of texts and places, and of cells that a merge covers."""

    bounds: Bounds = field(default_factory=Bounds)
    merged: Allowance = field(default_factory=lambda: Allowance(MOST_MERGED))


@dataclass
class Sheet:
    """``rows`` are its cells by row and column, both from 1; ``merges`` left, top, right and bottom of each range;
    ``remarks`` a place in the sheet and a sentence. What is hidden is told apart: a file need not say it.
    ``without_formats``: nothing says how its numbers are shown."""

    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)
    without_formats: bool = False


def add_sheet(contents: Contents, name: str, sheet: Sheet, room: Room) -> None:
    """The sheet as a grid called ``name``, unless it is empty, and its remarks. Raises ``Unfit`` (HEAVY)."""
    contents.remarks.extend(Remark(f"{name}, {where}".rstrip(", "), text) for where, text in sheet.remarks)
    _spread(sheet, room)
    rows = list(_rows(sheet, room.bounds))
    if rows:
        contents.grids.append(Grid(name, rows, without_formats=sheet.without_formats))


def _spread(sheet: Sheet, room: Room) -> None:
    """A merged range says in each of its cells what its first one says."""
    for left, top, right, bottom in sheet.merges:
        first = sheet.rows.get(top, {}).get(left)
        if first is None:
            continue
        right, bottom = min(right, MOST_COLUMNS), min(bottom, MOST_ROWS)
        room.merged.take((right - left + 1) * (bottom - top + 1))
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    down, beside = row > top, column > left
                    room.bounds.text(first.text)
                    sheet.rows.setdefault(row, {})[column] = Cell(first.text, first.value, down, beside)


def _rows(sheet: Sheet, bounds: Bounds) -> Iterator[Row]:
    """Every row from the first with anything in it; a row of nothing stays, as a gap."""
    if not sheet.rows:
        return
    last = max(sheet.rows)
    columns = [column for cells in sheet.rows.values() for column in cells]
    first, wide = min(columns), max(columns)
    previous = min(sheet.rows) - 1
    span = range(first, wide + 1)
    for number in sorted(sheet.rows):
        if number > previous + 1:
            yield Row(f"baris {previous + 1}", [])
        cells = sheet.rows[number]
        bounds.row(len(span))
        yield Row(f"baris {number}", _shown(cells, span, sheet.hidden_columns), hidden=number in sheet.hidden_rows)
        previous = number
        if number == last:
            return


def _shown(cells: dict[int, Cell], span: range, hidden: set[int]) -> list[Cell]:
    if not hidden:
        return [cells.get(column, _NONE) for column in span]
    shown = []
    for column in span:
        found = cells.get(column, _NONE)
        shown.append(found._replace(hidden=True) if column in hidden else found)
    return shown
