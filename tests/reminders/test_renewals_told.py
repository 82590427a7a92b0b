"""Registrations and grades that end are told to chair and Sekdis of their region, when the register begins to warn and
a month before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.world.arranged import CHAIR, DINSOS
from tests.world.instance import START
from tests.world.reminded import begun, every_day
from workflow.lks import register
from workflow.lks.record import new_accreditation, new_lks, new_registration
from workflow.people.accounts import SYSTEM, add_user
from workflow.records import Digest
from workflow.reminders import now_due
from workflow.store import Store


def add(store: Store, name: str, **told: Any) -> None:
    with store.transaction():
        register.add(store, DINSOS, "lks_recorded", {**new_lks(name), "region": "11.11", **told}, START)


def ends(day: date) -> dict[str, Any]:
    return {"issued": "2024-01-01", "decided": "2024-01-01", "valid_until": day.isoformat()}


def test_what_ends_is_told_twice(store: Store):
    add_user(
        store, SYSTEM, {"username": "ketua.x", "role": "ketua", "region": "11.11", "password": "x"}, at=START, demo=True
    )
    begun(store)
    paper, grade = date(2026, 11, 12) + timedelta(days=90), date(2026, 11, 11) + timedelta(days=180)
    add(store, "LKSA Satu", registrations=[{**new_registration("STP"), "number": "1", **ends(paper)}])
    graded = {**new_accreditation(), "grade": "B", **ends(grade)}
    add(store, "LKSA Dua", services=[{"kind": "NAPZA", "accreditations": [graded]}])
    assert every_day(store, date(2026, 11, 10), date(2027, 1, 20)) == {
        "2026-11-11": {"ketua.x": {"LKSA Dua": "grade"}}, "2026-11-12": {"ketua.x": {"LKSA Satu": "registration"}},
        "2027-01-11": {"ketua.x": {"LKSA Satu": "registration_soon"}},
    }  # fmt: skip
    told = [item["sentence"] for one in store.find(Digest) for item in one["items"]]
    assert told[:2] == ["Akreditasi NAPZA berakhir 10 Mei 2027", "Pendaftaran berakhir 10 Februari 2027"]


def test_what_to_renew_stands_above_the_news_as_a_count(store: Store):
    paper = date(2026, 12, 1)
    add(store, "LKSA Satu", registrations=[{**new_registration("STP"), "number": "1", **ends(paper)}])
    found = now_due.of(store, CHAIR, "2026-11-20")
    assert [(line.title, dict(line.filters)) for line in found] == [
        ("1 LKS perlu dipastikan", {"keadaan": "perlu-dipastikan"}),
        ("1 pendaftaran LKS akan berakhir", {"keadaan": "akan-berakhir"}),
    ]
