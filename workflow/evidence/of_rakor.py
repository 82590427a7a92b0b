"""The evidence of a whole rakor, as far as somebody may see it: for its ZIP, whose size is told beforehand."""

from __future__ import annotations

from workflow.evidence.counted import evidence_of
from workflow.machine.permissions import scope
from workflow.records import Evidence, Task
from workflow.roles import Actor
from workflow.store import Store


def evidence_of_rakor(store: Store, actor: Actor, rakor_id: int) -> list[Evidence]:
    """What counts, in the order of its tasks."""
    tasks = [task["id"] for task in store.find(Task, rakor=rakor_id, order="region", **scope(actor))]
    place = {task: n for n, task in enumerate(tasks)}
    return sorted(evidence_of(store, tasks), key=lambda piece: (place[piece["task"]], piece["id"]))
