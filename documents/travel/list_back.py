"""Our own list of tasks that an office has edited and sends back: a card for each row, known by its code.

It may have come through Excel, LibreOffice, a table of Word or CSV, with columns left out, moved or put in: each is
known by its head, and only the fields of the plan are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from documents.lists import task_heads as heads
from documents.lists.csv_file import bare
from documents.readers.files.grid import Cell, Contents, Row
from documents.readers.files.unreadable import Unreadable
from workflow.plan_fields import DEADLINE, ROWS
from workflow.tasks.short_codes import read_code
from workflow.text import line

MOST_ROWS, ABOVE = 500, 10  # tasks; rows in which the heads are looked for, because a title may stand above them
TOO_LONG = f"Daftar ini lebih dari {MOST_ROWS} baris. Saring di halaman Tugas, unduh lagi, lalu ubah yang itu."
KNOWN_BY = {heads.CODE, heads.OUTCOME}
Tidy = Callable[[str, str, object], str]  # a field's name, its text and its cell's date to what the page would take
_NAMES = {field.listed.head: field.name for field in ROWS}


def cards_of_list(contents: Contents, tidied: Tidy) -> list[dict[str, Any]]:
    """The cards as ``open_travel`` takes them; [] when no table has our heads. Raises ``Unreadable`` for too many."""
    for grid in contents.grids:
        for at, row in enumerate(grid.rows[:ABOVE]):
            places = {line(cell.text): n for n, cell in reversed([*enumerate(row.cells)])}
            if places.keys() >= KNOWN_BY:
                rows = [row for row in grid.rows[at + 1 :] if any(cell.text.strip() for cell in row.cells)]
                if len(rows) > MOST_ROWS:
                    raise Unreadable(TOO_LONG)
                said = bare if contents.kind == "csv" else str
                return [_card(_Cells(row, places, said), tidied) for row in rows]
    return []


class _Cells:
    """A row by its heads."""

    def __init__(self, row: Row, places: dict[str, int], said: Callable[[str], str]) -> None:
        self.place, self._cells, self._places, self._said = row.place, row.cells, places, said

    def cell(self, head: str) -> Cell | None:
        at = self._places.get(head)
        return None if at is None else self._cells[at] if at < len(self._cells) else Cell()

    def text(self, head: str) -> str:
        cell = self.cell(head)
        return self._said(cell.text) if cell else ""


def _card(row: _Cells, tidied: Tidy) -> dict[str, Any]:
    return {
        "rakor": 0, "task": read_code(row.text(heads.CODE)), "version": read_code(row.text(heads.VERSION)),
        "values": dict(_values(row, tidied)), "base": {}, "place": row.place,
        "outcome": row.text(heads.OUTCOME), "region": line(row.text(heads.REGION_CODE)),
    }  # fmt: skip


def _values(row: _Cells, tidied: Tidy) -> Iterator[tuple[str, str]]:
    """Of the columns that are there."""
    for head, name in _NAMES.items():
        if cell := row.cell(head):
            shown = cell.value if name == DEADLINE.name else None
            yield name, tidied(name, row.text(head), shown)
