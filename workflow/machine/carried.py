"""What every task carries besides its stage, and what one of an earlier version carries instead."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from workflow.machine.stages import situation_of
from workflow.records.asked import WaysOut
from workflow.records.followed import WithLks

EMPTY: WaysOut = {
    "matter": "", "closed": "", "request": None, "request_kind": "", "requests": [], "claim": None, "claims": 0,
    "help": None, "helps": [], "helps_task": 0, "moved_to": 0, "moved_from": 0, "authors": [], "doers": [],
    "deadline_given": "", "deadline_proposed": "", "deadline_first": "", "deadlines": [], "reports": 0,
    "declined": 0, "decline": None, "turned_down": 0, "returns": 0, "fresh": True, "notes_before": 0,
    "closing_papers": [], "undo": None,
    "undo_group": "", "undone": [],
}  # fmt: skip


def carried(task: Mapping[str, Any]) -> dict[str, Any]:
    """The task with every field, as one of today has them; one of an earlier version says no matter."""
    here = situation_of(task)
    none = {**copy.deepcopy(EMPTY), **new_lists()}
    return {**none, **task, "matter": str(here.matter), "closed": str(here.closed)}


def new_lists() -> WithLks:
    """Of a task that names no institution."""
    return {"lks": [], "lks_list": []}


def new_ways_out() -> WaysOut:
    return copy.deepcopy(EMPTY)


def notes(task: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The records of progress that count: those that were not struck out."""
    return [note for note in task["progress"] if not note.get("struck")]
