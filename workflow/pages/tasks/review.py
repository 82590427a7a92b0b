"""Dinsos' desk: what waits, a verdict on each evidence, the papers that would be issued, and the decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request

from workflow.errors import Invalid, NotFound
from workflow.evidence.counted import current_evidence
from workflow.machine import permissions
from workflow.machine.actions import ACTIONS
from workflow.machine.stages import SHORTEST_REASON
from workflow.pages.tasks.acting import startable
from workflow.pages.tasks.days_shown import days_shown
from workflow.pages.tasks.ways import undo_offer
from workflow.papers.publishing import Frozen
from workflow.store import Record
from workflow.tasks import desks, undo
from workflow.tasks.corrected_days import corrections
from workflow.tasks.desk_kinds import REVIEW
from workflow.tasks.holding import held
from workflow.tasks.kept_days import handed_with, moves_of
from workflow.tasks.named_lks import with_ids
from workflow.tasks.rehearsal import rehearse
from workflow.tasks.review_needs import VERDICTS
from workflow.web import wording_form
from workflow.web.current import actor, now, publisher, store, today
from workflow.web.forms import Versioned
from workflow.web.read_by import note_reading
from workflow.web.wording_form import WordingForm

pages = Blueprint("review", __name__)

MOST_WAITING = 30  # beside the desk; the task list has them all


class ReviewForm(WordingForm, Versioned):
    """Before anything is typed."""


@pages.get("/tugas/<int:task_id>/periksa")
def show(task_id: int) -> str:
    task = startable(task_id, "verify")
    words = undo.words_undone(store, [task], ACTIONS["verify"].issues[::-1])
    return page(task, ReviewForm(data={"version": task["version"], **words}))


def unread(task_id: int, form: Any) -> str:
    """The desk again when the document is no longer the one that was read there; "" when it still is.

    The task's own version is the move's affair; this is about an office or a rakor edited meanwhile.
    """
    task = permissions.readable_task(store, actor(), task_id)
    shown = form.key.data
    if not shown or task["version"] != form.seen() or not ACTIONS["verify"].starts_at(task):
        return ""
    frozen = _frozen(task, form.words())
    if frozen is None or publisher.pages(frozen.data).key == shown:
        return ""
    return page(task, form, notice="Isi naskah berubah sejak Anda membacanya. Baca lagi, lalu putuskan.")


def _frozen(task: Record, words: Mapping[str, Any]) -> Frozen | None:
    """The report that would be issued; there is none for a claim without evidence, as one of another Tuntas is.
    With words that cannot be accepted it is shown as proposed."""
    try:
        return rehearse(store, publisher, task, words, at=now(), by=actor())
    except Invalid:
        return _frozen(task, {}) if words else None


def page(task: Record, form: Any, *, notice: str = "") -> str:
    """``form`` carries what was typed for either decision; ``refused`` are its sentences by field."""
    note_reading(task)
    frozen = _frozen(task, form.words())
    words = wording_form.changed(form.words(), frozen.words) if frozen else {}
    form.propose(frozen.words if frozen else {})
    desk = desks.desk(store, actor(), today(), always=[REVIEW], rows=MOST_WAITING, of=REVIEW)
    evidence = current_evidence(store, task["id"])
    following = next((one for one in desk.rows if one["id"] != task["id"]), None)
    return render_template(
        "review/desk.html", task=task, form=form, notice=notice, frozen=frozen, waiting=desk.rows,
        total=desks.waiting(store, actor(), REVIEW), following=following, decided=_decided(),
        preview=publisher.pages(frozen.data) if frozen else None, evidence=evidence, verdicts=VERDICTS,
        said={piece["id"]: _said(piece) for piece in evidence}, reason=_typed("reason"), shortest=SHORTEST_REASON,
        named=with_ids(store, task, today()), words=words,
        days=days_shown(held(handed_with(task), moves_of(store, task), now(), corrections(store))),
    )  # fmt: skip


def _typed(name: str) -> str:
    return request.form.get(name, "") if request.method == "POST" else ""


def _said(piece: Mapping[str, Any]) -> dict[str, str]:
    """The verdict on an evidence and its remark: as typed just now, else as kept."""
    ticked = str(piece["id"]) in request.form.getlist("ticks")
    verdict = _typed(f"verdict-{piece['id']}") or ("sesuai" if ticked else piece.get("verdict", ""))
    remark = _typed(f"remark-{piece['id']}") or piece.get("remark", "")
    return {"verdict": verdict, "remark": remark}


def _decided() -> dict[str, Any] | None:
    """The claim that was decided just before, with the button that takes it back."""
    before = request.args.get("sebelumnya", type=int)
    try:
        task = permissions.readable_task(store, actor(), before) if before else None
    except NotFound:
        return None
    offer = undo_offer(actor(), task, at=now()) if task else None
    return {"task": task, "undo": offer} if offer else None
