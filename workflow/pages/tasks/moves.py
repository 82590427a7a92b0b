"""The short form of every action that has no page of its own, and the one address that makes any short move."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from wtforms import HiddenField, SelectMultipleField, StringField, TextAreaField

from workflow.agenda import register
from workflow.clock import day
from workflow.errors import Invalid, NotFound, Stale, WorkflowError
from workflow.evidence.counted import current_evidence
from workflow.kinds import Kind
from workflow.machine import permissions
from workflow.machine.actions import ACTIONS, OWNER, TIME, UNDO, Action
from workflow.machine.stages import SHORTEST_REASON
from workflow.offices import offices
from workflow.pages.tasks import plan, review
from workflow.pages.tasks.acting import perform, startable
from workflow.papers import wording
from workflow.papers.publishing import Frozen
from workflow.plan_fields import written
from workflow.store import Record
from workflow.tasks import needs
from workflow.tasks.ask import Ask
from workflow.tasks.rehearsal import rehearse
from workflow.tasks.undo import words_undone
from workflow.web.conflicts import done_words, newest_event, spoken_time, task_conflict
from workflow.web.current import actor, now, publisher, store
from workflow.web.forms import Asking, Versioned, most
from workflow.web.links import ACT_PAGES, act_url
from workflow.web.saving import Late, Page, save_or_show
from workflow.web.wording_form import WordingForm

pages = Blueprint("moves", __name__)

NUMBER_SOURCES = {
    "series": "Nomor otomatis",
    "typed": "Nomor dari agenda kantor",
    "blank": "Dikosongkan, ditulis di kertas",
}
# need -> the fields of the form that carry it
FIELDS: dict[str, tuple[str, ...]] = {
    "reason": ("reason",),
    "number": ("number_from", "number", "archive_code"),
    "addressee": ("addressee",),
    "evidence": ("evidence",),
    "all_good": ("ticks", "key"),
    "verdicts": ("reason", "ticks"),
    "verdict": ("evidence", "verdict", "remark"),
    "note": ("note",),
    "help": ("need", "since_text"),
    "counter_task": ("responsible", "deadline"),
    "answer": ("answer", "deadline"),
    "transfer": ("deadline",),
}
# What a request of this kind is decided with, filled in as proposed.
GRANTED = {TIME: ("deadline",), OWNER: ("responsible",)}
TYPED_THERE = (
    "edit_plan",
    "progress",
    "ask_change",
    "record_receipt",
)  # make no sense without the fields of their page
# Their pages show the paper that they issue, to be worded before.
WORDED = ("grant_change", "grant_transfer", "grant_impossible", "answer_help")
# What was read may have changed: these are never sent again blindly after a collision.
READ_AGAIN = ("submit", "report", "verify")


class MoveForm(WordingForm, Asking, Versioned):
    reason = TextAreaField("Alasan", render_kw=most(1000))
    number_from = StringField("Cara memberi nomor")
    number = StringField("Nomor naskah", render_kw=most(80))
    archive_code = StringField("Kode klasifikasi arsip", render_kw=most(30))
    addressee = StringField("Tujuan laporan", render_kw=most(200))
    evidence = StringField("Bukti yang dihapus")
    ticks = SelectMultipleField("Bukti", choices=[], validate_choice=False)
    key = HiddenField()  # the document that the page showed
    note = HiddenField()
    verdict = StringField("Nilai")
    remark = TextAreaField("Catatan", render_kw=most(1000))
    need = TextAreaField("Bantuan yang diperlukan", render_kw=most(1000))
    since_text = StringField("Sejak kapan diperlukan", render_kw=most(200))
    answer = TextAreaField("Jawaban", render_kw=most(1000))
    responsible = StringField("Penanggung jawab", render_kw=most(200))
    deadline = StringField("Tenggat")

    def typed(self) -> dict[str, Any]:
        """Verdicts have a field for each evidence. Empty boxes that nobody sent are none."""
        judged = {name: value for name, value in request.form.items() if name.startswith(("verdict-", "remark-"))}
        return {**super().typed(), **judged}


@pages.route("/tugas/<int:task_id>/aksi/<name>", methods=["GET", "POST"])
def act(task_id: int, name: str) -> Any:
    if name not in ACTIONS:
        abort(404)
    if name in TYPED_THERE or (request.method == "GET" and name in ACT_PAGES):
        startable(task_id, name)
        return redirect(act_url(name, task_id), 303)
    action = ACTIONS[name]
    form = MoveForm() if request.method == "POST" else MoveForm(data=first_values(task_id, action))
    names = asked(action, permissions.readable_task(store, actor(), task_id))
    for field in {field for fields in (*FIELDS.values(), *GRANTED.values()) for field in fields} - set(names):
        del form[field]
    if not action.issues:
        form.propose({})
    if request.method == "GET" or request.form.get("lihat"):
        task = startable(task_id, name)
        return review.page(task, form) if name == "verify" else page(action, task, form)
    return _made(task_id, action, form)


def _made(task_id: int, action: Action, form: MoveForm) -> Page:
    def save() -> Page:
        if action.name == "verify" and (changed := review.unread(task_id, form)):
            return changed, 409
        return perform(task_id, action.name, _data(action, form), version=form.seen())

    return save_or_show(
        form, save, lambda: refused(action, task_id, form), lambda error: _late(error, task_id, action, form)
    )


def _late(error: Late, task_id: int, action: Action, form: MoveForm) -> Page:
    """A claim that still waits is shown again with all that was typed; else the page that says who was quicker."""
    if action.name == "verify" and isinstance(error, Stale) and action.starts_at(error.current):
        task = permissions.readable_task(store, actor(), task_id)
        form.version.data = str(task["version"])
        event = newest_event(task)
        what = f" {done_words(event)}, {spoken_time(event['at'])}, oleh {event['actor']['name']}." if event else ""
        notice = f"Tugas ini diubah sejak Anda membacanya.{what} Baca lagi, lalu putuskan."
        return review.page(task, form, notice=notice), 409
    typed = {**form.typed(), "reason": request.form.get("reason", "")}
    url = url_for("moves.act", task_id=task_id, name=action.name)
    return task_conflict(error, action.name, _labels(task_id, action, form, typed), typed, {}, post_url=url)


def _labels(task_id: int, action: Action, form: MoveForm, typed: Mapping[str, Any]) -> dict[str, str]:
    """Of what was typed that which is shown, by field name; words that were only proposed are nobody's."""
    own = {*form.by_hand(), *(name for name in SHOWN if not name.startswith(wording.FIELD))}
    boxes = {name: form[name].label.text for name in SHOWN if name in form and name in own}
    pieces = enumerate(current_evidence(store, task_id), 1)
    remarks = {f"remark-{piece['id']}": f"Catatan untuk bukti {number}" for number, piece in pieces}
    found = {**boxes, **{name: label for name, label in remarks.items() if typed.get(name)}}
    if action.name not in READ_AGAIN:
        return found
    return {"reason": "Yang kurang", **{name: label for name, label in found.items() if typed.get(name)}}


