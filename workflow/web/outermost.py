"""Around everything that answers: headers on what has none, and a page when nothing else could make one.

Flask leaves out what should still happen to an answer once one of its ``after_request`` functions has failed.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

from workflow.web import problems
from workflow.web.errors import FAULT, LAST_RESORT
from workflow.web.headers import completed

WSGI = Callable[[dict[str, Any], Any], Iterable[bytes]]
log = logging.getLogger(__name__)


class Outermost:
    """A WSGI app round another; ``app`` is asked for its settings only."""

    def __init__(self, app: Flask, inner: WSGI) -> None:
        self._app, self._inner = app, inner

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            return start_response(status, completed(self._app.config, headers), exc_info)

        try:
            return self._inner(environ, start)
        except Exception:  # whatever it was, the visitor gets a page with its number
            if self._app.testing:
                raise
            incident = secrets.token_hex(4)
            log.exception("incident", extra={"facts": {"incident": incident}})
            media, page = "text/html; charset=utf-8", LAST_RESORT.format(sentence=FAULT, incident=incident)
            if self._app.config["API"] and problems.is_theirs(environ["PATH_INFO"]):
                media, page = problems.MEDIA, problems.written(500, FAULT, incident=incident)
            start("500 Internal Server Error", [("Content-Type", media)])
            return [] if environ["REQUEST_METHOD"] == "HEAD" else [page.encode()]


def init_app(app: Flask) -> None:
    app.wsgi_app = Outermost(app, app.wsgi_app)  # type: ignore[method-assign]
