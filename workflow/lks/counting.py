"""How many institutions count for a measure on a day, by region: asked of the spans, so that any day can be asked for.

Of the first of a month it is kept: the counts of a day are those and what began or ended since, so that a page reads
as much of 20,000 institutions as of a few. What is kept is never brought up to date: whatever changes an institution
takes away what is kept of its region, and the next who asks counts that region anew, inside a transaction, so that
nobody changes it meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal

from workflow.errors import StoreUnavailable
from workflow.lks.spans import spans
from workflow.records import SCHEMA, LksCount
from workflow.regions import regions
from workflow.store import Above, Below, Between, OneOf, Record, Store

Counts = dict[str, dict[str, int]]  # region -> measure -> how many
PATIENCE = 1.0  # seconds that a reader waits for the turn to keep what was counted
_NAMES = {"lks_span": "measure", "lks_state": "state"}
_KEPT: dict[str, Literal["counts", "states"]] = {"lks_span": "counts", "lks_state": "states"}


def on(day: str) -> dict[str, Any]:
    """The ``where`` of the spans that hold a day."""
    return {"start": Below(_days_on(day, 1)), "until": Above(_days_on(day, -1))}


def counts(store: Store, day: str, region: str = "") -> Counts:
    """Of every measure, with today's knowledge; of one region or of all, and of what has none ("")."""
    return _on_day(store, "lks_span", day, region)


def states(store: Store, day: str, region: str = "") -> Counts:
    """The same of every state as ``periods.named`` has it, of institutions of whatever owner."""
    return _on_day(store, "lks_state", day, region)


def _on_day(store: Store, kind: str, day: str, region: str) -> Counts:
    codes = [region] if region else [*regions(), ""]
    found = {code: dict(kept[_KEPT[kind]]) for code, kept in _at_start_of_month(store, day, codes).items()}
    for code, moved in _moved_since(store, kind, day, region).items():
        own = found.setdefault(code, {})
        for name, number in moved.items():
            own[name] = own.get(name, 0) + number
    some = {code: {name: number for name, number in own.items() if number} for code, own in found.items()}
    return {code: own for code, own in some.items() if own}


def _at_start_of_month(store: Store, day: str, codes: Sequence[str]) -> dict[str, LksCount]:
    first = f"{day[:7]}-01"
    found = _kept(store, first, codes)
    missing = [code for code in codes if code not in found]
    if not missing:
        return found
    try:
        with store.transaction(within=PATIENCE):
            return found | _kept_anew(store, first, missing)
    except StoreUnavailable:  # a disk that keeps nothing is no reason not to count
        return found | _counted_on(store, first, missing)


def _kept(store: Store, first: str, codes: Sequence[str]) -> dict[str, LksCount]:
    where: dict[str, Any] = {"region": codes[0]} if len(codes) == 1 else {}
    return {one["region"]: one for one in store.find(LksCount, day=first, **where) if "damaged" not in one}


def _kept_anew(store: Store, first: str, missing: Sequence[str]) -> dict[str, LksCount]:
    there = _kept(store, first, missing)  # somebody may have been quicker
    found = _counted_on(store, first, [code for code in missing if code not in there])
    for one in found.values():
        store.insert(LksCount, one)
    return there | found


def _counted_on(store: Store, day: str, codes: Sequence[str]) -> dict[str, LksCount]:
    found = {code: LksCount(schema=SCHEMA["lks_count"], region=code, day=day, counts={}, states={}) for code in codes}
    where: dict[str, Any] = {"region": codes[0]} if len(codes) == 1 else {}
    for kind, name in _NAMES.items():
        for (region, counted), number in store.tally(kind, by=("region", name), **on(day), **where).items():
            if region in found:
                found[region][_KEPT[kind]][counted] = number
    return found


def _moved_since(store: Store, kind: str, day: str, code: str) -> Counts:
    """How many more, or fewer, count on the day than on the first of its month."""
    first, found = f"{day[:7]}-01", Counts()
    if day == first:
        return found
    where = {"region": code or OneOf([*regions(), ""])}
    began, ended = {"start": Between(_days_on(first, 1), day)}, {"until": Between(first, _days_on(day, -1))}
    for sign, moved in ((1, began), (-1, ended)):
        for (region, name), number in store.tally(kind, by=("region", _NAMES[kind]), **moved, **where).items():
            own = found.setdefault(region, {})
            own[name] = own.get(name, 0) + sign * number
    return found


def _days_on(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def forget(store: Store, region: str) -> None:
    """To be called in the transaction that changes what counts in the region."""
    for one in store.find(LksCount, region=region):
        store.delete("lks_count", one["id"])


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
