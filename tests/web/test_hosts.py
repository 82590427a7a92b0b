"""The names the server answers to, and that no link which leaves the app is made from what a visitor sends."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from tests.world.browser import serving
from tests.world.headers import ALWAYS, KEY
from tests.world.instance import START
from tests.world.places import ROOT

FOREIGN = ["jahat.example", "tuntas.example.jahat.example", "jahat.example:443", "tuntas.example@jahat.example", ""]


@pytest.fixture
def production(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    monkeypatch.setenv("TUNTAS_SECRET_KEY", KEY)
    made = create_app(tmp_path / "kantor", MODE="produksi", NOW=lambda: START, BASE_URL="https://tuntas.example")
    yield made
    made.extensions["tuntas"].store.close()


@pytest.mark.parametrize("host", [*FOREIGN, "127.0.0.1", "localhost"])
@pytest.mark.parametrize("path", ["/masuk", "/tidak/ada", "/static/app.css"])
def test_production_turns_a_foreign_name_away(production: Flask, host: str, path: str):
    answer = production.test_client().get(path, base_url="https://tuntas.example", headers={"Host": host})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "https://tuntas.example" in page
    assert "jahat" not in page
    assert {name: answer.headers[name] for name in ALWAYS} == ALWAYS
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("host", ["tuntas.example", "tuntas.example:443"])
def test_its_own_name_is_served(production: Flask, host: str):
    answer = production.test_client().get("/masuk", base_url="https://tuntas.example", headers={"Host": host})
    assert answer.status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1:5000", "localhost", "tuntas.example"])
def test_a_demo_answers_on_this_machine_too(app: Flask, host: str):
    assert app.test_client().get("/masuk", headers={"Host": host}).status_code == 200


def test_a_demo_turns_foreign_names_away(app: Flask):
    assert app.test_client().get("/masuk", headers={"Host": "jahat.example"}).status_code == 400


def test_a_base_url_that_is_no_address_is_refused_at_the_start(tmp_path: Path):
    with pytest.raises(SystemExit, match="TUNTAS_BASE_URL"):
        create_app(tmp_path / "kantor", BASE_URL="tuntas.example", SEED=False)


def test_no_link_is_made_from_the_name_a_visitor_sends():
    sources = [path for room in ("workflow", "documents", "templates") for path in (ROOT / room).rglob("*.*")]
    kinds = (".py", ".html", ".txt")
    kept = [path for path in [ROOT / "app.py", *sources] if path.suffix in kinds and path.name != "hosts.py"]
    texts = [(path, path.read_text()) for path in kept]
    made = re.compile(
        r"\b_external|request\.(host|url|url_root|base_url|host_url|root_url)\b|HTTP_HOST|x-forwarded-host", re.I
    )
    assert len(texts) > 100
    assert [(path.name, found[0]) for path, text in texts for found in made.finditer(text)] == []


@pytest.mark.parametrize(
    ("mode", "base", "host", "status"),
    [
        ("produksi", "https://tuntas.example", "TUNTAS.Example", 200),
        ("produksi", "https://tuntas.example", "192.0.2.7", 400),
        ("produksi", "https://[2001:db8::7]:8443", "[2001:db8::7]:8443", 200),
        ("contoh", "http://127.0.0.1:5000", "192.168.1.20:5000", 200),
        ("contoh", "http://127.0.0.1:5000", "[::1]:5000", 200),
        ("contoh", "http://127.0.0.1:5000", "lain.example", 400),
        ("contoh", "http://127.0.0.1:5000", "[", 400),
        ("contoh", "http://127.0.0.1:5000", "127.0.0.1:5000, 127.0.0.1:5000", 400),
        ("contoh", "http://127.0.0.1:5000", "127.0.0.1:5000, lain.example", 400),
        ("contoh", "http://127.0.0.1:5000", "127.0.0.1:lima", 400),
        ("contoh", "http://127.0.0.1:5000", "lain@127.0.0.1", 400),
        ("contoh", "http://127.0.0.1:5000", "127.0.0.1/masuk", 400),
        ("produksi", "https://tuntas.example", "tuntas.example#lain.example", 400),
        ("produksi", "https://tuntas.example", "tuntas.example lain.example", 400),
    ],
)
def test_names_are_compared_as_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str, base: str, host: str, status: int
):
    """A demo is also opened from the next desk, by the address of its machine."""
    monkeypatch.setenv("TUNTAS_SECRET_KEY", "k" * 40)
    made = create_app(tmp_path / "kantor", MODE=mode, BASE_URL=base, SEED=False)
    assert made.test_client().get("/masuk", headers={"Host": host}).status_code == status
    made.extensions["tuntas"].store.close()


def test_two_host_headers_are_no_name(app: Flask):
    with serving(app) as base, socket.create_connection(("127.0.0.1", int(base.rpartition(":")[2])), 10) as visitor:
        visitor.sendall(b"GET /masuk HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert visitor.recv(4096).startswith(b"HTTP/1.1 400 ")


OWN = ["https://tuntas.example", "HTTPS://Tuntas.Example:443"]
ELSEWHERE = [
    "https://jahat.example", "null", "", "http://tuntas.example", "https://tuntas.example:8443",
    "https://tuntas.example.jahat.example", "https://tuntas.example, https://jahat.example", "https://tuntas.example/",
    "https://jahat@tuntas.example", "file://", "tuntas.example",
]  # fmt: skip


def post(app: Flask, path: str = "/masuk", **headers: str) -> int:
    """A form without its token, so that 400 says that only the token was missing."""
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    return app.test_client().post(path, base_url="https://tuntas.example", headers=said).status_code


@pytest.mark.parametrize("origin", OWN)
def test_a_form_of_our_own_page_is_taken(production: Flask, origin: str):
    assert post(production, Origin=origin) == 400
    assert post(production, Origin=origin, Sec_Fetch_Site="cross-site") == 400  # what it says more exactly counts


@pytest.mark.parametrize("origin", ELSEWHERE)
@pytest.mark.parametrize("path", ["/masuk", "/keluar", "/cek/AAAA-AAAA-AAAA", "/tidak/ada"])
def test_a_form_of_another_site_is_not(production: Flask, origin: str, path: str):
    assert post(production, path, Origin=origin) == 403


@pytest.mark.parametrize(
    ("site", "status"), [("same-origin", 400), ("none", 400), ("same-site", 403), ("cross-site", 403), ("x", 403)]
)
def test_a_browser_that_says_only_from_what_kind_of_site_is_believed(production: Flask, site: str, status: int):
    assert post(production, Sec_Fetch_Site=site) == status


def test_who_says_nothing_still_needs_the_token(production: Flask):
    assert post(production) == 400


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_every_method_that_could_change_something_is_looked_at(production: Flask, method: str):
    headers = {"Origin": "https://jahat.example"}
    opened = production.test_client().open("/akun", method=method, base_url="https://tuntas.example", headers=headers)
    assert opened.status_code == 403


def test_reading_from_a_link_of_another_site_is_no_act(production: Flask):
    headers = {"Origin": "https://jahat.example", "Sec-Fetch-Site": "cross-site"}
    for look in (production.test_client().get, production.test_client().head):
        assert look("/masuk", base_url="https://tuntas.example", headers=headers).status_code == 200


def test_a_demo_is_also_used_under_the_address_of_its_machine(app: Flask):
    """Its BASE_URL is https://tuntas.example here, and nobody told it of the network it stands in."""
    app.config["WTF_CSRF_ENABLED"] = False
    form = {"username": "x", "password": "y"}

    def sent(host: str, origin: str) -> int:
        return app.test_client().post("/masuk", data=form, headers={"Host": host, "Origin": origin}).status_code

    assert sent("192.168.1.20:5000", "http://192.168.1.20:5000") == 422
    assert sent("192.168.1.20:5000", "http://192.168.1.20:5001") == 403
    assert sent("localhost", "https://tuntas.example") == 422
