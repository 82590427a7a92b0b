"""Papers that were issued, and their files, byte for byte as they were archived."""

from __future__ import annotations

import io
import logging
from typing import Any

from flask import request, send_file
from werkzeug.wrappers import Response

from workflow.api import records_shown as shapes
from workflow.api.answers import PAGED, nothing_asked, one, page, page_of
from workflow.api.blueprint import pages
from workflow.api.described import Schema, asked, declares
from workflow.api.tasks_out import DATE
from workflow.errors import NotFound, StoreUnavailable
from workflow.kinds import KINDS
from workflow.machine.permissions import may_see, papers
from workflow.papers import issuing
from workflow.papers.issuing import DRAFT, REPLACED, VALID, WITHDRAWN
from workflow.regions import owners
from workflow.store import Between, Record
from workflow.tasks.filters import EARLIEST, LATEST
from workflow.web import problems
from workflow.web.current import actor, noting_store, now, publisher, store

log = logging.getLogger(__name__)
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
QUERY: dict[str, Schema] = {
    "type": shapes.one_of(KINDS),
    "status": shapes.one_of((VALID, DRAFT, REPLACED, WITHDRAWN)),
    "region": shapes.one_of(owners()),
    "rakor": shapes.ID,
    "task": {**shapes.ID, "description": "papers of which this is the first task"},
    "dated_from": DATE,
    "dated_until": DATE,
    **PAGED,
}
UNKNOWN = "Naskah itu tidak ada, atau bukan dari kabupaten/kota kantor ini."


@pages.get("/documents")
@declares("Papers, by id", query=QUERY, answers=page_of(shapes.DOCUMENT), refuses=(404, 422))
def documents() -> Response:
    query = asked(QUERY)
    where: dict[str, Any] = {name: query[name] for name in ("status", "region") if name in query}
    where |= {name: int(query[name]) for name in ("rakor", "task") if name in query}
    if query.keys() & {"dated_from", "dated_until"}:
        where["date"] = Between(query.get("dated_from", EARLIEST), query.get("dated_until", LATEST))
    none = actor().role.regional and query.get("region", actor().region) != actor().region
    where |= papers(actor(), query.get("type", ""))
    return page(
        shapes.DOCUMENT, query,
        lambda after, limit: [] if none else store.find("document", after=after, limit=limit, **where),
        lambda most: 0 if none else store.count("document", most=most, **where), _within,
    )  # fmt: skip


def _within(document_id: int) -> bool:
    paper = store.get("document", document_id)
    return paper is not None and may_see(actor(), paper)


def _readable(document_id: int) -> Record:
    paper = store.get("document", document_id)
    if paper is None or not may_see(actor(), paper):
        raise NotFound(UNKNOWN)
    return paper


@pages.get("/documents/<int:document_id>")
@declares("One paper", answers=shapes.DOCUMENT.reference, refuses=(404, 410, 422), tagged=True)
def document(document_id: int) -> Response:
    nothing_asked()
    return one(shapes.DOCUMENT, _readable(document_id))


@pages.get("/documents/<int:document_id>/file.<any(docx, pdf, xlsx):ext>")
@declares(
    "A file of a paper; 409 while it is still being made",
    files=tuple(MEDIA.values()),
    refuses=(404, 409, 410, 422),
)
def document_file(document_id: int, ext: str) -> Response:
    nothing_asked()
    paper = _readable(document_id)
    if not publisher.has(paper, ext):
        raise NotFound("Naskah itu tidak mempunyai Excel.")
    if ext not in paper["files"]:
        paper = publisher.publish(document_id)
    if ext not in paper["files"]:
        return problems.answer(409, "Berkasnya sedang dibuat. Ambil lagi sebentar.", "being_made")
    try:
        content = publisher.archived(paper, ext)
    except OSError:
        log.error("document %s: archived %s is missing or was altered", document_id, ext)
        return problems.answer(410, "Berkasnya hilang atau berubah di arsip. Beri tahu admin.", "damaged")
    try:
        issuing.note_fetched(noting_store, document_id, actor().id, now())
    except StoreUnavailable:  # a disk that takes no more writes does not stop programs from reading
        log.exception("document %s: not noted who took it", document_id)
    answer = send_file(
        io.BytesIO(content), mimetype=MEDIA[ext], as_attachment=True, download_name=f"naskah-{document_id}.{ext}",
        etag=paper["files"][ext]["sha256"],
    )  # fmt: skip
    return answer.make_conditional(request)
