"""What the cells of one row say, by field: ticks by the head above them, days and sums as they are shown."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace
from datetime import date

from documents.readers.files.grid import Cell, Grid, Row
from documents.readers.meaning import ticked
from documents.readers.meaning.behind_office import dated, is_of_both
from documents.readers.meaning.head_rows import Head, cell
from documents.readers.result import Budget, Column, Deadline, Reading, Remark
from documents.readers.values.dates import read_deadline
from documents.readers.values.money import read_budget
from documents.readers.values.serials import day_of
from documents.readers.values.units import bare_number, unit_of
from documents.report.language import long_date, rupiah

_LONGEST_NUMBER = 40  # letters
MONTH_FIRST = re.compile(r"(?:0?[1-9]|1[0-2])([-/.])(?:1[3-9]|2[0-9]|3[01])\1(?:20)?[0-9]{2}")
BOTH_WAYS = re.compile(r"(0?[1-9]|1[0-2])([-/.])(?!0?\1\2)(?:0?[1-9]|1[0-2])\2(?:20)?[0-9]{2}")
SERIAL = "Kolom batas waktu berisi angka seperti {}. Apakah itu tanggal Excel ({})?"
A_MONTH = "Berkas .xls tidak menyebut apakah yang tampil tanggal 1 atau hanya bulannya. Apakah memang {}?"
SMALL = "Kolom anggaran berisi angka kecil seperti {}. Apakah memang dalam rupiah, bukan ribuan atau jutaan?"
ORDER = "Kolom ini juga memuat {}, dengan bulan di depan. Apakah {} berarti {}?"
_NOTHING = re.compile(r"[\s\-–—_.…]*")


def text_of(found: Cell) -> str:
    """What a cell says, "" for a mere dash and for the rest of a horizontal merge."""
    text = found.text.strip()
    return "" if found.right or _NOTHING.fullmatch(text) else text


def number_of(found: Cell) -> str:
    """ "1." and "(1)" are 1, whether typed or given by Word."""
    text = found.text.strip() or found.number
    return re.sub(r"^[\s(]+|[\s.)]+$", "", text) if len(text) <= _LONGEST_NUMBER else text


class RowFields:
    """Knows the head of the table that a row stands in, and what stands around it."""

    def __init__(self, reading: Reading, grid: Grid, head: Head) -> None:
        self._reading, self._grid, self._head = reading, grid, head
        above = [c.text for row in grid.rows[: head.first] for c in row.cells]
        self._year = ticked.year_of([*grid.before, *above])
        self._told: set[str] = set()
        self._asked: dict[str, str] = {}
        self._of_both = any(is_of_both(self._head_of(at)) for at in head.of("responsible"))
        self._month_first = self._month_first_in(head.of("deadline"))

    def telling(self, reading: Reading) -> RowFields:
        """The same for a row that is looked at apart: what is told of it goes to ``reading``."""
        other = copy(self)
        other._reading, other._told, other._asked = reading, set(), {}
        return other

    def fields(self, row: Row) -> dict[str, str]:
        """What the row itself says; a merged cell says it only in its first row."""
        said: dict[str, list[str]] = {}
        for column in self._head.columns:
            here = cell(row, column.index)
            if column.field in ("", "no", "outcome") or here.down:
                continue
            if text := text_of(here):
                said.setdefault(column.field, []).append(self._meant(column, text))
        found = {field: _joined(field, texts) for field, texts in said.items()}
        return dated(found) if self._of_both else found

    def _meant(self, column: Column, text: str) -> str:
        """A tick means the head above it; whatever else stands in the column of a kabupaten/kota ticks it, too."""
        if column.field not in ("deadline", "regions"):
            return text
        if ticked.MARK.fullmatch(text):
            return ticked.said_by(column.field, column.head, self._year)
        if column.field == "regions" and ticked.is_place(column.head.split(" – ")):
            self._tell(column.head, f"berisi “{text[:40]}” dan lain-lain; dibaca sebagai tanda untuk daerah itu.")
            return ticked.said_by(column.field, column.head, self._year)
        return text

    def deadline(self, row: Row, fields: dict[str, str]) -> Deadline:
        columns, meeting, raw = self._head.of("deadline"), self._reading.meeting, fields.get("deadline", "")
        value = cell(row, columns[0]).value if len(columns) == 1 else None
        if day := day_of(raw):
            return Deadline(long_date(day), day, day, "day", self._once("deadline", SERIAL, raw, long_date(day)))
        found = read_deadline(raw, meeting.date_start, meeting.date_end, value)
        if self._grid.without_formats and isinstance(value, date) and value.day == 1:
            return replace(found, doubt=self._once("deadline", A_MONTH, raw))
        if self._month_first and not found.doubt and BOTH_WAYS.fullmatch(raw.strip()) and value is None:
            return replace(found, doubt=ORDER.format(self._month_first, raw.strip(), long_date(found.last)))
        return found

    def _month_first_in(self, columns: list[int]) -> str:
        """A time of these columns that names its month before its day ("12/31/2026")."""
        texts = (cell(row, i).text.strip() for row in self._grid.rows[self._head.data :] for i in columns)
        return next((text for text in texts if MONTH_FIRST.fullmatch(text)), "")

    def budget(self, row: Row, fields: dict[str, str]) -> Budget:
        """One column of money, or one of the sum and one of its source."""
        columns = self._head.of("budget")
        if len(columns) < 2:
            return self._money(cell(row, columns[0]), columns[0], fields["budget"]) if "budget" in fields else Budget()
        parts = [(text_of(c), self._money(c, i, c.text)) for i in columns if text_of(c := cell(row, i))]
        amounts = [(text, b) for text, b in parts if b.amount is not None]
        sources = [text for text, b in parts if b.amount is None]
        if len(amounts) != 1:
            return read_budget(" / ".join(text for text, _ in parts))
        text, budget = amounts[0]
        if not sources:
            return budget
        return replace(budget, raw=f"{budget.raw or text} ({'; '.join(sources)})", source="; ".join(sources))

    def _money(self, here: Cell, index: int, said: str) -> Budget:
        """A number alone counts in the unit that the head of its column names."""
        head = self._head_of(index)
        unit = unit_of(head)
        if not unit or not bare_number(said.strip()):
            found = read_budget(said, here.value)
            if here.value is not None and found.amount and found.doubt:
                return replace(found, doubt=self._once("budget", SMALL, said.strip()))
            return found
        found = read_budget(f"Rp{said.strip()} {unit}")
        if found.amount is None:
            return found
        amount = rupiah(found.amount)
        self._tell(head, f"angkanya dibaca dalam {unit} rupiah menurut judul kolom: {said.strip()} menjadi {amount}.")
        return Budget(amount, found.amount)

    def _head_of(self, index: int) -> str:
        return next((column.head for column in self._head.columns if column.index == index), "")

    def _once(self, field: str, question: str, *said: str) -> str:
        """One question for all rows of a column, with the first of them as its example."""
        return self._asked.setdefault(f"{field} {question}", question.format(*said))

    def _tell(self, where: str, text: str) -> None:
        """Once for a column."""
        if where not in self._told:
            self._told.add(where)
            self._reading.remarks.append(Remark(f"{self._grid.name}, {where}", text))


def _joined(field: str, texts: list[str]) -> str:
    """Two columns of one field: begin and end of a time, or more of the same."""
    distinct = list(dict.fromkeys(texts))
    return f"{distinct[0]} s.d. {distinct[-1]}" if field == "deadline" and len(distinct) > 1 else "\n".join(distinct)
