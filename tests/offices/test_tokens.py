"""Keys of programs: made for an office, shown once, over when they are revoked or their last day has passed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world.instance import START, Clock, signed_in
from workflow.errors import Invalid, NotAllowed, WrongStage
from workflow.offices import tokens
from workflow.people.accounts import SYSTEM
from workflow.roles import Actor, Role
from workflow.store import Store


@pytest.fixture
def kept(app: Flask) -> Store:
    found: Store = app.extensions["tuntas"].store
    return found


def typed(store: Store, region: str, identity: str, **more: Any) -> dict[str, Any]:
    office = store.find("office", region=region, identity=identity)[0]["id"]
    return {"name": "Dasbor", "office": str(office), "expires": "2027-01-31", **more}


def test_a_key_is_kept_as_its_hash_and_acts_as_its_office(kept: Store):
    token, secret = tokens.make(kept, SYSTEM, typed(kept, "11.11", "lkks", scopes=["kemajuan"]), at=START)
    assert secret.startswith("tnt_")
    assert secret not in str(kept.find("token"))
    assert token["scopes"] == ["baca", "kemajuan"]
    found = tokens.whose(kept, secret, at=START)
    assert found == token
    who = tokens.actor_of(token)
    assert (who.name, who.role, who.region) == ("Aplikasi Dasbor", Role.CHAIR, "11.11")
    assert who.id < 0, "no account's"
    event = kept.find("event", order="-id", limit=1)[0]
    assert (event["name"], event["fields"]["token"]) == ("token_made", token["id"])


@pytest.mark.parametrize(
    ("region", "identity", "role"),
    [("11.11", "dinsos", Role.SEKDIS), ("11", "dinsos", Role.DINSOS), ("11.07", "lkks", Role.CHAIR)],
)
def test_the_office_says_as_what_it_acts(kept: Store, region: str, identity: str, role: Role):
    token, _ = tokens.make(kept, SYSTEM, typed(kept, region, identity), at=START)
    assert (token["role"], token["region"]) == (role, "" if role is Role.DINSOS else region)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"), ({"name": "x" * 61}, "name"), ({"office": ""}, "office"),
        ({"office": "99999"}, "office"),
        ({"expires": "2026-11-08"}, "expires"), ({"expires": "2029-11-09"}, "expires"), ({"expires": ""}, "expires"),
        ({"scopes": ["menyetujui"]}, "scopes"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_beside_its_field(kept: Store, changed: dict[str, Any], field: str):
    with pytest.raises(Invalid) as refusal:
        tokens.make(kept, SYSTEM, {**typed(kept, "11.11", "lkks"), **changed}, at=START)
    assert set(refusal.value.fields) == {field}
    assert kept.count("token") == 0


def test_a_key_may_no_more_than_its_office(kept: Store):
    with pytest.raises(Invalid) as refusal:
        tokens.make(kept, SYSTEM, typed(kept, "11", "dinsos", scopes=["kemajuan"]), at=START)
    assert "bukan bagian kantor ini" in refusal.value.fields["scopes"]


def test_only_the_admin_makes_and_revokes(kept: Store):
    sekdis = Actor(3, "Sekdis", Role.SEKDIS, "11.11")
    with pytest.raises(NotAllowed):
        tokens.make(kept, sekdis, typed(kept, "11.11", "dinsos"), at=START)
    token, _ = tokens.make(kept, SYSTEM, typed(kept, "11.11", "dinsos"), at=START)
    with pytest.raises(NotAllowed):
        tokens.revoke(kept, sekdis, token["id"], at=START)


def test_a_key_ends_with_its_last_day_and_at_once_when_revoked(kept: Store):
    token, secret = tokens.make(kept, SYSTEM, typed(kept, "11.11", "lkks", expires="2026-11-10"), at=START)
    assert tokens.whose(kept, secret, at=START + timedelta(days=1))
    assert tokens.whose(kept, secret, at=START + timedelta(days=2)) is None
    tokens.revoke(kept, SYSTEM, token["id"], at=START)
    assert tokens.whose(kept, secret, at=START) is None
    with pytest.raises(WrongStage):
        tokens.revoke(kept, SYSTEM, token["id"], at=START)
    assert kept.find("event", order="-id", limit=1)[0]["name"] == "token_revoked"


def test_when_it_was_used_is_kept_to_the_hour(kept: Store):
    token, _ = tokens.make(kept, SYSTEM, typed(kept, "11.11", "lkks"), at=START)
    tokens.note_used(kept, token, at=START)
    first = kept.get("token", token["id"])
    tokens.note_used(kept, first, at=START + timedelta(minutes=59))
    assert kept.get("token", token["id"]) == first
    tokens.note_used(kept, first, at=START + timedelta(minutes=60))
    assert kept.get("token", token["id"])["last_used"] > first["last_used"]


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    return signed_in(app, "admin")


def test_the_page_shows_a_key_once(admin: FlaskClient, kept: Store):
    assert "Belum ada kunci" in admin.get("/pengaturan/program").text
    answer = admin.post("/pengaturan/program/baru", data=typed(kept, "11.11", "lkks"))
    assert answer.status_code == 303
    shown = admin.get(answer.location).text
    secret = next(word for word in shown.replace("<", " ").replace(">", " ").split() if word.startswith("tnt_"))
    assert tokens.whose(kept, secret, at=START)
    assert "Salin sekarang" in shown
    later = admin.get(answer.location).text
    assert secret not in later
    assert "LKKS Kabupaten Bireuen" in later


def test_a_form_that_comes_twice_makes_one_key(admin: FlaskClient, kept: Store):
    data = {**typed(kept, "11.11", "lkks"), "kiriman": "sekali"}
    for _ in range(2):
        assert admin.post("/pengaturan/program/baru", data=data).status_code == 303
    assert kept.count("token") == 1


def test_what_was_typed_stays_beside_what_is_wrong(admin: FlaskClient, kept: Store):
    answer = admin.post("/pengaturan/program/baru", data=typed(kept, "11", "dinsos", scopes=["catat"]))
    assert answer.status_code == 422
    assert 'value="Dasbor"' in answer.text
    assert "bukan bagian kantor ini" in answer.text


def test_the_page_revokes(admin: FlaskClient, kept: Store, clock: Clock):
    token, _ = tokens.make(kept, SYSTEM, typed(kept, "11.11", "lkks", expires="2026-11-20"), at=START)
    assert admin.post(f"/pengaturan/program/{token['id']}/cabut").status_code == 303
    assert '<span class="chip ">Dicabut</span>' in admin.get("/pengaturan/program").text
    tokens.make(kept, SYSTEM, typed(kept, "11.11", "lkks", expires="2026-11-10"), at=START)
    clock.at += timedelta(days=2)
    assert "Habis masanya" in signed_in(admin.application, "admin").get("/pengaturan/program").text
