"""The tick list of LKS in the form of a record of progress: whom to tick, with day, evidence and words where it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request

from workflow.evidence.counted import current_evidence
from workflow.records import Evidence, Task
from workflow.store import Record
from workflow.tasks import per_lks
from workflow.web.current import store, today

TICK = "tick"  # the checkboxes; the other fields have the key behind their name
PARTS = ("date", "where", "evidence")


@dataclass(frozen=True)
class Line:
    """One that can be ticked, with what was sent of it; ``new`` when it would come on the list with that."""

    key: str
    name: str
    ticked: bool
    typed: Mapping[str, str]
    new: bool


@dataclass(frozen=True)
class Shown:
    """``task`` tells who has done it and who has ended; ``evidence`` of it can be named with a tick."""

    task: Task
    lines: list[Line]
    evidence: list[Evidence]
    error: str


def typed() -> dict[str, dict[str, str]]:
    """Key -> what was typed beside its tick. What was typed without one comes along, with ``ticked`` "": it is asked
    about, not lost."""
    ticked, start = request.form.getlist(TICK), f"{TICK}_where-"
    spoken = [
        name.removeprefix(start) for name, text in request.form.items() if name.startswith(start) and text.strip()
    ]
    without = {key: {**_beside(key), "ticked": ""} for key in spoken if key not in ticked}
    return {key: _beside(key) for key in ticked} | without


def along() -> dict[str, Any]:
    """The same as fields, for a page in between that sends them on."""
    said = {f"{TICK}_{part}-{key}": all_[part] for key, all_ in typed().items() for part in PARTS}
    return {TICK: request.form.getlist(TICK), **said}


def shown(task: Record, refused: Mapping[str, str]) -> Shown:
    """Those that are still open, and behind them those of the register that are not on the list."""
    ticked, fresh = request.form.getlist(TICK), per_lks.as_of(store, task, today())
    rows = per_lks.open_lines(store, task, today())
    lines = [Line(key, name, key in ticked, _beside(key), not listed) for key, name, listed in rows]
    return Shown(fresh, lines, current_evidence(store, task["id"]), refused.get("ticks", ""))


def _beside(key: str) -> dict[str, str]:
    return {part: request.form.get(f"{TICK}_{part}-{key}", "") for part in PARTS}
