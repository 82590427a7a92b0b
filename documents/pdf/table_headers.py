"""Which heads a cell of a table is under, where heads stand in two rows: WeasyPrint counts only one that reaches down.

A table whose heads all stand in one row is as WeasyPrint made it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pydyf

Cells = Sequence[Any]  # the elements of a row


def name_heads(rows: Sequence[Cells]) -> None:
    """``rows`` are all of a table, each with its cells; those that are laid out get the names of their heads."""
    if not any("RowSpan" in cell["A"] for row in rows for cell in row if "A" in cell):
        return
    heads: Mapping[int, list[Any]] = defaultdict(list)
    for row, cells in enumerate(_placed(rows)):
        for column, cell in cells:
            over = range(column, column + cell["A"].get("ColSpan", 1))
            if cell["S"] == "/TH":
                cell["ID"] = pydyf.String(f"{cell.number}-{row}-{column}")
                for one in over:
                    heads[one].append(cell["ID"])
            elif "Headers" in cell["A"]:
                cell["A"]["Headers"] = pydyf.Array(list(dict.fromkeys(name for one in over for name in heads[one])))


def _placed(rows: Sequence[Cells]) -> Iterator[list[tuple[int, Any]]]:
    """Each row with the columns in which its cells begin."""
    taken: dict[int, int] = defaultdict(int)  # column -> how many rows more a cell from above takes
    for row in rows:
        free = _free(taken)
        placed = []
        for cell in row:
            column = next(free)
            placed.append((column, cell))
            for one in range(column, column + cell["A"].get("ColSpan", 1)):
                taken[one] = cell["A"].get("RowSpan", 1)
        for column in list(taken):
            taken[column] = max(0, taken[column] - 1)
        yield placed


def _free(taken: Mapping[int, int]) -> Iterator[int]:
    """The columns that nothing takes yet, asked anew for each cell."""
    column = 0
    while True:
        while taken[column]:
            column += 1
        yield column
