"""A table of LibreOffice Writer as a grid: what a cell covers says what the cell says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lxml import etree

from documents.package import Allowance
from documents.readers.files.bounds import Bounds
from documents.readers.files.grid import Cell, Grid, Row
from documents.readers.files.odf_names import CELL, COVERED, HEAD_ROWS, ROW, ROW_WRAPPERS, TABLE, repeated, whole_of
from documents.readers.files.sheet_rows import MOST_MERGED

_WIDEST = 63  # as wide as a table of Word may be
_NONE = Cell()
RowOf = tuple[etree._Element, bool]


def rows_of(table: etree._Element, *, head: bool = False) -> Iterator[RowOf]:
    """Each row of a table, and whether it is repeated as a head on every page."""
    for child in table:
        if child.tag == ROW:
            yield child, head
        elif child.tag in ROW_WRAPPERS:
            yield from rows_of(child, head=head or child.tag == HEAD_ROWS)


def cells_of(row: etree._Element) -> list[etree._Element]:
    """The cells that a row has of its own."""
    return [child for child in row if child.tag == CELL]


class OdtTables:
    """``read`` gives what a cell says and the tables in it."""

    def __init__(self, read: Callable[[etree._Element, str], tuple[Cell, list[Grid]]], bounds: Bounds) -> None:
        self._read, self._bounds, self._merged = read, bounds, Allowance(MOST_MERGED)

    def grid(self, rows: Sequence[RowOf], name: str) -> Grid:
        """``rows`` are those of ``rows_of``."""
        grid = Grid(name, [])
        covered: dict[tuple[int, int], Cell] = {}
        for at, (row, head) in enumerate(rows):
            place = f"baris {at + 1}"
            cells = self._line(row, f"{name}, {place}", grid, covered, len(rows) - at)
            self._bounds.row(len(cells))
            grid.rows.append(Row(place, cells, head))
        return grid

    def _line(
        self, row: etree._Element, place: str, grid: Grid, covered: dict[tuple[int, int], Cell], below: int
    ) -> list[Cell]:
        line: list[Cell] = []
        at = len(grid.rows)
        for element in row:
            if element.tag == COVERED:
                for _ in range(min(repeated(element), _WIDEST - len(line))):
                    line.append(covered.pop((at, len(line)), _NONE))
            elif element.tag == CELL and len(line) < _WIDEST:
                found, tables = self._read(element, place)
                grid.inside += tables
                self._cover(element, found, (at, len(line), below), covered)
                line += [found] * min(repeated(element), _WIDEST - len(line))
        return line

    def _cover(
        self, element: etree._Element, found: Cell, at: tuple[int, int, int], covered: dict[tuple[int, int], Cell]
    ) -> None:
        """Notes what the places say that a cell covers; ``at`` is its row, its column, and how many rows there are."""
        row, column, below = at
        high = min(max(whole_of(element, f"{TABLE}number-rows-spanned", 1), 1), below)
        wide = min(max(whole_of(element, f"{TABLE}number-columns-spanned", 1), 1), _WIDEST - column)
        self._merged.take(high * wide)
        for down in range(high):
            for right in range(wide):
                if down or right:
                    self._bounds.text(found.text)
                    covered[row + down, column + right] = Cell(found.text, None, down > 0, right > 0)
