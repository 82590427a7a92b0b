"""The narrow rows by which the tasks that name an LKS are counted (``LksRole``), in step with what the tasks say.

They are made anew in the save of each move, and when two records become one or are two again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from workflow.lks import sort_texts
from workflow.lks.register import by_uids
from workflow.machine.stages import Stage
from workflow.records import SCHEMA, LksRole, Task
from workflow.store import Store


def tasks_of(store: Store, lks_id: int) -> set[int]:
    """The ids of the tasks that name it."""
    return {row["task"] for row in store.find(LksRole, lks=lks_id)}


def named_as(store: Store, lks: Mapping[str, Any]) -> dict[int, str]:
    """The id of each task of its own region that names it -> as what ("mitra, pelaksana" where two that became one were
    named), the newest first. What one of another region did that was merged into it stays there."""
    found: dict[int, list[str]] = {}
    for row in store.find(LksRole, lks=lks["id"], region=lks["region"], order="-id"):
        found.setdefault(row["task"], []).append(row["role"])
    return {task: ", ".join(sorted(roles)) for task, roles in found.items()}


def follow(store: Store, tasks: Iterable[int]) -> None:
    """To be called when uids mean other records than before, within that transaction."""
    for task in store.several(Task, sorted(tasks)).values():
        if "damaged" not in task:
            keep_roles(store, task)


def keep_roles(store: Store, task: Task) -> None:
    """Puts the rows of what the task says now in the place of those of before; to be called in the transaction that
    saves it. What is as it was is not written again."""
    wanted, changed = _rows(store, task), set()
    for row in store.find(LksRole, task=task["id"]):
        same = {name: row[name] for name in ("lks", "role", "region", "implemented")}
        if same in wanted:
            wanted.remove(same)
        else:
            store.delete("lks_role", row["id"])
            changed.add(row["lks"])
    for new in wanted:
        store.insert("lks_role", {"schema": SCHEMA["lks_role"], "task": task["id"], **new})
        changed.add(new["lks"])
    sort_texts.follow_tasks(store, sorted(changed))


def _rows(store: Store, task: Task) -> list[dict[str, Any]]:
    """None of a task that counts no more. Two that were merged into one are one, as long as they have one role."""
    if task["cancelled"]:
        return []
    done = task["implemented_on"] if task["stage"] == Stage.IMPLEMENTED else ""
    found: list[dict[str, Any]] = []
    meant = by_uids(store, (one["uid"] for one in task.get("lks", [])))
    for one in task.get("lks", []):
        if lks := meant.get(one["uid"]):
            row = {"lks": lks["id"], "role": one["role"], "region": task["region"], "implemented": done}
            found += [row] if row not in found else []
    return found
