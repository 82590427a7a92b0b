"""The register: a record, its spans and its event are saved together; what nobody outside may read is in no event."""

from __future__ import annotations

import json

import pytest

from tests.world.arranged import ADMIN, CHAIR, DINSOS, OTHER_CHAIR
from tests.world.instance import START
from workflow.errors import NotFound
from workflow.lks.register import EMPTY, add, facts, readable, save
from workflow.lks.spans import UNSURE, spans
from workflow.store import Record, Store

HOME = {
    "region": "11.11", "name": "LKSA Contoh", "kecamatan": "Peusangan", "gampong": "Meunasah Dayah",
    "address": "Jalan Rahasia 7", "hidden": True,
    "contact": {"phone": "0644-1", "email": "", "leader": "Contoh", "leader_phone": "0812-1"},
    "registrations": [{
        "kind": "STP", "issuer": "Dinas Sosial", "number": "460/011/STP/2024", "issued": "2024-05-06",
        "valid_until": "2027-05-06", "status": "", "revoked_on": "", "seen_by": "", "paper": 0,
    }],
}  # fmt: skip


@pytest.fixture
def lks(store: Store) -> Record:
    with store.transaction():
        return add(store, DINSOS, "lks_recorded", HOME, START)


def counted(store: Store, lks: Record) -> set[tuple[str, str, str]]:
    return {(row["measure"], row["start"], row["until"]) for row in store.find("lks_span", lks=lks["id"])}


def test_its_spans_are_saved_with_it_and_follow_every_change(store: Store, lks: Record):
    assert counted(store, lks) == {(one.measure, one.start, one.until) for one in spans(lks)}
    assert ("P2", "2024-05-06", "2027-05-06") in counted(store, lks)
    rows = {row["id"]: row["version"] for row in store.find("lks_span", lks=lks["id"])}
    with store.transaction():
        lks = save(store, DINSOS, "lks_changed", {**lks, "legal": {**lks["legal"], "sk": "AHU-1"}}, START)
    assert {one[0] for one in counted(store, lks)} == {"P1", "P2", "P4", UNSURE}
    kept = {row["id"]: row["version"] for row in store.find("lks_span", lks=lks["id"])}
    assert rows.items() <= kept.items(), "what is as it was is not written again"


def test_the_events_hold_the_facts_and_nobodys_address(store: Store, lks: Record):
    (event,) = store.find("event", name="lks_recorded")
    assert (event["chain"], event["fields"]["facts"]) == ("11.11", facts(lks))
    told = json.dumps(event)
    for secret in ("Rahasia", "0644-1", "0812-1", "Meunasah Dayah"):
        assert secret not in told
    assert "meunasah" not in lks["search"]


def test_another_region_and_the_admin_read_nothing(store: Store, lks: Record):
    assert readable(store, CHAIR, lks["id"])["name"] == readable(store, DINSOS, lks["id"])["name"] == "LKSA Contoh"
    for stranger in (OTHER_CHAIR, ADMIN):
        with pytest.raises(NotFound):
            readable(store, stranger, lks["id"])
    with pytest.raises(NotFound):
        readable(store, CHAIR, 999)


def test_a_new_record_has_every_field(lks: Record):
    assert set(EMPTY) | {"uid", "region", "search", "ended"} <= set(lks)
