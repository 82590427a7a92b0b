"""An instance for the tests: its clock, and clients that are signed in."""

from __future__ import annotations

from datetime import datetime

from flask import Flask
from flask.testing import FlaskClient

from workflow.clock import WIB
from workflow.people.accounts import find_user
from workflow.people.sessions import proved, start_session
from workflow.web.entering import WHO

START = datetime(2026, 11, 9, 9, 0, tzinfo=WIB)


class Clock:
    """The time as the app sees it; tests move it by setting ``at``."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at


def signed_in(app: Flask, username: str) -> FlaskClient:
    """A client that carries a session of that account, without going through the login page; CSRF is off for it.

    ``test_login.py`` and the journey sign in through the page, and ``test_moves_page.py`` tries without a token.
    """
    store, at = app.extensions["tuntas"].store, app.config["NOW"]()
    user = find_user(store, username)
    assert user is not None
    token = start_session(store, user, agent="pytest", at=at)
    proved(store, token, at=at)  # the acts that ask for the password again are tried in test_password_again.py
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
        cookie[WHO] = user["id"]
    return client
