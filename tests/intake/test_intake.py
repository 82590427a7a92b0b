"""An intake: understood, mended, recorded at once or not at all, and taken back while nobody has moved."""

from __future__ import annotations

import pytest

from tests.world.chains import verify
from tests.world.instance import START
from workflow.errors import Invalid, NotAllowed, NotFound, Stale, WrongStage
from workflow.intake import office_file
from workflow.intake.foreseen import foreseen
from workflow.rakor.recording import record_rakor, save_outcome
from workflow.regions import regions
from workflow.roles import Actor, Role
from workflow.tasks.operations import move

DINSOS = Actor(1, "Dinas Sosial Aceh", Role.DINSOS)
CHAIR = Actor(2, "Ketua LKKS Kabupaten Bireuen", Role.CHAIR, "11.11")
HEAD = {
    "title": "Rakor LKS", "organiser": "Dinas Sosial Aceh", "start": "2026-09-18", "end": "2026-09-19",
    "venue": "Hotel", "city": "Banda Aceh",
}  # fmt: skip
SOURCE = {"name": "matriks.docx", "sha256": "a" * 64, "kind": "docx"}


def outcome(key, text, **more):
    return {
        "key": key, "no": "1", "text": text, "title": "", "commission": "", "dimension": "", "is_task": True,
        "deadline": "", "take": True, "why": "", "asks": {}, "place": "tabel 1, baris 2", **more,
    }  # fmt: skip


def task(key, of, action, regions, **more):
    return {
        "key": key, "outcome": of, "action": action, "indicator": "", "target": "", "responsible": "", "related": "",
        "budget": "", "remarks": "", "deadline": "", "deadline_text": "", "regions": regions, "take": True, "why": "",
        "asks": {}, "place": "tabel 1, baris 2", **more,
    }  # fmt: skip


def sheet(*rows, head=None):
    return {
        "head": head or {}, "columns": [], "remarks": [],
        "outcomes": [row for row in rows if "outcome" not in row], "tasks": [row for row in rows if "outcome" in row],
    }  # fmt: skip


PLAN = outcome("o1", "LKKS menyusun rencana kerja.")
WRITE = task("t1", "o1", "Menyusun rencana kerja\ndan jadwal", ["11.11"], deadline="2026-09-30", responsible="Ketua")
SEND = task("t2", "o1", "Menyampaikan laporan", ["11.11", "11.07"], deadline_text="segera")


@pytest.fixture
def rakor(store):
    return record_rakor(store, DINSOS, HEAD, at=START)


def opened(store, *rows, rakor_id=0, head=None):
    return office_file.open_intake(store, DINSOS, SOURCE, sheet(*rows, head=head), rakor_id=rakor_id, at=START)


def recorded(store, *rows, rakor_id=0, head=None):
    made = opened(store, *rows, rakor_id=rakor_id, head=head)
    return office_file.record_intake(store, DINSOS, made["id"], version=made["version"], at=START)


def test_what_was_only_read_changes_no_rakor(store, rakor):
    opened(store, PLAN, WRITE, rakor_id=rakor["id"])
    assert store.get("rakor", rakor["id"]) == rakor
    assert store.count("task") == 0


def test_outcomes_and_their_tasks_are_recorded_together(store, rakor):
    made = recorded(store, PLAN, WRITE, SEND, rakor_id=rakor["id"])
    stored = store.get("rakor", rakor["id"])
    tasks = store.find("task", rakor=rakor["id"])
    assert [(o["no"], o["text"]) for o in stored["outcomes"]] == [(1, "LKKS menyusun rencana kerja.")]
    assert [(t["region"], t["title"], t["deadline"], t["deadline_text"]) for t in tasks] == [
        ("11.11", "Menyusun rencana kerja", "2026-09-30", ""),
        ("11.07", "Menyampaikan laporan", "", "segera"),
        ("11.11", "Menyampaikan laporan", "", "segera"),
    ]
    assert tasks[0]["plan"]["action"] == "Menyusun rencana kerja\ndan jadwal"
    assert (made["state"], made["made"]["tasks"]) == ("tersimpan", [t["id"] for t in tasks])
    assert verify(store, "11") == verify(store, "11.11") == []


