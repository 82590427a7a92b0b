"""Counting a rakor's tasks: how they stand, how far each kabupaten/kota is, what is late, what became done when.

Every number on Dinsos' overview, in the matrix and on the rakor pages comes from here, and from the tasks of one
rakor only (or from counts over an index), so that a page costs the same however many rakor there are. Cancelled
tasks count nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from workflow.machine.permissions import scope
from workflow.machine.stages import Closed, Stage, Waits
from workflow.regions import owners_of
from workflow.roles import Actor
from workflow.store import OneOf, Record, Store
from workflow.tasks.kept_days import late_days, late_now

T = TypeVar("T", bound=Mapping[str, Any])


class Situation(StrEnum):
    """Stage and holder in one: each task is in exactly one of these. The value is its letter in the matrix."""

    DRAFT = "D"
    SEKDIS = "S"
    REPORTED = "L"
    DINSOS = "P"
    PROVINCE = "B"
    IMPOSSIBLE = "T"
    IMPLEMENTED = "V"

    @property
    def label(self) -> str:
        return {
            "D": Stage.DRAFT.label, "S": Waits.SEKDIS.label, "L": Stage.REPORTED.label, "P": Waits.DINSOS.label,
            "B": Waits.PROVINCE.label, "T": Closed.IMPOSSIBLE.label, "V": Stage.IMPLEMENTED.label,
        }[self]  # fmt: skip

    @property
    def phrase(self) -> str:
        """The same within a sentence: "dilaporkan ke pimpinan"."""
        return self.label[:1].lower() + self.label[1:]


def situation_of(task: Mapping[str, Any]) -> Situation:
    if task["stage"] == Stage.IMPLEMENTED:
        return Situation.IMPLEMENTED
    if task.get("closed") == Closed.IMPOSSIBLE:
        return Situation.IMPOSSIBLE
    if task["waits_for"]:
        return {
            Waits.SEKDIS: Situation.SEKDIS, Waits.DINSOS: Situation.DINSOS, Waits.PROVINCE: Situation.PROVINCE,
        }[Waits(task["waits_for"])]  # fmt: skip
    return Situation.DRAFT if task["stage"] == Stage.DRAFT else Situation.REPORTED


def reached(task: Mapping[str, Any]) -> int:
    """How far a task counts in an average: a draft 0, a reported one its percent, an implemented one 100."""
    counted: dict[Stage, int] = {Stage.DRAFT: 0, Stage.REPORTED: task["percent"], Stage.IMPLEMENTED: 100}
    return counted[Stage(task["stage"])]


@dataclass(frozen=True)
class Tally:
    """Tasks counted. ``percent`` is the average of ``reached``, rounded down so that 100 means that all is done; what
    cannot be followed up stays out of it. ``draft`` and ``reported`` count whoever they wait for."""

    total: int
    by: Mapping[Situation, int]
    late: int
    percent: int
    draft: int
    reported: int

    @property
    def implemented(self) -> int:
        return self.by[Situation.IMPLEMENTED]


def tally(tasks: Iterable[Mapping[str, Any]], today: str) -> Tally:
    """``today`` is an ISO date; lateness is measured at it."""
    counted = list(tasks)
    by = dict.fromkeys(Situation, 0)
    for task in counted:
        by[situation_of(task)] += 1
    late = sum(late_now(task, today) for task in counted)
    going = [task for task in counted if situation_of(task) is not Situation.IMPOSSIBLE]
    percent = sum(reached(task) for task in going) // len(going) if going else 0
    stages = Counter(task["stage"] for task in going)
    return Tally(len(counted), by, late, percent, stages[Stage.DRAFT], stages[Stage.REPORTED])


def tasks_of(store: Store, actor: Actor, rakor_id: int) -> list[Record]:
    """The tasks of one rakor that the actor may see, without cancelled ones, in the order they were handed over."""
    return store.find("task", rakor=rakor_id, cancelled=False, **scope(actor))


def per_region(tasks: Iterable[Mapping[str, Any]], today: str) -> dict[str, Tally]:
    """All 23 in the order of their codes, also those without a task; behind them the province when it has one."""
    counted = list(tasks)
    groups: dict[str, list[Mapping[str, Any]]] = {code: [] for code in owners_of(counted)}
    for task in counted:
        groups[task["region"]].append(task)
    return {code: tally(group, today) for code, group in groups.items()}


def furthest_behind(tasks: Iterable[T], today: str) -> dict[str, T]:
    """Region -> the task of it that stands for all in a cell: late before others, then the least done."""
    order = list(Situation)
    found: dict[str, T] = {}
    for task in sorted(tasks, key=lambda t: (not late_now(t, today), order.index(situation_of(t)), t["percent"])):
        found.setdefault(task["region"], task)
    return found


def longest_late(tasks: Iterable[Record], today: str) -> list[Record]:
    """The late ones, those with the most late days first."""
    late = [task for task in tasks if late_now(task, today)]
    return sorted(late, key=lambda task: (-late_days(task, today), task["no"], task["region"]))


@dataclass(frozen=True)
class Week:
    """How many tasks had been reported, and how many implemented, by the end of a day."""

    day: date
    reported: int
    implemented: int


QUIET = timedelta(weeks=4)  # how long after the last change the curve goes on


def weekly(tasks: Iterable[Mapping[str, Any]], start: date, today: date) -> list[Week]:
    """Cumulative counts week by week from the rakor's first day to today, or to four weeks after the last change.

    The last point equals the tally: reported and implemented together, and implemented. A reopened task counts as
    not implemented, as it stands now.
    """
    counted = list(tasks)
    reported = [task["reported_on"] for task in counted if task["reported_on"]]
    implemented = [task["implemented_on"] for task in counted if task["implemented_on"]]
    changed = date.fromisoformat(max([start.isoformat(), *reported, *implemented]))
    end = max(min(today, changed + QUIET), min(start, today))
    days = [start + timedelta(weeks=n) for n in range(max(0, (end - start).days) // 7 + 1)]
    return [
        Week(at, sum(on <= at.isoformat() for on in reported), sum(on <= at.isoformat() for on in implemented))
        for at in [*(at for at in days if at < end), end]
    ]


@dataclass(frozen=True)
class Progress:
    """A rakor's tasks in a list: how many there are, and how many of them are implemented."""

    total: int
    implemented: int


def progress_of(store: Store, actor: Actor, rakors: Iterable[Mapping[str, Any]]) -> dict[int, Progress]:
    """For each of the rakors, over the tasks that the actor may see; one count over the index."""
    ids = [rakor["id"] for rakor in rakors]
    found = store.tally("task", ("rakor", "stage"), rakor=OneOf(ids), cancelled=False, **scope(actor)) if ids else {}
    return {
        rakor: Progress(
            sum(number for (of, _), number in found.items() if of == rakor), found.get((rakor, Stage.IMPLEMENTED), 0)
        )
        for rakor in ids
    }
