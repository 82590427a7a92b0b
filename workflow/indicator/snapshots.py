"""The figures of 31 December as they were known then: frozen once, and shown beside what is computed today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from workflow.audit import chain
from workflow.clock import day, stamp
from workflow.indicator.figures import Place
from workflow.indicator.measuring import Measured, end_of, measure
from workflow.lks.known import EVENTS
from workflow.records import SCHEMA, Snapshot
from workflow.regions import regions
from workflow.roles import Actor
from workflow.store import Between, OneOf, Store


def freeze_due(store: Store, actor: Actor, *, at: datetime) -> Snapshot | None:
    """Freezes the last year's end, unless that is done or nobody had recorded an institution by then."""
    last = f"{day(at).year - 1}-12-31"
    if store.count("snapshot", day=last) or not _begun(store, last):
        return None
    return freeze(store, actor, measure(store, last, last), at=at)


def _begun(store: Store, last: str) -> bool:
    until = Between("0", stamp(end_of(last)))
    return any(store.first("event", chain=code, name=OneOf(EVENTS), at=until) for code in regions())


def freeze(store: Store, actor: Actor, measured: Measured, *, at: datetime, sample: bool = False) -> Snapshot:
    """Keeps what was measured with its event, once for each day: who comes second gets what is there. ``sample`` marks
    invented figures of the demo."""
    places = {code: asdict(place) for code, place in measured.places.items()}
    with store.transaction():
        if there := store.first(Snapshot, day=measured.day):
            return there
        saved = store.insert(
            Snapshot,
            Snapshot(
                schema=SCHEMA["snapshot"], day=measured.day, places=places, population=dict(measured.population),
                sample=sample, at=stamp(at),
            ),
        )  # fmt: skip
        chain.append(store, actor, "snapshot_frozen", at, {"day": measured.day, "places": places})
    return saved


def frozen(store: Store, last: str, most: int) -> list[Snapshot]:
    """Of the newest ``most`` up to the day ``last``, the oldest first."""
    return store.find(Snapshot, day=Between("0", last), order="-day", limit=most)[::-1]


def measured(snapshot: Mapping[str, Any]) -> Measured:
    """Its figures."""
    places = {code: Place(**place) for code, place in snapshot["places"].items()}
    return Measured(snapshot["day"], places, snapshot["population"], snapshot["day"])
