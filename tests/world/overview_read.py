"""Dinsos' first screens read back: a page's text, and how long the list behind a number really is."""

from __future__ import annotations

import re
from html import unescape

from flask import Flask
from flask.testing import FlaskClient

from tests.world import seeded
from tests.world.pages_read import one_line
from workflow.store import Record


def page(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return unescape(one_line(answer.text))


def listed(client: FlaskClient, url: str) -> int:
    """How many tasks the list at ``url`` really shows, over all its pages."""
    count, text = 0, page(client, url)
    while True:
        count += len(re.findall(r'<th scope="row"[^>]*>\s*<a[^>]* href="/tugas/\d+"', text))
        onward = re.search(r'href="([^"]+sesudah=\d+)"[^>]*>Berikutnya', text)
        if not onward:
            return count
        text = page(client, onward[1])


def live_rakor(app: Flask) -> Record:
    return seeded.under_way(app.extensions["tuntas"].store)
