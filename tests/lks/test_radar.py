"""What has to be renewed: the edges of 90 and 180 days, whose it is, in which order, and as events of a calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.world.arranged import CHAIR, DINSOS, OTHER_CHAIR
from tests.world.instance import START
from workflow.lks import chosen, radar, register
from workflow.lks.record import new_accreditation, new_lks, new_registration
from workflow.roles import Actor
from workflow.store import Store

TODAY = date(2026, 11, 9)


def in_days(left: int) -> str:
    return (TODAY + timedelta(left)).isoformat()


def paper(left: int, **more: Any) -> dict[str, Any]:
    return {**new_registration("STP"), "number": "1", "issued": "2023-01-01", "valid_until": in_days(left), **more}


def service(kind: str, *lefts: int, grade: str = "B") -> dict[str, Any]:
    graded = {**new_accreditation(), "grade": grade, "decided": "2023-01-01"}
    return {"kind": kind, "accreditations": [{**graded, "valid_until": in_days(left)} for left in lefts]}


def add(store: Store, name: str, region: str = "11.11", **told: Any) -> int:
    with store.transaction():
        values = {**new_lks(name), "region": region, **told}
        return register.add(store, DINSOS, "lks_recorded", values, START)["id"]


def shown(store: Store, actor: Actor = CHAIR, limit: int = 10, **more: Any) -> list[tuple[str, str, int]]:
    found = radar.nearest(store, actor, TODAY.isoformat(), limit=limit, **more)
    return [(one.name, one.what, one.left) for one in found]


@pytest.mark.parametrize(("left", "there"), [(-1, False), (0, True), (90, True), (91, False)])
def test_a_registration_is_warned_of_for_90_days(store: Store, left: int, there: bool):
    add(store, "LKSA Satu", registrations=[paper(left)])
    assert shown(store) == ([("LKSA Satu", "Pendaftaran", left)] if there else [])


@pytest.mark.parametrize(("left", "there"), [(-1, False), (0, True), (180, True), (181, False)])
def test_a_grade_is_warned_of_for_180_days(store: Store, left: int, there: bool):
    add(store, "LKSA Satu", services=[service("anak dalam panti", left)])
    assert shown(store) == ([("LKSA Satu", "Akreditasi anak dalam panti", left)] if there else [])


def test_what_goes_on_is_not_to_be_renewed(store: Store):
    add(store, "LKSA Satu", registrations=[paper(10), paper(500, number="2")], services=[service("NAPZA", 10, 500)])
    assert shown(store) == []
    assert radar.counts(store, CHAIR, TODAY.isoformat()) == {"akan-berakhir": 0, "akreditasi-akan-berakhir": 0}


def test_the_nearest_stands_first_and_each_service_by_itself(store: Store):
    add(store, "LKSA Satu", registrations=[paper(60)], services=[service("NAPZA", 170), service("ODHA", 5)])
    add(store, "LKSA Dua", registrations=[paper(20)])
    whole = [
        ("LKSA Satu", "Akreditasi ODHA", 5), ("LKSA Dua", "Pendaftaran", 20), ("LKSA Satu", "Pendaftaran", 60),
        ("LKSA Satu", "Akreditasi NAPZA", 170),
    ]  # fmt: skip
    assert shown(store) == whole
    assert [shown(store, limit=limit) for limit in (1, 2, 3)] == [whole[:1], whole[:2], whole[:3]]


def test_a_number_is_that_of_its_list(store: Store):
    for n in range(3):
        add(store, f"LKSA {n}", registrations=[paper(n)], services=[service("NAPZA", 5 + n), service("ODHA", 50)])
    found = radar.counts(store, CHAIR, TODAY.isoformat())
    assert found == {"akan-berakhir": 3, "akreditasi-akan-berakhir": 3}
    for kind, number in found.items():
        assert len(chosen.listed(store, CHAIR, {"keadaan": kind}, TODAY.isoformat())) == number


def test_a_kabupaten_sees_its_own_and_the_province_all(store: Store):
    add(store, "LKSA Bireuen", registrations=[paper(1)])
    add(store, "LKSA Pidie", region="11.07", registrations=[paper(2)])
    own, other = ("LKSA Bireuen", "Pendaftaran", 1), ("LKSA Pidie", "Pendaftaran", 2)
    assert shown(store) == [own]
    assert shown(store, DINSOS) == [own, other]
    assert shown(store, DINSOS, region="11.07") == [other]
    assert shown(store, region="11.07") == [own]  # never wider than the reader's own
    assert radar.counts(store, DINSOS, TODAY.isoformat(), "11.07")["akan-berakhir"] == 1


def test_one_that_has_closed_renews_nothing(store: Store):
    closed = {"kind": "tutup", "into": "", "date": in_days(-1), "reason": "Tutup."}
    add(store, "LKSA Satu", registrations=[paper(1)], services=[service("NAPZA", 1)], end=closed)
    assert shown(store) == []


def test_a_calendar_gets_each_end_on_its_day(store: Store):
    add(store, "LKSA Satu", registrations=[paper(30)], services=[service("NAPZA", 400), service("ODHA", 40)])
    renewed = [paper(-200), paper(900, number="2", issued=in_days(-230))]
    add(store, "LKSA Dua", registrations=renewed)
    found = radar.between(store, CHAIR, in_days(-365), in_days(365))
    assert [(one.day, one.name, one.what) for one in found] == [
        (in_days(30), "LKSA Satu", "Pendaftaran"), (in_days(40), "LKSA Satu", "Akreditasi ODHA"),
    ]  # fmt: skip
    assert [one.what for one in radar.between(store, CHAIR, in_days(400), in_days(400))] == ["Akreditasi NAPZA"]
    assert radar.between(store, OTHER_CHAIR, in_days(0), in_days(500)) == []
