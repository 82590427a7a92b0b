"""What a record is worth on a day is said twice: one by one (``states``) and as days kept beside it (``spans``,
``periods``). Random records, papers and grades to come among them: on every day both say the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from workflow.lks import states
from workflow.lks.kinds import FOREVER, GRADES, IN_PROCESS, REVOKED
from workflow.lks.periods import periods
from workflow.lks.record import new_accreditation, new_lks, new_registration
from workflow.lks.spans import UNSURE, spans

FIRST = date(2024, 1, 1)
DAYS = st.integers(0, 1800).map(lambda n: (FIRST + timedelta(n)).isoformat())
MAYBE = st.one_of(st.just(""), DAYS)
PAPER = st.builds(
    lambda **known: {**new_registration("STP"), **known},
    issued=MAYBE, valid_until=st.one_of(MAYBE, st.just(FOREVER)), revoked_on=MAYBE,
    status=st.sampled_from(["", "", IN_PROCESS, REVOKED]),
)  # fmt: skip
GRADED = st.builds(
    lambda **known: {**new_accreditation(), **known},
    year=st.sampled_from([0, 0, *range(2023, 2029)]), grade=st.sampled_from([*GRADES, *GRADES, "TTA", ""]),
    applied=MAYBE, decided=MAYBE, valid_until=MAYBE,
)  # fmt: skip
SERVICE = st.lists(GRADED, max_size=3).map(lambda some: {"kind": "LK3", "accreditations": some})
EVENT = st.builds(
    lambda day, confirmed: {"date": day, "kind": "kunjungan", "by": "", "paper": 0, "confirmed": confirmed},
    DAYS, st.booleans(),
)  # fmt: skip
END = st.builds(
    lambda kind, day, into: {"kind": kind, "into": into if kind == "digabung" else "", "date": day, "reason": ""},
    st.sampled_from(["tutup", "pindah", "digabung"]), MAYBE, st.sampled_from(["", "uid"]),
)  # fmt: skip
LKS = st.builds(
    lambda **known: {**new_lks("LKSA Contoh"), **known},
    registrations=st.lists(PAPER, max_size=3), activity=st.lists(EVENT, max_size=3), said_inactive=MAYBE,
    services=st.lists(SERVICE, max_size=2), end=st.one_of(st.none(), st.none(), END),
    here_since=st.one_of(st.just(""), st.just(""), DAYS),
)  # fmt: skip


def by_states(lks: Mapping[str, Any], day: date) -> set[str]:
    """The measures for which it counts, asked of ``states`` alone; but those of events and of support, which are no
    states of the record."""
    if not states.here(lks, day):
        return set()
    every = [one for service in lks["services"] for one in service["accreditations"]]
    found, best = {"P1"}, states.best_grade(lks, day)
    found |= {"P2"} if states.registration_state(lks, day) in states.VALID else set()
    found |= {"P2?"} if states.registration_state(lks, day) == states.UNKNOWN_END else set()
    found |= {"P5", f"P5{best}"} if best else set()
    found |= {"P5?"} if not best and any(supposed(one, day) for one in every) else set()
    return found | ({UNSURE} if states.activity_state(lks, day) == states.UNSURE else set())


def supposed(one: Mapping[str, Any], day: date) -> bool:
    """Its end lies in the year of which its state speaks."""
    _, found, until = states.accreditation_state(one, day).partition(" dugaan")
    return bool(found) and (not until or day.year <= int(until.removeprefix(" s.d. ")))


def by_spans(lks: Mapping[str, Any], day: str) -> set[str]:
    found = {one.measure for one in spans(lks) if one.start <= day <= one.until}
    return {name for name in found if name[:2] in ("P1", "P2", "P5") or name == UNSURE}


def turns(lks: Mapping[str, Any]) -> set[date]:
    """The days on which anything of it begins or ends, and their neighbours."""
    named = {day for one in [*spans(lks), *periods(lks)] for day in (one.start, one.until)}
    typed = {str(value) for one in every_part(lks) for value in one.values()}
    years = {f"{one['year']}-01-01" for one in every_part(lks) if one.get("year")}
    known = {date.fromisoformat(day) for day in named | typed | years if len(day) == 10 and "1" < day < "3"}
    return {day + timedelta(n) for day in known for n in (-1, 0, 1)}


def every_part(lks: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    graded = [one for service in lks["services"] for one in service["accreditations"]]
    return [*lks["registrations"], *graded, *lks["activity"], *([lks["end"]] if lks["end"] else [])]


def one_grade(**known: Any) -> dict[str, Any]:
    service = {"kind": "LK3", "accreditations": [{**new_accreditation(), **known}]}
    return {**new_lks("LKSA Contoh"), "services": [service]}


@settings(max_examples=200)
@given(LKS)
@example(one_grade(grade="B", year=2027, valid_until="2028-06-30"))
@example(one_grade(grade="C", decided="2026-03-01"))
@example(one_grade(grade="C"))
@example(one_grade(grade="A", year=2025, decided="2026-03-01", valid_until="2027-03-01"))
def test_states_and_spans_say_the_same_on_every_day(lks: dict[str, Any]):
    for day in sorted(turns(lks)):
        assert by_spans(lks, day.isoformat()) == by_states(lks, day), day


@settings(max_examples=200)
@given(LKS)
def test_kept_states_are_those_of_the_day(lks: dict[str, Any]):
    for day in sorted(turns(lks)):
        kept = {one.measure for one in periods(lks) if one.start <= day.isoformat() <= one.until}
        if states.ended(lks, day):
            assert kept == {"keaktifan: berakhir"}, day
            continue
        if not states.here(lks, day):
            assert kept == set(), day
            continue
        said = {f"keaktifan: {states.activity_state(lks, day)}"}
        said |= {f"pendaftaran: {states.registration_state(lks, day)}"}
        said |= {"akreditasi: terakreditasi"} if states.best_grade(lks, day) else set()
        said |= {"akreditasi: akan berakhir"} if states.first_grade_to_end(lks, day) else set()
        assert kept == said, day
