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

PROGRAMS = "/api/v1/"  # what every address for programs begins with
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
    400: "bad_request", 401: "no_key", 404: "not_found", 405: "method_not_allowed", 413: "too_large",
    415: "media_type", 428: "if_match_missing", 500: "internal",
}  # fmt: skip
AGAIN = 5  # seconds after which a 503 may be tried again
NO_KEY = "Kunci program tidak ada, salah, sudah dicabut, atau habis masanya. Minta yang baru kepada admin."


def wanted() -> bool:
    """Whether this request is one of a program, where programs are let in."""
    return bool(current_app.config["API"]) and request.path.startswith(PROGRAMS)


def answer(status: int, sentence: str, code: str = "", **more: Any) -> Response:
    """``more`` are further members of the problem."""
    body = {
        "type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": sentence,
        "code": code or OF_STATUS.get(status, "error"), **more,
    }  # fmt: skip
    response = Response(json.dumps(body), status, content_type=MEDIA)
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
    if isinstance(error, Invalid):
        more["fields"] = {name: str(sentence) for name, sentence in error.fields.items()}
        asked = {name: said.mark for name, said in error.fields.items() if isinstance(said, Question)}
        more |= {"questions": asked} if asked else {}
    response = answer(status, error.sentence, code, **more)
    if isinstance(error, TooOften):
        response.headers["Retry-After"] = str(error.seconds)
    return response
