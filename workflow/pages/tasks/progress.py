"""Recording progress, made for a phone: photo first, percent by one tap, nothing lost on the way."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import MultipleFileField, StringField, TextAreaField

from workflow.errors import Invalid
from workflow.evidence.taking_in import MOST_BYTES
from workflow.machine import permissions
from workflow.machine.actions import ACTIONS
from workflow.pages.tasks import lks_ticks
from workflow.pages.tasks.acting import perform, startable
from workflow.store import Record
from workflow.tasks import needs
from workflow.tasks.ask import Ask
from workflow.text import YES
from workflow.web.conflicts import newest_event, task_conflict
from workflow.web.current import actor, now, store, today
from workflow.web.forms import Asking, Versioned, most
from workflow.web.saving import Late, Page, save_or_show
from workflow.web.uploads import Uploads, received, takes_file, tokens, typed_again

pages = Blueprint("progress", __name__)

LABELS = {
    "percent": "Persen",
    "text": "Apa yang sudah dikerjakan?",
    "obstacle": "Kendala",
    "solution": "Cara mengatasi kendala",
    "place": "Tempat kegiatan",
    "date": "Tanggal kegiatan",
}


class ProgressForm(Asking, Versioned):
    photos = MultipleFileField("Foto bukti")
    percent = StringField("Sudah sampai berapa persen?")
    text = TextAreaField(LABELS["text"], render_kw=most(2000))
    obstacle = TextAreaField(LABELS["obstacle"], render_kw=most(1000))
    solution = TextAreaField(LABELS["solution"], render_kw=most(1000))
    place = StringField(LABELS["place"], render_kw=most(200))
    date = StringField(LABELS["date"])

    def written(self) -> dict[str, Any]:
        """What was typed and tapped, without the files."""
        return {**{name: self[name].data or "" for name in LABELS}, YES: self.yakin.data}

    def told(self) -> dict[str, Any]:
        """What ``needs.progress`` takes but the files."""
        return {**self.written(), "ticks": lks_ticks.typed()}


@pages.route("/tugas/<int:task_id>/kemajuan", methods=["GET", "POST"])
@takes_file(needs.MOST_FILES * MOST_BYTES)
def record(task_id: int) -> Page:
    if request.method == "GET":
        task = startable(task_id, "progress")
        return page(task, ProgressForm(data=proposed(task)), Uploads())
    task = permissions.readable_task(store, actor(), task_id)
    permissions.check_role(actor(), ACTIONS["progress"], task)
    form, uploads = ProgressForm(), received(task_id)

    def late(error: Late) -> Page:
        typed = {**form.written(), **lks_ticks.along(), **carried(task_id, uploads)}
        url = url_for("progress.record", task_id=task_id)
        files = [" · ".join(filter(None, (facts["name"], facts["caption"]))) for facts in uploads.facts]
        return task_conflict(error, "progress", LABELS, typed, _recorded_meanwhile(error), post_url=url, files=files)

    return save_or_show(form, lambda: _recorded(task, form, uploads), lambda: page(task, form, uploads), late)


def proposed(task: Record) -> dict[str, str | int]:
    """What the empty form says already: today, and the percent as it was, which claims nothing new."""
    return {"version": task["version"], "date": today(), "percent": str(task["percent"])}


def _recorded_meanwhile(error: Late) -> dict[str, str]:
    """The words of what somebody else recorded of the same task a moment ago; nothing when it was something else."""
    event, notes = newest_event(error.current), error.current["progress"]
    return {name: str(notes[-1][name]) for name in LABELS} if event and event["name"] == "progress" else {}


def _recorded(task: Record, form: ProgressForm, uploads: Uploads) -> Response:
    """Makes the move, unless a file was refused: then nothing is recorded, and everything wrong is told at once."""
    data = {**form.told(), "evidence": uploads.facts}
    if not uploads.refused:
        return perform(task["id"], "progress", data, version=form.seen())
    wrong = {"photos": " ".join(uploads.refused)}
    try:
        needs.progress(Ask(store, task, data, now()))
    except Invalid as others:
        wrong = {**others.fields, **wrong}
    raise Invalid(wrong)


def carried(task_id: int, uploads: Uploads) -> dict[str, list[str]]:
    """What a form that is shown again sends along for the files already taken in."""
    return {"kept": tokens(task_id, uploads.facts), **typed_again(uploads.facts)}


def page(task: Record, form: ProgressForm, uploads: Uploads) -> str:
    return render_template(
        "progress/record.html", task=task, form=form, choices=choices(task["percent"]), most=needs.MOST_FILES,
        kept=list(zip(tokens(task["id"], uploads.facts), uploads.facts, strict=True)),
        ticks=lks_ticks.shown(task, form.refused) if task.get("per_lks") else None,
        earlier=task["progress"][::-1], longest_caption=needs.LONGEST_CAPTION,
    )  # fmt: skip


def choices(last: int) -> list[int]:
    """At most five percentages from the last one up to 100, in round steps; at 100 % there is also a way back."""
    if last >= 100:
        return [60, 70, 80, 90, 100]
    steps = {round((last + (100 - last) * part / 4) / 5) * 5 for part in (1, 2, 3)}
    return sorted({last, 100} | {step for step in steps if last < step < 100})
