"""What lists and counts need of ``holding``, kept with each task: computed anew in the same save as each of its moves.

So a list asks an index who is late, and a page adds the days since the last move without reading what happened before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from workflow.clock import moment, stamp
from workflow.machine.actions import ACTIONS, UNDO
from workflow.machine.carried import carried
from workflow.machine.stages import (
    ASKED,
    CANCELLED,
    CLAIMED,
    COUNTER_TASK,
    DECLINED,
    DRAFT,
    HELP,
    IMPLEMENTED,
    IMPOSSIBLE,
    MOVED,
    PLANNED,
    REPORTED,
    SUPPORTED,
    situation_of,
)
from workflow.records import Task
from workflow.records.followed import MoveElsewhere, TimeHeld
from workflow.store import OneOf, Store, once_per_instance
from workflow.tasks.corrected_days import corrections
from workflow.tasks.desk_kinds import box_of
from workflow.tasks.holding import HOLDER_AFTER, OWN, Held, Holder, Moved, held
from workflow.tasks.working_days import AS_IN_TABLE, Corrections, last_day_within, working_days

HANDING = (*HOLDER_AFTER, *(UNDO + move for move in HOLDER_AFTER))
KEPT = "days/2"  # the setting that says so: every task has its days, its desk and its matter
# What is kept of a task whose rakor is closed: it is late nowhere and on nobody's desk.
RESTING = {"late_after": "", "limit_until": "", "desk": "", "desk_kind": ""}
# The move by which a task got where it stands, when nothing else is known of how it came there.
ARRIVED = {
    DRAFT: "hand_over", PLANNED: "submit", DECLINED: "decline", REPORTED: "report", CLAIMED: "claim",
    ASKED: "ask_change", SUPPORTED: "support_change", HELP: "ask_help", COUNTER_TASK: "take_help",
    IMPLEMENTED: "verify", CANCELLED: "cancel", MOVED: "grant_transfer", IMPOSSIBLE: "grant_impossible",
}  # fmt: skip


def moves_of(store: Store, task: Mapping[str, Any]) -> list[Moved]:
    """Every move that handed the task on, in order, those of another Tuntas included; read from its events."""
    events = store.find("event", task=task["id"], name=OneOf(HANDING))
    told = [moved(event) for event in events if "damaged" not in event]
    if told and told[0].name == "hand_over":
        return told
    came = task.get("origin", {}).get("moves") or [_arrival(store, task, told)]
    return [*(Moved(moment(one["at"]), one["name"], one.get("deadline", "")) for one in came), *told]


def moved(event: Mapping[str, Any]) -> Moved:
    """The move of an event, with the deadline that it put in force."""
    return Moved(moment(event["at"]), event["name"], event["fields"].get("deadline_in_force", ""))


def _arrival(store: Store, task: Mapping[str, Any], told: Sequence[Moved]) -> MoveElsewhere:
    """Where a task stood when it came, if nothing is told of its way there: it was taken by an earlier version."""
    if not told:
        return {"at": task["since"], "name": arrived(task)}
    first = ACTIONS[told[0].name].starts[0]
    came = store.first("event", task=task["id"], name="rakor_imported")
    at = came["at"] if came else stamp(told[0].at)
    return {"at": at, "name": ARRIVED[first]}


def arrived(task: Mapping[str, Any]) -> str:
    """The move by which it stands where it stands."""
    return ARRIVED[situation_of(task)]


def leads_to(move: str, task: Mapping[str, Any]) -> bool:
    """Whether a task can stand where it stands with this as its last move."""
    return HOLDER_AFTER[move] is HOLDER_AFTER[arrived(task)]


def keep(task: Task, moves: Sequence[Moved], corrected: Corrections = AS_IN_TABLE) -> None:
    """Writes into the task what its moves say; to be called in the transaction that saves it, with the ``corrections``
    of the store."""
    found = held(handed_with(task), moves, moves[-1].at, corrected).as_handed
    kept = {**_kept(found), "desk": str(found.desk), "desk_kind": box_of(task, found.desk)}
    cast(dict[str, Any], task).update({**kept, **RESTING} if task.get("resting") else kept)


def handed_with(task: Mapping[str, Any]) -> str:
    """The deadline before any decision moved it."""
    return str(task["deadline_first"] if task.get("deadlines") else task["deadline"])


def held_with(store: Store, task: Mapping[str, Any], move: str, at: datetime) -> Held:
    """Who held the task until the move that is being made, whose event is not told yet."""
    made = moves_of(store, task)
    now = max(at, made[-1].at)
    return held(handed_with(task), [*made, Moved(now, move)], now, corrections(store))


def _kept(found: Held) -> TimeHeld:
    return {
        "holder": str(found.holder), "held_since": found.today.isoformat(),
        "days": {str(one): days for one, days in found.split.items()}, "late_days": found.late_days,
        "late_kept": found.late_kept, "late_after": _late_after(found), "limit_until": _limit_until(found),
        "finished_on": found.finished_on.isoformat() if found.finished_on else "",
    }  # fmt: skip


def _late_after(found: Held) -> str:
    if found.holder not in OWN or found.deadline is None:
        return ""
    after = found.today - timedelta(days=1) if found.late_days else max(found.today, found.deadline)
    return after.isoformat()


def _limit_until(found: Held) -> str:
    reviewer = found.reviewer
    return last_day_within(reviewer.since, reviewer.limit, found.corrected).isoformat() if reviewer else ""


def late_now(task: Mapping[str, Any], today: str) -> bool:
    """Whether the kabupaten/kota holds the task and is behind its deadline on the day ``today`` (ISO)."""
    return bool("" < task.get("late_after", "") < today)


def late_days(task: Mapping[str, Any], today: str) -> int:
    """The kabupaten's own days behind the deadline in force, until ``today``."""
    days: int = task.get("late_days", 0)
    if not late_now(task, today):
        return days
    return days + _days(max(task.get("held_since", today), task["deadline"]), today)


