"""The chair's own phone stays signed in for days; nobody else's does, and whatever ends a session ends it, too."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world.arranged import ADMIN
from tests.world.instance import START, Clock
from workflow.demo import PASSWORD
from workflow.machine.time_allowed import USUAL
from workflow.people import mandates
from workflow.people.accounts import SYSTEM, edit_user, find_user, set_password
from workflow.people.sessions import start_session
from workflow.store import Record
from workflow.tasks.set_times import set_times
from workflow.web import guard

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"}
OTHERS = {name: str(days) for name, days in USUAL.items()}
NOT_REMEMBERED = "HP ini tidak diingat"


def entered(app: Flask, username: str = "ketua.bireuen", **typed: str) -> FlaskClient:
    """Signed in through the page, with the box ticked."""
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    data = {"username": username, "password": PASSWORD, "ingat_hp": "ya", **typed}
    assert client.post("/masuk", data=data, headers=PHONE).status_code == 302
    return client


def is_in(client: FlaskClient) -> bool:
    return client.get("/akun").status_code == 200


def row_of(app: Flask, username: str = "ketua.bireuen") -> Record:
    store = app.extensions["tuntas"].store
    return store.find("session", user=account(app, username)["id"])[0]


def account(app: Flask, username: str = "ketua.bireuen") -> Record:
    user = find_user(app.extensions["tuntas"].store, username)
    assert user is not None
    return user


def set_days(app: Flask, days: int, at: datetime = START) -> None:
    store = app.extensions["tuntas"].store
    version = (store.first("setting", name="times") or {"version": 0})["version"]
    set_times(store, ADMIN, {**OTHERS, "ingat": str(days)}, version=version, at=at)


def test_a_chairs_phone_is_remembered_for_fourteen_days_and_no_longer(app: Flask, clock: Clock):
    client = entered(app)
    cookie = client.get_cookie("tuntas")
    assert cookie is not None
    assert cookie.max_age is not None or cookie.expires is not None, "it outlives the window"
    for days in (1, 6, 13):
        clock.at = START + timedelta(days=days)
        assert is_in(client), days
    clock.at = START + timedelta(days=14, minutes=1)
    assert not is_in(client)


def test_without_the_box_it_ends_as_ever(app: Flask, clock: Clock):
    client = app.test_client()
    app.config["WTF_CSRF_ENABLED"] = False
    client.post("/masuk", data={"username": "ketua.bireuen", "password": PASSWORD})
    cookie = client.get_cookie("tuntas")
    assert cookie is not None
    assert (cookie.max_age, cookie.expires) == (None, None)
    clock.at += timedelta(minutes=31)
    assert not is_in(client)


@pytest.mark.parametrize("username", ["sekdis.bireuen", "dinsos.aceh", "admin"])
def test_who_decides_is_not_remembered_and_told_so(app: Flask, clock: Clock, username: str):
    client = entered(app, username)
    assert NOT_REMEMBERED in client.get("/akun").text
    assert "device" not in row_of(app, username)
    clock.at += timedelta(minutes=31)
    assert not is_in(client)


def carried(client: FlaskClient) -> str:
    """The header with its cookie."""
    cookie = client.get_cookie("tuntas")
    assert cookie is not None
    return f"tuntas={cookie.value}"


def mandated(app: Flask, role: str, at: datetime) -> Any:
    store = app.extensions["tuntas"].store
    who = {"sekdis": "sekdis.pidie", "ketua": "ketua.pidie"}[role]
    day = at.date().isoformat()
    data = {
        "giver": str(account(app, who)["id"]), "deputy": str(account(app)["id"]), "basis": "Surat tugas",
        "start": day, "until": day,
    }  # fmt: skip
    return mandates.record(store, ADMIN, data, at=at)


def test_while_the_chair_stands_in_for_who_decides_the_phone_is_like_every_other(app: Flask, clock: Clock):
    client = entered(app)
    clock.at += timedelta(hours=1)
    mandated(app, "sekdis", clock.at)
    assert not is_in(client)
    again = entered(app)
    assert NOT_REMEMBERED in again.get("/akun").text
    clock.at += timedelta(minutes=31)
    assert not is_in(again)


def test_standing_in_for_another_chair_changes_nothing(app: Flask, clock: Clock):
    client = entered(app)
    mandated(app, "ketua", clock.at)
    clock.at += timedelta(hours=2)
    assert is_in(client)


def test_the_admin_allows_fewer_days_or_none_and_it_counts_at_once(app: Flask, clock: Clock):
    client = entered(app)
    set_days(app, 3)
    clock.at += timedelta(days=2)
    assert is_in(client)
    set_days(app, 0, clock.at)
    clock.at += timedelta(minutes=31)
    assert not is_in(client)
    set_days(app, 14, clock.at)
    assert row_of(app)["device"] == "", "what was forgotten stays so"
    told = [one["fields"] for one in app.extensions["tuntas"].store.find("event", name="remembering_set")]
    assert told == [{"days": 3}, {"days": 0}, {"days": 14}]


def test_where_none_is_allowed_nobody_is_asked(app: Flask):
    assert "HP ini milik saya" in app.test_client().get("/masuk").text
    set_days(app, 0)
    assert "HP ini milik saya" not in app.test_client().get("/masuk").text
    assert NOT_REMEMBERED in entered(app).get("/akun").text


def test_a_new_password_a_new_role_and_deactivation_end_it(app: Flask, clock: Clock):
    store = app.extensions["tuntas"].store
    client = entered(app)
    set_password(store, SYSTEM, account(app)["id"], "payung di atas bukit", at=START)
    assert not is_in(client)
    for change, active in (({"role": "sekdis"}, True), ({}, False)):
        user = account(app, "ketua.pidie")
        edit_user(store, SYSTEM, user["id"], {**user, "role": "ketua"}, active=True, version=user["version"], at=START)
        other, user = entered(app, "ketua.pidie"), account(app, "ketua.pidie")
        edit_user(store, SYSTEM, user["id"], {**user, **change}, active=active, version=user["version"], at=START)
        assert not is_in(other)


def test_who_changes_his_own_password_stays_on_this_phone_and_on_no_other(app: Flask, clock: Clock):
    here, there = entered(app), entered(app)
    new = "payung di atas bukit"
    here.post("/sandi", data={"old_password": PASSWORD, "password": new, "repeat": new})
    clock.at += timedelta(days=2)
    assert (is_in(here), is_in(there)) == (True, False)


def test_perangkat_names_it_and_puts_it_out(app: Flask, clock: Clock):
    lost, here = entered(app), entered(app)
    shown = here.get("/akun").text
    assert shown.count("<b>Chrome di Android</b>") == 2
    assert shown.count("Diingat 14 hari") == 2
    first = row_of(app)["id"]
    assert here.post(f"/akun/sesi/{first}/nama", data={"device": "HP lama"}).location == "/akun#perangkat"
    assert "<b>HP lama</b>" in here.get("/akun").text
    wrong = here.post(f"/akun/sesi/{first}/nama", data={"device": " "})
    assert wrong.status_code == 422
    assert "Isi nama perangkat" in wrong.text
    clock.at += timedelta(days=3)
    here.post(f"/akun/sesi/{first}/akhiri")
    assert (is_in(here), is_in(lost)) == (True, False)


def test_only_a_remembered_phone_of_the_own_account_has_a_name(app: Flask):
    client = entered(app)
    store = app.extensions["tuntas"].store
    start_session(store, account(app), agent="Firefox", at=START)
    plain = store.find("session", user=account(app)["id"])[-1]["id"]
    assert client.post(f"/akun/sesi/{plain}/nama", data={"device": "x"}).status_code == 404
    start_session(store, account(app, "ketua.pidie"), agent="Chrome", at=START, device="HP orang")
    other = row_of(app, "ketua.pidie")["id"]
    assert client.post(f"/akun/sesi/{other}/nama", data={"device": "x"}).status_code == 404


def test_a_session_that_ended_while_one_typed_can_be_remembered_from_there(app: Flask, clock: Clock):
    client = app.test_client()
    app.config["WTF_CSRF_ENABLED"] = False
    client.post("/masuk", data={"username": "ketua.bireuen", "password": PASSWORD})
    clock.at += timedelta(hours=1)
    asked = client.post("/akun/sesi/akhiri-lain")
    assert (asked.status_code, "HP ini milik saya" in asked.text) == (401, True)
    entering = {"masuk_nama": "ketua.bireuen", "masuk_sandi": PASSWORD, "masuk_ingat": "ya"}
    assert client.post("/akun/sesi/akhiri-lain", data=entering).status_code == 302
    clock.at += timedelta(days=5)
    assert is_in(client)


def test_what_a_remembered_phone_sends_days_later_is_no_strangers(app: Flask, monkeypatch: pytest.MonkeyPatch):
    """The server asks how much a body may have before there is a session to look at."""
    kept, plain = (carried(client) for client in (entered(app), entered(app, "sekdis.bireuen")))
    assert guard.has_signed_in(app, kept)
    assert guard.has_signed_in(app, plain)
    monkeypatch.setattr(guard, "KNOWN", timedelta(seconds=-1))  # more than that has passed since
    assert guard.has_signed_in(app, kept)
    assert not guard.has_signed_in(app, plain)
