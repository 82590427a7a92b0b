"""Taking in an office's file: choose or paste it, check what was understood, record it, take it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from documents.pages import intake_form
from documents.pages.intake_source import Sent, SourceForm, files, read, taken_in, targets
from documents.readers import check_sheet
from documents.readers.files.unreadable import MOST_BYTES
from workflow.errors import Invalid, Stale
from workflow.intake import office_file
from workflow.intake.foreseen import foreseen
from workflow.plan_fields import DEADLINE, READ
from workflow.store import Record
from workflow.text import YES, tidy
from workflow.web.current import actor, now, store
from workflow.web.forms import Versioned
from workflow.web.saving import Page, save_or_show
from workflow.web.uploads import takes_file
from workflow.web.words import plain_date

pages = Blueprint("intake", __name__)
ROWS = 30  # on one page of the sheet
FIELD_WORDS = {
    "": "– tidak dipakai –", "no": "Nomor", "outcome": "Butir hasil",
    **{name: field.listed.head for name, field in READ.items()}, "regions": "Kabupaten/kota",
}  # fmt: skip
# The texts of a row that are folded away below its action.
FOLDED = [field for field in READ.values() if field is not DEADLINE and field.name != "action"]


@pages.route("/impor", methods=["GET", "POST"])
@takes_file(MOST_BYTES)
def new() -> Page:
    form = SourceForm()
    form.rakor.choices = targets()
    if request.method == "GET":
        form.rakor.data = request.args.get("rakor", "")
        if form.rakor.data not in dict(form.rakor.choices):
            form.complain(Invalid({"rakor": "Rakor pada alamat ini tidak ada. Pilih dari daftar."}))

    def save() -> Page:
        return redirect(url_for("intake.check", intake_id=taken_in(form)["id"]), 303)

    def show() -> str:
        waiting = store.find("intake", state=office_file.OPEN, order="-id", limit=10)
        return render_template("intake/new.html", form=form, waiting=waiting, most_megabytes=MOST_BYTES // 1024**2)

    return save_or_show(form, save, show)


@pages.route("/impor/<int:intake_id>", methods=["GET", "POST"])
def check(intake_id: int) -> Any:
    """The sheet: mended here as often as it takes, then recorded."""
    found, form, page = office_file.readable_intake(store, actor(), intake_id), Versioned(), _page()
    if request.method == "GET":
        return _sheet_page(found, page)
    if found["state"] != office_file.OPEN:
        return _sheet_page(found, page, status=409)
    mended = intake_form.mended(found["sheet"], request.form)
    try:
        found = _keep(found, mended, form.seen())
    except Stale as late:
        current = late.current
        typed = {**current, "sheet": intake_form.mended(current["sheet"], request.form)}
        return _sheet_page(typed, page, stored=current, status=409)
    if request.form.get("do") == "catat":
        return _record(found, page)
    flash("Perbaikan tersimpan. Belum ada yang masuk ke rakor.", "done")
    return redirect(url_for("intake.check", intake_id=intake_id, hal=request.form.get("ke", page)), 303)


def _keep(found: Record, sheet: dict[str, Any], version: int) -> Record:
    return office_file.mend(store, actor(), found["id"], sheet, rakor_id=found["rakor"], version=version)


def _record(found: Record, page: int) -> Any:
    try:
        made = office_file.record_intake(store, actor(), found["id"], version=found["version"], at=now())
    except Invalid as refusal:
        return _sheet_page(found, page, wrong=refusal.fields, status=422)
    files().path(made["source"]["sha256"]).unlink(missing_ok=True)
    outcomes, tasks = len(made["made"]["outcomes"]), len(made["made"]["tasks"])
    flash(f"{outcomes} butir hasil dan {tasks} tugas tersimpan dari {made['source']['name']}.", "done")
    return redirect(url_for("rakor.show", rakor_id=made["rakor"]), 303)


def _page() -> int:
    return max(1, min(request.args.get("hal", 1, type=int), 10_000))


def _sheet_page(
    found: Record,
    page: int,
    *,
    stored: Mapping[str, Any] | None = None,
    wrong: dict[str, str] | None = None,
    status: int = 200,
) -> Any:
    """One page of the sheet. ``stored`` is what a colleague saved meanwhile, ``wrong`` what stops the recording."""
    sheet = found["sheet"]
    rows = intake_form.in_order(sheet)
    pages_ = max(1, -(-len(rows) // ROWS))
    page = min(page, pages_)
    where = {row["key"]: n // ROWS + 1 for n, row in enumerate(rows)}
    rakor = store.get("rakor", found["rakor"]) if found["rakor"] else None
    is_open = found["state"] == office_file.OPEN
    problems = office_file.problems(found) if is_open else {}
    return render_template(
        "intake/check.html", intake=found, sheet=sheet, rows=rows[(page - 1) * ROWS : page * ROWS], page=page,
        pages=pages_, where=where,
        places={row["key"]: row["place"] or "baris" for row in rows},
        order={outcome["key"]: n for n, outcome in enumerate(sheet["outcomes"], 1)},
        rakor=rakor, wrong=wrong or {}, problems=problems, form=Versioned(),
        stored=intake_form.by_key(stored["sheet"]) if stored else {}, questions=check_sheet.questions(sheet),
        doubts=check_sheet.doubts(sheet),
        without_place=check_sheet.without_place(sheet), understood=understood, field_words=FIELD_WORDS,
        folded=FOLDED, tables=intake_form.tables(sheet),
        stops=office_file.moved(store, found) if found["state"] == office_file.RECORDED else [],
        new=foreseen(store, found["rakor"], sheet) if is_open else None,
        has_file=files().path(found["source"]["sha256"]).exists(),
    ), status  # fmt: skip


def understood(task: Record) -> str:
    """What a deadline was read as."""
    if task["deadline"]:
        day = plain_date(task["deadline"])
        return day if task["precision"] == "day" else f"paling lambat {day}; kata-katanya ikut disimpan"
    return "tanpa tanggal; kata-katanya ikut disimpan" if task["deadline_written"] else ""


@pages.post("/impor/<int:intake_id>/jawab")
def answer(intake_id: int) -> Response:
    """Answers one question for every row that asks it: with a yes, another spelling, or a kabupaten/kota where none is
    named."""
    form = Versioned()
    found = office_file.still_open(store, actor(), intake_id, form.seen())
    sheet = check_sheet.confirmed(found["sheet"], request.form.getlist(YES))
    if "answer" in request.form:
        sheet = check_sheet.answered(sheet, request.form.get("written", ""), tidy(request.form["answer"]))
    _keep(found, sheet, form.seen())
    return redirect(url_for("intake.check", intake_id=intake_id), 303)


@pages.post("/impor/<int:intake_id>/kolom")
def columns(intake_id: int) -> Response:
    """Reads the file again with other columns; what had been mended by hand stays where its row is still there."""
    form = Versioned()
    found = office_file.still_open(store, actor(), intake_id, form.seen())
    source = found["source"]
    try:
        content = files().read(source["sha256"])
    except FileNotFoundError:
        raise Invalid({"file": "Berkasnya tidak tersimpan lagi. Buang yang ini, lalu unggah ulang."}) from None
    mapping, head = intake_form.mapping(request.form, found["sheet"]), found["sheet"]["head"]
    fresh = read(Sent(source["name"], content, source["kind"]), mapping=mapping, head=head)["sheet"]
    _keep(found, check_sheet.overlaid(fresh, found["sheet"]), form.seen())
    flash("Berkas dibaca ulang dengan kolom pilihan Anda.", "done")
    return redirect(url_for("intake.check", intake_id=intake_id), 303)


@pages.post("/impor/<int:intake_id>/buang")
def drop(intake_id: int) -> Response:
    found = office_file.drop(store, actor(), intake_id, version=Versioned().seen())
    files().path(found["source"]["sha256"]).unlink(missing_ok=True)
    flash("Berkas itu dibuang. Rakor tidak berubah.", "done")
    return redirect(url_for("intake.new", rakor=found["rakor"] or None), 303)


@pages.post("/impor/<int:intake_id>/batal")
def undo(intake_id: int) -> Response:
    found = office_file.undo(store, actor(), intake_id, version=Versioned().seen(), at=now())
    flash("Yang tersimpan dari berkas itu dibatalkan; butir dan tugasnya sudah tidak ada.", "done")
    if store.get("rakor", found["rakor"]):
        return redirect(url_for("rakor.show", rakor_id=found["rakor"]), 303)
    return redirect(url_for("rakor.index"), 303)
