"""Dinsos' desk: what waits, the evidence and the report that would be issued, and the decision beside them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from wtforms import SelectMultipleField, TextAreaField

from workflow import permissions
from workflow.actions import ACTIONS
from workflow.evidence.counted import current_evidence
from workflow.pages.tasks.acting import startable
from workflow.stages import SHORTEST_REASON
from workflow.store import Record
from workflow.tasks.rehearsal import rehearse
from workflow.web.current import actor, now, publisher, store
from workflow.web.forms import Versioned

pages = Blueprint("review", __name__)

MOST_WAITING = 30  # beside the desk; the task list has them all


class ReviewForm(Versioned):
    ticks = SelectMultipleField("Bukti", choices=[], validate_choice=False)
    reason = TextAreaField("Alasan bila dikembalikan")


@pages.get("/tugas/<int:task_id>/periksa")
def show(task_id: int) -> str:
    task = startable(task_id, "verify")
    return page(task, ReviewForm(data={"version": task["version"]}))


def unread(task_id: int, form: Any) -> str:
    """The desk again when the document is no longer the one that was read there; "" when it still is.

    The task's own version is the move's affair; this is about an office or a rakor edited meanwhile.
    """
    task = permissions.readable_task(store, actor(), task_id)
    shown = form.key.data
    if not shown or task["version"] != form.seen() or not ACTIONS["verify"].starts_at(task):
        return ""
    if publisher.pages(rehearse(store, publisher, task, {}, at=now(), by=actor()).data).key == shown:
        return ""
    return page(task, form, notice="Isi naskah berubah sejak Anda membacanya. Baca lagi, lalu putuskan.")


def page(task: Record, form: Any, *, notice: str = "") -> str:
    """``form`` carries what was typed for either decision: ``ticks`` or ``reason``."""
    frozen = rehearse(store, publisher, task, {}, at=now(), by=actor())
    waiting = store.find("task", waits_for="dinsos", order="since", limit=MOST_WAITING)
    ticked = {str(tick) for tick in form.ticks.data or ()} if "ticks" in form else set()
    return render_template(
        "review/desk.html", task=task, form=form, notice=notice, ticked=ticked, frozen=frozen, waiting=waiting,
        total=store.count("task", waits_for="dinsos"),
        preview=publisher.pages(frozen.data), evidence=current_evidence(store, task["id"]),
        reason=(form.reason.data or "") if "reason" in form else "", shortest=SHORTEST_REASON,
        reason_errors=form.reason.errors if "reason" in form else (),
        tick_errors=form.ticks.errors if "ticks" in form else (),
    )  # fmt: skip
