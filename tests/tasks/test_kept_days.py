"""What is kept with a task is what its events say: after each move, in an instance of before, in another Tuntas."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from tests.world.arranged import CHAIR, DINSOS, PATHS, SEKDIS, actor_for, bring, data_for, do, new_task
from tests.world.instance import START
from workflow.clock import day
from workflow.rakor import file_in, file_recording
from workflow.rakor.file import as_bytes, as_data
from workflow.records.followed import TimeHeld
from workflow.store import Record
from workflow.tasks import kept_days
from workflow.tasks.holding import Held, held

FIELDS = tuple(TimeHeld.__annotations__)
LONG = (
    "submit", "return_plan", "submit", "report", "progress", "claim", "return_claim", "progress", "claim", "verify",
    "reopen", "ask_change", "support_change", "grant_change", "ask_help", "answer_help", "progress", "claim", "verify",
)  # fmt: skip
ACTORS = {"return_plan": SEKDIS, "withdraw": CHAIR}


def walked(tuntas: SimpleNamespace, names: tuple[str, ...], gap: timedelta, **outcome: Any) -> tuple[Record, datetime]:
    """A task handed over at the start, and one move behind each gap; with the time of the last."""
    task, at = new_task(tuntas, START, **outcome), START
    for name in names:
        at += gap
        task = do(tuntas, task, name, ACTORS.get(name) or actor_for(name), at)
    return task, at


def kept(task: Mapping[str, Any]) -> dict[str, Any]:
    return {name: task[name] for name in FIELDS}


def at_noon(today: date) -> datetime:
    return START + (today - day(START))


@pytest.mark.parametrize("length", range(len(LONG) + 1))
@pytest.mark.parametrize("gap", [timedelta(hours=5), timedelta(days=6)])
def test_after_every_move_all_days_to_come_are_those_of_the_events(
    tuntas: SimpleNamespace, length: int, gap: timedelta
):
    task, at = walked(tuntas, LONG[:length], gap, deadline="2026-12-15")
    assert list(kept_days.recompute(tuntas.store)) == []
    moves = kept_days.moves_of(tuntas.store, task)
    for ahead in (0, 1, 7, 30, 60):
        now = at + timedelta(days=ahead)
        check(task, held(kept_days.handed_with(task), moves, now), day(now).isoformat())


def check(task: Record, found: Held, today: str) -> None:
    assert kept_days.split(task, today) == found.split
    assert kept_days.late_days(task, today) == found.late_days
    assert kept_days.late_now(task, today) == found.late_now
    assert kept_days.over_limit(task, today) == (found.reviewer.over if found.reviewer else 0)
    assert task["finished_on"] == (found.finished_on.isoformat() if found.finished_on else "")


def test_a_deadline_that_is_moved_in_the_plan_counts_at_once(tuntas: SimpleNamespace):
    late = at_noon(date(2026, 12, 20))
    task = new_task(tuntas, START, deadline="2026-12-31")
    assert kept_days.late_days(task, "2026-12-20") == 0
    task = do(tuntas, task, "edit_plan", CHAIR, late, deadline="2026-12-15")
    assert kept_days.late_now(task, "2026-12-20")
    assert kept_days.late_days(task, "2026-12-20") == 5


def test_a_plan_never_moves_a_given_deadline_back_but_may_propose_it(tuntas: SimpleNamespace):
    late = at_noon(date(2026, 12, 20))
    task = do(tuntas, new_task(tuntas, START, deadline="2026-12-15"), "edit_plan", CHAIR, late, deadline="2026-12-31")
    assert (task["deadline"], task["deadline_proposed"]) == ("2026-12-15", "2026-12-31")
    assert kept_days.late_days(task, "2026-12-20") == 5


@pytest.mark.parametrize("situation", PATHS)
def test_tasks_of_an_earlier_version_get_their_days_at_the_start(tuntas: SimpleNamespace, situation: str):
    task = bring(tuntas, situation, START, deadline="2026-12-15")
    tuntas.store.save({name: value for name, value in task.items() if name not in FIELDS})
    (setting,) = tuntas.store.find("setting", name=kept_days.KEPT)
    tuntas.store.delete("setting", setting["id"])
    kept_days.keep_at_start(tuntas.store)
    assert kept(tuntas.store.get("task", task["id"])) == kept(task)
    version = tuntas.store.get("task", task["id"])["version"]
    kept_days.keep_at_start(tuntas.store)
    assert tuntas.store.get("task", task["id"])["version"] == version, "once"


def test_the_command_says_what_differed_and_mends_it(app: Flask, tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    run = app.test_cli_runner().invoke
    assert "Semua 1 tugas cocok" in run(args=["days"]).output
    tuntas.store.save({**task, "late_days": 9})
    told = run(args=["days"]).output
    assert f"tugas {task['id']}, late_days: tersimpan 9, menurut riwayat 0" in told
    assert kept(tuntas.store.get("task", task["id"])) == kept(task)
    assert "Semua 1 tugas cocok" in run(args=["days"]).output


def taken(tuntas: SimpleNamespace, data: dict[str, Any], at: datetime) -> Record:
    """Its one task in the other Tuntas, which here is this one, where the rakor was not known before."""
    renamed = {**data, "uid": "rakor-lain", "rakor": {**data["rakor"], "title": "Rapat yang lain"}}
    rakor = file_recording.record(tuntas.store, DINSOS, file_in.read(as_bytes(renamed)), "0" * 64, at=at)
    (task,) = tuntas.store.find("task", rakor=rakor["id"])
    return task


@pytest.mark.parametrize("length", range(len(LONG)))
def test_another_tuntas_counts_the_same_days(tuntas: SimpleNamespace, length: int):
    task, at = walked(tuntas, LONG[:length], timedelta(days=6), deadline="2026-12-15")
    data = as_data(tuntas.store, DINSOS, tuntas.store.get("rakor", task["rakor"]))
    there = taken(tuntas, data, at + timedelta(days=3))
    assert kept(there) == kept(task)
    assert list(kept_days.recompute(tuntas.store)) == []
    if task["stage"] == "reported" and not task["waits_for"]:
        at += timedelta(days=10)
        moved = [do(tuntas, one, "progress", CHAIR, at) for one in (task, there)]
        moved = [do(tuntas, one, "claim", CHAIR, at) for one in moved]
        assert kept(moved[0]) == kept(moved[1])


def test_a_file_of_an_earlier_version_counts_from_where_its_task_stands(tuntas: SimpleNamespace):
    task, at = walked(tuntas, LONG[:4], timedelta(days=6), deadline="2026-12-15")
    data = as_data(tuntas.store, DINSOS, tuntas.store.get("rakor", task["rakor"]))
    del data["tasks"][0]["moves"]
    there = taken(tuntas, data, at + timedelta(days=3))
    assert kept_days.split(there, day(at + timedelta(days=5)).isoformat()) == {
        "ketua": 5, "sekdis": 0, "dinsos": 0, "provinsi": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    "moves",
    [
        [{"at": "2026-11-09T02:00:00Z", "name": "claim"}],
        [{"at": "2026-11-09T02:00:00Z", "name": "dibuat"}],
        [{"at": "2026-11-09T02:00:00Z", "name": ["hand_over"]}],
        [{"at": "kemarin", "name": "hand_over"}],
        [{"at": "2026-11-10T02:00:00Z", "name": "submit"}, {"at": "2026-11-09T02:00:00Z", "name": "return_plan"}],
    ],
)
def test_moves_that_do_not_lead_to_where_the_task_stands_are_refused(tuntas: SimpleNamespace, moves: list[Any]):
    task = new_task(tuntas, START)
    data = as_data(tuntas.store, DINSOS, tuntas.store.get("rakor", task["rakor"]))
    data["tasks"][0]["moves"] = moves
    with pytest.raises(file_in.Invalid, match=file_in.DAMAGED):
        file_in.read(as_bytes(data))


def test_a_task_that_came_from_another_tuntas_before_keeps_where_it_stood(tuntas: SimpleNamespace):
    task, at = walked(tuntas, LONG[:4], timedelta(days=6), deadline="2026-12-15")
    data = as_data(tuntas.store, DINSOS, tuntas.store.get("rakor", task["rakor"]))
    there = taken(tuntas, data, at)
    before = {name: value for name, value in there.items() if name not in FIELDS}
    tuntas.store.save({**before, "origin": {"numbers": []}})
    for setting in tuntas.store.find("setting", name=kept_days.KEPT):
        tuntas.store.delete("setting", setting["id"])
    kept_days.keep_at_start(tuntas.store)
    moved = do(tuntas, there, "progress", CHAIR, at + timedelta(days=4))
    moved = do(tuntas, moved, "claim", CHAIR, at + timedelta(days=4))
    assert moved["days"] == {"ketua": 4, "sekdis": 0, "dinsos": 0, "provinsi": 0}
    assert list(kept_days.recompute(tuntas.store)) == []
    assert data_for(tuntas, "verify", moved)["ticks"], "and it goes on"
