"""The names this server answers to: that of its own address, and in demo mode those of this machine.

A request under a foreign name gets a page that needs no address of any other, and nothing of it is carried out.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, current_app, render_template
from werkzeug.exceptions import SecurityError

LOOPBACK = ["127.0.0.1", "localhost"]


def init_app(app: Flask) -> None:
    own = urlsplit(app.config["BASE_URL"]).hostname
    if not own:
        raise SystemExit(f"TUNTAS_BASE_URL={app.config['BASE_URL']} bukan alamat. Contoh: https://tuntas.example.go.id")
    here = app.config["MODE"] != "produksi" or own in LOOPBACK
    app.config["TRUSTED_HOSTS"] = [own, *(LOOPBACK if here else [])]
    app.register_error_handler(SecurityError, _foreign)


def _foreign(error: SecurityError) -> tuple[str, int]:
    return render_template("errors/host.html", address=current_app.config["BASE_URL"]), 400
