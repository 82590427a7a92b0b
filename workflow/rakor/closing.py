"""A rakor that is over is closed: it leaves desks and choosers, stays readable, and may be opened again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from workflow.audit import chain
from workflow.clock import stamp
from workflow.errors import Invalid, WrongStage
from workflow.machine.stages import SHORTEST_REASON, Stage
from workflow.rakor.fields import MOST_REASON
from workflow.rakor.recording import as_seen
from workflow.records import Rakor, Task
from workflow.roles import Actor
from workflow.store import Store
from workflow.tasks import kept_days
from workflow.tasks.corrected_days import corrections
from workflow.text import Fields


def open_tasks(store: Store, rakor_id: int) -> int:
    """How many of its tasks are not done."""
    return store.count("task", rakor=rakor_id, cancelled=False, open=True)


def close(store: Store, actor: Actor, rakor_id: int, data: Mapping[str, Any], *, version: int, at: datetime) -> Rakor:
    """Closes it; with the ``reason`` while tasks are open. These rest then: nobody moves them, they are late nowhere.

    Raises ``Invalid`` without that reason, ``WrongStage`` when it is closed already.
    """
    with store.transaction():
        rakor, left = as_seen(store, actor, rakor_id, version), open_tasks(store, rakor_id)
        if rakor.get("closed"):
            raise WrongStage("Rakor ini sudah ditutup.", rakor)
        reason = _reason(data, left)
        for task in store.find(Task, rakor=rakor_id, cancelled=False, open=True):
            _keep(store, {**task, "resting": True, "open": False})
        closed = {"at": stamp(at), "by": actor.name, "reason": reason}
        saved = store.save(cast(Rakor, {**rakor, "closed": closed, "closed_at": closed["at"]}))
        told = {"title": saved["title"], "reason": reason, "open": left}
        chain.append(store, actor, "rakor_closed", at, told, rakor=rakor_id)
    return saved


def reopen(store: Store, actor: Actor, rakor_id: int, *, version: int, at: datetime) -> Rakor:
    """Opens it again: its tasks go on where they stood."""
    with store.transaction():
        rakor = as_seen(store, actor, rakor_id, version)
        if not rakor.get("closed"):
            raise Invalid({"closed": "Rakor ini tidak ditutup."})
        for task in store.find(Task, rakor=rakor_id, cancelled=False, open=False):
            if task.get("resting"):
                _keep(store, {**task, "resting": False, "open": task["stage"] != Stage.IMPLEMENTED})
        saved = store.save(cast(Rakor, {**rakor, "closed": None, "closed_at": None}))
        chain.append(store, actor, "rakor_opened", at, {"title": saved["title"]}, rakor=rakor_id)
    return saved


def _keep(store: Store, task: Task) -> None:
    kept_days.keep(task, kept_days.moves_of(store, task), corrections(store))
    store.save(task)


def _reason(data: Mapping[str, Any], left: int) -> str:
    fields = Fields(data)
    reason = fields.paragraph("reason", "alasan", most=MOST_REASON)
    if left and len(reason) < SHORTEST_REASON:
        said = f"{left} tugas belum selesai. Tulis alasan menutup rakor, paling sedikit {SHORTEST_REASON} huruf."
        fields.wrong.setdefault("reason", said)
    fields.done()
    return reason
