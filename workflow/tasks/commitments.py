"""The chair's first screen: what is mine to do now, who holds the rest, and what is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from workflow.clock import day, moment
from workflow.kinds import Kind
from workflow.machine.actions import ACTIONS, Action
from workflow.machine.stages import Stage, Waits
from workflow.many import MANY
from workflow.papers import issuing
from workflow.roles import Actor
from workflow.store import Record, Store
from workflow.tasks import filters, steps
from workflow.tasks.desk_kinds import OWN_WORK, PLANS, RETURNED, kind_of

MOST_ROWS, MOST_DONE = 20, 5
REMIND_AFTER = timedelta(days=2)  # waiting longer than this: remind; before, taking it back is the likelier wish


@dataclass(frozen=True)
class Row:
    """A task with its one next act for the chair. ``remind`` instead of an act: ask Sekdis to look.

    ``document`` is the implementation report of a task that is done.
    """

    task: Record
    act: Action | None = None
    remind: bool = False
    document: Record | None = None


@dataclass(frozen=True)
class Section:
    """``filters`` give the task list with exactly ``count`` tasks, of which ``rows`` are the first."""

    key: str
    title: str
    filters: dict[str, str]
    count: int
    rows: list[Row]


SECTIONS = (
    ("act", "Perlu Anda kerjakan", {"menunggu": "ketua"}, MOST_ROWS),
    ("wait", Waits.SEKDIS.label, {"menunggu": "sekdis"}, MOST_ROWS),
    ("reported", Waits.DINSOS.label, {"menunggu": "dinsos"}, MOST_ROWS),
    ("province", "Menunggu provinsi", {"menunggu": "provinsi"}, MOST_ROWS),
    ("done", "Sudah dilaksanakan", {"tahap": str(Stage.IMPLEMENTED)}, MOST_DONE),
)
LATE = {"terlambat": "1"}


def sections(store: Store, actor: Actor, *, at: datetime) -> list[Section]:
    """The sections of the screen in their order, empty ones too."""
    today = day(at).isoformat()
    return [
        Section(
            key,
            title,
            asked,
            filters.count(store, actor, asked, today, most=MANY),
            _rows(store, actor, asked, most, at),
        )
        for key, title, asked, most in SECTIONS
    ]


def late(store: Store, actor: Actor, *, at: datetime) -> int:
    return filters.count(store, actor, LATE, day(at).isoformat(), most=MANY)


def rakors(store: Store, actor: Actor, limit: int) -> list[int]:
    """From which rakor the reader's tasks come, the newest first; not more than ``limit``."""
    return store.values("task", "rakor", cancelled=False, region=actor.region, limit=limit)


def number(store: Store, actor: Actor, **where: Any) -> int:
    """How many tasks the reader has, counted up to one above ``MANY``."""
    return store.count("task", most=MANY, cancelled=False, region=actor.region, **where)


def _rows(store: Store, actor: Actor, asked: dict[str, str], most: int, at: datetime) -> list[Row]:
    today = day(at).isoformat()
    if "tahap" in asked:
        return [
            Row(task, document=_report(store, task)) for task in filters.tasks(store, actor, asked, today, limit=most)
        ]
    return [_row(store, actor, task, at) for task in _first(store, actor, asked, today, most)]


def _first(store: Store, actor: Actor, asked: dict[str, str], today: str, most: int) -> list[Record]:
    """What was sent back comes before the rest of what is to be done, whatever its deadline."""
    if asked != {"menunggu": "ketua"}:
        return filters.most_urgent(store, actor, asked, today, most)
    back = filters.most_urgent(store, actor, {**asked, "jenis": RETURNED}, today, most)
    left = most - len(back)
    return back + (filters.most_urgent(store, actor, {**asked, "jenis": OWN_WORK}, today, left) if left else [])


def _row(store: Store, actor: Actor, task: Record, at: datetime) -> Row:
    kind = kind_of(task)
    if kind and kind.box == PLANS:
        remind = at - moment(task["since"]) > REMIND_AFTER
        return Row(task, act=None if remind else ACTIONS["withdraw"], remind=remind)
    return Row(task, act=steps.steps(store, actor, task, at=at).main)


def _report(store: Store, task: Record) -> Record | None:
    """The implementation report that is valid now."""
    return store.first("document", task=task["id"], type=Kind.PELAKSANAAN, status=issuing.VALID)
