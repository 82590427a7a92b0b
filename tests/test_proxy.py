"""Behind a reverse proxy each visitor keeps an address of its own, so that the brake holds only who guesses."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from urllib.request import Request, urlopen

import pytest
import waitress
from flask import Flask, request
from waitress import wasyncore

import app as tuntas


def fetch(visit: Request) -> str:
    with urlopen(visit, timeout=10) as answer:  # noqa: S310 - our own server
        return answer.read().decode()


def address_seen(mode: str, forwarded: str) -> str:
    """What a real waitress, set up for ``mode``, tells the app about a visitor that a local proxy passes on."""
    inner = Flask("alamat")
    inner.add_url_rule("/", "address", lambda: request.remote_addr or "")
    server = waitress.create_server(inner, host="127.0.0.1", port=0, threads=1, **tuntas.proxy(mode))
    visit = Request(f"http://127.0.0.1:{server.effective_port}/", headers={"X-Forwarded-For": forwarded})
    with ThreadPoolExecutor(1) as visitors:
        answer = visitors.submit(fetch, visit)
        while not answer.done():
            wasyncore.loop(0.05, map=server._map, count=1)
    server.task_dispatcher.shutdown()
    wasyncore.close_all(server._map)
    return answer.result()


@pytest.fixture(autouse=True)
def no_proxy_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TUNTAS_PROXY", raising=False)


def test_production_believes_the_proxy_on_this_machine():
    assert address_seen("produksi", "203.0.113.7") == "203.0.113.7"


def test_only_what_the_proxy_itself_added_counts():
    assert address_seen("produksi", "10.0.0.9, 203.0.113.7") == "203.0.113.7"


def test_without_a_proxy_a_visitor_cannot_choose_an_address():
    assert address_seen("contoh", "203.0.113.7") == "127.0.0.1"


def test_a_proxy_elsewhere_can_be_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TUNTAS_PROXY", "192.0.2.1")
    assert address_seen("produksi", "203.0.113.7") == "127.0.0.1"
