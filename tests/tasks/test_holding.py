"""Who held a task, and what of it is late: every worked case of ``tests/samples/late/``, and any walk at all counted
day by day."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world.places import SAMPLES
from workflow.clock import day, moment
from workflow.machine.actions import UNDO
from workflow.tasks.holding import HOLDER_AFTER, OWN, Held, Holder, Moved, held
from workflow.tasks.working_days import LIMITS, last_day_within, working_days

FILES = {path.stem: json.loads(path.read_text()) for path in sorted((SAMPLES / "late").glob("*.json"))}
CASES = {
    f"{name}-{case['id']}": {**case, "limits": file["limits_working_days"]}
    for name, file in FILES.items()
    for case in file["cases"]
}
CALLED = {
    Holder.CHAIR: "chair", Holder.SEKDIS: "sekdis", Holder.DINSOS: "dinsos", Holder.PROVINCE: "province",
    Holder.NOBODY: "closed",
}  # fmt: skip
FIRST = datetime(2026, 3, 2, 3, tzinfo=UTC)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_worked_case(case: dict[str, Any]):
    assert case["limits"] == {"sekdis": LIMITS[Holder.SEKDIS], "dinsos": LIMITS[Holder.DINSOS]}
    moves = [Moved(moment(one["at"]), one["move"], one.get("new_deadline") or "") for one in case["moves"]]
    assert [day(move.at).isoformat() for move in moves] == [one["day"] for one in case["moves"]]
    for check in case["checks"]:
        found = told(held(case.get("deadline") or "", moves, moment(check["now"])), case)
        wrong = {name: (found[name], wanted) for name, wanted in check["expect"].items() if found[name] != wanted}
        assert not wrong, (check["now"], case.get("by_hand"))


def told(found: Held, case: dict[str, Any]) -> dict[str, Any]:
    """In the words of the samples."""
    claim, reviewer = found.claim, found.reviewer
    return {
        "day": iso(found.today), "holder": CALLED[found.holder],
        "deadline_in_force": iso(found.deadline) or case.get("deadline"),
        "age": found.age, "split": {CALLED[one]: days for one, days in found.split.items()},
        "late_days": sum(found.late_by.values()),
        "late_days_by": {CALLED[one]: days for one, days in found.late_by.items()},
        "late_now": found.late_now, "late_since": iso(found.late_since),
        "late_days_against_deadline_in_force": found.late_days, "late_days_kept_from_before": found.late_kept,
        "deadline_original": case.get("deadline"), "finished_on": iso(found.finished_on),
        "implemented_on": iso(found.implemented_on),
        "finished_in_time": claim.in_time if claim and found.implemented_on else None,
        "last_claim": claim and {
            "day": iso(claim.day), "late_days_then": claim.late_days, "in_time": claim.in_time, "says": claim.words,
        },
        "reviewer": reviewer and {
            "who": CALLED[reviewer.holder], "since": iso(reviewer.since), "working_days": reviewer.worked,
            "over_limit": reviewer.over,
        },
    }  # fmt: skip


def iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


NAMES = list(HOLDER_AFTER)
NOTES = ["progress", "record_direction", "judge", "edit_plan"]
patient = settings(suppress_health_check=[HealthCheck.too_slow])
dates = st.dates(date(2026, 2, 1), date(2026, 6, 1)).map(date.isoformat)


@st.composite
def walks(draw: st.DrawFn) -> list[Moved]:
    """Any moves at all in any order, hours or weeks apart, some of which move the deadline."""
    names = ["hand_over", *draw(st.lists(st.sampled_from(NAMES + NOTES), max_size=12))]
    gaps = draw(st.lists(st.integers(1, 600), min_size=len(names), max_size=len(names)))
    at = accumulate(gaps, lambda before, hours: before + timedelta(hours=hours), initial=FIRST)
    return [
        Moved(when, name, draw(dates) if name == "grant_change" else "")
        for when, name in zip(at, names, strict=False)
    ]  # fmt: skip


@patient
@given(st.one_of(st.just(""), dates), walks(), st.integers(0, 2000))
def test_any_walk_is_the_same_as_counted_day_by_day(deadline: str, moves: list[Moved], hours: int):
    now = moves[-1].at + timedelta(hours=hours)
    found = held(deadline, moves, now)
    split, late = counted(deadline, moves, day(now))
    assert {one: days for one, days in found.split.items() if days} == {one: n for one, n in split.items() if one}
    assert found.age + split.get(Holder.NOBODY, 0) == (day(now) - day(moves[0].at)).days
    assert {one: days for one, days in found.late_by.items() if days} == late


def counted(deadline: str, moves: list[Moved], today: date) -> tuple[dict[Holder, int], dict[Holder, int]]:
    """Every day goes to whom the last move of it left the task."""
    after = HOLDER_AFTER
    split: dict[Holder, int] = {}
    late: dict[Holder, int] = {}
    at = day(moves[0].at)
    while at < today:
        until = [move for move in moves if day(move.at) <= at]
        holder = after[[move.name for move in until if move.name in after][-1]]
        limit = ([deadline] + [move.deadline for move in until if move.deadline])[-1]
        split[holder] = split.get(holder, 0) + 1
        if holder in OWN and limit and at >= date.fromisoformat(limit):
            late[holder] = late.get(holder, 0) + 1
        at += timedelta(days=1)
    return split, late


@patient
@given(dates, walks(), st.integers(0, 12))
def test_moves_behind_now_change_nothing(deadline: str, moves: list[Moved], place: int):
    now = moves[min(place, len(moves) - 1)].at
    found = held(deadline, moves, now)
    assert found == held(deadline, [move for move in moves if move.at <= now], now)
    assert found.late_days >= 0
    assert min([*found.split.values(), *found.late_by.values()]) >= 0
    assert found.late_now == (found.late_since is not None)


@patient
@given(dates, walks(), st.sampled_from(NAMES), st.integers(1, 100))
def test_what_is_taken_back_never_was(deadline: str, moves: list[Moved], name: str, hours: int):
    at = moves[-1].at + timedelta(hours=1)
    undone = [*moves, Moved(at, name), Moved(at + timedelta(minutes=4), UNDO + name)]
    now = at + timedelta(hours=hours)
    assert held(deadline, undone, now) == held(deadline, moves, now)


def test_whose_hands_each_move_puts_a_task_into():
    by_holder = {holder: {name for name in NAMES if HOLDER_AFTER[name] is holder} for holder in Holder}
    assert by_holder == {
        Holder.CHAIR: {
            "hand_over", "withdraw", "return_plan", "report", "insist", "withdraw_claim", "return_claim", "reopen",
            "withdraw_change", "refuse_change", "grant_change", "withdraw_help", "answer_help",
        },
        Holder.SEKDIS: {"submit", "revoke_report", "ask_change"},
        Holder.DINSOS: {"decline", "claim", "support_change"},
        Holder.PROVINCE: {"ask_help", "take_help"},
        Holder.NOBODY: {"cancel", "verify", "grant_transfer", "grant_impossible"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("after", "until", "days"),
    [
        ("2026-11-18", "2026-12-04", 12),
        ("2026-12-22", "2027-01-04", 6),  # Christmas, its cuti bersama, New Year
        ("2026-08-14", "2026-08-17", 0),  # a weekend, and the day of independence
        ("2026-11-20", "2026-11-20", 0),
        ("2026-11-21", "2026-11-20", 0),
    ],
)
def test_working_days_leave_out_weekends_holidays_and_joint_leave(after: str, until: str, days: int):
    assert working_days(date.fromisoformat(after), date.fromisoformat(until)) == days


@patient
@given(st.dates(date(2025, 1, 1), date(2027, 6, 1)), st.sampled_from(sorted(LIMITS.values())))
def test_the_last_day_within_a_limit_is_the_last(since: date, limit: int):
    last = last_day_within(since, limit)
    assert working_days(since, last) <= limit < working_days(since, last + timedelta(days=1))
