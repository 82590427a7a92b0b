"""The names the server answers to, and that no link which leaves the app is made from what a visitor sends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
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
