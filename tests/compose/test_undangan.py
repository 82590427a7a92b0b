"""What an invitation says, and that it is not issued before it can say it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from documents.report.blocks import Table
from documents.report.frozen import from_data
from tests.world import letters_written, papers, plain_lines
from tests.world.arranged import DINSOS
from tests.world.instance import START, Clock, signed_in
from tests.world.pages_read import links, page, texts
from workflow.errors import Invalid
from workflow.offices.offices import office_of
from workflow.rakor.lacking import lacking
from workflow.rakor.papers import issue_for_rakor

WORDS = papers.WORDS["plain"]["rakor"]


def issued(tuntas: SimpleNamespace, at: Any = START, **more: Any) -> Any:
    rakor = letters_written.to_come(tuntas.store, WORDS, **more)
    made = issue_for_rakor(tuntas.store, tuntas.publisher, DINSOS, "undangan", rakor, {}, at=at)
    return from_data(tuntas.store.find("content", document=made["id"])[0]["data"])


def said(report: Any) -> str:
    return " ".join(" ".join(plain_lines.lines(report)).split())


def test_when_and_where_each_time_with_wib(tuntas: SimpleNamespace):
    words = said(issued(tuntas))
    assert "yang akan diselenggarakan pada: hari/tanggal : Selasa s.d. Rabu, 1–2 Desember 2026" in words
    assert "Selasa, 1 Desember 2026, pukul 09.00 WIB s.d. selesai, Aula" in words
    assert "Rabu, 2 Desember 2026, pukul 08.30 s.d. 12.00 WIB, Ruang rapat" in words
    assert "Dalam rangka meningkatkan peran dan kinerja" in words


def test_of_one_day_it_is_said_once(tuntas: SimpleNamespace):
    hours = [{"day": "2026-12-01", "begins": "9", "ends": "", "room": "Aula"}]
    items = [{"day": "2026-12-01", "begins": "09.00", "ends": "10.00", "title": "Pembukaan"}]
    report = issued(tuntas, end="2026-12-01", hours=hours, items=items, purpose="Pemutakhiran data LKS")
    words = said(report)
    assert "hari/tanggal : Selasa, 1 Desember 2026 waktu : pukul 09.00 WIB s.d. selesai tempat : Aula, Hotel" in words
    assert "Dengan ini kami mengundang Saudara untuk menghadiri" in words
    table = next(block for block in report.sections[0].blocks if isinstance(block, Table))
    assert [(row.kind, row.cells) for row in table.rows] == [("row", ("1", "09.00–10.00", "Pembukaan"))]


def test_an_agenda_without_hours_is_a_list(tuntas: SimpleNamespace):
    report = issued(tuntas, items=[], agenda="Pembukaan\nPembahasan")
    assert "acara : sebagai berikut 1. Pembukaan; dan 2. Pembahasan." in said(report)
    assert not any(isinstance(block, Table) for block in report.sections[0].blocks)


def test_it_asks_for_a_deputy_until_the_day_before(tuntas: SimpleNamespace):
    office = office_of(tuntas.store, "11", "dinsos")
    tuntas.store.save({**office, "contact": "Telepon (0651) 1, Pos-el dinsos@example.go.id"})
    words = said(issued(tuntas))
    assert (
        "mohon menugaskan wakil yang dapat mengambil keputusan, dan memberitahukannya paling lambat tanggal "
        "30 November 2026 melalui pos-el dinsos@example.go.id." in words
    )
    on_the_day = said(issued(tuntas, START + timedelta(days=22), title="Rakor lain"))
    assert "memberitahukannya kepada kami melalui pos-el" in on_the_day


def test_whom_it_invites_stands_in_groups_with_their_sum(tuntas: SimpleNamespace):
    words = said(issued(tuntas))
    annex = words[words.index("DAFTAR UNDANGAN") :]
    assert "A. Perangkat daerah 1. Sekretaris Dinas Sosial, Kabupaten Bireuen (2 orang); dan 2. Cut Contoh." in annex
    assert "B. LKKS dan TKSK 1. Ketua LKKS, Kota Lhokseumawe; dan 2. TKSK, Kecamatan Jeumpa, Kabupaten" in annex
    assert "C. Lembaga Kesejahteraan Sosial 1. LKSA Contoh Nurul Ihsan, Kabupaten Bireuen." in annex
    assert "Seluruhnya 6 (enam) orang." in annex
    assert "O'Neil" not in annex


LACKING = {
    "hours": ([], "Jam mulai pada hari pertama belum dicatat."),
    "participants": ([], "Yang diundang belum dicatat sebagai peserta."),
}


@pytest.mark.parametrize("name", LACKING)
def test_what_it_lacks_is_told_and_no_number_is_taken(tuntas: SimpleNamespace, app: Flask, name: str):
    value, sentence = LACKING[name]
    with pytest.raises(Invalid, match=sentence):
        issued(tuntas, **{name: value})
    assert tuntas.store.count("entry") == 0
    rakor = tuntas.store.find("rakor", order="-id")[0]["id"]
    shown = page(signed_in(app, "dinsos.aceh"), f"/rakor/{rakor}/dokumen/undangan")
    assert texts(shown, "//section[@aria-labelledby='kurang']//li") == [f"{sentence} Isi"]
    assert links(shown, "//section[@aria-labelledby='kurang']//a") == {"Isi": f"/rakor/{rakor}/ubah"}


def test_without_an_agenda_nobody_is_invited(tuntas: SimpleNamespace):
    with pytest.raises(Invalid, match="Acara belum dicatat"):
        issued(tuntas, items=[], agenda="")


def test_nobody_is_invited_to_what_has_begun(tuntas: SimpleNamespace, app: Flask, clock: Clock):
    with pytest.raises(Invalid, match="Rakor ini sudah dimulai"):
        issued(tuntas, START + timedelta(days=23))
    clock.at = START + timedelta(days=23)
    rakor = tuntas.store.find("rakor", order="-id")[0]["id"]
    shown = page(signed_in(app, "dinsos.aceh"), f"/rakor/{rakor}/dokumen/undangan")
    (told,) = texts(shown, "//section[@aria-labelledby='kurang']//li")
    assert told == "Rakor ini sudah dimulai, jadi undangannya tidak diterbitkan lagi."
    (only,) = lacking("undangan", {**tuntas.store.get("rakor", rakor), "hours": [], "participants": []}, "2026-12-02")
    assert only.sentence == told, "what would not help is not asked for"


def test_a_newer_one_replaces_it(tuntas: SimpleNamespace):
    rakor = letters_written.to_come(tuntas.store, WORDS)
    for at in (START, START + timedelta(days=1)):
        issue_for_rakor(tuntas.store, tuntas.publisher, DINSOS, "undangan", rakor, {}, at=at)
    assert [one["status"] for one in tuntas.store.find("document", type="undangan")] == ["diganti", "berlaku"]
