"""The mark of a form that makes something new, by which it is known when it comes a second time."""

from __future__ import annotations

import hashlib
import json
import secrets

from flask import Flask, request
from markupsafe import Markup

from workflow.web.current import actor

NAME = "kiriman"


def init_app(app: Flask) -> None:
    app.add_template_global(pressed_once)


def pressed_once() -> Markup:
    """The hidden field; a form that is shown again keeps its mark."""
    value = request.form.get(NAME, "")[:64] or secrets.token_urlsafe(12)
    return Markup('<input type="hidden" name="{}" value="{}">').format(NAME, value)


def press() -> str:
    """What names this sending: the mark and everything typed. Whoever goes back and types something else sends
    another form; one without a mark (no page of ours) has no name."""
    if not request.form.get(NAME):
        return ""
    typed = sorted(item for item in request.form.items(multi=True) if item[0] != "csrf_token")
    return hashlib.sha256(json.dumps([actor().id, request.full_path, typed]).encode()).hexdigest()
