"""What is painted: lines in cells, cells in rows, rows on pages. All measures are CSS pixels."""

from __future__ import annotations

from dataclasses import dataclass

MM, PT = 96 / 25.4, 96 / 72
BORDER = 0.5 * PT
FRAME = 1.1 * PT  # round a short text that is late
# The face of a text and of one that stands out.
NAMES = {"Arial": ("arimo", "arimo-bold"), "Bookman Old Style": ("bonum", "bonum-bold")}


class NotSimple(Exception):
    """The table holds something that only WeasyPrint lays out."""


class NotPainted(Exception):
    """What was counted and what WeasyPrint made differ; the document is laid out cell by cell instead."""


@dataclass(frozen=True)
class Line:
    """A piece of text in one face. ``across`` is counted from the table's left edge, ``down``, where its baseline
    stands, from its row's top. ``more``: the text goes on, and a blank follows for whoever copies it."""

    text: str
    across: float
    down: float
    strong: bool
    size: float
    more: bool = False


@dataclass(frozen=True)
class Box:
    """A cell between ``left`` and ``right``, counted as a line's ``across``. ``framed`` is the box round a late one:
    left, top, width and height on the outside. ``open``: no line to the cell at its right."""

    left: float
    right: float
    lines: tuple[Line, ...]
    span: int = 1
    ground: float = 1.0  # grey, 1 is white
    framed: tuple[float, float, float, float] | tuple[()] = ()
    turned: bool = False
    open: bool = False


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
    pitch: float  # from line to line


@dataclass(frozen=True)
class Stretch:
    """What of a table stands on one page: its rows from ``down`` on, counted from the page's left and top edge.

    ``head`` is how high the heads are that stand above them once more; 0 where WeasyPrint has set them.
    """

    plan: Plan
    table: int
    page: int
    across: float
    down: float
    stripes: tuple[Stripe, ...]
    head: float = 0
