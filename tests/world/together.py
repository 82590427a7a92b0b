"""Three tasks of a rakor that wait for Sekdis, and their approval together."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

from tests.world.arranged import CHAIR, DINSOS, OUTCOME, RAKOR, SEKDIS, do
from tests.world.instance import START
from tests.world.saying_yes import done
from workflow.rakor.recording import hand_over, record_rakor, save_outcome
from workflow.roles import Actor
from workflow.store import Record
from workflow.tasks.operations import move_together

LATER = START + timedelta(days=1)
TITLES = ("Susun rencana kerja", "Gelar rapat koordinasi", "Tanda tangani kesepakatan")
REPORT = {"number": "", "addressee": "Bupati Bireuen"}


def waiting(tuntas: SimpleNamespace, region: str = "11.11", chair: Actor = CHAIR) -> list[Record]:
    """Three tasks of one rakor, all of them waiting for Sekdis."""
    rakor = done(lambda yes: record_rakor(tuntas.store, DINSOS, {**RAKOR, **yes}, at=START))
    tasks = []
    for title in TITLES:
        outcome = {**OUTCOME, "title": title}
        rakor, uid = done(partial(_added, tuntas, rakor, outcome))
        (task,) = hand_over(tuntas.store, DINSOS, rakor["id"], uid, [region], at=START)
        tasks.append(do(tuntas, task, "submit", chair, START))
    return tasks


def _added(tuntas: SimpleNamespace, rakor: Record, outcome: dict[str, Any], yes: dict[str, Any]) -> tuple[Record, str]:
    version = rakor["version"]
    return save_outcome(tuntas.store, DINSOS, rakor["id"], "", {**outcome, **yes}, version=version, at=START)


def versions(tasks: list[Record]) -> dict[int, int]:
    return {task["id"]: task["version"] for task in tasks}


def report(tuntas: SimpleNamespace, tasks: list[Record], actor: Actor = SEKDIS, **data: Any) -> list[Record]:
    return move_together(tuntas.store, tuntas.publisher, actor, versions(tasks), "report", {**REPORT, **data}, at=LATER)
