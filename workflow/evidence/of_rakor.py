"""The evidence of a whole rakor, as far as somebody may see it: for its ZIP, whose size is told beforehand."""

from __future__ import annotations

from workflow.permissions import scope
from workflow.roles import Actor
from workflow.store import OneOf, Record, Store

AT_ONCE = 500  # tasks whose evidence is asked for in one question


def evidence_of(store: Store, actor: Actor, rakor_id: int) -> list[Record]:
    """What counts and still has its file, in the order of its tasks."""
    tasks = [task["id"] for task in store.find("task", rakor=rakor_id, order="region", **scope(actor))]
    found: list[Record] = []
    for at in range(0, len(tasks), AT_ONCE):
        found += store.find("evidence", task=OneOf(tasks[at : at + AT_ONCE]))
    place = {task: n for n, task in enumerate(tasks)}
    kept = [piece for piece in found if not piece["dropped"] and not piece.get("removed")]
    return sorted(kept, key=lambda piece: (place[piece["task"]], piece["id"]))
