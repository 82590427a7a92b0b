"""What an LKS is worth on a day: the edges of the definitions, and random records against a recount day by day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.lks.kinds import FOREVER, GRADES, IN_PROCESS, REVOKED, SERVICES, YEARS_OF_GRADE
from workflow.lks.record import new_accreditation, new_lks, new_registration
from workflow.lks.states import (
    accreditation_state,
    activity_state,
    best_grade,
    ended,
    registration_state,
    service_state,
    state_of_registration,
)
from workflow.records.institutions import LksTold

DAY = date(2026, 11, 28)


def after(days: int) -> str:
    return (DAY + timedelta(days)).isoformat()


def paper(**known: str) -> dict[str, Any]:
    return {**new_registration("STP"), **known}


def graded(**known: Any) -> dict[str, Any]:
    return {**new_accreditation(), **known}


def lks(**known: Any) -> LksTold:
    return {**new_lks("LKSA Contoh"), **known}  # type: ignore[typeddict-item]


def event(day: str, *, confirmed: bool = True) -> dict[str, Any]:
    return {"date": day, "kind": "kunjungan", "by": "", "paper": 0, "confirmed": confirmed}


def gone(kind: str, day: str) -> dict[str, str]:
    return {"kind": kind, "into": "", "date": day, "reason": ""}


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ({}, "masa berlaku tidak diketahui"),
        ({"valid_until": after(-1)}, "kedaluwarsa"),
        ({"valid_until": after(0)}, "akan berakhir"),
        ({"valid_until": after(90)}, "akan berakhir"),
        ({"valid_until": after(91)}, "terdaftar"),
        ({"valid_until": FOREVER}, "terdaftar"),
        ({"issued": after(0), "valid_until": after(400)}, "terdaftar"),
        ({"issued": after(1), "valid_until": after(400)}, "belum"),
        ({"issued": after(1), "valid_until": FOREVER}, "belum"),
        ({"status": IN_PROCESS}, "dalam proses"),
        ({"status": REVOKED, "valid_until": after(400)}, "dicabut"),
        ({"status": REVOKED, "revoked_on": after(0), "valid_until": after(400)}, "dicabut"),
        ({"status": REVOKED, "revoked_on": after(1), "valid_until": after(400)}, "terdaftar"),
    ],
)
def test_a_registration_on_a_day(known: dict[str, str], state: str):
    assert state_of_registration(paper(**known), DAY) == state
    assert registration_state(lks(registrations=[paper(**known)]), DAY) == state


@pytest.mark.parametrize(
    ("papers", "state"),
    [
        ([], "belum"),
        ([paper(valid_until=after(-9)), paper(valid_until=after(50))], "akan berakhir"),
        ([paper(valid_until=after(50)), paper(valid_until=after(500))], "terdaftar"),
        ([paper(valid_until=after(-9)), paper(status=IN_PROCESS)], "dalam proses"),
        ([paper(), paper(status=IN_PROCESS)], "masa berlaku tidak diketahui"),
        ([paper(valid_until=after(-900)), paper(status=REVOKED, revoked_on=after(-9))], "dicabut"),
        ([paper(valid_until=after(-9)), paper(status=REVOKED, revoked_on=after(-900))], "kedaluwarsa"),
        ([paper(status=REVOKED, revoked_on=after(-9)), paper(valid_until=FOREVER)], "terdaftar"),
    ],
)
def test_the_best_paper_says_how_an_lks_is_registered(papers: list[dict[str, Any]], state: str):
    assert registration_state(lks(registrations=papers), DAY) == state


@pytest.mark.parametrize(
    ("known", "state", "counts"),
    [
        ({"grade": "B", "valid_until": after(181)}, "B", "B"),
        ({"grade": "B", "valid_until": after(180)}, "B, akan berakhir", "B"),
        ({"grade": "B", "valid_until": after(0)}, "B, akan berakhir", "B"),
        ({"grade": "B", "valid_until": after(-1)}, "kedaluwarsa", ""),
        ({"grade": "A", "decided": after(0), "valid_until": after(999)}, "A", "A"),
        ({"grade": "A", "decided": after(1), "valid_until": after(999)}, "mengajukan", ""),
        ({"grade": "TTA", "decided": after(-9)}, "TTA", ""),
        ({"grade": "TTA", "decided": after(9)}, "mengajukan", ""),
        ({"grade": "A", "year": 2024}, "A dugaan s.d. 2029", ""),
        ({"grade": "B", "year": 2023}, "B dugaan s.d. 2026", ""),
        ({"grade": "C", "year": 2026}, "C dugaan s.d. 2028", ""),
        ({"grade": "C", "decided": "2025-03-01"}, "C dugaan s.d. 2027", ""),
        ({"grade": "C", "year": 2027}, "mengajukan", ""),
        ({"grade": "C"}, "C dugaan", ""),
        ({"applied": after(-3)}, "mengajukan", ""),
        ({"applied": after(3)}, "belum", ""),
        ({"year": 2026}, "mengajukan", ""),
        ({}, "mengajukan", ""),
    ],
)
def test_an_accreditation_on_a_day(known: dict[str, Any], state: str, counts: str):
    assert accreditation_state(graded(**known), DAY) == state
    service = {"kind": "LK3", "accreditations": [graded(**known)]}
    assert service_state(service, DAY) == state
    assert best_grade(lks(services=[service]), DAY) == counts


def test_the_best_grade_in_force_of_any_service_counts():
    one = {"kind": "LK3", "accreditations": [graded(grade="A", valid_until=after(-1)), graded(grade="C", year=2026)]}
    other = {
        "kind": "WKSBM",
        "accreditations": [graded(grade="C", valid_until=after(5)), graded(grade="B", valid_until=after(300))],
    }
    assert best_grade(lks(services=[one, other]), DAY) == "B"
    assert service_state(one, DAY) == "C dugaan s.d. 2028"
    assert service_state(other, DAY) == "B"
    assert service_state({"kind": "LK3", "accreditations": []}, DAY) == "belum"


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ({}, "belum dipastikan"),
        ({"activity": [event("2025-11-28")]}, "belum dipastikan"),
        ({"activity": [event("2025-11-29")]}, "aktif"),
        ({"activity": [event(after(0))]}, "aktif"),
        ({"activity": [event(after(1))]}, "belum dipastikan"),
        ({"activity": [event(after(-5), confirmed=False)]}, "belum dipastikan"),
        ({"said_inactive": after(-5)}, "tidak aktif"),
        ({"said_inactive": after(5)}, "belum dipastikan"),
        ({"said_inactive": after(-5), "activity": [event(after(-5))]}, "tidak aktif"),
        ({"said_inactive": after(-5), "activity": [event(after(-4))]}, "aktif"),
        ({"said_inactive": after(-5), "activity": [event(after(-6)), event(after(4))]}, "tidak aktif"),
        ({"end": gone("tutup", after(0)), "activity": [event(after(0))]}, "tutup"),
        ({"end": gone("tutup", after(1))}, "belum dipastikan"),
        ({"end": gone("digabung", "")}, "tutup"),
        ({"end": {**gone("digabung", after(1)), "into": "uid of another"}}, "tutup"),
        ({"end": gone("pindah", after(-1))}, "tutup"),
        ({"end": gone("pindah", after(1))}, "belum dipastikan"),
    ],
)  # fmt: skip
def test_whether_it_works_on_a_day(known: dict[str, Any], state: str):
    assert activity_state(lks(**known), DAY) == state
    assert ended(lks(**known), DAY) == (state == "tutup")


@pytest.mark.parametrize(("day", "last"), [("2028-02-29", "2027-03-01"), ("2029-02-28", "2028-02-29")])
def test_a_year_back_from_the_end_of_february(day: str, last: str):
    on = date.fromisoformat(day)
    before = (date.fromisoformat(last) - timedelta(1)).isoformat()
    assert activity_state(lks(activity=[event(last)]), on) == "aktif"
    assert activity_state(lks(activity=[event(before)]), on) == "belum dipastikan"


DAYS = st.integers(-800, 800).map(after)
MAYBE = st.one_of(st.just(""), DAYS)
PAPERS = st.lists(st.builds(
    paper, issued=MAYBE, valid_until=st.one_of(st.just(FOREVER), MAYBE),
    status=st.sampled_from(["", "", IN_PROCESS, REVOKED]), revoked_on=MAYBE,
), max_size=4)  # fmt: skip
GRADES_GIVEN = st.builds(
    graded, grade=st.sampled_from(["A", "B", "C", "TTA", ""]), decided=MAYBE, valid_until=MAYBE,
    year=st.sampled_from([0, *range(2019, 2029)]),
)  # fmt: skip
SERVICES_GIVEN = st.lists(st.fixed_dictionaries({
    "kind": st.sampled_from(list(SERVICES)), "accreditations": st.lists(GRADES_GIVEN, max_size=3),
}), max_size=3)  # fmt: skip


@given(PAPERS)
def test_who_is_registered_is_who_has_a_paper_that_covers_the_day(papers: list[dict[str, Any]]):
    def covers(one: dict[str, Any]) -> bool:
        if one["status"] == IN_PROCESS or (one["issued"] and date.fromisoformat(one["issued"]) > DAY):
            return False
        if one["status"] == REVOKED and (not one["revoked_on"] or date.fromisoformat(one["revoked_on"]) <= DAY):
            return False
        end = one["valid_until"]
        return end == FOREVER or (bool(end) and date.fromisoformat(end) >= DAY)

    registered = registration_state(lks(registrations=papers), DAY) in ("terdaftar", "akan berakhir")
    assert registered == any(map(covers, papers))


@given(SERVICES_GIVEN)
def test_the_best_grade_is_the_best_whose_days_hold_the_day(services: list[dict[str, Any]]):
    good = set()
    for one in (one for service in services for one in service["accreditations"]):
        begun = date.fromisoformat(one["decided"]) <= DAY if one["decided"] else one["year"] <= DAY.year
        if one["grade"] in GRADES and begun and one["valid_until"] and date.fromisoformat(one["valid_until"]) >= DAY:
            good.add(one["grade"])
    assert best_grade(lks(services=services), DAY) == min(good, default="")


@given(st.lists(DAYS, max_size=4), MAYBE)
def test_active_is_an_event_of_the_last_twelve_months_that_nobody_contradicted(days: list[str], said: str):
    window = {(DAY - timedelta(back)).isoformat() for back in range(365)}
    counted = [day for day in days if day in window]
    contradicted = bool(said) and said <= DAY.isoformat() and all(said >= day for day in days if day <= DAY.isoformat())
    state = activity_state(lks(activity=[event(day) for day in days], said_inactive=said), DAY)
    assert state == ("tidak aktif" if contradicted else "aktif" if counted else "belum dipastikan")


def test_every_grade_has_a_supposed_length():
    assert tuple(YEARS_OF_GRADE) == GRADES
