"""Taking in a list of LKS: choose the file, check what it would do to the register, record it, take it back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf.file import FileField
from werkzeug.wrappers import Response

from documents.pages import lks_columns
from documents.pages.who_reads import reader
from documents.readers.files.unreadable import MOST_BYTES
from documents.readers.lks.lks_file import LksReading
from workflow.errors import Invalid
from workflow.evidence.file_names import clean_name
from workflow.evidence.hashed_files import HashedFiles
from workflow.lks import importing, list_plan
from workflow.lks.list_plan import ASKED, CHANGED, LEFT, NEW, Plan, Planned
from workflow.once import once
from workflow.records import LksList
from workflow.regions import regions
from workflow.web.current import actor, kept_files, now, store, today
from workflow.web.forms import Form, Versioned
from workflow.web.pressing import press
from workflow.web.saving import Late, Page, save_or_show
from workflow.web.uploads import takes_file

pages = Blueprint("lks_import", __name__)
ROWS = 50  # on one page of the list
SHOWN = (ASKED, NEW, CHANGED, LEFT)  # the rows of the table, in this order; what stays the same is told below it


class FileForm(Form):
    file = FileField("Daftar LKS")


def files() -> HashedFiles:
    """The files that are being checked; one that was recorded or thrown away is not kept."""
    return kept_files("intake")


@pages.route("/lks/impor", methods=["GET", "POST"])
@takes_file(MOST_BYTES)
def new() -> Page:
    form = FileForm()
    importing.check_importer(actor())

    def save() -> Page:
        made = once(store, press(), lambda: {"id": _taken_in(form)["id"]}, at=now())
        return redirect(url_for(".check", list_id=made["id"]), 303)

    def show() -> str:
        return render_template(
            "lks/import_new.html", form=form, lists=importing.lists(store, actor()),
            most_megabytes=MOST_BYTES // 1024**2,
        )  # fmt: skip

    return save_or_show(form, save, show)


def _taken_in(form: FileForm) -> LksList:
    sent = form.file.data
    if not (sent and sent.filename):
        raise Invalid({"file": "Pilih berkas daftarnya dahulu."})
    name, content = clean_name(sent.filename), sent.stream.read()
    read = reader().lks_list(name, content, today(), None)
    source = {"name": name, "sha256": hashlib.sha256(content).hexdigest(), "kind": read["kind"]}
    files().keep(content)
    return importing.open_list(store, actor(), source, read, day=today(), at=now())


@pages.route("/lks/impor/<int:list_id>", methods=["GET", "POST"])
def check(list_id: int) -> Page:
    """What the list would do, row by row: answered as often as it takes, then recorded."""
    found, form = importing.readable_list(store, actor(), list_id), Versioned()
    if found["state"] != importing.OPEN:
        return _page(found, form), 200 if request.method == "GET" else 409

    def save() -> Page:
        kept = importing.answer(store, actor(), list_id, _answers(found), version=form.seen())
        if request.form.get("do") == "catat":
            return _record(kept)
        if key := request.form.get("baris"):
            return redirect(url_for("lks_row.mend", list_id=list_id, key=key), 303)
        flash("Jawaban tersimpan. Belum ada yang masuk ke daftar LKS.", "done")
        return redirect(url_for(".check", list_id=list_id, hal=request.form.get("ke", _number())), 303)

    def show() -> str:
        return _page(importing.readable_list(store, actor(), list_id), form)

    def late(_: Late) -> Page:
        now_kept = importing.readable_list(store, actor(), list_id)
        return _page(importing.answered(now_kept, _answers(now_kept)), form, late=True), 409

    return save_or_show(form, save, show, late)


def _record(found: LksList) -> Page:
    done, new, changed = importing.record(store, actor(), found["id"], version=found["version"], at=now())
    if done["state"] == importing.RECORDED:
        files().drop(done["source"]["sha256"])
    flash(f"{new} LKS baru dan {changed} perubahan tersimpan dari {done['source']['name']}.", "done")
    return redirect(url_for(".check", list_id=found["id"]), 303)


def _answers(found: LksList) -> dict[str, dict[str, Any]]:
    """Of the rows that were on the page: only then does a missing tick mean that a row is not taken."""
    typed, answers = request.form, {}
    for row in found["sheet"]["rows"]:
        key = row["key"]
        if f"{key}.shown" in typed:
            answers[key] = {"take": f"{key}.take" in typed} | {
                name: typed[f"{key}.{name}"][:20] for name in ("which", "region") if f"{key}.{name}" in typed
            }
    return answers


def _number() -> int:
    return max(1, min(request.args.get("hal", 1, type=int), 10_000))


def address_of(found: LksList, key: str) -> str:
    """Where a row stands in the check page."""
    shown = [one.row["key"] for one in _shown(importing.plan(store, found))]
    if key not in shown:
        return url_for("lks_import.check", list_id=found["id"], _anchor="tetap")
    return url_for("lks_import.check", list_id=found["id"], hal=shown.index(key) // ROWS + 1, _anchor=key)


def _shown(making: Plan) -> list[Planned]:
    return [one for what in SHOWN for one in making.of(what)]


def _page(found: LksList, form: Versioned, *, late: bool = False) -> str:
    making = importing.plan(store, found)
    rows = _shown(making)
    pages_ = max(1, -(-len(rows) // ROWS))
    number = min(_number(), pages_)
    return render_template(
        "lks/import_check.html", found=found, sheet=found["sheet"], rows=rows[(number - 1) * ROWS : number * ROWS],
        same=making.of(list_plan.SAME), counted=_counted(making), page=number, pages=pages_, late=late, form=form,
        lines=sum(len(row["rows"]) for row in found["sheet"]["rows"]), places=regions(),
        columns=lks_columns.choices(found["sheet"]), used=lks_columns.used(found["sheet"]),
        column_words=lks_columns.WORDS,
        tables=lks_columns.tables(found["sheet"]), stops=importing.moved(store, found) if found["made"] else [],
        has_file=files().holds(found["source"]["sha256"]), wrong=form.refused.get("list", ""),
    )  # fmt: skip


def _counted(making: Plan) -> dict[str, int]:
    counted = {what: len(making.of(what)) for what in (*SHOWN, list_plan.SAME, list_plan.DONE)}
    return {**counted, "asked": sum(one.row["take"] for one in making.of(ASKED))}


@pages.post("/lks/impor/<int:list_id>/kolom")
def columns(list_id: int) -> Response:
    """Reads the file again with other columns; answers stay with the rows that are still there."""
    form = Versioned()
    found = importing.still_open(store, actor(), list_id, form.seen())
    read = _read_again(found, lks_columns.mapping(request.form, found["sheet"]))
    importing.read_again(store, actor(), list_id, read, version=form.seen())
    flash("Daftar dibaca ulang dengan kolom pilihan Anda.", "done")
    return redirect(url_for(".check", list_id=list_id), 303)


def _read_again(found: LksList, mapping: Mapping[str, Any]) -> LksReading:
    try:
        content = files().read(found["source"]["sha256"])
    except FileNotFoundError:
        raise Invalid({"file": "Berkasnya tidak tersimpan lagi. Buang yang ini, lalu unggah ulang."}) from None
    return reader().lks_list(found["source"]["name"], content, found["day"], mapping)


@pages.post("/lks/impor/<int:list_id>/buang")
def drop(list_id: int) -> Response:
    found = importing.drop(store, actor(), list_id, version=Versioned().seen())
    files().drop(found["source"]["sha256"])
    flash("Yang belum tersimpan dari daftar itu dibuang.", "done")
    return redirect(url_for(".new"), 303)


@pages.post("/lks/impor/<int:list_id>/batal")
def undo(list_id: int) -> Response:
    found = importing.undo(store, actor(), list_id, version=Versioned().seen(), at=now())
    files().drop(found["source"]["sha256"])
    flash("Semua yang tersimpan dari daftar itu dibatalkan.", "done")
    return redirect(url_for(".new"), 303)
