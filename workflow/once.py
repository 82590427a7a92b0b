"""A form that is sent twice, by a double click or by a browser that tries again, does once what it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from workflow.clock import moment, stamp
from workflow.records import SCHEMA
from workflow.store import Below, Store, again, scopes

KEPT = timedelta(days=1)  # how long a form is known that was sent
Made = dict[str, Any]  # what was made, in as far as the page needs it: an id, a number


def once(store: Store, key: str, do: Callable[[], Made], *, at: datetime, within: Sequence[str] = ()) -> Made:
    """What ``do`` makes; the second time with the same ``key`` what the first has made. Without a key it does it.

    It is in one transaction, and done ``again`` when others were in the way. ``within``: the scopes that ``do`` writes;
    without any it is alone in the store."""
    if not key:
        return again(store, do, *within)
    return again(store, lambda: _first(store, key, do, at), *within, *([scopes.key(key)] if within else []))


def _first(store: Store, key: str, do: Callable[[], Made], at: datetime) -> Made:
    for row in store.find("pressed", key=key, limit=1):
        made: Made = row["made"]
        return made
    made = do()
    _note(store, key, made, "", at)
    return made


def earlier(store: Store, key: str) -> dict[str, str] | None:
    """Of a form that was done before: the ``clock`` ("10.42") and the address it led ``onward`` to, "" if unknown."""
    row = store.first("pressed", key=key)
    return {"clock": f"{moment(row['at']):%H.%M}", "onward": row.get("onward", "")} if row else None


def landed(store: Store, key: str, onward: str, *, at: datetime) -> None:
    """Notes where a form led that was done."""
    with store.transaction(scopes.key(key)):
        row = store.first("pressed", key=key)
        if row is None:
            _note(store, key, {}, onward, at)
        elif not row.get("onward"):
            store.save({**row, "onward": onward})


def _note(store: Store, key: str, made: Made, onward: str, at: datetime) -> None:
    for old in store.find("pressed", at=Below(stamp(at - KEPT)), limit=100):
        store.delete("pressed", old["id"])
    row = {"schema": SCHEMA["pressed"], "key": key, "at": stamp(at), "made": made, "onward": onward}
    store.insert("pressed", row)
