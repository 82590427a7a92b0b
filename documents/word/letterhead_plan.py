"""What a letterhead says, as plain values: its sheet, and above and below its pages lines, tables and drawings.

Nothing in it is a piece of the file that came: each property has a name that we know and a value that was looked at
(``letterhead_values.py``), each picture was made anew from its pixels. ``letterhead_write.py`` makes Word of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

EMU = 12_700  # of drawings, in a point


@dataclass(frozen=True)
class Node:
    """A property: its name, its values by name, and the properties inside."""

    name: str
    values: tuple[tuple[str, str], ...] = ()
    inside: tuple[Node, ...] = ()

    def value(self, name: str) -> str:
        return dict(self.values).get(name, "")


Look = tuple[Node, ...]  # properties in the order that the schema wants


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Field:
    """PAGE or NUMPAGES."""

    code: str


@dataclass(frozen=True)
class Gone:
    """What stood there and is not carried over, in words; it is in no file that is written."""

    what: str


@dataclass(frozen=True)
class Place:
    """Of a drawing that stands beside the text: from where, and an alignment in a word or EMU; ``gaps`` are EMU above,
    below, left and right of it."""

    across_from: str
    across: str | int
    down_from: str
    down: str | int
    wrap: str
    behind: bool
    gaps: tuple[int, int, int, int]
    height: int


@dataclass(frozen=True)
class Stroke:
    """``width`` in EMU; ``compound`` sng, dbl, thickThin, thinThick or tri."""

    color: str
    width: int
    dash: str
    compound: str


@dataclass(frozen=True)
class Turn:
    """In sixtieth thousandths of a degree, and mirrored."""

    angle: int = 0
    across: bool = False
    down: bool = False


@dataclass(frozen=True)
class Picture:
    """A PNG or JPEG; ``crop`` in thousandths of a per cent left, above, right and below."""

    data: bytes = field(repr=False)
    crop: tuple[int, int, int, int]
    turn: Turn
    stroke: Stroke | None


@dataclass(frozen=True)
class Figure:
    """A line, or a box with ``blocks`` in it; ``fill`` a colour or nothing, ``insets`` EMU as ``crop``."""

    form: str
    fill: str
    stroke: Stroke | None
    turn: Turn
    blocks: tuple[Block, ...] = ()
    insets: tuple[int, int, int, int] = (0, 0, 0, 0)
    stands: str = "t"
    grows: bool = False


@dataclass(frozen=True)
class Member:
    """In units of its group: where it begins, how large it is."""

    shape: Shape
    frame: tuple[int, int, int, int]


@dataclass(frozen=True)
class Group:
    """``room`` is what its members measure in: where it begins, how large it is."""

    room: tuple[int, int, int, int]
    members: tuple[Member, ...]
    turn: Turn


Shape = Picture | Figure | Group


@dataclass(frozen=True)
class Drawing:
    """In EMU; without a place it stands in the line, ``gaps`` round it as in a ``Place``, or nothing said of them.
    ``is_old``: a box with text that came as VML."""

    shape: Shape
    width: int
    height: int
    place: Place | None
    gaps: tuple[int, ...] = (0, 0, 0, 0)
    is_old: bool = False


Part = Text | Field | Node | Drawing | Gone


@dataclass(frozen=True)
class Run:
    look: Look
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Paragraph:
    """``mark`` is how its end is set, which is as high as the letters of an empty one."""

    look: Look
    mark: Look
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Cell:
    look: Look
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Row:
    look: Look
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    look: Look
    columns: tuple[int, ...]
    rows: tuple[Row, ...]


Block = Paragraph | Table


@dataclass(frozen=True)
class Plan:
    """``sheet`` are size, margins and border of the page; ``heads`` what stands above and below its pages, by kind
    ("header", "footer") and whether it is the first page. Edges and sizes are twips. ``adds``: between two paragraphs
    stands what the one has below and the other above, and not the larger of the two, as usual in Word."""

    sheet: Look
    heads: tuple[tuple[tuple[str, bool], tuple[Block, ...]], ...]
    adds: bool = False

    def of(self, kind: str, *, first: bool) -> tuple[Block, ...]:
        return dict(self.heads).get((kind, first), ())

    def number(self, name: str, value: str) -> int:
        """A number of the sheet."""
        return next(int(node.value(value)) for node in self.sheet if node.name == name)


def says(blocks: tuple[Block, ...]) -> bool:
    """Whether there is anything to be read or seen in them."""
    return any(isinstance(part, Drawing) or (isinstance(part, Text) and part.text.strip()) for part in _parts(blocks))


def pictures(blocks: tuple[Block, ...]) -> Iterator[Picture]:
    for part in _parts(blocks):
        if isinstance(part, Drawing):
            yield from _pictures_in(part.shape)


def _pictures_in(shape: Shape) -> Iterator[Picture]:
    if isinstance(shape, Picture):
        yield shape
    elif isinstance(shape, Group):
        for member in shape.members:
            yield from _pictures_in(member.shape)
    else:
        yield from pictures(shape.blocks)


def _parts(blocks: tuple[Block, ...]) -> Iterator[Part]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from (part for run in block.runs for part in run.parts)
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from _parts(cell.blocks)
