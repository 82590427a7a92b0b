"""What can go wrong, as programs are told: RFC 9457, with our sentence in Indonesian and a code in English."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Response, current_app, json, request

from workflow.errors import (
    ClockBehind,
    Invalid,
    NotAllowed,
    NotFound,
    Occupied,
    Question,
    Stale,
    StoreUnavailable,
    TooLarge,
    TooOften,
    Unreadable,
    WorkflowError,
    WrongStage,
)

PROGRAMS = "/api/v1"  # what every address for programs begins with
MEDIA = "application/problem+json"
CODES: dict[type[WorkflowError], str] = {
    NotFound: "not_found",
    NotAllowed: "not_allowed",
    WrongStage: "wrong_stage",
    Stale: "stale",
    Invalid: "invalid",
    Occupied: "busy",
    TooOften: "too_often",
    TooLarge: "too_large",
    StoreUnavailable: "unavailable",
    ClockBehind: "clock_behind",
    Unreadable: "damaged",
}
OF_STATUS = {
    400: "bad_request", 401: "no_key", 404: "not_found", 405: "method_not_allowed", 408: "too_slow",
    412: "other_version", 413: "too_large", 415: "media_type", 416: "no_such_range", 428: "if_match_missing",
    431: "head_too_large", 500: "internal", 503: "unavailable",
}  # fmt: skip
# What no page of ours is asked about: who reads it has no page to go back to.
SENTENCES = {
    400: "Permintaan ini tidak dapat dibaca: rusak di jalan, atau bukan JSON yang benar.",
    404: "Alamat ini tidak ada. Semua alamat tertulis di /api/v1/openapi.json.",
    405: "Cara itu tidak dikenal di alamat ini; yang dikenal tertulis pada Allow.",
    408: "Kiriman ini terlalu lambat sampai, jadi tidak disimpan. Kirim lagi.",
    412: "Yang tersimpan bukan versi yang disebut If-Match. ETag yang lemah (W/) tidak cocok dengan apa pun.",
    413: "Kiriman ini melebihi batas alamat ini, jadi tidak disimpan.",
    415: "Jenis kiriman ini tidak diterima; yang diterima tertulis di /api/v1/openapi.json.",
    416: "Bagian berkas yang disebut Range tidak ada.",
    431: "Alamat atau kepala permintaan ini terlalu panjang.",
    503: "Sedang penuh. Coba lagi sebentar lagi.",
}
AGAIN = 5  # seconds after which a 503 may be tried again
NO_KEY = "Kunci program tidak ada, salah, sudah dicabut, atau habis masanya. Minta yang baru kepada admin."


def is_theirs(path: str) -> bool:
    """Whether an address is one for programs."""
    return path == PROGRAMS or path.startswith(f"{PROGRAMS}/")


def wanted() -> bool:
    """Whether this request is one of a program, where programs are let in."""
    return bool(current_app.config["API"]) and is_theirs(request.path)


def written(status: int, sentence: str = "", code: str = "", **more: Any) -> str:
    """A problem as JSON; ``more`` are further members of it."""
    told = sentence or SENTENCES.get(status, "Permintaan ini tidak dapat dilayani.")
    return json.dumps({
        "type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": told,
        "code": code or OF_STATUS.get(status, "error"), **more,
    })  # fmt: skip


def answer(status: int, sentence: str = "", code: str = "", **more: Any) -> Response:
    """The same as an answer."""
    response = Response(written(status, sentence, code, **more), status, content_type=MEDIA)
    if status == 503:
        response.headers["Retry-After"] = str(AGAIN)
    return response


def without_key() -> Response:
    response = answer(401, NO_KEY)
    response.headers["WWW-Authenticate"] = 'Bearer realm="Tuntas"'
    return response


def of_error(error: WorkflowError, status: int, **more: Any) -> Response:
    """``fields`` has a sentence for each field that was refused, ``questions`` the mark by which one says yes."""
    code = next((CODES[kind] for kind in type(error).__mro__ if kind in CODES), "refused")
    sentence = error.sentence
    if isinstance(error, Invalid):
        sentence = " ".join(dict.fromkeys(error.fields.values()))  # of several that lack the same is told once
        more["fields"] = {name: str(sentence) for name, sentence in error.fields.items()}
        asked = {name: said.mark for name, said in error.fields.items() if isinstance(said, Question)}
        more |= {"questions": asked} if asked else {}
    response = answer(status, sentence, code, **more)
    if error.seconds is not None:
        response.headers["Retry-After"] = str(error.seconds)
    return response
