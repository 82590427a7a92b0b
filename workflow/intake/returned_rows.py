"""Rows of our own list of tasks that came back: which task each means, or why none.

A code alone is no proof: in another Tuntas the same number is another task. So the row must also say the outcome and
the kabupaten/kota of the task here. A task of others is as unknown as one that is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from workflow.machine.permissions import may_see
from workflow.roles import Actor
from workflow.store import Record, Store
from workflow.tasks.short_codes import short_code
from workflow.text import listed, words_of

NO_CODE = "tanpa Kode tugas. Tugas baru hanya dibagikan oleh Dinas Sosial Aceh."
STRANGE = "Kode tugasnya tidak dikenal di sini."
OTHER = "butir hasil atau wilayahnya lain daripada tugas berkode itu di sini."
TWICE = "Kode tugasnya sudah ada pada baris sebelumnya."
MOST_PLACES = 5


def is_row(card: Mapping[str, Any]) -> bool:
    """Whether a card is a row of the list, not one of a form."""
    return "outcome" in card


def task_of(store: Store, actor: Actor, row: Mapping[str, Any], seen: set[int]) -> tuple[Record | None, str]:
    """The task of a row, or why it has none. ``seen`` are the tasks of the rows before it."""
    if not row["task"]:
        return None, NO_CODE
    task = store.get("task", row["task"])
    if task is None or not may_see(actor, task):
        return None, STRANGE
    if words_of(task["outcome_text"]) != words_of(row["outcome"]) or row["region"] not in ("", task["region"]):
        return None, OTHER
    if task["id"] in seen:
        return None, TWICE
    seen.add(task["id"])
    return task, ""


def told(left_out: Iterable[tuple[Mapping[str, Any], str]]) -> list[str]:
    """A sentence for each reason, with the rows that it holds for."""
    places: dict[str, list[str]] = {}
    for row, why in left_out:
        code = f" ({short_code(row['task'])})" if row["task"] else ""
        places.setdefault(why, []).append(f"{row['place']}{code}")
    return [f"Diabaikan: {_some(rows)}, {why}" for why, rows in places.items()]


def _some(places: list[str]) -> str:
    more = len(places) - MOST_PLACES
    return listed([*places[:MOST_PLACES], f"{more} baris lain"] if more > 0 else places)
