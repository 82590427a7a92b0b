"""One row of a list of LKS by field, and what holds for all rows of its table."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from documents.readers.files.grid import Cell, Row
from documents.readers.lks.columns import ASIDE, DROPPED
from documents.readers.lks.written_days import day_first, nothing
from documents.readers.meaning.head_rows import EMPTY, Head, cell
from documents.readers.result import Column

_TICKED = frozenset(("kind", "place", "grade", "activity", "form", "owner", "stp_status"))
_TICK = re.compile(r"[vV√✓✔●■•]")
_DATED = frozenset((
    "stp_number", "stp_issued", "stp_until", "grade_decided", "grade_applied", "grade_until", "deed_date", "activity",
    "remarks", "event_visit", "event_report", "event_rakor",
))  # fmt: skip
_PAIR = frozenset(("kind", "grade"))
OF_SERVICE = frozenset((
    *_PAIR, "place", "grade_until", "grade_year", "grade_decided", "grade_applied", "certificate"
))  # fmt: skip


@dataclass(frozen=True)
class Group:
    """The columns of one registration: field -> its column."""

    columns: Mapping[str, Column]

    @cached_property
    def heads(self) -> str:
        """What they all say."""
        return " ".join(column.head for column in self.columns.values())


@dataclass(frozen=True)
class Table:
    """A table whose head is known; ``above`` are the rows of the head."""

    name: str
    head: Head
    rows: Sequence[Row]
    above: Sequence[Row] = ()

    @cached_property
    def head_rows(self) -> list[list[str]]:
        """The words of each row of the head."""
        return [[c.text for c in row.cells if c.text.strip()] for row in self.above]

    @cached_property
    def day_first(self) -> frozenset[int]:
        """The columns that show that the day stands first in 03/04/2025."""
        return frozenset(
            column.index
            for column in self.head.columns
            if column.field in _DATED and day_first(cell(row, column.index).text for row in self.rows)
        )

    @cached_property
    def registrations(self) -> list[Group]:
        """The columns of each registration: those of province and kabupaten, of STP and STPU are several."""
        groups: list[tuple[str, dict[str, Column]]] = []
        for column in self.head.columns:
            if column.field.startswith("stp_"):
                tag = _tag(column.head)
                fitting = [of for said, of in reversed(groups) if column.field not in of and (not tag or said == tag)]
                if not fitting:
                    groups.append((tag, {}))
                    fitting = [groups[-1][1]]
                fitting[0][column.field] = column
        return [Group(of) for _, of in groups]

    @cached_property
    def asked(self) -> list[tuple[int, str, Column, bool]]:
        """Place, field and column of what a row is asked for, and whether it may be ticked there. What is left aside
        is not looked at."""
        columns = [column for column in self.head.columns if column.field not in ("", ASIDE, DROPPED)]
        return [(column.index, column.field, column, column.field in _TICKED) for column in columns]

    @cached_property
    def services(self) -> list[Table]:
        """The table by its services, where each has columns of its own: "Layanan 1 | Akreditasi 1 | Layanan 2"."""
        groups: list[list[Column]] = [[]]
        columns = [column for column in self.head.columns if column.field in OF_SERVICE]
        begins = next((column.field for column in columns if column.field in _PAIR), "")
        for column in columns:
            if column.field == begins and {one.field for one in groups[-1]} >= _PAIR:
                groups.append([])
            groups[-1].append(column)
        if len(groups) < 2 or any(not {column.field for column in group} >= _PAIR for group in groups):
            return [self]
        return [replace(self, head=replace(self.head, columns=group)) for group in groups]


def _tag(head: str) -> str:
    """What tells one registration's columns from another's: its issuer, and STP from STPU."""
    words = head.lower().replace("_", " ").replace("stp/stpu", "")
    issuer = next((name for name in ("prov", "kab", "kota", "pusat", "kemensos") if name in words), "")
    return f"{issuer} {'stpu' if 'stpu' in words else 'stp' if 'stp' in words else ''}".strip()


def _ticked(column: Column, found: Cell) -> Cell:
    """A tick below "Dalam Panti" or "Tidak Aktif" says what its head says."""
    if _TICK.fullmatch(found.text.strip()):
        return found._replace(text=column.head.rpartition(" – ")[2])
    return found


@dataclass(frozen=True)
class Line:
    """A row as its columns say; ``more`` of the institution above: then what is merged from there is not said again.
    ``foundation``: the one that rows above it have named for it, too."""

    table: Table
    row: Row
    more: bool = False
    foundation: str = ""
    remarks: list[tuple[str, str]] = field(default_factory=list)  # the head of a column and what is not sure in it

    @property
    def place(self) -> str:
        return f"{self.table.name}, {self.row.place}"

    def cells(self, *fields: str) -> list[tuple[Column, Cell]]:
        """Those of the fields that say something, in the order of the columns; "-" says nothing."""
        said = self._said
        if len(fields) == 1:
            return said.get(fields[0], [])
        found = [pairs for field in fields if (pairs := said.get(field))]
        if len(found) == 1 and len(found[0]) == 1:
            return found[0]
        return sorted(chain.from_iterable(found), key=lambda pair: pair[0].index) if found else []

    @cached_property
    def _said(self) -> dict[str, list[tuple[Column, Cell]]]:
        said: dict[str, list[tuple[Column, Cell]]] = {}
        cells = self.row.cells
        wide = len(cells)
        for at, name, column, may_be_ticked in self.table.asked:
            found = cells[at] if at < wide else EMPTY
            if found.text and found.text.strip(" \n\t-–—_.…") and not found.right and not (self.more and found.down):
                pair = column, _ticked(column, found) if may_be_ticked else found
                said.setdefault(name, []).append(pair)
        return said

    def says(self, fields: Collection[str]) -> bool:
        """Whether some cell of these fields says something."""
        return not self._said.keys().isdisjoint(fields)

    def text(self, name: str) -> str:
        """What the first cell of a field says in one line, "" also for "tidak ada"."""
        for _, found in self._said.get(name, ()):
            text = " ".join(found.text.split())
            if not nothing(text):
                return text
        return ""

    def texts(self, *fields: str) -> list[str]:
        return [found.text.strip() for _, found in self.cells(*fields)]

    def number(self, name: str) -> int | None:
        """A count; None where it is no whole number."""
        if name not in self._said:
            return None
        said = self.texts(name)[0].replace("orang", "").strip()
        return int(said) if said.isdecimal() and len(said) <= 6 else None

    def first(self, column: Column) -> bool:
        """Whether 03/04/2025 in that column is 3 April."""
        return column.index in self.table.day_first

    def doubt(self, column: Column, sentence: str) -> None:
        if sentence:
            self.remarks.append((column.head, sentence))
