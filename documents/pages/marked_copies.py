"""Copies of papers that hold no longer, with their mark on every page; made when they are asked for, and not kept."""

from __future__ import annotations

from flask import render_template

from documents.issue.marked_copy import MARKS, marked
from documents.issue.names import file_name
from documents.pages.blueprint import pages
from documents.pages.downloads import attachment, publisher
from documents.pages.public_check import successor
from documents.report.failures import NotMade
from workflow.errors import NotFound, Unreadable
from workflow.machine.permissions import may_see
from workflow.web.current import actor, store
from workflow.web.saving import Page


@pages.get("/dokumen/<int:document_id>/salinan.<any(docx, pdf):ext>", endpoint="marked_copy")
def marked_copy(document_id: int, ext: str) -> Page:
    """The paper with DICABUT or DIGANTI, for whoever may read the paper itself."""
    record = store.get("document", document_id)
    if record is None or not may_see(actor(), record):
        raise NotFound("Dokumen itu tidak ada, atau bukan dari kabupaten/kota Anda.")
    if record["status"] not in MARKS:
        raise NotFound("Dokumen itu tidak dicabut dan tidak diganti, jadi tidak ada salinan bertanda.")
    frozen = publisher().content(document_id)
    if not frozen:
        raise Unreadable
    try:
        content = publisher().render(marked(frozen, record, successor(record)), ext)
    except NotMade as failure:
        return render_template("papers/no_file.html", ext=ext, sentence=str(failure)), 503
    return attachment(content, ext, f"{file_name(record)}-{MARKS[record['status']]}")
