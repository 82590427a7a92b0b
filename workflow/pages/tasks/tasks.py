"""The page of one task with all that is known of it. The list is in ``every_task.py``."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for

from workflow.evidence.counted import current_evidence, expired_evidence
from workflow.evidence.demands import lacking
from workflow.machine import permissions
from workflow.pages.tasks import inquiry_form
from workflow.pages.tasks.days_shown import days_shown
from workflow.pages.tasks.ways import offers, undo_offer, ways
from workflow.papers import issuing
from workflow.plan_fields import PLAN_FIELDS, written
from workflow.roles import Role
from workflow.tasks import timeline
from workflow.tasks.corrected_days import corrections
from workflow.tasks.holding import held
from workflow.tasks.kept_days import handed_with, moves_of
from workflow.tasks.named_lks import with_ids
from workflow.tasks.steps import button, steps
from workflow.text import listed
from workflow.web.current import actor, now, store, today
from workflow.web.read_by import note_reading

pages = Blueprint("tasks", __name__)
pages.add_app_template_global(button, "act_words")

MOST_RAKORS = 50  # offered in the filter
VISIBLE_LINES = 5  # of the history; the rest is folded


@pages.get("/tugas/<int:task_id>")
def show(task_id: int) -> str:
    task = permissions.readable_task(store, actor(), task_id)
    note_reading(task)
    history, evidence = timeline.history(store, task), current_evidence(store, task_id)
    return render_template(
        "tasks/show.html",
        task=task,
        rakor=store.get("rakor", task["rakor"]),
        steps=steps(store, actor(), task, at=now()),
        history=history,
        visible=VISIBLE_LINES,
        last=timeline.milestones(history),
        evidence=evidence,
        gaps=listed(lacking(task.get("demands", ()), evidence)) if task["open"] else "",
        expired=expired_evidence(store, task_id),
        documents=issuing.of_task(store, task),
        inquiries=inquiry_form.shown(task),
        plan_fields=PLAN_FIELDS,
        plan=written(task),
        named=with_ids(store, task, today()),
        days=days_shown(held(handed_with(task), moves_of(store, task), now(), corrections(store))),
        way_back=_way_back(),
        ways=ways(actor(), task, at=now()),
        undo=undo_offer(actor(), task, at=now()),
        offers=offers(actor(), task, at=now()),
    )


def _way_back() -> tuple[str, str]:
    """The list from which the reader comes: (address, words)."""
    if actor().role is Role.CHAIR:
        return url_for("home.commitments"), "Komitmen saya"
    return url_for("tasks.index"), "Semua tugas"
