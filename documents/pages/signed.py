"""The PDF that came back signed: its page, and its download beside Word and PDF."""

from __future__ import annotations

import logging

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_wtf.file import FileField

from documents.issue.names import file_name
from documents.issue.signed import MOST_BYTES, keep_signed, office_of, signable
from documents.pages.files import Page, attachment, publisher
from workflow.errors import Invalid, NotFound
from workflow.evidence.file_names import clean_name, misfit
from workflow.permissions import may_keep_signed, may_see
from workflow.store import Record
from workflow.web.current import actor, now, store
from workflow.web.forms import Form
from workflow.web.uploads import bound_upload

log = logging.getLogger(__name__)


class SignedForm(Form):
    file = FileField("PDF yang sudah ditandatangani")


def add_to(pages: Blueprint) -> None:
    pages.route("/dokumen/<int:document_id>/ber-tte", methods=["GET", "POST"], endpoint="signed")(signed)
    pages.get("/dokumen/<int:document_id>/ber-tte.pdf", endpoint="signed_file")(signed_file)
    pages.url_value_preprocessor(_bounded)
    pages.add_app_template_global(may_sign, "may_keep_signed")


def signed(document_id: int) -> str | tuple[str, int] | Response:
    """What it is for, and the form; a refused file leaves everything as it was."""
    document, form = signable(store, actor(), document_id), SignedForm()
    if form.validate_on_submit() and form.accept(lambda: _keep(document_id, form)):
        flash("PDF ber-TTE sudah disimpan di samping aslinya.", "done")
        return redirect(url_for("documents.signed", document_id=document_id))  # type: ignore[return-value]
    return render_template("papers/signed.html", document=document, form=form), 422 if form.is_submitted() else 200


def _keep(document_id: int, form: SignedForm) -> Record:
    if not form.file.data or not form.file.data.filename:
        raise Invalid({"file": "Pilih PDF-nya dahulu."})
    if sentence := misfit(clean_name(form.file.data.filename), "application/pdf"):
        raise Invalid({"file": sentence})
    content = form.file.data.stream.read()
    return keep_signed(store, publisher().archive, actor(), document_id, content, at=now())


def signed_file(document_id: int) -> Response | Page:
    document = store.get("document", document_id)
    if document is None or not may_see(actor(), document) or not document.get("signed"):
        raise NotFound("PDF ber-TTE itu tidak ada, atau bukan dari kabupaten/kota Anda.")
    try:
        content = publisher().archive.read(document["signed"]["sha256"])
    except OSError:
        log.error("document %s: the signed copy is missing or was altered", document_id)
        return render_template("papers/broken.html", document=document, ext="signed"), 410
    return attachment(content, "pdf", f"{file_name(document)}-ber-TTE")


def may_sign(document: Record) -> bool:
    """Whether the reader may store a signed copy of the document."""
    return may_keep_signed(actor(), document, office_of(store, document))


def _bounded(endpoint: str | None, values: object) -> None:
    """Before anything of the request is read."""
    if endpoint == "documents.signed" and request.method == "POST":
        bound_upload(MOST_BYTES)
