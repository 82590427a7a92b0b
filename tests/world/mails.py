"""Rows of the outbox as they are found: waiting, failed, and of which nobody knows whether they arrived; an address
that nobody has confirmed yet, with its link."""

from __future__ import annotations

from tests.world.instance import START
from workflow.clock import stamp
from workflow.mail import outbox, tries
from workflow.mail.mailed_links import Purpose
from workflow.mail.outbox import State
from workflow.people.accounts import SYSTEM, find_user
from workflow.people.addresses import set_address
from workflow.people.sessions import hashed
from workflow.records import SCHEMA, Mail
from workflow.roles import Actor
from workflow.store import Store

EACH = 5
KEY = "kunci-untuk-alamat"
REFUSED = "Server surel menolak (550): 5.1.1 No such user here"


def make_mails(store: Store, username: str = "sekdis.bireuen") -> None:
    """So many of each, to one account; another has an address that waits."""
    user = find_user(store, username)
    assert user is not None
    user = set_address(store, SYSTEM, user["id"], "sekdis@bireuen.example", at=START)
    for state in (State.WAITING, State.FAILED, State.UNSURE, State.SENT):
        for number in range(EACH):
            put = outbox.put(store, f"{state}/{number}", user, "Tenggat besok: 2 tugas", "Isi", "<p>Isi</p>", START)
            assert put is not None
            become(store, put, state)
    make_waiting(store)


def make_waiting(store: Store, username: str = "ketua.bireuen") -> None:
    """An account whose address waits, and the link with ``KEY`` that confirms it."""
    user = find_user(store, username)
    assert user is not None
    set_address(store, Actor.of(user), user["id"], "ketua@bireuen.example", at=START)
    row = {"token": hashed(KEY), "user": user["id"], "at": stamp(START), "purpose": Purpose.ADDRESS.value}
    store.insert("reset", {"schema": SCHEMA["reset"], **row})


def become(store: Store, mail: Mail, state: State) -> None:
    if state is State.FAILED:
        tries.refused(store, mail, REFUSED, START)
    elif state is State.UNSURE:
        tries.unsure(store, mail, tries.CUT_OFF, START)
    elif state is State.SENT:
        tries.sent(store, mail, START)
