"""Signing in and out: the password, then the code where an account has one, and what history keeps of it.

History names the account and the address. A name that no account has is never kept: people type passwords there.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from workflow.audit import chain
from workflow.clock import moment, stamp
from workflow.errors import Invalid
from workflow.people import greetings, passwords, second_factor, sessions, throttle
from workflow.people.accounts import SYSTEM, find_user, set_password
from workflow.records import SCHEMA, User
from workflow.roles import Actor
from workflow.store import Above, Below, Record, Store, again, scopes
from workflow.text import line

CODE_WITHIN = timedelta(minutes=5)  # after the password
HISTORY = scopes.chain(chain.PROVINCE_CHAIN)  # what tells of it


def prove_password(store: Store, username: str, password: str, address: str, *, at: datetime) -> User:
    """The user whose name and password these are. The same answer, in the same time, for unknown names.

    Raises ``Throttled`` when the account or the address has to wait, ``Invalid`` when they do not fit.
    """
    user = find_user(store, username)
    name = line(username).lower()[:200]
    limits = throttle.password_limits(store, name, user["id"] if user else 0, address)
    throttle.attempt(store, limits, at=at)
    fits = passwords.fits(user["password"] if user else None, password)
    if user is None or not fits or not user["active"]:
        _failed(store, user, "kata sandi", address, at)
        raise Invalid({"password": "Nama akun atau kata sandi tidak cocok."})
    throttle.succeeded(store, limits)
    return user


def _failed(store: Store, user: Mapping[str, Any] | None, what: str, address: str, at: datetime) -> None:
    fields = {"username": user["username"] if user else "", "what": what, "address": address}
    with store.transaction(HISTORY):
        chain.append(store, SYSTEM, "sign_in_failed", at, fields)


def prove_again(store: Store, user: Mapping[str, Any], password: Any, address: str, *, at: datetime) -> None:
    """The signed-in account's own password once more, under the same brake. Raises as ``prove_password`` does."""
    try:
        prove_password(store, user["username"], str(password or ""), address, at=at)
    except throttle.Throttled:
        raise
    except Invalid:
        raise Invalid({"password": "Kata sandi tidak cocok."}) from None


def prove_code_again(
    store: Store, user: Mapping[str, Any], code: Any, address: str, *, key: bytes, at: datetime
) -> None:  # fmt: skip
    """The signed-in account's code once more, under the same brake as the first."""
    limits = throttle.code_limits(user["id"])
    throttle.attempt(store, limits, at=at, field="code")
    try:
        second_factor.use(store, user, str(code or "")[:100], key=key, at=at)
    except Invalid:
        _failed(store, user, "kode", address, at)
        raise
    throttle.succeeded(store, limits)


def change_password(
    store: Store, user: Mapping[str, Any], *, old_password: Any, password: Any, repeat: Any, address: str, at: datetime
) -> User:
    """The account's own change: proves the old password first, under the same brake as signing in."""
    if password != repeat:
        raise Invalid({"repeat": "Dua isian kata sandi baru tidak sama."})
    try:
        prove_again(store, user, old_password, address, at=at)
    except throttle.Throttled as brake:
        raise throttle.Throttled(brake.seconds, "old_password") from None
    except Invalid:
        raise Invalid({"old_password": "Kata sandi lama tidak cocok."}) from None
    return set_password(store, Actor.of(user), user["id"], password, at=at)


def await_code(store: Store, user: Mapping[str, Any], *, at: datetime) -> str:
    """The password was right; returns a token with which only the code is still to be given, for a few minutes."""
    token = secrets.token_urlsafe(32)
    row = {"schema": SCHEMA["sign_in"], "token": sessions.hashed(token), "user": user["id"]}
    with store.transaction(scopes.user(user["id"])):
        _check_unchanged(store, user)
        for old in store.find("sign_in", at=Below(stamp(at - CODE_WITHIN))):
            store.delete("sign_in", old["id"])
        store.insert("sign_in", {**row, "at": stamp(at)})
    return token


def awaited(store: Store, token: str, *, at: datetime) -> Record | None:
    """Whose code is awaited; None when it took too long, or a change of the account ended it with the sessions."""
    since = stamp(at - CODE_WITHIN - timedelta(seconds=1))
    for row in store.find("sign_in", token=sessions.hashed(token), at=Above(since), limit=1):
        user = store.get("user", row["user"])
        if user and user["active"] and moment(row["at"]) - at <= sessions.AHEAD:
            return user
    return None


def prove_code(
    store: Store, token: str, user: Mapping[str, Any], code: str, address: str, *, key: bytes, at: datetime
) -> None:  # fmt: skip
    """Checks the code (or a recovery code) of the awaited account; once right, the token is used up."""
    prove_code_again(store, user, code, address, key=key, at=at)
    with store.transaction(scopes.user(user["id"])):
        for row in store.find("sign_in", token=sessions.hashed(token)):
            store.delete("sign_in", row["id"])


def enter(
    store: Store, user: Mapping[str, Any], *, agent: str, address: str, at: datetime, device: str = ""
) -> str:  # fmt: skip
    """Opens a session for somebody who has proved who it is, and returns the token for the cookie."""

    def entered() -> str:
        _check_unchanged(store, user)
        token = sessions.start_session(store, user, agent=agent, at=at, device=device)
        greetings.greet(store, user)
        throttle.remember(store, user["id"], address, at=at)
        chain.append(store, Actor.of(user), "signed_in", at, {"username": user["username"], "address": address})
        return token

    return again(store, entered, scopes.user(user["id"]), HISTORY)


def _check_unchanged(store: Store, user: Mapping[str, Any]) -> None:
    """A password that was changed while it was being looked at proves nothing any more, nor does a shut account."""
    current = store.get("user", user["id"])
    if current is None or current["version"] != user["version"]:
        raise Invalid({"password": "Nama akun atau kata sandi tidak cocok."})


def leave(store: Store, user: Mapping[str, Any], token: str, *, at: datetime) -> None:
    with store.transaction(scopes.user(user["id"]), HISTORY):
        sessions.end_session(store, token)
        chain.append(store, Actor.of(user), "signed_out", at, {"username": user["username"]})
