"""A form is sent as the account, and in the role, for which it was drawn; else it is shown and not done."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from tests.world.instance import Clock, signed_in
from workflow.demo import PASSWORD
from workflow.people.accounts import SYSTEM, edit_user, find_user
from workflow.people.sessions import start_session
from workflow.web.entering import WHO

ORIGIN = {"Origin": "http://localhost"}
PAPER = {"number": "77", "date": "2026-11-09", "subject": "Surat ketua", "signer": "Ketua"}
RESERVED = {"subject": "Surat ketua"}


def form(page: str) -> dict[str, Any]:
    """The fields of the one form in the main part; none when there is no such form."""
    found = html.fromstring(page).xpath("//main//form[@method='post']")
    return {field.get("name"): field.get("value", "") for form in found for field in form.xpath(".//input[@name]")}


def becomes(client: FlaskClient, tuntas: SimpleNamespace, clock: Clock, username: str) -> None:
    """Signs out and in as somebody else, in another tab of the same browser."""
    user = find_user(tuntas.store, username)
    assert user is not None
    with client.session_transaction() as cookie:
        cookie.clear()
        cookie |= {"_user_id": start_session(tuntas.store, user, agent="", at=clock()), "_fresh": True, WHO: user["id"]}


@pytest.mark.parametrize("other", ["sekdis.bireuen", "ketua.pidie", "dinsos.aceh", "admin"])
@pytest.mark.parametrize(("path", "typed"), [("/agenda/kertas", PAPER), ("/agenda/sediakan", RESERVED)])
def test_what_another_account_typed_is_shown_to_be_copied_and_never_sent(
    app: Flask, tuntas: SimpleNamespace, clock: Clock, other: str, path: str, typed: dict[str, str]
):
    browser = signed_in(app, "ketua.bireuen")
    app.config["WTF_CSRF_ENABLED"] = True
    sent = form(browser.get(path).text) | typed
    becomes(browser, tuntas, clock, other)
    owner = find_user(tuntas.store, "ketua.bireuen")
    assert owner is not None
    for _ in range(2):
        answer = browser.post(path, data=sent, headers=ORIGIN)
        assert answer.status_code == 403
        assert f"Ini ditulis dari akun lain ({owner['name']}, ketua.bireuen)" in answer.text
        assert "Surat ketua" in answer.text
        assert form(answer.text) == {}
    app.config["WTF_CSRF_ENABLED"] = False  # a token that happens to be good makes it nobody else's either
    assert "ditulis dari akun lain" in browser.post(path, data=sent).text
    assert tuntas.store.count("entry") == 0


def test_nor_by_signing_in_over_the_page_and_sending_that_once_more(app: Flask, tuntas: SimpleNamespace, clock: Clock):
    browser = signed_in(app, "ketua.bireuen")
    app.config["WTF_CSRF_ENABLED"] = True
    sent = form(browser.get("/agenda/sediakan").text) | RESERVED
    becomes(browser, tuntas, clock, "sekdis.bireuen")
    clock.at += timedelta(minutes=31)
    asked = browser.post("/agenda/sediakan", data=sent, headers=ORIGIN)
    assert (asked.status_code, form(asked.text)["masuk_nama"]) == (401, "ketua.bireuen")
    answer = form(asked.text) | {"masuk_nama": "sekdis.bireuen", "masuk_sandi": PASSWORD}
    for _ in range(2):
        refused = browser.post("/agenda/sediakan", data=answer, headers=ORIGIN)
        assert (refused.status_code, form(refused.text)) == (403, {})
        assert "Ini ditulis dari akun lain" in refused.text
    assert tuntas.store.count("entry") == 0


def test_a_form_that_knows_no_account_names_the_one_that_sends(app: Flask, tuntas: SimpleNamespace):
    browser = signed_in(app, "sekdis.bireuen")
    app.config["WTF_CSRF_ENABLED"] = True
    for said in ("", "karangan.orang"):
        asked = browser.post("/agenda/sediakan", data={**RESERVED, "dibuka_oleh": said}, headers=ORIGIN)
        assert "Kirim sekarang?" in asked.text
        assert "(sekdis.bireuen)." in asked.text
    assert browser.post("/agenda/sediakan", data=form(asked.text), headers=ORIGIN).status_code == 303
    assert tuntas.store.count("entry") == 1


@pytest.mark.parametrize("change", [{"role": "ketua"}, {"region": "11.11"}])
def test_a_role_that_changed_while_it_was_typed_is_told_before_it_is_sent(
    app: Flask, tuntas: SimpleNamespace, clock: Clock, change: dict[str, str]
):
    browser, user = signed_in(app, "sekdis.pidie"), find_user(tuntas.store, "sekdis.pidie")
    assert user is not None
    sent = form(browser.get("/agenda/sediakan").text) | RESERVED
    values = {"role": "sekdis", "region": user["region"], "name": "", **change}
    edit_user(tuntas.store, SYSTEM, user["id"], values, active=True, version=user["version"], at=clock())
    asked = browser.post("/agenda/sediakan", data=sent)
    assert asked.status_code == 401
    told = browser.post("/agenda/sediakan", data=form(asked.text) | {"masuk_sandi": PASSWORD})
    assert told.status_code == 409
    assert "Peran Anda berubah" in told.text
    assert tuntas.store.count("entry") == 0
    assert "Peran Anda berubah" in browser.post("/agenda/sediakan", data=sent).text
    assert browser.post("/agenda/sediakan", data=form(told.text)).status_code == 303
    (entry,) = tuntas.store.find("entry")
    assert entry["subject"] == "Surat ketua"


def test_signing_out_is_nobodys_writing(app: Flask, tuntas: SimpleNamespace, clock: Clock):
    browser = signed_in(app, "ketua.bireuen")
    said = form(browser.get("/agenda/sediakan").text)["dibuka_oleh"]
    becomes(browser, tuntas, clock, "sekdis.bireuen")
    assert browser.post("/keluar", data={"dibuka_oleh": said}).location == "/masuk"
