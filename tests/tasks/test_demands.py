"""An outcome may demand kinds of evidence: a claim without them is told which; papers name what was read off them."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from tests.world.arranged import CHAIR, DINSOS, OUTCOME, SEKDIS, bring, do, photo
from tests.world.instance import START
from workflow.errors import Invalid
from workflow.evidence.counted import current_evidence
from workflow.evidence.demands import demand_words, kind_of, lacking, paper_words
from workflow.rakor.fields import check_outcome
from workflow.rakor.file import as_data
from workflow.rakor.recording import save_outcome
from workflow.store import Record

SK = {"paper_kind": "sk", "paper_number": "460/12/2026", "paper_date": "2026-11-05"}


def file(tuntas: SimpleNamespace, colour: str = "#0b5d4b", **told: str) -> dict[str, Any]:
    return {**vars(tuntas.evidence.take(photo(colour), "sk.jpg")), "caption": "SK tim", **told}


def reported(tuntas: SimpleNamespace, *demands: str) -> Record:
    return bring(tuntas, "reported", START, demands=list(demands))


def note(tuntas: SimpleNamespace, task: Record, *files: dict[str, Any]) -> Record:
    return do(tuntas, task, "progress", CHAIR, START, percent="100", evidence=list(files))


def refusal(tuntas: SimpleNamespace, task: Record) -> str:
    with pytest.raises(Invalid) as refused:
        do(tuntas, task, "claim", CHAIR, START)
    return refused.value.fields["evidence"]


def test_a_claim_is_told_which_demanded_kinds_are_lacking(tuntas: SimpleNamespace):
    task = note(tuntas, reported(tuntas, "surat", "sk", "daftar_hadir"), file(tuntas))
    assert task["demands"] == ["sk", "daftar_hadir", "surat"]
    assert refusal(tuntas, task) == (
        "Belum ada bukti yang diminta hasil rakor: SK, Daftar hadir, dan Surat. Tambahkan lewat “Catat kemajuan”, dan "
        "pilih jenisnya."
    )
    task = note(tuntas, task, file(tuntas, "#111", **SK), file(tuntas, "#222", paper_kind="daftar_hadir",
                                                               paper_date="2026-11-06"))  # fmt: skip
    assert "hasil rakor: Surat. " in refusal(tuntas, task)
    task = note(tuntas, task, file(tuntas, "#333", **{**SK, "paper_kind": "surat"}))
    assert do(tuntas, task, "claim", CHAIR, START)["waits_for"] == "dinsos"


def test_a_picture_without_another_kind_is_a_photo(tuntas: SimpleNamespace):
    task = note(tuntas, reported(tuntas, "foto"), file(tuntas, **SK))
    assert "hasil rakor: Foto. " in refusal(tuntas, task), "the photographed SK is an SK"
    task = note(tuntas, task, file(tuntas, "#444"))
    assert do(tuntas, task, "claim", CHAIR, START)["waits_for"] == "dinsos"


def test_evidence_that_was_dropped_is_none(tuntas: SimpleNamespace):
    task = note(tuntas, reported(tuntas, "sk"), file(tuntas), file(tuntas, "#555", **SK))
    sk = next(piece for piece in current_evidence(tuntas.store, task["id"]) if piece["paper_kind"] == "sk")
    task = do(tuntas, task, "drop_evidence", CHAIR, START, evidence=sk["id"])
    assert "hasil rakor: SK. " in refusal(tuntas, task)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"paper_kind": "sk"}, "sk.jpg: Isi nomor dan tanggal SK."),
        ({**SK, "paper_number": " "}, "sk.jpg: Isi nomor SK."),
        ({"paper_kind": "daftar_hadir"}, "sk.jpg: Isi tanggal Daftar hadir."),
        ({**SK, "paper_date": "5 Nov"}, "sk.jpg: Tanggal “5 Nov” bukan tanggal yang benar. Contoh: 2023-09-30."),
        ({**SK, "paper_date": "2026-11-10"}, "sk.jpg: Tanggalnya belum tiba. Isi tanggal yang tertulis di naskahnya."),
        ({**SK, "paper_kind": "piagam"}, "sk.jpg: Pilih jenis bukti dari daftar."),
        ({**SK, "paper_number": "9" * 201}, "sk.jpg: Nomor terlalu panjang: 201 huruf, paling banyak 200."),
    ],
)  # fmt: skip
def test_what_a_paper_is_known_by_is_asked_when_it_is_sent(
    tuntas: SimpleNamespace, told: dict[str, str], sentence: str
):
    task = reported(tuntas)
    with pytest.raises(Invalid) as refused:
        note(tuntas, task, file(tuntas, **told))
    assert refused.value.fields == {"photos": sentence}
    assert current_evidence(tuntas.store, task["id"]) == []


def test_every_file_that_lacks_something_is_named(tuntas: SimpleNamespace):
    second = {**file(tuntas, "#666", paper_kind="surat"), "name": "surat.jpg"}
    with pytest.raises(Invalid) as refused:
        note(tuntas, reported(tuntas), file(tuntas, paper_kind="sk"), second)
    assert refused.value.fields["photos"] == "sk.jpg: Isi nomor dan tanggal SK. surat.jpg: Isi nomor dan tanggal Surat."


def test_a_demand_that_changes_goes_to_the_tasks_and_is_told_under_papers(tuntas: SimpleNamespace):
    task = reported(tuntas)
    rakor = tuntas.store.get("rakor", task["rakor"])
    changed = {**OUTCOME, "demands": ["foto", "sk"]}
    with pytest.raises(Invalid, match="Tulis alasan perubahan"):
        save_outcome(tuntas.store, DINSOS, rakor["id"], task["outcome"], changed, version=rakor["version"], at=START)
    save_outcome(
        tuntas.store, DINSOS, rakor["id"], task["outcome"], {**changed, "reason": "Diminta pimpinan rapat."},
        version=rakor["version"], at=START,
    )  # fmt: skip
    assert tuntas.store.get("task", task["id"])["demands"] == ["sk", "foto"]
    (told,) = tuntas.store.find("event", task=task["id"], name="facts_changed")
    assert told["fields"]["changes"] == [{"label": "Bukti yang diminta", "before": "", "after": "SK dan foto"}]


def test_outcomes_and_tasks_of_earlier_versions_demand_nothing(tuntas: SimpleNamespace):
    task = note(tuntas, reported(tuntas), file(tuntas))
    rakor = tuntas.store.get("rakor", task["rakor"])
    del rakor["outcomes"][0]["demands"]
    rakor = tuntas.store.save(rakor)
    before = dict(task)
    del before["demands"]
    task = tuntas.store.save(before)
    piece = current_evidence(tuntas.store, task["id"])[0]
    tuntas.store.save({name: value for name, value in piece.items() if not name.startswith("paper_")})
    assert do(tuntas, task, "claim", CHAIR, START)["waits_for"] == "dinsos"
    saved, _ = save_outcome(
        tuntas.store, DINSOS, rakor["id"], task["outcome"], OUTCOME, version=rakor["version"], at=START
    )
    assert saved["outcomes"][0]["demands"] == []


def test_demands_travel_with_the_rakor_as_data(tuntas: SimpleNamespace):
    task = reported(tuntas, "berita_acara")
    (outcome,) = as_data(tuntas.store, DINSOS, tuntas.store.get("rakor", task["rakor"]))["outcomes"]
    assert outcome["demands"] == ["berita_acara"]
    assert check_outcome({**outcome, **outcome["suggested"]})["demands"] == ["berita_acara"]


@pytest.mark.parametrize("typed", [["foto", "sk", "foto"], "SK, Foto", ["SK, foto"], "foto,sk"])
def test_demands_are_read_as_boxes_and_as_words(typed: Any):
    assert check_outcome({"text": "Isi.", "demands": typed})["demands"] == ["sk", "foto"]


def test_an_unknown_demand_is_refused():
    with pytest.raises(Invalid) as refused:
        check_outcome({"text": "Isi.", "demands": ["sk", "piagam"]})
    assert refused.value.fields == {"demands": "Jenis bukti “piagam” tidak dikenal. Pilih dari daftar."}


def test_the_keterangan_names_its_proof_as_it_was_typed(app: Flask, tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    proof = {"caption": "Penetapan Pengadilan Negeri", "paper_number": "12/Pdt.G/2026", "paper_date": "2026-11-02"}
    task = do(tuntas, task, "ask_change cannot", CHAIR, START, **proof)
    for name, actor in (("support_change", SEKDIS), ("grant_impossible", DINSOS)):
        task = do(tuntas, task, name, actor, START)
    paper = tuntas.store.find("document", task=task["id"], type="keterangan")[0]
    said = json.dumps(app.extensions["tuntas"].publisher.content(paper["id"]), ensure_ascii=False)
    assert '"Penetapan Pengadilan Negeri", "12/Pdt.G/2026", "2\u00a0November 2026"' in said


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"caption": ""}, "caption"), ({"paper_date": "2026-11-10"}, "paper_date"), ({"evidence": []}, "evidence")],
)
def test_a_proof_has_a_name_and_a_day_that_has_come(tuntas: SimpleNamespace, typed: dict[str, Any], field: str):
    with pytest.raises(Invalid) as refused:
        do(tuntas, bring(tuntas, "reported", START), "ask_change cannot", CHAIR, START, **typed)
    assert set(refused.value.fields) == {field}


def test_words():
    assert paper_words({}) == ""
    assert paper_words(SK) == "SK Nomor 460/12/2026 tanggal 5 November 2026"
    assert paper_words({"paper_number": "7", "paper_date": ""}) == "Nomor 7"
    assert demand_words(["sk", "berita_acara", "foto"]) == "SK, berita acara, dan foto"
    assert kind_of({"media": "application/pdf"}) == ""
    assert kind_of({"media": "application/pdf", "paper_kind": "foto"}) == "foto"
    assert lacking(["surat"], [{"media": "image/jpeg", "paper_kind": "surat"}]) == ["nomor dan tanggal Surat"]
