"""Evidence of a task: what is known of each, the file, and a new one on its way in."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from flask import current_app, request
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.wrappers import Response

from workflow.api import records_shown as shapes
from workflow.api.answers import nothing_asked, told_as
from workflow.api.blueprint import pages
from workflow.api.bodies import UNKNOWN
from workflow.api.described import declares
from workflow.errors import Invalid, NotFound, WrongStage
from workflow.evidence.counted import current_evidence
from workflow.evidence.taking_in import MOST_BYTES, SUFFIX, Refused
from workflow.machine.permissions import may_see, readable_task
from workflow.pages.tasks.acting import startable
from workflow.pages.tasks.evidence_files import attached, whole
from workflow.web import problems
from workflow.web.current import actor, evidence_folder, store
from workflow.web.uploads import takes_file, tokens

SCANNED = ("record_direction", "record_receipt")
SENT = shapes.record({"file": {"type": "string", "contentMediaType": "application/octet-stream"}})
RECEIPT = shapes.record({
    "receipt": shapes.TEXT, "sha256": shapes.TEXT, "media": shapes.one_of(SUFFIX), "name": shapes.TEXT,
    "size": shapes.NUMBER, "width": shapes.NUMBER, "height": shapes.NUMBER,
})  # fmt: skip
A_FILE: dict[str, Any] = {
    "status": 201, "answers": RECEIPT, "body": {"multipart/form-data": SENT},
    "refuses": (404, 409, 410, 413, 415, 422),
}  # fmt: skip


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


@pages.post("/tasks/<int:task_id>/evidence")
@takes_file(MOST_BYTES)
@declares(
    "Send a photo or a PDF; the receipt of it goes along with the progress that it proves, within a day",
    **A_FILE,
)
def evidence_new(task_id: int) -> Response:
    nothing_asked()
    startable(task_id, "progress")
    return _taken(task_id)


@pages.post("/tasks/<int:task_id>/scans")
@takes_file(MOST_BYTES)
@declares(
    "Send the scan of a sheet; the receipt of it goes along with the direction on it or with who received it, within "
    "a day",
    **A_FILE,
)
def scan_new(task_id: int) -> Response:
    nothing_asked()
    _startable_any(task_id, SCANNED)
    return _taken(task_id)


def _startable_any(task_id: int, names: Sequence[str]) -> None:
    """Raises what stands in the way of the last of them."""
    for name in names[:-1]:
        with suppress(WrongStage):
            startable(task_id, name)
            return
    startable(task_id, names[-1])


def _taken(task_id: int) -> Response:
    """The receipt of the one file of this request."""
    if request.mimetype != "multipart/form-data":
        raise UnsupportedMediaType
    sent = [*request.files.items(multi=True), *request.form.items(multi=True)]
    if wrong := {name[:60]: UNKNOWN for name, _ in sent if name != "file"}:
        raise Invalid(wrong)
    files = request.files.getlist("file")
    if len(files) != 1 or len(sent) != 1:
        raise Invalid({"file": "Sertakan satu berkas bernama “file”."})
    try:
        taken = vars(evidence_folder.take(files[0].read(), files[0].filename or ""))
    except Refused as refusal:
        raise Invalid({"file": refusal.sentence}) from None
    return told_as({**taken, "receipt": tokens(task_id, [taken])[0]}, 201)


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
