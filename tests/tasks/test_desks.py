"""Whose desk a task lies on, in which box it is counted there, and that box, list and limit go by the same."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tests.world.arranged import CHAIR, DINSOS, OTHER_SEKDIS, PATHS, SEKDIS, bring, do, new_task
from tests.world.instance import START
from workflow.store import Record
from workflow.tasks import desks, filters
from workflow.tasks.desk_kinds import BOXES, KINDS, box_of
from workflow.tasks.holding import Holder, Moved, held
from workflow.tasks.kept_days import keep

TODAY = "2026-11-09"
LIES = {
    "draft": ("ketua", "kerja"), "draft/sekdis": ("sekdis", "rencana"), "reported": ("ketua", "kerja"),
    "reported/dinsos": ("dinsos", "pemeriksaan"), "implemented": ("", ""), "cancelled": ("", ""),
    "declined": ("dinsos", "kewenangan"), "asked": ("sekdis", "permintaan"), "supported": ("dinsos", "permintaan"),
    "moving": ("dinsos", "permintaan"), "cannot": ("dinsos", "permintaan"), "moved": ("", ""), "impossible": ("", ""),
    "help": ("dinsos", "bantuan"), "counter": ("", ""),
}  # fmt: skip
# What the ways out leave on a task: move -> waits, matter, and the desk and box in which it is then.
WAYS = {
    "decline": ("dinsos", "tolak", "dinsos", "kewenangan"),
    "ask_change": ("sekdis", "perubahan", "sekdis", "permintaan"),
    "support_change": ("dinsos", "perubahan", "dinsos", "permintaan"),
    "ask_help": ("provinsi", "bantuan", "dinsos", "bantuan"),
    "take_help": ("provinsi", "tugas_provinsi", "", ""),
}


@pytest.mark.parametrize("situation", PATHS)
def test_each_situation_lies_on_one_desk(tuntas: SimpleNamespace, situation: str):
    task = bring(tuntas, situation, START)
    assert (task["desk"], task["desk_kind"]) == LIES[situation]


def stored(tuntas: SimpleNamespace, move: str, days: int = 0, **more: Any) -> Record:
    """A task that a way out has brought where it is, so many days before the start."""
    task = new_task(tuntas, START - timedelta(days=40), region=more.pop("region", "11.11"))
    waits, matter, *_ = WAYS[move]
    task |= {"waits_for": waits, "matter": matter, "stage": "reported", **more}
    keep(task, [Moved(START - timedelta(days=40), "hand_over"), Moved(START - timedelta(days=days), move)])
    return tuntas.store.save(task)


@pytest.mark.parametrize("move", WAYS)
def test_a_way_out_lies_on_the_desk_of_whoever_answers(tuntas: SimpleNamespace, move: str):
    task = stored(tuntas, move)
    assert (task["desk"], task["desk_kind"]) == WAYS[move][2:]


def test_without_a_move_it_lies_nowhere():
    assert held("", [], START).desk is Holder.NOBODY


def test_a_plan_sent_back_is_told_from_one_that_is_new(tuntas: SimpleNamespace):
    task = do(tuntas, bring(tuntas, "draft/sekdis", START), "return_plan", SEKDIS, START)
    assert (task["desk"], task["desk_kind"]) == ("ketua", "kembali")
    assert do(tuntas, task, "submit", CHAIR, START)["desk_kind"] == "rencana"


def test_every_kind_has_its_box_and_one_that_is_not_known_is_counted_with_its_matter():
    assert {kind.box for kind in KINDS.values()} < set(BOXES)
    unknown = {"waits_for": "dinsos", "matter": "perubahan", "request_kind": "lain"}
    assert box_of(unknown, Holder.DINSOS) == "permintaan"
    assert box_of({"waits_for": "dinsos", "matter": "hal lain"}, Holder.DINSOS) == ""


def test_boxes_are_lists_and_the_nearest_limit_comes_first(tuntas: SimpleNamespace):
    bring(tuntas, "reported/dinsos", START)
    ids = [
        stored(tuntas, "ask_help", 3)["id"], stored(tuntas, "decline", 25, region="11.07")["id"],
        stored(tuntas, "support_change", 9, request_kind="waktu")["id"],
        stored(tuntas, "support_change", 20, request_kind="alih")["id"],
    ]  # fmt: skip
    stored(tuntas, "take_help")
    stored(tuntas, "ask_change")
    found = desks.desk(tuntas.store, DINSOS, TODAY, rows=20)
    assert [task["id"] for task in found.rows][:4] == [ids[1], ids[3], ids[2], ids[0]]
    assert {box.key: (box.count, box.over) for box in found.boxes} == {
        "pemeriksaan": (1, 0), "permintaan": (2, 1), "kewenangan": (1, 1), "bantuan": (1, 0),
    }  # fmt: skip
    assert found.total == sum(found.by_rakor.values()) == 5
    for box in found.boxes:
        assert len(filters.tasks(tuntas.store, DINSOS, box.filters, TODAY, limit=None)) == box.count


def test_a_rakor_is_a_filter_that_hides_nothing_late_elsewhere(tuntas: SimpleNamespace):
    late = new_task(tuntas, START - timedelta(days=40), deadline="2026-11-06")
    claimed = bring(tuntas, "reported/dinsos", START)
    found = desks.desk(tuntas.store, DINSOS, TODAY, rakor=late["rakor"], always=["pemeriksaan"], rows=20)
    assert [(box.key, box.count) for box in found.boxes] == [("pemeriksaan", 0)]
    assert (found.rows, found.by_rakor) == ([], {claimed["rakor"]: 1})
    other = desks.desk(tuntas.store, DINSOS, TODAY, rakor=claimed["rakor"], rows=20)
    assert (other.total, other.late.count) == (1, 1)


def test_a_kabupaten_finds_its_own_desk_only(tuntas: SimpleNamespace):
    plan, asked = bring(tuntas, "draft/sekdis", START), stored(tuntas, "ask_change")
    found = desks.desk(tuntas.store, SEKDIS, TODAY, rows=20)
    assert sorted(task["id"] for task in found.rows) == sorted([plan["id"], asked["id"]])
    assert desks.desk(tuntas.store, OTHER_SEKDIS, TODAY, rows=20).rows == []
    assert desks.waiting(tuntas.store, SEKDIS, "rencana") == 1
    assert desks.next_of(tuntas.store, SEKDIS, "rencana")["id"] == plan["id"]
    assert desks.next_of(tuntas.store, OTHER_SEKDIS, "rencana") is None
