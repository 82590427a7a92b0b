"""Downloads: the issued files, byte for byte as they were archived, and the RTL sheet as the task stands now."""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping
from typing import Any, cast

from flask import Response, current_app, render_template, send_file

from documents.issue.names import file_name, place, plain
from documents.issue.publisher import MEDIA, ReportPublisher
from documents.pages.blueprint import pages
from documents.report.failures import NotMade
from workflow.errors import NotFound, StoreUnavailable
from workflow.machine.permissions import may_see, readable_task
from workflow.papers import issuing
from workflow.tasks.rehearsal import as_it_stands
from workflow.web.current import actor, noting_store, now, store
from workflow.web.saving import Page

log = logging.getLogger(__name__)


def publisher() -> ReportPublisher:
    return cast(ReportPublisher, current_app.extensions["tuntas"].publisher)


@pages.get("/dokumen/<int:document_id>.<any(docx, pdf, xlsx):ext>", endpoint="file")
def issued(document_id: int, ext: str) -> Page:
    """An archived file. One that was never made is made now, from what was frozen; one that was lost never again."""
    record = store.get("document", document_id)
    if record is None or not may_see(actor(), record):
        raise NotFound("Dokumen itu tidak ada, atau bukan dari kabupaten/kota Anda.")
    if not publisher().has(record, ext):
        raise NotFound("Dokumen itu tidak mempunyai Excel.")
    if ext not in record["files"]:
        record = publisher().publish(document_id)
    if ext not in record["files"]:
        return render_template("papers/pending.html", document=record, ext=ext), 202
    try:
        content = publisher().archived(record, ext)
    except OSError:
        log.error("document %s: archived %s is missing or was altered", document_id, ext)
        return render_template("papers/broken.html", document=record, ext=ext), 410
    try:
        issuing.note_fetched(noting_store, document_id, actor().id, now())
    except StoreUnavailable:  # a disk that takes no more writes does not stop people from reading
        log.exception("document %s: not noted who took it", document_id)
    return attachment(content, ext, file_name(record))


@pages.get("/tugas/<int:task_id>/rtl.<any(docx, pdf):ext>", endpoint="plan_file")
def plan_sheet(task_id: int, ext: str) -> Page:
    """The RTL sheet of the task as it is now, marked DRAF; it is no issued paper and is not kept."""
    task = readable_task(store, actor(), task_id)
    frozen = publisher().compose(store, as_it_stands(task, now(), mark="DRAF"))
    name = f"RTL-{place(task['region'])}-butir-{task['no']}"
    return rendered(frozen.data, ext, name, task)


def rendered(data: dict[str, Any], ext: str, name: str, task: Mapping[str, Any]) -> Page:
    """A file made on the fly, or the page that says why there is none."""
    try:
        content = publisher().previews.pdf(data) if ext == "pdf" else publisher().render(data, ext)
    except NotMade as failure:
        return render_template("papers/no_pdf.html", ext=ext, sentence=str(failure), task=task), 503
    return attachment(content, ext, name)


def attachment(content: bytes, ext: str, name: str) -> Response:
    return send_file(io.BytesIO(content), mimetype=MEDIA[ext], as_attachment=True, download_name=f"{plain(name)}.{ext}")
