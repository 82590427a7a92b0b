"""Tables into outcomes and tasks: every row becomes one of them, a part of the one above, or a remark."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from documents.readers.files.bounds import few_enough
from documents.readers.files.grid import Contents, Grid, Row
from documents.readers.meaning import row_kinds
from documents.readers.meaning.head_rows import (  # fmt: skip
    Head,
    cell,
    find_head,
    given_head,
    is_numbers,
    kind_of,
    repeats,
    tables_of,
    width,
    words_head,
)
from documents.readers.meaning.head_words import field_of
from documents.readers.meaning.row_fields import text_of
from documents.readers.meaning.row_kinds import SAMPLE
from documents.readers.meaning.rows import Rows
from documents.readers.result import Column, Offer, Reading, Remark
from documents.readers.values import dates

_ONLY_NUMBER = re.compile(r"\(?[0-9]{1,3}(?:\.[0-9]{1,3})*[.)]?")
NOT_A_LIST = "tidak dikenal sebagai tabel tindak lanjut; tidak diambil."
_FEWEST_WORDS = 3
UNCLEAR = "judul kolomnya tidak dikenal. Tentukan isi tiap kolom."
Mapped = Mapping[str, Mapping[int | str, str]]


def read_grids(contents: Contents, mapping: Mapped | None = None) -> Reading:
    """``mapping`` is the user's word: name of a table -> number of a column -> field."""
    reading = Reading(contents.kind, contents.meeting, remarks=list(contents.remarks))
    matrix = Matrix(reading, mapping or {})
    for grid in contents.grids:
        matrix.take(grid)
    matrix.finish()
    return reading


class Matrix:
    """The tables of one file after one another: a table without a head may go on with the one before."""

    def __init__(self, reading: Reading, mapping: Mapped) -> None:
        self.reading, self.mapping = reading, mapping
        self.rows = Rows(reading)
        self._last: tuple[Head, Grid] | None = None
        self._unknown: list[Grid] = []

    def take(self, grid: Grid) -> None:
        for part in tables_of(grid):
            if part.name in self.mapping:
                self._take_given(part)
            else:
                self._take_part(part)
        for inner in grid.inside:
            self.take(inner)

    def _take_given(self, grid: Grid) -> None:
        head = given_head(grid, self.mapping[grid.name])
        if head.data > head.first and find_head(grid) is None:
            self._remark(f"{grid.name}, {grid.rows[head.first].place}", "dibaca sebagai judul kolom.")
        self._begin(grid, head)
        self._read(grid, head)

    def _take_part(self, grid: Grid) -> None:
        if (head := find_head(grid)) is not None:
            self._known(grid, head)
        elif not (self._continues(grid) or self._aside(grid)):
            self._unknown.append(grid)

    def _known(self, grid: Grid, head: Head) -> None:
        if not head.of("outcome") and _is_agenda(grid, head):
            self._remark(grid.name, "susunan acara, bukan hasil rapat; tidak diambil.", _to_assign(grid))
            return
        self._begin(grid, head)
        self._read(grid, _by_content(head, grid))

    def _begin(self, grid: Grid, head: Head) -> None:
        """What is empty in a table is not the outcome of the one before, unless its head says that it goes on."""
        if self._last is None or not repeats(self._last[0], grid, head.first, self._last[1]):
            self.rows.forget()

    def _continues(self, grid: Grid) -> bool:
        """A table of the same width without a head of its own, right after one that was read."""
        if self._last is None or not grid.rows or kind_of(grid) or width(grid) != width(self._last[1]):
            return False
        if not row_kinds.like_data(grid.rows, self._last[0]):
            return False
        self._remark(grid.name, "dibaca sebagai lanjutan tabel sebelumnya, karena tidak berjudul kolom.")
        self._read(grid, replace(self._last[0], first=0, data=0))
        return True

    def _aside(self, grid: Grid) -> bool:
        """Tables that are surely something else, or too small to be a list."""
        if kind := kind_of(grid):
            self._remark(grid.name, f"{kind}, bukan hasil rapat; tidak diambil.", _to_assign(grid))
            return True
        filled = [row for row in grid.rows if sum(bool(c.text.strip()) for c in row.cells) >= 2]
        if width(grid) >= 3 and len(filled) >= 2 and not row_kinds.of_labels(grid.rows):
            return False
        if grid.name.startswith("lembar"):
            self._remark(grid.name, "bukan tabel tindak lanjut; tidak diambil.", _to_assign(grid))
        return True

    def _read(self, grid: Grid, head: Head) -> None:
        self.reading.columns.extend(head.columns)
        self._tell_columns(grid, head)
        at, source = head.data, self._last[1] if self._last and head.first == head.data == 0 else grid
        self.rows.begin(grid, head)
        while at < len(grid.rows):
            if head.data > head.first and repeats(head, grid, at, source):
                at += head.data - head.first
            elif is_numbers(grid.rows[at]) and at and self._after_head(grid, at, head, source):
                at += 1
            else:
                self.rows.take(grid.rows[at])
                few_enough(self.reading.outcomes, self.reading.tasks)
                at += 1
        if source is grid:
            self._last = (head, grid)

    @staticmethod
    def _after_head(grid: Grid, at: int, head: Head, source: Grid) -> bool:
        return repeats(head, grid, at - 1, source)

    def _tell_columns(self, grid: Grid, head: Head) -> None:
        for column in head.columns:
            held = any(text_of(cell(row, column.index)) for row in grid.rows[head.data :])
            where = f"{grid.name}, kolom {column.head}" if column.head else f"{grid.name}, kolom ke-{column.index + 1}"
            if held and not column.field:
                self._remark(where, "tidak dikenal sebagai isian; isinya tidak diambil.", Offer(columns=(column,)))
            if held and any(cell(row, column.index).hidden for row in grid.rows[head.first :]):
                self._remark(where, "kolom tersembunyi, tetapi ikut dibaca.")

            if coloured := _coloured(grid, head, column.index):
                self._remark(where, f"{coloured} sel berwarna tanpa tulisan; warna tidak dibaca.")

    def finish(self) -> None:
        """What must be asked: tasks without outcomes, or a list whose columns nobody knows."""
        found = self.reading
        if found.tasks and not found.outcomes:
            found.ask_mapping = True
            self._remark("", "Tidak ada kolom hasil rapat. Pilih atau buat hasil rapat untuk tindak lanjut ini.")
        if found.tasks or found.outcomes:
            for grid in self._unknown:
                self.reading.remarks.append(left_out(grid))
        elif asked := [grid for grid in self._unknown if row_kinds.like_list(grid)]:
            found.ask_mapping = True
            for grid in asked:
                found.columns.extend(unclear(grid))
                self._remark(grid.name, UNCLEAR)

    def _remark(self, place: str, text: str, offer: Offer | None = None) -> None:
        self.reading.remarks.append(Remark(place, text, offer))


