"""The end of a year is frozen once, as it was known then, and stays beside what is computed today."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import Flask

from tests.world.arranged import DINSOS
from workflow.clock import WIB
from workflow.indicator import snapshots
from workflow.indicator.measuring import measure
from workflow.indicator.population import SHIPPED, SOURCE_2024, load
from workflow.keeping.daily import DailyCopies
from workflow.lks.register import add, save
from workflow.people.accounts import SYSTEM
from workflow.records import Lks, Snapshot
from workflow.store import Store

LAST = "2025-12-31"
NEW_YEAR = datetime(2026, 1, 1, 5, 0, tzinfo=WIB)


def recorded(store: Store, at: datetime, **values: Any) -> Lks:
    visit = {"date": "2025-11-01", "kind": "kunjungan", "by": "", "paper": 0, "confirmed": True}
    with store.transaction():
        return add(store, DINSOS, "lks_recorded", {"region": "11.11", "name": "LKS", "activity": [visit], **values}, at)


def test_frozen_once_and_as_known_then(store: Store):
    before = datetime(2025, 12, 20, 9, 0, tzinfo=WIB)
    load(store, DINSOS, SHIPPED.read_text(encoding="utf-8"), SOURCE_2024, at=before)
    lks = recorded(store, before)
    recorded(store, datetime(2026, 1, 1, 1, 0, tzinfo=WIB))
    kept = snapshots.freeze_due(store, SYSTEM, at=NEW_YEAR)
    assert kept is not None
    assert (kept["day"], kept["sample"]) == (LAST, False)
    found = snapshots.measured(kept)
    assert found.figures["11.11"]["P1"].numerator == 1, "what was recorded on New Year's day was not known"
    assert found.population["year"] == 2024
    assert snapshots.freeze_due(store, SYSTEM, at=NEW_YEAR + timedelta(days=40)) is None
    assert [event["fields"] for event in store.find("event", name="snapshot_frozen")] == [
        {"day": LAST, "places": kept["places"]}
    ]
    with store.transaction():
        closed = {"kind": "tutup", "into": "", "date": "2025-06-01", "reason": "Bubar"}
        save(store, DINSOS, "lks_ended", {**lks, "end": closed}, NEW_YEAR + timedelta(days=3), reason="Bubar")
    assert measure(store, LAST).figures["11.11"]["P1"].numerator == 1, "today's knowledge: one closed, one more"
    assert measure(store, LAST).figures["11.11"]["I1"] == found.figures["11.11"]["I1"]
    again = measure(store, LAST, LAST)
    assert (again.places, again.figures, again.population) == (found.places, found.figures, found.population)


def test_of_a_year_in_which_there_was_no_register_nothing_is_frozen(store: Store):
    recorded(store, NEW_YEAR)
    assert snapshots.freeze_due(store, SYSTEM, at=NEW_YEAR) is None
    assert store.count("snapshot") == 0


def test_the_daily_job_freezes(app: Flask, clock: Any):
    copies: DailyCopies = app.extensions["tuntas"].copies
    recorded(copies.store, datetime(2026, 12, 20, 9, 0, tzinfo=WIB))
    copies.look()
    assert copies.store.count("snapshot") == 0
    clock.at = datetime(2027, 1, 1, 0, 30, tzinfo=WIB)
    copies.look()
    copies.look()
    assert copies.failure is None
    assert [one["day"] for one in copies.store.find(Snapshot)] == ["2026-12-31"]
    copies.look()


def test_the_newest_years_the_oldest_first(store: Store):
    for year in (2023, 2021, 2022):
        snapshots.freeze(store, SYSTEM, measure(store, f"{year}-12-31"), at=NEW_YEAR, sample=True)
    assert [one["day"][:4] for one in snapshots.frozen(store, "2026-01-01", 2)] == ["2022", "2023"]
    assert [one["day"][:4] for one in snapshots.frozen(store, "2022-12-31", 5)] == ["2021", "2022"]
