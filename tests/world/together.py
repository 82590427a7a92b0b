"""Three tasks of a rakor that wait for Sekdis, and their approval together."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from tests.world.arranged import CHAIR, DINSOS, OUTCOME, RAKOR, SEKDIS, do
from tests.world.instance import START
from workflow.rakor.recording import hand_over, record_rakor, save_outcome
from workflow.roles import Actor
from workflow.store import Record
from workflow.tasks.operations import move_together

LATER = START + timedelta(days=1)
TITLES = ("Susun rencana kerja", "Gelar rapat koordinasi", "Tanda tangani kesepakatan")
REPORT = {"number": "", "addressee": "Bupati Bireuen"}


def waiting(tuntas: SimpleNamespace, region: str = "11.11", chair: Actor = CHAIR) -> list[Record]:
    """Three tasks of one rakor, all of them waiting for Sekdis."""
    rakor = record_rakor(tuntas.store, DINSOS, RAKOR, at=START)
    tasks = []
    for title in TITLES:
        outcome = {**OUTCOME, "title": title}
        rakor, uid = save_outcome(tuntas.store, DINSOS, rakor["id"], "", outcome, version=rakor["version"], at=START)
        (task,) = hand_over(tuntas.store, DINSOS, rakor["id"], uid, [region], at=START)
        tasks.append(do(tuntas, task, "submit", chair, START))
    return tasks


def versions(tasks: list[Record]) -> dict[int, int]:
    return {task["id"]: task["version"] for task in tasks}


def report(tuntas: SimpleNamespace, tasks: list[Record], actor: Actor = SEKDIS, **data: Any) -> list[Record]:
    return move_together(tuntas.store, tuntas.publisher, actor, versions(tasks), "report", {**REPORT, **data}, at=LATER)
