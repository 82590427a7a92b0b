"""The round of the server, and the same by hand: ``flask --app app reminders``."""

from __future__ import annotations

from types import SimpleNamespace

from flask import Flask

from tests.world.arranged import new_task
from tests.world.instance import START, Clock
from tests.world.reminded import morning


def said(app: Flask) -> str:
    done = app.test_cli_runner().invoke(args=["reminders"])
    assert done.exit_code == 0
    return done.output.strip()


def test_by_hand_it_begins_then_tells_and_then_has_nothing_to_tell(
    app: Flask, tuntas: SimpleNamespace, clock: Clock
):  # fmt: skip
    new_task(tuntas, START, title="Satu", deadline="2026-11-10")
    assert said(app) == "0 ringkasan ditulis; pengingat disampaikan sampai 2026-11-09."
    clock.at = morning(11)
    assert said(app) == "2 ringkasan ditulis; pengingat disampaikan sampai 2026-11-11."
    assert said(app) == "0 ringkasan ditulis; pengingat disampaikan sampai 2026-11-11."


def test_a_clock_that_goes_back_tells_nothing_again(app: Flask, tuntas: SimpleNamespace, clock: Clock):
    rounds = app.extensions["tuntas"].reminders
    rounds.look()
    new_task(tuntas, START, title="Satu", deadline="2026-11-10")
    clock.at = morning(11)
    assert len(rounds.look()) == 2
    for day in (10, 11):
        clock.at = morning(day)
        assert rounds.look() == []
