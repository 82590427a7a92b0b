"""The names this server answers to: that of its own address, and in demo mode those of this machine.

A request under a foreign name gets a page that needs no address of any other, and nothing of it is carried out. What
changes something is taken from our own pages only: a browser says of itself where a form was sent from.
"""

from __future__ import annotations

import ipaddress
import logging
import os
import re
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, g, render_template, request
from werkzeug.exceptions import SecurityError

from workflow.errors import NotAllowed
from workflow.web import problems

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
READING = {"GET", "HEAD", "OPTIONS"}
ELSEWHERE = (
    "Kiriman ini datang dari situs lain, jadi tidak dijalankan. Buka Tuntas di alamatnya sendiri, lalu ulangi di sana."
)
NOT_OURS = "Server ini tidak bernama begitu. Alamatnya {}."
# Two Host headers come as one with a comma, and a proxy could read otherwise what stands beside a name.
_HOST = re.compile(r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[0-9a-z._-]+))(?::(?P<port>[0-9]{1,5}))?", re.IGNORECASE)
_ORIGIN = re.compile(rf"(?P<scheme>https?)://{_HOST.pattern}", re.IGNORECASE)
_PORTS = {"http": "80", "https": "443"}
log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    """To be called before whatever reads a form."""
    own = urlsplit(app.config["BASE_URL"]).hostname
    if not own:
        raise SystemExit(f"TUNTAS_BASE_URL={app.config['BASE_URL']} bukan alamat. Contoh: https://tuntas.example.go.id")
    demo = app.config["MODE"] != "produksi"
    known = {own} | (LOOPBACK if demo or own in LOOPBACK else set())
    told: set[str] = set()

    @app.before_request
    def check() -> None:
        header = request.environ.get("HTTP_HOST", "")
        name = host_name(header)
        if name not in known and not (demo and _is_number(name)):
            raise SecurityError(f"not the name of this server: {header[:100]!r}")
        passed_on = request.remote_addr in LOOPBACK and "X-Forwarded-For" in request.headers
        if passed_on and not demo and not told and not os.environ.get("TUNTAS_PROXY"):
            told.add("proxy")
            log.warning("a proxy passes visitors on, but TUNTAS_PROXY does not declare it: all of them seem to be one")

    app.before_request(_check_origin)
    app.register_error_handler(SecurityError, _foreign)


def proxy() -> dict[str, Any]:
    """Whose word waitress takes for a visitor's address, and for whether it came by https: that of the proxy that
    ``TUNTAS_PROXY`` names, or nobody's.

    Behind a proxy that is not declared every visitor seems to come from it, and one who guesses passwords brakes them
    all; the log says so.
    """
    address = os.environ.get("TUNTAS_PROXY", "")
    believed = {"x-forwarded-for", "x-forwarded-proto"}
    return {"trusted_proxy": address, "trusted_proxy_headers": believed} if address else {}


def host_name(header: str) -> str:
    """The name in a Host header, without its port, as names are compared; "" when it is none, or more than one."""
    found = _HOST.fullmatch(header)
    return (found["six"] or found["name"]).lower() if found else ""


def _check_origin() -> None:
    """Raises ``NotAllowed`` for what changes something and was sent from another site, with a token or without."""
    if request.method in READING:
        return
    origin = request.headers.get("Origin")
    if origin is None:  # a browser that is too old to say it, or a program, which no other site can send
        own = request.headers.get("Sec-Fetch-Site", "none").lower() in ("same-origin", "none")
    else:
        own = origin_of(origin) in _own_origins() - {""}
    if not own:
        g.refused = "origin"
        raise NotAllowed(ELSEWHERE)


def _own_origins() -> set[str]:
    """Our own address, and the name under which the visitor came: behind a proxy that nobody declared all seem to come
    by http, so production takes the scheme from its own address."""
    base = urlsplit(current_app.config["BASE_URL"])
    scheme = base.scheme if current_app.config["MODE"] == "produksi" else request.scheme
    return {origin_of(f"{base.scheme}://{base.netloc}"), origin_of(f"{scheme}://{request.environ['HTTP_HOST']}")}


def origin_of(text: str) -> str:
    """An origin as origins are compared, with its port; "" for what is none: "null", or two at once."""
    found = _ORIGIN.fullmatch(text)
    if not found:
        return ""
    scheme = found["scheme"].lower()
    return f"{scheme} {(found['six'] or found['name']).lower()} {int(found['port'] or _PORTS[scheme])}"


def _is_number(name: str) -> bool:
    """A demo that is opened from the next desk has an address and no name."""
    try:
        return bool(ipaddress.ip_address(name))
    except ValueError:
        return False


def _foreign(error: SecurityError) -> Any:
    if problems.wanted():
        return problems.answer(400, NOT_OURS.format(current_app.config["BASE_URL"]))
    return render_template("errors/host.html", address=current_app.config["BASE_URL"]), 400
