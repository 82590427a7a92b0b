"""Evidence files, for those who may see their task."""

from __future__ import annotations

import io
from typing import Any

from flask import Blueprint, current_app, send_file

from workflow.errors import NotFound
from workflow.permissions import may_see
from workflow.web import errors
from workflow.web.current import actor, evidence_folder, store
from workflow.web.words import long_date

pages = Blueprint("evidence", __name__)

POLICY = "default-src 'none'; sandbox"


@pages.get("/bukti/<int:evidence_id>")
def file(evidence_id: int) -> Any:
    """The stored file as an attachment. Browsers may keep it, but must ask again each time whether they may show it."""
    record = store.get("evidence", evidence_id)
    if record is None or record["dropped"] or not may_see(actor(), record):
        raise NotFound("Bukti itu tidak ada, sudah dihapus, atau bukan milik kabupaten/kota Anda.")
    if record.get("removed"):
        return errors.page(410, f"Berkas bukti ini dihapus menurut masa simpan pada {long_date(record['removed'])}.")
    try:
        content = evidence_folder.read(record["sha256"])
    except OSError:
        current_app.logger.error("evidence %s: file %s is missing or altered", record["id"], record["sha256"])
        return errors.page(410, "Berkas bukti ini hilang atau berubah di penyimpanan. Beri tahu admin nomor bukti "
                           f"{record['id']}.")  # fmt: skip
    response = send_file(
        io.BytesIO(content), mimetype=record["media"], as_attachment=True, download_name=record["name"],
        etag=record["sha256"],
    )  # fmt: skip
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "private, no-cache"
    return response
