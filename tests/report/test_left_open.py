"""What of a paper is blank is told before it takes a number, and a report without any outcome is not issued."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from documents.report.blocks import Letterhead, Meta, Paragraph, Report, Section, SignatureBlock, Signer, Title
from documents.report.language import DOTS
from documents.report.left_open import Gap, left_open
from tests.world.arranged import DINSOS, new_task
from tests.world.instance import START, signed_in
from tests.world.pages_read import links, page, text, texts
from workflow.errors import Invalid
from workflow.offices.offices import office_of
from workflow.rakor.papers import issue_for_rakor
from workflow.rakor.recording import record_rakor

HEAD = {"title": "Rapat Koordinasi LKS", "organiser": "Dinas Sosial Aceh", "start": "2026-09-18", "venue": "Aula",
        "chair": "Kepala Dinas"}  # fmt: skip


def report(*blocks: object) -> Report:
    return Report("hasil", "Laporan", (Section(blocks),), "2026-11-09T02:00:00Z")  # type: ignore[arg-type]


def test_what_is_dotted_is_told_once_and_by_whom_it_is_filled_in():
    found = left_open(report(
        Letterhead("dinas", ("PEMERINTAH ACEH", "DINAS SOSIAL")),
        Title(("LAPORAN",), f"NOMOR {DOTS}"),
        Meta((("Ketua", (DOTS,)), ("Tempat", ("Aula",)))),
        Paragraph(f"Pukul {DOTS} s.d. {DOTS} WIB"), Paragraph(f"{DOTS} hadir"), Paragraph(DOTS),
        SignatureBlock((Signer(("KEPALA DINAS,",), rank_line=True, nip="1", nip_line=True),) * 2),
    ))  # fmt: skip
    assert found == [
        Gap("kantor", "alamat pada kop"), Gap("tangan", "nomor"), Gap("isi", "ketua"),
        Gap("isi", "“Pukul … s.d. … WIB”"), Gap("isi", "“… hadir”"), Gap("isi", "sebuah baris"),
        Gap("kantor", "nama dan pangkat penanda tangan (KEPALA DINAS)"),
    ]  # fmt: skip


def test_a_blank_is_told_with_its_clause():
    when = f"Pada hari ini, Senin (25-11-2026), bertempat di {DOTS}, pukul {DOTS} s.d. {DOTS} WIB, kami hadir."
    found = left_open(report(Paragraph(when)))
    assert [gap.words for gap in found] == ["“bertempat di …”", "“pukul … s.d. … WIB”"]
    long = f"Rapat yang dihadiri oleh semua yang diundang dibuka oleh {DOTS} atas nama Kepala Dinas Sosial Aceh."
    assert [gap.words for gap in left_open(report(Paragraph(long)))] == [
        "“… yang diundang dibuka oleh … atas nama Kepala Dinas …”"
    ]


def test_a_whole_paper_leaves_nothing_open():
    whole = Signer(("KEPALA DINAS,",), name="Cut, S.Sos.", rank="Pembina", rank_line=True, nip="1", nip_line=True)
    head = Letterhead("dinas", ("PEMERINTAH ACEH", "DINAS SOSIAL"), ("Jalan Contoh 1",))
    assert left_open(report(head, Title(("LAPORAN",), "NOMOR 1"), SignatureBlock((whole,)))) == []


@pytest.mark.parametrize("kind", ["hasil", "notula", "rekap", "matriks"])
def test_without_any_outcome_it_is_not_issued_and_takes_no_number(tuntas: SimpleNamespace, kind: str):
    rakor = record_rakor(tuntas.store, DINSOS, HEAD, at=START)["id"]
    with pytest.raises(Invalid, match="Belum ada butir hasil"):
        issue_for_rakor(tuntas.store, tuntas.publisher, DINSOS, kind, rakor, {}, at=START)
    assert [tuntas.store.count(what) for what in ("document", "entry", "content")] == [0, 0, 0]


def test_a_notula_without_its_chair_is_not_issued(tuntas: SimpleNamespace, app: Flask):
    rakor = new_task(tuntas, START)["rakor"]
    tuntas.store.save({**tuntas.store.get("rakor", rakor), "chair": ""})
    with pytest.raises(Invalid, match="Pimpinan rapat belum dicatat"):
        issue_for_rakor(tuntas.store, tuntas.publisher, DINSOS, "notula", rakor, {}, at=START)
    shown = page(signed_in(app, "dinsos.aceh"), f"/rakor/{rakor}/dokumen/notula")
    assert links(shown, "//section[@aria-labelledby='kurang']//a") == {"Isi": f"/rakor/{rakor}/ubah"}
    assert tuntas.store.count("document") == 0


@pytest.mark.parametrize("kind", ["hasil", "notula", "rekap", "matriks"])
def test_its_page_says_so_with_the_way_there_and_has_no_button(app: Flask, kind: str):
    store, client = app.extensions["tuntas"].store, signed_in(app, "dinsos.aceh")
    rakor = record_rakor(store, DINSOS, HEAD, at=START)["id"]
    address = f"/rakor/{rakor}/dokumen/{kind}"
    shown = page(client, address)
    assert "Belum ada butir hasil yang dicatat. Isi" in texts(shown, "//section[@aria-labelledby='kurang']//li")
    assert links(shown, "//section[@aria-labelledby='kurang']//a") == {"Isi": f"/rakor/{rakor}/butir/baru"}
    assert shown.xpath("//main//form//button") == []
    assert client.post(address).status_code == 422
    assert client.get(f"{address}.docx").status_code == 200


def told(client: FlaskClient, address: str) -> str:
    return text(page(client, address).xpath("//main")[0])


def test_the_blanks_stand_above_the_number(tuntas: SimpleNamespace, app: Flask):
    rakor, client = new_task(tuntas, START)["rakor"], signed_in(app, "dinsos.aceh")
    office = office_of(tuntas.store, "11", "dinsos")
    tuntas.store.save({**office, "address": "", "signer_name": "", "signer_rank": "", "signer_nip": ""})
    said = told(client, f"/rakor/{rakor}/dokumen/hasil")
    blank = said.index("nama, pangkat, dan NIP penanda tangan (KEPALA DINAS SOSIAL ACEH)")
    assert said.index("alamat pada kop") < blank < said.index("Ubah nomor")
    person = {"address": "Jalan 1", "signer_name": "Cut", "signer_rank": "Pembina", "signer_nip": "1" * 18}
    tuntas.store.save({**office_of(tuntas.store, "11", "dinsos"), **person})
    assert "Masih kosong" not in told(client, f"/rakor/{rakor}/dokumen/hasil")


def test_who_signs_a_notula_is_written_by_hand(tuntas: SimpleNamespace, app: Flask):
    rakor = new_task(tuntas, START)["rakor"]
    said = told(signed_in(app, "dinsos.aceh"), f"/rakor/{rakor}/dokumen/notula")
    assert "penanda tangan (PIMPINAN RAPAT" in said
    assert said.count("(ditulis tangan)") == 2


def test_they_are_told_to_who_approves_and_to_who_verifies(demo_app: Flask):
    store = demo_app.extensions["tuntas"].store
    for region in ("11", "11.11"):
        for identity in ("dinsos", "lkks"):
            if there := store.find("office", region=region, identity=identity):
                store.save({**there[0], "signer_name": ""})
    for who, where in (("sekdis.bireuen", "/persetujuan"), ("dinsos.aceh", "/pemeriksaan")):
        client = signed_in(demo_app, who)
        answer = client.get(where, follow_redirects=True)
        assert "Masih kosong pada naskah ini" in answer.text, who
