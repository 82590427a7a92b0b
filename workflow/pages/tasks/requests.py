"""Acts that take a file along: asking for a change, recording that a paper was received and what the leader said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request
from wtforms import HiddenField, MultipleFileField, StringField, TextAreaField

from workflow import plan_fields
from workflow.errors import Invalid, NotFound
from workflow.evidence.taking_in import MOST_BYTES
from workflow.machine import permissions
from workflow.machine.actions import ACTIONS, CANNOT, OWNER, PLAN_CHANGE, TIME
from workflow.pages.tasks import lks_choice
from workflow.pages.tasks.acting import perform, startable
from workflow.pages.tasks.evidence_files import attached, whole
from workflow.pages.tasks.plan import PlanForm
from workflow.pages.tasks.progress import carried
from workflow.papers.issuing import both_numbers
from workflow.plan_fields import PLAN_FIELDS
from workflow.regions import owners
from workflow.store import Record
from workflow.tasks import needs
from workflow.tasks.ask import LONGEST_CAPTION
from workflow.tasks.change_needs import GROUNDS, KINDS
from workflow.tasks.wishes import PLAN, wish_of
from workflow.text import YES
from workflow.web import errors
from workflow.web.conflicts import task_conflict
from workflow.web.current import actor, store, today
from workflow.web.forms import Asking, Versioned, most
from workflow.web.saving import Late, Page, save_or_show
from workflow.web.uploads import Uploads, received, takes_file, tokens

pages = Blueprint("requests", __name__)


class ChangeForm(PlanForm):
    """Of the plan what the kind of request changes, and why."""

    region = StringField("Dikerjakan oleh")
    ground = StringField("Alasan yang sah")
    evidence = MultipleFileField("Surat atau foto yang membuktikannya")
    caption = StringField("Nama surat atau foto itu", render_kw=most(LONGEST_CAPTION))
    paper_number = StringField("Nomor pada naskah", render_kw=most(LONGEST_CAPTION))
    paper_date = StringField("Tanggal pada naskah")
    wish = HiddenField()  # out of which it is filled in
    reason = TextAreaField("Alasan", render_kw=most(1000))


FIELDS: dict[str, tuple[str, ...]] = {
    TIME: ("deadline",), PLAN_CHANGE: tuple(field.name for field in PLAN_FIELDS), OWNER: ("region", "responsible"),
    CANNOT: ("ground", "evidence", "caption", "paper_number", "paper_date"),
}  # fmt: skip


class ReceiptForm(Asking, Versioned):
    document = StringField("Naskah yang diterima")
    date = StringField("Tanggal diterima")
    receiver = StringField("Diterima oleh", render_kw=most(200))
    way = StringField("Cara penyampaian")
    evidence = MultipleFileField("Pindaian lembar yang ditandatangani")


class DirectionForm(Asking, Versioned):
    text = TextAreaField("Isi arahan", render_kw=most(2000))
    giver = StringField("Pemberi arahan", render_kw=most(200))
    date = StringField("Tanggal arahan")
    deadline = StringField("Batas waktu menurut arahan")
    plan = TextAreaField("Rencana menurut arahan", render_kw=most(500))
    evidence = MultipleFileField("Pindaian lembar disposisi")


@pages.route("/tugas/<int:task_id>/minta/<kind>", methods=["GET", "POST"])
@takes_file(MOST_BYTES)
def ask(task_id: int, kind: str) -> Page:
    if kind not in KINDS:
        abort(404)
    if request.method == "GET":
        task = startable(task_id, "ask_change")
        return _change_page(task, kind, ChangeForm(data=_first_values(task, kind)), Uploads())

    def show(task: Record, form: Any, uploads: Uploads) -> str:
        return _change_page(task, kind, form, uploads)

    if request.form.get("do") == lks_choice.SEARCH:
        return show(startable(task_id, "ask_change"), ChangeForm(), received(task_id))
    return _sent(task_id, "ask_change", ChangeForm(), (*FIELDS[kind], "reason"), show, kind=kind)


@pages.route("/tugas/<int:task_id>/tanda-terima", methods=["GET", "POST"])
@takes_file(MOST_BYTES)
def receipt(task_id: int) -> Page:
    if request.method == "GET":
        task = startable(task_id, "record_receipt")
        first = {"version": task["version"], "date": today(), "document": request.args.get("naskah", "")}
        return _receipt_page(task, ReceiptForm(data=first), Uploads())
    return _sent(task_id, "record_receipt", ReceiptForm(), ("document", "date", "receiver", "way"), _receipt_page)


@pages.route("/tugas/<int:task_id>/aksi/record_direction", methods=["GET", "POST"])
@takes_file(MOST_BYTES)
def direction(task_id: int) -> Page:
    if request.method == "GET":
        task = startable(task_id, "record_direction")
        return _direction_page(task, DirectionForm(data={"version": task["version"], "date": today()}), Uploads())
    fields = ("text", "giver", "date", "deadline", "plan")
    return _sent(task_id, "record_direction", DirectionForm(), fields, _direction_page)


Shown = Callable[[Record, Any, Uploads], str]


def _sent(task_id: int, name: str, form: Any, fields: tuple[str, ...], shown: Shown, **fixed: str) -> Page:
    """``fields`` are those that somebody types; ``fixed`` goes along with them."""
    task = permissions.readable_task(store, actor(), task_id)
    permissions.check_role(actor(), ACTIONS[name], task)
    uploads = received(task_id)
    typed = {field: form[field].data or "" for field in fields if field != "evidence"}
    hidden = {field.name: field.data or "" for field in form if field.name == "wish"}
    data = {**typed, **hidden, **fixed, "lks": lks_choice.typed(), YES: form.yakin.data}

    def save() -> Page:
        if uploads.refused:
            raise Invalid({"evidence": " ".join(uploads.refused)})
        return perform(task_id, name, {**data, "evidence": uploads.facts}, version=form.seen())

    def late(error: Late) -> Page:
        labels = {field: form[field].label.text for field in fields if field != "evidence"}
        files = [facts["name"] for facts in uploads.facts]
        typed_and_kept = {**typed, **hidden, **lks_choice.along(), **carried(task_id, uploads)}
        return task_conflict(error, name, labels, typed_and_kept, {}, post_url=request.path, files=files)

    return save_or_show(form, save, lambda: shown(task, form, uploads), late)


def _first_values(task: Record, kind: str) -> dict[str, Any]:
    """Filled in as it was wished for: by the plan, or where the address says."""
    first: dict[str, Any] = {"version": task["version"], "region": ""}
    if kind == PLAN_CHANGE:
        first |= plan_fields.written(task)
    if wish := wish_of(task, kind, request.args.get("wish", PLAN), today()):
        field = "deadline" if kind == TIME else "action"
        first |= {field: wish.proposed, "reason": wish.reason, "wish": wish.name}
    return first


def _change_page(task: Record, kind: str, form: Any, uploads: Uploads) -> str:
    others = {} if task["helps_task"] else owners()  # what helps another task goes nowhere else
    elsewhere = {code: one.owner for code, one in others.items() if code != task["region"]}
    options = {"region": {"": "Kantor lain di kabupaten/kota ini", **elsewhere}, "ground": GROUNDS}
    return render_template(
        "requests/ask.html", task=task, kind=kind, words=KINDS[kind], form=form, names=(*FIELDS[kind], "reason"),
        options=options, kept=_kept(task, uploads),
        plan_rows={field.name: field.lines for field in PLAN_FIELDS},
        choice=lks_choice.choice(task, form.refused) if kind == PLAN_CHANGE else None,
    )  # fmt: skip


def _receipt_page(task: Record, form: Any, uploads: Uploads) -> str:
    papers = needs.received_papers(store, task)
    offered = {str(one["id"]): f"{one['title']} · {both_numbers(one)}" for one in papers}
    if len(papers) == 1 and not form.document.data:
        form.document.data = str(papers[0]["id"])
    return render_template("requests/receipt.html", task=task, form=form, kept=_kept(task, uploads), papers=offered)


def _direction_page(task: Record, form: Any, uploads: Uploads) -> str:
    return render_template("requests/direction.html", task=task, form=form, kept=_kept(task, uploads))


def _kept(task: Record, uploads: Uploads) -> list[Any]:
    return list(zip(tokens(task["id"], uploads.facts), uploads.facts, strict=True))


@pages.get("/tugas/<int:task_id>/tanda-terima/<int:document_id>")
def scan(task_id: int, document_id: int) -> Page:
    """The signed sheet of a paper, for whoever may read its task."""
    task = permissions.readable_task(store, actor(), task_id)
    paper = next((one for one in needs.received_papers(store, task) if one["id"] == document_id), None)
    return _scan(paper["receipt"]["scan"] if paper and paper.get("receipt") else None, "tanda terima", task)


@pages.get("/tugas/<int:task_id>/arahan/<int:no>")
def direction_scan(task_id: int, no: int) -> Page:
    """The sheet on which a direction stands, the ``no``-th of its task."""
    task = permissions.readable_task(store, actor(), task_id)
    said = task["directions"][no - 1 : no]  # of none there is nothing
    return _scan(said[0].get("scan") if said else None, "lembar disposisi", task)


def _scan(kept: Mapping[str, Any] | None, what: str, task: Record) -> Page:
    if not kept:
        raise NotFound(f"Pindaian {what} itu tidak ada.")
    try:
        return attached(whole(kept), kept["name"])
    except OSError:
        current_app.logger.error("task %s: scan %s is missing or altered", task["id"], kept["sha256"])
        return errors.page(410, f"Pindaian {what} ini hilang atau berubah di penyimpanan. Beri tahu admin.")
