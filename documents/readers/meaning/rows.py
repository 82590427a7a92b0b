"""The rows under a head, one after another, as outcomes and tasks."""

from __future__ import annotations

import re
from dataclasses import replace

from documents.package import HEAVY, Unfit
from documents.readers.files.bounds import LONGEST
from documents.readers.files.grid import Cell, Grid, Row
from documents.readers.meaning import row_kinds
from documents.readers.meaning.cell_points import parted
from documents.readers.meaning.head_rows import Head, cell
from documents.readers.result import TEXTS, Budget, Deadline, Reading, ReadOutcome, ReadTask, Remark
from documents.readers.values.dates import read_deadline
from documents.readers.values.money import read_budget
from documents.readers.values.numbered import marked
from documents.readers.values.places import read_regions

_ITEM = re.compile(r"(?m)^[^\S\n]*(?:[-–•*·▪]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+\S")
_TYPED = re.compile(r"\s*\(?(\d{1,3})[.)]\s+(?=\S)")
_LONGEST_NUMBER = 40  # letters
_SENTENCE = 5  # fewest words of an outcome without a number that stands over all columns
_MARK = re.compile(r"[vVxX√✓✔●•■*]")  # in a column of a month: that month
_NOTHING = re.compile(r"[\s\-–—_.…]*")


def text_of(found: Cell) -> str:
    """What a cell says, "" for a mere dash and for the rest of a horizontal merge."""
    text = found.text.strip()
    return "" if found.right or _NOTHING.fullmatch(text) else text


