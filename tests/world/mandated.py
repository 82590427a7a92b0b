"""Mandates for the tests: a third person in Bireuen, and mandates given through the real operation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.world.instance import START
from workflow.people import mandates
from workflow.people.accounts import SYSTEM, add_user, find_user
from workflow.records import Mandate
from workflow.roles import Actor
from workflow.store import Record, Store

BASIS = "Surat Tugas Nomor 800/12/2026"
PERIOD = {"start": "2026-11-09", "until": "2026-11-20", "basis": BASIS}
THIRD = "bidang.bireuen"


def account(store: Store, username: str) -> Any:
    found = find_user(store, username)
    assert found is not None, username
    return found


def third(store: Store, username: str = THIRD, **more: str) -> Record:
    """Somebody of the Dinas in Bireuen besides its Sekdis."""
    office = {"role": "sekdis", "region": "11.11", "name": "Kepala Bidang Rehabilitasi Sosial Kabupaten Bireuen"}
    return dict(add_user(store, SYSTEM, {"username": username, "password": "x", **office, **more}, at=START, demo=True))


def give(
    store: Store, giver: str, deputy: str, /, *, by: Actor | None = None, at: datetime = START, **data: str
) -> Mandate:  # fmt: skip
    """A mandate of the account ``giver`` for the account ``deputy``, recorded by the giver unless somebody says so."""
    own = account(store, giver)
    typed = {**PERIOD, "giver": str(own["id"]), "deputy": str(account(store, deputy)["id"]), **data}
    return mandates.record(store, by or Actor.of(own), typed, at=at)


def acting(store: Store, mandate: Mandate) -> Actor:
    user = store.get("user", mandate["deputy"])
    assert user is not None
    return Actor.with_mandate(user, mandate)
