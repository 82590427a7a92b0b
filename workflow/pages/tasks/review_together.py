"""Several claims looked at on one page: those whose evidence is all ticked are verified, each with its own papers."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from workflow.errors import WorkflowError
from workflow.evidence.counted import current_evidence
from workflow.store import Record
from workflow.tasks import desks, operations
from workflow.tasks.desk_kinds import REVIEW
from workflow.web.current import actor, now, publisher, store, today
from workflow.web.pressing import press, say
from workflow.web.saving import Page

pages = Blueprint("review_together", __name__)

ON_A_PAGE = 12


@pages.route("/pemeriksaan/bersama", methods=["GET", "POST"])
def show() -> Page:
    if request.method == "POST":
        return _verified()
    desk = desks.desk(store, actor(), today(), always=[REVIEW], rows=ON_A_PAGE, of=REVIEW)
    claims = [{"task": task, "evidence": current_evidence(store, task["id"])} for task in desk.rows]
    return render_template("review/together.html", claims=claims, total=desks.waiting(store, actor(), REVIEW))


def _verified() -> Page:
    done: list[str] = []
    left: list[str] = []
    for place, value in enumerate(request.form.getlist("task")):
        if not value.isdigit() or not (ticks := request.form.getlist(f"ticks-{value}")):
            continue
        try:
            task = _verify(int(value), ticks, press() and f"{press()}-{place}")
        except WorkflowError as refusal:
            known = store.get("task", int(value))
            left.append(f"{_called(known)}: {refusal.sentence}")
        else:
            done.append(_called(task))
    if done:
        say(f"Dinyatakan dilaksanakan: {'; '.join(done)}.")
    if left:
        flash(f"Belum dinyatakan: {' '.join(left)}", "wait")
    if not done and not left:
        flash("Belum ada bukti yang dicentang.", "wait")
    return redirect(url_for(".show" if left else "overview.reviews"), 303)


def _verify(task_id: int, ticks: list[str], key: str) -> dict[str, Any]:
    seen = request.form.get(f"version-{task_id}", 0, type=int)
    made = operations.move(
        store, publisher, actor(), task_id, "verify", {"ticks": ticks}, version=seen, at=now(), key=key
    )
    return {**made}


def _called(task: Record | None) -> str:
    return operations.called(task) if task else "Tugas itu"
