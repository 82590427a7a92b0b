"""Signed-in sessions, each a row in the store.

The cookie holds a random token, the row only the token's SHA-256. Signing out, a new password, a changed role or
region, or deactivation delete rows, and with them every copy of the cookie.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from workflow.audit import chain
from workflow.clock import moment, stamp
from workflow.errors import NotFound, StoreUnavailable
from workflow.people.own_phones import days_remembered
from workflow.records import SCHEMA
from workflow.roles import Actor
from workflow.store import Below, Record, Store, scopes
from workflow.text import Fields

IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=12)
QUIET = timedelta(minutes=15)  # after this long without a page the password is asked for before approving
PROVED = timedelta(minutes=5)  # so long a password that was given again is good for acts that ask for it
AHEAD = timedelta(minutes=5)  # a row from further in the future is one of a clock that was set back
KEPT = timedelta(days=90)  # how long a session that went cold still tells when the account was last seen
MOST_NAME = 60  # letters of a device's name
SOON = 1.0  # seconds that a reader waits for this to be kept
SEEN_EVERY = timedelta(minutes=1)  # how exactly "last seen" is kept, so that reading pages hardly writes

log = logging.getLogger(__name__)


def start_session(store: Store, user: Mapping[str, Any], *, agent: str, at: datetime, device: str = "") -> str:
    """Opens a session row and returns the token for the cookie; ``device`` is the name of a phone to be remembered."""
    token = secrets.token_urlsafe(32)
    row = {"schema": SCHEMA["session"], "token": hashed(token), "user": user["id"], "agent": agent[:200]}
    row |= {"device": device[:MOST_NAME]} if device else {}
    with store.transaction(scopes.user(user["id"])):
        for old in store.find("session", seen=Below(stamp(at - KEPT))):
            store.delete("session", old["id"])
        store.insert("session", {**row, "quiet": False, "started": stamp(at), "seen": stamp(at)})
    return token


def session_user(store: Store, token: str, *, at: datetime) -> tuple[Record, Record] | None:
    """(user, session) of a token that is still good: not ended, idle or too old, its account active."""
    row = store.first("session", token=hashed(token))
    user = store.get("user", row["user"]) if row else None
    if row is None or user is None or not user["active"] or not _alive(store, user, row, at):
        return None
    return user, row


def visit(store: Store, token: str, *, at: datetime) -> tuple[Record, Record] | None:
    """``session_user`` for a page that somebody opened: the session goes on, and a long quiet before it is noted."""
    found = session_user(store, token, at=at)
    if found is None or at - moment(found[1]["seen"]) <= SEEN_EVERY:
        return found
    try:
        return _visited(store, *found, at)
    except StoreUnavailable:
        log.warning("not kept: when an account was last seen")
        return found  # who reads goes on reading


def _visited(store: Store, user: Record, row: Record, at: datetime) -> tuple[Record, Record] | None:
    with store.transaction(scopes.user(user["id"]), within=SOON):
        current = store.get("session", row["id"])
        if current is None:
            return None
        quiet = current.get("quiet", True) or at - moment(current["seen"]) > QUIET
        return user, store.save({**current, "seen": stamp(at), "quiet": quiet})


def is_quiet(row: Mapping[str, Any]) -> bool:
    """Whether nobody has proved the password since the session lay quiet; also of rows kept before this was noted."""
    return bool(row.get("quiet", True))


def is_proved(row: Mapping[str, Any], *, at: datetime) -> bool:
    """Whether the password was given again in this session a moment ago."""
    proved = row.get("proved", "")
    return bool(proved) and -AHEAD <= at - moment(proved) <= PROVED


def proved(store: Store, token: str, *, at: datetime) -> None:
    """The password has just been given again."""
    with store.transaction():
        for row in store.find("session", token=hashed(token)):
            store.save({**row, "quiet": False, "proved": stamp(at)})


def sit(store: Store, token: str, mandate: int) -> None:
    """By which mandate the session works from now on; 0 at the own desk."""
    with store.transaction():
        for row in store.find("session", token=hashed(token)):
            store.save({**row, "mandate": mandate})


def _alive(store: Store, user: Mapping[str, Any], row: Mapping[str, Any], at: datetime) -> bool:
    started, seen = at - moment(row["started"]), at - moment(row["seen"])
    idle, longest = (IDLE, LONGEST) if not row.get("device") else _bounds_of_device(store, user, at)
    return -AHEAD <= started <= longest and -AHEAD <= seen <= idle


def _bounds_of_device(store: Store, user: Mapping[str, Any], at: datetime) -> tuple[timedelta, timedelta]:
    """While it may not be remembered a phone is like every other device."""
    days = timedelta(days=days_remembered(store, user, at=at))
    return max(IDLE, days), max(LONGEST, days)


def live_sessions(store: Store, user: Mapping[str, Any], token: str, *, at: datetime) -> list[Record]:
    """The account's sessions that are still good, newest first; ``mine`` marks the one that asks."""
    rows = store.find("session", user=user["id"], order="-seen")
    return [{**row, "mine": row["token"] == hashed(token)} for row in rows if _alive(store, user, row, at)]


