"""Each form carries a mark, by which it is known when it comes a second time: then it lands where the first one led.

What makes something new is also done ``once`` inside its transaction, so that two at the same moment make one.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any

from flask import Flask, Response, current_app, flash, g, redirect, request, session
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from workflow import once
from workflow.errors import StoreUnavailable
from workflow.web import drawn, held
from workflow.web.current import actor, now, store

NAME = "kiriman"
SENT = "terkirim"  # in the cookie: the mark of what was just recorded, for the page that kept a draft of it
ANEW = ("auth.", "mandates.desk")  # signing in and out, and changing desks, is done each time that it is asked for
# What differs between two sendings of the same: a newer page, a token, a file that was taken in meanwhile, and what a
# page in between has asked for. A file that was held counts by its content, like one that was just chosen.
_BESIDE = {"csrf_token", "version", "shown", "kept", "password", "code", drawn.NAME, held.FILE, *held.NOT_HELD}
FILES = "berkas terkirim"  # and how many files came with it


def init_app(app: Flask) -> None:
    """To be called after the guard and whatever else may hold a form back."""
    app.add_template_global(form_marks)
    app.add_template_global(just_sent)
    app.add_template_global(files_sent)
    app.before_request(_came_before)
    app.after_request(_landed)


def form_marks() -> Markup:
    """The hidden fields of every form that is sent: the token against forged ones, and the mark."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">{}').format(generate_csrf(), pressed_once())


def pressed_once() -> Markup:
    """The mark, which a form that is shown again keeps, and for whom the form is drawn."""
    value = request.form.get(NAME, "")[:64] or secrets.token_urlsafe(12)
    return Markup('<input type="hidden" name="{}" value="{}">{}').format(NAME, value, drawn.field())


def press() -> str:
    """What names this sending: the mark and everything typed. Whoever goes back and types something else sends
    another form; one without a mark (no page of ours) has no name."""
    if "press" not in g:
        g.press = _press() if request.form.get(NAME) and not str(request.endpoint).startswith(ANEW) else ""
    return str(g.press)


def _press() -> str:
    typed = sorted(item for item in request.form.items(multi=True) if item[0] not in _BESIDE)
    # Without the inputs that were left empty, which a page in between need not send on.
    chosen, files = [item for item in request.files.items(multi=True) if item[1].filename], []
    for place, (name, file) in enumerate(chosen):
        files.append((name, place, hashlib.file_digest(file.stream, "sha256").hexdigest()))  # type: ignore[arg-type]
        file.stream.seek(0)
    return hashlib.sha256(json.dumps([actor().id, request.full_path, typed, files]).encode()).hexdigest()


def say(sentence: str) -> None:
    """Tells what was done, on the next page."""
    flash(again() if g.get("came_before") else sentence, "done")


def again() -> str:
    return f"Sudah tercatat tadi, pukul {g.came_before}. Kiriman yang sama tidak dicatat dua kali."


def just_sent() -> str:
    """The mark of the form that was recorded before this page; told once."""
    return str(session.pop(SENT, ""))


def files_sent() -> int:
    """How many files came with it: a draft with more photos than that is not done with."""
    return int(session.pop(FILES, 0))


def _remember() -> None:
    session[SENT] = request.form[NAME][:64]
    sent = sum(bool(file.filename) for _, file in request.files.items(multi=True))
    session[FILES] = sent + len(request.form.getlist("kept"))


def _came_before() -> Any:
    """Where the same form led when it came first, or nothing when it did not come yet."""
    if request.method != "POST" or not g.get("user") or not press():
        return None
    row = once.earlier(store, press())
    if row is None:
        return None
    g.came_before = row["clock"]
    _remember()
    if not row["onward"]:
        return None  # it was done, and its answer was lost before it could be written: ``once`` gives it again
    flash(again(), "done")
    return redirect(row["onward"], 303)


def _landed(response: Response) -> Response:
    """Notes where a form led that was done."""
    if response.status_code in (302, 303) and g.get("press"):
        _remember()
        try:
            once.landed(store, g.press, str(response.location), at=now())
        except StoreUnavailable:
            current_app.logger.warning("not noted where %s led", request.endpoint)
    return response
