"""Whose part of the store a move writes: what it makes others wait for, where several servers share one database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from workflow.machine.actions import UNDO, Action
from workflow.papers import issuing
from workflow.records import Task
from workflow.regions import PROVINCE
from workflow.roles import Actor, Role
from workflow.store import Store, scopes
from workflow.tasks.undo import whole_group

ALONE = ("grant_transfer",)  # what opens a task in a region that only its form names


def of_move(store: Store, actor: Actor, action: Action, tasks: Iterable[int]) -> list[str]:
    """The regions of its tasks, of those that it moves along, and of the province where that decides: its papers have
    numbers of its own register. None, and so alone in the store, where that cannot be told before."""
    wanted = set(tasks)
    found = store.several(Task, wanted)
    if action.name in ALONE or len(found) < len(wanted):
        return []
    regions = {PROVINCE} if actor.role is Role.DINSOS else set()
    for task in found.values():
        regions |= {task["region"], *_along(store, action, task)}
    return [scopes.region(one) for one in sorted(regions)]


def brought_along(store: Store, action: Action, task: Mapping[str, Any]) -> list[int]:
    """The ids of all tasks that go where this one goes, itself among them: a paper is revoked as a whole, and a move
    undone as a whole. Empty where it goes alone."""
    if action.name == "revoke_report":
        return issuing.tasks_of(issuing.valid_report(store, task) or {"task": 0})
    return whole_group(store, task) if action.name.startswith(UNDO) and task.get("undo_group") else []


def _along(store: Store, action: Action, task: Mapping[str, Any]) -> Iterator[str]:
    """The regions of those that are brought along, of the task that a task of the province helps, and of those that go
    back when its last move is taken back."""
    undo = task.get("undo") or {"others": []}
    others = [one["id"] for one in undo["others"] if one["kind"] == "task"]
    for id in (task.get("helps_task"), *others, *brought_along(store, action, task)):
        if id and (other := store.get(Task, id)):
            yield other["region"]
