"""Sekdis' desk: what waits, oldest first; the document exactly as it will be issued; what changed; the decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField, TextAreaField

from workflow import agenda, differences, issuing, operations, rehearsal
from workflow.archive_codes import LONGEST as LONGEST_CODE
from workflow.archive_codes import archive_codes
from workflow.errors import Stale, WrongStage
from workflow.needs import PLAN, SHORTEST_REASON
from workflow.offices import office_of
from workflow.permissions import readable_task, scope
from workflow.publishing import Frozen, Pages
from workflow.stages import ACTIONS, Waits
from workflow.store import Record
from workflow.text import line
from workflow.web.conflicts import spoken_time, task_conflict
from workflow.web.current import actor, now, publisher, store
from workflow.web.forms import Versioned
from workflow.web.words import plain_date

pages = Blueprint("approval", __name__)

Page = str | tuple[str, int] | Response
ON_A_PAGE = 8
LABELS = {**{name: label.capitalize() for name, (label, _) in PLAN.items()}, "deadline": "Tenggat"}
READ_AGAIN = "Naskahnya berubah sejak Anda membacanya. Ini pratinjau yang baru; baca, lalu putuskan."


class DecisionForm(Versioned):
    """``proposed`` is the number of the series that the page showed, with the archive code ``proposed_code``; ``key``
    names the document it showed. ``number_from`` is "blank" when the number is to be written on the paper."""

    number = StringField("Nomor dari agenda kantor")
    number_from = StringField("Cara memberi nomor")
    archive_code = StringField("Kode klasifikasi arsip")
    addressee = StringField("Kepada")
    reason = TextAreaField("Alasan bila dikembalikan")
    proposed = HiddenField()
    proposed_code = HiddenField()
    key = HiddenField()

    def chosen(self) -> dict[str, str]:
        """What was chosen for the report; a number left empty comes from the series."""
        typed = (self.number.data or "").strip()
        source = self.number_from.data or ("typed" if typed else "series")
        code = (self.archive_code.data or "").strip()
        same = source == "series" and code == (self.proposed_code.data or "")
        number = typed or (self.proposed.data if same else "")
        chosen = {"number_from": source, "archive_code": code}
        if number or source != "series":
            chosen["number"] = number or ""
        if self.addressee.data is not None:
            chosen["addressee"] = self.addressee.data
        return chosen


@dataclass(frozen=True)
class Shown:
    """The document on the desk: what it says, its pages, and the number and addressee it was composed with."""

    frozen: Frozen
    pages: Pages
    chosen: dict[str, str]


@dataclass(frozen=True)
class Changes:
    """Between the last two submissions: field label -> parts; how many fields stayed; the reason in between."""

    parts: dict[str, list[differences.Part]]
    same: int
    returned: Record | None


@pages.get("/persetujuan")
def queue() -> Page:
    """The oldest one lies open."""
    waiting = _waiting(limit=1)
    if not waiting:
        return render_template("approval/empty.html", last=_last_approved(), spoken_time=spoken_time)
    return _desk(waiting[0], DecisionForm(formdata=None))


@pages.route("/persetujuan/<int:task_id>", methods=["GET", "POST"])
def show(task_id: int) -> Page:
    task = readable_task(store, actor(), task_id)
    form = DecisionForm()
    if request.method == "POST":
        form.validate()
        return _decide(task, form, request.form.get("action", ""))
    if task["waits_for"] != Waits.SEKDIS:
        flash("Tugas ini tidak sedang menunggu persetujuan Anda.", "wait")
        return redirect(url_for("tasks.show", task_id=task_id))
    return _desk(task, form)


def _decide(task: Record, form: DecisionForm, name: str) -> Page:
    """Makes the move; what refuses it leads back to the desk with everything that was typed."""
    try:
        if name not in ("report", "return_plan"):
            return _desk(task, form)
        done = form.accept(lambda: _do(task, form, name))
    except (Stale, WrongStage) as conflict:
        return _conflict(conflict, form, name)
    if done is None:
        return _desk(task, form, status=422)
    flash(_told(done, name), "done")
    return redirect(url_for(".queue"))


def _do(task: Record, form: DecisionForm, name: str) -> Record:
    data: dict[str, Any] = {"reason": form.reason.data}
    if name == "report":
        data = {**_assumed(task, form), **form.chosen()}
        if form.key.data and form.key.data != publisher.pages(_composed(task, data).data).key:
            raise Stale(task)  # not the paper that was read
    return operations.move(store, publisher, actor(), task["id"], name, data, version=form.seen(), at=now())


def _conflict(conflict: Stale | WrongStage, form: DecisionForm, name: str) -> Page:
    """What still waits is shown again as it is now; for what is gone, the page that says who was quicker."""
    current = dict(conflict.current)
    if isinstance(conflict, Stale) and current["waits_for"] == Waits.SEKDIS:
        return _desk(current, form, notice=READ_AGAIN, status=409)
    typed = {"reason": form.reason.data} if form.reason.data else {}
    labels = {"reason": "Alasan"} if typed else {}
    return task_conflict(conflict, name, labels, typed, {}, post_url=url_for(".show", task_id=current["id"]))


def _desk(task: Record, form: DecisionForm, *, notice: str = "", status: int = 200) -> tuple[str, int]:
    shown = _shown(task, form)
    form.version.data, form.key.data = task["version"], shown.pages.key
    form.proposed.data = shown.chosen["number"] if shown.chosen["number_from"] == "series" else ""
    form.proposed_code.data = shown.chosen["archive_code"]
    if form.addressee.data is None:
        form.addressee.data = shown.chosen["addressee"]
    after = request.args.get("setelah", 0, type=int)
    waiting = _waiting(after=after or None, limit=ON_A_PAGE + 1)
    office = office_of(store, task["region"], issuing.IDENTITY["laporan"])
    page = render_template(
        "approval/desk.html", office=office, codes=archive_codes(), reserved=agenda.reserved(store, office),
        task=task, form=form, shown=shown, changes=_changes(task), notice=notice,
        waiting=waiting[:ON_A_PAGE], onward=waiting[ON_A_PAGE - 1]["id"] if len(waiting) > ON_A_PAGE else 0,
        after=after, count=store.count("task", waits_for=Waits.SEKDIS, **scope(actor()))[()], shortest=SHORTEST_REASON,
    )  # fmt: skip
    return page, status if status != 200 or not form.errors else 422


def _shown(task: Record, form: DecisionForm) -> Shown:
    """With what was chosen, or as the office has it when that cannot be accepted."""
    assumed = _assumed(task, form)
    if form.is_submitted() and not (form.number.errors or form.archive_code.errors or form.addressee.errors):
        chosen = {**assumed, **form.chosen()}
        frozen = form.accept(lambda: _composed(task, chosen))
        if frozen is not None:
            return Shown(frozen, publisher.pages(frozen.data), chosen)
    frozen = _composed(task, assumed)
    return Shown(frozen, publisher.pages(frozen.data), assumed)


def _assumed(task: Record, form: DecisionForm) -> dict[str, str]:
    return rehearsal.assumed(store, task, ACTIONS["report"], now(), line(form.archive_code.data)[:LONGEST_CODE])


def _composed(task: Record, chosen: Mapping[str, str]) -> Frozen:
    return rehearsal.rehearse(store, publisher, task, chosen, at=now())


def _changes(task: Record) -> Changes | None:
    """What the chair changed since the revision before; None for a first submission."""
    submitted = store.find("event", task=task["id"], name="submit", order="-id", limit=2)
    if len(submitted) < 2:
        return None
    after, before = (_spoken_plan(event["fields"]["plan"]) for event in submitted)
    parts = differences.fields(before, after, LABELS)
    returned = store.find("event", task=task["id"], name="return_plan", order="-id", limit=1)
    since = [event for event in returned if event["id"] > submitted[1]["id"]]
    return Changes(
        {LABELS[name]: found for name, found in parts.items()}, len(LABELS) - len(parts), since[0] if since else None
    )


def _spoken_plan(plan: Mapping[str, str]) -> dict[str, str]:
    return {**plan, "deadline": plain_date(plan["deadline"])}


def _waiting(*, after: int | None = None, limit: int) -> list[Record]:
    return store.find("task", waits_for=Waits.SEKDIS, order="since", after=after, limit=limit, **scope(actor()))


def _last_approved() -> Record | None:
    return next(iter(store.find("event", chain=actor().region, name="report", order="-id", limit=1)), None)


def _told(task: Record, name: str) -> str | Markup:
    if name == "return_plan":
        return f"Dikembalikan ke Ketua LKKS: {task['title']}."
    document = issuing.of_task(store, task)[0]
    links = [
        Markup('<a href="{}">{}</a>').format(url_for("documents.file", document_id=document["id"], ext=ext), words)
        for ext, words in (("docx", "Word"), ("pdf", "PDF"))
    ]
    links.append(Markup('<a href="{}">Buka tugas</a>').format(url_for("tasks.show", task_id=task["id"])))
    told = Markup("Disetujui dan dilaporkan ke pimpinan: <b>{}</b>, {}. ").format(
        document["number"] or "nomor ditulis di kertas", task["title"]
    )
    return told + Markup(" · ").join(links)
