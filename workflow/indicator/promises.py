"""I9: of the tasks that were due in a year until a day, those that were finished in time.

Late is what ``tasks.holding`` calls so. With today's knowledge it stands with each task; as it was known on an earlier
day it is computed from the moves until then. Cancelled, moved and impossible ones are left out, and counted apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow.machine.actions import ROWS
from workflow.machine.stages import Stage
from workflow.records import Task
from workflow.regions import owners
from workflow.store import Below, OneOf, Store
from workflow.tasks.corrected_days import corrections
from workflow.tasks.filters import promised
from workflow.tasks.holding import Held, held
from workflow.tasks.kept_days import handed_with, moves_of

CLOSING = frozenset(move.name for move in ROWS if move.to is not None and move.to.closed)
_PLACES, _STAGES = OneOf(list(owners())), OneOf([str(stage) for stage in Stage])
# What is counted -> how the list calls it, and what is asked besides. Of the many each place and stage is named, as
# an index has the days of one in a row; how late they were is a range, lest an index of all places seem as good.
_ASKED: dict[str, tuple[str, dict[str, Any]]] = {
    "due": ("jatuh-tempo", {"region": _PLACES, "stage": _STAGES}),
    "kept": ("ditepati", {"region": _PLACES, "late_days": Below(1)}),
    "left_out": ("tidak-dihitung", {}),
}


@dataclass
class Promises:
    """Of one region."""

    due: int = 0
    kept: int = 0
    left_out: int = 0


def first_of_year(day: str) -> str:
    return f"{day[:4]}-01-01"


def promises(store: Store, day: str) -> dict[str, Promises]:
    """Region -> its promises, with today's knowledge."""
    found: dict[str, Promises] = {}
    for name, (which, more) in _ASKED.items():
        where = {**promised(which, first_of_year(day), day), **more}
        for (region,), number in store.tally("task", by=("region",), **where).items():
            setattr(found.setdefault(region, Promises()), name, number)
    return found


def histories(store: Store, until: datetime) -> Iterator[tuple[Task, Held]]:
    """Every task that there was, and how it stood at that moment."""
    corrected = corrections(store)
    for task in store.each(Task):
        if "damaged" not in task:
            then = held(handed_with(task), moves_of(store, task), until, corrected)
            if then.holdings:
                yield task, then


def known_promises(store: Store, day: str, until: datetime) -> dict[str, Promises]:
    """The same as it was known at that moment."""
    found: dict[str, Promises] = {}
    for task, then in histories(store, until):
        deadline = then.deadline.isoformat() if then.deadline else ""
        if first_of_year(day) <= deadline <= day:
            _add(found.setdefault(task["region"], Promises()), then, day)
    return found


def _add(own: Promises, then: Held, day: str) -> None:
    if then.holdings[-1].move in CLOSING:
        own.left_out += 1
        return
    own.due += 1
    own.kept += bool(then.finished_on and then.finished_on.isoformat() <= day and not then.late_days)
