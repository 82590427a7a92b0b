"""How many institutions count for a measure on a day, by region: asked of the spans, so that any day is as quick."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from workflow.lks.spans import spans
from workflow.store import Above, Below, Record, Store

Counts = dict[str, dict[str, int]]  # region -> measure -> how many


def on(day: str) -> dict[str, Any]:
    """The ``where`` of the spans that hold a day."""
    before, after = (date.fromisoformat(day) + timedelta(days=n) for n in (-1, 1))
    return {"start": Below(after.isoformat()), "until": Above(before.isoformat())}


def counts(store: Store, day: str, **where: Any) -> Counts:
    """Of every measure, with today's knowledge."""
    found: Counts = {}
    for (region, measure), number in store.tally("lks_span", by=("region", "measure"), **on(day), **where).items():
        found.setdefault(region, {})[measure] = number
    return found


def kecamatan(counts: Mapping[str, int]) -> int:
    """In how many kecamatan of a region there is an active institution, of those of which that is known; compared
    folded, so that "Kec. Jeumpa" and "Jeumpa" are one."""
    return sum(number > 0 for measure, number in counts.items() if measure.startswith("I6 "))


def counted(store: Store, measure: str, day: str, **where: Any) -> list[int]:
    """The ids of the institutions behind a number, in the order of recording."""
    rows: list[Record] = store.find("lks_span", measure=measure, **on(day), **where)
    return sorted(row["lks"] for row in rows)


def of_facts(facts: Mapping[int, Mapping[str, Any]], day: str) -> Counts:
    """The same of records as they were known once (``known``), from their facts."""
    found: Counts = {}
    for lks in facts.values():
        own = found.setdefault(lks["region"], {})
        for one in spans(lks):
            if one.start <= day <= one.until:
                own[one.measure] = own.get(one.measure, 0) + 1
    return {region: own for region, own in found.items() if own}
