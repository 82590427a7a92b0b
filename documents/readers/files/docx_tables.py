"""A Word table as a grid: every merge undone into the places it covers, deleted rows and cells gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from documents.readers.files.bounds import Bounds
from documents.readers.files.docx_names import SDT, TC, TR, VAL, WRAPPERS, W, filled, number_of, on
from documents.readers.files.grid import Cell, Grid, Row

_SAME_EDGE = 140  # twips (2.5 mm): edges of columns drawn by hand that were meant to be one
_WIDEST = 63  # Word has no more columns


@dataclass
class _Placed:
    """A cell with the columns it covers, from ``start`` to before ``end``."""

    start: int
    end: int
    cell: Cell
    down: bool
    joins: bool  # an old horizontal merge: it belongs to the cell before it


@dataclass
class _Line:
    cells: list[_Placed]
    repeats_head: bool


RowCells = tuple[etree._Element, list[etree._Element]]


def rows_of(table: etree._Element) -> Iterator[RowCells]:
    """Each row of a table with its cells, as far as a table can be wide."""
    for row in _kept(table, TR):
        yield row, list(islice(_kept(row, TC), _WIDEST))


class Tables:
    """``read`` gives the cell of a w:tc and the tables in it."""

    def __init__(self, read: Callable[[etree._Element, str], tuple[Cell, list[Grid]]], bounds: Bounds) -> None:
        self._read, self._bounds = read, bounds

    def grid(self, table: etree._Element, rows: Iterable[RowCells], name: str) -> Grid:
        """``rows`` are those of ``rows_of``."""
        grid = Grid(name, [])
        lines: list[_Line] = []
        for row, cells in rows:
            place = f"baris {len(lines) + 1}"
            lines.append(self._line(row, cells, f"{name}, {place}", grid.inside))
        edges = _edges(table, lines)
        width = max((edges[placed.end] for line in lines for placed in line.cells), default=0)
        above: list[Cell] = []
        for at, line in enumerate(lines):
            self._bounds.row(width)
            above = _row(line, edges, width, above)
            for cell in above:
                if cell.down or cell.right:
                    self._bounds.text(cell.text)
            grid.rows.append(Row(f"baris {at + 1}", above, line.repeats_head))
        return grid

    def _line(self, row: etree._Element, cells: list[etree._Element], place: str, inside: list[Grid]) -> _Line:
        properties = row.find(f"{W}trPr")
        at, head = 0, False
        if properties is not None:
            at = _bounded(number_of(properties.find(f"{W}gridBefore")) or 0)
            head = on(properties.find(f"{W}tblHeader"))
        line = _Line([], head)
        for element in cells:
            span, down, joins = _merges(element)
            cell, tables = (Cell(), []) if down or joins else self._read(element, place)
            cell = cell._replace(coloured=True) if not cell.text and _painted(element) else cell
            inside += tables
            end = min(at + span, _WIDEST)
            line.cells.append(_Placed(min(at, _WIDEST - 1), max(end, min(at, _WIDEST - 1) + 1), cell, down, joins))
            at = end
        return line


def _painted(element: etree._Element) -> bool:
    shade = element.find(f"{W}tcPr/{W}shd")
    return shade is not None and shade.get(f"{W}fill", "auto").upper() not in ("AUTO", "FFFFFF", "")


def _kept(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also in content controls, without those that a tracked change deletes."""
    for child in parent:
        if child.tag == tag:
            if not _deleted(child):
                yield child
        elif child.tag == SDT:
            inner = filled(child)
            if inner is not None:
                yield from _kept(inner, tag)
        elif child.tag in WRAPPERS:
            yield from _kept(child, tag)


def _deleted(element: etree._Element) -> bool:
    mark = f"{W}trPr/{W}del" if element.tag == TR else f"{W}tcPr/{W}cellDel"
    return element.find(mark) is not None


def _merges(element: etree._Element) -> tuple[int, bool, bool]:
    """How many columns a cell covers, whether it goes on from the cell above, and from the cell before."""
    properties = element.find(f"{W}tcPr")
    if properties is None:
        return 1, False, False
    span = _bounded(number_of(properties.find(f"{W}gridSpan")) or 1) or 1
    tracked = properties.find(f"{W}cellMerge")
    if tracked is not None:
        return span, tracked.get(f"{W}vMerge") == "cont", False
    return span, _continues(properties.find(f"{W}vMerge")), _continues(properties.find(f"{W}hMerge"))


def _continues(merge: etree._Element | None) -> bool:
    """A merge without a value goes on."""
    return merge is not None and merge.get(VAL, "continue") == "continue"


def _bounded(count: int) -> int:
    return min(max(count, 0), _WIDEST)


def _edges(table: etree._Element, lines: list[_Line]) -> list[int]:
    """For each edge of the table's columns the place in the grid; edges a hair apart become one.

    Tables drawn by hand have a column in the file for every such hair, and cells of one column then begin at several.
    """
    widths = [number_of(column, f"{W}w") or 0 for column in table.findall(f"{W}tblGrid/{W}gridCol")]
    most = max((placed.end for line in lines for placed in line.cells), default=0)
    plain = list(range(most + 1))
    if len(widths) < most or not all(width > 0 for width in widths[:most]):
        return plain
    joined = [0]
    since = 0
    for width in widths[:most]:
        since += width
        apart = since >= _SAME_EDGE
        joined.append(joined[-1] + apart)
        since = 0 if apart else since
    squeezed = any(joined[p.start] == joined[p.end] and p.cell.text for line in lines for p in line.cells)
    return plain if squeezed else joined


def _row(line: _Line, edges: list[int], width: int, above: list[Cell]) -> list[Cell]:
    cells: list[Cell] = []
    for placed in line.cells:
        start, end = edges[placed.start], edges[placed.end]
        cells += [Cell()] * (start - len(cells))
        for column in range(max(start, len(cells)), end):
            cells.append(_place(placed, column, column == start, cells, above))
    return cells + [Cell()] * (width - len(cells))


def _place(placed: _Placed, column: int, first: bool, cells: list[Cell], above: list[Cell]) -> Cell:
    if placed.joins and cells:
        return cells[-1]._replace(right=True)
    if placed.down and column < len(above):
        return above[column]._replace(down=True)
    return placed.cell if first else placed.cell._replace(right=True)
