"""Signing in through the page: the own account, one click in demo mode, the brake, and where one lands."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from tests.conftest import START, Clock
from workflow.accounts import SYSTEM, add_user, find_user, set_password
from workflow.demo import PASSWORD


def token(client: FlaskClient, path: str = "/masuk") -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(path).get_data(as_text=True))
    assert found
    return found[1]


def sign_in(client: FlaskClient, username: str, password: str, path: str = "/masuk") -> TestResponse:
    form = {"csrf_token": token(client), "username": username, "password": password}
    return client.post(path, data=form)


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()


def test_the_right_password_opens_a_session(browser: FlaskClient):
    answer = sign_in(browser, "ketua.bireuen", PASSWORD)
    assert (answer.status_code, answer.location) == (302, "/")
    assert "Ketua LKKS Kabupaten Bireuen" in browser.get("/akun").get_data(as_text=True)


def test_the_name_may_be_typed_with_capitals_and_blanks(browser: FlaskClient):
    assert sign_in(browser, " Ketua.Bireuen ", PASSWORD).status_code == 302


@pytest.mark.parametrize("username", ["ketua.bireuen", "tidak.ada", "", "' OR 1=1 --", "\x00", "a" * 5000])
def test_a_wrong_pair_gets_the_same_answer_whether_or_not_the_name_exists(browser: FlaskClient, username: str):
    answer = sign_in(browser, username, "salah-sekali")
    assert answer.status_code == 422
    assert "Nama akun atau kata sandi tidak cocok." in answer.get_data(as_text=True)
    assert browser.get("/akun").location.startswith("/masuk")


def test_the_typed_name_stays_and_the_password_does_not(browser: FlaskClient):
    page = sign_in(browser, "ketua.bireuen", "salah-sekali").get_data(as_text=True)
    assert 'value="ketua.bireuen"' in page
    assert "salah-sekali" not in page


@pytest.mark.parametrize("username", ["ketua.bireuen", "tidak.ada"])
def test_after_five_wrong_passwords_one_has_to_wait(browser: FlaskClient, clock: Clock, username: str):
    for _ in range(5):
        assert sign_in(browser, username, "salah-sekali").status_code == 422
    answer = sign_in(browser, username, PASSWORD)
    assert answer.status_code == 429
    assert "Terlalu banyak percobaan. Tunggu" in answer.get_data(as_text=True)
    clock.at += timedelta(seconds=301)
    assert sign_in(browser, username, PASSWORD).status_code == (302 if username == "ketua.bireuen" else 422)


def test_a_deactivated_account_gets_the_same_answer_as_an_unknown_one(browser: FlaskClient, app: Flask):
    app.test_cli_runner().invoke(args=["users", "deactivate", "ketua.pidie"])
    answer = sign_in(browser, "ketua.pidie", PASSWORD)
    assert answer.status_code == 422
    assert "Nama akun atau kata sandi tidak cocok." in answer.get_data(as_text=True)


def test_the_form_needs_its_token(browser: FlaskClient):
    answer = browser.post("/masuk", data={"username": "ketua.bireuen", "password": PASSWORD})
    assert answer.status_code == 400
    assert PASSWORD not in answer.get_data(as_text=True)
    assert browser.get("/akun").status_code == 302


def test_who_is_signed_in_does_not_see_the_login_page(browser: FlaskClient):
    sign_in(browser, "ketua.bireuen", PASSWORD)
    assert browser.get("/masuk").location == "/"


def test_a_planted_cookie_does_not_become_the_session(browser: FlaskClient):
    csrf = token(browser)
    with browser.session_transaction() as cookie:
        cookie["planted"] = "x"
        before = dict(cookie)
    browser.post("/masuk", data={"csrf_token": csrf, "username": "ketua.bireuen", "password": PASSWORD})
    with browser.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie.get("csrf_token") != before["csrf_token"]


@pytest.mark.parametrize("path", ["/komitmen", "/rakor", "/tugas?q=rapat", "/tugas/1"])
def test_the_page_asked_for_comes_after_signing_in(browser: FlaskClient, path: str):
    asked = browser.get(path)
    assert asked.location.startswith("/masuk?lanjut=")
    assert sign_in(browser, "ketua.bireuen", PASSWORD, asked.location).location == path


@pytest.mark.parametrize(
    "path",
    ["//e.example", "/\\e.example", "\\\\e.example", "https:e.example", "https://e.example/", "javascript:alert(1)",
     "/\t/e.example", "\t//e.example", "/\n/e.example", " //e.example", "///e.example", "/ /e", "e.example", "",
     "/tidak/ada", "/keluar", "/beranda", "/tugas/99999999999999999999/x", "/\u202etugas", "/masuk@e.example"],
)  # fmt: skip
def test_foreign_unknown_and_forbidden_pages_after_signing_in_lead_home(browser: FlaskClient, path: str):
    csrf = token(browser)
    form = {"csrf_token": csrf, "username": "ketua.bireuen", "password": PASSWORD}
    answer = browser.post("/masuk", query_string={"lanjut": path}, data=form)
    assert (answer.status_code, answer.location) == (302, "/")


def test_a_refused_post_is_not_repeated_after_signing_in(browser: FlaskClient, app: Flask):
    app.config["WTF_CSRF_ENABLED"] = False
    assert browser.post("/tugas/1/rencana").location == "/masuk"


DEMO = ["ketua.bireuen", "sekdis.bireuen", "ketua.pidie", "sekdis.pidie", "dinsos.aceh", "admin"]


@pytest.mark.parametrize("username", DEMO)
def test_one_click_signs_in_as_each_demo_account(browser: FlaskClient, username: str):
    page = browser.get("/masuk").get_data(as_text=True)
    assert "Mode contoh" in page
    assert "Bukan data resmi" in page
    assert f'value="{username}"' in page
    answer = browser.post("/masuk/contoh", data={"csrf_token": token(browser), "username": username})
    assert (answer.status_code, answer.location) == (302, "/")
    assert f"<dd>{username}</dd>" in browser.get("/akun").get_data(as_text=True)


def test_one_click_is_for_demo_accounts_only(browser: FlaskClient, app: Flask):
    store = app.extensions["tuntas"].store
    real = {"username": "orang.asli", "role": "admin", "password": "gajah di kebun kopi"}
    add_user(store, SYSTEM, real, at=START)
    csrf = token(browser)
    assert 'value="orang.asli"' not in browser.get("/masuk").get_data(as_text=True)
    for username in ("orang.asli", "tidak.ada", ""):
        assert browser.post("/masuk/contoh", data={"csrf_token": csrf, "username": username}).status_code == 404
    assert browser.get("/akun").status_code == 302


def test_a_production_instance_knows_no_demo_sign_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TUNTAS_SECRET_KEY", "k" * 40)
    app = create_app(tmp_path / "kantor", MODE="produksi", NOW=lambda: START, WTF_CSRF_ENABLED=False)
    store = app.extensions["tuntas"].store
    add_user(store, SYSTEM, {"username": "admin", "role": "admin", "password": "gajah di kebun kopi"}, at=START)
    browser = app.test_client()
    assert "Mode contoh" not in browser.get("/masuk").get_data(as_text=True)
    assert browser.post("/masuk/contoh", data={"username": "admin"}).status_code == 404
    store.close()


def test_a_password_set_by_somebody_else_must_be_changed_first(browser: FlaskClient, app: Flask):
    store = app.extensions["tuntas"].store
    user = find_user(store, "ketua.bireuen")
    assert user is not None
    set_password(store, SYSTEM, user["id"], "dibuatkan admin", at=START)
    sign_in(browser, "ketua.bireuen", "dibuatkan admin")
    for path in ("/", "/komitmen", "/akun", "/tugas"):
        assert browser.get(path).location == "/sandi"
    page = browser.get("/sandi").get_data(as_text=True)
    assert "dibuatkan oleh orang lain" in page
    change = {"csrf_token": token(browser, "/sandi"), "old_password": "dibuatkan admin", "password": "hanya saya tahu",
              "repeat": "hanya saya tahu"}  # fmt: skip
    assert browser.post("/sandi", data=change).location == "/"
    assert browser.get("/akun").status_code == 200
