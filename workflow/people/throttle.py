"""The brake on guessing passwords and codes, kept in the store so that a restart forgets nothing.

A password is braked for one account from one address, so nobody can lock an account from elsewhere. A whole office may
sit behind one address: what others there did wrong never holds up an account that has signed in from there before,
and anybody else for a minute at the most. Who tries one account from many addresses is slowed for all those together
from which it has not signed in before; a few seconds are enough against passwords that take 10^8 guesses, and its
owner in a new place hardly notices them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from workflow.clock import moment, stamp
from workflow.errors import Invalid
from workflow.pacing import network
from workflow.records import SCHEMA
from workflow.store import Below, Record, Store, scopes

FREE, BRAKE, LONGEST = 5, 2.0, 300.0  # tries before waiting; seconds, doubled each time; the longest wait
ADDRESS_FREE, ADDRESS_LONGEST = 50, 60.0
MANY_FREE, MANY_LONGEST = 20, 10.0  # the same for one account, from all unfamiliar addresses together
FORGOTTEN = timedelta(hours=1)
SWEPT = timedelta(days=1)
FAMILIAR = timedelta(days=90)  # how long an address counts as known after an account signed in from there


class Throttled(Invalid):
    """Too many wrong tries; ``seconds`` until the next one counts."""

    seconds: int

    def __init__(self, seconds: int, field: str = "password") -> None:
        super().__init__({field: f"Terlalu banyak percobaan. Tunggu {seconds} detik, lalu coba lagi."})
        self.seconds = seconds


@dataclass(frozen=True)
class Limit:
    key: str
    free: int = FREE
    longest: float = LONGEST


def password_limits(store: Store, username: str, user_id: int, address: str) -> list[Limit]:
    """What brakes a password; the account's own limit first. ``user_id`` is 0 for an unknown name.

    Of the name three bytes of a hash are kept: people type passwords into the field for the name.
    """
    name = hashlib.blake2s(username.encode("utf-8", "replace"), digest_size=3).hexdigest()
    place = network(address)
    own = Limit(f"akun:{name}|{place}")
    if user_id and store.find("familiar", user=user_id, network=place, limit=1):
        return [own]
    together = Limit(f"nama:{name}", MANY_FREE, MANY_LONGEST)
    return [own, Limit(f"alamat:{place}", ADDRESS_FREE, ADDRESS_LONGEST), together]


def code_limits(user_id: int) -> list[Limit]:
    """What brakes a code, from wherever it comes: whoever gets as far as this knows the password."""
    return [Limit(f"kode:{user_id}")]


def attempt(store: Store, limits: Sequence[Limit], *, at: datetime, field: str = "password") -> None:
    """Counts a try as wrong before it is looked at, so that many at once are no way round; or raises ``Throttled``."""
    with store.transaction(*_keys(limits)):
        rows = [_row(store, limit.key) for limit in limits]
        for limit, row in zip(limits, rows, strict=True):
            left = _left(limit, row, at) if row else 0
            if left > 0:
                raise Throttled(int(left) + 1, field)
        for old in store.find("throttle", at=Below(stamp(at - SWEPT)), limit=100):
            store.delete("throttle", old["id"])
        for limit in limits:
            _count(store, limit.key, at)


def succeeded(store: Store, limits: Sequence[Limit]) -> None:
    """Forgets the wrong tries of the first limit, and that this one was counted in the others."""
    with store.transaction(*_keys(limits)):
        for number, limit in enumerate(limits):
            row = _row(store, limit.key)
            if row and (number == 0 or row["wrong"] <= 1):
                store.delete("throttle", row["id"])
            elif row:
                store.save({**row, "wrong": row["wrong"] - 1})


def remember(store: Store, user_id: int, address: str, *, at: datetime) -> None:
    """Notes that the account has signed in from this address; once a day is enough."""
    place = network(address)
    row = store.first("familiar", user=user_id, network=place)
    if row and abs(at - moment(row["at"])) < timedelta(days=1):
        return
    with store.transaction(scopes.user(user_id)):
        for old in store.find("familiar", at=Below(stamp(at - FAMILIAR)), limit=100):
            store.delete("familiar", old["id"])
        if row is None or (row := store.get("familiar", row["id"])) is None:
            store.insert("familiar", {"schema": SCHEMA["familiar"], "user": user_id, "network": place, "at": stamp(at)})
        else:
            store.save({**row, "at": stamp(at)})


def _keys(limits: Sequence[Limit]) -> list[str]:
    return [scopes.key(limit.key) for limit in limits]


def _row(store: Store, key: str) -> Record | None:
    return store.first("throttle", key=key)


def _left(limit: Limit, row: Record, at: datetime) -> float:
    """Seconds to wait. A row from the future, left by a clock that was set back, holds nobody up."""
    passed, wrong = (at - moment(row["at"])).total_seconds(), int(row["wrong"])
    if passed < -1 or wrong < limit.free:
        return 0
    return min(limit.longest, BRAKE ** (wrong - limit.free + 1)) - passed


def _count(store: Store, key: str, at: datetime) -> None:
    row = _row(store, key)
    if row is None:
        store.insert("throttle", {"schema": SCHEMA["throttle"], "key": key, "wrong": 1, "at": stamp(at)})
        return
    forgotten = abs(at - moment(row["at"])) > FORGOTTEN
    store.save({**row, "wrong": 1 if forgotten else min(row["wrong"] + 1, 60), "at": stamp(at)})
