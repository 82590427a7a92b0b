"""By what the list of LKS is sorted besides the name: what its registration and its accreditation come to, and how many
tasks name it.

Nothing of it depends on the day, so no list stands otherwise overnight: a registration is sorted by the day with which
it ends, not by whether that is past. The texts are kept with the rows of its states, each with the name behind it, so
that no two are alike; "" stands at the end of a list, whichever way it is sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from workflow.lks.kinds import FOREVER, GRADES, IN_PROCESS, REVOKED
from workflow.lks.spans import FOR_EVER
from workflow.lks.states import first_day, supposed_until
from workflow.records import LksState
from workflow.store import Store, once_per_instance

KEPT = "lks-order/1"  # the setting that says so: every row has its texts
CERTAIN, SUPPOSED = "1", "2"  # whether the end of a grade is known

Record = Mapping[str, Any]


def paper(lks: Record) -> str:
    """The last day of the registration that ends last (ISO), or that on which it was taken back; "" where none is
    known."""
    return max((_end_of_paper(one) for one in lks["registrations"]), default="")


def _end_of_paper(one: Record) -> str:
    if one["status"] == IN_PROCESS:
        return ""
    until = FOR_EVER if one["valid_until"] == FOREVER else str(one["valid_until"])
    return min(until or FOR_EVER, one["revoked_on"]) if one["status"] == REVOKED else until


def grade(lks: Record) -> str:
    """Of each service the grade that ends last, of these the best: "1B2028-01-01", with "2" before one whose end is
    only supposed; "" for none."""
    return min(filter(None, map(_of_service, lks["services"])), default="")


def _of_service(service: Record) -> str:
    graded = [(_end_of_grade(one), one) for one in service["accreditations"] if one["grade"] in GRADES]
    if not graded:
        return ""
    end, last = max(graded, key=lambda one: one[0])
    return f"{CERTAIN if last['valid_until'] else SUPPOSED}{last['grade']}{end}"


def _end_of_grade(one: Record) -> str:
    if one["valid_until"]:
        return FOR_EVER if one["valid_until"] == FOREVER else str(one["valid_until"])
    return f"{supposed_until(one)}-12-31" if first_day(one) else ""


def texts(store: Store, lks: Record, sort: str) -> dict[str, str]:
    """What is kept with each row of its states; ``sort`` is its name as it is compared."""
    keys = {"paper": paper(lks), "grade": grade(lks)}
    return {name: f"{key} {sort}" if key else "" for name, key in keys.items()} | {
        "named": _named(_tasks(store, lks["id"], lks["region"]), sort)
    }


def _tasks(store: Store, lks_id: int, region: str) -> int:
    """How many of a region name it."""
    return len(store.tally("lks_role", by=("task",), lks=lks_id, region=region))


def _named(number: int, sort: str) -> str:
    return f"{number:06} {sort}" if number else ""


def follow_tasks(store: Store, some: Iterable[int]) -> None:
    """To be called in the transaction that changes which tasks name these institutions."""
    for lks_id in some:
        rows = store.find(LksState, lks=lks_id)
        tasks = {region: _tasks(store, lks_id, region) for region in {row["region"] for row in rows}}
        for row in rows:
            named = _named(tasks[row["region"]], row["sort"])
            if row.get("named") != named:
                store.save({**row, "named": named})


def keep_at_start(store: Store) -> None:
    """Once per instance: gives the rows of earlier versions their texts."""
    once_per_instance(store, KEPT, _keep_of_each)


def _keep_of_each(store: Store) -> None:
    for lks in (one for one in store.each("lks") if "damaged" not in one):
        rows = [row for row in store.find(LksState, lks=lks["id"]) if "damaged" not in row]
        kept = texts(store, lks, rows[0]["sort"]) if rows else {}
        for row in rows:
            store.save({**row, **kept})
