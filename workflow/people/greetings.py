"""Who is new: three cards stand above the first screen from the first sign-in on, until the account puts them away.

Whoever puts them away sees them again only by asking for them. They say nothing of anybody, so no event tells of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflow.clock import stamp
from workflow.records import SCHEMA, Greeting
from workflow.store import Store, scopes


def greet(store: Store, user: Mapping[str, Any]) -> None:
    """At each sign-in; the first one counts."""
    if store.first(Greeting, user=user["id"]) is None:
        store.insert(Greeting, Greeting(schema=SCHEMA["greeting"], user=user["id"], away=""))


def stands(store: Store, user: Mapping[str, Any]) -> bool:
    """Whether the cards stand on the account's first screen."""
    found = store.first(Greeting, user=user["id"])
    return bool(found and not found["away"])


def put_away(store: Store, user: Mapping[str, Any], *, at: datetime) -> None:
    _set(store, user, stamp(at))


def bring_back(store: Store, user: Mapping[str, Any]) -> None:
    _set(store, user, "")


def _set(store: Store, user: Mapping[str, Any], away: str) -> None:
    with store.transaction(scopes.user(user["id"])):
        greet(store, user)
        for row in store.find(Greeting, user=user["id"]):
            if bool(row["away"]) != bool(away):  # who presses twice does nothing more
                store.save({**row, "away": away})
