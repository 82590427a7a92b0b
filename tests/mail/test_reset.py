"""A forgotten password: the link comes by mail, sets it once within an hour, and tells nobody which accounts exist."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from tests.world.instance import START, Clock, signed_in
from tests.world.mail_sink import sink
from workflow.demo import PASSWORD
from workflow.mail import reset
from workflow.people import second_factor
from workflow.people.accounts import SYSTEM, edit_user, find_user, set_password
from workflow.people.addresses import set_address
from workflow.records import User
from workflow.store import Store
from workflow.web.entering import key

NEW = "tangga hijau di atas awan"
ASK, FORM = "/masuk/lupa", "/masuk/sandi-baru"
TOLD = "Bila akun itu ada dan punya alamat surel"


@pytest.fixture
def mailing(tmp_path: Path, bare_instance: Path, clock: Clock) -> Iterator[SimpleNamespace]:
    """An app whose mail goes to a real server; ``store``, ``client`` of a visitor, ``sink``."""
    shutil.copytree(bare_instance, tmp_path / "instance")
    with sink() as server:
        app = create_app(
            tmp_path / "instance", NOW=clock, SEED=False, TESTING=True, WTF_CSRF_ENABLED=False, MODE="contoh",
            BASE_URL="https://tuntas.example", SMTP=f"smtp://localhost:{server.port}", SMTP_FROM="tuntas@aceh.example",
        )  # fmt: skip
        store = app.extensions["tuntas"].store
        for username in ("ketua.bireuen", "sekdis.bireuen", "admin"):
            set_address(store, SYSTEM, account(store, username)["id"], f"{username}@aceh.example", at=START)
        yield SimpleNamespace(app=app, store=store, client=app.test_client(), sink=server, clock=clock)
        store.close()


def account(store: Store, username: str) -> User:
    found = find_user(store, username)
    assert found is not None
    return found


def asked(mailing: SimpleNamespace, name: str) -> list[str]:
    """The tokens that came by mail after this was asked for."""
    before = len(mailing.sink.taken)
    answer = mailing.client.post(ASK, data={"account": name}, follow_redirects=True)
    assert (answer.status_code, TOLD in answer.text) == (200, True)
    mailing.app.extensions["tuntas"].mail.look()
    texts = [mail.get_body(("plain",)).get_content() for mail in mailing.sink.mails[before:]]
    return [re.findall(r"https://tuntas\.example/masuk/sandi-baru\?kunci=(\S+)", text)[0] for text in texts]


def send(mailing: SimpleNamespace, token: str, password: str = NEW, repeat: str = NEW) -> tuple[int, str]:
    answer = mailing.client.post(FORM, data={"kunci": token, "password": password, "repeat": repeat})
    return answer.status_code, answer.text


def enters(mailing: SimpleNamespace, username: str, password: str) -> bool:
    visitor: FlaskClient = mailing.app.test_client()
    return visitor.post("/masuk", data={"username": username, "password": password}).status_code == 302


@pytest.mark.parametrize("name", ["ketua.bireuen", " Ketua.Bireuen@Aceh.example "])
def test_the_link_sets_a_password_once(mailing: SimpleNamespace, name: str):
    inside = signed_in(mailing.app, "ketua.bireuen")
    (token,) = asked(mailing, name)
    for _ in range(3):  # as a program that tries the links of a mail does
        looked = mailing.client.get(f"{FORM}?kunci={token}")
        assert (looked.status_code, "Untuk akun ketua.bireuen" in looked.text) == (200, True)
    assert enters(mailing, "ketua.bireuen", PASSWORD)
    assert send(mailing, token, repeat="lain")[0] == 422
    status, page = send(mailing, token, "bireuen2026", "bireuen2026")
    assert (status, "Kata sandi paling sedikit" in page) == (422, True)
    assert send(mailing, token)[0] == 303
    assert enters(mailing, "ketua.bireuen", NEW)
    assert not enters(mailing, "ketua.bireuen", PASSWORD)
    assert "/masuk" in inside.get("/akun").location, "its sessions have ended"
    assert not account(mailing.store, "ketua.bireuen")["must_change"]
    assert send(mailing, token, "lain sekali di bawah laut", "lain sekali di bawah laut")[0] == 404
    assert enters(mailing, "ketua.bireuen", NEW)


def test_it_is_told_by_mail_and_in_the_history_and_no_token_is_kept(mailing: SimpleNamespace):
    (token,) = asked(mailing, "ketua.bireuen")
    rows = str([*mailing.store.find("reset"), *mailing.store.find("mail"), *mailing.store.find("event")])
    assert token not in rows, "once it has left"
    send(mailing, token)
    mailing.app.extensions["tuntas"].mail.look()
    assert mailing.sink.mails[-1]["Subject"] == "Kata sandi Tuntas Anda diganti"
    for name in ("reset_asked", "password_reset"):
        (event,) = mailing.store.find("event", name=name)
        assert event["fields"] == {"username": "ketua.bireuen", "address": "127.0.0.1"}
    assert mailing.store.count("reset") == 0


@pytest.mark.parametrize("after", [timedelta(hours=1, seconds=1), timedelta(days=3)])
def test_after_an_hour_it_is_over(mailing: SimpleNamespace, after: timedelta):
    (token,) = asked(mailing, "ketua.bireuen")
    mailing.clock.at += timedelta(hours=1)
    assert mailing.client.get(f"{FORM}?kunci={token}").status_code == 200
    mailing.clock.at = START + after
    looked = mailing.client.get(f"{FORM}?kunci={token}")
    assert (looked.status_code, "Tautan tidak berlaku" in looked.text) == (404, True)
    assert send(mailing, token)[0] == 404
    assert enters(mailing, "ketua.bireuen", PASSWORD)


@pytest.mark.parametrize(
    "name", ["admin", "admin@aceh.example", "tidak.ada", "a@b.example", "", "@", "dinsos.aceh", "x" * 5000]
)
def test_nobody_else_gets_one_and_the_answer_is_the_same(mailing: SimpleNamespace, name: str):
    before = {kind: mailing.store.count(kind) for kind in ("reset", "mail", "event")}
    assert asked(mailing, name) == []
    assert {kind: mailing.store.count(kind) for kind in before} == before


def test_no_shut_account_gets_one_and_its_link_dies_with_it(mailing: SimpleNamespace):
    (token,) = asked(mailing, "ketua.bireuen")
    user = account(mailing.store, "ketua.bireuen")
    edit_user(mailing.store, SYSTEM, user["id"], user, active=False, version=user["version"], at=START)
    assert send(mailing, token)[0] == 404
    mailing.clock.at += timedelta(minutes=11)
    assert asked(mailing, "ketua.bireuen") == []


def test_a_new_password_or_address_ends_links(mailing: SimpleNamespace):
    (token,) = asked(mailing, "ketua.bireuen")
    set_password(mailing.store, SYSTEM, account(mailing.store, "ketua.bireuen")["id"], NEW, at=START)
    assert send(mailing, token)[0] == 404
    (token,) = asked(mailing, "sekdis.bireuen")
    set_address(mailing.store, SYSTEM, account(mailing.store, "sekdis.bireuen")["id"], "x@y.example", at=START)
    assert send(mailing, token)[0] == 404


def test_one_mail_in_ten_minutes_and_all_links_end_with_the_first_used(mailing: SimpleNamespace):
    (first,) = asked(mailing, "ketua.bireuen")
    assert asked(mailing, "ketua.bireuen") == []
    mailing.clock.at += timedelta(minutes=11)
    (second,) = asked(mailing, "ketua.bireuen")
    assert send(mailing, first)[0] == 303
    assert send(mailing, second)[0] == 404


def test_a_link_sets_only_the_password_of_its_account(mailing: SimpleNamespace):
    (token,) = asked(mailing, "sekdis.bireuen")
    data = {"kunci": token, "password": NEW, "repeat": NEW, "username": "ketua.bireuen", "user": "1", "user_id": "1"}
    assert mailing.client.post(FORM, data=data).status_code == 303
    assert enters(mailing, "ketua.bireuen", PASSWORD)
    assert enters(mailing, "sekdis.bireuen", NEW)


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1 --", "\x00", "é" * 60, "A" * 5000])
def test_what_is_no_link_opens_nothing(mailing: SimpleNamespace, token: str):
    asked(mailing, "ketua.bireuen")
    assert mailing.client.get(FORM, query_string={"kunci": token}).status_code == 404
    assert send(mailing, token)[0] == 404


def test_the_second_factor_is_still_asked_for(mailing: SimpleNamespace):
    user, nonce = account(mailing.store, "sekdis.bireuen"), second_factor.new_nonce()
    with mailing.app.test_request_context():
        secret = key()
    phone = pyotp.TOTP(second_factor.secret(user["id"], nonce, secret))
    second_factor.enrol(mailing.store, user, nonce, phone.at(START), key=secret, at=START)
    (token,) = asked(mailing, "sekdis.bireuen")
    send(mailing, token)
    answer = mailing.client.post("/masuk", data={"username": "sekdis.bireuen", "password": NEW})
    assert answer.location.startswith("/masuk/kode")


def test_who_asks_too_often_has_to_wait(mailing: SimpleNamespace):
    answers = [mailing.client.post(ASK, data={"account": f"akun{number}"}).status_code for number in range(11)]
    assert answers == [303] * 10 + [429]
    mailing.clock.at += timedelta(minutes=1)
    assert mailing.client.post(ASK, data={"account": "akun"}).status_code == 303


def test_who_tries_links_has_to_wait(mailing: SimpleNamespace):
    answers = {mailing.client.get(f"{FORM}?kunci={number}").status_code for number in range(121)}
    assert answers == {404, 429}


def test_known_and_unknown_names_cost_the_same_writes(mailing: SimpleNamespace, monkeypatch: pytest.MonkeyPatch):
    done: list[str] = []
    real = mailing.store.insert
    monkeypatch.setattr(mailing.store, "insert", lambda kind, doc: done.append(str(kind)) or real(kind, doc))
    for name in ("ketua.bireuen", "tidak.ada"):
        reset.ask(mailing.store, name, "https://x.example", "192.0.2.1", at=START)
    kinds = [kind for kind in done if "event" not in kind.lower()]
    assert kinds[: len(kinds) // 2] == kinds[len(kinds) // 2 :]


def test_where_mail_is_off_the_sign_in_page_says_whom_to_ask(app: Flask):
    visitor = app.test_client()
    page = visitor.get("/masuk").text
    assert "Hubungi admin di kantor Anda" in page
    assert ASK not in page
    assert visitor.get(ASK).status_code == visitor.get(FORM).status_code == 404
