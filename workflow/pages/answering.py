"""Whether this server answers, for the proxy that shares visitors out among several: who cannot read leaves the row."""

from __future__ import annotations

from flask import Blueprint, Response

from workflow.web.current import store

pages = Blueprint("answering", __name__)


@pages.get("/sehat")
def show() -> Response:
    """Nothing is told but that the data can be read; ``StoreUnavailable`` (503) where it cannot."""
    store.find("office", limit=1)
    return Response("ya\n", mimetype="text/plain")
