"""A page for everything that can go wrong: what happened, that nothing is lost, and what to do next."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, TypeVar

from flask import Flask, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from workflow import durable
from workflow.errors import (
    ClockBehind,
    FilesAway,
    Invalid,
    NotAllowed,
    NotFound,
    Occupied,
    Stale,
    StoreAway,
    StoreUnavailable,
    Taken,
    TooLarge,
    TooOften,
    Unreadable,
    WorkflowError,
    WrongStage,
)
from workflow.people.throttle import Throttled
from workflow.plan_fields import LABELS as PLAN_LABELS
from workflow.web import problems
from workflow.web.words import date_or_text

T = TypeVar("T")
ISO_DAY = len("2026-11-29")
STATUS: dict[type[WorkflowError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    WrongStage: 409,
    Stale: 409,
    Taken: 409,
    Invalid: 422,
    Occupied: 503,
    Throttled: 429,
    TooLarge: 413,
    TooOften: 429,
    StoreUnavailable: 503,
    ClockBehind: 503,
    Unreadable: 410,
}
TITLES = {
    400: "Permintaan tidak dapat dibaca",
    403: "Ini bukan bagian Anda",
    404: "Tidak ditemukan",
    405: "Cara itu tidak dikenal di sini",
    409: "Sudah berubah sejak Anda membukanya",
    410: "Berkas tidak dapat diberikan",
    413: "Kiriman terlalu besar",
    422: "Ada isian yang perlu diperbaiki",
    429: "Terlalu sering",
    503: "Belum dapat disimpan",
}
# Also of who only wants to read.
OUT_OF_REACH: dict[type[WorkflowError], str] = {
    FilesAway: "Berkas belum terjangkau",
    StoreAway: "Data belum terjangkau",
}
SENTENCES = {
    400: "Kiriman itu tidak lengkap atau rusak di jalan. Muat ulang halaman, lalu coba lagi.",
    404: "Alamat ini tidak ada, atau bukan untuk Anda. Periksa tautannya.",
    405: "Buka halamannya dahulu, lalu pakai tombol yang ada di sana.",
    413: "Jumlah berkas yang dikirim sekaligus melebihi batas. Kirim beberapa foto saja, lalu sisanya.",
}


def init_app(app: Flask) -> None:
    app.register_error_handler(WorkflowError, _workflow_error)
    app.register_error_handler(Unreadable, _unreadable)
    app.register_error_handler(OSError, _os_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def page(status: int, sentence: str, title: str = "", **more: Any) -> tuple[str, int]:
    """The error page; ``typed`` (label -> text) shows what the reader had written, so that it is not lost."""
    facts = {
        "status": status, "title": title or TITLES.get(status, "Ada yang tidak beres"), "sentence": sentence,
        "typed": {} if status in (413, 429) else typed_texts(), **more,
    }  # fmt: skip
    try:
        return render_template("errors/page.html", **facts), status
    except StoreUnavailable:  # what stands round it, with what waits for the reader, cannot be read either
        return render_template("errors/page.html", **facts, reader=None), status


def typed_texts() -> dict[str, str]:
    """Label -> what was typed; nothing, when the form itself is what cannot be read."""
    try:
        form = request.form
    except HTTPException:
        return {}
    typed: dict[str, list[str]] = {}
    for name, text in form.items(multi=True):
        row, _, field = name.rpartition(".")
        if text.strip() and field not in _NOT_TEXT and not (row and field in _TICKED):
            shown = date_or_text(text) if len(text) == ISO_DAY else text
            typed.setdefault(_LABELS.get(field, "Isian lain"), []).append(shown)
    return {label: "\n".join(texts) for label, texts in typed.items()}


_NOT_TEXT = {
    "csrf_token", "version", "password", "old_password", "repeat", "code", "do", "kept", "leave_out", "ticks",
    "evidence", "number_from", "kiriman", "shown", "key", "titipan", "sandi_anda", "kode_anda", "masuk_nama",
    "masuk_sandi", "masuk_kode", "dibuka_oleh", "pengganti", "tanpa_berkas", "kind", "known_by", "said",
}  # fmt: skip
_TICKED = {"take", "outcome", "is_task"}  # of a row ("o1.take"): no words
_OF_FILE = {
    "caption": "Keterangan foto", "paper_kind": "Jenis bukti", "paper_number": "Nomor naskah",
    "paper_date": "Tanggal naskah",
}  # fmt: skip
_LABELS = {
    **PLAN_LABELS, "reason": "Alasan", "number": "Nomor naskah", "addressee": "Tujuan laporan",
    "text": "Isi", "giver": "Pemberi arahan", "date": "Tanggal", "percent": "Persen", "obstacle": "Kendala",
    "solution": "Cara mengatasi kendala", "place": "Tempat", "title": "Judul", "note": "Keterangan",
    "paper_seen": "Naskah yang dilihat", "source": "Sumber", "organiser": "Penyelenggara", "start": "Tanggal mulai",
    "end": "Tanggal selesai", "venue": "Tempat", "city": "Kota", "commission": "Komisi",
    "regions_written": "Kabupaten/kota", "deadline_written": "Batas waktu", "answer": "Jawaban",
    "name": "Nama", "email": "Alamat surel", "device": "Nama perangkat", "address": "Alamat", "contact": "Kontak",
    **{before + name: words for before in ("", "kept_") for name, words in _OF_FILE.items()},
}  # fmt: skip


def _os_error(error: OSError) -> Any:
    """A disk that refuses a file of ours, or what a large upload is kept in meanwhile."""
    refused = durable.refusal(error)
    if refused is None:
        return _unexpected(error)
    current_app.logger.error("the disk refuses: %s", error)
    return _workflow_error(refused)


def status_of(error: WorkflowError) -> int:
    """The HTTP status that says what kind of refusal it is."""
    return _of_kind(STATUS, error, 422)


def _of_kind(table: Mapping[type[WorkflowError], T], error: WorkflowError, otherwise: T) -> T:
    return next((table[kind] for kind in type(error).__mro__ if kind in table), otherwise)


def _workflow_error(error: WorkflowError) -> Any:
    if problems.wanted():
        return problems.of_error(error, status_of(error))
    answer = page(status_of(error), error.sentence, _of_kind(OUT_OF_REACH, error, ""))
    return answer if error.seconds is None else (*answer, {"Retry-After": str(error.seconds)})


def _unreadable(error: Unreadable) -> Any:
    incident = secrets.token_hex(4)
    numbers = {name: value for name, value in (request.view_args or {}).items() if isinstance(value, int)}
    facts = {"incident": incident, **numbers}
    current_app.logger.error("a damaged record was asked for", extra={"facts": facts})
    if problems.wanted():
        return problems.of_error(error, status_of(error))
    return page(status_of(error), error.sentence, "Catatan tidak dapat dibaca", incident=incident)


def _http_error(error: HTTPException) -> Any:
    if fault := getattr(error, "original_exception", None):  # of what runs after the page, which Flask wraps
        return _unexpected(fault)
    status = error.code or 500
    if status < 400:
        return error
    sentence = SENTENCES.get(status, "Permintaan itu tidak dapat dilayani.")
    answer = (problems.answer(status), status) if problems.wanted() else page(status, sentence)
    allowed = getattr(error, "valid_methods", None)
    return (*answer, {"Allow": ", ".join(sorted(allowed))}) if allowed else answer


def _unexpected(error: Exception) -> Any:
    """A fault of ours: logged with an incident number that the page tells; no detail leaves the server."""
    incident = secrets.token_hex(4)
    current_app.logger.exception("incident", extra={"facts": {"incident": incident}})
    if problems.wanted():
        return problems.answer(500, FAULT, incident=incident)
    try:
        return page(500, FAULT, incident=incident)
    except Exception:
        current_app.logger.exception("no page for the incident", extra={"facts": {"incident": incident}})
        return LAST_RESORT.format(sentence=FAULT, incident=incident), 500


FAULT = "Kesalahan ada pada aplikasi, bukan pada Anda. Perubahan terakhir tidak disimpan."
# Where no template can be asked: nothing in it can fail.
PLAIN = (
    '<!doctype html><html lang="id"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title} · Tuntas</title>'
    "<h1>{title}</h1><p>{sentence}</p></html>"
)
# When not even the error page can be made.
LAST_RESORT = PLAIN.format(title="Ada yang tidak beres", sentence="{sentence}</p><p>Nomor kejadian: {incident}")
