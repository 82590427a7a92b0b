"""Signing in through the page: the own account, one click in demo mode, the brake, and where one lands."""

from __future__ import annotations

import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_login import encode_cookie
from werkzeug.test import TestResponse

from app import create_app
from tests.world.instance import START, Clock
from workflow.demo import PASSWORD
from workflow.people.accounts import SYSTEM, add_user, find_user, set_password
from workflow.roles import Role
from workflow.web.entering import onward_path


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


def session_token(browser: FlaskClient) -> str:
    with browser.session_transaction() as cookie:
        return str(cookie.get("_user_id", ""))


def test_every_sign_in_has_a_session_of_its_own_also_with_a_planted_or_copied_one(browser: FlaskClient, app: Flask):
    thief = app.test_client()
    sign_in(thief, "ketua.pidie", PASSWORD)
    planted = thief.get_cookie("tuntas")
    assert planted is not None
    browser.set_cookie("tuntas", planted.value)
    seen = [session_token(browser)]
    for _ in range(2):
        form = {"csrf_token": token(browser, "/sandi"), "username": "ketua.bireuen", "password": PASSWORD}
        browser.post("/masuk", data=form)
        seen.append(session_token(browser))
    assert len({*seen, ""}) == 4
    assert thief.get("/akun").status_code == 302  # the session that was planted has ended with it


def test_a_form_with_somebody_elses_token_signs_nobody_in(browser: FlaskClient, app: Flask):
    """Login CSRF: a foreign page would sign the victim in to the attacker's account."""
    foreign = token(app.test_client())
    token(browser)
    form = {"csrf_token": foreign, "username": "ketua.pidie", "password": PASSWORD}
    assert browser.post("/masuk", data=form).status_code == 400
    assert browser.post("/masuk/contoh", data=form).status_code == 400
    assert session_token(browser) == ""


@pytest.mark.parametrize(("production", "name"), [(False, "tuntas"), (True, "__Host-tuntas")])
def test_no_cookie_but_the_sessions_is_ever_set_and_it_ends_with_the_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bare_instance: Path, production: bool, name: str
):
    monkeypatch.setenv("TUNTAS_SECRET_KEY", "k" * 40)
    folder = tmp_path / "kantor"
    if not production:
        shutil.copytree(bare_instance, folder)
    mode = "produksi" if production else "contoh"
    app = create_app(
        folder, MODE=mode, NOW=lambda: START, SEED=False, SECOND_FACTOR="boleh", BASE_URL="https://tuntas.example"
    )
    if production:
        account = {"username": "admin", "role": "admin", "password": "gajah di kebun kopi"}
        add_user(app.extensions["tuntas"].store, SYSTEM, account, at=START)
    app.config["WTF_CSRF_ENABLED"] = False
    browser, base = app.test_client(), {"base_url": "https://tuntas.example"}
    password = "gajah di kebun kopi" if production else PASSWORD
    form = {"username": "admin", "password": password, "remember": "y", "remember_me": "1"}
    answers = [
        browser.post("/masuk", data={**form, "password": "x"}, **base),
        browser.post("/masuk", data=form, **base),
    ]
    for rule in app.url_map.iter_rules():
        if not rule.arguments:
            answers += [
                browser.open(rule.rule, method=method, **base) for method in sorted(rule.methods & {"GET", "POST"})
            ]
    cookies = [cookie for answer in answers for cookie in answer.headers.getlist("Set-Cookie")]
    app.extensions["tuntas"].store.close()
    flags = ("Secure; " if production else "") + "HttpOnly; Path=/; SameSite=Lax"
    ended = "Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; "
    assert {cookie.partition("=")[0] for cookie in cookies} == {name}
    assert {cookie.partition("; ")[2].removeprefix(ended) for cookie in cookies} == {flags}
    lasting = [cookie for cookie in cookies if "Expires" in cookie and not cookie.startswith(f"{name}=; {ended}")]
    assert (len(cookies) > 3, lasting) == (True, [])


def test_a_well_signed_remember_me_cookie_opens_nothing(browser: FlaskClient, app: Flask):
    sign_in(browser, "ketua.bireuen", PASSWORD)
    with app.test_request_context():
        value = encode_cookie(session_token(browser))
    other = app.test_client()
    other.set_cookie("remember_token", value)
    assert other.get("/akun").status_code == 302


@pytest.mark.parametrize("path", ["/komitmen", "/rakor", "/tugas?q=rapat", "/tugas/1", "/tugas?q=//e.example"])
def test_the_page_asked_for_comes_after_signing_in(browser: FlaskClient, path: str):
    asked = browser.get(path)
    assert asked.location.startswith("/masuk?lanjut=")
    assert sign_in(browser, "ketua.bireuen", PASSWORD, asked.location).location == path


FOREIGN = [
    "//e.example", "/\\e.example", "\\\\e.example", "https:e.example", "https://e.example/", "javascript:alert(1)",
    "/\t/e.example", "\t//e.example", "/\n/e.example", " //e.example", "///e.example", "/ /e", "e.example", "",
    "/%09/e.example", "/%2f/e.example", "%2f%2fe.example", "/%5ce.example", "/\\\\e.example", "\\/\\/e.example",
    "/\r\nSet-Cookie:x=1", "/%0d%0aSet-Cookie:x=1", "/\x00", "\x0b//e.example", "/\u2215e.example", "/\uff0fe.example",
    "\uff0f\uff0fe.example", "\u3000//e.example", "/@e.example", "//u:p@e.example", "https:/e.example",
    "https:\\\\e.example", "https:///e.example", "HTTPS://e.example", "//e.example:443/komitmen", "data:text/html,x",
    "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "/javascript:alert(1)", ".//e.example", "../e.example", "//[",
    "/../e.example", "?lanjut=//e.example", "#//e.example", "//[::1]/", "/komitmen//e.example", "//komitmen",
    "/komitmen/../..//e.example", "/komitmen\\@e", "/komitmen /x", "/masuk@e.example", "/\u202etugas",
    "/komit\tmen", "/komitmen?q=\r\nSet-Cookie:x=1", "/tugas?q=\u202e",
]  # fmt: skip
NOT_READ = [
    "/static/app.css", "/masuk?lanjut=//e.example", "/cek", "/komitmen?" + "x" * 2000, "/tidak/ada", "/keluar",
    "/beranda", "/tugas/99999999999999999999/x",
]  # fmt: skip


@pytest.mark.parametrize("path", FOREIGN[:6])
def test_foreign_pages_after_signing_in_lead_home(browser: FlaskClient, path: str):
    csrf = token(browser)
    form = {"csrf_token": csrf, "username": "ketua.bireuen", "password": PASSWORD}
    answer = browser.post("/masuk", query_string={"lanjut": path}, data=form)
    assert (answer.status_code, answer.location) == (302, "/")


def test_so_do_all_that_look_like_ours_and_what_this_role_does_not_read(app: Flask):
    with app.test_request_context("/masuk"):
        found = {path: onward_path(path, Role.CHAIR) for path in FOREIGN + NOT_READ}
        assert onward_path("/komitmen", Role.CHAIR) == "/komitmen"
    assert found == dict.fromkeys(FOREIGN + NOT_READ, "/")


def test_a_refused_sign_out_is_not_repeated_after_signing_in(browser: FlaskClient, app: Flask):
    app.config["WTF_CSRF_ENABLED"] = False
    assert browser.post("/keluar").location == "/masuk"


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
