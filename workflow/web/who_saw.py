"""After every answer that hands a file to somebody signed in: what it was is recorded before it goes out.

It goes by the answer and not by a list of addresses, so that a new download cannot be forgotten.
"""

from __future__ import annotations

from flask import Flask, Response, current_app, g, request
from werkzeug.http import parse_options_header

from workflow.audit import who_saw
from workflow.errors import StoreUnavailable
from workflow.web.current import actor, noting_store, now

# These say nothing about anybody.
UNTOLD = {"static", "bootstrap.static", "settings.emblem"}
EVIDENCE = {"evidence.file", "evidence.thumbnail", "api.evidence_file"}


def init_app(app: Flask) -> None:
    app.after_request(_tell)


def _tell(response: Response) -> Response:
    """A disk that takes no more writes must not stop people from reading: then the log has the line."""
    disposition, options = parse_options_header(response.headers.get("Content-Disposition", ""))
    taken = disposition == "attachment" and response.status_code in (200, 206, 304) and request.endpoint not in UNTOLD
    if taken and (g.get("user") or "program" in g):
        try:
            _record(str(request.endpoint), options.get("filename", ""))
        except StoreUnavailable:
            current_app.logger.error("not recorded: %s fetched %s", actor().name, request.endpoint)
    return response


def _record(endpoint: str, name: str) -> None:
    if endpoint in EVIDENCE:
        piece = noting_store.get("evidence", (request.view_args or {})["evidence_id"])
        if piece:
            who_saw.viewed(noting_store, actor(), "bukti", f"tugas {piece['task']}", at=now())
    else:
        who_saw.exported(noting_store, actor(), endpoint, name, at=now())
