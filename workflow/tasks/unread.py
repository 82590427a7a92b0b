"""What of the news an account has not marked as read yet: counted for the bell, and where it begins on *Kabar*.

The mark stands with the account and not with its session: what was read on the phone is not new on the desk. At the
desk of somebody else it is another one. It is set by the button *Tandai dibaca*, up to what its page has shown, and not
by opening the page: a page that was opened on the way to something else, or was loaded and never scrolled, has been
read by nobody, and what comes in between stays new.
"""

from __future__ import annotations

from typing import Any

from workflow.records import SCHEMA
from workflow.records.noted import Looked
from workflow.roles import Actor
from workflow.store import Record, Store, scopes
from workflow.tasks.concerns import asked, concerns

MOST = 20  # counted; behind it "20+"
READ_AT_ONCE = 50  # events, newest first


def unread(store: Store, actor: Actor) -> int:
    """How many events are new to the actor, not more than ``MOST`` + 1."""
    order, place, where = _place(actor)
    before, found, after, size = seen(store, actor), 0, None, 1  # mostly the newest one is known
    names = asked(actor.role)
    while found <= MOST:
        batch = store.find("event", order=order, after=after, limit=size, name=names, **where)
        fresh = [event for event in batch if event[place] > before]
        found += sum(concerns(event, actor) for event in fresh)
        if len(fresh) < size:
            break
        after, size = batch[-1]["id"], READ_AT_ONCE
    return min(found, MOST + 1)


def seen(store: Store, actor: Actor) -> int:
    """Up to where the actor has looked; 0 before the first time."""
    mark = _mark(store, actor)
    return mark["event"] if mark else 0


def new_among(events: list[Record], actor: Actor, before: int) -> set[int]:
    """The ids of those that came after the place up to which the actor had looked."""
    _, place, _ = _place(actor)
    return {event["id"] for event in events if event[place] > before and concerns(event, actor)}


def place_of(event: Record, actor: Actor) -> int:
    """Where it stands in the order by which the actor's mark counts."""
    _, place, _ = _place(actor)
    return int(event[place])


def look(store: Store, actor: Actor, upto: int) -> None:
    """From now on nothing up to the place ``upto`` is new to the actor; what has not happened yet stays new."""
    order, place, where = _place(actor)
    newest = store.first("event", order=order, **where)
    upto = min(upto, newest[place]) if newest else 0
    if upto <= seen(store, actor):
        return
    with store.transaction(scopes.user(actor.id)):
        mark = _mark(store, actor)
        if mark is None or "role" not in mark:
            row = {"schema": SCHEMA["looked"], "user": actor.id, "region": actor.region, "role": str(actor.role)}
            store.insert("looked", {**row, "event": upto})
        else:
            store.save({**mark, "event": max(mark["event"], upto)})


def _place(actor: Actor) -> tuple[str, str, dict[str, Any]]:
    """In which order events happened, by which field, and among which."""
    return ("-seq", "seq", {"chain": actor.region}) if actor.role.regional else ("-id", "id", {})


def _mark(store: Store, actor: Actor) -> Looked | None:
    """Of the desk; one of an earlier version, which told all desks of a place the same, stands for each of them."""
    rows = {row.get("role"): row for row in store.find(Looked, user=actor.id) if row["region"] == actor.region}
    return rows.get(str(actor.role)) or rows.get(None)
