"""Evidence files, for those who may see their task."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, current_app, send_file, url_for

from workflow.errors import NotFound
from workflow.evidence.thumbnails import SIDES, size_of
from workflow.machine.permissions import may_see
from workflow.store import Record
from workflow.web import errors
from workflow.web.current import actor, evidence_folder, store
from workflow.web.headers import FILE_POLICY
from workflow.web.words import long_date

pages = Blueprint("evidence", __name__)

# Bytes, media type, what changes when they do, and what a browser may keep: a small picture, if it asks again each time
# whether it may show it; in full size nothing, so that none is left on a telephone that several use.
Sent = tuple[bytes, str, str, str]
KEPT = "private, no-cache"


@pages.app_template_global()
def small_picture(piece: Record, side: int) -> dict[str, Any]:
    """What an ``img`` needs to show a photo small, its place kept free until it is there."""
    width, height = size_of(piece["width"], piece["height"], side)
    return {
        "src": url_for("evidence.thumbnail", evidence_id=piece["id"], side=side), "width": width, "height": height,
        "loading": "lazy",
    }  # fmt: skip


@pages.get("/bukti/<int:evidence_id>")
def file(evidence_id: int) -> Any:
    """The stored file, for one who may see its task."""
    return _answer(evidence_id, whole)


@pages.get("/bukti/<int:evidence_id>/kecil-<int:side>.jpg")
def thumbnail(evidence_id: int, side: int) -> Any:
    """The same, small, for pages that show several."""
    if side not in SIDES:
        raise NotFound("Ukuran gambar itu tidak ada.")
    return _answer(evidence_id, lambda piece: _small(piece, side))


def whole(piece: Mapping[str, Any]) -> Sent:
    """The stored file of these facts; raises ``OSError`` when it is missing or altered."""
    return evidence_folder.read(piece["sha256"]), piece["media"], piece["sha256"], "no-store"


def _small(piece: Record, side: int) -> Sent:
    if not piece["width"]:
        raise NotFound("Bukti itu PDF; tidak ada gambar kecilnya.")
    return evidence_folder.small(piece["sha256"], side), "image/jpeg", f"{piece['sha256']}-{side}", KEPT


def _answer(evidence_id: int, made: Callable[[Record], Sent]) -> Any:
    """As an attachment."""
    record = store.get("evidence", evidence_id)
    if record is None or record["dropped"] or not may_see(actor(), record):
        raise NotFound("Bukti itu tidak ada, sudah dihapus, atau bukan milik kabupaten/kota Anda.")
    if record.get("removed"):
        return errors.page(410, f"Berkas bukti ini dihapus menurut masa simpan pada {long_date(record['removed'])}.")
    try:
        return attached(made(record), record["name"])
    except OSError:
        current_app.logger.error("evidence %s: file %s is missing or altered", record["id"], record["sha256"])
        return errors.page(410, "Berkas bukti ini hilang atau berubah di penyimpanan. Beri tahu admin nomor bukti "
                           f"{record['id']}.")  # fmt: skip


def attached(sent: Sent, name: str) -> Response:
    """A file that somebody sent, as an attachment under its name."""
    content, media, etag, kept = sent
    response = send_file(io.BytesIO(content), mimetype=media, as_attachment=True, download_name=name, etag=etag)
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = kept
    return response
