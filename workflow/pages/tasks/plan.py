"""The plan of a task: written bit by bit, submitted to Sekdis when it is complete."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for
from wtforms import StringField, TextAreaField

from workflow import permissions
from workflow.pages.tasks.acting import perform, startable
from workflow.store import Record
from workflow.tasks.needs import PLAN, PLAN_REQUIRED
from workflow.web.conflicts import task_conflict
from workflow.web.current import actor, store
from workflow.web.forms import Versioned, most
from workflow.web.saving import Late, Page, save_or_show

pages = Blueprint("plan", __name__)

LABELS = {**{name: label.capitalize() for name, (label, _) in PLAN.items()}, "deadline": "Tenggat"}
HINTS = {
    "action": "Apa yang akan dilakukan, mulai dengan kata kerja.",
    "indicator": "Apa tandanya bahwa ini berhasil.",
    "target": "Berapa banyak, dan kapan.",
    "responsible": "Sebut jabatan atau kantornya.",
    "related": "Pihak lain yang ikut bekerja.",
    "budget": "Jumlah dan sumbernya, bila sudah diketahui.",
    "remarks": "",
}
ROWS = {"action": 4, "indicator": 3, "related": 2, "remarks": 3}


class PlanForm(Versioned):
    action = TextAreaField(LABELS["action"], render_kw=most(PLAN["action"][1]))
    indicator = TextAreaField(LABELS["indicator"], render_kw=most(PLAN["indicator"][1]))
    target = TextAreaField(LABELS["target"], render_kw=most(PLAN["target"][1]))
    responsible = TextAreaField(LABELS["responsible"], render_kw=most(PLAN["responsible"][1]))
    related = TextAreaField(LABELS["related"], render_kw=most(PLAN["related"][1]))
    budget = TextAreaField(LABELS["budget"], render_kw=most(PLAN["budget"][1]))
    remarks = TextAreaField(LABELS["remarks"], render_kw=most(PLAN["remarks"][1]))
    deadline = StringField(LABELS["deadline"])


@pages.route("/tugas/<int:task_id>/rencana", methods=["GET", "POST"])
def edit(task_id: int) -> Page:
    if request.method == "GET":
        task = startable(task_id, "edit_plan")
        return page(task, PlanForm(data={**stored(task), "version": task["version"]}))
    form = PlanForm()
    name = "submit" if request.form.get("do") == "submit" else "edit_plan"

    def late(error: Late) -> Page:
        """After a collision the text is saved first; it goes up when it has been read once more."""
        typed = {**form.typed(), "do": "edit_plan"}
        url = url_for("plan.edit", task_id=task_id)
        return task_conflict(error, "edit_plan", LABELS, typed, stored(error.current), post_url=url)

    return save_or_show(
        form,
        save=lambda: perform(task_id, name, form.typed(), version=form.seen()),
        show=lambda: page(permissions.readable_task(store, actor(), task_id), form),
        late=late,
    )


def page(task: Record, form: PlanForm) -> str:
    return render_template(
        "plan/edit.html", task=task, form=form, names=PLAN, hints=HINTS, rows=ROWS,
        required=PLAN_REQUIRED, may_submit=permissions.may(actor(), "submit", task),
    )  # fmt: skip


def stored(task: Any) -> dict[str, str]:
    """The plan as it is kept, by the names of the form."""
    return {**task["plan"], "deadline": task["deadline"]}
