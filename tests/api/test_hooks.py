"""Programs are told of what happens: signed, in order, once they can be; and only what they may know."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.world.hook_listener import Listener, happen
from tests.world.instance import START, Clock, signed_in
from workflow.errors import Invalid
from workflow.offices import hooks, tokens
from workflow.offices.hooks import Hooks
from workflow.people.accounts import SYSTEM
from workflow.store import Store

KEY = "kunci-server"


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listens() as made:
        yield made


@contextmanager
def listens() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def told(app: Flask) -> Store:
    found: Store = app.extensions["tuntas"].store
    return found


@pytest.fixture
def rounds(told: Store, clock: Clock) -> Hooks:
    return Hooks(told, KEY, clock, on=True, inside=True)


def listening(store: Store, listener: Listener, region: str = "11.11", identity: str = "lkks") -> int:
    office = store.find("office", region=region, identity=identity)[0]["id"]
    data = {"name": "Dasbor", "office": office, "expires": "2027-11-09", "hook": listener.address}
    return int(tokens.make(store, SYSTEM, data, at=START, inside=True)[0]["id"])


def test_signed_as_standard_webhooks_say():
    """By the reference library of Standard Webhooks."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    at = START.fromtimestamp(1614265330, START.tzinfo)
    made = hooks.signed(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}')
    assert made["webhook-timestamp"] == "1614265330"
    assert made["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_what_is_new_is_told_in_order_and_once(told: Store, listener: Listener, rounds: Hooks):
    happen(told)
    token = listening(told, listener)
    rounds.look()
    assert listener.heard == [], "what was before it asks for"
    happen(told, times=2)
    happen(told, "11.07")
    assert rounds.look() == 1
    assert rounds.look() == 0
    ((where, numbers),) = listener.told()
    assert (where, len(numbers), numbers[1] - numbers[0]) == ("11.11", 2, 1)
    headers, body = listener.heard[0]
    raw = base64.b64decode(hooks.secret_of(KEY, token).removeprefix("whsec_"))
    said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    assert headers["webhook-signature"] == "v1," + base64.b64encode(hmac.digest(raw, said, "sha256")).decode()
    assert set(json.loads(body)["data"]["events"][0]) == {"seq", "name", "at", "task", "rakor"}


def test_what_another_server_has_told_meanwhile_is_not_noted_back(told: Store, listener: Listener, rounds: Hooks):
    listening(told, listener)
    happen(told)
    other = Hooks(told, KEY, rounds.now, on=True, inside=True)
    answered = rounds._sent

    def slowly(*message: Any) -> str:
        assert other.look() == 1, "the other one takes over, and goes on"
        happen(told)
        assert other.look() == 1
        return answered(*message)

    rounds._sent = slowly  # type: ignore[method-assign]
    assert rounds.look() == 0
    rounds._sent = answered  # type: ignore[method-assign]
    assert rounds.look() == 0, "nothing is told anew"
    names = [headers["webhook-id"] for headers, _ in listener.heard]
    assert names[0] == names[2], "twice, under one name"


def test_many_come_in_pieces(told: Store, listener: Listener, rounds: Hooks):
    listening(told, listener)
    happen(told, times=hooks.AT_ONCE + 5)
    assert rounds.look() == 2
    assert [len(numbers) for _, numbers in listener.told()] == [hooks.AT_ONCE, 5]


def test_dinsos_is_told_of_every_chain(told: Store, listener: Listener, rounds: Hooks):
    listening(told, listener, "11", "dinsos")
    happen(told, "11.07")
    happen(told, "11.11")
    rounds.look()
    assert {where for where, _ in listener.told()} == {"11", "11.07", "11.11"}, "its own making is told in 11"


@pytest.mark.parametrize("status", [500, 404, 302])
def test_what_was_refused_is_told_again_the_same(
    told: Store, listener: Listener, rounds: Hooks, clock: Clock, status: int
):
    listening(told, listener)
    happen(told)
    listener.status = status
    rounds.look()
    happen(told)
    rounds.look()
    assert len(listener.heard) == 1, "not before its pause is over"
    clock.at += timedelta(minutes=1)
    rounds.look()
    listener.status = 200
    clock.at += timedelta(minutes=5)
    assert rounds.look() == 2
    names = [headers["webhook-id"] for headers, _ in listener.heard]
    assert names[0] == names[1] == names[2] != names[3]
    assert [len(numbers) for _, numbers in listener.told()] == [1, 1, 1, 1]


def test_after_a_day_it_goes_on_from_the_newest(
    app: Flask, told: Store, listener: Listener, rounds: Hooks, clock: Clock
):
    listening(told, listener)
    happen(told, times=3)
    listener.status = 500
    while clock.at < START + timedelta(hours=31):
        rounds.look()
        clock.at += timedelta(minutes=30)
    asked = len(listener.heard)
    assert 6 <= asked <= 12
    assert "menolak (status 500)" in signed_in(app, "admin").get("/pengaturan/program").text
    listener.status = 200
    happen(told)
    rounds.look()
    assert len(listener.told()[-1][1]) == 1
    assert [row["reason"] for row in told.find("delivery")] == [""]


def test_who_answers_slowly_holds_up_no_other(told: Store, listener: Listener, rounds: Hooks):
    """Of its many chains as few as fit its turn are tried in one round; the others in the next, before what failed."""
    rounds.share = 0.1
    with listens() as slow:
        slow.status, slow.takes = 500, 0.3
        listening(told, slow, "11", "dinsos")
        for region in ("11.01", "11.02", "11.03"):
            happen(told, region)
        listening(told, listener)
        happen(told)
        assert rounds.look() == 1
        assert (len(slow.heard), len(listener.heard)) == (1, 1)
        for _ in range(4):
            rounds.look()
        assert sorted(where for where, _ in slow.told()) == ["11", "11.01", "11.02", "11.03", "11.11"]


def test_a_key_that_is_over_is_told_nothing(told: Store, listener: Listener, rounds: Hooks):
    token = listening(told, listener)
    tokens.revoke(told, SYSTEM, token, at=START)
    happen(told)
    assert rounds.look() == 0
    assert listener.heard == []


def test_inside_only_where_the_server_allows_it(told: Store, listener: Listener, clock: Clock):
    listening(told, listener)
    happen(told)
    assert Hooks(told, KEY, clock, on=True, inside=False).look() == 0
    assert listener.heard == []
    assert "jaringan dalam" in told.find("delivery")[0]["reason"]
    office = told.find("office", region="11.11")[0]["id"]
    with pytest.raises(Invalid) as refusal:
        tokens.make(told, SYSTEM, {"name": "x", "office": office, "expires": "2027-01-01", "hook": listener.address},
                    at=START)  # fmt: skip
    assert set(refusal.value.fields) == {"hook"}


def test_closed_nobody_is_told(told: Store, listener: Listener, clock: Clock):
    listening(told, listener)
    happen(told)
    assert Hooks(told, KEY, clock, on=False, inside=True).look() == 0


def test_the_page_shows_its_secret_once(app: Flask):
    admin = signed_in(app, "admin")
    office = app.extensions["tuntas"].store.find("office", region="11.11")[0]["id"]
    data = {"name": "Dasbor", "office": str(office), "expires": "2027-01-31", "hook": "https://dasbor.example/tuntas"}
    shown = admin.get(admin.post("/pengaturan/program/baru", data=data).location).text
    assert "whsec_" in shown
    later = admin.get("/pengaturan/program").text
    assert "whsec_" not in later
    assert "https://dasbor.example/tuntas" in later
