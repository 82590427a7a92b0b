"""Promises kept: with today's knowledge as it stands with each task, and as it was known then, from its moves."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from tests.world.arranged import actor_for, do, new_task
from tests.world.instance import START
from workflow.clock import day
from workflow.indicator.measuring import end_of, measure
from workflow.indicator.promises import Promises, known_promises, promises
from workflow.store import Record

DONE = ("submit", "report", "progress", "claim", "verify")
IMPOSSIBLE = ("submit", "report", "ask_change cannot", "support_change", "grant_impossible")
WALKS = ((), ("submit", "report"), DONE, (*DONE, "reopen"), ("cancel",), IMPOSSIBLE)
LAST = "2026-12-31"


def walked(tuntas: SimpleNamespace, names: tuple[str, ...], gap: timedelta, deadline: str) -> tuple[Record, datetime]:
    task, at = new_task(tuntas, START, deadline=deadline), START
    for name in names:
        at += gap
        task = do(tuntas, task, name, actor_for(name), at)
    return task, at


def test_done_in_time_done_late_open_cancelled(tuntas: SimpleNamespace):
    day_apart = timedelta(days=1)
    walked(tuntas, DONE, day_apart, "2026-11-10")
    walked(tuntas, DONE, day_apart, "2026-12-15")
    walked(tuntas, (), day_apart, "2026-12-15")
    walked(tuntas, ("cancel",), day_apart, "2026-12-15")
    walked(tuntas, DONE, day_apart, "2027-01-15")
    assert promises(tuntas.store, LAST) == {"11.11": Promises(due=3, kept=1, left_out=1)}
    assert promises(tuntas.store, "2026-12-14") == {"11.11": Promises(due=1)}, "the others are due later"
    figure = measure(tuntas.store, LAST).figures["11.11"]["I9"]
    assert (figure.numerator, figure.denominator, str(figure.value), figure.unknown) == (1, 3, "33.3", 1)


@pytest.mark.parametrize("gap", [timedelta(hours=5), timedelta(days=8)])
def test_each_walk_was_known_as_it_stood_then(tuntas: SimpleNamespace, gap: timedelta):
    for names in WALKS:
        walked(tuntas, names, gap, "2026-11-30")
    longest = START + gap * (len(DONE) + 1)
    assert known_promises(tuntas.store, LAST, end_of(day(longest).isoformat())) == promises(tuntas.store, LAST)


def test_what_comes_later_changes_nothing_of_what_was_known(tuntas: SimpleNamespace):
    task, at = walked(tuntas, DONE, timedelta(hours=5), "2026-11-30")
    then = end_of(day(at).isoformat())
    before = known_promises(tuntas.store, LAST, then)
    assert before == {"11.11": Promises(due=1, kept=1)}
    do(tuntas, task, "reopen", actor_for("reopen"), at + timedelta(days=3))
    walked(tuntas, (), timedelta(0), "2026-11-30")
    assert promises(tuntas.store, LAST) == {"11.11": Promises(due=2)}
    assert known_promises(tuntas.store, LAST, end_of("2026-11-08")) == {}
    assert known_promises(tuntas.store, LAST, then)["11.11"].kept == 1
