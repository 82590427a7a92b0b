"""What ends a session, so that a copy of its cookie no longer opens anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world.instance import START, Clock, signed_in
from workflow.demo import PASSWORD
from workflow.people.accounts import SYSTEM, edit_user, find_user, set_password
from workflow.people.sessions import start_session
from workflow.store import Record

PROTECTED = "/akun"


def account(app: Flask, username: str = "ketua.bireuen") -> Record:
    user = find_user(app.extensions["tuntas"].store, username)
    assert user is not None
    return user


def copied(app: Flask, client: FlaskClient) -> FlaskClient:
    """Another browser with a copy of the cookie."""
    cookie = client.get_cookie("tuntas")
    assert cookie is not None
    thief = app.test_client()
    thief.set_cookie("tuntas", cookie.value)
    return thief


def is_shut_out(client: FlaskClient) -> bool:
    answer = client.get(PROTECTED)
    return answer.status_code == 302 and answer.location == "/masuk?lanjut=/akun"


def log_out(app: Flask, client: FlaskClient) -> None:
    client.post("/keluar")


def new_password(app: Flask, client: FlaskClient) -> None:
    set_password(app.extensions["tuntas"].store, SYSTEM, account(app)["id"], "payung di atas bukit", at=START)


def edited(app: Flask, *, active: bool = True, **change: str) -> None:
    user = account(app)
    edit_user(
        app.extensions["tuntas"].store, SYSTEM, user["id"], {**user, **change}, active=active,
        version=user["version"], at=START,
    )  # fmt: skip


def new_role(app: Flask, client: FlaskClient) -> None:
    edited(app, role="sekdis")


def new_region(app: Flask, client: FlaskClient) -> None:
    edited(app, region="11.07")


def deactivation(app: Flask, client: FlaskClient) -> None:
    edited(app, active=False)


@pytest.mark.parametrize("end", [log_out, new_password, new_role, new_region, deactivation])
def test_a_copied_cookie_is_worth_nothing_after(app: Flask, end: Callable[[Flask, FlaskClient], None]):
    client = signed_in(app, "ketua.bireuen")
    thief = copied(app, client)
    assert thief.get(PROTECTED).status_code == 200
    end(app, client)
    assert is_shut_out(thief)
    assert is_shut_out(client)


def test_saving_an_account_without_a_change_ends_nothing(app: Flask):
    client = signed_in(app, "ketua.bireuen")
    edited(app)
    assert client.get(PROTECTED).status_code == 200


def test_half_an_hour_without_a_page_ends_it(app: Flask, clock: Clock):
    client = signed_in(app, "ketua.bireuen")
    for _ in range(3):
        clock.at += timedelta(minutes=29)
        assert client.get(PROTECTED).status_code == 200
    clock.at += timedelta(minutes=31)
    assert is_shut_out(client)


def test_twelve_hours_end_it_however_busy(app: Flask, clock: Clock):
    client = signed_in(app, "ketua.bireuen")
    for _ in range(24):
        clock.at += timedelta(minutes=29)
        assert client.get(PROTECTED).status_code == 200
    clock.at += timedelta(minutes=25)
    assert is_shut_out(client)


def test_a_page_that_looks_again_on_its_own_keeps_nothing_open(app: Flask, clock: Clock):
    client = signed_in(app, "ketua.bireuen")
    for _ in range(3):
        clock.at += timedelta(minutes=10)
        assert client.get(PROTECTED, headers={"Sec-Fetch-Dest": "empty"}).status_code == 200
    clock.at += timedelta(minutes=1)
    assert is_shut_out(client)


def test_a_clock_set_back_does_not_lengthen_a_session(app: Flask, clock: Clock):
    client = signed_in(app, "ketua.bireuen")
    clock.at -= timedelta(minutes=4)
    assert client.get(PROTECTED).status_code == 200
    clock.at -= timedelta(days=1)
    assert is_shut_out(client)


@pytest.mark.parametrize("value", ["", "kosong", "eyJfdXNlcl9pZCI6IjEifQ.x.y"])
def test_a_forged_cookie_opens_nothing(app: Flask, value: str):
    client = app.test_client()
    client.set_cookie("tuntas", value)
    assert is_shut_out(client)


def test_logging_out_takes_a_post(app: Flask):
    client = signed_in(app, "ketua.bireuen")
    assert client.get("/keluar").status_code == 405
    assert client.get(PROTECTED).status_code == 200
    assert client.post("/keluar").location == "/masuk"
    assert "Anda sudah keluar." in client.get("/masuk").get_data(as_text=True)


def test_the_account_page_ends_one_session_and_only_that_one(app: Flask):
    store, user = app.extensions["tuntas"].store, account(app)
    here, phone, desk = (signed_in(app, "ketua.bireuen") for _ in range(3))
    rows = store.find("session", user=user["id"])
    assert here.post(f"/akun/sesi/{rows[1]['id']}/akhiri").location == "/akun"
    assert [client.get(PROTECTED).status_code for client in (here, phone, desk)] == [200, 302, 200]


def test_the_account_page_ends_all_others(app: Flask):
    here, phone, desk = (signed_in(app, "ketua.bireuen") for _ in range(3))
    other = signed_in(app, "ketua.pidie")
    here.post("/akun/sesi/akhiri-lain")
    assert [client.get(PROTECTED).status_code for client in (here, phone, desk, other)] == [200, 302, 302, 200]


def test_history_tells_that_sessions_were_ended(app: Flask):
    store = app.extensions["tuntas"].store
    here = [signed_in(app, "ketua.bireuen") for _ in range(4)][0]
    rows = store.find("session", user=account(app)["id"])
    here.post(f"/akun/sesi/{rows[1]['id']}/akhiri")
    here.post("/akun/sesi/akhiri-lain")
    here.post("/akun/sesi/akhiri-lain")
    counts = [event["fields"] for event in store.find("event", name="session_ended")]
    assert counts == [{"username": "ketua.bireuen", "count": 1}, {"username": "ketua.bireuen", "count": 2}]


def test_somebody_elses_session_is_unknown(app: Flask):
    store = app.extensions["tuntas"].store
    victim, other = signed_in(app, "ketua.pidie"), signed_in(app, "ketua.bireuen")
    row = store.find("session", user=account(app, "ketua.pidie")["id"])[0]
    assert other.post(f"/akun/sesi/{row['id']}/akhiri").status_code == 404
    assert other.post("/akun/sesi/999999/akhiri").status_code == 404
    assert victim.get(PROTECTED).status_code == 200


def test_the_account_page_tells_the_devices_and_which_is_this_one(app: Flask):
    phone = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
    start_session(app.extensions["tuntas"].store, account(app), agent=phone, at=START)
    page = signed_in(app, "ketua.bireuen").get("/akun").get_data(as_text=True)
    assert "Chrome di Android" in page
    assert "Masuk Senin, 9 November 2026, pukul 09.00" in page
    assert page.count("Perangkat ini") == 1
    assert page.count('aria-label="Keluarkan ') == 1


def test_a_session_that_ended_is_not_listed(app: Flask, clock: Clock):
    start_session(app.extensions["tuntas"].store, account(app), agent="Firefox", at=START - timedelta(hours=2))
    assert 'aria-label="Keluarkan ' not in signed_in(app, "ketua.bireuen").get("/akun").get_data(as_text=True)


def test_the_store_keeps_no_token(app: Flask):
    store = app.extensions["tuntas"].store
    token = start_session(store, account(app), agent="", at=START)
    assert token not in str(store.find("session"))


def change(client: FlaskClient, **fields: str) -> tuple[int, str]:
    form = {"old_password": PASSWORD, "password": "empat kata yang baru", "repeat": "empat kata yang baru", **fields}
    answer = client.post("/sandi", data=form)
    return answer.status_code, answer.get_data(as_text=True)


def test_a_new_password_ends_the_other_sessions_and_this_one_goes_on_with_a_new_token(app: Flask):
    here, phone = signed_in(app, "ketua.bireuen"), signed_in(app, "ketua.bireuen")
    thief = copied(app, here)
    assert change(here)[0] == 302
    assert here.get(PROTECTED).status_code == 200
    assert is_shut_out(phone)
    assert is_shut_out(thief)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"old_password": "bukan itu"}, "Kata sandi lama tidak cocok."),
        ({"repeat": "empat kata lain"}, "Dua isian kata sandi baru tidak sama."),
        ({"password": "pendek", "repeat": "pendek"}, "Kata sandi paling sedikit 12 dan paling banyak 200 huruf."),
        ({"password": "ketua.bireuen1", "repeat": "ketua.bireuen1"}, "Kata sandi terlalu mudah ditebak."),
        ({"password": "aaaaaaaaaaaa", "repeat": "aaaaaaaaaaaa"}, "Kata sandi terlalu mudah ditebak."),
        ({"password": PASSWORD, "repeat": PASSWORD}, "Kata sandi baru sama dengan yang lama."),
    ],
)
def test_a_new_password_that_will_not_do_changes_nothing(app: Flask, fields: dict[str, str], sentence: str):
    before = account(app)
    status, page = change(signed_in(app, "ketua.bireuen"), **fields)
    assert status == 422
    assert sentence in page
    assert fields.get("password", "empat kata yang baru") not in page
    assert account(app) == before


def test_guessing_the_old_password_is_braked_too(app: Flask):
    client = signed_in(app, "ketua.bireuen")
    assert [change(client, old_password="bukan itu")[0] for _ in range(6)] == [422] * 5 + [429]