def test_a_single_task_carries_the_title_of_its_outcome(store, rakor):
    recorded(store, PLAN, WRITE, rakor_id=rakor["id"])
    assert store.find("task")[0]["title"] == "LKKS menyusun rencana kerja."


def test_the_title_of_a_part_survives_an_edit_of_its_outcome(store, rakor):
    made = recorded(store, PLAN, WRITE, SEND, rakor_id=rakor["id"])
    version, uid = store.get("rakor", rakor["id"])["version"], made["made"]["outcomes"][0]
    data = {**PLAN, "text": "Lain"}
    save_outcome(store, DINSOS, rakor["id"], uid, data, version=version, at=START)
    assert {(t["title"], t["outcome_text"]) for t in store.find("task")} == {
        ("Menyusun rencana kerja", "Lain"),
        ("Menyampaikan laporan", "Lain"),
    }


def test_everywhere_means_all_23(store, rakor):
    recorded(store, PLAN, task("t1", "o1", "Mendata LKS", ["ALL"]), rakor_id=rakor["id"])
    assert [t["region"] for t in store.find("task")] == sorted(regions())


def test_a_file_can_make_a_rakor_of_its_own(store):
    made = recorded(store, PLAN, WRITE, head=HEAD)
    stored = store.get("rakor", made["rakor"])
    assert (stored["title"], stored["start"], len(stored["outcomes"])) == ("Rakor LKS", "2026-09-18", 1)


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ((PLAN, {**WRITE, "asks": {"regions": "“Bireun”: maksudnya Bireuen?"}}), "t1.regions"),
        ((PLAN, {**WRITE, "regions": []}), "t1.regions"),
        ((PLAN, {**WRITE, "regions": ["12.01"]}), "t1.regions"),
        ((PLAN, {**WRITE, "action": " "}), "t1.action"),
        ((PLAN, {**WRITE, "deadline": "2026-02-31"}), "t1.deadline"),
        ((PLAN, {**WRITE, "responsible": "x" * 201}), "t1.responsible"),
        ((PLAN, {**WRITE, "outcome": "o9"}), "t1.outcome"),
        (({**PLAN, "take": False}, WRITE), "t1.outcome"),
        (({**PLAN, "text": "x" * 3001}, WRITE), "o1.text"),
        (({**PLAN, "take": False},), "sheet"),
    ],
)
def test_what_is_in_doubt_is_not_recorded(store, rakor, rows, wrong):
    made = opened(store, *rows, rakor_id=rakor["id"])
    with pytest.raises(Invalid) as refusal:
        office_file.record_intake(store, DINSOS, made["id"], version=made["version"], at=START)
    assert wrong in refusal.value.fields
    assert store.count("task") == 0
    assert store.get("rakor", rakor["id"])["outcomes"] == []


def test_a_new_rakor_needs_its_head(store):
    made = opened(store, PLAN, WRITE, head={**HEAD, "start": ""})
    assert "rakor.start" in office_file.problems(made)


def test_a_row_that_is_not_taken_is_left_out_with_its_doubts(store, rakor):
    recorded(store, PLAN, WRITE, {**SEND, "take": False, "asks": {"regions": "?"}}, rakor_id=rakor["id"])
    assert [t["plan"]["action"] for t in store.find("task")] == ["Menyusun rencana kerja\ndan jadwal"]


def test_what_the_rakor_has_already_is_not_made_twice(store, rakor):
    recorded(store, PLAN, WRITE, rakor_id=rakor["id"])
    again = opened(store, {**PLAN, "text": "LKKS  MENYUSUN rencana kerja."}, WRITE, SEND, rakor_id=rakor["id"])
    assert again["sheet"]["outcomes"][0]["existing"] == store.get("rakor", rakor["id"])["outcomes"][0]["uid"]
    made = office_file.record_intake(store, DINSOS, again["id"], version=again["version"], at=START)
    assert (len(made["made"]["outcomes"]), len(made["made"]["tasks"])) == (0, 2)
    assert len(store.get("rakor", rakor["id"])["outcomes"]) == 1


