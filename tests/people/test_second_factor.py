"""The code from the telephone: setting it up, signing in with it, losing it, and where its secret never appears."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app, second_factor
from tests.world.instance import START, Clock, signed_in
from workflow.demo import PASSWORD
from workflow.people import second_factor as factors
from workflow.people.accounts import SYSTEM, add_user, edit_user, find_user, set_password
from workflow.store import Record, Store

PAGE = "/akun/langkah-kedua"
NAME = "sekdis.bireuen"


@pytest.fixture
def kept(app: Flask) -> Store:
    app.config["WTF_CSRF_ENABLED"] = False
    return app.extensions["tuntas"].store


def account(store: Store, username: str = NAME) -> Record:
    user = find_user(store, username)
    assert user is not None
    return user


def shown_secret(client: FlaskClient) -> str:
    found = re.search(r'<p class="num text-break mb-0">([A-Z2-7 ]+)</p>', client.get(PAGE).get_data(as_text=True))
    assert found
    return found[1].replace(" ", "")


def enrolled(app: Flask, username: str = NAME) -> tuple[FlaskClient, pyotp.TOTP, list[str]]:
    """The client that set it up, the telephone, and the recovery codes."""
    client = signed_in(app, username)
    phone = pyotp.TOTP(shown_secret(client))
    answer = client.post(PAGE, data={"code": phone.at(app.config["NOW"]())})
    assert answer.status_code == 200
    return client, phone, re.findall(r'<li class="py-1">([a-z2-7-]+)</li>', answer.get_data(as_text=True))


def password_step(app: Flask, username: str = NAME, path: str = "/masuk") -> tuple[FlaskClient, TestResponse]:
    browser = app.test_client()
    return browser, browser.post(path, data={"username": username, "password": PASSWORD})


def code_step(browser: FlaskClient, code: str) -> TestResponse:
    return browser.post("/masuk/kode", data={"code": code})


def is_in(browser: FlaskClient) -> bool:
    return browser.get("/akun").status_code == 200


def test_after_the_password_there_is_no_session_until_the_code(app: Flask, kept: Store, clock: Clock):
    _, phone, _ = enrolled(app)
    before = kept.count("session")
    browser, answer = password_step(app, path="/masuk?lanjut=/dokumen")
    assert answer.location == "/masuk/kode?lanjut=/dokumen"
    assert not is_in(browser)
    assert kept.count("session") == before
    clock.at += timedelta(seconds=60)
    done = browser.post("/masuk/kode?lanjut=/dokumen", data={"code": phone.at(clock.at)})
    assert (done.status_code, done.location) == (302, "/dokumen")
    assert is_in(browser)


@pytest.mark.parametrize("code", ["", "000000", "abc", "12345", "１２３４５６", "9" * 5000, "\x00", "💥"])
def test_a_wrong_code_opens_nothing_and_is_not_shown_again(app: Flask, kept: Store, code: str):
    enrolled(app)
    browser, _ = password_step(app)
    answer = code_step(browser, code)
    assert answer.status_code == 422
    assert "Kode tidak cocok, atau sudah dipakai." in answer.get_data(as_text=True)
    assert not is_in(browser)
    assert not code or f'value="{html.escape(code)}"' not in answer.get_data(as_text=True)


def test_a_code_counts_once(app: Flask, kept: Store, clock: Clock):
    _, phone, _ = enrolled(app)
    used_at_enrolment = phone.at(clock.at)
    browser, _ = password_step(app)
    assert code_step(browser, used_at_enrolment).status_code == 422
    clock.at += timedelta(seconds=60)
    code = phone.at(clock.at)
    assert code_step(browser, code).status_code == 302
    again, _ = password_step(app)
    assert code_step(again, code).status_code == 422
    assert not is_in(again)


@pytest.mark.parametrize(("late", "good"), [(-30, True), (30, True), (-90, False), (90, False)])
def test_a_telephone_may_be_half_a_minute_off(app: Flask, kept: Store, clock: Clock, late: int, good: bool):
    _, phone, _ = enrolled(app)
    clock.at += timedelta(minutes=10)
    browser, _ = password_step(app)
    assert code_step(browser, phone.at(clock.at + timedelta(seconds=late))).status_code == (302 if good else 422)


def test_a_clock_that_is_set_back_locks_nobody_out(app: Flask, kept: Store, clock: Clock):
    _, phone, _ = enrolled(app)
    clock.at -= timedelta(days=1)
    browser, _ = password_step(app)
    assert code_step(browser, phone.at(clock.at)).status_code == 302


def test_a_recovery_code_counts_once_however_it_is_written(app: Flask, kept: Store):
    _, _, codes = enrolled(app)
    assert len(set(codes)) == 10
    browser, _ = password_step(app)
    assert code_step(browser, f" {codes[3].upper().replace('-', ' ')} ").status_code == 302
    assert is_in(browser)
    again, _ = password_step(app)
    assert code_step(again, codes[3]).status_code == 422
    assert code_step(again, codes[4]).status_code == 302
    assert [event["fields"]["left"] for event in kept.find("event", name="recovery_code_used")] == [9, 8]
    assert "yang tersisa: 8" in browser.get(PAGE).get_data(as_text=True)


def test_codes_are_braked_from_wherever_they_come(app: Flask, kept: Store, clock: Clock):
    _, phone, _ = enrolled(app)
    clock.at += timedelta(seconds=60)
    answers = []
    for number in range(6):
        browser, _ = password_step(app)
        address = {"REMOTE_ADDR": f"203.0.113.{number}"}
        answers.append(browser.post("/masuk/kode", data={"code": "000000"}, environ_base=address).status_code)
    assert answers == [422] * 5 + [429]
    browser, _ = password_step(app)
    assert code_step(browser, phone.at(clock.at)).status_code == 429
    clock.at += timedelta(seconds=5)
    assert code_step(browser, phone.at(clock.at)).status_code == 302


def test_the_code_must_come_within_five_minutes_and_to_the_same_browser(app: Flask, kept: Store, clock: Clock):
    _, phone, _ = enrolled(app)
    clock.at += timedelta(minutes=1)
    assert code_step(app.test_client(), phone.at(clock.at)).location == "/masuk"
    browser, _ = password_step(app)
    clock.at += timedelta(seconds=301)
    answer = code_step(browser, phone.at(clock.at))
    assert answer.location == "/masuk"
    assert "sudah habis" in browser.get("/masuk").get_data(as_text=True)
    assert not is_in(browser)


def test_a_copy_of_the_cookie_between_the_steps_is_used_up_with_it(app: Flask, kept: Store, clock: Clock):
    _, phone, codes = enrolled(app)
    clock.at += timedelta(minutes=1)
    browser, _ = password_step(app)
    cookie = browser.get_cookie("tuntas")
    assert cookie is not None
    thief = app.test_client()
    thief.set_cookie("tuntas", cookie.value)
    assert code_step(browser, phone.at(clock.at)).status_code == 302
    assert code_step(thief, codes[0]).location == "/masuk"
    assert not is_in(thief)


def new_password(store: Store) -> None:
    set_password(store, SYSTEM, account(store)["id"], "payung di atas bukit", at=START)


def deactivated(store: Store) -> None:
    user = account(store)
    edit_user(store, SYSTEM, user["id"], user, active=False, version=user["version"], at=START)


@pytest.mark.parametrize("change", [new_password, deactivated])
def test_what_changes_meanwhile_ends_the_waiting(app: Flask, kept: Store, change: Callable[[Store], None]):
    _, _, codes = enrolled(app)
    browser, _ = password_step(app)
    change(kept)
    assert code_step(browser, codes[0]).location == "/masuk"
    assert not is_in(browser)


def test_one_click_in_the_demo_asks_for_the_code_too(app: Flask, kept: Store):
    _, _, codes = enrolled(app)
    browser = app.test_client()
    assert browser.post("/masuk/contoh", data={"username": NAME}).location == "/masuk/kode"
    assert not is_in(browser)
    assert code_step(browser, codes[0]).status_code == 302


def test_setting_it_up_ends_the_other_sessions_and_takes_a_right_code(app: Flask, kept: Store):
    other = signed_in(app, NAME)
    client = signed_in(app, NAME)
    secret = shown_secret(client)
    wrong = client.post(PAGE, data={"code": "000000"})
    assert wrong.status_code == 422
    assert shown_secret(client) == secret
    assert kept.count("factor") == 0
    client.post(PAGE, data={"code": pyotp.TOTP(secret).at(START)})
    assert is_in(client)
    assert not is_in(other)
    assert [event["fields"] for event in kept.find("event", name="second_factor_set")] == [{"username": NAME}]


def test_the_own_one_goes_only_with_the_password(app: Flask, kept: Store):
    client, _, codes = enrolled(app)
    proof = {"sandi_anda": PASSWORD, "kode_anda": codes[0]}
    assert client.post(f"{PAGE}/lepas", data={**proof, "sandi_anda": "bukan itu"}).status_code == 422
    assert client.post(f"{PAGE}/lepas", data={"sandi_anda": PASSWORD}).status_code == 422
    assert client.post(f"{PAGE}/lepas", data={}).status_code == 422
    assert kept.count("factor") == 1
    assert client.post(f"{PAGE}/lepas", data=proof).location == "/akun"
    assert kept.count("factor") == 0
    assert client.post(f"{PAGE}/lepas", data={"sandi_anda": PASSWORD}).status_code == 404
    assert password_step(app)[1].location == "/"


def test_the_admin_takes_off_a_lost_one(app: Flask, kept: Store):
    owner, _, _ = enrolled(app)
    admin, user = signed_in(app, "admin"), account(kept)
    address = f"/pengaturan/akun/{user['id']}"
    assert "Bila ponselnya hilang" in admin.get(address).get_data(as_text=True)
    assert admin.post(f"{address}/langkah-kedua/lepas").location == address
    assert kept.count("factor") == 0
    assert not is_in(owner)
    event = kept.find("event", name="second_factor_removed")[0]
    assert (event["fields"], event["actor"]["name"]) == ({"username": NAME}, "Admin Tuntas")
    assert admin.post(f"{address}/langkah-kedua/lepas").status_code == 404


def test_the_admins_own_one_is_not_taken_off_without_the_password(app: Flask, kept: Store):
    admin, _, codes = enrolled(app, "admin")
    own = account(kept, "admin")["id"]
    address, proof = f"/pengaturan/akun/{own}/langkah-kedua/lepas", {"sandi_anda": PASSWORD, "kode_anda": codes[0]}
    assert admin.post(address).status_code == 422
    assert admin.post(address, data=proof).location == PAGE
    assert kept.count("factor") == 1


def test_a_command_takes_it_off_when_the_last_admin_lost_the_telephone(app: Flask, kept: Store):
    enrolled(app, "admin")
    done = app.test_cli_runner().invoke(args=["users", "lost-phone", "admin"])
    assert (done.exit_code, kept.count("factor")) == (0, 0)
    again = app.test_cli_runner().invoke(args=["users", "lost-phone", "admin"])
    assert (again.exit_code, "tidak memakai langkah kedua" in again.output) == (1, True)


def test_a_chair_has_none(app: Flask, kept: Store):
    client = signed_in(app, "ketua.bireuen")
    assert client.get(PAGE).status_code == 403
    assert "Langkah kedua" not in client.get("/akun").get_data(as_text=True)


def test_the_secret_is_in_no_page_afterwards_and_nowhere_in_the_store_or_log(
    app: Flask, kept: Store, clock: Clock, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    client, phone, codes = enrolled(app)
    clock.at += timedelta(minutes=1)
    browser, _ = password_step(app)
    code_step(browser, phone.at(clock.at))
    pages = "".join(client.get(path).get_data(as_text=True) for path in ("/akun", PAGE, "/masuk/kode"))
    kept.close()  # so that everything is in the files
    files = b"".join(path.read_bytes() for path in Path(app.instance_path).glob("tuntas.db*"))
    assert len(phone.secret) == 32
    for secret in (phone.secret, phone.byte_secret().hex(), *codes, *(code.replace("-", "") for code in codes)):
        assert secret not in pages + caplog.text
        assert secret.encode() not in files
    assert phone.byte_secret() not in files


def test_secrets_differ_by_account_number_and_key():
    secrets = {factors.secret(user, nonce, key) for user in (1, 2) for nonce in "ab" for key in (b"x", b"y")}
    assert len(secrets) == 8


@pytest.fixture
def demanding(app: Flask, kept: Store) -> Flask:
    app.config["SECOND_FACTOR"] = "wajib"
    return app


@pytest.mark.parametrize("username", ["sekdis.bireuen", "dinsos.aceh", "admin"])
def test_where_it_is_demanded_nothing_else_can_be_done_before(demanding: Flask, username: str):
    client = signed_in(demanding, username)
    for path in ("/", "/akun", "/dokumen", "/persetujuan", "/pengaturan", "/bantuan"):
        assert client.get(path).location == PAGE
    sent = client.post("/tugas/1/aksi/verify", data={"text": "Yang ditulis"})
    assert (sent.status_code, f'href="{PAGE}"' in sent.text, "Yang ditulis" in sent.text) == (403, True, True)
    assert "mewajibkan" in client.get(PAGE).get_data(as_text=True)
    client.post(PAGE, data={"code": pyotp.TOTP(shown_secret(client)).at(START)})
    assert is_in(client)


def test_where_it_is_demanded_a_chair_works_on(demanding: Flask):
    assert signed_in(demanding, "ketua.bireuen").get("/komitmen").status_code == 200


@pytest.mark.parametrize(
    ("chosen", "mode", "demanded"),
    [("", "contoh", "boleh"), ("", "produksi", "wajib"), ("wajib", "contoh", "wajib"), ("boleh", "produksi", "boleh")],
)
def test_production_demands_it_unless_told_otherwise(chosen: str, mode: str, demanded: str):
    assert second_factor(chosen, mode) == demanded


def test_a_misspelt_setting_does_not_start(tmp_path: Path):
    with pytest.raises(SystemExit, match="TUNTAS_SECOND_FACTOR=wajid tidak dikenal"):
        create_app(tmp_path / "kantor", SECOND_FACTOR="wajid", SEED=False)


def test_a_new_production_admin_goes_through_password_and_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TUNTAS_SECRET_KEY", "k" * 40)
    app = create_app(
        tmp_path / "kantor",
        MODE="produksi",
        NOW=lambda: START,
        WTF_CSRF_ENABLED=False,
        BASE_URL="https://tuntas.example",
    )
    store = app.extensions["tuntas"].store
    add_user(store, SYSTEM, {"username": "admin", "role": "admin", "password": "gajah di kebun kopi"}, at=START)
    browser, base = app.test_client(), {"base_url": "https://tuntas.example"}
    browser.post("/masuk", data={"username": "admin", "password": "gajah di kebun kopi"}, **base)
    assert browser.get(PAGE, **base).location == "/sandi"
    change = {"old_password": "gajah di kebun kopi", "password": "payung di atas bukit"}
    browser.post("/sandi", data={**change, "repeat": change["password"]}, **base)
    assert browser.get("/pengaturan", **base).location == PAGE
    store.close()
