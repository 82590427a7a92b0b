"""Somebody who is signed in at a server that runs: cookie, form token, and files sent as a browser sends them."""

from __future__ import annotations

import http.client
import re
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask

from app import create_app
from tests.world.instance import signed_in
from tests.world.waiting import PATIENCE


def session(folder: Path, username: str, **config: str) -> tuple[str, str]:
    """Cookie and form token of a session that begins now, as the server sees the time."""
    app = create_app(folder, SEED=False, **config)
    with closing(app.extensions["tuntas"].store):
        return session_of(app, username)


def session_of(app: Flask, username: str) -> tuple[str, str]:
    """The same for every server that shares the store and the key of ``app``."""
    client = signed_in(app, username)
    app.config["WTF_CSRF_ENABLED"] = True
    token = re.search('name="csrf_token"[^>]*value="([^"]+)"', client.get("/akun").text)
    found = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert found is not None
    assert token is not None
    return f"{found.key}={found.value}", token[1]


def asked(port: int, path: str, who: tuple[str, str], form: dict[str, object] | None = None) -> tuple[int, bytes]:
    """A page, or with a ``form`` what it answers to that; status and body."""
    cookie, token = who
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        if form is None:
            connection.request("GET", path, headers=headers)
        else:
            connection.request("POST", path, urlencode({**form, "csrf_token": token}), headers)
        answer = connection.getresponse()
        return answer.status, answer.read()


def send_file(port: int, path: str, who: tuple[str, str], name: str, content: bytes) -> tuple[int, str]:
    """Posts a form with its one file; status and page."""
    cookie, token = who
    head = 'Content-Disposition: form-data; name="{}"'
    body = b"".join([
        f"--x\r\n{head.format('csrf_token')}\r\n\r\n{token}\r\n".encode(),
        f'--x\r\n{head.format("file")}; filename="{name}"\r\n\r\n'.encode(), content, b"\r\n--x--\r\n",
    ])  # fmt: skip
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("POST", path, body, {"Cookie": cookie, "Content-Type": "multipart/form-data; boundary=x"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def opened(port: int, path: str) -> int:
    """The status of a page for somebody who is not signed in."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", path)
        return connection.getresponse().status
