"""What of the news an account has not looked at yet: counted for the bell, and where it begins on the page of news.

The mark stands with the account and not with its session: what was seen on the phone is not new on the desk. At the
desk of somebody else it is another one. What one did oneself is no news.
"""

from __future__ import annotations

from typing import Any

from workflow.records import SCHEMA
from workflow.records.noted import Looked
from workflow.roles import Actor
from workflow.store import Record, Store
from workflow.tasks.timeline import SILENT, is_news

MOST = 20  # counted; behind it "20+"
READ_AT_ONCE = 50  # events, newest first


def unread(store: Store, actor: Actor) -> int:
    """How many events are new to the actor, not more than ``MOST`` + 1."""
    order, place, where = _place(actor)
    before, found, after, size = seen(store, actor), 0, None, 1  # mostly the newest one is known
    while found <= MOST:
        batch = store.find("event", order=order, after=after, limit=size, name=SILENT, **where)
        fresh = [event for event in batch if event[place] > before]
        found += sum(_is_new(event, actor) for event in fresh)
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
    return {event["id"] for event in events if event[place] > before and _is_new(event, actor)}


def look(store: Store, actor: Actor) -> None:
    """From now on nothing that has happened is new to the actor."""
    order, place, where = _place(actor)
    newest = store.first("event", order=order, **where)
    if newest is None or newest[place] <= seen(store, actor):
        return
    with store.transaction():
        mark = _mark(store, actor)
        if mark is None:
            row = {"schema": SCHEMA["looked"], "user": actor.id, "region": actor.region, "event": newest[place]}
            store.insert("looked", row)
        else:
            store.save({**mark, "event": max(mark["event"], newest[place])})


def _place(actor: Actor) -> tuple[str, str, dict[str, Any]]:
    """In which order events happened, by which field, and among which."""
    return ("-seq", "seq", {"chain": actor.region}) if actor.role.regional else ("-id", "id", {})


def _is_new(event: Record, actor: Actor) -> bool:
    return event["actor"]["id"] != actor.id and is_news(event, actor)


def _mark(store: Store, actor: Actor) -> Looked | None:
    return next((row for row in store.find(Looked, user=actor.id) if row["region"] == actor.region), None)
