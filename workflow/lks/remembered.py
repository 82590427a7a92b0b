"""What the chain of a region remembers of one institution."""

from __future__ import annotations

from itertools import islice

from workflow.lks.known import EVENTS
from workflow.store import OneOf, Record, Store

NAMES = (*EVENTS, "lks_proposed", "lks_refused", "lks_withdrawn", "lks_check_asked")
MOST = 50  # lines that are told


def remembered(store: Store, lks_id: int, region: str) -> list[Record]:
    """The newest events that tell of it, at most ``MOST``; the newest first."""
    events = store.each("event", chain=region, name=OneOf(NAMES), order="-seq")
    return list(islice((event for event in events if event["fields"]["lks"] == lks_id), MOST))
