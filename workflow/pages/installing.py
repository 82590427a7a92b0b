"""Tuntas on the first screen of a phone: its manifest, its service worker, and what is shown without a connection.

The worker keeps what is the same for everybody, our style and script and the page without a connection, and nothing
else: pages with data are always asked of the server. Everything works without it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Blueprint, Response, current_app, jsonify, render_template, url_for

from workflow.web import bootstrap_style
from workflow.web.words import asset

pages = Blueprint("phone", __name__)

GREEN, PAPER = "#07443a", "#f6f5ef"  # as in app.css
ICONS = (("icon-192", "192x192", "any"), ("icon-512", "512x512", "any"), ("maskable-512", "512x512", "maskable"))
SHELL = ("app.css", "app.js", "drafts.js")
DRAWN = ("base.html", "ui.html", "phone/offline.html", "phone/worker.js")  # what the page without a connection is of


@pages.get("/manifest.webmanifest")
def manifest() -> Response:
    icons = [
        {"src": asset(current_app, f"icons/{name}.png"), "sizes": sizes, "type": "image/png", "purpose": purpose}
        for name, sizes, purpose in ICONS
    ]
    sample = " (contoh)" if current_app.config["MODE"] == "contoh" else ""
    answer = jsonify(
        id="/", name=f"Tuntas{sample}", short_name="Tuntas", lang="id", start_url="/", scope="/", icons=icons,
        display="standalone", theme_color=GREEN, background_color=PAPER,
        description="Hasil rakor dicatat, dikerjakan, dan dilaporkan sampai tuntas.",
    )  # fmt: skip
    answer.mimetype = "application/manifest+json"
    return answer


@pages.get("/luring")
def offline() -> str:
    """Fetched by the worker without a cookie, so that nobody's name is on it."""
    return render_template("phone/offline.html")


@pages.get("/pekerja.js")
def worker() -> Response:
    """Its text changes with whatever it keeps: browsers then fetch all of it anew and drop what they had."""
    kept = [bootstrap_style.address(), *(asset(current_app, name) for name in SHELL)]
    text = render_template("phone/worker.js", offline=url_for(".offline"), kept=kept, version=_version())
    return Response(text, mimetype="text/javascript")


def _version() -> str:
    """A sign of all that the worker keeps."""
    files = [Path(current_app.static_folder or "") / name for name in SHELL]
    drawn = [Path(current_app.root_path) / (current_app.template_folder or "") / name for name in DRAWN]
    sign = hashlib.sha256(bootstrap_style.sent())
    for path in (*files, *drawn):
        sign.update(hashlib.sha256(path.read_bytes()).digest())
    return sign.hexdigest()[:16]
