"""Evidence of a task: what is known of each, and the file."""

from __future__ import annotations

from typing import Any

from flask import current_app
from werkzeug.wrappers import Response

from workflow.api import records_shown as shapes
from workflow.api.answers import nothing_asked, told_as
from workflow.api.blueprint import pages
from workflow.api.described import declares
from workflow.errors import NotFound
from workflow.evidence.counted import current_evidence
from workflow.evidence.taking_in import SUFFIX
from workflow.machine.permissions import may_see, readable_task
from workflow.pages.tasks.evidence_files import attached, whole
from workflow.web import problems
from workflow.web.current import actor, store


@pages.get("/tasks/<int:task_id>/evidence")
@declares(
    "What counts as evidence of a task",
    answers=shapes.list_of(shapes.EVIDENCE.reference),
    refuses=(404, 410, 422),
)
def evidence(task_id: int) -> Response:
    nothing_asked()
    found = current_evidence(store, readable_task(store, actor(), task_id)["id"])
    return told_as([shapes.EVIDENCE.shown(piece) for piece in found])


@pages.get("/evidence/<int:evidence_id>/file")
@declares("The file of a piece of evidence", files=tuple(SUFFIX), refuses=(404, 410, 422))
def evidence_file(evidence_id: int) -> Any:
    nothing_asked()
    piece = store.get("evidence", evidence_id)
    if piece is None or piece["dropped"] or not may_see(actor(), piece):
        raise NotFound("Bukti itu tidak ada, sudah dihapus, atau bukan milik kabupaten/kota kantor ini.")
    if piece.get("removed"):
        return problems.answer(410, "Berkas bukti ini dihapus menurut masa simpan.", "removed")
    try:
        return attached(whole(piece), piece["name"])
    except OSError:
        current_app.logger.error("evidence %s: file %s is missing or altered", piece["id"], piece["sha256"])
        return problems.answer(410, "Berkas bukti ini hilang atau berubah di penyimpanan. Beri tahu admin.", "damaged")
