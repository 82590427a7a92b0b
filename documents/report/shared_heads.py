"""The heads of a table as they stand on paper: in one row, or in two where columns share one over their own."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from documents.report.blocks import Table


@dataclass(frozen=True)
class Head:
    """A cell over ``span`` columns from the one numbered ``at`` on, as high as so many ``rows`` of heads."""

    text: str
    at: int
    span: int = 1
    rows: int = 1
    turned: bool = False
    heavy: bool = False


def head_rows(table: Table) -> list[list[Head]]:
    """The rows of heads, without that of the columns' numbers."""
    deep = 2 if any(column.over for column in table.columns) else 1
    upper: list[Head] = []
    lower: list[Head] = []
    for over, group in itertools.groupby(enumerate(table.columns), lambda one: one[1].over):
        own = list(group)
        rows = 1 if over else deep
        heads = [Head(one.head, at, 1, rows, one.turned, one.heavy) for at, one in own]
        if over:
            upper.append(Head(over, own[0][0], len(own), heavy=own[0][1].heavy))
            lower += heads
        else:
            upper += heads
    return [upper, lower] if lower else [upper]


def head_texts(table: Table) -> list[str]:
    """What the heads say, in the order of reading."""
    return [head.text for row in head_rows(table) for head in row]
