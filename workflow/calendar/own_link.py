"""The address of an account's calendar: a random token, of which only the SHA-256 is kept.

Whoever has the address reads the calendar, for a calendar program cannot sign in. So it is shown once, a new one ends
the one before at once, and an account that may not sign in any more has none.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from workflow.audit import chain
from workflow.clock import moment, stamp
from workflow.errors import NotFound
from workflow.records import SCHEMA, CalendarLink, User
from workflow.roles import Actor
from workflow.store import Store, scopes

NOTED_EVERY = timedelta(hours=1)  # how exactly "last read" is kept, so that reading hardly writes


def renew(store: Store, actor: Actor, *, at: datetime) -> str:
    """The token of a new address of the own account; the one before is dead. The only time that it is known."""
    token = secrets.token_urlsafe(32)
    with store.transaction():
        for old in store.find(CalendarLink, user=actor.id):
            store.delete("calendar_link", old["id"])
        made = CalendarLink(
            schema=SCHEMA["calendar_link"], user=actor.id, token=hashed(token), made=stamp(at), read="",
        )  # fmt: skip
        store.insert(CalendarLink, made)
        user = store.get(User, actor.id)
        chain.append(store, actor, "calendar_renewed", at, {"username": user["username"] if user else ""})
    return token


def own(store: Store, user: int) -> CalendarLink | None:
    """That of an account: when it was made and last read."""
    return store.first(CalendarLink, user=user)


def whose(store: Store, token: str) -> tuple[CalendarLink, User]:
    """Raises ``NotFound`` for a token that nobody has, or whose account may not sign in any more."""
    link = store.first(CalendarLink, token=hashed(token))
    user = store.get(User, link["user"]) if link and "damaged" not in link else None
    if link is None or user is None or not user["active"]:
        raise NotFound("Kalender itu tidak ada, atau tautannya sudah diganti.")
    return link, user


def note_read(store: Store, link: CalendarLink, *, at: datetime) -> None:
    """That a program has fetched it, once an hour; no event tells of it."""
    if link["read"] and at - moment(link["read"]) < NOTED_EVERY:
        return
    with store.transaction(scopes.user(link["user"])):
        current = store.get(CalendarLink, link["id"])
        if current is not None:
            current["read"] = stamp(at)
            store.save(current)


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
