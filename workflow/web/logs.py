"""The log on standard error, with one line for each request: for programs a JSON object a line, for who sits at a
terminal a line of words.

A line for programs is made by ``json.dumps`` in ASCII, one for people has every letter that cannot be printed written
out, so no line end, escape sequence or quote of a visitor can begin another line or dress itself up. What people typed
is not in it: no query string, no form, no name; an account is its number, a program that of its key.

A fault has its trace. What the store refuses, as while its database is away, is none of ours: it is told by whatever
was at work just then, and again with each try, so a line with the reason is all of it.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, g, has_request_context, request

from workflow.clock import WIB
from workflow.errors import StoreUnavailable

LONGEST = 8_000  # letters of a message or a trace
log = logging.getLogger("tuntas.access")


class JsonLine(logging.Formatter):
    """Time (UTC), level, logger and message; within a request also what was asked, by which account, from where."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _said(record),
            **_asked(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and not _refusal(record):
            said["trace"] = self.formatException(record.exc_info)[-LONGEST:]
        return json.dumps(said, ensure_ascii=True, default=str)


class TerminalLine(logging.Formatter):
    """The same for people: "10.41.03  GET /tugas/<int:task_id> 200, 12.4 ms, akun 3", warnings and faults by name."""

    GRAVE = {logging.WARNING: "PERINGATAN ", logging.ERROR: "GALAT ", logging.CRITICAL: "GALAT "}

    def format(self, record: logging.LogRecord) -> str:
        clock = datetime.fromtimestamp(record.created, WIB).strftime("%H.%M.%S")
        facts = getattr(record, "facts", {})
        said = _told(facts) if record.name == log.name else _printable(_said(record))
        more = "".join(f" {name}={_printable(str(value))}" for name, value in facts.items() if record.name != log.name)
        fault = None if _refusal(record) else record.exc_info
        trace = self.formatException(fault)[-LONGEST:].split("\n") if fault else []
        return "\n    ".join([f"{clock}  {self.GRAVE.get(record.levelno, '')}{said}{more}", *map(_printable, trace)])


def no_own_files(record: logging.LogRecord) -> bool:
    """Leaves out, at a terminal, what a page fetches besides itself (letters, pictures, scripts) and got."""
    own = has_request_context() and (request.endpoint or "").endswith("static")
    return not (own and record.name == log.name and getattr(record, "facts", {}).get("status", 500) < 400)


def _said(record: logging.LogRecord) -> str:
    return ": ".join(filter(None, [record.getMessage(), _refusal(record)]))[:LONGEST]


def _refusal(record: logging.LogRecord) -> str:
    """What the store said to whoever logs it, and the reason that the database or the disk had; "" of any fault."""
    error = record.exc_info[1] if record.exc_info else None
    if not isinstance(error, StoreUnavailable):
        return ""
    return f"{error.sentence} ({error.reason})" if error.reason else error.sentence


def _told(facts: dict[str, Any]) -> str:
    asked = _asked()
    path = asked.get("path") or "(alamat tidak dikenal)"
    named = {"account": "akun", "program": "kunci"}
    who = "".join(f", {word} {asked[name]}" for name, word in named.items() if asked.get(name))
    return f"{asked.get('method', '')} {path} {facts['status']}, {facts['ms']} ms{who}"


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


def _asked() -> dict[str, Any]:
    """Nothing outside of a request; the rule of the address and not the address, which may hold what somebody typed."""
    if not has_request_context():
        return {}
    account, program = g.get("user"), g.get("program")
    return {
        "method": request.method, "path": request.url_rule.rule if request.url_rule else None,
        "endpoint": request.endpoint, "address": request.remote_addr, "account": account["id"] if account else None,
        **({"program": program["id"]} if program else {}),
    }  # fmt: skip


def to_standard_error() -> None:
    """Everything that is logged in this process, warnings included, goes there and nowhere else."""
    handler = logging.StreamHandler(sys.stderr)
    people = sys.stderr.isatty()
    handler.setFormatter(TerminalLine() if people else JsonLine())
    if people:
        handler.addFilter(no_own_files)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    logging.captureWarnings(True)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a short queue is no news
    for name in ("fontTools", "weasyprint", "PIL"):
        logging.getLogger(name).setLevel(logging.ERROR)


def init_app(app: Flask) -> None:
    """One line for each request, whatever it was answered with."""
    app.logger.handlers[:] = []  # Flask's own would write each line twice
    app.logger.propagate = True

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def tell(response: Response) -> Response:
        spent = round(1000 * (time.perf_counter() - g.get("began", time.perf_counter())), 1)
        facts = {"status": response.status_code, "ms": spent, "bytes": response.content_length}
        log.info("request", extra={"facts": facts})
        return response
