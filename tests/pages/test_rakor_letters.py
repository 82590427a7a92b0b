"""The pages on which Dinas Sosial Aceh writes to one kabupaten/kota about its tasks of a rakor."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docx import Document
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from documents.report.frozen import from_data
from tests.world import plain_lines
from tests.world.arranged import DINSOS, bring
from tests.world.instance import START, Clock, signed_in
from tests.world.pages_read import links, page, text, texts
from workflow.agenda.register import Wanted
from workflow.rakor import letters
from workflow.store import Record

LATE = START + timedelta(days=60)


@pytest.fixture
def task(tuntas: SimpleNamespace) -> Record:
    return bring(tuntas, "reported", START)


@pytest.fixture
def dinsos(app: Flask, clock: Clock, task: Record) -> FlaskClient:
    clock.at = LATE
    return signed_in(app, "dinsos.aceh")


def at(task: Record, letter: str) -> str:
    return f"/rakor/{task['rakor']}/kabupaten/11.11/{letter}"


def typed(task: Record, **more: Any) -> dict[str, Any]:
    return {
        "place": "Kantor Dinas Sosial Aceh", "begins": "9.30", "ends": "12.00", "following": "2027-02-01",
        f"result-{task['id']}": "Bukti diterima, sesuai", **more,
    }  # fmt: skip


def said(tuntas: SimpleNamespace, kind: str) -> str:
    (record,) = tuntas.store.find("document", type=kind)
    content = tuntas.store.find("content", document=record["id"])[0]["data"]
    return " ".join(" ".join(plain_lines.lines(from_data(content))).split())


def test_the_page_of_the_rakor_leads_to_both(dinsos: FlaskClient, task: Record):
    found = links(page(dinsos, f"/rakor/{task['rakor']}"), "//section[@aria-labelledby='surat']//a")
    assert found == {
        "Pengingat I": at(task, "pengingat"), "Berita acara": at(task, "berita_acara"),
        "Ingatkan yang terlambat": f"/ingatkan?rakor={task['rakor']}",
    }  # fmt: skip


def test_a_reminder_is_read_and_issued(tuntas: SimpleNamespace, dinsos: FlaskClient, task: Record):
    shown = text(page(dinsos, at(task, "pengingat")).xpath("//article")[0])
    assert "terdapat 1 (satu) tindak lanjut Kabupaten Bireuen yang melewati batas waktu" in shown
    assert dinsos.get(f"{at(task, 'pengingat')}.docx").status_code == 200
    answer = dinsos.post(at(task, "pengingat"))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/rakor/{task['rakor']}#dokumen-rakor")
    assert "terdapat 1 (satu) tindak lanjut" in said(tuntas, "pengingat")
    again = page(dinsos, at(task, "pengingat"))
    (reason,) = texts(again, "//section[@aria-labelledby='kurang']//li")
    assert reason == "Pengingat I terbit 8 Januari 2027; Pengingat II paling cepat 22 Januari 2027."
    assert again.xpath("//main//form") == []
    refused = dinsos.post(at(task, "pengingat"))
    assert refused.status_code == 422
    assert reason in refused.text


def test_a_berita_acara_says_what_was_typed_and_names_both(tuntas: SimpleNamespace, dinsos: FlaskClient, task: Record):
    dinsos.post(at(task, "berita_acara"), data=typed(task))
    words = said(tuntas, "berita_acara")
    assert "Pada hari ini, Jumat, tanggal delapan bulan Januari tahun dua ribu dua puluh tujuh (08-01-2027)," in words
    assert "bertempat di Kantor Dinas Sosial Aceh, pukul 09.30 s.d. 12.00 WIB," in words
    assert "selanjutnya disebut PIHAK PERTAMA; dan" in words
    assert "Dinas Sosial Kabupaten Bireuen bersama LKKS Kabupaten Bireuen, selanjutnya disebut PIHAK KEDUA," in words
    assert "telah membahas 1 (satu) tindak lanjut Kabupaten Bireuen dengan hasil sebagai berikut:" in words
    assert "Bukti diterima, sesuai" in words
    assert "dilanjutkan pada pembahasan tanggal 1 Februari 2027." in words
    assert "dalam rangkap 2 (dua), masing-masing mempunyai kekuatan yang sama" in words
    assert words.index("PIHAK KEDUA, ") < words.rindex("PIHAK PERTAMA, ")
    record = tuntas.store.find("document", type="berita_acara")[0]
    assert " dan " in record["signer"]
    assert signed_in_region(dinsos.application, record) == 200


def test_a_deadline_that_was_moved_stands_over_the_one_before(
    tuntas: SimpleNamespace, dinsos: FlaskClient, task: Record
):
    moved = {"deadline_first": "2026-12-15", "deadline": "2027-03-31", "deadlines": [
        {"until": "2027-03-31", "from_day": "2026-12-20", "document": 0},
    ]}  # fmt: skip
    tuntas.store.save({**tuntas.store.get("task", task["id"]), **moved})
    dinsos.post(at(task, "berita_acara"), data=typed(task))
    words = said(tuntas, "berita_acara")
    assert "31 Maret 2027 semula 15 Desember 2026" in words
    assert f"Batas waktu butir {task['no']} diubah dengan adendum." in words


def signed_in_region(app: Flask, record: Record) -> int:
    """The kabupaten reads what it signs; another does not."""
    assert signed_in(app, "sekdis.pidie").get(f"/dokumen/{record['id']}.docx").status_code == 404
    return signed_in(app, "sekdis.bireuen").get(f"/dokumen/{record['id']}.docx").status_code


WRONG = {
    "begins": ("25.00", "Jam mulai “25.00” bukan jam yang benar. Contoh: 09.00."),
    "ends": ("09.00", "Jam selesai tidak sesudah jam mulai."),
    "place": ("", "Isi tempat."),
    "following": ("besok", "bukan tanggal yang benar"),
    "following ": ("2020-01-01", "harus sesudah hari ini"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_is_said_beside_its_field_and_stays(
    tuntas: SimpleNamespace, dinsos: FlaskClient, task: Record, name: str
):
    (value, sentence), name = WRONG[name], name.strip()
    answer = dinsos.post(at(task, "berita_acara"), data=typed(task, **{name: value}))
    assert answer.status_code == 422
    assert sentence in answer.text
    for kept in {**typed(task), name: value}.values():
        assert f'value="{kept}"' in answer.text
    assert tuntas.store.count("entry", region="11") == 0


def test_too_long_a_result_and_none_at_all(dinsos: FlaskClient, task: Record):
    name = f"result-{task['id']}"
    long = dinsos.post(at(task, "berita_acara"), data=typed(task, **{name: "a" * 201}))
    assert (long.status_code, "terlalu panjang: 201 huruf" in long.text) == (422, True)
    none = dinsos.post(at(task, "berita_acara"), data=typed(task, **{name: " "}))
    assert (none.status_code, "Isi hasil pembahasan paling sedikit satu butir." in none.text) == (422, True)


def test_it_is_read_with_what_was_typed_before_it_takes_a_number(
    tuntas: SimpleNamespace, dinsos: FlaskClient, task: Record
):
    answer = dinsos.post(at(task, "berita_acara"), data=typed(task, lihat="ya"))
    assert "pukul 09.30 s.d. 12.00 WIB" in answer.text
    assert "Bukti diterima, sesuai</td>" in answer.text.replace("\n", "")
    assert tuntas.store.count("document", type="berita_acara") == 0


def test_what_cannot_be_read_is_told_beside_its_field_when_it_is_only_read(dinsos: FlaskClient, task: Record):
    shown = dinsos.post(at(task, "berita_acara"), data=typed(task, lihat="ya", following="31-02-2027", ends="8.00"))
    found = html.fromstring(shown.text)
    assert "31-02-2027" in found.get_element_by_id("following-galat").text_content()
    assert found.get_element_by_id("following").get("value") == "31-02-2027"
    assert "Jam selesai tidak sesudah jam mulai" in found.get_element_by_id("ends-galat").text_content()
    begun = html.fromstring(dinsos.post(at(task, "berita_acara"), data={"lihat": "ya"}).text)
    assert begun.xpath("//*[contains(@id, '-galat')]") == []


@pytest.mark.parametrize("who", ["sekdis.bireuen", "ketua.bireuen", "admin"])
def test_nobody_else_opens_them(app: Flask, dinsos: FlaskClient, task: Record, who: str):
    assert signed_in(app, who).get(at(task, "pengingat")).status_code == 403


@pytest.mark.parametrize("address", ["/rakor/{}/kabupaten/11/pengingat", "/rakor/{}/kabupaten/11.99/berita_acara"])
def test_no_such_kabupaten(dinsos: FlaskClient, task: Record, address: str):
    assert dinsos.get(address.format(task["rakor"])).status_code == 404


def test_its_number_stands_on_the_page_of_the_rakor(tuntas: SimpleNamespace, dinsos: FlaskClient, task: Record):
    of = letters.letter(tuntas.store, DINSOS, "pengingat", task["rakor"], "11.11")
    made = letters.issue(tuntas.store, tuntas.publisher, DINSOS, of, {}, Wanted(), at=LATE)
    assert tuntas.store.get("document", made["id"])["number"] in dinsos.get(f"/rakor/{task['rakor']}").text


@pytest.mark.parametrize(("letter", "part"), [("pengingat", "word_hal"), ("berita_acara", "word_title")])
def test_its_words_can_be_said_otherwise(
    tuntas: SimpleNamespace, dinsos: FlaskClient, task: Record, letter: str, part: str
):
    own = {part: "Tindak Lanjut yang Ditunggu", "word_free": "Terima kasih atas kerja sama selama ini."}
    read = dinsos.post(at(task, letter), data={**typed(task), **own, "lihat": "ya"})
    assert own["word_free"] in read.text
    assert tuntas.store.count("document", type=letter) == 0
    long = dinsos.post(at(task, letter), data={**typed(task), **own, part: "a" * 301, "begins": "x"})
    assert (long.status_code, "paling banyak 300" in long.text) == (422, True)
    assert ("Jam mulai “x” bukan jam" in long.text) is (letter == "berita_acara")
    dinsos.post(at(task, letter), data={**typed(task), **own})
    words = said(tuntas, letter)
    assert own[part].upper() in words.upper()
    assert own["word_free"] in words
    (event,) = tuntas.store.find("event", name="rakor_document")
    assert event["chain"] == "11.11"
    assert event["fields"]["wording"]["free"] == own["word_free"]


@pytest.mark.parametrize("letter", ["pengingat", "berita_acara"])
def test_its_tasks_are_named_by_nouns(dinsos: FlaskClient, task: Record, letter: str):
    shown = text(page(dinsos, at(task, letter)).xpath("//article//table")[0])
    assert "Penandatanganan kesepakatan kemitraan" in shown
    assert "Tanda tangani" not in shown


@pytest.mark.parametrize("letter", ["pengingat", "berita_acara"])
def test_its_files_say_what_its_page_says(dinsos: FlaskClient, task: Record, tmp_path: Path, letter: str):
    own = {"word_free": "Terima kasih atas kerja sama selama ini."}
    read = html.fromstring(dinsos.post(at(task, letter), data={**typed(task), **own, "lihat": "ya"}).text)
    (address,) = read.xpath("//a[starts-with(@aria-label, 'Unduh Word')]/@href")
    (tmp_path / "a.docx").write_bytes(dinsos.get(address).data)
    words = "\n".join(part.text for part in Document(str(tmp_path / "a.docx")).element.iter() if part.text)
    assert own["word_free"] in words
    assert ("Bukti diterima, sesuai" in words) is (letter == "berita_acara")
