"""Headers on every answer, also on errors, downloads, and what the server answers before the app is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from flask import Flask, Response, request

from workflow.machine.time_allowed import REMEMBERED, TIMES

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "img-src 'self' data: blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"  # of what is saved, wherever it is opened
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
Headers = list[tuple[str, str]]


def init_app(app: Flask) -> None:
    production = app.config["MODE"] == "produksi"
    app.config.update(
        SESSION_COOKIE_NAME="__Host-tuntas" if production else "tuntas",
        SESSION_COOKIE_SECURE=production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=TIMES[REMEMBERED].most),  # of a remembered phone; the row decides
        SESSION_REFRESH_EACH_REQUEST=False,
    )

    @app.after_request
    def add(response: Response) -> Response:
        headers = response.headers
        saved = headers.get("Content-Disposition", "").startswith("attachment")
        headers.setdefault("Content-Security-Policy", FILE_POLICY if saved else POLICY)
        headers.update(_always(app.config))
        if request.endpoint in ("static", "bootstrap.static") and response.status_code in (200, 304):
            forever = "public, max-age=31536000, immutable"
            headers["Cache-Control"] = forever if "v" in request.args else "public, max-age=86400"
        if headers.get("Cache-Control", "no-cache") == "no-cache":  # what send_file says, which lets a browser keep it
            headers["Cache-Control"] = "no-store"
        return response


def _always(config: Mapping[str, Any]) -> dict[str, str]:
    production = config["MODE"] == "produksi"
    return {**ALWAYS, "Strict-Transport-Security": "max-age=31536000"} if production else ALWAYS


def completed(config: Mapping[str, Any], headers: Iterable[tuple[str, str]]) -> Headers:
    """The headers of an answer with those that it lacks: what is made outside of a request has none of its own."""
    found = list(headers)
    there = {name.lower() for name, _ in found}
    wanted = {**_always(config), "Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
    return [*found, *((name, value) for name, value in wanted.items() if name.lower() not in there)]
