"""A real Chromium (Debian's) on a real server, for tests that use the app as people do."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.world.instance import signed_in
from tests.world.waiting import PATIENCE
from workflow.web.server import Server

SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 800}}
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WAIT = PATIENCE * 1000  # milliseconds
expect.set_options(timeout=WAIT)


@contextmanager
def serving(app: Flask, **settings: Any) -> Iterator[str]:
    """The address of the app behind waitress on a free port."""
    server = Server(app, host="127.0.0.1", port=0, threads=4, **settings)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.stop()
        thread.join(PATIENCE)


@contextmanager
def started() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS, timeout=WAIT)
        yield browser
        browser.close()


@contextmanager
def window(browser: Browser, size: str, **options: Any) -> Iterator[BrowserContext]:
    """A window of a size of ``SIZES``, without anything of an earlier one; without our service worker unless told."""
    opened = browser.new_context(viewport=SIZES[size], **{"service_workers": "block", **options})
    opened.set_default_timeout(WAIT)
    try:
        yield opened
    finally:
        opened.close()


def cookie_of(app: Flask, username: str, base: str) -> dict[str, str]:
    """What a window needs to be signed in as that account."""
    cookie = signed_in(app, username).get_cookie("tuntas")
    assert cookie is not None
    return {"name": "tuntas", "value": cookie.value, "url": base}
