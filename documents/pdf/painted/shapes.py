"""What is painted: lines in cells, cells in rows, rows on pages. All measures are CSS pixels."""

from __future__ import annotations

from dataclasses import dataclass

MM, PT = 96 / 25.4, 96 / 72
BORDER = 0.5 * PT
HEAVY = 1.1 * PT  # the line before a column that is another matter
FRAME = 1.1 * PT  # round a short text that is late
# The face of a text, of one that stands out, and of the numbers of columns.
NAMES = {
    "Arial": ("arimo", "arimo-bold", "arimo-italic"), "Bookman Old Style": ("bonum", "bonum-bold", "bonum-italic"),
}  # fmt: skip
ITALIC = 2


class NotSimple(Exception):
    """The table holds something that only WeasyPrint lays out."""


class NotPainted(Exception):
    """What was counted and what WeasyPrint made differ; the document is laid out cell by cell instead."""


@dataclass(frozen=True)
class Line:
    """A piece of text in the face numbered ``strong``. ``across`` is counted from the table's left edge, ``down``,
    where its baseline stands, from its row's top. ``more``: the text goes on, and a blank follows for whoever copies
    it. ``struck``: a line goes through it."""

    text: str
    across: float
    down: float
    strong: int
    size: float
    more: bool = False
    struck: bool = False


@dataclass(frozen=True)
class Box:
    """A cell between ``left`` and ``right``, counted as a line's ``across``. ``framed`` is the box round a late one:
    left, top, width and height on the outside. ``open``: no line to the cell at its right. One of the heads stands in
    the ``rows`` of them from the first to before the second; its lines are ``height`` together."""

    left: float
    right: float
    lines: tuple[Line, ...]
    span: int = 1
    ground: float = 1.0  # grey, 1 is white
    framed: tuple[float, float, float, float] | tuple[()] = ()
    turned: bool = False
    open: bool = False
    rows: tuple[int, int] = (0, 1)
    height: float = 0


@dataclass(frozen=True)
class Stripe:
    """A row; ``height`` reaches from the middle of the line over it to that of the line under it."""

    boxes: tuple[Box, ...]
    height: float


@dataclass(frozen=True)
class Plan:
    """A table that will be painted: its head, and its rows in units that no page parts."""

    head: Stripe
    units: tuple[tuple[Stripe, ...], ...]
    width: float
    heavy: frozenset[float] = frozenset()  # where the lines between columns are thick, counted as ``across``

    @property
    def deep(self) -> int:
        """How many rows of heads there are."""
        return max(box.rows[1] for box in self.head.boxes)


@dataclass(frozen=True)
class Stretch:
    """What of a table stands on one page: its rows from ``down`` on, counted from the page's left and top edge.

    ``heads`` are where each row of the heads that stand above them once more begins and the last one ends, counted
    from their top; none where WeasyPrint has set them.
    """

    plan: Plan
    table: int
    page: int
    across: float
    down: float
    stripes: tuple[Stripe, ...]
    heads: tuple[float, ...] = ()

    @property
    def head(self) -> float:
        """How high the heads above the rows are."""
        return self.heads[-1] if self.heads else 0.0
