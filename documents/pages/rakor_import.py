"""A rakor from another Tuntas: sent, looked at, then recorded."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_wtf.file import FileField

from documents.issue.rakor_zip import MOST_BYTES, rakor_json
from workflow.errors import Invalid
from workflow.evidence.hashed_files import HashedFiles
from workflow.once import once
from workflow.rakor import file_in
from workflow.web.current import actor, now, store
from workflow.web.forms import Form
from workflow.web.pressing import press
from workflow.web.uploads import bound_upload

pages = Blueprint("rakor_import", __name__)


class FileForm(Form):
    file = FileField("Berkas rakor dari Tuntas lain")


@pages.url_value_preprocessor
def _bounded(endpoint: str | None, values: object) -> None:
    """Before anything of the request is read."""
    if endpoint == "rakor_import.new" and request.method == "POST":
        bound_upload(MOST_BYTES)


def files() -> HashedFiles:
    """Where it waits between looking and recording; what is given up is swept with the office files."""
    return HashedFiles(current_app.extensions["tuntas"].folder / "intake")


@pages.route("/rakor/impor", methods=["GET", "POST"])
def new() -> Any:
    """Choose the file; with ``?berkas=`` what is in it, and the button that records it."""
    form = FileForm()
    if request.method == "POST":
        sha256 = form.accept(lambda: _taken_in(form))
        if sha256:
            return redirect(url_for(".new", berkas=sha256), 303)
        return _page(form), 422
    chosen = request.args.get("berkas", "")
    if not chosen:
        return _page(form)
    data, wrong = None, ""
    try:
        data = _waiting(chosen)
    except Invalid as refusal:
        wrong = refusal.fields["file"]
    there = file_in.already_here(store, data) if data else None
    return _page(form, data=data, berkas=chosen, there=there, wrong=wrong)


@pages.post("/rakor/impor/catat")
def record() -> Any:
    chosen = request.form.get("berkas", "")

    def recorded() -> dict[str, Any]:
        return {"id": file_in.record(store, actor(), _waiting(chosen), chosen, at=now())["id"]}

    try:
        made = once(store, press(), recorded, at=now())
    except Invalid as refusal:
        return _page(FileForm(formdata=None), wrong=refusal.fields.get("file", refusal.sentence)), 422
    files().path(chosen).unlink(missing_ok=True)
    flash("Rakor tersimpan beserta butir hasil dan tugasnya. Dokumen yang sudah terbit tetap di Tuntas asal.", "done")
    return redirect(url_for("rakor.show", rakor_id=made["id"]), 303)


def _taken_in(form: FileForm) -> str:
    if not (form.file.data and form.file.data.filename):
        raise Invalid({"file": "Pilih rakor.json, atau ZIP rakor yang memuatnya."})
    content = rakor_json(form.file.data.stream.read())
    file_in.read(content)
    return files().keep(content)


def _waiting(sha256: str) -> dict[str, Any]:
    try:
        return file_in.read(files().read(sha256))
    except FileNotFoundError:
        raise Invalid({"file": "Berkas itu tidak tersimpan lagi. Kirim sekali lagi."}) from None


def _page(form: Any, *, data: Any = None, berkas: str = "", there: Any = None, wrong: str = "") -> str:
    return render_template(
        "rakor/import.html", form=form, data=data, berkas=berkas, there=there, wrong=wrong,
        told=file_in.told(data) if data else {}, most_megabytes=MOST_BYTES // 1024**2,
    )  # fmt: skip
