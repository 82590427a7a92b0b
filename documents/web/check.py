"""The public check page: does this paper count, and is my file the one that was issued? No login, no personal data."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any, cast

from flask import Blueprint, redirect, render_template, request, url_for
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from workflow.numbering import ALPHABET
from workflow.store import Record
from workflow.web.current import store
from workflow.web.forms import Form

LENGTH = 12
FORMATS = {"pdf": "PDF", "docx": "Word"}


class CompareForm(Form):
    file = FileField("Pilih berkas")


def add_to(pages: Blueprint) -> None:
    pages.get("/cek", endpoint="check_form")(ask)
    pages.route("/cek/<code>", methods=["GET", "POST"], endpoint="check")(check)


def ask() -> str | tuple[str, int] | Response:
    """The form for a code; the code it sends goes into the address, so that it can be shared."""
    typed = request.args.get("kode", "").strip()
    if len(letters(typed)) == LENGTH:
        return redirect(url_for("documents.check", code=spelled(typed)))
    return unknown(typed) if typed else render_template("papers/check_form.html", typed="")


def check(code: str) -> str | tuple[str, int] | Response:
    record = find(code)
    if record is None:
        return unknown(code)
    if code != record["code"] and request.method == "GET":
        return redirect(url_for("documents.check", code=record["code"]))
    form = CompareForm()
    result, status = "", 200
    if form.validate_on_submit():
        result = compare(record, form.file.data)
        status = 422 if result == "none" else 200
    return render_template(
        "papers/check.html", document=record, newer=successor(record), form=form, result=result, formats=FORMATS
    ), status


def unknown(typed: str) -> tuple[str, int]:
    return render_template("papers/check_unknown.html", typed=typed), 404


def find(code: str) -> Record | None:
    """The issued document of a code, however its dashes and capitals were typed."""
    if len(letters(code)) != LENGTH:
        return None
    return next(iter(store.find("document", code=spelled(code), limit=1)), None)


def letters(code: str) -> str:
    """Capitals and digits alone, and only those that codes are made of."""
    return re.sub(f"[^{ALPHABET}]", "", code.upper())[: LENGTH + 1]


def spelled(code: str) -> str:
    """As it is printed: 7KQ4-M2XD-95TB."""
    bare = letters(code)
    return "-".join(bare[i : i + 4] for i in range(0, len(bare), 4))


def compare(record: Mapping[str, Any], upload: FileStorage | None) -> str:
    """ "pdf" or "docx" when the file is that one, "other" when it is neither, "none" without a file."""
    if upload is None or not upload.filename:
        return "none"
    sha256 = hashlib.file_digest(cast(Any, upload.stream), "sha256").hexdigest()
    return next((ext for ext, made in record["files"].items() if made["sha256"] == sha256), "other")


def successor(record: Mapping[str, Any]) -> Record | None:
    """The document that replaced this one."""
    later = store.find("document", task=record["task"], type=record["type"], order="-id")
    return next((document for document in later if record["id"] in document["replaces"]), None)
