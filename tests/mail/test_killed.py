"""A server that is killed while it sends: whatever the moment, no mail is taken twice, none is lost without a word, and
what nobody can know is told as that.
"""

from __future__ import annotations

import os
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask

from tests.world.mail_sink import Sink, sink
from tests.world.serving import Begin, Served, start
from tests.world.waiting import PATIENCE
from workflow.mail import outbox, tries
from workflow.mail.outbox import State
from workflow.mail.postman import message_id
from workflow.people.accounts import SYSTEM, find_user
from workflow.people.addresses import set_address
from workflow.records import Mail
from workflow.store import Store

MAILS = 200
HOST = "tuntas.example"


def put_many(store: Store) -> None:
    at, user = datetime.now(UTC), find_user(store, "ketua.bireuen")
    assert user is not None
    user = set_address(store, SYSTEM, user["id"], "ketua@lkks.example", at=at)
    with store.transaction():
        for number in range(MAILS):
            outbox.put(store, f"ringkasan/{number}", user, f"Ringkasan {number}", "Isi", "<p>Isi</p>", at)


def ended(store: Store) -> bool:
    return not store.count("mail", state=State.WAITING) and not store.count("mail", state=State.SENDING)


class Killing:
    """Kills the server at the n-th mail: before its end has come in (``recipient``), or after (``content``)."""

    def __init__(self, sending: Sink) -> None:
        self.sending, self.before, self.after = sending, {40, 90}, {20, 60, 120}
        self.served: Served | None = None
        sending.recipient, sending.content = self.recipient, self.content

    def recipient(self, _: str) -> str:
        return self._at(self.before, len(self.sending.taken))

    def content(self, _: str) -> str:
        return self._at(self.after, len(self.sending.taken))

    def _at(self, moments: set[int], number: int) -> str:
        if number in moments and self.served:
            moments.remove(number)
            os.killpg(self.served.process.pid, signal.SIGKILL)
        return "250 OK"


def serve_until_all_have_ended(app: Flask, begin: Begin, sending: Sink) -> None:
    """Starts the server again whenever it was killed."""
    killing, until, store = Killing(sending), time.monotonic() + 2 * PATIENCE, app.extensions["tuntas"].store
    settings = {"TUNTAS_SMTP": f"smtp://localhost:{sending.port}", "TUNTAS_SMTP_FROM": "tuntas@kantor.example"}
    while not ended(store):
        assert time.monotonic() < until, store.tally("mail", ("state",))
        if killing.served is None or killing.served.process.poll() is not None:
            killing.served = start(begin, Path(app.instance_path), TUNTAS_BASE_URL=f"https://{HOST}", **settings)
        time.sleep(0.1)
    assert not killing.before | killing.after


def test_each_mail_is_taken_once_at_most_and_what_is_undecidable_is_told(app: Flask, begin: Begin):
    store = app.extensions["tuntas"].store
    put_many(store)
    with sink() as sending:
        serve_until_all_have_ended(app, begin, sending)
        counted = sending.counted()
    assert set(counted.values()) == {1}
    told = {message_id(mail["key"], HOST): mail for mail in store.find(Mail)}
    unsure = {ident for ident, mail in told.items() if mail["state"] == State.UNSURE}
    assert len(told) == MAILS
    assert {mail["state"] for mail in told.values()} == {State.SENT, State.UNSURE}
    assert told.keys() - unsure <= counted.keys(), "what is told as sent was taken"
    assert len(unsure) == 3
    assert {told[ident]["reason"] for ident in unsure} == {tries.CUT_OFF}
