"""The bounds of the ways out: what stops the clock is not at anybody's will, and who decides has not made it."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from tests.world.arranged import CHAIR, DINSOS, PATHS, SEKDIS, actor_for, bring, do, photo
from tests.world.instance import START
from workflow.errors import Invalid, NotAllowed, WrongStage
from workflow.evidence.counted import current_evidence
from workflow.machine.permissions import may
from workflow.roles import Actor, Role
from workflow.store import Record

AFTER = START + timedelta(days=60)  # behind 15 December
WAITING = {  # situation -> what the chair takes back while the deadline lasts
    "declined": "withdraw", "reported/dinsos": "withdraw_claim", "supported": "withdraw_change",
    "help": "withdraw_help",
}  # fmt: skip


@pytest.mark.parametrize(("situation", "move"), WAITING.items())
def test_what_lies_with_the_province_is_taken_back_until_the_deadline(
    tuntas: SimpleNamespace, situation: str, move: str
):
    task = bring(tuntas, situation, START)
    assert may(CHAIR, move, task, at=START + timedelta(days=36)), "on the day itself"
    assert not may(CHAIR, move, task, at=AFTER)
    with pytest.raises(WrongStage, match="Batas waktunya sudah lewat"):
        do(tuntas, task, move, CHAIR, AFTER)


@pytest.mark.parametrize(("situation", "move"), [("draft/sekdis", "withdraw"), ("asked", "withdraw_change")])
def test_what_lies_with_sekdis_can_always_be_taken_back(tuntas: SimpleNamespace, situation: str, move: str):
    assert may(CHAIR, move, bring(tuntas, situation, START), at=AFTER)


def test_without_a_deadline_it_can_always_be_taken_back(tuntas: SimpleNamespace):
    task = bring(tuntas, "declined", START, deadline="")
    assert may(CHAIR, "withdraw", task, at=AFTER)


def test_after_two_refusals_of_the_province_only_cannot_is_left_until_an_adendum(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    for _ in range(2):
        for move, actor in (("ask_change", CHAIR), ("support_change", SEKDIS), ("refuse_change", DINSOS)):
            task = do(tuntas, task, move, actor, START)
    assert task["turned_down"] == 2
    with pytest.raises(Invalid, match="dua kali tidak dikabulkan"):
        do(tuntas, task, "ask_change", CHAIR, START)
    with pytest.raises(WrongStage, match="dua kali tidak dikabulkan"):
        do(tuntas, task, "ask_help", CHAIR, START)
    task = do(tuntas, task, "ask_change cannot", CHAIR, START)
    assert task["request_kind"] == "tidak_dapat"


def test_refusals_of_sekdis_do_not_count(tuntas: SimpleNamespace):
    task = bring(tuntas, "asked", START)
    assert do(tuntas, task, "refuse_change", SEKDIS, START)["turned_down"] == 0


def test_an_adendum_opens_the_ways_again(tuntas: SimpleNamespace):
    task = bring(tuntas, "help", START)
    assert do(tuntas, task, "answer_help", DINSOS, START)["turned_down"] == 1
    for move, actor in (("ask_change", CHAIR), ("support_change", SEKDIS), ("grant_change", DINSOS)):
        task = do(tuntas, task, move, actor, START)
    assert task["turned_down"] == 0


@pytest.mark.parametrize(
    ("situation", "move", "changed"),
    [
        ("draft/sekdis", "report", {"role": Role.SEKDIS}),
        ("asked", "support_change", {"role": Role.SEKDIS}),
        ("supported", "grant_change", {"role": Role.DINSOS, "region": ""}),
        ("reported/dinsos", "verify", {"role": Role.DINSOS, "region": ""}),
        ("reported/dinsos", "return_claim", {"role": Role.DINSOS, "region": ""}),
        ("reported/dinsos", "judge", {"role": Role.DINSOS, "region": ""}),
    ],
)
def test_nobody_decides_what_he_made_in_person_or_for_somebody(
    tuntas: SimpleNamespace, situation: str, move: str, changed: dict[str, Any]
):
    task = bring(tuntas, situation, START)
    role, region = changed["role"], changed.get("region", task["region"])
    for maker in (Actor(CHAIR.id, "sendiri", role, region), Actor(900, "wakil", role, region, CHAIR.id)):
        assert not may(maker, move, task, at=START)
        with pytest.raises(NotAllowed, match="sendiri"):
            do(tuntas, task, move, maker, START)
    assert may(Actor(900, "orang lain", role, region), move, task, at=START)


def test_an_earlier_deadline_after_a_report_is_refused(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    task = do(tuntas, task, "revoke_report", SEKDIS, START)
    task = do(tuntas, task, "return_plan", SEKDIS, START)
    with pytest.raises(Invalid, match="hanya digeser dengan adendum"):
        do(tuntas, task, "submit", CHAIR, START, deadline="2026-11-30")
    task = do(tuntas, task, "submit", CHAIR, START, deadline="2027-03-01")
    assert (task["deadline"], task["deadline_proposed"], task["deadline_first"]) == (
        "2026-12-15", "2027-03-01", "2026-12-15",
    )  # fmt: skip


def test_a_claim_that_came_back_needs_something_new_and_nothing_bad(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported/dinsos", START)
    task = do(tuntas, task, "return_claim bad", DINSOS, START)
    assert "Tanda tangan tidak terbaca." in task["returned"]["reason"]
    with pytest.raises(Invalid, match="Dinilai belum sesuai"):
        do(tuntas, task, "claim", CHAIR, START)
    do(tuntas, task, "drop_evidence", CHAIR, START)
    do(tuntas, task, "progress", CHAIR, START)
    assert do(tuntas, task, "claim", CHAIR, START)["claim"]["no"] == 2


def test_what_was_found_good_stays_good_until_it_is_opened_again(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported/dinsos", START)
    task = do(tuntas, task, "judge", DINSOS, START)
    task = do(tuntas, task, "return_claim", DINSOS, START)
    (piece,) = current_evidence(tuntas.store, task["id"])
    assert (piece["verdict"], task["returns"]) == ("sesuai", 1)
    with pytest.raises(Invalid, match="sudah dinilai sesuai"):
        do(tuntas, task, "drop_evidence", CHAIR, START)
    with pytest.raises(Invalid, match="tidak dapat dicoret"):
        do(tuntas, task, "strike_progress", CHAIR, START)


def test_a_struck_note_gives_the_percent_back_and_takes_its_evidence_along(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    do(tuntas, task, "progress", CHAIR, START, percent="40", evidence=[])
    task = do(tuntas, task, "progress", CHAIR, START)
    assert (task["percent"], len(current_evidence(tuntas.store, task["id"]))) == (100, 1)
    task = do(tuntas, task, "strike_progress", CHAIR, START)
    assert (task["percent"], current_evidence(tuntas.store, task["id"])) == (40, [])
    assert task["progress"][1]["struck"]["reason"]


def test_a_transfer_closes_here_opens_there_and_moves_no_days(tuntas: SimpleNamespace):
    task = bring(tuntas, "moved", START)
    there = tuntas.store.get("task", task["moved_to"])
    assert (there["region"], there["stage"], there["moved_from"]) == ("11.07", "draft", task["id"])
    assert (there["days"], there["progress"], there["deadline"]) == (
        {"ketua": 0, "sekdis": 0, "dinsos": 0, "provinsi": 0}, [], "2027-01-31",
    )  # fmt: skip
    assert (task["closed"], task["cancelled"], task["holder"]) == ("dialihkan", True, "")


def test_cannot_needs_one_of_three_reasons_and_a_new_paper_each_time(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    with pytest.raises(Invalid, match="ketiga alasan"):
        do(tuntas, task, "ask_change cannot", CHAIR, START, ground="malas")
    with pytest.raises(Invalid, match="Lampirkan satu surat"):
        do(tuntas, task, "ask_change cannot", CHAIR, START, evidence=[])
    two = [{**vars(tuntas.evidence.take(photo(colour), "s.jpg")), "caption": ""} for colour in ("#fff", "#000")]
    with pytest.raises(Invalid, match="Lampirkan satu surat"):
        do(tuntas, task, "ask_change cannot", CHAIR, START, evidence=two)


def test_every_waiting_leaves_nothing_behind_when_it_ends(tuntas: SimpleNamespace):
    for situation in PATHS:
        task = bring(tuntas, situation, START)
        carries = {name for name in ("request", "help", "claim", "decline") if task[name]}
        assert carries == {
            "asked": {"request"}, "supported": {"request"}, "moving": {"request"}, "cannot": {"request"},
            "help": {"help"}, "counter": {"help"}, "reported/dinsos": {"claim"}, "declined": {"decline"},
        }.get(situation, set()), situation  # fmt: skip
    assert actor_for("ask_help") is CHAIR


def test_a_note_that_is_struck_out_is_nothing_new(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported/dinsos", START)
    task = do(tuntas, task, "return_claim", DINSOS, START)
    task = do(tuntas, task, "progress", CHAIR, START)
    task = do(tuntas, task, "strike_progress", CHAIR, START)
    with pytest.raises(Invalid, match="Sejak dikembalikan belum ada catatan"):
        do(tuntas, task, "claim", CHAIR, START)
    for _ in range(2):
        task = do(tuntas, task, "progress", CHAIR, START, percent="100", evidence=[])
    task = do(tuntas, task, "strike_progress", CHAIR, START)
    assert do(tuntas, task, "claim", CHAIR, START)["waits_for"] == "dinsos"


@pytest.mark.parametrize("end", [("withdraw_change", CHAIR), ("refuse_change", SEKDIS)])
def test_the_proof_of_a_request_is_no_evidence_of_what_was_done(tuntas: SimpleNamespace, end: tuple[str, Actor]):
    task = do(tuntas, bring(tuntas, "reported", START), "ask_change cannot", CHAIR, START)
    proof = task["request"]["paper"]
    task = do(tuntas, task, *end, START)
    assert tuntas.store.get("evidence", proof)["for_request"] is True
    assert current_evidence(tuntas.store, task["id"]) == []
    task = do(tuntas, task, "progress", CHAIR, START, percent="100", evidence=[])
    with pytest.raises(Invalid, match="Belum ada bukti"):
        do(tuntas, task, "claim", CHAIR, START)


def test_a_task_that_helps_another_goes_nowhere_else(tuntas: SimpleNamespace):
    task = bring(tuntas, "counter", START)
    counter = tuntas.store.get("task", task["help"]["task"])
    chair = Actor(205, "Bidang", Role.CHAIR, "11")
    sekdis = Actor(206, "Sekretaris", Role.SEKDIS, "11")
    for name, actor in (("submit", chair), ("report", sekdis)):
        counter = do(tuntas, counter, name, actor, START)
    with pytest.raises(Invalid) as refused:
        do(tuntas, counter, "ask_change to Pidie", chair, START)
    assert refused.value.fields == {
        "region": "Tugas ini membantu kabupaten/kota lain, jadi tidak dialihkan ke luar provinsi."
    }


def content(app: Flask, tuntas: SimpleNamespace, task: Record, kind: str) -> str:
    """The words of the newest paper of a kind."""
    paper = tuntas.store.find("document", task=task["id"], type=kind, order="-id")[0]
    said = json.dumps(app.extensions["tuntas"].publisher.content(paper["id"]), ensure_ascii=False)
    return said.replace("\u00a0", " ")


def test_the_adendum_of_a_transfer_tells_the_deadline_there(app: Flask, tuntas: SimpleNamespace):
    task = bring(tuntas, "moving", START)
    do(tuntas, task, "grant_transfer", DINSOS, START, deadline="2027-03-31")
    said = content(app, tuntas, task, "adendum")
    assert '"Batas waktu", "15 Desember 2026", "31 Maret 2027"' in said
    assert "Ketua LKKS Kabupaten Pidie" in said


def test_an_adendum_that_moves_no_deadline_tells_the_days_that_were_late(app: Flask, tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START, deadline="2026-11-19")
    late = START + timedelta(days=15)
    for move, actor in (("ask_change", CHAIR), ("support_change", SEKDIS), ("grant_change", DINSOS)):
        more = {"kind": "alih", "region": "", "responsible": "Kepala Dinas Sosial"} if move == "ask_change" else {}
        task = do(tuntas, task, move, actor, late, **more)
    assert "Hari lewat batas sebelum keputusan: 5 (lima) hari terhadap batas waktu" in content(
        app, tuntas, task, "adendum"
    )


def test_a_report_that_is_issued_again_names_its_adenda(app: Flask, tuntas: SimpleNamespace):
    task = bring(tuntas, "supported", START)
    task = do(tuntas, task, "grant_change", DINSOS, START)
    number = tuntas.store.find("document", task=task["id"], type="adendum")[0]["number"]
    assert "Adendum" not in content(app, tuntas, task, "laporan")
    for move in ("revoke_report", "report"):
        task = do(tuntas, task, move, SEKDIS, START)
    assert f"Adendum I Nomor {number} tanggal 9 November 2026" in content(app, tuntas, task, "laporan")


def test_whoever_asked_for_help_does_not_answer_it(tuntas: SimpleNamespace):
    deputy = Actor(DINSOS.id, DINSOS.name, Role.CHAIR, "11.11", CHAIR.id, "Surat tugas")
    task = do(tuntas, bring(tuntas, "reported", START), "ask_help", deputy, START)
    with pytest.raises(NotAllowed, match="Yang meminta bantuan tidak boleh menjawabnya sendiri"):
        do(tuntas, task, "answer_help", DINSOS, START, deadline="2027-01-31")


def test_a_task_that_was_opened_again_says_so(tuntas: SimpleNamespace):
    task = bring(tuntas, "implemented", START)
    assert do(tuntas, task, "reopen", DINSOS, START)["returned"]["how"] == "dibuka"
    assert "how" not in do(tuntas, bring(tuntas, "reported/dinsos", START), "return_claim", DINSOS, START)["returned"]
