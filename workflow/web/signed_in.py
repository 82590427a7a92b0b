"""What Flask and Flask-Login are given of ours: a request whose HEAD only reads, and an account that a session row has
opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Request, Response, request
from flask_login import LoginManager, UserMixin


class ReadingRequest(Request):
    """HEAD asks for what GET would answer, without the body, which werkzeug leaves out by itself.

    Flask gives every page that can be read HEAD as well; a page that tells reading from doing by "GET or else" would
    otherwise do at a HEAD what it does at a POST, and no token is asked for.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if self.method == "HEAD":
            self.method = "GET"


class SignedIn(UserMixin):
    """What Flask-Login keeps: the account of a session row that is still good."""

    def __init__(self, token: str, record: Mapping[str, Any], row: dict[str, Any] | None = None) -> None:
        self.token, self.record, self.row = token, record, row or {}

    def get_id(self) -> str:
        return self.token


# The same for everybody: no cookie is read for these, so that anything between may keep the answer.
WITHOUT_COOKIE = {"public.rakor", "public.rakor_file"}


class OnlySessions(LoginManager):
    """Flask-Login without its remember-me cookie: only a living session row opens a page."""

    def _load_user(self) -> None:
        if request.endpoint in WITHOUT_COOKIE:
            self._update_request_context_with_user()
        else:
            super()._load_user()

    def _update_remember_cookie(self, response: Response) -> Response:
        return response

    def _load_user_from_remember_cookie(self, cookie: str) -> None:
        return None
