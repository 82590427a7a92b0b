"""The plan of a task: written bit by bit, submitted to Sekdis when it is complete."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for
from wtforms import StringField, TextAreaField

from workflow.errors import Invalid, WorkflowError
from workflow.machine import permissions
from workflow.machine.actions import ACTIONS
from workflow.pages.tasks import lks_choice
from workflow.pages.tasks.acting import perform, startable
from workflow.papers import wording
from workflow.papers.publishing import Frozen
from workflow.plan_fields import DEADLINE, LABELS, PLAN_FIELDS, written
from workflow.store import Record
from workflow.tasks.needs import PLAN_NEEDS
from workflow.tasks.rehearsal import rehearse
from workflow.web import wording_form
from workflow.web.conflicts import task_conflict
from workflow.web.current import actor, now, publisher, store
from workflow.web.forms import Asking, Versioned, most
from workflow.web.saving import Late, Page, save_or_show
from workflow.web.wording_form import WordingForm

pages = Blueprint("plan", __name__)


READ = "read"  # the sheet with what stands in the form; nothing is kept yet


class PlanForm(WordingForm, Asking, Versioned):
    """A box for each text of the plan, then its deadline. The LKS that it names are chosen beside (``lks_choice``)."""

    def typed(self) -> dict[str, Any]:
        """Boxes that were not sent say nothing."""
        return {name: value for name, value in super().typed().items() if value is not None}

    def plan(self) -> dict[str, Any]:
        """What ``needs.plan`` takes."""
        return {**self.typed(), "lks": lks_choice.typed()}


for one in PLAN_FIELDS:
    setattr(PlanForm, one.name, TextAreaField(one.title, render_kw=most(one.limit)))
setattr(PlanForm, DEADLINE.name, StringField(DEADLINE.title))


@pages.route("/tugas/<int:task_id>/rencana", methods=["GET", "POST"])
def edit(task_id: int) -> Page:
    if request.method == "GET":
        task = startable(task_id, "edit_plan")
        return page(task, PlanForm(data={**written(task), "version": task["version"]}))
    form = PlanForm()
    if request.form.get("do") in (lks_choice.SEARCH, READ):
        return page(startable(task_id, "edit_plan"), form)
    name = "submit" if request.form.get("do") == "submit" else "edit_plan"

    def late(error: Late) -> Page:
        """After a collision the text is saved first; it goes up when it has been read once more."""
        typed = {**form.typed(), **lks_choice.along(), "do": "edit_plan"}
        url = url_for("plan.edit", task_id=task_id)
        return task_conflict(error, "edit_plan", LABELS, typed, written(error.current), post_url=url)

    return save_or_show(
        form,
        save=lambda: perform(task_id, name, form.plan(), version=form.seen()),
        show=lambda: page(permissions.readable_task(store, actor(), task_id), form),
        late=late,
    )


def page(task: Record, form: PlanForm) -> str:
    sheet, words = _sheet(task, form), form.words()
    proposed = sheet.words if sheet else {}
    form.propose(proposed)
    return render_template(
        "plan/edit.html", task=task, form=form, plan_fields=PLAN_FIELDS, needed=PLAN_NEEDS,
        choice=lks_choice.choice(task, form.refused),
        sheet=sheet, worded=wording_form.changed(words, proposed), reads=request.form.get("do") == READ,
    )  # fmt: skip


def _sheet(task: Record, form: PlanForm) -> Frozen | None:
    """What submitting would issue, as proposed where the words cannot be accepted; None where it cannot be."""
    action, plan = ACTIONS["submit"], form.plan()
    try:
        return rehearse(store, publisher, task, plan, at=now(), by=actor(), action=action)
    except Invalid as refusal:
        form.complain(refusal)
        rest = {name: text for name, text in plan.items() if not name.startswith(wording.FIELD)}
        return rehearse(store, publisher, task, rest, at=now(), by=actor(), action=action)
    except WorkflowError:
        return None
