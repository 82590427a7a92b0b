"""Taking back at once: who may, until when, what goes back, and what stays for ever."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.world.arranged import CHAIR, DINSOS, OUTCOME, RAKOR, SEKDIS, bring, data_for, do, new_task
from tests.world.instance import START
from tests.world.saying_yes import done
from workflow.errors import NotAllowed, WrongStage
from workflow.evidence.counted import current_evidence
from workflow.machine.permissions import may
from workflow.machine.stages import CLAIMED, REPORTED, situation_of
from workflow.papers import issuing
from workflow.rakor.recording import hand_over, record_rakor, save_outcome
from workflow.roles import Actor, Role
from workflow.store import Record
from workflow.tasks import kept_days
from workflow.tasks.operations import move_together
from workflow.tasks.undo import barred

SOON, LATE = START + timedelta(minutes=4), START + timedelta(minutes=6)
FIELDS = ("since", "returned", "implemented_on", "finished_on", "days", "late_days", "holder", "claim", "percent")


def test_it_puts_back_every_field_and_leaves_its_papers_withdrawn(tuntas: SimpleNamespace):
    claimed = bring(tuntas, "reported/dinsos", START)
    before = current_evidence(tuntas.store, claimed["id"])
    do(tuntas, claimed, "verify", DINSOS, START)
    undone = do(tuntas, claimed, "undo_verify", DINSOS, SOON)
    assert situation_of(undone) == CLAIMED
    assert {name: undone[name] for name in FIELDS} == {name: claimed[name] for name in FIELDS}
    for piece, earlier in zip(current_evidence(tuntas.store, claimed["id"]), before, strict=True):
        assert (piece["verdict"], piece["accepted_on"]) == (earlier["verdict"], earlier["accepted_on"])
    papers = {one["type"]: one for one in tuntas.store.find("document", task=claimed["id"])}
    assert [papers[kind]["status"] for kind in ("pelaksanaan", "penelaahan")] == ["dicabut", "dicabut"]
    assert papers["penelaahan"]["reason"] == "diurungkan"
    assert papers["penelaahan"]["number"], "a number is never given twice"
    assert list(kept_days.recompute(tuntas.store)) == []


def test_only_whoever_did_it_and_only_for_a_few_minutes(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    other = Actor(999, "Sekdis kedua", Role.SEKDIS, task["region"])
    assert may(SEKDIS, "undo_report", task, at=SOON)
    assert not may(other, "undo_report", task, at=SOON)
    assert not may(SEKDIS, "undo_report", task, at=LATE)
    with pytest.raises(NotAllowed):
        do(tuntas, task, "undo_report", CHAIR, SOON)
    with pytest.raises(WrongStage, match="Hanya yang melakukannya"):
        do(tuntas, task, "undo_report", other, SOON)
    with pytest.raises(WrongStage, match=r"habis pada pukul 09\.05"):
        do(tuntas, task, "undo_report", SEKDIS, LATE)


def test_nothing_is_taken_back_behind_another_move(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    do(tuntas, task, "record_direction", CHAIR, START)
    with pytest.raises(WrongStage, match="Tidak ada langkah terakhir"):
        do(tuntas, task, "undo_report", SEKDIS, SOON)


def test_nothing_is_taken_back_that_somebody_else_has_in_his_hands(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    (report,) = tuntas.store.find("document", task=task["id"], type="laporan")
    issuing.note_fetched(tuntas.store, report["id"], SEKDIS.id, SOON)
    assert issuing.fetched_by(tuntas.store, report["id"]) == {SEKDIS.id}
    issuing.note_fetched(tuntas.store, report["id"], CHAIR.id, SOON)
    with pytest.raises(WrongStage, match="diambil orang lain"):
        do(tuntas, task, "undo_report", SEKDIS, SOON)
    assert tuntas.store.get("document", report["id"])["status"] == "berlaku"


def test_what_was_undone_once_is_not_undone_again(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported/dinsos", START)
    task = do(tuntas, task, "undo_claim", CHAIR, SOON)
    assert situation_of(task) == REPORTED
    do(tuntas, task, "claim", CHAIR, SOON)
    with pytest.raises(WrongStage, match="sudah pernah diurungkan"):
        do(tuntas, task, "undo_claim", CHAIR, SOON)


def test_a_report_of_several_is_undone_for_all_or_for_none(tuntas: SimpleNamespace):
    first, second = both(tuntas)
    undone = do(tuntas, first, "undo_report", SEKDIS, SOON)
    assert undone["stage"] == tuntas.store.get("task", second["id"])["stage"] == "draft"
    first, second = both(tuntas)
    do(tuntas, second, "record_direction", CHAIR, START)
    with pytest.raises(WrongStage):
        do(tuntas, second, "undo_report", SEKDIS, SOON)


def both(tuntas: SimpleNamespace) -> list[Record]:
    """Two outcomes of one rakor, reported together."""
    first = new_task(tuntas, START)
    second = tuntas.store.insert(
        "task", {**{k: v for k, v in first.items() if k not in ("id", "version", "kind")}, "no": 2, "part": "dua"}
    )
    for task in (first, second):
        do(tuntas, task, "submit", CHAIR, START)
    versions = {task["id"]: tuntas.store.get("task", task["id"])["version"] for task in (first, second)}
    data = data_for(tuntas, "report", first)
    return move_together(tuntas.store, tuntas.publisher, SEKDIS, versions, "report", data, at=START)


def test_a_task_of_the_province_that_ended_too_soon_gives_the_help_back(tuntas: SimpleNamespace):
    helped = bring(tuntas, "counter", START)
    counter = tuntas.store.get("task", helped["help"]["task"])
    chair, sekdis = (Actor(200 + n, "Provinsi", role, "11") for n, role in enumerate((Role.CHAIR, Role.SEKDIS)))
    for name, actor in (("submit", chair), ("report", sekdis), ("progress", chair), ("claim", chair)):
        counter = do(tuntas, counter, name, actor, START)
    do(tuntas, counter, "verify", DINSOS, START)
    answered = tuntas.store.get("task", helped["id"])
    assert (answered["waits_for"], answered["helps"][0]["how"]) == ("", "dijawab")
    do(tuntas, counter, "undo_verify", DINSOS, SOON)
    back = tuntas.store.get("task", helped["id"])
    assert (back["waits_for"], back["matter"], back["help"]["task"]) == ("provinsi", "tugas_provinsi", counter["id"])
    assert back["helps"] == []
    assert list(kept_days.recompute(tuntas.store)) == []


def reported_together(tuntas: SimpleNamespace) -> list[Record]:
    """Two tasks in one report."""
    first = bring(tuntas, "draft/sekdis", START)
    rakor = tuntas.store.get("rakor", first["rakor"])
    rakor, uid = save_outcome(
        tuntas.store, DINSOS, rakor["id"], "", {**OUTCOME, "text": "Butir lain.", "title": "Lain"},
        version=rakor["version"], at=START,
    )  # fmt: skip
    second = do(
        tuntas, hand_over(tuntas.store, DINSOS, rakor["id"], uid, ["11.11"], at=START)[0], "submit", CHAIR, START
    )
    versions = {one["id"]: tuntas.store.get("task", one["id"])["version"] for one in (first, second)}
    data = data_for(tuntas, "report", first)
    return move_together(tuntas.store, tuntas.publisher, SEKDIS, versions, "report", data, at=START)


def test_of_one_report_all_tasks_go_back_or_none(tuntas: SimpleNamespace):
    first, second = reported_together(tuntas)
    do(tuntas, first, "progress", CHAIR, START)
    with pytest.raises(WrongStage, match="Salah satu tugas dari langkah yang sama sudah maju"):
        do(tuntas, second, "undo_report", SEKDIS, SOON)
    assert tuntas.store.get("task", second["id"]) == second
    assert {one["status"] for one in tuntas.store.find("document", type="laporan")} == {"berlaku"}


def test_handing_out_goes_back_as_a_whole_or_not_at_all(tuntas: SimpleNamespace):
    rakor = done(lambda more: record_rakor(tuntas.store, DINSOS, {**RAKOR, **more}, at=START))
    rakor, uid = save_outcome(tuntas.store, DINSOS, rakor["id"], "", OUTCOME, version=rakor["version"], at=START)
    theirs, ours = hand_over(tuntas.store, DINSOS, rakor["id"], uid, ["11.11", "11.07"], at=START)
    do(tuntas, ours, "edit_plan", CHAIR, START)
    with pytest.raises(WrongStage, match="Salah satu tugas"):
        do(tuntas, theirs, "undo_hand_over", DINSOS, SOON)
    assert [task["closed"] for task in tuntas.store.find("task")] == ["", ""]


def test_what_was_corrected_meanwhile_stays_corrected(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    rakor = tuntas.store.get("rakor", task["rakor"])
    new = {**OUTCOME, "title": "Judul yang benar", "reason": "Ejaan judul dibetulkan."}
    save_outcome(tuntas.store, DINSOS, rakor["id"], task["outcome"], new, version=rakor["version"], at=START)
    undone = do(tuntas, task, "undo_report", SEKDIS, SOON)
    assert (undone["title"], undone["waits_for"], undone["reports"]) == ("Judul yang benar", "sekdis", 0)
    assert "judul yang benar" in undone["search"]


def test_whose_paper_somebody_else_has_fetched_is_barred_before_anybody_presses(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    paper = tuntas.store.find("document", task=task["id"], type="laporan")[0]
    assert barred(tuntas.store, SEKDIS, task) == ""
    issuing.note_fetched(tuntas.store, paper["id"], SEKDIS.id, SOON)
    assert barred(tuntas.store, SEKDIS, task) == ""
    issuing.note_fetched(tuntas.store, paper["id"], CHAIR.id, SOON)
    assert barred(tuntas.store, SEKDIS, task) == "Naskahnya sudah diambil orang lain, jadi tidak dapat diurungkan lagi."
