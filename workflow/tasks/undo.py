"""Taking back at once: what a move leaves behind so that whoever made it can undo it, and the undoing itself.

Stage, waits and every field go back to what they were, for all clocks the move and its undoing never were. Numbers,
events, files and reasons stay: papers are withdrawn, new tasks cancelled.
"""

from __future__ import annotations

import copy
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from workflow.audit import chain
from workflow.clock import moment, stamp
from workflow.errors import WrongStage
from workflow.lks import task_roles
from workflow.machine import time_allowed
from workflow.machine.actions import Action
from workflow.machine.stages import Closed
from workflow.papers import issuing, wording
from workflow.records import Task
from workflow.records.asked import Undo
from workflow.roles import Actor
from workflow.store import Record, Store
from workflow.tasks import kept_days
from workflow.tasks.corrected_days import corrections
from workflow.tasks.holding import Moved
from workflow.tasks.searching import search_text
from workflow.tasks.step import Move

WHY = "diurungkan"
OF = "/"  # in the name of a group, before how many tasks it has
KEPT = ("id", "kind", "version", "schema", "undo", "undo_group", "undone")


def group_of(tasks: int) -> str:
    """A new name for the tasks of one move; it says how many they are, for those that went on are in it no more."""
    return f"{secrets.token_hex(8)}{OF}{tasks}"


def whole_group(store: Store, task: Mapping[str, Any]) -> list[int]:
    """The ids of all tasks of the move by which ``task`` came here, as far as none has gone on."""
    return [one["id"] for one in store.find("task", undo_group=task["undo_group"])]


def barred(store: Store, actor: Actor, task: Mapping[str, Any]) -> str:
    """Why the last move is not taken back, although it is the actor's and there is time: what happened since. "" when
    nothing did."""
    undo, size = task["undo"], int(task["undo_group"].partition(OF)[2] or 0)
    if size and len(whole_group(store, task)) < size:
        return "Salah satu tugas dari langkah yang sama sudah maju, jadi tidak dapat diurungkan lagi."
    if any(issuing.fetched_by(store, document) - {actor.id} for document in undo["documents"]):
        return "Naskahnya sudah diambil orang lain, jadi tidak dapat diurungkan lagi."
    for other in undo["others"]:
        record = store.get(other["kind"], other["id"])
        if record is None or record["version"] != other["version"]:
            return "Sudah ada langkah lain sesudahnya, jadi tidak dapat diurungkan lagi."
    return ""


def undo_of(
    store: Store, action: Action, actor: Actor, at: datetime, before: Mapping[str, Any] | None = None
) -> Undo | None:
    """What a task remembers of a move that can be taken back; without ``before`` the move has made the task. None where
    the admin lets nothing be taken back."""
    minutes = time_allowed.times(store)[time_allowed.UNDO]
    if not minutes:
        return None
    fields = {name: copy.deepcopy(value) for name, value in (before or {}).items()}
    return {
        "move": action.name, "by": actor.id, "until": stamp(at + timedelta(minutes=minutes)), "before": fields,
        "others": [], "documents": [],
    }  # fmt: skip


def remember(step: Move, before: Mapping[str, Any], group: str, documents: list[int]) -> None:
    """Notes on the task what its move changed, or that it can no longer be taken back. What was corrected meanwhile of
    its outcome stays so."""
    earlier = {name: value for name, value in before.items() if name not in KEPT and step.task.get(name) != value}
    undo = undo_of(step.store, step.action, step.actor, step.at, earlier) if step.action.undo else None
    if undo is None:
        step.task |= {"undo": None, "undo_group": ""}
        return
    made: list[dict[str, Any]] = [
        {"kind": "task", "id": task["id"], "version": task["version"], "before": {}} for task in step.made
    ]
    undo |= {"others": [*step.others, *made], "documents": documents}
    step.task |= {"undo": undo, "undo_group": group}


def undo(step: Move) -> None:
    """Puts everything back; raises ``WrongStage`` when somebody has gone on from there or fetched a paper."""
    undo = cast(Undo, step.task["undo"])
    if closed := barred(step.store, step.actor, step.task):
        raise WrongStage(closed, step.task)
    for document in undo["documents"]:
        issuing.withdraw_one(step.store, document, WHY, step.at)
    for other in undo["others"]:
        _put_back(step, other)
    step.task["undone"] = [*step.task["undone"], undo["move"]]
    if undo["before"]:
        cast(dict[str, Any], step.task).update(undo["before"])
        step.task["search"] = search_text(step.store, step.task)
    else:
        step.task |= {"cancelled": True, "open": False, "closed": str(Closed.CANCELLED)}
    step.fields["documents"] = undo["documents"]


def words_undone(store: Store, tasks: Sequence[Mapping[str, Any]], kinds: Sequence[str]) -> dict[str, str]:
    """What was typed for the papers of these tasks that were taken back at once, as a form sends it: box -> text.

    Nothing of a kind of which a later paper was issued, or whose paper was about other tasks.
    """
    found: dict[str, str] = {}
    for kind in kinds:
        newest = next((one for one in issuing.of_task(store, tasks[0]) if one["type"] == kind), None)
        if newest is None or newest["status"] != issuing.WITHDRAWN or newest["reason"] != WHY:
            continue
        if set(issuing.tasks_of(newest)) == {task["id"] for task in tasks}:
            found |= {wording.field_of(part): text for part, text in newest.get("wording", {}).items()}
    return found


def _put_back(step: Move, other: Mapping[str, Any]) -> None:
    record = cast(Record, step.store.get(other["kind"], other["id"]))
    if other["kind"] != "task":
        step.store.save({**record, **other["before"]})
        return
    task = cast(Task, record)
    name = "hand_over" if not other["before"] else "answer_help"
    if other["before"]:
        cast(dict[str, Any], task).update(other["before"])
    else:
        task |= {"cancelled": True, "open": False, "closed": str(Closed.CANCELLED)}
    count(step.store, step.actor, task, f"undo_{name}", step.at, {"documents": []})


def count(
    store: Store, actor: Actor, task: Task, name: str, at: datetime, fields: Mapping[str, Any] | None = None
) -> Task:
    """Saves a task that another one's move has moved along, with its days and its event."""
    told = dict(fields or {})
    when = moment(chain.time_of_next(store, task["region"], at))
    moved = Moved(when, name, told.get("deadline_in_force", ""))
    kept_days.keep(task, [*kept_days.moves_of(store, task), moved], corrections(store))
    saved: Task = store.save(task)
    task_roles.keep_roles(store, saved)
    chain.append(store, actor, name, at, told, chain=task["region"], task=task["id"], rakor=task["rakor"])
    return saved
