"""The settings as one workbook: fetched, changed in Excel, sent back, checked row by row, saved."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_wtf.file import FileField
from itsdangerous import BadData, URLSafeSerializer

from documents.lists.excel import Column, Sheet, workbook_of
from documents.pages.lists import attached
from documents.pages.who_reads import reader
from documents.readers.files.unreadable import MOST_BYTES
from workflow.errors import Invalid
from workflow.evidence.file_names import clean_name
from workflow.offices import book_changes, book_columns
from workflow.offices.book_changes import CHANGED, NEW, REFUSED, Book, Moved
from workflow.web.current import actor, now, store, today
from workflow.web.forms import Form
from workflow.web.saving import Page, save_or_show
from workflow.web.uploads import takes_file

pages = Blueprint("settings_book", __name__, url_prefix="/pengaturan")
GONE = "Halaman periksa ini tidak dapat dibaca lagi. Kirim berkasnya sekali lagi."


class BookForm(Form):
    file = FileField("Berkas pengaturan")


@pages.get("/berkas.xlsx")
def file() -> Page:
    rows = book_columns.rows(store)
    sheets = [
        Sheet(title, [Column(column.head, column.width) for column in sheet.columns], rows[title])
        for title, sheet in book_columns.SHEETS.items()
    ]
    how = Sheet(book_columns.HELP, [Column("Tentang", 24), Column("Caranya", 90)], book_columns.HOW)
    return attached(workbook_of([*sheets, how]), "xlsx", f"Pengaturan-Tuntas-{today()}")


@pages.route("/berkas", methods=["GET", "POST"])
@takes_file(MOST_BYTES)
def show() -> Page:
    """The page that takes the file; sent, what it would change. Nothing is kept of it: its rows go along signed."""
    form = BookForm()

    def check() -> Page:
        sent = form.file.data
        if not (sent and sent.filename):
            raise Invalid({"file": "Pilih berkasnya dahulu."})
        name = clean_name(sent.filename)
        sheets = reader().named_sheets(name, sent.stream.read())
        return _check_page(name, book_changes.plan(store, actor(), sheets, at=now()))

    return save_or_show(form, check, lambda: _start(form))


@pages.route("/berkas/simpan", methods=["GET", "POST"])
def save() -> Page:
    """Saves what the page has shown, or shows how it would be now. Opened, it leads to where a file is sent."""
    if request.method == "GET":
        return redirect(url_for(".show"))
    try:
        sent: dict[str, Any] = _signer().loads(request.form.get("kept", ""))
    except BadData:
        form = BookForm(formdata=None)
        form.complain(Invalid({"file": GONE}))
        return _start(form), 422
    try:
        book, words = book_changes.record(store, actor(), sent["rows"], mark=sent["mark"], at=now())
    except Moved as moved:
        return _check_page(sent["name"], moved.book, moved=True), 409
    done = f"{len(book.of(NEW))} baru dan {len(book.of(CHANGED))} perubahan tersimpan dari {sent['name']}."
    if words or book.of(REFUSED):
        return render_template("settings/book_done.html", done=done, words=words, refused=book.of(REFUSED))
    flash(done, "done")
    return redirect(url_for(".show"), 303)


def _start(form: BookForm) -> str:
    return render_template(
        "settings/book.html", form=form, how=book_columns.HOW, most_megabytes=MOST_BYTES // 1024**2
    )  # fmt: skip


def _check_page(name: str, book: Book, **more: Any) -> str:
    kept = _signer().dumps({"name": name, "rows": book.open_rows, "mark": book.mark})
    return render_template(
        "settings/book_check.html", name=name, book=book, kept=kept, **{"moved": False, **more},
        shown=[one for what in (REFUSED, NEW, CHANGED) for one in book.of(what)],
        counted={what: len(book.of(what)) for what in (NEW, CHANGED, REFUSED, book_changes.SAME)},
        meanwhile=book_changes.CHANGED_MEANWHILE,
    )  # fmt: skip


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"pengaturan {actor().id}")
