"""A table of HTML as a grid: colspan and rowspan undone into the places that they cover."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml import etree

from documents.package import Allowance
from documents.readers.files.bounds import Bounds
from documents.readers.files.grid import Cell, Grid, Row
from documents.readers.files.html_names import CELLS, whole_of
from documents.readers.files.sheet_rows import MOST_MERGED

_WIDEST = 63  # as wide as a table of Word may be
_NONE = Cell()
RowOf = tuple[etree._Element, bool]


def cells_of(row: etree._Element) -> list[etree._Element]:
    return [child for child in row if child.tag in CELLS][:_WIDEST]


class HtmlTables:
    """``read`` gives what a cell says and the tables in it."""

    def __init__(self, read: Callable[[etree._Element, str], tuple[Cell, list[Grid]]], bounds: Bounds) -> None:
        self._read, self._bounds, self._merged = read, bounds, Allowance(MOST_MERGED)

    def grid(self, rows: Sequence[RowOf], name: str) -> Grid:
        """``rows`` are those of ``rows_of``, without hidden ones."""
        grid = Grid(name, [])
        covered: dict[tuple[int, int], Cell] = {}
        for at, (row, head) in enumerate(rows):
            place = f"baris {at + 1}"
            cells = self._line(row, f"{name}, {place}", grid, covered, len(rows) - at)
            self._bounds.row(len(cells))
            grid.rows.append(Row(place, cells, head))
        width = max((len(row.cells) for row in grid.rows), default=0)
        for row_ in grid.rows:
            row_.cells += [_NONE] * (width - len(row_.cells))
        return grid

    def _line(
        self, row: etree._Element, place: str, grid: Grid, covered: dict[tuple[int, int], Cell], below: int
    ) -> list[Cell]:
        line: list[Cell] = []
        at = len(grid.rows)
        for element in cells_of(row):
            _fill(line, covered, at)
            if len(line) >= _WIDEST:
                break
            found, tables = self._read(element, place)
            grid.inside += tables
            self._cover(element, found, (at, len(line), below), covered)
            line.append(found)
        _fill(line, covered, at)
        return line

    def _cover(
        self, element: etree._Element, found: Cell, at: tuple[int, int, int], covered: dict[tuple[int, int], Cell]
    ) -> None:
        """Notes what the places say that a cell covers; ``at`` is its row, its column, and how many rows there are."""
        row, column, below = at
        high = min(whole_of(element, "rowspan", 1) or below, below)  # 0: down to the end
        wide = min(max(whole_of(element, "colspan", 1), 1), _WIDEST - column)
        self._merged.take(high * wide)
        for down in range(high):
            for right in range(wide):
                if down or right:
                    self._bounds.text(found.text)
                    covered.setdefault((row + down, column + right), found._replace(down=down > 0, right=right > 0))


def _fill(line: list[Cell], covered: dict[tuple[int, int], Cell], at: int) -> None:
    """The places that cells before or above cover."""
    while (at, len(line)) in covered:
        line.append(covered.pop((at, len(line))))
