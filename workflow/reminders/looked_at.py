"""Whether the newest digest is new to whoever sits at a desk. One digest is one piece of news, however long it is, and
those of days before say nothing that the newest does not say better."""

from __future__ import annotations

from workflow.records import Digest
from workflow.reminders.digests import desks_of
from workflow.reminders.due import desk
from workflow.roles import Actor
from workflow.store import Store


def unread(store: Store, actor: Actor) -> int:
    """1 while there is a digest for the actor at this desk that was not looked at, else 0."""
    place = desk(actor.role, actor.region)
    return int(any(_new_at(digest, place) for digest in _fresh(store, actor)))


def look(store: Store, actor: Actor) -> None:
    """From now on no digest is new to the actor at this desk."""
    place = desk(actor.role, actor.region)
    if not unread(store, actor):
        return
    with store.transaction():
        for digest in _fresh(store, actor):
            if _new_at(digest, place):
                seen = [*digest["seen"], place]
                store.save({**digest, "seen": seen, "fresh": not set(desks_of(digest["items"])) <= set(seen)})


def _fresh(store: Store, actor: Actor) -> list[Digest]:
    return [one for one in store.find(Digest, user=actor.id, fresh=True) if "damaged" not in one]


def _new_at(digest: Digest, place: str) -> bool:
    return place not in digest["seen"] and place in desks_of(digest["items"])
