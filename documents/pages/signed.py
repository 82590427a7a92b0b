"""The PDF that came back signed: its page, and its download beside Word and PDF."""

from __future__ import annotations

import logging

from flask import flash, g, redirect, render_template, url_for
from flask_wtf.file import FileField

from documents.issue.names import file_name
from documents.issue.signatures import Signed
from documents.issue.signed import MOST_BYTES, keep_signed, office_of, signable
from documents.pages.blueprint import pages
from documents.pages.downloads import attachment, publisher
from documents.pages.who_reads import reader
from workflow.errors import Invalid, NotFound
from workflow.evidence.file_names import clean_name, misfit
from workflow.machine.permissions import may_keep_signed, may_see
from workflow.store import Record
from workflow.web.current import actor, now, store
from workflow.web.forms import Form
from workflow.web.saving import Page, save_or_show
from workflow.web.uploads import takes_file

log = logging.getLogger(__name__)


class SignedForm(Form):
    file = FileField("PDF yang sudah ditandatangani")


@pages.route("/dokumen/<int:document_id>/ber-tte", methods=["GET", "POST"])
@takes_file(MOST_BYTES)
def signed(document_id: int) -> Page:
    """What it is for, and the form; a refused file leaves everything as it was."""
    document, form = signable(store, actor(), document_id), SignedForm()

    def save() -> Page:
        _keep(document_id, form)
        flash("PDF ber-TTE sudah disimpan di samping aslinya.", "done")
        return redirect(url_for("documents.signed", document_id=document_id))

    def show() -> str:
        return render_template("papers/signed.html", document=document, form=form, examined=_examined(document))

    return save_or_show(form, save, show)


def _examined(document: Record) -> list[Signed]:
    """What is found of the signatures of the copy that is kept; nothing without one, or when it cannot be read now."""
    kept = document.get("signed")
    if not kept:
        return []
    try:
        content = publisher().archive.read(kept["sha256"])
        return reader().signatures(content, document["files"]["pdf"]["size"] if kept["begins_as_issued"] else 0)
    except (OSError, Invalid):
        log.warning("document %s: the signed copy was not examined", document["id"])
        return []


def _keep(document_id: int, form: SignedForm) -> None:
    if not form.file.data or not form.file.data.filename:
        raise Invalid({"file": "Pilih PDF-nya dahulu."})
    content, sentence = form.file.data.stream.read(), misfit(clean_name(form.file.data.filename), "application/pdf")
    if sentence and content.startswith(b"%PDF-"):
        raise Invalid({"file": sentence})
    keep_signed(store, publisher().archive, actor(), document_id, content, at=now(), check=reader().signed_pdf)


@pages.get("/dokumen/<int:document_id>/ber-tte.pdf")
def signed_file(document_id: int) -> Page:
    document = store.get("document", document_id)
    if document is None or not may_see(actor(), document) or not document.get("signed"):
        raise NotFound("PDF ber-TTE itu tidak ada, atau bukan dari kabupaten/kota Anda.")
    try:
        content = publisher().archive.read(document["signed"]["sha256"])
    except OSError:
        log.error("document %s: the signed copy is missing or was altered", document_id)
        return render_template("papers/broken.html", document=document, ext="signed"), 410
    return attachment(content, "pdf", f"{file_name(document)}-ber-TTE")


@pages.app_template_global("may_keep_signed")
def may_sign(document: Record) -> bool:
    """Whether the reader may store a signed copy of the document."""
    if "damaged" in document:
        return False
    offices = g.setdefault("offices_of_papers", {})  # a list asks for each of its rows, and most are of one office
    if document["office"] not in offices:
        offices[document["office"]] = office_of(store, document)
    return may_keep_signed(actor(), document, offices[document["office"]])
