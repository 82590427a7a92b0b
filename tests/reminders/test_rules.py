"""The table of rules: on which days each falls, and that a window of many days has each of them once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.reminders.rules import CHOSEN, RULES, Rule, Window

DAY = date(2026, 12, 15)
BY_NAME = {rule.name: rule for rule in RULES}
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def falls(rule: Rule, first: int, last: int) -> list[int]:
    """The days, counted from ``DAY``, on which it falls when every day is a window of its own."""
    one = timedelta(days=1)
    days = [DAY + timedelta(days=n) for n in range(first, last + 1)]
    return [(day - DAY).days for day in days if rule.falls(DAY, Window(day - one, day))]


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("before7", [-7]), ("before3", [-3]), ("before1", [-1]), ("late", [1]), ("late_again", [8, 15, 22]),
        ("limit", [1]), ("limit_again", [8, 15, 22]), ("registration_soon", [-30]), ("grade_soon", [-30]),
        ("mandate", [0]),
    ],
)  # fmt: skip
def test_each_rule_falls_on_its_days(name: str, days: list[int]):
    assert falls(BY_NAME[name], -40, 28) == days


def test_papers_are_told_when_the_register_begins_to_warn():
    assert (BY_NAME["registration"].first, BY_NAME["grade"].first) == (-90, -180)


def test_who_chose_nothing_is_told_seven_days_and_one_day_before():
    assert {name: rule.usual for name, rule in CHOSEN.items()} == {"before7": True, "before3": False, "before1": True}


@given(DAYS, DAYS, st.integers(0, 60))
def test_a_window_of_days_has_the_last_fall_of_its_days(day: date, after: date, length: int):
    until = after + timedelta(days=length)
    for rule in RULES:
        days = [after + timedelta(days=n) for n in range(1, length + 1)]
        single = [one for one in days if rule.falls(day, Window(one - timedelta(days=1), one))]
        assert rule.falls(day, Window(after, until)) == (single[-1] if single else None)
