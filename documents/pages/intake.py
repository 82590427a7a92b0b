"""Taking in an office's file: choose or paste it, check what was understood, record it, take it back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf.file import FileField
from werkzeug.wrappers import Response
from wtforms import SelectField, TextAreaField

from documents.pages import intake_form
from documents.pages.intake_files import files
from documents.pages.intake_sheet import back, changed, sheet_page, tick_all
from documents.pages.who_reads import reader
from documents.readers import check_sheet
from documents.readers.files.unreadable import MOST_BYTES
from workflow.errors import Invalid
from workflow.evidence.file_names import clean_name
from workflow.intake import office_file
from workflow.rakor.recording import readable_rakor
from workflow.store import Record
from workflow.text import tidy
from workflow.web.current import actor, now, store
from workflow.web.forms import Form, Versioned
from workflow.web.saving import Page, save_or_show
from workflow.web.uploads import takes_file

pages = Blueprint("intake", __name__)
PASTED = "tempelan"
UNUSED = "Kolom yang Anda pilih belum dipakai. Baca ulang dengan kolom itu, atau kembalikan pilihannya."


class SourceForm(Form):
    rakor = SelectField("Untuk rakor", validate_choice=False, coerce=str)
    file = FileField("Berkas Word, Excel, CSV, atau teks")
    pasted = TextAreaField("Tempelan")


@pages.route("/impor", methods=["GET", "POST"])
@takes_file(MOST_BYTES)
def new() -> Page:
    form = SourceForm()
    form.rakor.choices = _targets()
    if request.method == "GET":
        form.rakor.data = request.args.get("rakor", "")
        if form.rakor.data not in dict(form.rakor.choices):
            form.complain(Invalid({"rakor": "Rakor pada alamat ini tidak ada. Pilih dari daftar."}))

    def save() -> Page:
        return redirect(url_for("intake.check", intake_id=_taken_in(form)["id"]), 303)

    def show() -> str:
        waiting = store.find("intake", state=office_file.OPEN, order="-id", limit=10)
        return render_template("intake/new.html", form=form, waiting=waiting, most_megabytes=MOST_BYTES // 1024**2)

    return save_or_show(form, save, show)


def _targets() -> list[tuple[str, str]]:
    known = store.find("rakor", order="-start", limit=100, closed=None)
    return [("", "Rakor baru, menurut berkas ini"), *((str(r["id"]), r["title"]) for r in known)]


def _taken_in(form: SourceForm) -> Record:
    """Reads the file or the pasted block and opens its intake. Raises ``Invalid`` with the reason beside the field."""
    chosen = str(form.rakor.data or "")
    if chosen not in dict(_targets()):
        raise Invalid({"rakor": "Pilih rakor dari daftar."})
    rakor = readable_rakor(store, actor(), int(chosen)) if chosen else None
    name, content = _sent(form)
    read = _read(name, content, head={"start": rakor["start"], "end": rakor["end"]} if rakor else None)
    source = {"name": clean_name(name), "sha256": hashlib.sha256(content).hexdigest(), "kind": read["kind"]}
    files().keep(content)
    return office_file.open_intake(
        store, actor(), source, read["sheet"], rakor_id=rakor["id"] if rakor else 0, at=now()
    )


def _sent(form: SourceForm) -> tuple[str, bytes]:
    pasted = str(form.pasted.data or "")
    if form.file.data and form.file.data.filename:
        return form.file.data.filename, form.file.data.stream.read()
    if tidy(pasted):
        return PASTED, pasted.encode()
    raise Invalid({"file": "Pilih berkasnya, atau tempelkan isinya di bawah."})


def _read(name: str, content: bytes, *, mapping: Any = None, head: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What was understood: see ``Reader.office_file``."""
    if name == PASTED:
        return reader().pasted(content, mapping, head)
    return reader().office_file(name, content, mapping, head)


@pages.route("/impor/<int:intake_id>", methods=["GET", "POST"])
def check(intake_id: int) -> Any:
    """The sheet: mended here as often as it takes, then recorded."""
    if request.method == "GET":
        return sheet_page(office_file.readable_intake(store, actor(), intake_id))
    return changed(intake_id, tick_all, _next)


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
    files().path(made["source"]["sha256"]).unlink(missing_ok=True)
    outcomes, tasks = len(made["made"]["outcomes"]), len(made["made"]["tasks"])
    flash(f"{outcomes} butir hasil dan {tasks} tugas tersimpan dari {made['source']['name']}.", "done")
    return redirect(url_for("rakor.show", rakor_id=made["rakor"]), 303)


@pages.post("/impor/<int:intake_id>/kolom")
def columns(intake_id: int) -> Any:
    """Reads the file again with other columns; what had been mended by hand stays where its row is still there."""

    def told(found: Record) -> Response:
        flash("Berkas dibaca ulang dengan kolom pilihan Anda.", "done")
        return redirect(url_for("intake.check", intake_id=intake_id), 303)

    return changed(intake_id, _read_again, told)


def _read_again(found: Record) -> dict[str, Any]:
    source, sheet = found["source"], found["sheet"]
    try:
        content = files().read(source["sha256"])
    except FileNotFoundError:
        raise Invalid({"file": "Berkasnya tidak tersimpan lagi. Buang yang ini, lalu unggah ulang."}) from None
    name = PASTED if source["kind"] == "pasted" else source["name"]
    fresh = _read(name, content, mapping=intake_form.mapping(request.form, sheet), head=sheet["head"])["sheet"]
    return check_sheet.overlaid(fresh, sheet)


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
