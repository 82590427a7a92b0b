"""The public check page: does this paper count, and is my file the one that was issued? No login, no personal data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask_wtf.file import FileField

from documents.issue.marked_copy import MARKS
from documents.pages.blueprint import pages
from documents.pages.compared_file import BUSY, NONE, examined
from workflow import pacing
from workflow.errors import Unreadable
from workflow.offices.number_patterns import ALPHABET
from workflow.papers.issuing import of_task, tasks_of
from workflow.rakor.papers import of_rakor
from workflow.store import Record
from workflow.web.current import now, store
from workflow.web.forms import Form
from workflow.web.saving import Page
from workflow.web.uploads import takes_file

LENGTH = 12
FORMATS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
STATUS = {NONE: 422, BUSY: 503}
MOST_BYTES = 50 * 1024 * 1024
PREFIX = 16  # hexadecimal digits of a hash that are shown: enough to tell files apart, short enough to compare by eye


class CompareForm(Form):
    file = FileField("Pilih berkas")


@pages.url_value_preprocessor
def _brake(endpoint: str | None, values: object) -> None:
    """Before anything of the request is read: one address gets so much."""
    if endpoint == "documents.check":
        cost = pacing.UPLOAD if request.method == "POST" else pacing.LOOKUP
        pacing.charge(store, "cek", _address(), cost, at=now())


def _address() -> str:
    return request.remote_addr or ""


@pages.after_request
def _unlisted(response: Response) -> Response:
    """Who holds the paper may look; search engines need not."""
    if request.endpoint == "documents.check":
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@pages.get("/cek", endpoint="check_form")
def ask() -> Page:
    """The form for a code; the code it sends goes into the address, so that it can be shared."""
    typed = request.args.get("kode", "").strip()
    if len(letters(typed)) == LENGTH:
        return redirect(url_for("documents.check", code=spelled(typed)))
    return unknown(typed) if typed else render_template("papers/check_form.html", typed="")


@pages.route("/cek/<code>", methods=["GET", "POST"])
@takes_file(MOST_BYTES)
def check(code: str) -> Page:
    record = find(code)
    if record is None:
        pacing.charge(store, "cek", _address(), pacing.UNKNOWN, at=now())
        return unknown(code)
    if code != record["code"] and request.method == "GET":
        return redirect(url_for("documents.check", code=record["code"]))
    form, newer = CompareForm(), successor(record)
    found = examined(record, newer, form.file.data, find) if form.validate_on_submit() else None
    return render_template(
        "papers/check.html", document=record, newer=newer, form=form, found=found, formats=FORMATS,
        prints=prints(record), marks=MARKS,
    ), STATUS.get(found.case, 200) if found else 200  # fmt: skip


def unknown(typed: str) -> tuple[str, int]:
    return render_template("papers/check_unknown.html", typed=typed), 404


def find(code: str) -> Record | None:
    """The issued document of a code, however its dashes and capitals were typed."""
    found = store.first("document", code=spelled(code)) if len(letters(code)) == LENGTH else None
    if found and "damaged" in found:
        raise Unreadable  # whether the paper counts is just what cannot be told
    return found


def letters(code: str) -> str:
    """Capitals and digits alone, and only those that codes are made of."""
    return re.sub(f"[^{ALPHABET}]", "", code.upper())[: LENGTH + 1]


def spelled(code: str) -> str:
    """As it is printed: 7KQ4-M2XD-95TB."""
    bare = letters(code)
    return "-".join(bare[i : i + 4] for i in range(0, len(bare), 4))


def prints(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Which file, and the beginning of its SHA-256 in groups of eight."""
    made = [(FORMATS[ext], record["files"][ext]) for ext in FORMATS if ext in record["files"]]
    made += [("PDF ber-TTE", record["signed"])] if record.get("signed") else []
    return [(name, f"{file['sha256'][:8]} {file['sha256'][8:PREFIX]} …") for name, file in made]


def successor(record: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The document that replaced this one."""
    tasks = tasks_of(record)
    later = [d for task in tasks for d in of_task(store, {"id": task})] if tasks else of_rakor(store, record["rakor"])
    return next((document for document in later if record["id"] in document["replaces"]), None)