def last_seen(store: Store, user_id: int) -> str:
    """When the account last opened a page, as stored; "" when no session of it is left."""
    return next((row["seen"] for row in store.find("session", user=user_id, order="-seen", limit=1)), "")


def end_own_session(store: Store, user: Mapping[str, Any], session_id: int, *, at: datetime) -> None:
    """Ends one session of this account. Raises ``NotFound`` also for a session of somebody else."""
    with store.transaction():
        row = store.get("session", session_id)
        if row is None or row["user"] != user["id"]:
            raise NotFound("Sesi itu tidak ada, atau sudah berakhir.")
        store.delete("session", session_id)
        _note(store, user, 1, at)


def end_other_sessions(store: Store, user: Mapping[str, Any], token: str, *, at: datetime) -> None:
    """Ends every session of the account but the one of this token."""
    with store.transaction():
        others = [row for row in store.find("session", user=user["id"]) if row["token"] != hashed(token)]
        ended = sum(_alive(store, user, row, at) for row in others)
        for row in others:
            store.delete("session", row["id"])
        if ended:
            _note(store, user, ended, at)


def name_device(store: Store, user: Mapping[str, Any], session_id: int, name: Any) -> None:
    """Calls a remembered phone of this account something else. Raises ``Invalid``; ``NotFound`` also for one that is
    somebody else's, or is not remembered."""
    fields = Fields({"device": name})
    called = fields.note("device", "nama perangkat", required=True, most=MOST_NAME)
    with store.transaction():
        row = store.get("session", session_id)
        if row is None or row["user"] != user["id"] or not row.get("device"):
            raise NotFound("Perangkat itu tidak ada, atau tidak diingat lagi.")
        fields.done()
        store.save({**row, "device": called})


def forget_devices(store: Store) -> None:
    """No phone is remembered any more: each is like every other device from now on."""
    with store.transaction():
        for row in list(store.each("session")):
            if row.get("device"):
                store.save({**row, "device": ""})


def _note(store: Store, user: Mapping[str, Any], count: int, at: datetime) -> None:
    chain.append(store, Actor.of(user), "session_ended", at, {"username": user["username"], "count": count})


def end_session(store: Store, token: str) -> None:
    with store.transaction():
        for row in store.find("session", token=hashed(token)):
            store.delete("session", row["id"])


def end_sessions(store: Store, user_id: int) -> None:
    """Ends every session of an account, every sign-in that waits for its code, every link that was mailed to it."""
    with store.transaction():
        for kind in ("session", "sign_in", "reset"):
            for row in store.find(kind, user=user_id):
                store.delete(kind, row["id"])


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
