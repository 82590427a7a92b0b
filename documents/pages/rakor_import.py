"""A rakor from another Tuntas: sent, looked at, then recorded."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf.file import FileField

from documents.issue.rakor_zip import MOST_BYTES
from documents.pages.who_reads import reader
from workflow.errors import Invalid
from workflow.evidence.hashed_files import HashedFiles
from workflow.once import once
from workflow.rakor import file_in, file_recording
from workflow.web.current import actor, kept_files, now, store
from workflow.web.forms import Form
from workflow.web.pressing import press
from workflow.web.saving import Page, save_or_show
from workflow.web.uploads import takes_file

pages = Blueprint("rakor_import", __name__)


class FileForm(Form):
    file = FileField("Berkas rakor dari Tuntas lain")


def files() -> HashedFiles:
    """Where it waits between looking and recording; what is given up is swept with the office files."""
    return kept_files("intake")


@pages.route("/rakor/impor", methods=["GET", "POST"])
@takes_file(MOST_BYTES)
def new() -> Page:
    """Choose the file; with ``?berkas=`` what is in it, and the button that records it."""
    form, chosen = FileForm(), request.args.get("berkas", "")
    if chosen and request.method == "GET":
        return _page(form, **_looked_into(chosen))

    def save() -> Page:
        return redirect(url_for(".new", berkas=_taken_in(form)), 303)

    return save_or_show(form, save, lambda: _page(form))


def _looked_into(chosen: str) -> dict[str, Any]:
    """What the page says of a file that waits: what is in it, whether it is here already, or what is wrong."""
    try:
        data = _waiting(chosen)
    except Invalid as refusal:
        return {"berkas": chosen, "wrong": refusal.fields["file"]}
    return {"berkas": chosen, "data": data, "there": file_recording.already_here(store, data)}


@pages.post("/rakor/impor/catat")
def record() -> Page:
    chosen, form = request.form.get("berkas", ""), Form()

    def recorded() -> dict[str, Any]:
        return {"id": file_recording.record(store, actor(), _waiting(chosen), chosen, at=now())["id"]}

    def save() -> Page:
        made = once(store, press(), recorded, at=now())
        files().drop(chosen)
        flash(
            "Rakor tersimpan beserta butir hasil dan tugasnya. Dokumen yang sudah terbit tetap di Tuntas asal.", "done"
        )
        return redirect(url_for("rakor.show", rakor_id=made["id"]), 303)

    def show() -> str:
        wrong = form.refused.get("file", " ".join(form.refused.values()))
        return _page(FileForm(formdata=None), wrong=wrong)

    return save_or_show(form, save, show)


def _taken_in(form: FileForm) -> str:
    if not (form.file.data and form.file.data.filename):
        raise Invalid({"file": "Pilih rakor.json, atau ZIP rakor yang memuatnya."})
    return files().keep(reader().rakor_file(form.file.data.stream.read()))


def _waiting(sha256: str) -> dict[str, Any]:
    try:
        return reader().rakor(files().read(sha256))
    except FileNotFoundError:
        raise Invalid({"file": "Berkas itu tidak tersimpan lagi. Kirim sekali lagi."}) from None


def _page(form: Any, *, data: Any = None, berkas: str = "", there: Any = None, wrong: str = "") -> str:
    return render_template(
        "rakor/import.html", form=form, data=data, berkas=berkas, there=there, wrong=wrong,
        told=file_in.told(data) if data else {}, most_megabytes=MOST_BYTES // 1024**2,
    )  # fmt: skip
