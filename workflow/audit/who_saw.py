"""Who saw and who took out what: one event a person, thing and hour, in a chain of its own.

Opening evidence is ``viewed``: the photos of one task are one thing, however many of them a page shows. Whatever leaves
as a file is ``exported``. Pages are not recorded. The chain is apart from those of the regions, so that reading neither
slows their histories nor changes the head that a recap prints.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from workflow.audit import chain
from workflow.clock import moment, stamp
from workflow.records import SCHEMA
from workflow.roles import Actor
from workflow.store import Below, Record, Store, scopes

CHAIN = "akses"
ONCE_IN = timedelta(hours=1)


def viewed(store: Store, actor: Actor, what: str, thing: str, *, at: datetime) -> None:
    _record(store, actor, "viewed", what, thing, at)


def exported(store: Store, actor: Actor, what: str, thing: str, *, at: datetime) -> None:
    """``what`` is a kind of file, ``thing`` the name under which it left."""
    _record(store, actor, "exported", what, thing, at)


def _record(store: Store, actor: Actor, name: str, what: str, thing: str, at: datetime) -> None:
    """The row that remembers is looked for first without, then within the transaction: repeats write nothing."""
    who = f"{actor.id} a.n. {actor.name}" if actor.deputy else f"{actor.id}"
    key = f"{who} {name} {what} {thing}"
    if _told(_remembered(store, key), at):
        return
    with store.transaction(scopes.key(key), scopes.chain(CHAIN)):
        row = _remembered(store, key)
        if _told(row, at):
            return
        if row is None:
            _forget(store, at)
            store.insert("access", {"schema": SCHEMA["access"], "key": key, "at": stamp(at)})
        else:
            store.save({**row, "at": stamp(at)})
        chain.append(store, actor, name, at, {"what": what, "thing": thing}, chain=CHAIN)


def _remembered(store: Store, key: str) -> Record | None:
    return store.first("access", key=key)


def _told(row: Record | None, at: datetime) -> bool:
    """Whether the event was written within the hour; a clock that was set back does not silence it."""
    return row is not None and timedelta(0) <= at - moment(row["at"]) < ONCE_IN


def _forget(store: Store, at: datetime) -> None:
    for old in store.find("access", at=Below(stamp(at - ONCE_IN))):
        store.delete("access", old["id"])
