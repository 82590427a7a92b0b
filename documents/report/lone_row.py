"""The columns of a table of one row: a text that alone makes the row tall gets room from those that need less.

Widths of columns are those of the papers' targets, and stay where the row takes little of the page. Of a tall one the
tallest cell says whether the signature has room on it.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from documents.report import measures, roomy
from documents.report.blocks import Block, Font, Section, Table
from documents.report.fonts import faces_of, width_of
from documents.report.ragged import pieces

TALL = 0.25  # of the text's height, at least
WORTH = 0.8  # of its lines, at most, that the row keeps; for less the widths stay
KEEPS = 0.6  # of its width, at least, each column
STEP, WIDEST = 0.5, 400  # mm: by which columns are tried, and that no sheet has


@dataclass(frozen=True)
class _Text:
    """What has to find room in a column, beside so many mm that stay free."""

    text: str
    size: float
    face: str
    beside: float

    def lines(self, width: float) -> int:
        """How many of them it takes in a column of so many mm."""
        room, count = width - self.beside, 0
        for passage in self.text.split("\n"):
            count, line = count + 1, ""
            for piece in pieces(passage):
                if line and width_of((line + piece).rstrip(), self.size, self.face) > room:
                    count, line = count + 1, ""
                line += piece
        return count


def evened(section: Section, font: Font) -> Section:
    """The section with every table of a lone row so."""
    return replace(section, blocks=tuple(_evened(b, section, font) if _is_lone(b) else b for b in section.blocks))


def _is_lone(block: Block) -> TypeGuard[Table]:
    """Whether it is a table of one row, whose texts stand all alike."""
    if not isinstance(block, Table) or any(column.turned for column in block.columns):
        return False
    return [row.kind for row in block.rows] == ["row"] and not block.rows[0].accents


def _evened(table: Table, section: Section, font: Font) -> Table:
    """With the lowest row for which all words have room and no column loses too much."""
    heads, cells = _heads(table, section, font), _cells(table, section, font)
    widths = [column.width for column in table.columns]
    deep, now = _tallest(heads, widths), _tallest(cells, widths)
    if now * measures.grid(table, section, font)[1] / 72 * 25.4 < measures.text_height(section) * TALL:
        return table
    needs = _needs(table, section, font)
    for lines in range(1, int(now * WORTH) + 1):
        least = [
            max(_least(head, deep, need), _least(cell, lines, need))
            for head, cell, need in zip(heads, cells, needs, strict=True)
        ]
        if sum(least) <= sum(widths):
            shared = roomy.shared(widths, least)
            columns = (replace(column, width=width) for column, width in zip(table.columns, shared, strict=True))
            return replace(table, columns=tuple(columns))
    return table


def _heads(table: Table, section: Section, font: Font) -> list[_Text]:
    size, bold = measures.grid(table, section, font)[0], faces_of(font)[1]
    return [_Text(column.head, size, bold, 2 * measures.HEAD_SIDE + roomy.BORDER) for column in table.columns]


def _cells(table: Table, section: Section, font: Font) -> list[_Text]:
    size, _, _, beside = measures.grid(table, section, font)
    texts = [*table.rows[0].cells, *[""] * len(table.columns)][: len(table.columns)]
    return [_Text(text, size, faces_of(font)[0], 2 * beside + roomy.BORDER) for text in texts]


def _needs(table: Table, section: Section, font: Font) -> list[float]:
    """The least width of each column: most of what it had, and room for its words."""
    needs = roomy.needs(table, section, font)
    return [max(need, column.width * KEEPS) for column, need in zip(table.columns, needs, strict=True)]


def _tallest(texts: Sequence[_Text], widths: Sequence[float]) -> int:
    return max(text.lines(width) for text, width in zip(texts, widths, strict=True))


def _least(text: _Text, lines: int, width: float) -> float:
    """The least width, from ``width`` on, in which a text takes no more than so many lines."""
    tried = range(int((WIDEST - width) / STEP))
    return width + STEP * bisect.bisect_left(tried, True, key=lambda at: text.lines(width + STEP * at) <= lines)
