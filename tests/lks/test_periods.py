"""In which state an institution is from when to when: the kept days against the rules, asked on every day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.lks import states
from workflow.lks.kinds import GRADES
from workflow.lks.periods import periods
from workflow.lks.record import new_accreditation, new_lks, new_registration

DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31)).map(date.isoformat)
MAYBE = st.one_of(st.just(""), DAYS, st.sampled_from(["2024-02-29", "2025-02-28", "2025-12-31"]))
PAPER = st.builds(
    lambda **known: {**new_registration("STP"), **known},
    issued=MAYBE, valid_until=st.one_of(MAYBE, st.just("tanpa batas")), revoked_on=MAYBE,
    status=st.sampled_from(["", "", "dalam proses", "dicabut"]),
)  # fmt: skip
GRADED = st.builds(
    lambda **known: {**new_accreditation(), **known},
    year=st.sampled_from([0, 2024, 2026]), grade=st.sampled_from([*GRADES, "TTA", ""]), decided=MAYBE,
    valid_until=MAYBE,
)  # fmt: skip
EVENT = st.builds(
    lambda day, confirmed: {"date": day, "kind": "kunjungan", "by": "", "paper": 0, "confirmed": confirmed},
    st.one_of(DAYS, st.just("2024-02-29")), st.booleans(),
)  # fmt: skip
END = st.builds(
    lambda kind, day: {"kind": kind, "into": "", "date": day, "reason": ""},
    st.sampled_from(["tutup", "pindah", "digabung"]), DAYS,
)  # fmt: skip
LKS = st.builds(
    lambda **known: {**new_lks("LKSA Contoh"), **known},
    registrations=st.lists(PAPER, max_size=3), activity=st.lists(EVENT, max_size=3), said_inactive=MAYBE,
    services=st.lists(st.lists(GRADED, max_size=2).map(lambda some: {"kind": "", "accreditations": some}), max_size=2),
    end=st.one_of(st.none(), END),
)  # fmt: skip


def on(lks: Mapping[str, Any], day: date) -> set[str]:
    today = day.isoformat()
    found = [one.measure for one in periods(lks) if one.start <= today <= one.until]
    assert len(found) == len(set(found))
    return set(found)


def by_the_rules(lks: Mapping[str, Any], day: date) -> set[str]:
    if lks["end"] and lks["end"]["date"] <= day.isoformat():
        return {"keaktifan: berakhir"}
    found = {f"keaktifan: {states.activity_state(lks, day)}", f"pendaftaran: {states.registration_state(lks, day)}"}
    found |= {"akreditasi: terakreditasi"} if states.best_grade(lks, day) else set()
    return found | ({"akreditasi: akan berakhir"} if states.first_grade_to_end(lks, day) else set())


@settings(max_examples=60)
@given(LKS, st.integers(0, 6))
def test_every_day_is_in_the_states_of_the_rules(lks: dict[str, Any], offset: int):
    first = date(2023, 12, 1) + timedelta(offset)
    for step in range(0, 1600, 7):
        day = first + timedelta(step)
        assert on(lks, day) == by_the_rules(lks, day), day


@pytest.mark.parametrize(
    ("known", "day", "state"),
    [
        ({"registrations": [{**new_registration("STP"), "valid_until": "2026-12-31"}]}, "2026-10-01", "terdaftar"),
        ({"registrations": [{**new_registration("STP"), "valid_until": "2026-12-31"}]}, "2026-10-02", "akan berakhir"),
        ({"registrations": [{**new_registration("STP"), "valid_until": "2026-12-31"}]}, "2027-01-01", "kedaluwarsa"),
        ({"said_inactive": "2026-01-01"}, "2025-12-31", "belum dipastikan"),
        ({"said_inactive": "2026-01-01"}, "9999-12-31", "tidak aktif"),
    ],
)
def test_the_edges(known: dict[str, Any], day: str, state: str):
    assert any(one.endswith(f": {state}") for one in on({**new_lks("LKS"), **known}, date.fromisoformat(day)))
