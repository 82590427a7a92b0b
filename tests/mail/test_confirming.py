"""An address that its owner typed counts once the link that went there was opened by the same account, and until then
nothing else is sent to it; one that the admin or a command sets counts at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from tests.world.axe_faults import faults
from tests.world.browser import SIZES, cookie_of, serving, window
from tests.world.instance import START, Clock
from workflow.mail import confirming, reset, smtp_server
from workflow.people.accounts import SYSTEM, find_user
from workflow.people.addresses import address_of, set_address
from workflow.records import Mail
from workflow.store import Store

As = Callable[[str], FlaskClient]
HERE, AGAIN, TYPED = "/akun/surel/pastikan", "/akun/surel/kirim-lagi", "ketua@lkks.example"


@pytest.fixture
def kept(app: Flask) -> Store:
    parts = app.extensions["tuntas"]
    parts.mail.server = smtp_server.read("smtp://localhost:9", "tuntas@aceh.example")
    return parts.store


def chair(store: Store) -> Any:
    return find_user(store, "ketua.bireuen")


def keys(store: Store) -> list[str]:
    """Of all links that were mailed, in their order."""
    return [found for mail in store.find(Mail) for found in re.findall(r"pastikan\?kunci=(\S+)", mail["text"])]


def typed(client: FlaskClient, address: str = TYPED) -> None:
    assert client.post("/akun/surel", data={"email": address}).status_code == 303


def test_the_link_goes_alone_to_the_new_address_and_counts_when_it_is_opened(kept: Store, client_as: As):
    client = client_as("ketua.bireuen")
    typed(client)
    (mail,) = kept.find(Mail)
    assert (mail["to"], mail["subject"]) == (TYPED, "Pastikan alamat surel akun Tuntas Anda")
    assert address_of(chair(kept)) == ""
    for page in ("/akun", "/akun/data", "/kabar"):
        assert "belum dipastikan" in client.get(page).text, page
    reset.ask(kept, "ketua.bireuen", "https://x.example", "192.0.2.1", at=START)
    reset.ask(kept, TYPED, "https://x.example", "192.0.2.1", at=START)
    assert kept.count("mail") == 1, "no link to a new password goes there"
    (key,) = keys(kept)
    assert TYPED in client.get(f"{HERE}?kunci={key}").text
    assert address_of(chair(kept)) == "", "looking confirms nothing"
    assert "sudah dipastikan" in client.post(HERE, data={"kunci": key}, follow_redirects=True).text
    assert address_of(chair(kept)) == TYPED
    assert client.post(HERE, data={"kunci": key}).status_code == 404
    assert client.get(f"{HERE}?kunci={key}").status_code == 404
    assert "belum dipastikan" not in client.get("/akun").text
    assert kept.count("event", name="address_confirmed") == 1
    assert key not in str([*kept.find("reset"), *kept.find("event")])


def test_another_account_nobody_and_a_day_later_confirm_nothing(
    app: Flask, kept: Store, client_as: As, clock: Clock
):  # fmt: skip
    typed(client_as("ketua.bireuen"))
    (key,) = keys(kept)
    for username in ("sekdis.bireuen", "ketua.pidie", "admin"):
        assert client_as(username).get(f"{HERE}?kunci={key}").status_code == 404
        assert client_as(username).post(HERE, data={"kunci": key}).status_code == 404
    asked = app.test_client().get(f"{HERE}?kunci={key}")
    assert asked.location == f"/masuk?lanjut=/akun/surel/pastikan?kunci%3D{key}"
    clock.at += timedelta(hours=24, seconds=1)
    assert client_as("ketua.bireuen").post(HERE, data={"kunci": key}).status_code == 404
    assert address_of(chair(kept)) == ""


def test_sent_again_the_link_before_ends_and_not_more_than_once_in_ten_minutes(
    kept: Store, client_as: As, clock: Clock
):  # fmt: skip
    client = client_as("ketua.bireuen")
    typed(client)
    assert confirming.WAIT in client.post(AGAIN, follow_redirects=True).text
    clock.at += timedelta(minutes=11)
    assert "segera dikirim" in client.post(AGAIN, follow_redirects=True).text
    first, second = keys(kept)
    assert client.post(HERE, data={"kunci": first}).status_code == 404
    assert client.post(HERE, data={"kunci": second}).status_code == 303
    assert client.post(AGAIN).status_code == 303
    assert len(keys(kept)) == 2, "nothing is left to be confirmed"


def test_another_address_ends_the_link_and_only_a_confirmed_one_is_told_of_it(kept: Store, client_as: As):
    client = client_as("ketua.bireuen")
    typed(client, "salah@lkks.example")
    typed(client)
    assert [mail["to"] for mail in kept.find(Mail)] == ["salah@lkks.example", TYPED]
    first, second = keys(kept)
    assert client.post(HERE, data={"kunci": first}).status_code == 404
    client.post(HERE, data={"kunci": second})
    typed(client, "")
    assert kept.find(Mail)[-1]["subject"] == "Alamat surel akun Tuntas Anda diganti"
    assert "belum dipastikan" not in client.get("/akun").text


def test_the_admin_and_a_command_vouch_and_so_does_what_was_there_before(kept: Store, client_as: As):
    user = set_address(kept, SYSTEM, chair(kept)["id"], TYPED, at=START)
    assert address_of(user) == TYPED
    del user["email_waits"]
    assert address_of(kept.save(user)) == TYPED
    typed(client_as("ketua.bireuen"), "baru@lkks.example")
    page, admin = f"/pengaturan/akun/{user['id']}", client_as("admin")
    assert "Belum dipastikan pemiliknya" in admin.get(page).text
    assert admin.post(f"{page}/surel", data={"email": "baru@lkks.example"}).status_code == 303
    assert address_of(chair(kept)) == "baru@lkks.example"
    assert "Belum dipastikan pemiliknya" not in admin.get(page).text


def test_who_writes_to_many_addresses_has_to_wait(kept: Store, client_as: As):
    client = client_as("ketua.bireuen")
    answers = [client.post("/akun/surel", data={"email": f"a{n}@b.example"}).status_code for n in range(11)]
    assert answers == [303] * 10 + [429]
    assert chair(kept)["email"] == "a9@b.example"


@pytest.mark.parametrize("key", ["", "x", "\x00", "é" * 60, "A" * 5000])
def test_what_is_no_link_confirms_nothing(kept: Store, client_as: As, key: str):
    client = client_as("ketua.bireuen")
    typed(client)
    assert client.get(HERE, query_string={"kunci": key}).status_code == 404
    assert client.post(HERE, data={"kunci": key}).status_code == 404
    assert address_of(chair(kept)) == ""


def test_where_mail_is_off_it_waits_for_the_admin(app: Flask, client_as: As):
    client, store = client_as("ketua.bireuen"), app.extensions["tuntas"].store
    typed(client)
    assert client.post(AGAIN).status_code == 303
    assert store.count("mail") == 0
    assert "admin dapat memastikan" in client.get("/akun").text


def test_its_pages_in_the_browser(app: Flask, kept: Store, client_as: As, chromium: Browser):
    typed(client_as("ketua.bireuen"))
    (key,), wrong = keys(kept), []
    with serving(app) as base:
        for size in SIZES:
            with window(chromium, size) as opened:
                opened.add_cookies([cookie_of(app, "ketua.bireuen", base)])
                page = opened.new_page()
                page.goto(f"{base}{HERE}?kunci={key}")
                page.get_by_role("button", name="Pastikan alamat ini").wait_for()
                wrong += faults(page, Axe())
                page.goto(f"{base}/akun")
                page.get_by_role("button", name="Kirim lagi").wait_for()
                wrong += faults(page, Axe())
    assert wrong == []
