"""Every refused request leaves its audit line, wherever it was refused: seen here when its answer leaves.

A form that is shown again with sentences (422) is no refusal, and neither is a fault of ours (5xx).
"""

from __future__ import annotations

from flask import Flask, Response, current_app, g, request
from flask_login import current_user
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import MapAdapter

from workflow.audit.refusals import Refusal, Refusals
from workflow.errors import StoreUnavailable
from workflow.roles import Actor
from workflow.web.current import actor, as_whom, noting_store, now
from workflow.web.guard import PROGRAMS, RECORDS

REASONS = {
    400: "form", 403: "role", 404: "unknown", 405: "method", 409: "late", 413: "size", 415: "form", 429: "often",
}  # fmt: skip
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
LARGEST = 2**53  # an id beyond it is somebody's play


def init_app(app: Flask) -> None:
    app.extensions["refusals"] = Refusals(noting_store)
    app.after_request(_tell)


def _tell(response: Response) -> Response:
    reason = g.get("refused") or REASONS.get(response.status_code)
    told: Refusals = current_app.extensions["refusals"]
    try:
        told.settle(at=now())
        if reason and not g.get("audited"):
            told.tell(_actor(), request.remote_addr or "", _refusal(reason, response.status_code), at=now())
    except StoreUnavailable:
        current_app.logger.warning("refused %s %s (%s), not in the audit", request.method, request.endpoint, reason)
    return response


def _actor() -> Actor | None:
    """Who tried. The guard may not have run: a missing token is noticed before it."""
    if "program" in g:
        return actor()
    if request.endpoint in PROGRAMS:
        return None  # no cookie is looked at
    try:
        return as_whom(current_user.record) if current_user.is_authenticated else None
    except StoreUnavailable:
        return None


def _refusal(reason: str, status: int) -> Refusal:
    endpoint, values = _asked_for()
    if status == 404 and not endpoint:
        reason = "no_address"
    ids = {RECORDS[name]: value for name, value in values.items() if name in RECORDS and value < LARGEST}
    method = request.environ["REQUEST_METHOD"]  # HEAD, too, which pages see as GET
    return Refusal(endpoint, method if method in METHODS else "?", status, reason, ids)


def _asked_for() -> tuple[str, dict[str, int]]:
    """The endpoint and the values of its address, also when only the method was wrong."""
    if request.endpoint:
        return request.endpoint, request.view_args or {}
    wrong = request.routing_exception
    if isinstance(wrong, MethodNotAllowed) and wrong.valid_methods and (adapter := _addresses()):
        try:
            return adapter.match(method=next(iter(wrong.valid_methods)))  # type: ignore[return-value]
        except HTTPException:
            return "", {}
    return "", {}


def _addresses() -> MapAdapter | None:
    return current_app.create_url_adapter(request)
