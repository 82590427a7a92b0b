"""Several claims looked at on one page: those whose evidence is all ticked are verified, each with its own papers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for

from workflow.errors import WorkflowError
from workflow.evidence.counted import current_evidence
from workflow.machine import permissions
from workflow.records import Evidence
from workflow.store import Record
from workflow.tasks import desks, operations
from workflow.tasks.desk_kinds import REVIEW
from workflow.tasks.review_needs import GOOD
from workflow.web.current import actor, now, publisher, store, today
from workflow.web.pressing import press, say
from workflow.web.saving import Page
from workflow.web.words import region_short

pages = Blueprint("review_together", __name__)

ON_A_PAGE = 12


@pages.route("/pemeriksaan/bersama", methods=["GET", "POST"])
def show() -> Page:
    return _verified() if request.method == "POST" else _page()


def _page(done: Sequence[str] = (), left: Sequence[str] = ()) -> str:
    """The claims nearest their limit; what was ticked on one that is shown again is ticked still."""
    desk = desks.desk(store, actor(), today(), always=[REVIEW], rows=ON_A_PAGE, of=REVIEW)
    claims = [{"task": task, "evidence": _ticked(task)} for task in desk.rows]
    return render_template(
        "review/together.html", claims=claims, total=desks.waiting(store, actor(), REVIEW), done=done, left=left
    )


def _ticked(task: Record) -> list[tuple[Evidence, bool]]:
    ticks = set(request.form.getlist(f"ticks-{task['id']}"))
    found = current_evidence(store, task["id"])
    return [(piece, str(piece["id"]) in ticks or piece.get("verdict") == GOOD) for piece in found]


def _verified() -> Page:
    """Each for itself: what one lacks keeps no other back."""
    done: list[str] = []
    left: list[str] = []
    for place, value in enumerate(dict.fromkeys(request.form.getlist("task"))):
        ticks = request.form.getlist(f"ticks-{value}")
        if not ticks or not re.fullmatch("[1-9][0-9]{0,8}", value):
            continue
        try:
            done.append(_verify(int(value), ticks, press() and f"{press()}-{place}"))
        except WorkflowError as refusal:
            left.append(refusal.sentence)
    if left or not done:
        return _page(done, left or ["Belum ada bukti yang dicentang."]), 422
    say(f"Dinyatakan dilaksanakan: {'; '.join(done)}.")
    return redirect(url_for("overview.reviews"), 303)


def _verify(task_id: int, ticks: list[str], key: str) -> str:
    """Verifies one and returns what it is called; a refusal says which one it is about."""
    task = permissions.readable_task(store, actor(), task_id)
    called = f"{region_short(task['region'])}, {operations.called(task)}"
    seen = request.form.get(f"version-{task_id}", 0, type=int)
    try:
        operations.move(store, publisher, actor(), task_id, "verify", {"ticks": ticks}, version=seen, at=now(), key=key)
    except WorkflowError as refusal:
        refusal.about(called)
        raise
    return called
