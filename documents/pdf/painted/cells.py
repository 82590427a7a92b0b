"""The text of a cell broken into lines, and each line put where ``report.css`` would have it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from documents.pdf.painted.lines import Face, at_size
from documents.pdf.painted.shapes import BORDER, FRAME, HEAVY, MM, NAMES, PT, Box, Line, NotSimple
from documents.report import measures
from documents.report.blocks import Font, Section, Table
from documents.report.measures import Step
from documents.report.phrases import Cell
from documents.report.pieces import Piece, pieces

# What ``report.css`` says of them.
GROUNDS = {"begun": 0xE8 / 255, "done": 0xB8 / 255}
OF_KIND = {"row": 1.0, "group": 0xE1 / 255, "total": 0xF0 / 255}
SMALL, SMALL_PITCH = 7.5 * PT, 9 * PT
FRAME_ROOM = 1.2 * PT
SHORT = 4  # letters; a longer text has no box round it
FAR = 1e6


class Run(NamedTuple):
    """A piece of one line; ``strong``: it stands out."""

    text: str
    strong: bool
    face: Face
    struck: bool


Set = tuple[Sequence[Run], float, float]  # a line: its runs, and how far it reaches over and under its baseline


@dataclass(frozen=True)
class Broken:
    """A cell and its lines, which stand between ``ends``."""

    cell: Cell
    left: float
    right: float
    ends: tuple[float, float]  # of its text
    lines: Sequence[Set]
    height: float


class Setter:
    """Sets the cells of one table in its faces and measures."""

    def __init__(self, table: Table, section: Section, font: Font, step: Step) -> None:
        size, pitch, above, beside = measures.grid(table, section, font, step)
        self.size, self.pitch, self.above, self.beside = size * PT, pitch * PT, above * MM, beside * MM
        self.names = NAMES[font]
        self.letters = any(column.turned for column in table.columns)
        self._own = {strong: leaded(at_size(self.names[strong], self.size), self.pitch) for strong in (False, True)}
        self.edges = [0.0, *itertools.accumulate(column.width * MM for column in table.columns)]
        self.heavy = frozenset(edge for edge, column in zip(self.edges, table.columns, strict=False) if column.heavy)

    def broken(self, cell: Cell, at: int, rules: tuple[float, float], *, strong: bool) -> Broken:
        """``at`` is its first column, ``rules`` are how much of the lines at its sides is its own; ``strong`` is how it
        is printed as a whole. Raises ``NotSimple``."""
        left, right, side = self.edges[at], self.edges[at + cell.span], self._side(cell)
        ends = left + rules[0] + side, right - rules[1] - side
        lines = list(self._lines(cell, ends[1] - ends[0], strong)) if cell.text else []
        if len(lines) > 1 and _is_framed(cell):
            raise NotSimple
        return Broken(cell, left, right, ends, lines, sum(over + under for _, over, under in lines))

    def box(self, told: Broken, kind: str, most: float) -> Box:
        """``most`` is the height of the highest cell of the row."""
        cell = told.cell
        down = BORDER / 2 + self.above + ((most - told.height) / 2 if self.letters else 0)
        lines: list[Line] = []
        for at, (runs, over, under) in enumerate(told.lines, 1):
            lines += _put(runs, cell, told.ends, down + over, more=at < len(told.lines))
            down += over + under
        ground = next((GROUNDS[word] for word in ("done", "begun") if word in cell.accents), OF_KIND[kind])
        framed = self._frame(lines, strong=kind == "total") if _is_framed(cell) else ()
        return Box(told.left, told.right, tuple(lines), cell.span, ground, framed)

    def line(self, edge: float) -> float:
        """How much of the line at an edge lies in the cell beside it."""
        return (HEAVY if edge in self.heavy else BORDER) / 2

    def _side(self, cell: Cell) -> float:
        beside = 0 if self.letters and cell.align == "center" else self.beside
        return beside + (FRAME + FRAME_ROOM if _is_framed(cell) else 0)

    def _lines(self, cell: Cell, room: float, strong: bool) -> Iterator[Set]:
        """A line of several runs is never broken."""
        for told in _paragraphs(pieces(cell.text, cell.accents, strong)):
            extent = self._extent(told, strong)
            runs = [Run(piece.text, piece.strong, self._face(piece), piece.struck) for piece in told]
            texts = [shown(run.face, run.text, room, cell.most) for run in runs]
            if len(runs) == 1:
                yield from (([Run(text, *runs[0][1:])], *extent) for text in texts[0])
            elif _wide(runs) <= room:
                yield runs, *extent
            else:
                raise NotSimple

    def _face(self, piece: Piece) -> Face:
        if piece.boxed or piece.slanted or piece.penned or piece.fine:
            raise NotSimple
        return at_size(self.names[piece.strong], SMALL if piece.small else self.size)

    def _extent(self, told: Sequence[Piece], strong: bool) -> tuple[float, float]:
        """As the cell's own face and each of the pieces want it."""
        own = self._own[strong]
        if all(piece.strong == strong and not piece.small for piece in told):
            return own
        wanted = [leaded(self._face(piece), SMALL_PITCH if piece.small else self.pitch) for piece in told]
        return max(over for over, _ in (own, *wanted)), max(under for _, under in (own, *wanted))

    def _frame(self, lines: Sequence[Line], *, strong: bool) -> tuple[float, float, float, float]:
        """Round all pieces of one line: as high as its letters are large, with some room at both sides."""
        first, last = lines[0], lines[-1]
        end = last.across + at_size(self.names[last.strong], last.size).width(last.text)
        over, _ = self._own[strong]
        return (
            first.across - FRAME_ROOM - FRAME,
            first.down - over + (self.pitch - self.size) / 2 - FRAME,
            end - first.across + 2 * (FRAME_ROOM + FRAME),
            self.size + 2 * FRAME,
        )


def _put(runs: Sequence[Run], cell: Cell, ends: tuple[float, float], down: float, *, more: bool) -> Iterator[Line]:
    """The runs of a line between both ends of its cell; ``more`` lines follow."""
    across, right = ends
    if cell.align != "left":
        spare = right - across - _wide(runs)
        across += spare if cell.align == "right" else spare / 2
    for at, (text, strong, face, struck) in enumerate(runs, 1):
        yield Line(text, across, down, strong, face.size, more and at == len(runs), struck)
        if at < len(runs):
            across += face.width(text)


def _wide(runs: Sequence[Run]) -> float:
    return sum(run.face.width(run.text) for run in runs)


def _is_framed(cell: Cell) -> bool:
    return "late" in cell.accents and 0 < len(cell.text) < SHORT


def shown(face: Face, text: str, room: float, most: float = 0) -> tuple[str, ...]:
    """The lines of a text in a face. Raises ``NotSimple``."""
    if not face.shows(text):
        raise NotSimple
    return face.lines(text, room, most)


def leaded(face: Face, pitch: float) -> tuple[float, float]:
    """How far a line of this pitch reaches over and under its baseline."""
    lead = (pitch - face.up - face.down) / 2
    return lead + face.up, lead + face.down


def _paragraphs(told: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces line end by line end; none of the lines is empty."""
    if len(told) == 1 and "\n" not in told[0].text:
        return [[told[0]]]
    found: list[list[Piece]] = [[]]
    for piece in told:
        for n, text in enumerate(piece.text.split("\n")):
            if n:
                found.append([])
            if text:
                found[-1].append(replace(piece, text=text))
    if not all(found):
        raise NotSimple
    return found
