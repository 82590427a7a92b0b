"""What each move changes, records and issues; and that a refused one changes nothing."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.world.arranged import CHAIR, DINSOS, PLAN, PROGRESS, SEKDIS, bring, do, new_task, photo
from tests.world.instance import START
from workflow.errors import Invalid, NotAllowed, Stale
from workflow.evidence.counted import current_evidence
from workflow.roles import Actor, Role
from workflow.tasks.operations import move

LATER = START + timedelta(days=1)


def events(tuntas: SimpleNamespace, task: dict) -> list[tuple[str, dict]]:
    return [(event["name"], event["fields"]) for event in tuntas.store.find("event", task=task["id"])]


def documents(tuntas: SimpleNamespace, task: dict) -> list[tuple[str, str, int]]:
    return [(d["type"], d["status"], d["revision"]) for d in tuntas.store.find("document", task=task["id"])]


def test_submitting_stores_the_plan_counts_a_revision_and_freezes_a_draft(tuntas: SimpleNamespace):
    task = do(tuntas, new_task(tuntas, START), "submit", CHAIR, LATER)

    assert (task["stage"], task["waits_for"], task["since"]) == ("draft", "sekdis", "2026-11-10T02:00:00Z")
    assert (task["revision"], task["submitted_by"], task["deadline"]) == (1, CHAIR.id, "2026-12-15")
    assert task["plan"]["indicator"] == PLAN["indicator"]
    assert documents(tuntas, task) == [("rtl", "draf", 1)]
    name, fields = events(tuntas, task)[-1]
    assert (name, fields["revision"], fields["plan"]["action"]) == ("submit", 1, PLAN["action"])


def test_an_incomplete_plan_can_be_saved_but_not_submitted(tuntas: SimpleNamespace):
    task = do(tuntas, new_task(tuntas, START), "edit_plan", CHAIR, START, action="Menyusun rencana", indicator="")

    with pytest.raises(Invalid) as refused:
        do(tuntas, task, "submit", CHAIR, START, indicator=" \n ")
    assert refused.value.fields == {"indicator": "Isi indikator."}
    assert tuntas.store.get("task", task["id"]) == task


def test_a_resubmission_is_a_new_revision_and_replaces_the_old_sheet(tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", START)
    task = do(tuntas, task, "return_plan", SEKDIS, LATER)
    assert task["returned"]["reason"] == "Target belum menyebut jumlah mitra."
    assert task["returned"]["by"] == SEKDIS.name

    task = do(tuntas, task, "submit", CHAIR, LATER)
    assert (task["revision"], task["returned"]) == (2, None)
    assert documents(tuntas, task) == [("rtl", "diganti", 1), ("rtl", "draf", 2)]


@pytest.mark.parametrize(("reason", "sentence"), [("", "Isi alasan."), ("kurang", "Alasan paling sedikit 10 huruf")])
def test_going_backward_needs_a_reason(tuntas: SimpleNamespace, reason: str, sentence: str):
    task = bring(tuntas, "draft/sekdis", START)
    with pytest.raises(Invalid) as refused:
        do(tuntas, task, "return_plan", SEKDIS, START, reason=reason)
    assert refused.value.fields["reason"].startswith(sentence)


def test_a_report_takes_the_next_number_and_is_issued_with_it(tuntas: SimpleNamespace):
    first = bring(tuntas, "reported", START)
    second = bring(tuntas, "reported", START)

    numbers = [tuntas.store.find("document", task=t["id"], type="laporan")[0]["number"] for t in (first, second)]
    assert numbers == ["400.9.12/0001/DINSOS/2026", "400.9.12/0003/DINSOS/2026"]
    assert (first["stage"], first["waits_for"], first["reported_on"]) == ("reported", "", "2026-11-09")


def test_a_shown_number_that_is_gone_is_refused_and_takes_none(tuntas: SimpleNamespace):
    bring(tuntas, "reported", START)
    task = bring(tuntas, "draft/sekdis", START)

    with pytest.raises(Invalid) as refused:
        do(tuntas, task, "report", SEKDIS, START, number="400.9.12/0001/DINSOS/2026", number_from="series")
    assert "Nomor berikutnya 400.9.12/0003/DINSOS/2026" in refused.value.fields["number"]
    do(tuntas, task, "report", SEKDIS, START, number="400.9.12/0003/DINSOS/2026", number_from="series")


def test_a_typed_number_is_used_once_and_skipped_by_the_series(tuntas: SimpleNamespace):
    typed = {"number": "400.9.12/0001/DINSOS/2026", "number_from": "typed"}
    do(tuntas, bring(tuntas, "draft/sekdis", START), "report", SEKDIS, START, **typed)
    task = bring(tuntas, "draft/sekdis", START)

    with pytest.raises(Invalid):
        do(tuntas, task, "report", SEKDIS, START, **typed)
    do(tuntas, task, "report", SEKDIS, START)
    assert tuntas.store.find("document", task=task["id"], type="laporan")[0]["number"] == "400.9.12/0002/DINSOS/2026"


def test_nobody_approves_what_they_submitted(tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", START)
    same_person = Actor(CHAIR.id, "Sekretaris", Role.SEKDIS, "11.11")
    with pytest.raises(NotAllowed, match="tidak boleh menyetujuinya sendiri"):
        do(tuntas, task, "report", same_person, START)


def test_a_stale_page_changes_nothing_and_carries_what_is_stored(tuntas: SimpleNamespace):
    task = new_task(tuntas, START)
    newer = do(tuntas, task, "edit_plan", CHAIR, START, action="Yang tersimpan")
    with pytest.raises(Stale) as stale:
        move(
            tuntas.store, tuntas.publisher, CHAIR, task["id"], "edit_plan", {"action": "Yang terlambat"},
            version=task["version"], at=START,
        )  # fmt: skip
    assert stale.value.current == newer
    assert tuntas.store.get("task", task["id"])["plan"]["action"] == "Yang tersimpan"


def test_progress_keeps_text_percent_and_evidence(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    taken = vars(tuntas.evidence.take(photo(), "rapat.jpg"))
    task = do(
        tuntas, task, "progress", CHAIR, START, **PROGRESS, evidence=[{**taken, "caption": "Rapat"}], place="Bireuen"
    )

    (record,) = current_evidence(tuntas.store, task["id"])
    assert (record["caption"], record["place"], record["date"], record["media"]) == (
        "Rapat",
        "Bireuen",
        "2026-11-08",
        "image/jpeg",
    )
    assert task["percent"] == 60
    assert task["progress"][0]["text"] == "Naskah disepakati."
    assert task["progress"][0]["evidence"] == [record["id"]]


@pytest.mark.parametrize("percent", ["", "-1", "101", "6o", "1²", "1e2"])
def test_percent_is_a_whole_number_up_to_a_hundred(tuntas: SimpleNamespace, percent: str):
    task = bring(tuntas, "reported", START)
    with pytest.raises(Invalid) as refused:
        do(tuntas, task, "progress", CHAIR, START, percent=percent, evidence=[])
    assert set(refused.value.fields) == {"percent"}


def test_a_day_that_has_not_come_is_refused(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    with pytest.raises(Invalid) as refused:
        do(tuntas, task, "progress", CHAIR, START, date="2026-11-10", evidence=[])
    assert "belum tiba" in refused.value.fields["date"]


def test_claiming_needs_a_hundred_percent_and_evidence(tuntas: SimpleNamespace):
    task = do(tuntas, bring(tuntas, "reported", START), "progress", CHAIR, START, **PROGRESS, evidence=[])
    with pytest.raises(Invalid) as refused:
        do(tuntas, task, "claim", CHAIR, START)
    assert set(refused.value.fields) == {"percent", "evidence"}


def test_verifying_needs_a_tick_on_each_evidence(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported/dinsos", START)
    with pytest.raises(Invalid, match="Rapat persiapan"):
        do(tuntas, task, "verify", DINSOS, START, ticks=[])

    task = do(tuntas, task, "verify", DINSOS, LATER)
    assert (task["stage"], task["open"], task["implemented_on"]) == ("implemented", False, "2026-11-10")
    assert [e["accepted_on"] for e in current_evidence(tuntas.store, task["id"])] == ["2026-11-10"]
    assert documents(tuntas, task) == [
        ("rtl", "draf", 1), ("laporan", "berlaku", 1), ("tanda_terima", "berlaku", 1),
        ("disposisi", "berlaku", 1), ("pelaksanaan", "berlaku", 1),
        ("penelaahan", "berlaku", 1),
    ]  # fmt: skip


def test_reopening_withdraws_the_issued_report_and_keeps_its_files(tuntas: SimpleNamespace):
    task = bring(tuntas, "implemented", START)
    before = tuntas.store.find("document", task=task["id"], type="pelaksanaan")[0]
    task = do(tuntas, task, "reopen", DINSOS, LATER)

    after = tuntas.store.get("document", before["id"])
    assert (after["status"], after["files"], after["reason"]) == (
        "dicabut",
        before["files"],
        "Target belum menyebut jumlah mitra.",
    )
    assert (task["stage"], task["open"], task["implemented_on"]) == ("reported", True, "")
    assert [e["accepted_on"] for e in current_evidence(tuntas.store, task["id"])] == [""]


def test_dropped_evidence_no_longer_counts(tuntas: SimpleNamespace):
    task = do(tuntas, bring(tuntas, "reported", START), "progress", CHAIR, START)
    do(tuntas, task, "drop_evidence", CHAIR, START)
    assert current_evidence(tuntas.store, task["id"]) == []
    with pytest.raises(Invalid):
        do(tuntas, task, "claim", CHAIR, START)


def test_a_cancelled_task_is_closed_for_everybody(tuntas: SimpleNamespace):
    task = do(tuntas, new_task(tuntas, START), "cancel", DINSOS, START)
    assert (task["cancelled"], task["open"], task["returned"]["reason"]) == (
        True,
        False,
        "Target belum menyebut jumlah mitra.",
    )


def test_a_failing_composer_leaves_no_trace_of_the_move(tuntas: SimpleNamespace, monkeypatch: pytest.MonkeyPatch):
    task = bring(tuntas, "draft/sekdis", START)
    counts = [tuntas.store.count(kind) for kind in ("event", "document", "content")]

    def broken(store, issue):
        raise RuntimeError("composer is broken")

    monkeypatch.setattr(tuntas.publisher, "compose", broken)
    with pytest.raises(RuntimeError):
        do(tuntas, task, "report", SEKDIS, START)
    monkeypatch.undo()

    assert tuntas.store.get("task", task["id"]) == task
    assert [tuntas.store.count(kind) for kind in ("event", "document", "content")] == counts
    task = do(tuntas, task, "report", SEKDIS, START)
    assert tuntas.store.find("document", task=task["id"], type="laporan")[0]["number"] == "400.9.12/0001/DINSOS/2026"
