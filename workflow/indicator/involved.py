"""I8: which active institutions carried out what was implemented in a year until a day, or helped with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from workflow.clock import stamp
from workflow.indicator.promises import first_of_year
from workflow.lks.counting import on
from workflow.lks.spans import spans
from workflow.records import LksRole
from workflow.store import Between, OneOf, Record, Store

COUNTED = ("pelaksana", "mitra")
AT_ONCE = 500  # institutions asked for in one question


def involved(store: Store, day: str, **where: Any) -> dict[str, list[int]]:
    """Region -> the ids of those that count, with today's knowledge; ``where`` as ``counting.counts``."""
    roles = store.find(LksRole, role=OneOf(COUNTED), implemented=Between(first_of_year(day), day))
    named = sorted({role["lks"] for role in roles})
    found: dict[str, list[int]] = {}
    for start in range(0, len(named), AT_ONCE):
        some = OneOf(named[start : start + AT_ONCE])
        rows: list[Record] = store.find("lks_span", measure="P3", lks=some, **on(day), **where)
        for row in rows:
            found.setdefault(row["region"], []).append(row["lks"])
    return {region: sorted(ids) for region, ids in found.items()}


def known_involved(
    store: Store, facts: Mapping[int, Mapping[str, Any]], day: str, until: datetime
) -> dict[str, list[int]]:
    """The same of the records as they were known (``lks.known``) and of what had been implemented at that moment."""
    found: dict[str, list[int]] = {}
    for lks_id in sorted(set(_named(store, day, until))):
        lks = facts.get(lks_id)
        if lks and any(one.measure == "P3" and one.start <= day <= one.until for one in spans(lks)):
            found.setdefault(lks["region"], []).append(lks_id)
    return found


def _named(store: Store, day: str, until: datetime) -> Iterator[int]:
    for role in store.find(LksRole, role=OneOf(COUNTED), implemented=Between(first_of_year(day), day)):
        if store.count("event", task=role["task"], name="verify", at=Between("0", stamp(until))):
            yield role["lks"]
