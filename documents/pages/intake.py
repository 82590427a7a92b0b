"""Taking in an office's file: choose or paste it, check what was understood, record it, take it back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from documents.mending.sheet_acts import again
from documents.pages import intake_form
from documents.pages.intake_sheet import acted, back, changed, sheet_page
from documents.pages.intake_source import SourceForm, files, read_again, taken_in, targets, waiting_files
from documents.readers.files.unreadable import MOST_BYTES
from workflow.errors import Invalid
from workflow.intake import office_file
from workflow.store import Record
from workflow.web.current import actor, now, store
from workflow.web.forms import Versioned
from workflow.web.saving import Page, save_or_show
from workflow.web.uploads import takes_file

pages = Blueprint("intake", __name__)
UNUSED = "Kolom yang Anda pilih belum dipakai. Baca ulang dengan kolom itu, atau kembalikan pilihannya."


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
        taken = taken_in(form)
        if taken is None:
            return show(), 422
        return redirect(url_for("intake.check", intake_id=taken["id"]), 303)

    def show() -> str:
        waiting = store.find("intake", state=office_file.OPEN, order="-id", limit=10)
        return render_template(
            "intake/new.html", form=form, waiting=waiting, most_megabytes=MOST_BYTES // 1024**2,
            held=waiting_files() if form.asked else [],
        )  # fmt: skip

    return save_or_show(form, save, show)


@pages.route("/impor/<int:intake_id>", methods=["GET", "POST"])
def check(intake_id: int) -> Any:
    """The sheet: mended here as often as it takes, then recorded."""
    if request.method == "GET":
        return sheet_page(office_file.readable_intake(store, actor(), intake_id))
    return changed(intake_id, acted, _next)


def _next(found: Record) -> Any:
    """What was typed is kept; columns that were chosen are not used yet, and not forgotten either."""
    typed, sheet = request.form, found["sheet"]
    if intake_form.columns_chosen(typed, sheet) or intake_form.headless_chosen(typed, sheet):
        return sheet_page(found, wrong={"columns": UNUSED}, status=422)
    return _recorded(found) if typed.get("do") == "catat" else back(found)


def _recorded(found: Record) -> Any:
    try:
        made = office_file.record_intake(store, actor(), found["id"], version=found["version"], at=now())
    except Invalid as refusal:
        return sheet_page(found, wrong=refusal.fields, status=422)
    files().drop(made["source"]["sha256"])
    outcomes, tasks = len(made["made"]["outcomes"]), len(made["made"]["tasks"])
    flash(f"{outcomes} butir hasil dan {tasks} tugas tersimpan dari {made['source']['name']}.", "done")
    return redirect(url_for("rakor.show", rakor_id=made["rakor"]), 303)


@pages.post("/impor/<int:intake_id>/kolom")
def columns(intake_id: int) -> Any:
    """Reads the file again with other columns; what had been mended by hand stays where its row is still there."""

    def told(found: Record) -> Response:
        flash("Berkas dibaca ulang dengan kolom pilihan Anda.", "done")
        return redirect(url_for("intake.check", intake_id=intake_id), 303)

    return changed(intake_id, _by_columns, told)


def _by_columns(found: Record) -> dict[str, Any]:
    sheet, password = found["sheet"], request.form.get("password", "")
    try:
        fresh = read_again(found["source"], password, intake_form.mapping(request.form, sheet), sheet["head"])["sheet"]
    except Invalid as refusal:
        raise Invalid({"columns": " ".join(refusal.fields.values())}) from None
    found_again, lost = again(fresh, sheet)
    for said in lost:
        flash(f"Tidak dapat diulang, karena barisnya tidak ada lagi: {said}.", "wait")
    return found_again


@pages.post("/impor/<int:intake_id>/buang")
def drop(intake_id: int) -> Response:
    found = office_file.drop(store, actor(), intake_id, version=Versioned().seen())
    files().drop(found["source"]["sha256"])
    flash("Berkas itu dibuang. Rakor tidak berubah.", "done")
    return redirect(url_for("intake.new", rakor=found["rakor"] or None), 303)


@pages.post("/impor/<int:intake_id>/batal")
def undo(intake_id: int) -> Response:
    found = office_file.undo(store, actor(), intake_id, version=Versioned().seen(), at=now())
    flash("Yang tersimpan dari berkas itu dibatalkan; butir dan tugasnya sudah tidak ada.", "done")
    if store.get("rakor", found["rakor"]):
        return redirect(url_for("rakor.show", rakor_id=found["rakor"]), 303)
    return redirect(url_for("rakor.index"), 303)
