"""The heads of a table as its later pages repeat them; how high they are is known when the first ones are laid out."""

from __future__ import annotations

from collections.abc import Iterator

from documents.pdf.painted.cells import SMALL, SMALL_PITCH, Setter, leaded, shown
from documents.pdf.painted.lines import Face, at_size
from documents.pdf.painted.shapes import BORDER, ITALIC, MM, PT, Box, Line, NotSimple
from documents.report import measures
from documents.report.blocks import Table
from documents.report.shared_heads import Head, head_rows

# What ``report.css`` says of them.
GROUND = 0xE6 / 255
TURNED_HEIGHT, TURNED_ABOVE, TURNED_DOWN, TURNED_SIDE = 31.4 * MM, 27.4 * MM, 3.9 * MM, 1.7 * MM
TURNED_LINE = 11.2 * PT
NUMBER_SIDE = 0.5 * MM


class Heads:
    """The heads of one table, whose cells ``setter`` sets."""

    def __init__(self, setter: Setter, table: Table) -> None:
        self.setter, self.table = setter, table
        self.bold = at_size(setter.names[True], setter.size)

    def boxes(self) -> Iterator[Box]:
        """In the order of reading, the numbers of the columns last. Raises ``NotSimple``."""
        rows = head_rows(self.table)
        for row, heads in enumerate(rows):
            yield from (self._turned(head) if head.turned else self._head(head, row) for head in heads)
        if self.table.column_numbers:
            yield from (self._number(at, len(rows)) for at in range(len(self.table.columns)))

    def _head(self, head: Head, row: int) -> Box:
        left, right = self._edges(head)
        side = measures.HEAD_SIDE * MM
        room = right - left - 2 * side
        texts = [text for part in head.text.split("\n") for text in shown(self.bold, part, room)]
        pitch = self.setter.pitch
        over, _ = leaded(self.bold, pitch)
        lines = tuple(
            self._centred(text, self.bold, True, (left, right), n * pitch + over) for n, text in enumerate(texts)
        )
        return self._box(head, lines, GROUND, (row, row + head.rows), len(lines) * pitch)

    def _number(self, at: int, row: int) -> Box:
        head = Head(f"({at + 1})", at)
        face = at_size(self.setter.names[ITALIC], SMALL)
        if not face.shows(head.text) or len(face.lines(head.text, self._room(head))) > 1:
            raise NotSimple
        line = self._centred(head.text, face, ITALIC, self._edges(head), leaded(face, SMALL_PITCH)[0])
        return self._box(head, (line,), 1.0, (row, row + 1), SMALL_PITCH)

    def _room(self, head: Head) -> float:
        left, right = self._edges(head)
        return right - left - 2 * NUMBER_SIDE

    def _centred(self, text: str, face: Face, strong: int, ends: tuple[float, float], down: float) -> Line:
        left, right = ends
        return Line(text, left + (right - left - face.width(text)) / 2, down, strong, face.size)

    def _turned(self, head: Head) -> Box:
        """One that is read from below: where it starts, at its foot."""
        face = at_size(self.setter.names[False], self.setter.size)
        if not face.shows(head.text):
            raise NotSimple
        middle = (TURNED_HEIGHT - TURNED_ABOVE - TURNED_LINE) / 2
        across = self.setter.edges[head.at] + BORDER / 2 + TURNED_SIDE + leaded(face, self.setter.pitch)[0]
        down = BORDER / 2 + self.setter.above + middle + TURNED_ABOVE + TURNED_DOWN
        line = Line(head.text, across, down, False, self.setter.size)
        return self._box(head, (line,), GROUND, (0, head.rows), 0, turned=True)

    def _edges(self, head: Head) -> tuple[float, float]:
        """Between the lines at its sides."""
        left, right = self.setter.edges[head.at], self.setter.edges[head.at + head.span]
        return left + self.setter.line(left), right - self.setter.line(right)

    def _box(
        self, head: Head, lines: tuple[Line, ...], ground: float, rows: tuple[int, int], height: float,
        *, turned: bool = False,
    ) -> Box:  # fmt: skip
        left, right = self.setter.edges[head.at], self.setter.edges[head.at + head.span]
        return Box(left, right, lines, head.span, ground, turned=turned, rows=rows, height=height)
