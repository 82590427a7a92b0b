"""That a reviewer has read what waits for him: whoever sent it up sees it on the card, and need not call.

Noted is the first time that somebody of the desk which holds a task opens it, since it came there. A deputy has not
read it for the person: the words say so, and the person's own reading takes the place of it. Nothing is told of how
often or how long.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflow.clock import stamp
from workflow.machine.stages import holder_of
from workflow.records import SCHEMA, Opened
from workflow.roles import Actor, Role
from workflow.store import Store, scopes

SOON = 0.25  # seconds that a reader waits for this to be kept; the next opening notes it, too
REVIEWERS = {Role.SEKDIS: "Sekdis", Role.DINSOS: "Dinas Sosial Aceh"}


def note(store: Store, actor: Actor, task: Mapping[str, Any], *, at: datetime) -> None:
    """To be called when the page of a task, or of its decision, was opened by the actor, who may read it."""
    if actor.role not in REVIEWERS or holder_of(task) is not actor.role:
        return
    if _enough(_row(store, task), actor, task):
        return
    with store.transaction(scopes.region(task["region"]), within=SOON):
        row = _row(store, task)
        if _enough(row, actor, task):
            return
        told = {"since": task["since"], "desk": str(actor.role), "at": stamp(at), "user": actor.id}
        told["deputy"] = actor.deputy
        if row is None:
            store.insert("opened", {"schema": SCHEMA["opened"], "task": task["id"], **told})
        else:
            store.save({**row, **told})


def of_task(store: Store, task: Mapping[str, Any]) -> Opened | None:
    """That the desk which holds the task has read it, since it came there; None while it has not."""
    row = _row(store, task)
    return row if row and _of_now(row, task) else None


def who(opened: Opened) -> str:
    """ "Sekdis", or "pemegang mandat Sekdis"."""
    office = REVIEWERS[Role(opened["desk"])]
    return f"pemegang mandat {office}" if opened["deputy"] else office


def _row(store: Store, task: Mapping[str, Any]) -> Opened | None:
    return next((row for row in store.find(Opened, task=task["id"]) if "damaged" not in row), None)


def _of_now(row: Opened, task: Mapping[str, Any]) -> bool:
    return row["since"] == task["since"] and row["desk"] == holder_of(task)


def _enough(row: Opened | None, actor: Actor, task: Mapping[str, Any]) -> bool:
    return row is not None and _of_now(row, task) and (actor.deputy or not row["deputy"])
