"""What recording an intake makes, and what its rakor has already: computed once, for the page and for the recording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from workflow import plan_fields
from workflow.errors import Invalid
from workflow.regions import owners, regions
from workflow.store import Record, Store
from workflow.tasks.short_codes import read_code
from workflow.text import YES, Fields, fold

EVERYWHERE = "ALL"
LONGEST_PART = 150  # letters of a part's title
Row = Mapping[str, Any]


@dataclass(frozen=True)
class NewTask:
    """A task to be made: the keys of its row and of its outcome's, its kabupaten/kota, and what it begins with
    (``add_task``)."""

    row: str
    outcome: str
    region: str
    suggested: dict[str, Any]


@dataclass
class Foreseen:
    """``outcomes`` are the rows that become new ones, ``had_outcomes`` says how many the rakor has already, ``had_of``
    how many tasks of a row (by its key) it has, in the same words or by the code of our own list, or the file names
    twice. Rows that still have to be answered are in none of them."""

    outcomes: list[Row] = field(default_factory=list)
    had_outcomes: int = 0
    tasks: list[NewTask] = field(default_factory=list)
    had_of: Counter[str] = field(default_factory=Counter)

    @property
    def had(self) -> int:
        return self.had_of.total()


def foreseen(store: Store, rakor_id: int, sheet: Mapping[str, Any]) -> Foreseen:
    """For the rakor with this id, 0 for one that is made."""
    found = Foreseen()
    taken = [row for row in sheet["outcomes"] if row["take"]]
    found.outcomes = [row for row in taken if not row["existing"]]
    found.had_outcomes = len(taken) - len(found.outcomes)
    uids = {row["key"]: row["existing"] or row["key"] for row in taken}
    had, codes = set(_had(store, rakor_id)), {row["key"]: read_code(row.get("code", "")) for row in sheet["tasks"]}
    known = {task["id"]: (task["outcome"], task["region"]) for task in _tasks(store, rakor_id)}
    for new in _wanted(sheet, uids):
        place = uids[new.outcome], new.region
        key = *place, fold(new.suggested["plan"]["action"])
        if key in had or known.get(codes[new.row]) == place:
            found.had_of[new.row] += 1
        else:
            had.add(key)
            found.tasks.append(new)
    return found


def _had(store: Store, rakor_id: int) -> Iterator[tuple[str, str, str]]:
    for task in _tasks(store, rakor_id):
        yield task["outcome"], task["region"], fold(task["plan"]["action"])


def _tasks(store: Store, rakor_id: int) -> list[Record]:
    return store.find("task", rakor=rakor_id, cancelled=False) if rakor_id else []


def _wanted(sheet: Mapping[str, Any], uids: Mapping[str, str]) -> Iterator[NewTask]:
    """A task for each kabupaten/kota of each row that is taken and has nothing wrong."""
    taken = [row for row in sheet["tasks"] if row["take"] and row["outcome"] in uids]
    count = Counter(row["outcome"] for row in taken)
    for row in taken:
        try:
            values = checked_task(row, sheet)
        except Invalid:  # told beside the row
            continue
        several = count[row["outcome"]] > 1
        suggested = {**values, "part": part(values["plan"]["action"]) if several else ""}
        for code in values["codes"]:
            yield NewTask(row["key"], row["outcome"], code, suggested)


def checked_task(task: Mapping[str, Any], sheet: Mapping[str, Any]) -> dict[str, Any]:
    """Plan, deadline, deadline_text and the codes of one task row. Raises ``Invalid``."""
    fields = Fields({**task, YES: sheet.get("yes", ())})
    plan = plan_fields.accepted(fields)
    deadline, start = fields.day("deadline", "batas waktu"), Fields(sheet["head"]).day("start", "tanggal mulai")
    fields.follows("deadline", deadline, start, "Batas waktu {} lebih dahulu daripada rakornya, {}.")
    words = fields.line("deadline_text", "batas waktu tertulis", most=200)
    if not plan["action"]:
        fields.wrong["action"] = "Isi tindak lanjut, atau jangan ambil baris ini."
    codes = places(task["regions"])
    if not codes or not set(codes) <= set(owners()):
        fields.wrong["regions"] = "Pilih paling sedikit satu kabupaten/kota."
    fields.done()
    return {"plan": plan, "deadline": deadline, "deadline_text": words, "codes": codes}


def places(codes: Iterable[str]) -> list[str]:
    """Region codes in their order; ``EVERYWHERE`` means all 23."""
    wanted = set(codes)
    return sorted(regions()) if EVERYWHERE in wanted else sorted(wanted)


def part(action: str) -> str:
    """The title of a task that is one of several of its outcome: the first line of what is to be done."""
    first = action.split("\n")[0]
    return first if len(first) <= LONGEST_PART else first[:LONGEST_PART].rsplit(" ", 1)[0] + " …"