def split(task: Mapping[str, Any], today: str) -> dict[Holder, int]:
    """Days of every holder until ``today``; together the task's age."""
    found = {one: task.get("days", {}).get(one, 0) for one in list(Holder)[:-1]}
    if holder := Holder(task.get("holder", "")):
        found[holder] += max(0, _days(task.get("held_since", today), today))
    return found


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def over_limit(task: Mapping[str, Any], today: str, corrected: Corrections = AS_IN_TABLE) -> int:
    """How many working days its reviewer is beyond his limit."""
    until = task.get("limit_until", "")
    if not "" < until < today:
        return 0
    return working_days(date.fromisoformat(until), date.fromisoformat(today), corrected)


@dataclass(frozen=True)
class Difference:
    """What a task had kept, and what its events say."""

    task: int
    field: str
    kept: Any
    found: Any


def keep_at_start(store: Store) -> None:
    """Once per instance: computes the days of the tasks of earlier versions from their events."""
    once_per_instance(store, KEPT, _keep_of_each)


def _keep_of_each(store: Store) -> None:
    for task in store.each(Task):
        if "damaged" not in task:
            cast(dict[str, Any], task).update(carried(task))
            _keep_origin(store, task)
            keep(task, moves_of(store, task), corrections(store))
            store.save(task)


def _keep_origin(store: Store, task: Task) -> None:
    """So that how it came is known for ever, also after its next move."""
    if "origin" in task and "moves" not in task["origin"]:
        first = moves_of(store, task)[0]
        task["origin"]["moves"] = [{"at": stamp(first.at), "name": first.name}]


def recompute(store: Store) -> Iterator[Difference]:
    """Computes the days of every task anew from its events, saves what had been kept otherwise, and tells it."""
    for id in [task["id"] for task in store.each(Task)]:
        with store.transaction():
            found = _recomputed(store, id)
        yield from found


def recompute_limits(store: Store) -> None:
    """Computes anew until when each reviewer has time; in the transaction that corrects the table or sets a limit."""
    corrected = corrections(store)
    for task in store.each(Task, cancelled=False, open=True):
        if "damaged" not in task and task.get("limit_until"):
            until = task["limit_until"]
            keep(task, moves_of(store, task), corrected)
            if task["limit_until"] != until:
                store.save(task)


def _recomputed(store: Store, id: int) -> list[Difference]:
    task = store.get(Task, id)
    if task is None or "damaged" in task:
        return []
    before: dict[str, Any] = dict(task)
    keep(task, moves_of(store, task), corrections(store))
    changed = {name: value for name, value in task.items() if before.get(name) != value}
    if changed:
        store.save(task)
    return [Difference(id, name, before.get(name), value) for name, value in changed.items()]
