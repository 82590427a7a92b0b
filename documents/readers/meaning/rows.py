"""The rows under a head, one after another, as outcomes and tasks."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace

from documents.package import HEAVY, Unfit
from documents.readers.files.bounds import LONGEST
from documents.readers.files.grid import Cell, Grid, Row
from documents.readers.meaning import row_kinds
from documents.readers.meaning.cell_points import parted
from documents.readers.meaning.ditto import repeated
from documents.readers.meaning.groups import group_of
from documents.readers.meaning.head_rows import Head, cell
from documents.readers.meaning.row_fields import RowFields, number_of, text_of
from documents.readers.result import TEXTS, Deadline, Offer, Reading, ReadOutcome, ReadTask, Remark
from documents.readers.values.dates import read_deadline
from documents.readers.values.money import read_budget
from documents.readers.values.numbered import marked
from documents.readers.values.places import read_regions

_ITEM = re.compile(r"(?m)^[^\S\n]*(?:[-–•*·▪]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+\S")
_TYPED = re.compile(r"\s*\(?(\d{1,3})[.)]\s+(?=\S)")
_LONGEST_NUMBER = 40  # letters
_SENTENCE = 5  # fewest words of an outcome without a number that stands over all columns


class Rows:
    """Knows the outcome above, so that an empty or merged cell means that one."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._outcome: int | None = None
        self._task: int | None = None
        self._known: dict[tuple[str, str], int] = {}
        self._words = ""

    def forget(self) -> None:
        """A new table begins: what is empty there is not the outcome of the last one."""
        self._outcome = self._task = None

    def begin(self, grid: Grid, head: Head) -> None:
        head = _both_in_one(grid, head)
        self._grid, self._head, self._gap, self._ended = grid, head, False, False
        self._told_no_action = bool(head.of("action"))
        self._said = RowFields(self.reading, grid, head)
        self._group_of = group_of(grid, head.first)
        self._parents = _parents(grid, head)
        self._above: Row | None = None
        self._whose, self._told_blank = "", False  # the kabupaten above, in the first column; whether it was told

    def take(self, row: Row) -> None:
        row = self._above = repeated(row, self._above)
        kind = row_kinds.kind(row, self._head, after_gap=self._gap)
        if kind == row_kinds.NOTHING:
            self._gap = self._gap or not any(c.text.strip() for c in row.cells)
            if not any(c.down and c.text.strip() for c in row.cells):
                return
        elif kind == row_kinds.TOTAL:
            self._left(row, "baris jumlah, tidak diambil.", self._offer(row))
        elif kind == row_kinds.GROUP:
            self._group(row)
        elif kind == row_kinds.FOOT or self._ended:
            self._ended = self._ended or kind == row_kinds.FOOT
            self._left(row, f"di bawah tabel (“{_first(row)}”), tidak diambil.", self._offer(row))
        else:
            self._gap = False
            self._data(row)

    def _data(self, row: Row) -> None:
        if row.hidden:
            self._left(row, "baris tersembunyi, tetapi ikut dibaca.")
        began = self._take_outcome(row)
        fields = self._said.fields(row)
        if began and not self._head.of("outcome"):  # its words are the outcome
            fields.pop("action", None)
        actions = self._head.of("action")
        if any(cell(row, i).down for i in actions) and self._task is not None and not began:
            self._more_of_merged(row, fields)
        elif fields.get("action"):
            self._add(row, fields)
        elif any(fields.values()):
            self._without_action(row, fields, began=began)

    def _take_outcome(self, row: Row) -> bool:
        """Sets the outcome this row belongs to; True when it is a new one."""
        columns = self._head.of("outcome")
        if not columns:
            return self._takes_parent(row)
        here = cell(row, columns[0])
        text = "" if here.down else text_of(here)
        if not text:
            self._tell_blank(row, here)
            return False
        no, text = self._numbered(row, here, text)
        same = self._same(no, text)
        if same is not None:
            self._outcome, self._words = same, " ".join(text.split())
            return False
        if self._is_sub(row, here, no):
            self._add_sub(text)
            return False
        self._begin(row, no, *parted(here, text))
        self._words = " ".join(text.split())
        self._known[no, self._words] = self._outcome or 0
        return True

    def _tell_blank(self, row: Row, here: Cell) -> None:
        """A new number beside an empty outcome may count the tasks, or its outcome was forgotten."""
        above = self.reading.outcomes[self._outcome].no if self._outcome is not None else ""
        no = self._no(row)
        if above and no.isdigit() and no != above and not here.down and not self._told_blank:
            self._told_blank = True
            self._left(row, f"nomor {no} tanpa hasil rapat; dibaca sebagai tindak lanjut dari hasil di atasnya.")

    def _takes_parent(self, row: Row) -> bool:
        """Where "1" stands above "1.1" and there is no column of outcomes, "1" is one."""
        no = self._no(row)
        if no in self._parents:
            self._begin(row, no, " ".join(text_of(cell(row, i)) for i in self._head.of("action")))
            return True
        if self._parents and no.rpartition(".")[0] not in self._parents:
            self._outcome = None
        return False

    def _no(self, row: Row) -> str:
        columns = self._head.of("no")
        return number_of(cell(row, columns[0])) if columns else ""

    def _begin(self, row: Row, no: str, text: str, sub: tuple[str, ...] = ()) -> None:
        self.reading.outcomes.append(ReadOutcome(no, text, sub, self._place(row), self._group_of.commission))
        self._outcome, self._task, self._words = len(self.reading.outcomes) - 1, None, ""

    def _group(self, row: Row) -> None:
        """A title over all columns; in a table without an outcome column, a sentence there is the outcome."""
        said = [c for c in row.cells if c.text.strip() and not c.right]
        here = said[-1] if said else Cell()
        mark, text = marked(here.text.strip(), here.number)
        numbered = mark is not None and not mark.capital and not mark.bullet
        sentence = mark is None and len(text.split()) >= _SENTENCE and not row_kinds.says_group(text)
        if not self._head.of("outcome") and (numbered or sentence):
            rank = number_of(said[0]) if len(said) == 2 else ""
            self._begin(row, mark.shown if mark else rank, *parted(here, text))
            return
        inside = self._group_of.within(here.text)
        self._group_of = inside or self._group_of
        meant = "berlaku untuk baris-baris di bawahnya." if inside else "tidak diambil sebagai hasil rapat."
        self._left(row, f"judul kelompok “{_first(row)}”, {meant}", None if inside else self._offer(row))
        self._outcome, self._task, self._whose = None, None, ""

    def _numbered(self, row: Row, here: Cell, text: str) -> tuple[str, str]:
        columns = self._head.of("no")
        if columns:
            return number_of(cell(row, columns[0])), text
        if here.number:
            return number_of(Cell(number=here.number)), text
        typed = _TYPED.match(text)
        return (typed[1], text[typed.end() :]) if typed else ("", text)

    def _same(self, no: str, text: str) -> int | None:
        """The outcome above written out again, or an earlier one with the same number and words. The same words under
        another number are kept apart: whether they are one is asked."""
        words = " ".join(text.split())
        above = self._outcome
        if above is not None and self._words == words and no in ("", self.reading.outcomes[above].no):
            return above
        return self._known.get((no, words))

    def _is_sub(self, row: Row, here: Cell, no: str) -> bool:
        lettered = re.match(r"\(?[a-z][.)]\s", here.text.strip()) or re.fullmatch(r"[a-z]", no)
        return bool(lettered) and self._outcome is not None and not re.fullmatch(r"\d+", no)

    def _add_sub(self, text: str) -> None:
        index = self._outcome or 0
        above = self.reading.outcomes[index]
        self.reading.outcomes[index] = replace(above, sub=(*above.sub, text))

    def _add(self, row: Row, fields: dict[str, str]) -> None:
        merged = self._from_above(row, fields)
        task = ReadTask(
            self._outcome,
            fields.get("action", ""),
            {name: merged.get(name, "") for name in TEXTS},
            deadline=self._said.deadline(row, merged),
            budget=self._said.budget(row, merged),
            regions=read_regions(merged.get("regions", "") or self._group_of.region),
            place=self._place(row),
        )
        self.reading.tasks.append(task)
        self._task = len(self.reading.tasks) - 1
        if (items := len(_ITEM.findall(task.action))) > 1:
            self._left(row, f"satu sel memuat {items} butir tindak lanjut; dibaca sebagai satu, baris-barisnya tetap.")

    def _from_above(self, row: Row, fields: dict[str, str]) -> dict[str, str]:
        """A cell merged over several tasks (one PIC, one deadline) holds for each of them."""
        merged = dict(fields)
        for column in self._head.columns:
            here = cell(row, column.index)
            if here.down and column.field and column.field not in merged and (text := text_of(here)):
                merged[column.field] = text
        if self._head.of("regions") == [min(column.index for column in self._head.columns)]:
            self._whose = merged.setdefault("regions", self._whose)
        return merged

    def _more_of_merged(self, row: Row, fields: dict[str, str]) -> None:
        """The action is merged over several rows: another office is another task, anything else is added."""
        above = self.reading.tasks[self._task or 0]
        if fields.get("responsible"):
            self._add(row, {**fields, "action": above.action})
        elif fields:
            self._append(row, fields)

    def _append(self, row: Row, fields: dict[str, str]) -> None:
        """Puts what a row without an action says to the task above."""
        index = self._task or 0
        above = self.reading.tasks[index]
        changed = replace(above, texts={name: _both(text, fields.get(name, "")) for name, text in above.texts.items()})
        if "deadline" in fields:
            changed = replace(changed, deadline=self._again(above.deadline, fields["deadline"]))
        if "budget" in fields:
            changed = replace(changed, budget=read_budget(_both(above.budget.raw, fields["budget"])))
        if "regions" in fields:
            changed = replace(changed, regions=read_regions(_both(above.regions.raw, fields["regions"])))
        self.reading.tasks[index] = changed

    def _without_action(self, row: Row, fields: dict[str, str], *, began: bool) -> None:
        if self._head.of("action"):
            if not began and self._task is not None and not fields.get("responsible"):
                self._append(row, fields)
                self._left(row, "tanpa tindak lanjut; isinya digabung ke tindak lanjut di atasnya.")
            else:
                self._add(row, fields)
                self._left(row, "kolom tindak lanjutnya kosong. Lengkapi sebelum disimpan.")
        elif self._outcome is not None and (set(fields) - {"remarks"}):
            self._add(row, {**fields, "action": self.reading.outcomes[self._outcome].text})
            if not self._told_no_action:
                self._told_no_action = True
                where = self._grid.name
                self._say(where, "tidak ada kolom tindak lanjut; bunyi hasil rapat dipakai sebagai tindak lanjutnya.")
        elif fields.get("remarks"):
            why = f"keterangan “{fields['remarks']}” tidak diambil, karena tidak ada tindak lanjutnya."
            self._left(row, why, self._as_words(row))

    def _again(self, above: Deadline, text: str) -> Deadline:
        return read_deadline(_both(above.raw, text), self.reading.meeting.date_start, self.reading.meeting.date_end)

    def _place(self, row: Row) -> str:
        return f"{self._grid.name}, {row.place}"

    def _offer(self, row: Row) -> Offer:
        """What a row that is left out would say if it were one like the others; else its words as an outcome."""
        apart = copy(self)
        apart.reading = Reading(meeting=self.reading.meeting)
        apart._said = self._said.telling(apart.reading)
        apart._known, apart._outcome, apart._task = {}, None, None
        apart._data(row)
        found = Offer(tuple(apart.reading.outcomes), tuple(apart.reading.tasks))
        return found if found.outcomes or any(task.action for task in found.tasks) else self._as_words(row)

    def _as_words(self, row: Row) -> Offer:
        words = " ".join(" ".join(c.text.split()) for c in row.cells if c.text.strip() and not c.right)
        return Offer((ReadOutcome("", words, (), self._place(row), self._group_of.commission),))

    def _left(self, row: Row, text: str, offer: Offer | None = None) -> None:
        self._say(self._place(row), text, offer)

    def _say(self, place: str, text: str, offer: Offer | None = None) -> None:
        self.reading.remarks.append(Remark(place, text, offer))


