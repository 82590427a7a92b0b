"""Whose part of the store a move writes: what it makes others wait for, where several servers share one database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from workflow.machine.actions import Action
from workflow.records import Task
from workflow.regions import PROVINCE
from workflow.roles import Actor, Role
from workflow.store import Store, scopes

ALONE = ("grant_transfer",)  # what opens a task in a region that only its form names


def of_move(store: Store, actor: Actor, action: Action, tasks: Iterable[int]) -> list[str]:
    """The regions of its tasks, of those that it moves along, and of the province where that decides: its papers have
    numbers of its own register. None, and so alone in the store, where that cannot be told before."""
    found = [store.get(Task, one) for one in tasks]
    if action.name in ALONE or not all(found):
        return []
    regions = {PROVINCE} if actor.role is Role.DINSOS else set()
    for task in found:
        regions |= {task["region"], *_along(store, task)} if task else set()
    return [scopes.region(one) for one in sorted(regions)]


def _along(store: Store, task: Mapping[str, Any]) -> Iterator[str]:
    """Of the task that a task of the province helps, and of those that go back when its last move is taken back."""
    undo = task.get("undo") or {"others": []}
    others = [one["id"] for one in undo["others"] if one["kind"] == "task"]
    for id in (task.get("helps_task"), *others):
        if id and (other := store.get(Task, id)):
            yield other["region"]
