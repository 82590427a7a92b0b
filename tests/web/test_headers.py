"""The exact headers of a page, an error and a static file, in both modes; and what production refuses to start with."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from tests.world.browser import serving
from tests.world.headers import ALWAYS, KEY, POLICY
from tests.world.instance import START, signed_in
from workflow.demo import PASSWORD
from workflow.people.accounts import SYSTEM, add_user, find_user, set_password
from workflow.web.secret_key import secret_key


@pytest.fixture
def production(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    monkeypatch.setenv("TUNTAS_SECRET_KEY", KEY)
    made = create_app(
        tmp_path / "kantor", MODE="produksi", NOW=lambda: START, TESTING=True, BASE_URL="https://tuntas.example"
    )
    yield made
    made.extensions["tuntas"].store.close()


@pytest.mark.parametrize(
    ("path", "status", "cache"),
    [
        ("/masuk", 200, "no-store"),
        ("/akun", 302, "no-store"),
        ("/tidak/ada", 404, "no-store"),
        ("/keluar", 405, "no-store"),
        ("/static/app.css", 200, "public, max-age=86400"),
        ("/static/app.css?v=1", 200, "public, max-age=31536000, immutable"),
        ("/static/tidak-ada.css", 404, "no-store"),
    ],
)
def test_every_answer_carries_them(app: Flask, path: str, status: int, cache: str):
    answer = app.test_client().get(path)
    assert answer.status_code == status
    assert {name: answer.headers[name] for name in ALWAYS} == ALWAYS
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["Cache-Control"] == cache
    assert "Strict-Transport-Security" not in answer.headers
    answer.close()


def test_a_fault_of_ours_carries_them_and_tells_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch):
    app.config["TESTING"] = False
    client = signed_in(app, "ketua.bireuen")
    monkeypatch.setitem(app.view_functions, "auth.account", lambda: 1 / 0)
    answer = client.get("/akun")
    assert answer.status_code == 500
    assert {name: answer.headers[name] for name in ALWAYS} == ALWAYS
    assert answer.headers["Content-Security-Policy"] == POLICY
    page = answer.get_data(as_text=True)
    assert "Nomor kejadian" in page
    assert "ZeroDivisionError" not in page


@pytest.mark.parametrize("path", ["/masuk", "/tidak/ada"])
def test_an_answer_on_its_way_out_that_fails_carries_them_too(app: Flask, path: str):
    """Flask leaves out what should still happen to it."""
    app.testing = False
    app.after_request_funcs[None].append(lambda response: 1 / 0)
    answer = app.test_client().get(path)
    assert answer.status_code == 500
    assert {name: answer.headers[name] for name in ALWAYS} == ALWAYS
    assert (answer.headers["Content-Security-Policy"], answer.headers["Cache-Control"]) == (POLICY, "no-store")
    assert "Nomor kejadian" in answer.text
    assert "ZeroDivisionError" not in answer.text


def test_so_does_what_fails_where_no_page_can_be_made(app: Flask):
    app.testing = False

    def fail(*_: object) -> None:
        raise RuntimeError

    app.request_context = fail  # type: ignore[assignment,method-assign]
    answer = app.test_client().get("/masuk")
    assert answer.status_code == 500
    assert {name: answer.headers[name] for name in ALWAYS} == ALWAYS
    assert "Nomor kejadian" in answer.text


def test_the_demo_cookie(app: Flask):
    cookie = app.test_client().get("/masuk").headers["Set-Cookie"]
    assert cookie.startswith("tuntas=")
    assert cookie.partition("; ")[2] == "HttpOnly; Path=/; SameSite=Lax"


def test_the_production_cookie_and_transport(production: Flask):
    answer = production.test_client().get("/masuk", base_url="https://tuntas.example")
    assert answer.headers["Set-Cookie"].startswith("__Host-tuntas=")
    assert answer.headers["Set-Cookie"].partition("; ")[2] == "Secure; HttpOnly; Path=/; SameSite=Lax"
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert {name: answer.headers[name] for name in ALWAYS} == ALWAYS
    assert answer.headers["Content-Security-Policy"] == POLICY


def test_production_works_with_an_account_from_the_command_line(production: Flask):
    store = production.extensions["tuntas"].store
    account = {"username": "admin", "role": "admin", "password": "gajah di kebun kopi"}
    user = add_user(store, SYSTEM, account, at=START)
    assert user["must_change"]
    production.config["WTF_CSRF_ENABLED"] = False
    client = production.test_client()
    form = {"username": "admin", "password": "gajah di kebun kopi"}
    assert client.post("/masuk", data=form, base_url="https://tuntas.example").location == "/"
    assert client.get("/", base_url="https://tuntas.example").location == "/sandi"


@pytest.mark.parametrize("key", ["", "pendek", "x" * 31])
def test_production_refuses_to_start_without_a_key_of_its_own(tmp_path: Path, monkeypatch, key: str):
    monkeypatch.setenv("TUNTAS_SECRET_KEY", key)
    with pytest.raises(SystemExit, match="TUNTAS_SECRET_KEY sendiri"):
        create_app(tmp_path / "kantor", MODE="produksi")


def test_production_refuses_demo_accounts_even_with_a_new_password(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("TUNTAS_SECRET_KEY", KEY)
    folder = tmp_path / "contoh"
    made = create_app(folder, SEED=False, NOW=lambda: START)
    store = made.extensions["tuntas"].store
    add_user(store, SYSTEM, {"username": "admin", "role": "admin", "password": PASSWORD}, at=START, demo=True)
    user = find_user(store, "admin")
    assert user is not None
    set_password(store, SYSTEM, user["id"], "sudah diganti orang", at=START)
    store.close()
    with pytest.raises(SystemExit, match="berisi data contoh"):
        create_app(folder, MODE="produksi")


def test_an_unknown_mode_does_not_start(tmp_path: Path):
    with pytest.raises(SystemExit, match="TUNTAS_MODE=produkti tidak dikenal"):
        create_app(tmp_path / "kantor", MODE="produkti", SEED=False)


def test_each_instance_makes_a_key_that_only_its_owner_reads(tmp_path: Path):
    keys = set()
    for name in ("satu", "dua"):
        made = create_app(tmp_path / name, SEED=False)
        made.extensions["tuntas"].store.close()
        keys.add(made.secret_key)
        assert (tmp_path / name / "secret_key").stat().st_mode & 0o777 == 0o600
    assert len(keys) == 2


@pytest.mark.parametrize("left", ["", "\n"])
def test_an_empty_key_left_by_a_killed_start_is_made_anew(tmp_path: Path, left: str):
    path = tmp_path / "secret_key"
    path.write_text(left)
    path.chmod(0o644)
    key = secret_key(tmp_path, "contoh")
    assert len(key) == 64
    assert (path.read_text(), path.stat().st_mode & 0o777) == (key, 0o600)
    assert secret_key(tmp_path, "contoh") == key
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_a_start_killed_before_the_key_is_in_place_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def killed(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as moment:
        moment.setattr("os.replace", killed)
        with pytest.raises(SystemExit):
            secret_key(tmp_path, "contoh")
    assert not (tmp_path / "secret_key").exists()
    assert len(secret_key(tmp_path, "contoh")) == 64


def test_what_the_server_itself_refuses_tells_nothing_of_it(app: Flask):
    """Before the app is asked: a request that is none, and a head without end."""
    with serving(app) as base:
        for sent in (b"BUKAN PERMINTAAN\r\n\r\n", b"GET /masuk HTTP/1.1\r\nX: " + b"x" * 300_000 + b"\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", int(base.rpartition(":")[2])), 10) as visitor:
                visitor.sendall(sent)
                told = visitor.recv(4096).decode()
            assert re.match(r"HTTP/1\.[01] (400|431) ", told), told
            assert not re.search(r"Traceback|waitress/|Python/|File \"", told)
