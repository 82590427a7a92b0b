"""Photos that were sent apart from the form: their file names or captions say by the short code of which task.

Nobody is told of a task of others; what can take no evidence just now is said, and nothing of it is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workflow.evidence.counted import current_evidence
from workflow.machine.actions import ACTIONS
from workflow.machine.permissions import may_see
from workflow.roles import Actor
from workflow.store import Record, Store
from workflow.tasks import operations
from workflow.tasks.short_codes import named_in, short_code

OPEN = "diperiksa"  # the state of a form that waits to be checked
HOW = "Beri nama foto atau keterangannya dengan kode tugas, misalnya “T115 kegiatan”."


def placed(
    store: Store, actor: Actor, travel: Mapping[str, Any]
) -> tuple[list[tuple[Record, dict[str, Any]]], list[str]]:
    """Each photo with its task, in their order; a sentence for each that has none or cannot be added now."""
    found, left_out = [], [*travel.get("refused", ())]
    for photo in travel.get("photos", ()):
        task, why = _task_of(store, actor, photo)
        if task:
            found.append((task, dict(photo)))
        else:
            left_out.append(f"{photo['name']} {why}")
    return found, left_out


def _task_of(store: Store, actor: Actor, photo: Mapping[str, Any]) -> tuple[Record | None, str]:
    """The name comes before the caption, which is one for all."""
    number = named_in(photo["name"]) or named_in(photo["caption"])
    if not number:
        return None, f"tidak menyebut kode tugas, jadi tidak ikut. {HOW}"
    code, task = short_code(number), store.get("task", number)
    if task is None or not may_see(actor, task):
        return None, f"tidak ikut: {code} tidak dikenal di sini."
    if not ACTIONS["progress"].starts_at(task):
        return None, f"tidak dapat menjadi bukti {code} sekarang: {operations.situation(task)}."
    if any(piece["sha256"] == photo["sha256"] for piece in current_evidence(store, number)):
        return None, f"sudah menjadi bukti {code}, jadi tidak dicatat dua kali."
    return task, ""


def waiting(store: Store) -> Iterator[str]:
    """The SHA-256 of the photos of every form that is still being checked."""
    for travel in store.find("travel", state=OPEN):
        yield from (photo["sha256"] for photo in travel.get("photos", ()))
