"""Ruled cells of a PDF as a grid: their merges, and the pages that one table runs over, put together again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from documents.readers.files.bounds import Bounds
from documents.readers.files.grid import Cell, Grid, Row
from documents.readers.files.pdf_lines import Column, Line, Word, fits, gap_of, lines_of, paragraphs_in

_SAME_EDGE = 3.5  # points: edges that were meant to be one
_MOST_PADDING = 8  # points between a cell's edge and its words
_WIDEST = 63
_MOST_HEAD = 5  # rows that are repeated on every page
_SENTENCE = re.compile(r"[.;:!?]$")
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass
class Ruled:
    """A cell as it is ruled, with the lines in it."""

    box: Box
    words: list[Word] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def holds(self, word: Word) -> bool:
        across, down = word.middle
        left, top, right, bottom = self.box
        return left <= across <= right and top <= down <= bottom

    @property
    def right(self) -> float:
        """To where its lines reach: as far from its edge as they begin from the other one."""
        begins = min((line.left for line in self.lines), default=self.box[0])
        return self.box[2] - min(max(begins - self.box[0], 0), _MOST_PADDING)

    def text(self, lines: Sequence[Line], words: Counter[str]) -> str:
        """What ``lines`` say, which stand in this cell."""
        column = Column(self.right, gap_of(lines), words)
        return "\n".join(column.text_of(held) for held in paragraphs_in(lines, column))


@dataclass
class Part:
    """What of a table stands on one page."""

    page: int
    cells: list[Ruled]

    @property
    def edges(self) -> list[float]:
        return _edges(side for cell in self.cells for side in (cell.box[0], cell.box[2]))

    @property
    def top(self) -> float:
        return min(cell.box[1] for cell in self.cells)

    def goes_on(self, later: Part) -> bool:
        """Whether the columns of a part on the next page are the same: none has an edge that the other one lacks."""
        one, two = self.edges, later.edges
        fewer, more = (one, two) if len(one) <= len(two) else (two, one)
        near = all(any(abs(edge - other) <= _SAME_EDGE for other in more) for edge in fewer)
        ends = abs(one[0] - two[0]) <= _SAME_EDGE and abs(one[-1] - two[-1]) <= _SAME_EDGE
        return later.page == self.page + 1 and near and ends


def part_of(boxes: Iterable[Sequence[float]], words: list[Word], page: int) -> Part | None:
    """A ruled table with the words in its cells, which are taken out of ``words``; None for a frame around text and for
    a drawing without any."""
    part = Part(page, [Ruled((box[0], box[1], box[2], box[3])) for box in boxes])
    if not 2 < len(part.edges) <= _WIDEST:
        return None
    left: list[Word] = []
    for word in words:
        cell = next((cell for cell in part.cells if cell.holds(word)), None)
        (cell.words if cell else left).append(word)
    if len(left) == len(words):
        return None
    words[:] = left
    for cell in part.cells:
        cell.lines = lines_of(cell.words, page)
    return part


def grid_of(name: str, parts: Sequence[Part], bounds: Bounds, words: Counter[str]) -> Grid:
    """One table out of its pages, its repeated head only once. ``words`` are those of the file."""
    edges = _edges(edge for part in parts for edge in part.edges)
    rows: list[_Line] = []
    head: list[_Line] = []
    for part in parts:
        lines = _rows(part, edges, bounds, words)
        head = head or lines[:_MOST_HEAD]
        again = _repeated(head, lines) if rows else 0
        for line in head[:again]:
            line.row.repeats_head = True
        lines = lines[again:]
        if rows and lines and _is_parted(rows[-1], lines[0]):
            _rejoin(rows[-1], lines.pop(0), words)
        rows += lines
    return Grid(name, [line.row for line in rows])


@dataclass
class _Line:
    """A row, and for each of its places the ruled cell there."""

    row: Row
    ruled: list[Ruled | None]


def _edges(sides: Iterable[float]) -> list[float]:
    found: list[float] = []
    for side in sorted(sides):
        if not found or side - found[-1] > _SAME_EDGE:
            found.append(side)
    return found


def _at(edges: Sequence[float], side: float) -> int:
    """The number of the edge that a side of a cell is meant to be."""
    return min(range(len(edges)), key=lambda number: abs(edges[number] - side))


def _rows(part: Part, edges: Sequence[float], bounds: Bounds, words: Counter[str]) -> list[_Line]:
    heights = _edges(side for cell in part.cells for side in (cell.box[1], cell.box[3]))
    wide = len(edges) - 1
    lines = []
    for number in range(len(heights) - 1):
        bounds.row(wide)
        lines.append(_Line(Row(f"halaman {part.page}, baris {number + 1}", [Cell()] * wide), [None] * wide))
    for cell in part.cells:
        text = bounds.text(cell.text(cell.lines, words))
        first, column = _at(heights, cell.box[1]), _at(edges, cell.box[0])
        for down in range(first, _at(heights, cell.box[3])):
            for right in range(column, _at(edges, cell.box[2])):
                bounds.text(text)
                lines[down].row.cells[right] = Cell(text, down=down > first, right=right > column)
                lines[down].ruled[right] = cell
    return lines


def _repeated(head: Sequence[_Line], lines: Sequence[_Line]) -> int:
    """How many rows a page begins with that are those at the top of the table."""
    for count, (one, two) in enumerate(zip(head, lines, strict=False)):
        if [cell.text.split() for cell in one.row.cells] != [cell.text.split() for cell in two.row.cells]:
            return count
    return min(len(head), len(lines))


def _is_parted(above: _Line, below: _Line) -> bool:
    """Whether the first row of a page is the end of the last one before: its first place is empty, some sentence goes
    on in it or stands where nothing was, and no cell begins that was complete."""
    if below.row.cells[0].text.strip():
        return False
    said = [at for at, cell in enumerate(below.row.cells) if cell.text.strip() and not cell.right]
    begun = [at for at in said if above.row.cells[at].text.strip()]
    goes_on = [at for at in begun if _surely_goes_on(above.row.cells[at].text, below.row.cells[at].text)]
    may = all(_may_go_on(above.ruled[at], below.ruled[at]) for at in begun)
    return may and (bool(goes_on) or len(begun) < len(said))


def _may_go_on(above: Ruled | None, below: Ruled | None) -> bool:
    """Whether the last line of a cell is full."""
    if above is None or below is None or not above.lines or not below.lines:
        return False
    return not fits(above.lines[-1], below.lines[0], above.right) or below.lines[0].text[:1].islower()


def _surely_goes_on(above: str, below: str) -> bool:
    return bool(above) and not _SENTENCE.search(above.rstrip()) and not re.match(r"\W*\d+[.)]\s", below)


def _rejoin(above: _Line, below: _Line, words: Counter[str]) -> None:
    """Adds to each cell what of it stands on the next page."""
    for at, (one, two) in enumerate(zip(above.ruled, below.ruled, strict=True)):
        if one is not None and two is not None and two.lines:
            one.lines = [*one.lines, *two.lines] if two.lines[-1] not in one.lines else one.lines
            above.row.cells[at] = above.row.cells[at]._replace(text=one.text(one.lines, words))
