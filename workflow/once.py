"""A form that is sent twice, by a double click or by a browser that tries again, does once what it does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from workflow.clock import stamp
from workflow.records import SCHEMA
from workflow.store import Below, Store

KEPT = timedelta(days=1)  # how long a form is known that was sent
Made = dict[str, Any]  # what was made, in as far as the page needs it: an id, a number


def once(store: Store, key: str, do: Callable[[], Made], *, at: datetime) -> Made:
    """What ``do`` makes; the second time with the same ``key`` what the first has made. Without a key it does it."""
    if not key:
        return do()
    with store.transaction():
        for row in store.find("pressed", key=key, limit=1):
            made: Made = row["made"]
            return made
        made = do()
        for old in store.find("pressed", at=Below(stamp(at - KEPT)), limit=100):
            store.delete("pressed", old["id"])
        store.insert("pressed", {"schema": SCHEMA["pressed"], "key": key, "at": stamp(at), "made": made})
        return made
