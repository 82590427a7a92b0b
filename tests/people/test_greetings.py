"""The three cards of somebody new: from the first sign-in until they are put away, and again from the help."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world.instance import signed_in
from tests.world.pages_read import page, texts
from workflow.demo import PASSWORD
from workflow.pages.overview.greeting import CARDS
from workflow.roles import Role

FIRST = {
    "ketua.bireuen": "/komitmen", "sekdis.bireuen": "/persetujuan", "dinsos.aceh": "/beranda", "admin": "/pengaturan",
}  # fmt: skip
ROLES = dict(zip(FIRST, (Role.CHAIR, Role.SEKDIS, Role.DINSOS, Role.ADMIN), strict=True))


def entered(app: Flask, username: str) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    assert client.post("/masuk", data={"username": username, "password": PASSWORD}).status_code == 302
    return client


def cards(client: FlaskClient, address: str) -> list[str]:
    return texts(page(client, address), "//section[@aria-label='Baru di Tuntas']//li/b")


@pytest.mark.parametrize("username", FIRST)
def test_they_stand_above_the_first_screen_and_nowhere_else(app: Flask, username: str):
    client = entered(app, username)
    titles = [f"{n}. {card.title}" for n, card in enumerate(CARDS[ROLES[username]], start=1)]
    assert len(titles) == 3
    assert cards(client, FIRST[username]) == titles
    assert cards(client, "/akun") == cards(client, "/bantuan") == []
    for card in CARDS[ROLES[username]]:
        if card.link[0]:
            with app.test_request_context():
                address = app.url_for(card.link[0])
            assert client.get(address).status_code == 200


def test_put_away_they_stay_away_for_this_account_and_come_back_from_the_help(app: Flask):
    client = entered(app, "ketua.bireuen")
    assert client.post("/perkenalan").location == "/"
    assert cards(client, "/komitmen") == []
    assert cards(entered(app, "ketua.bireuen"), "/komitmen") == [], "also at the next sign-in"
    assert len(cards(entered(app, "ketua.pidie"), "/komitmen")) == 3
    assert "Tampilkan lagi tiga kartu perkenalan" in client.get("/bantuan").text
    client.post("/perkenalan", data={"kartu": "tampilkan"})
    assert len(cards(client, "/komitmen")) == 3


def test_who_never_signed_in_anew_has_none(app: Flask):
    """Accounts of before are not stopped in the middle of their work."""
    assert cards(signed_in(app, "ketua.bireuen"), "/komitmen") == []
