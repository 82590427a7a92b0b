"""Columns in which no word is broken: what one lacks for its widest word, those with much to spare give it.

A word is what stands between two blanks or strokes. An amount or a date is one, and breaks nowhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeGuard

from documents.report import measures, phrases
from documents.report.blocks import Block, Font, Halves, Section, Table
from documents.report.fonts import faces_of, width_of
from documents.report.pieces import pieces

LONGEST = 25  # letters; a longer word is none of the language's, and may be broken
BORDER = 0.3  # mm that the lines beside a cell take, and what programs differ by
_STROKES = re.compile(r"[^/–-]+[/–-]*|[/–-]+")
_BLANKS = re.compile(r"[ \t\r\n]+")
Kept = tuple[str, bool, bool]  # a text, whether it is printed bold, and whether small


def roomy(section: Section, font: Font) -> Section:
    """The section with every table of its so; one of single letters stays, and so does one that is as it should be."""
    return replace(section, blocks=tuple(_each(block, section, font) for block in section.blocks))


def _each(block: Block, section: Section, font: Font) -> Block:
    if isinstance(block, Halves):
        left, right = (tuple(_each(one, section, font) for one in side) for side in (block.left, block.right))
        return Halves(left, right)
    return _roomy(block, section, font) if _in_words(block) else block


def _in_words(block: Block) -> TypeGuard[Table]:
    return isinstance(block, Table) and not any(column.turned for column in block.columns)


def _roomy(table: Table, section: Section, font: Font) -> Table:
    widths, least = [column.width for column in table.columns], needs(table, section, font)
    if all(width >= need for width, need in zip(widths, least, strict=True)):
        return table
    columns = zip(table.columns, shared(widths, least), strict=True)
    return replace(table, columns=tuple(replace(column, width=width) for column, width in columns))


def needs(table: Table, section: Section, font: Font) -> list[float]:
    """The least width of each column, in mm, in which it breaks no word."""
    return _needs(_words(table, section, font), len(table.columns), sum(column.width for column in table.columns))


def _needs(words: Mapping[int, Mapping[int, float]], columns: int, room: float) -> list[float]:
    """The least width of each column; where not every word has room, the longest are those that may be broken."""
    for longest in range(LONGEST, 0, -1):
        found = [
            max((mm for letters, mm in words.get(at, {}).items() if letters <= longest), default=0.0)
            for at in range(columns)
        ]
        if sum(found) <= room:
            return found
    return [0.0] * columns


def shared(widths: Sequence[float], needs: Sequence[float]) -> list[float]:
    """Widths of the same sum: what is lacking comes from those that have most to spare, until they are alike."""
    lacking = sum(max(0.0, need - width) for width, need in zip(widths, needs, strict=True))
    spare = [max(0.0, width - need) for width, need in zip(widths, needs, strict=True)]
    low, high = 0.0, max(spare)
    for _ in range(40):
        level = (low + high) / 2
        if sum(max(0.0, one - level) for one in spare) > lacking:
            low = level
        else:
            high = level
    found = [
        round(max(width, need) - max(0.0, one - high), 2) for width, need, one in zip(widths, needs, spare, strict=True)
    ]
    widest = spare.index(max(spare))
    found[widest] = round(found[widest] + sum(widths) - sum(found), 2)
    return found


def _words(table: Table, section: Section, font: Font) -> dict[int, dict[int, float]]:
    """Of each column: how many mm of it the widest word of so many letters takes."""
    size, _, _, beside = measures.grid(table, section, font)
    regular, bold = faces_of(font)
    found: dict[int, dict[int, float]] = defaultdict(dict)
    for at, texts in _texts(table).items():
        for text, strong, small in texts:
            points = min(size, measures.SMALL) if small else size
            for word in _parts(text):
                mm = width_of(word, points, bold if strong else regular) + 2 * beside + BORDER
                found[at][len(word)] = max(mm, found[at].get(len(word), 0.0))
    for at, column in enumerate(table.columns):
        for word in _parts(column.head):
            mm = width_of(word, size, bold) + 2 * measures.HEAD_SIDE + BORDER
            found[at][len(word)] = max(mm, found[at].get(len(word), 0.0))
    return found


def _texts(table: Table) -> dict[int, set[Kept]]:
    """What stands in each column, once each; what spans several has room."""
    found: dict[int, set[Kept]] = defaultdict(set)
    for row in table.rows:
        if row.kind == "row" and not row.accents:
            for at, text in enumerate(row.cells[: len(table.columns)]):
                found[at].add((text, False, False))
            continue
        at = 0
        for cell in phrases.row_cells(table, row):
            if cell.span == 1:
                told = pieces(cell.text, cell.accents, row.kind == "total")
                found[at].update((piece.text, piece.strong, piece.small) for piece in told)
            at += cell.span
    return found


def _parts(text: str) -> Iterator[str]:
    for word in _BLANKS.split(text):
        yield from _STROKES.findall(word)