def _both_in_one(grid: Grid, head: Head) -> Head:
    """ "Hasil Rapat / Tindak Lanjut" in one column, "1" above "1.1": as a table without a column of outcomes."""
    if head.of("action") or not _parents(grid, head):
        return head
    columns = [replace(one, field="action") if one.field == "outcome" else one for one in head.columns]
    return replace(head, columns=columns)


def _parents(grid: Grid, head: Head) -> set[str]:
    """The numbers under which others stand ("1" above "1.1") in a table without columns of outcomes and of tasks."""
    columns = [] if head.of("outcome") and head.of("action") else head.of("no")
    numbers = {number_of(cell(row, i)) for row in grid.rows[head.data :] for i in columns}
    return {no.partition(".")[0] for no in numbers if re.fullmatch(r"[0-9]{1,3}\.[0-9]{1,3}", no)} & numbers


def _both(above: str, text: str) -> str:
    """Raises ``Unfit`` when row after row would make a text that is longer than any cell."""
    both = "\n".join(part for part in (above, text) if part)
    if len(both) > LONGEST:
        raise Unfit(HEAVY)
    return both


def _first(row: Row) -> str:
    """The words of a row that is left out, without the end of a merge."""
    text = " ".join(" ".join(c.text.split()) for c in row.cells if c.text.strip() and not c.right)
    return text if len(text) <= 80 else text[:77] + "…"
