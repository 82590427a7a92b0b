"""I8: which active institutions carried out what was implemented in a year until a day, or helped with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from workflow.clock import stamp
from workflow.indicator.promises import first_of_year, histories
from workflow.lks.counting import on
from workflow.lks.spans import spans
from workflow.records import LksRole, Task
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
    """The same of the records as they were known (``lks.known``) and of what was implemented as of that moment."""
    numbers = {lks["uid"]: id for id, lks in facts.items()}
    found: dict[str, set[int]] = {}
    for uid in set(_named(store, day, until)):
        id = numbers.get(_last(facts, numbers, uid), 0)
        if id and any(one.measure == "P3" and one.start <= day <= one.until for one in spans(facts[id])):
            found.setdefault(facts[id]["region"], set()).add(id)
    return {region: sorted(ids) for region, ids in found.items()}


def _last(facts: Mapping[int, Mapping[str, Any]], numbers: Mapping[str, int], uid: str) -> str:
    """Into which it had been merged by then."""
    gone: set[str] = set()
    while uid in numbers and uid not in gone and (end := facts[numbers[uid]]["end"]) and end["into"]:
        gone.add(uid)
        uid = end["into"]
    return uid


def _named(store: Store, day: str, until: datetime) -> Iterator[str]:
    """The uids that tasks name which were implemented in the year, as far as that was known."""
    for task, then in histories(store, until):
        done = then.implemented_on
        if done and first_of_year(day) <= done.isoformat() <= day:
            named = _as_implemented(store, task, until)
            yield from (one["uid"] for one in named if one["role"] in COUNTED and one["uid"])


def _as_implemented(store: Store, task: Task, until: datetime) -> Sequence[Mapping[str, Any]]:
    """Whom the plan named then: what was opened again since may name others. The events of earlier versions, and a task
    that came from another Tuntas, tell nothing of it: then as it stands now."""
    over, now = stamp(until), task.get("lks", [])
    told = [one for one in store.find("event", task=task["id"], name="verify") if one["at"] <= over]
    return told[-1]["fields"].get("lks", now) if told else now
