"""The password once more before approving, when the session lay quiet; the one place where that is decided.

It stands before the pages: whatever is posted to approve is held, with everything typed, on a page that asks for the
password; sent from there it goes on to where it was going. So nothing is lost, also without JavaScript.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, g, render_template, request, url_for
from flask_login import current_user
from wtforms import PasswordField

from workflow.errors import Invalid
from workflow.people import sessions, sign_in
from workflow.stages import ACTIONS
from workflow.web.current import now, store, user
from workflow.web.entering import shown_password, visitor
from workflow.web.errors import status_of
from workflow.web.forms import Form

APPROVING = ("report", "verify")  # the moves that put an office's word on paper
# endpoint -> the name of the move that a request to it makes
MOVE: dict[str, Callable[[], str]] = {
    "approval.show": lambda: request.form.get("action", ""),
    "moves.act": lambda: (request.view_args or {}).get("name", ""),
}
NOT_HELD = ("csrf_token", "password")


class ProofForm(Form):
    password = PasswordField("Kata sandi Anda", render_kw={"autocomplete": "current-password", "autofocus": True})


def init_app(app: Flask) -> None:
    app.before_request(_hold)


def _hold() -> Any:
    """The page that asks, or nothing when the request may go on."""
    name = _approving()
    if not name or not sessions.is_quiet(current_user.row):
        return None
    form = ProofForm()
    if "password" not in request.form:
        return _page(form, name), 422
    try:
        sign_in.prove_again(store, user(), form.password.data, visitor(), at=now())
    except Invalid as refusal:
        form.complain(refusal)
        return _page(form, name), status_of(refusal)
    sessions.proved(store, current_user.token)
    return None


def _approving() -> str:
    """The approving move that this request would make; "" when it makes none or nobody is signed in."""
    if request.method != "POST" or g.user is None or request.endpoint not in MOVE:
        return ""
    name = MOVE[request.endpoint]()
    return name if name in APPROVING else ""


def _page(form: ProofForm, name: str) -> str:
    back = url_for(request.endpoint or "", **{**(request.view_args or {}), **request.args.to_dict()})
    held = [(field, text) for field, text in request.form.items(multi=True) if field not in NOT_HELD]
    return render_template(
        "auth/proof.html", form=form, held=held, button=ACTIONS[name].button, back=back, username=user()["username"],
        demo=shown_password(), minutes=int(sessions.QUIET.total_seconds() // 60),
    )  # fmt: skip