def left_out(grid: Grid) -> Remark:
    """A table that nobody knew."""
    return Remark(grid.name, NOT_A_LIST, _to_assign(grid))


def _to_assign(grid: Grid) -> Offer | None:
    """A table of single words holds nothing that anybody could have decided."""
    says = any(len(c.text.split()) >= _FEWEST_WORDS for row in grid.rows for c in row.cells)
    return Offer(columns=tuple(unclear(grid))) if says else None


def unclear(grid: Grid) -> Sequence[Column]:
    """The columns of a table to be assigned by the user, with what their heads suggest."""
    first, data = words_head(grid)
    heads = [" ".join(c.text.split()) for c in grid.rows[first].cells] if data > first else []
    heads += [""] * (width(grid) - len(heads))
    known = [field_of(head)[0] for head in heads]
    return [
        Column(grid.name, i, h, "" if f == "aside" else f) for i, (h, f) in enumerate(zip(heads, known, strict=True))
    ]


def _coloured(grid: Grid, head: Head, index: int) -> int:
    """How many cells of a column are painted and say nothing, where others of it are not: a colour may be the tick."""
    below = [cell(row, index) for row in _data(grid, head) if any(c.text.strip() for c in row.cells)]
    painted = sum(found.coloured for found in below)
    return painted if painted < len(below) else 0


def _by_content(head: Head, grid: Grid) -> Head:
    """A column "Target" that holds days is the deadline where no other column is; a column "Butir" that holds numbers
    alone numbers the outcomes."""
    head = _numbered_by_content(head, grid)
    if head.of("deadline"):
        return head
    for index in head.of("indicator"):
        said = [text for row in _data(grid, head)[:SAMPLE] if (text := text_of(cell(row, index)))]
        if said and sum(bool(dates.read_deadline(text).precision) for text in said) * 2 > len(said):
            columns = [replace(c, field="deadline") if c.index == index else c for c in head.columns]
            return replace(head, columns=columns)
    return head


def _numbered_by_content(head: Head, grid: Grid) -> Head:
    columns = head.of("outcome")
    said = [text for row in _data(grid, head)[:SAMPLE] if columns and (text := text_of(cell(row, columns[0])))]
    if not said or not all(_ONLY_NUMBER.fullmatch(text) for text in said):
        return head
    again = {columns[0]: "no", **dict.fromkeys(head.of("no"), "")}
    return replace(head, columns=[replace(c, field=again.get(c.index, c.field)) for c in head.columns])


def _is_agenda(grid: Grid, head: Head) -> bool:
    """ "Waktu | Kegiatan | Penanggung Jawab" with hours and no days is the day's programme."""
    times = [text for row in _data(grid, head)[:SAMPLE] for i in head.of("deadline") if (text := text_of(cell(row, i)))]
    return bool(times) and sum(map(dates.only_clock, times)) > len(times) / 2


def _data(grid: Grid, head: Head) -> list[Row]:
    return grid.rows[head.data :]
