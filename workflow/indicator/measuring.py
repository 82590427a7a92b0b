"""All measures of a day, of the 23 and of Aceh: from the register, the tasks, the population and the kecamatan.

``day`` is the day on which papers must be valid. Without ``known_at`` it is asked of what is known now; with it, of
what was known at the end of that day, out of the events and of what had been typed by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from workflow.clock import WIB, stamp
from workflow.indicator import involved, population, promises, reach
from workflow.indicator.figures import Figure, Place, figures, together
from workflow.lks import counting
from workflow.lks.known import known
from workflow.regions import PROVINCE, regions
from workflow.store import Store


@dataclass(frozen=True)
class Measured:
    """``places`` are the 23 in the order of their codes; ``population`` has the source, year and total of its table,
    {} for none."""

    day: str
    places: Mapping[str, Place]
    population: Mapping[str, Any]
    known_at: str = ""

    @cached_property
    def aceh(self) -> Place:
        return together(self.places)

    @cached_property
    def figures(self) -> dict[str, dict[str, Figure]]:
        """Code of the place, "11" for Aceh behind the 23 -> code of the measure -> figure."""
        return {code: figures(place) for code, place in {**self.places, PROVINCE: self.aceh}.items()}

    @property
    def too_many_kecamatan(self) -> list[str]:
        """Codes of those that have institutions in more kecamatan than somebody typed: one of the two is wrong."""
        return [code for code, one in self.places.items() if one.kecamatan is not None and one.reached > one.kecamatan]


def measure(store: Store, day: str, known_at: str = "") -> Measured:
    """``day`` and ``known_at`` are ISO days."""
    return _known(store, day, known_at) if known_at else _now(store, day)


def _now(store: Store, day: str) -> Measured:
    counts = counting.counts(store, day)
    return _of(store, day, "", counts, involved.involved(store, day), promises.promises(store, day))


def _known(store: Store, day: str, known_at: str) -> Measured:
    until = end_of(known_at)
    facts = known(store, known_at)
    return _of(
        store, day, known_at, counting.of_facts(facts, day), involved.known_involved(store, facts, day, until),
        promises.known_promises(store, day, until),
    )  # fmt: skip


def end_of(day: str) -> datetime:
    """The last second of a day in Aceh."""
    return datetime.combine(date.fromisoformat(day) + timedelta(days=1), time(), WIB) - timedelta(seconds=1)


def _of(
    store: Store, day: str, known_at: str, counts: counting.Counts, named: Mapping[str, list[int]],
    promised: Mapping[str, promises.Promises],
) -> Measured:  # fmt: skip
    by = stamp(end_of(known_at)) if known_at else ""
    table = population.in_force(store, int(day[:4]), known_by=by)
    numbers = reach.numbers(store, day, known_by=by)
    places = {}
    for code in regions():
        own, told = counts.get(code, {}), promised.get(code, promises.Promises())
        places[code] = Place(
            {name: number for name, number in own.items() if not name.startswith("I6 ")},
            table["numbers"].get(code) if table else None, numbers.get(code), counting.kecamatan(own),
            len(named.get(code, ())), told.due, told.kept, told.left_out,
        )  # fmt: skip
    source = {name: table[name] for name in ("source", "year", "total")} if table else {}
    return Measured(day, places, source, known_at)
