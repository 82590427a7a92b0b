"""Behind a reverse proxy each visitor keeps an address of its own, so that the brake holds only who guesses."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from urllib.request import Request, urlopen

import pytest
import waitress
from flask import Flask, request
from waitress import wasyncore

import app as tuntas
from tests.world.waiting import PATIENCE
from workflow.web import hosts


def fetch(visit: Request) -> str:
    with urlopen(visit, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
        return answer.read().decode()


def address_seen(forwarded: str) -> str:
    """What a real waitress tells the app about a visitor that a local proxy passes on."""
    return seen(**{"X-Forwarded-For": forwarded}).partition(" ")[0]


def seen(**headers: str) -> str:
    """The address, and the scheme."""
    inner = Flask("alamat")
    inner.add_url_rule("/", "address", lambda: f"{request.remote_addr} {request.scheme}")
    server = waitress.create_server(inner, host="127.0.0.1", port=0, threads=1, **hosts.proxy())
    visit = Request(f"http://127.0.0.1:{server.effective_port}/", headers=headers)
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


def test_a_declared_proxy_is_believed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TUNTAS_PROXY", "127.0.0.1")
    assert address_seen("203.0.113.7") == "203.0.113.7"


def test_only_what_the_proxy_itself_added_counts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TUNTAS_PROXY", "127.0.0.1")
    assert address_seen("10.0.0.9, 203.0.113.7") == "203.0.113.7"


def test_without_a_declared_proxy_a_visitor_cannot_choose_an_address():
    assert address_seen("203.0.113.7") == "127.0.0.1"


def test_only_the_declared_one_is_believed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TUNTAS_PROXY", "192.0.2.1")
    assert address_seen("203.0.113.7") == "127.0.0.1"


@pytest.mark.parametrize(("proxy", "scheme"), [("127.0.0.1", "https"), ("192.0.2.1", "http"), ("", "http")])
def test_the_scheme_is_believed_of_the_declared_one_alone(proxy: str, scheme: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TUNTAS_PROXY", proxy)
    assert seen(**{"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}).partition(" ")[2] == scheme


def test_a_form_over_https_is_taken_of_a_browser_that_hides_where_it_was(app: Flask):
    """What used to be asked of it then was its Referer; where it comes from is said by Origin."""
    client, headers = app.test_client(), {"Origin": "https://tuntas.example"}
    page = client.get("/masuk", base_url="https://tuntas.example").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token is not None
    form = {"csrf_token": token[1], "username": "x", "password": "y"}
    assert client.post("/masuk", data=form, base_url="https://tuntas.example", headers=headers).status_code == 422


def test_a_proxy_that_nobody_declared_is_told_once(tmp_path, monkeypatch: pytest.MonkeyPatch, caplog):
    monkeypatch.setenv("TUNTAS_SECRET_KEY", "k" * 40)
    made = tuntas.create_app(tmp_path, MODE="produksi", BASE_URL="https://tuntas.example")
    for _ in range(2):
        made.test_client().get("/masuk", base_url="https://tuntas.example", headers={"X-Forwarded-For": "203.0.113.7"})
    made.extensions["tuntas"].store.close()
    assert sum("TUNTAS_PROXY" in record.getMessage() for record in caplog.records) == 1
