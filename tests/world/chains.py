"""What is wrong with a chain of events, as tests ask it."""

from __future__ import annotations

from collections.abc import Sequence

from workflow.audit.check import check
from workflow.store import Record, Store


def breaks(events: Sequence[Record]) -> list[str]:
    """Of one chain, its events in the order of ``seq``; an unbroken chain gives an empty list."""
    return list(check(events[0]["chain"], events).sentences) if events else []


def verify(store: Store, chain: str) -> list[str]:
    """The same of a stored chain."""
    return breaks(store.find("event", chain=chain, order="seq"))
