"""Eight days with the server as it really runs, off for three of them, and killed while it sends.

A process of its own each morning, whose background rounds do everything: the digests at five, the mails to a real mail
server at half past seven.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from tests.world.arranged import CHAIR, do, new_task
from tests.world.instance import START, Clock, signed_in
from tests.world.mail_sink import Sink, sink
from tests.world.reminded import as_told, morning
from tests.world.serving import Begin, Program, environment, port_of
from tests.world.waiting import PATIENCE, until
from workflow.mail import tries
from workflow.mail.outbox import State
from workflow.mail.postman import message_id
from workflow.people.accounts import SYSTEM, find_user
from workflow.people.addresses import set_address
from workflow.records import Digest, Mail
from workflow.reminders import digests

HOST = "tuntas.example"
HOLDERS = ("ketua.bireuen", "sekdis.bireuen", "ketua.pidie", "sekdis.pidie")
LATE = {"Tiga": "late"}
# On the 13th, 14th and 15th no server runs: "Dua" was late on the 14th; of "Empat" two rules fell on these days, of
# "Lima" one. All of it comes on the 16th, in one digest a person.
TOLD = {
    "2026-11-10": {"ketua.bireuen": {"Satu": "before7"}},
    "2026-11-11": {"ketua.bireuen": LATE, "sekdis.bireuen": LATE},
    "2026-11-12": {"ketua.bireuen": {"Dua": "before1"}},
    "2026-11-16": {
        "ketua.bireuen": {"Satu": "before1", "Dua": "late"}, "sekdis.bireuen": {"Dua": "late"},
        "ketua.pidie": {"Empat": "before1+late", "Lima": "before7"}, "sekdis.pidie": {"Empat": "late"},
    },
    "2026-11-17": {"sekdis.bireuen": {"Rencana": "limit"}},
}  # fmt: skip


class Server:
    """Starts it at moments, ends it in order or with a kill."""

    def __init__(self, app: Flask, begin: Begin, sending: Sink) -> None:
        self.folder, self.store = Path(app.instance_path), app.extensions["tuntas"].store
        self.begin, self.sending = begin, sending
        self.process: Program | None = None

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        log = self.folder.with_name("server.log")
        settings = environment(
            self.folder, TUNTAS_SMTP=f"smtp://localhost:{self.sending.port}", TUNTAS_SMTP_FROM="t@aceh.example",
            TUNTAS_BASE_URL=f"https://{HOST}", TUNTAS_WORKERS="0",
        )  # fmt: skip
        command = [sys.executable, "-m", "tests.world.serving_at", moment.isoformat()]
        with log.open("a") as lines:
            self.process = self.begin(command, env=settings, stdout=-1, stderr=lines)
        port_of(self.process, log)
        yield
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(PATIENCE) in (0, -signal.SIGKILL)

    def kill(self) -> None:
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)

    def ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def left(self) -> int:
        return self.store.count("mail", state=State.WAITING) + self.store.count("mail", state=State.SENDING)


def arrange(tuntas: SimpleNamespace) -> None:
    for username in HOLDERS:
        user = find_user(tuntas.store, username)
        assert user is not None
        set_address(tuntas.store, SYSTEM, user["id"], f"{username}@aceh.example", at=START)
    for title, region, deadline in (
        ("Satu", "11.11", 17), ("Dua", "11.11", 13), ("Tiga", "11.11", 10), ("Empat", "11.07", 14),
        ("Lima", "11.07", 21),
    ):  # fmt: skip
        new_task(tuntas, START, title=title, region=region, deadline=f"2026-11-{deadline}")
    do(tuntas, new_task(tuntas, START, title="Rencana", deadline="2026-12-30"), "submit", CHAIR, START)


def told_on(server: Server, day: int, hour: int = 5) -> None:
    """The round of that morning."""
    with server.at(morning(day, hour=hour)):
        until(lambda: digests.told_until(server.store) == date(2026, 11, day))


def sent_on(server: Server, day: int) -> None:
    """All that is due is sent by a server that starts after half past seven, once more after each kill."""
    for _ in range(3):
        with server.at(morning(day, hour=8)):
            until(lambda: not server.left() or server.ended())
        if not server.left():
            return
    pytest.fail("not sent")


def kill_while_sending(server: Server) -> None:
    """Of four mails the second is cut off before its end has come in, and the third behind it."""
    first, taken = len(server.sending.taken), server.sending.taken
    before, after = {first + 1}, {first + 2}

    def at(moments: set[int]) -> str:
        if len(taken) in moments:
            moments.remove(len(taken))
            server.kill()
        return "250 OK"

    server.sending.recipient = lambda _: at(before)
    server.sending.content = lambda _: at(after)


def test_each_holder_has_each_due_rule_once_and_the_mail_server_each_digest(
    app: Flask, tuntas: SimpleNamespace, begin: Begin, clock: Clock
):  # fmt: skip
    arrange(tuntas)
    store = tuntas.store
    with sink() as sending:
        server = Server(app, begin, sending)
        told_on(server, 9, hour=9)
        for day in (10, 11, 12, 16, 17):
            told_on(server, day)
            if day == 16:
                kill_while_sending(server)
            sent_on(server, day)
        counted = sending.counted()
    made = store.find(Digest)
    assert {day: as_told(store, [one for one in made if one["day"] == day]) for day in TOLD} == TOLD
    assert len(made) == sum(map(len, TOLD.values())) == 9
    mails = {message_id(mail["key"], HOST): mail["state"] for mail in store.find(Mail)}
    assert set(counted.values()) == {1}
    assert set(counted) == set(mails), "none is lost"
    assert Counter(mails.values()) == {State.SENT: 8, State.UNSURE: 1}
    (unsure,) = store.find(Mail, state=State.UNSURE)
    clock.at = morning(17, hour=9)
    page = signed_in(app, "admin").get("/pengaturan/surel").text
    assert tries.CUT_OFF in page
    assert unsure["subject"] in page
