"""What the search in the head looks through of a rakor and its outcomes: kept with it, so that an old one is found
without all others being read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.records import Rakor
from workflow.store import Store, once_per_instance
from workflow.text import fold

KEPT = "rakor-fields/1"  # the setting that says so: every rakor has them


def looked_through(rakor: Mapping[str, Any]) -> str:
    """Its title and place, and each outcome's title and words."""
    outcomes = (text for outcome in rakor["outcomes"] for text in (outcome["title"], outcome["text"]))
    return fold(rakor["title"], rakor["venue"], rakor["city"], *outcomes)


def keep_at_start(store: Store) -> None:
    """Once per instance: gives the rakor of earlier versions their text, and the time at which they were closed."""
    once_per_instance(store, KEPT, _keep_of_each)


def _keep_of_each(store: Store) -> None:
    for rakor in store.find(Rakor):
        if "damaged" not in rakor:
            rakor["search"] = looked_through(rakor)
            rakor["closed_at"] = closed["at"] if (closed := rakor.get("closed")) else None
            store.save(rakor)
