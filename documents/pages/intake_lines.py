"""The lines of the check page: each outcome and what follows from it, what has to be answered in a line, and which
lines somebody wants to see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from documents.mending.splitting import asked_about
from documents.pages.intake_form import by_outcome
from documents.readers.check_sheet import OUTCOME_TEXTS, TASK_TEXTS, Row, doubts, questions, without_place
from workflow.intake.foreseen import Foreseen, places
from workflow.regions import owners, regions
from workflow.text import fold, words_of

ASKED, HAD = "ditanyakan", "ada"
TYPED_AS = {"regions": "regions_written", "deadline": "deadline_written", "deadline_text": "deadline_written"}
NAMED = 3  # kabupaten/kota of a line; more are counted


@dataclass(frozen=True)
class Asked:
    """A field that is typed in the line itself, or a ``Question``; without a sentence a colleague typed it
    otherwise."""

    row: Row
    name: str
    sentence: str


@dataclass(frozen=True)
class Line:
    """A row of the sheet as a line. ``task`` says where and when: the row itself, or the only task of an outcome in the
    same words, which then has no line of its own. ``no`` is the outcome's in the file, else by order. ``above``:
    something of it is asked once for several lines. ``several``: whether it shall be split is asked, which stops
    nothing: unanswered it stays one, as in the file."""

    row: Row
    of: str  # the key of its outcome
    task: Row | None
    no: str
    name: str
    asked: list[Asked]
    above: bool
    several: bool
    existing: bool
    had: int

    @property
    def rows(self) -> list[Row]:
        return [self.row] if self.task is None or self.task is self.row else [self.row, self.task]

    @property
    def asks(self) -> int:
        """How many questions are answered in the line."""
        return len(self.asked) + self.several

    @property
    def waits(self) -> bool:
        return self.above or self.asks > 0

    def has(self, key: str) -> bool:
        return any(row["key"] == key for row in self.rows)


@dataclass(frozen=True)
class Looked:
    """What a page is drawn from: what is wrong ("key.field" -> sentence), what there is already, and the rows as a
    colleague saved them meanwhile."""

    wrong: Mapping[str, str]
    new: Foreseen
    stored: Mapping[str, Row]


def lines(sheet: Mapping[str, Any], looked: Looked) -> list[Line]:
    above, wrong = set(_answered_above(sheet)), defaultdict[str, dict[str, str]](dict)
    for place, sentence in looked.wrong.items():
        key, _, field = place.partition(".")
        wrong[key][field] = sentence

    def made(row: Row, outcome: Row, no: str, task: Row | None = None) -> Line:
        rows = [row] if task is None or task is row else [row, task]
        asked = [one for each in rows for one in _asked(each, wrong[each["key"]], above, looked)]
        waits = any(f"{each['key']}.{field}" in above for each in rows for field in wrong[each["key"]])
        had = looked.new.had_of[task["key"]] if task else 0
        name = f"{'tindak lanjut ' if row is task else ''}butir {no}"
        several = any(asked_about(sheet, each) for each in rows)
        return Line(row, outcome["key"], task, no, name, asked, waits, several, bool(row.get("existing")), had)

    found = []
    for nth, (outcome, tasks) in enumerate(by_outcome(sheet), 1):
        no = outcome["no"] or str(nth)
        if _as_one(outcome, tasks, looked):
            found.append(made(outcome, outcome, no, tasks[0]))
            continue
        found.append(made(outcome, outcome, no))
        found += [made(task, outcome, no, task) for task in tasks]
    return found


def _as_one(outcome: Row, tasks: list[Row], looked: Looked) -> bool:
    """Whether an outcome and its task are one line: they say the same, share a tick, and nobody else changed them."""
    if len(tasks) != 1 or tasks[0]["take"] != outcome["take"]:
        return False
    changed = any(_differing(row, looked.stored) for row in (outcome, tasks[0]))
    return not changed and words_of(outcome["text"]) == words_of(tasks[0]["action"])


def _asked(row: Row, wrong: Mapping[str, str], above: set[str], looked: Looked) -> Iterator[Asked]:
    """What of this row is answered in its line."""
    named = set()
    for field, sentence in wrong.items():
        if f"{row['key']}.{field}" not in above:
            named.add(TYPED_AS.get(field, field))
            yield Asked(row, TYPED_AS.get(field, field), row["asks"].get(field) or sentence)
    for name in _differing(row, looked.stored):
        if name not in named:
            yield Asked(row, name, "")


def _differing(row: Row, stored: Mapping[str, Row]) -> list[str]:
    """The texts that a colleague has saved in other words."""
    other = stored.get(row["key"])
    texts = TASK_TEXTS if "action" in row else OUTCOME_TEXTS
    return [name for name in texts if other and row[name] != other[name]]


def _answered_above(sheet: Mapping[str, Any]) -> Iterator[str]:
    """The "key.field" of what several rows ask alike: answered once, above the table."""
    shared = {question for question, rows in doubts(sheet) if rows > 1}
    spelled = {fold(one["written"]) for one in questions(sheet) if one["rows"] > 1}
    nowhere = without_place(sheet) > 1
    for task in sheet["tasks"]:
        if not task["take"]:
            continue
        for field, question in task.get("doubted", {}).items():
            if question in shared:
                yield f"{task['key']}.{field}"
        if ("regions" in task["asks"] and fold(task["regions_written"]) in spelled) or (
            nowhere and not task["regions_written"]
        ):
            yield f"{task['key']}.regions"


WANTED: dict[str, Callable[[Line], bool]] = {
    "": lambda line: True,
    ASKED: lambda line: line.waits,
    HAD: lambda line: bool(line.existing or line.had),
}


def shown(found: Iterable[Line], only: str, opened: str) -> list[Line]:
    """The lines of a filter, a task never without its outcome, and the one whose fields are open."""
    found = list(found)
    kept = {line.row["key"] for line in found if WANTED[only](line) or line.has(opened)}
    above = {line.of for line in found if line.row["key"] in kept}
    return [line for line in found if line.row["key"] in kept | above]


def where(task: Row) -> str:
    """The kabupaten/kota of a task in few words: "Semua (23)", "5 kota", "Pidie, Bireuen dan 2 lagi"."""
    codes = [code for code in places(task["regions"]) if code in owners()]
    every = {kind: [code for code, one in regions().items() if one.type == kind] for kind in ("kabupaten", "kota")}
    if codes == sorted(regions()):
        return f"Semua ({len(codes)})"
    for kind, of_kind in every.items():
        if codes == sorted(of_kind):
            return f"{len(codes)} {kind}"
    names = [owners()[code].column for code in codes]
    more = f" dan {len(names) - NAMED} lagi" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