def _data(action: Action, form: MoveForm) -> dict[str, Any]:
    """The desk of a reviewer shows the words of the report; the sheet that goes back takes of them the paragraph."""
    of_report = {name for name in form.words() if name != wording.field_of("free")}
    return {
        name: value for name, value in form.typed().items() if action.name != "return_claim" or name not in of_report
    }


SHOWN = (
    "reason", "addressee", "number", "archive_code", "need", "since_text", "answer", "responsible", "deadline",
    *map(wording.field_of, wording.PARTS),
)  # fmt: skip


def refused(action: Action, task_id: int, form: MoveForm) -> str:
    """The page on which it was typed, with the sentences beside the fields."""
    task = permissions.readable_task(store, actor(), task_id)
    if action.name == "submit":
        on_plan = plan.PlanForm(formdata=None, data={**written(task), "version": task["version"]})
        on_plan.complain(Invalid(form.refused))
        return plan.page(task, on_plan)
    if action.name in ("verify", "return_claim", "judge"):
        return review.page(task, form)
    return page(action, task, form)


def asked(action: Action, task: Mapping[str, Any]) -> list[str]:
    """The fields that this action's form has for this task."""
    found = [field for need in action.needs for field in FIELDS.get(need, ())]
    return [*found, *GRANTED.get(task["request_kind"], ())] if "granted" in action.needs else found


def first_values(task_id: int, action: Action) -> dict[str, Any]:
    """What the form says before anything is typed."""
    task = startable(task_id, action.name)
    office = offices.issuer_of(store, task["region"], Kind.LAPORAN)
    return {
        "version": task["version"], "evidence": request.args.get("evidence", ""),
        "number_from": "series", "number": register.proposed(store, office, day(now())),
        "addressee": office["addressee"], "note": request.args.get("catatan", ""), **_proposed(task, action),
        **words_undone(store, [task], action.issues if action.name in WORDED else ()),
    }  # fmt: skip


def _proposed(task: Record, action: Action) -> dict[str, str]:
    """What was asked for, where that is decided; a task that goes elsewhere takes its deadline along."""
    if not (task["request"] and action.requests):
        return {}
    first = {"deadline": task["deadline"]} if "transfer" in action.needs else {}
    proposed = {name: text for name, text in task["request"]["proposed"].items() if text}
    return {name: text for name, text in {**first, **proposed}.items() if name in ("deadline", "responsible")}


