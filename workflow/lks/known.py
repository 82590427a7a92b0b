"""The register as it was known at the end of a day, out of the events of its chains."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from workflow.clock import WIB, stamp
from workflow.regions import regions
from workflow.store import OneOf, Store

EVENTS = ("lks_recorded", "lks_changed", "lks_ended", "lks_reopened", "lks_merged", "lks_unmerged")


def known(store: Store, day: str) -> dict[int, dict[str, Any]]:
    """Record id -> the facts that the newest event up to the end of ``day`` in Aceh tells of it, in whichever region's
    chain that stands."""
    over = stamp(datetime.combine(date.fromisoformat(day) + timedelta(days=1), time(), WIB))
    newest: dict[int, dict[str, Any]] = {}
    for code in regions():
        for event in store.find("event", chain=code, name=OneOf(EVENTS), order="seq"):
            before = newest.get(event["fields"]["lks"], event)
            if event["at"] < over and before["id"] <= event["id"]:
                newest[event["fields"]["lks"]] = event
    return {lks: event["fields"]["facts"] for lks, event in newest.items()}
