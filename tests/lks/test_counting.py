"""Counts on any day out of the spans, and those of a day as it was known then out of the events."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.world.arranged import DINSOS
from tests.world.instance import START
from workflow.lks.counting import counted, counts, kecamatan, of_facts
from workflow.lks.known import known
from workflow.lks.register import add, save
from workflow.store import Record, Store

TODAY = "2026-11-09"


def registered(until: str, **more: Any) -> dict[str, Any]:
    paper = {
        "kind": "STP", "issuer": "", "number": "460/1", "issued": "2024-05-06", "valid_until": until, "status": "",
        "revoked_on": "", "seen_by": "", "paper": 0,
    }  # fmt: skip
    visit = {"date": "2026-03-01", "kind": "kunjungan", "by": "", "paper": 0, "confirmed": True}
    return {"region": "11.11", "name": "LKS", "registrations": [paper], "activity": [visit], **more}


@pytest.fixture
def three(store: Store) -> list[Record]:
    with store.transaction():
        return [
            add(store, DINSOS, "lks_recorded", values, START)
            for values in (
                registered("2026-12-31", kecamatan="Jeumpa"), registered("2026-11-09", kecamatan="Kec. Jeumpa"),
                registered("2027-01-01", region="11.07", owner="Kemensos"),
            )
        ]  # fmt: skip


def test_a_paper_that_ends_leaves_the_counts_without_an_edit(store: Store, three: list[Record]):
    assert counts(store, TODAY) == {"11.11": {"P1": 2, "P2": 2, "P3": 2, "I6 jeumpa": 2}}
    assert counts(store, "2026-11-10")["11.11"] == {"P1": 2, "P2": 1, "P3": 2, "I6 jeumpa": 2}
    assert counts(store, "2027-03-01")["11.11"] == {"P1": 2, "P3 belum dipastikan": 2}
    assert counts(store, "2000-01-01")["11.11"] == {"P1": 2, "P3 belum dipastikan": 2}
    assert counts(store, TODAY, region="11.07") == {}


def test_the_counts_of_every_day_are_those_of_the_spans(store: Store, three: list[Record]):
    """What is kept of the first of a month and what moved since come to the same; also after an edit."""
    for edit in range(2):
        facts = {one["id"]: store.get("lks", one["id"]) for one in three}
        for day in (date(2026, 2, 20) + timedelta(days=n) for n in range(0, 400, 3)):
            assert counts(store, day.isoformat()) == of_facts(facts, day.isoformat()), (edit, day)
        with store.transaction():
            moved = {"activity": [{**three[0]["activity"][0], "date": "2026-10-20"}], "region": "11.08"}
            save(store, DINSOS, "lks_changed", {**store.get("lks", three[0]["id"]), **moved}, START)


def test_what_is_kept_of_a_month_is_read_instead_of_counted(store: Store, three: list[Record]):
    counts(store, TODAY)
    assert store.count("lks_count", day="2026-11-01") == 24, "the 23, and what has no region"
    store.delete("lks_span", store.first("lks_span", measure="P1")["id"])
    assert counts(store, TODAY)["11.11"]["P1"] == 2
    with store.transaction():
        save(store, DINSOS, "lks_changed", {**three[1], "legal": {**three[1]["legal"], "sk": "AHU-1"}}, START)
    assert store.count("lks_count", region="11.11") == 0


def test_every_number_is_the_list_behind_it(store: Store, three: list[Record]):
    assert counted(store, "P2", TODAY) == [three[0]["id"], three[1]["id"]]
    assert counted(store, "P2", "2026-11-10", region="11.11") == [three[0]["id"]]
    assert kecamatan(counts(store, TODAY)["11.11"]) == 1, "written in two ways"


def test_a_day_as_it_was_known_comes_out_again_after_every_edit(store: Store, three: list[Record]):
    before = counts(store, TODAY)
    assert of_facts(known(store, TODAY), TODAY) == before
    with store.transaction():
        closed = {"kind": "tutup", "into": "", "date": "2026-10-01", "reason": "Bubar"}
        save(store, DINSOS, "lks_ended", {**three[0], "end": closed}, START + timedelta(days=3), reason="Bubar")
    assert counts(store, TODAY)["11.11"]["P1"] == 1
    assert of_facts(known(store, TODAY), TODAY) == before
    assert of_facts(known(store, "2026-11-12"), TODAY) == counts(store, TODAY)
    assert known(store, "2026-11-08") == {}


def test_one_that_moved_is_known_where_it_went(store: Store, three: list[Record]):
    with store.transaction():
        save(store, DINSOS, "lks_changed", {**three[0], "region": "11.07"}, START)
    assert known(store, TODAY)[three[0]["id"]]["region"] == "11.07"
    assert of_facts(known(store, TODAY), TODAY) == counts(store, TODAY)
