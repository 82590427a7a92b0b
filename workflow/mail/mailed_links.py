"""Links of one use that go to an account by mail: what each is for, how long it is good, how it is known again.

Only the hash of its key is kept. Looking at what a link leads to uses nothing up; whoever acts on it ends it.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from workflow.clock import moment, stamp
from workflow.people.sessions import hashed
from workflow.records import SCHEMA, Reset, User
from workflow.store import Below, Store


class Purpose(StrEnum):
    PASSWORD = "password"  # noqa: S105 - a purpose; also that of rows that name none
    ADDRESS = "address"


GOOD_FOR = {Purpose.PASSWORD: timedelta(hours=1), Purpose.ADDRESS: timedelta(days=1)}
PAUSE = timedelta(minutes=10)  # between two mails to one account about one purpose


def new(store: Store, user_id: int, purpose: Purpose, at: datetime) -> str:
    """The key of a new link, which is told nowhere but in its mail."""
    key = secrets.token_urlsafe(32)
    store.insert("reset", {
        "schema": SCHEMA["reset"], "token": hashed(key), "user": user_id, "at": stamp(at), "purpose": str(purpose),
    })  # fmt: skip
    return key


def account_of(store: Store, key: str, purpose: Purpose, *, at: datetime) -> User | None:
    """Whose link it is; None when it is not good for this (any more)."""
    for row in store.find(Reset, token=hashed(key), limit=1):
        if _purpose(row) is purpose and -PAUSE <= at - moment(row["at"]) <= GOOD_FOR[purpose]:
            return store.get(User, row["user"])
    return None


def just_sent(store: Store, user_id: int, purpose: Purpose, at: datetime) -> bool:
    return any(row["at"] > stamp(at - PAUSE) for row in _of(store, user_id, purpose))


def end(store: Store, user_id: int, purpose: Purpose) -> None:
    for row in _of(store, user_id, purpose):
        store.delete("reset", row["id"])


def forget_old(store: Store, at: datetime) -> None:
    """Those whose time is over."""
    for row in store.find(Reset, at=Below(stamp(at - min(GOOD_FOR.values()))), limit=100):
        if at - moment(row["at"]) > GOOD_FOR[_purpose(row)]:
            store.delete("reset", row["id"])


def _of(store: Store, user_id: int, purpose: Purpose) -> list[Reset]:
    return [row for row in store.find(Reset, user=user_id) if _purpose(row) is purpose]


def _purpose(row: Mapping[str, Any]) -> Purpose:
    return Purpose(row.get("purpose", Purpose.PASSWORD))
