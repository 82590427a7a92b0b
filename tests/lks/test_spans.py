"""When an institution counts for what: the spans against a naive recount of the definitions, on every day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.lks.kinds import GRADES, PUBLIC_MONEY, YEARS_OF_GRADE
from workflow.lks.spans import ALWAYS, FOR_EVER, both, spans, union, without

EMPTY: dict[str, Any] = {
    "owner": "masyarakat", "end": None, "registrations": [], "services": [], "activity": [], "support": {},
    "kecamatan": "", "said_inactive": "", "legal": {"form": "", "deed": {}, "sk": "", "npwp": ""},
}  # fmt: skip
DAYS = st.dates(date(2023, 1, 1), date(2027, 12, 31)).map(date.isoformat)
SOME_DAY = st.sampled_from(["", *(f"{year}-{month:02}-28" for year in range(2023, 2028) for month in (2, 8))])
REGISTRATION = st.fixed_dictionaries({
    "issued": SOME_DAY, "valid_until": st.one_of(SOME_DAY, st.just("tanpa batas")),
    "status": st.sampled_from(["", "", "dalam proses", "dicabut"]), "revoked_on": SOME_DAY,
})  # fmt: skip
ACCREDITATION = st.fixed_dictionaries({
    "year": st.sampled_from([0, 2022, 2024]), "grade": st.sampled_from(["A", "B", "C", "TTA", ""]),
    "decided": SOME_DAY, "valid_until": SOME_DAY,
})  # fmt: skip
SERVICE = st.fixed_dictionaries({
    "kind": st.sampled_from(["anak dalam panti", "NAPZA", ""]), "accreditations": st.lists(ACCREDITATION, max_size=3),
})  # fmt: skip
ACTIVITY = st.fixed_dictionaries({"date": st.one_of(DAYS, st.just("2024-02-29")), "confirmed": st.booleans()})
YEAR = st.fixed_dictionaries({
    "social_workers": st.sampled_from([None, 0, 2]), "money": st.lists(st.sampled_from(["APBK", "donatur"])),
    "building": st.sampled_from(["", "milik", "sewa", "pinjam"]), "access": st.sampled_from([None, True, False]),
})  # fmt: skip
LKS = st.fixed_dictionaries({
    "owner": st.sampled_from(["masyarakat"] * 5 + ["Kemensos"]),
    "end": st.one_of(st.none(), st.none(), st.one_of(DAYS, st.just("")).map(lambda day: {"date": day, "into": ""})),
    "kecamatan": st.sampled_from(["", "Jeumpa", "Kec. Jeumpa"]), "said_inactive": SOME_DAY,
    "registrations": st.lists(REGISTRATION, max_size=4), "services": st.lists(SERVICE, max_size=3),
    "activity": st.lists(ACTIVITY, max_size=3), "support": st.dictionaries(st.sampled_from(["2025", "2026"]), YEAR),
    "legal": st.sampled_from([{"sk": ""}, {"sk": "AHU-1"}]),
})  # fmt: skip


def year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def naive(lks: Mapping[str, Any], today: str) -> set[str]:
    """The definitions, read aloud for one day."""
    if lks["owner"] != "masyarakat" or (lks["end"] and lks["end"]["date"] <= today):
        return set()
    holds, unknown = False, False
    for one in lks["registrations"]:
        gone = one["status"] == "dalam proses" or (
            one["status"] == "dicabut" and (not one["revoked_on"] or one["revoked_on"] <= today)
        )
        if gone or one["issued"] > today:
            continue
        unknown |= not one["valid_until"]
        holds |= one["valid_until"] == "tanpa batas" or one["valid_until"] >= today and one["valid_until"] != ""
    year_ago = year_before(date.fromisoformat(today)).isoformat()
    active = any(one["confirmed"] and year_ago < one["date"] <= today for one in lks["activity"])
    every = [one for service in lks["services"] for one in service["accreditations"]]
    begun = [one for one in every if one["grade"] in GRADES and (one["decided"] or str(one["year"] or "")) <= today]
    grades = {one["grade"] for one in begun if one["valid_until"] and one["valid_until"] >= today}
    supposed = any(
        not first or int(today[:4]) <= int(first) + YEARS_OF_GRADE[one["grade"]]
        for one in begun if not one["valid_until"]
        for first in [one["decided"][:4] or str(one["year"] or "")]
    )  # fmt: skip
    said = lks["support"].get(today[:4])
    found = {
        "P1": True,
        "P2": holds,
        "P2?": unknown and not holds,
        "P3": active,
        "P4": bool(lks["legal"]["sk"]),
        "P5": bool(grades),
    }
    found |= {f"P5{grade}": grade == min(grades, default="") for grade in GRADES} | {"P5?": supposed and not grades}
    found |= {"I5": bool(grades) and active}
    kinds = {service["kind"] for service in lks["services"]}
    found |= {"I7 anak": active and "anak dalam panti" in kinds, "I7 NAPZA dan ODHA": active and "NAPZA" in kinds}
    last = max((one["date"] for one in lks["activity"] if one["confirmed"] and one["date"] <= today), default="")
    inactive = "" < lks["said_inactive"] <= today and lks["said_inactive"] >= last
    found |= {"P3 belum dipastikan": not active and not inactive}
    found |= {"I6 jeumpa": active and bool(lks["kecamatan"])}
    if said and active:
        found |= {"S1": bool(said["social_workers"]), "S1-": said["social_workers"] == 0}
        found |= {"S2": bool(PUBLIC_MONEY & {*said["money"]}), "S2-": {*said["money"]} == {"donatur"}}
        answered = bool(said["building"]) and said["access"] is not None
        good = answered and said["building"] != "sewa" and said["access"]
        found |= {"S3": good, "S3-": answered and not good}
    return {name for name, counts in found.items() if counts}


@settings(max_examples=300)
@given(LKS, st.lists(DAYS, min_size=5, max_size=5))
def test_on_every_day_the_spans_say_what_the_definitions_say(lks: dict[str, Any], days: list[str]):
    found = spans(lks)
    near = [one.until for one in found if one.until != FOR_EVER] + [one.start for one in found if one.start != ALWAYS]
    around = {(date.fromisoformat(day) + timedelta(days=n)).isoformat() for day in near for n in (-1, 0, 1)}
    for today in {*days, *around}:
        assert {one.measure for one in found if one.start <= today <= one.until} == naive(lks, today), today


@given(LKS)
def test_spans_of_one_measure_lie_apart_and_in_order(lks: dict[str, Any]):
    found = spans(lks)
    for name in {one.measure for one in found}:
        own = [(one.start, one.until) for one in found if one.measure == name]
        assert own == union(own)


@pytest.mark.parametrize(
    ("event", "last"), [("2025-11-28", "2026-11-27"), ("2024-02-29", "2025-02-28"), ("2027-03-01", "2028-02-29")]
)
def test_twelve_months_end_the_day_before_the_same_day(event: str, last: str):
    (active,) = [
        one for one in spans({**EMPTY, "activity": [{"date": event, "confirmed": True}]}) if one.measure == "P3"
    ]
    assert (active.start, active.until) == (event, last)


def test_unions():
    assert union([("2026-01-05", "2026-01-09"), ("2026-01-01", "2026-01-04"), ("2026-02-01", "2026-01-01")]) == [
        ("2026-01-01", "2026-01-09")
    ]
    assert both([(ALWAYS, "2026-01-09")], [("2026-01-05", FOR_EVER)]) == [("2026-01-05", "2026-01-09")]
    assert without([(ALWAYS, FOR_EVER)], [("2026-01-05", "2026-01-09")]) == [
        (ALWAYS, "2026-01-04"),
        ("2026-01-10", FOR_EVER),
    ]
    assert without([("2026-01-01", "2026-12-31")], [(ALWAYS, FOR_EVER)]) == []