def number_of(found: Cell) -> str:
    """ "1." and "(1)" are 1, whether typed or given by Word."""
    text = found.text.strip() or found.number
    return re.sub(r"^[\s(]+|[\s.)]+$", "", text) if len(text) <= _LONGEST_NUMBER else text


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
        self._grid, self._head, self._gap, self._ended = grid, head, False, False
        self._told_no_action = bool(head.of("action"))

    def take(self, row: Row) -> None:
        kind = row_kinds.kind(row, self._head, after_gap=self._gap)
        if kind == row_kinds.NOTHING:
            self._gap = self._gap or not any(c.text.strip() for c in row.cells)
            if not any(c.down and c.text.strip() for c in row.cells):
                return
        elif kind == row_kinds.TOTAL:
            self._left(row, "baris jumlah, tidak diambil.")
        elif kind == row_kinds.GROUP:
            self._group(row)
        elif kind == row_kinds.FOOT or self._ended:
            self._ended = self._ended or kind == row_kinds.FOOT
            self._left(row, f"di bawah tabel (“{_first(row)}”), tidak diambil.")
        else:
            self._gap = False
            self._data(row)

    def _data(self, row: Row) -> None:
        if row.hidden:
            self._left(row, "baris tersembunyi, tetapi ikut dibaca.")
        began = self._take_outcome(row)
        fields = self._fields(row)
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
            return False
        here = cell(row, columns[0])
        text = "" if here.down else text_of(here)
        if not text:
            return False
        no, text = self._numbered(row, here, text)
        same = self._same(no, text)
        if same is not None:
            self._outcome = same
            earlier = self.reading.outcomes[same].no
            if no and no != earlier:
                self._left(row, f"nomor {no} berisi hasil yang sama dengan nomor {earlier or '-'}; digabung.")
            return False
        if self._is_sub(row, here, no):
            self._add_sub(text)
            return False
        self._begin(row, no, *parted(here, text))
        self._words = " ".join(text.split())
        self._known[no, self._words] = self._outcome or 0
        return True

    def _begin(self, row: Row, no: str, text: str, sub: tuple[str, ...] = ()) -> None:
        self.reading.outcomes.append(ReadOutcome(no, text, sub, self._place(row)))
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
        self._left(row, f"judul kelompok “{_first(row)}”, tidak diambil sebagai hasil rapat.")
        self._outcome = self._task = None

    def _numbered(self, row: Row, here: Cell, text: str) -> tuple[str, str]:
        columns = self._head.of("no")
        if columns:
            return number_of(cell(row, columns[0])), text
        if here.number:
            return number_of(Cell(number=here.number)), text
        typed = _TYPED.match(text)
        return (typed[1], text[typed.end() :]) if typed else ("", text)

    def _same(self, no: str, text: str) -> int | None:
        """The outcome above written out again, or an earlier one with the same number and words."""
        words = " ".join(text.split())
        if self._outcome is not None and self._words == words:
            return self._outcome
        return self._known.get((no, words))

    def _is_sub(self, row: Row, here: Cell, no: str) -> bool:
        lettered = re.match(r"\(?[a-z][.)]\s", here.text.strip()) or re.fullmatch(r"[a-z]", no)
        return bool(lettered) and self._outcome is not None and not re.fullmatch(r"\d+", no)

    def _add_sub(self, text: str) -> None:
        index = self._outcome or 0
        above = self.reading.outcomes[index]
        self.reading.outcomes[index] = replace(above, sub=(*above.sub, text))

    def _fields(self, row: Row) -> dict[str, str]:
        """What the row itself says, by field; a merged cell says it only in its first row."""
        said: dict[str, list[str]] = {}
        for column in self._head.columns:
            here = cell(row, column.index)
            if column.field in ("", "no", "outcome") or here.down:
                continue
            if text := text_of(here):
                marked_only = column.field == "deadline" and _MARK.fullmatch(text)
                said.setdefault(column.field, []).append(column.head.rpartition(" – ")[2] if marked_only else text)
        return {field: _joined(field, texts) for field, texts in said.items()}

    def _add(self, row: Row, fields: dict[str, str]) -> None:
        merged = self._from_above(row, fields)
        task = ReadTask(
            self._outcome,
            fields.get("action", ""),
            {name: merged.get(name, "") for name in TEXTS},
            deadline=self._deadline(row, merged),
            budget=self._budget(row, merged),
            regions=read_regions(merged.get("regions", "")),
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
            self._left(row, f"keterangan “{fields['remarks']}” tidak diambil, karena tidak ada tindak lanjutnya.")

    def _deadline(self, row: Row, fields: dict[str, str]) -> Deadline:
        columns = self._head.of("deadline")
        meeting = self.reading.meeting
        value = cell(row, columns[0]).value if len(columns) == 1 else None
        return read_deadline(fields.get("deadline", ""), meeting.date_start, meeting.date_end, value)

    def _again(self, above: Deadline, text: str) -> Deadline:
        return read_deadline(_both(above.raw, text), self.reading.meeting.date_start, self.reading.meeting.date_end)

    def _budget(self, row: Row, fields: dict[str, str]) -> Budget:
        """One column of money, or one of the sum and one of its source."""
        columns = self._head.of("budget")
        if len(columns) < 2:
            return read_budget(fields.get("budget", ""), cell(row, columns[0]).value if columns else None)
        parts = [(text_of(c), read_budget(c.text, c.value)) for i in columns if text_of(c := cell(row, i))]
        amounts = [(text, b) for text, b in parts if b.amount is not None]
        sources = [text for text, b in parts if b.amount is None]
        if len(amounts) != 1:
            return read_budget(" / ".join(text for text, _ in parts))
        text, budget = amounts[0]
        if not sources:
            return budget
        return replace(budget, raw=f"{text} ({'; '.join(sources)})", source="; ".join(sources))

    def _place(self, row: Row) -> str:
        return f"{self._grid.name}, {row.place}"

    def _left(self, row: Row, text: str) -> None:
        self._say(self._place(row), text)

    def _say(self, place: str, text: str) -> None:
        self.reading.remarks.append(Remark(place, text))


def _joined(field: str, texts: list[str]) -> str:
    """Two columns of one field: begin and end of a time, or more of the same."""
    distinct = list(dict.fromkeys(texts))
    return (" s.d. " if field == "deadline" else "\n").join(distinct)


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
