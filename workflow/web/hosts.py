"""The names this server answers to: that of its own address, and in demo mode those of this machine.

A request under a foreign name gets a page that needs no address of any other, and nothing of it is carried out.
"""

from __future__ import annotations

import ipaddress
import logging
import os
from urllib.parse import urlsplit

from flask import Flask, current_app, render_template, request
from werkzeug.exceptions import SecurityError

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    own = urlsplit(app.config["BASE_URL"]).hostname
    if not own:
        raise SystemExit(f"TUNTAS_BASE_URL={app.config['BASE_URL']} bukan alamat. Contoh: https://tuntas.example.go.id")
    demo = app.config["MODE"] != "produksi"
    known = {own} | (LOOPBACK if demo or own in LOOPBACK else set())
    told: set[str] = set()

    @app.before_request
    def check() -> None:
        name = host_name(request.environ.get("HTTP_HOST", ""))
        if name not in known and not (demo and _is_number(name)):
            raise SecurityError(f"not the name of this server: {name[:100]!r}")
        passed_on = request.remote_addr in LOOPBACK and "X-Forwarded-For" in request.headers
        if passed_on and not demo and not told and not os.environ.get("TUNTAS_PROXY"):
            told.add("proxy")
            log.warning("a proxy passes visitors on, but TUNTAS_PROXY does not declare it: all of them seem to be one")

    app.register_error_handler(SecurityError, _foreign)


def host_name(header: str) -> str:
    """The name in a Host header, without its port, as names are compared; "" when it is none."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


def _is_number(name: str) -> bool:
    """A demo that is opened from the next desk has an address and no name."""
    try:
        return bool(ipaddress.ip_address(name))
    except ValueError:
        return False


def _foreign(error: SecurityError) -> tuple[str, int]:
    return render_template("errors/host.html", address=current_app.config["BASE_URL"]), 400
