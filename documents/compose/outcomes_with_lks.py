"""The outcomes that institutions (LKS) carry out or help with: how many they are, and how many have done it by a day.

Of an outcome that each LKS has to do ("Setiap LKS …") those on the lists of its tasks are counted, and their ticks; of
any other those whom the plans name, and whether the task is implemented. For whom something is done does nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.indicator.involved import COUNTED
from workflow.machine.stages import Stage
from workflow.rakor.noun_titles import of_outcome
from workflow.records import LksRole, Rakor, Task
from workflow.store import OneOf, Store


@dataclass(frozen=True)
class Involved:
    """``done`` of ``of`` have done it; ``doers`` carry it out, ``partners`` help. ``each``: it is counted by ticks."""

    no: int
    title: str
    doers: int
    partners: int
    done: int
    of: int
    each: bool


def involved(store: Store, day: str) -> list[Involved]:
    """In the order of rakor and outcomes, by what was done until ``day`` (ISO)."""
    outcomes: dict[tuple[int, int, str], list[Task]] = {}
    for task in _tasks(store):
        outcomes.setdefault((task["rakor"], task["no"], task["outcome"]), []).append(task)
    found = (_of(store, outcomes[key], day) for key in sorted(outcomes))
    return [one for one in found if one.of]


def _tasks(store: Store) -> Iterator[Task]:
    """Those that count and name somebody, or have a list."""
    ids = {task for (task,) in store.tally("lks_role", by=("task",), role=OneOf(COUNTED))}
    for rakor in store.each(Rakor):
        uids = [outcome["uid"] for outcome in rakor.get("outcomes", ()) if outcome.get("per_lks")]
        ids |= {task["id"] for task in (store.find(Task, outcome=OneOf(uids)) if uids else ())}
    for task in store.several(Task, sorted(ids)).values():
        if "damaged" not in task and not task["cancelled"]:
            yield task


def _of(store: Store, tasks: list[Task], day: str) -> Involved:
    counts = [_counted(store, task, day) for task in tasks]
    doers, partners, done, of = (sum(numbers) for numbers in zip(*counts, strict=True))
    each = any(task.get("per_lks") for task in tasks)
    return Involved(tasks[0]["no"], _title(store, tasks[0]), doers, partners, done, of, each)


def _title(store: Store, task: Task) -> str:
    """As papers call the outcome; it is told of all who got it."""
    rakor = store.get(Rakor, task["rakor"])
    outcomes = rakor.get("outcomes", ()) if rakor else ()
    outcome = next((one for one in outcomes if one["uid"] == task["outcome"]), None)
    return of_outcome(outcome) if outcome else task["title"]


def _counted(store: Store, task: Task, day: str) -> tuple[int, int, int, int]:
    """Doers, partners, how many have done it, of how many. On a list, whoever has ended counts only where it had done
    it, as on the task's own page."""
    roles = [row["role"] for row in store.find(LksRole, task=task["id"], role=OneOf(COUNTED))]
    partners = roles.count("mitra")
    if task.get("per_lks"):
        days = [one["done"] for one in task["lks_list"] if one["done"] or not one["ended"]]
        return len(days), partners, sum("" < done <= day for done in days), len(days)
    implemented = task["stage"] == Stage.IMPLEMENTED and "" < task["implemented_on"] <= day
    return len(roles) - partners, partners, len(roles) * implemented, len(roles)