def page(action: Action, task: Record, form: MoveForm) -> str:
    frozen, typed = _would_issue(action, task, form), any(form.words().values())
    if frozen or not typed:
        form.propose(frozen.words if frozen else {})
    return render_template(
        "moves/act.html", action=action, task=task, form=form, names=asked(action, task), hint=HINTS[action.name],
        sources=NUMBER_SOURCES, frozen=frozen, typed=typed,
        worded=action.name in WORDED,
        reads=bool(request.form.get("lihat")),
        evidence=current_evidence(store, task["id"]), shortest=SHORTEST_REASON,
        missing=missing(action, task),
    )  # fmt: skip


def _would_issue(action: Action, task: Record, form: MoveForm) -> Frozen | None:
    """The paper with what stands in the form, where this page lets its words be changed; None while it cannot be."""
    if action.name not in WORDED:
        return None
    try:
        return rehearse(store, publisher, task, form.typed(), at=now(), by=actor(), action=action)
    except Invalid as refusal:
        if request.form.get("lihat"):
            form.complain(refusal)
    except NotFound:
        if request.form.get("lihat"):
            form.complain(Invalid({"deadline": "Isi tenggat baru. Tanpa itu tidak ada naskah yang terbit."}))
    except WorkflowError:
        pass
    return None


def missing(action: Action, task: Record) -> list[str]:
    """What the task itself still lacks for this action, before anybody presses its button."""
    if "finished" not in action.needs:
        return []
    try:
        needs.finished(Ask(store, task, {}, now()))
    except Invalid as lack:
        return [] if lack.asks else list(lack.fields.values())
    return []


HINTS = {
    "submit": "",
    "withdraw": "Rencana kembali ke tangan Anda dan dapat diperbaiki. Sekdis tidak lagi melihatnya dalam antrean.",
    "return_plan": "Rencana kembali ke Ketua LKKS bersama alasan Anda.",
    "report": "Laporan dan sampulnya terbit dengan nomor ini, dan tugas dilaporkan ke pimpinan.",
    "drop_evidence": "Bukti tidak lagi dihitung dan tidak dapat dibuka. Catatannya tetap ada di riwayat.",
    "claim": "Dinas Sosial Aceh memeriksa bukti, lalu menyatakan dilaksanakan atau mengembalikan dengan alasan.",
    "return_claim": "Tugas kembali ke Ketua LKKS bersama alasan Anda.",
    "verify": "",
    "reopen": "Tugas kembali ke tahap dilaporkan. Laporan pelaksanaan yang sudah terbit ditandai dicabut.",
    "decline": "Dinas Sosial Aceh memutuskan: tetap ditugaskan, atau dibatalkan. Hanya dapat dinyatakan satu kali.",
    "insist": "Tugas kembali ke Ketua LKKS bersama alasan Anda.",
    "revoke_report": "Laporan, tanda terima, dan lembar disposisinya ditandai dicabut, dan rencana kembali ke meja "
    "Anda. Nomornya tetap terpakai. Laporan gabungan dicabut untuk semua butirnya.",
    "strike_progress": "Catatan ini tetap ada di riwayat, tetapi tidak dihitung dan tidak dicetak. Buktinya ikut "
    "dihapus.",
    "withdraw_claim": "Tugas kembali ke tangan Anda. Dinas Sosial Aceh tidak lagi melihatnya dalam antrean.",
    "judge": "",
    "withdraw_change": "Permintaan ditarik, dan tugas kembali ke tangan Anda.",
    "support_change": "Permintaan diteruskan ke Dinas Sosial Aceh, yang memutuskan.",
    "refuse_change": "Tugas kembali ke Ketua LKKS bersama alasan Anda, dan berjalan seperti semula.",
    "grant_change": "Perubahan berlaku sejak hari ini, dan adendum bernomor terbit.",
    "grant_transfer": "Tugas ini ditutup di sini dan dibuka di pemilik yang baru. Adendum bernomor terbit.",
    "grant_impossible": "Tugas ditutup sebagai tidak dapat ditindaklanjuti, dan keterangan bernomor terbit.",
    "ask_help": "Permintaan langsung ke provinsi. Waktu Anda berhenti dihitung sampai provinsi menjawab.",
    "withdraw_help": "Permintaan bantuan ditarik, dan waktu Anda dihitung lagi.",
    "take_help": "Provinsi mengerjakannya sebagai tugasnya sendiri. Bila itu selesai, permintaan ini terjawab sendiri.",
    "answer_help": "Tugas kembali ke Ketua LKKS bersama jawaban Anda. Dengan tenggat baru terbit adendum bernomor.",
    **{name: "" for name in ACTIONS if name.startswith(UNDO)},
    "cancel": "Tugas tidak lagi dihitung. Riwayat dan dokumennya tetap ada.",
}