def test_an_intake_is_recorded_once(store, rakor):
    made = recorded(store, PLAN, WRITE, rakor_id=rakor["id"])
    with pytest.raises(WrongStage):
        office_file.record_intake(store, DINSOS, made["id"], version=made["version"], at=START)
    assert store.count("task") == 1


def test_two_who_mend_at_once_do_not_overwrite_each_other(store, rakor):
    made = opened(store, PLAN, WRITE, rakor_id=rakor["id"])
    office_file.mend(store, DINSOS, made["id"], sheet(PLAN, SEND), rakor_id=rakor["id"], version=made["version"])
    with pytest.raises(Stale):
        office_file.mend(store, DINSOS, made["id"], sheet(PLAN), rakor_id=rakor["id"], version=made["version"])
    assert store.get("intake", made["id"])["sheet"]["tasks"] == [SEND]


def test_taking_back_leaves_what_was_before(store, rakor):
    recorded(store, outcome("o0", "Sudah ada."), rakor_id=rakor["id"])
    before = store.get("rakor", rakor["id"])["outcomes"]
    made = recorded(store, PLAN, WRITE, SEND, rakor_id=rakor["id"])
    undone = office_file.undo(store, DINSOS, made["id"], version=made["version"], at=START)
    assert undone["state"] == "dibatalkan"
    assert store.get("rakor", rakor["id"])["outcomes"] == before
    assert store.count("task") == 0
    assert verify(store, "11") == verify(store, "11.11") == []


def test_taking_back_removes_a_rakor_that_was_made_for_it(store):
    made = recorded(store, PLAN, WRITE, head=HEAD)
    office_file.undo(store, DINSOS, made["id"], version=made["version"], at=START)
    assert store.count("rakor") == 0


def test_nothing_is_taken_back_once_a_task_has_moved(store, rakor):
    made = recorded(store, PLAN, WRITE, SEND, rakor_id=rakor["id"])
    first = store.find("task")[0]
    data = {"version": first["version"], **first["plan"], "indicator": "Satu dokumen"}
    move(store, None, CHAIR, first["id"], "edit_plan", data, version=first["version"], at=START)
    with pytest.raises(WrongStage, match="Bireuen: Menyusun rencana kerja"):
        office_file.undo(store, DINSOS, made["id"], version=made["version"], at=START)
    assert store.count("task") == 3


def test_only_dinas_sosial_aceh_takes_files_in(store, rakor):
    with pytest.raises(NotAllowed):
        office_file.open_intake(store, CHAIR, SOURCE, sheet(PLAN), rakor_id=rakor["id"], at=START)
    made = opened(store, PLAN, rakor_id=rakor["id"])
    with pytest.raises(NotFound):
        office_file.readable_intake(store, CHAIR, made["id"])


def test_what_is_foreseen_is_what_recording_makes(store, rakor):
    recorded(store, PLAN, WRITE, rakor_id=rakor["id"])
    rows = {**PLAN, "text": "LKKS  MENYUSUN rencana kerja."}, WRITE, SEND, {**SEND, "key": "t9"}
    again = opened(store, *rows, outcome("o2", "Butir baru."), rakor_id=rakor["id"])
    new = foreseen(store, rakor["id"], again["sheet"])
    assert (len(new.outcomes), new.had_outcomes, len(new.tasks), new.had) == (1, 1, 2, 3)
    made = office_file.record_intake(store, DINSOS, again["id"], version=again["version"], at=START)["made"]
    assert (len(made["outcomes"]), len(made["tasks"])) == (1, 2)


def test_a_row_that_must_still_be_answered_is_not_foreseen(store, rakor):
    made = opened(store, PLAN, WRITE, {**SEND, "regions": []}, rakor_id=rakor["id"])
    assert len(foreseen(store, rakor["id"], made["sheet"]).tasks) == 1
