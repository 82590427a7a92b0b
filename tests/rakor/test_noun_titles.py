"""Titles of papers are noun phrases: proposed by rule, as typed, never a command."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from documents.compose.outcomes_with_lks import involved
from documents.report.frozen import from_data
from tests.world import homes, plain_lines
from tests.world.arranged import DINSOS, OUTCOME, SEKDIS, new_task
from tests.world.instance import START
from tests.world.pages_read import page
from tests.world.papers import WORDS
from tests.world.rakor_forms import BUTIR
from workflow.demo import story
from workflow.papers import at_any_time
from workflow.papers.at_any_time import Subject
from workflow.rakor.noun_titles import LONGEST, paper_title, proposed
from workflow.rakor.papers import as_it_stands
from workflow.rakor.recording import save_outcome
from workflow.store import Record

As = Callable[[str], FlaskClient]
TITLES = {
    # by the letters of the verb
    "Menyusun SOP": "Penyusunan SOP",
    "Menandatangani MoU": "Penandatanganan MoU",
    "Mengusulkan anggaran": "Pengusulan anggaran",
    "Melaporkan hasil": "Pelaporan hasil",
    "Mendata LKS": "Pendataan LKS",
    "Memutakhirkan data": "Pemutakhiran data",
    "Mendampingi lansia": "Pendampingan lansia",
    "Mengecek sarana": "Pengecekan sarana",
    "Memberi bantuan": "Pemberian bantuan",
    "Mengkaji aturan": "Pengkajian aturan",
    "Mengawasi panti": "Pengawasan panti",
    "Memperluas jejaring": "Perluasan jejaring",
    # as usage has it
    "Memperkuat kelembagaan": "Penguatan kelembagaan",
    "Mengatasi gelandangan": "Penanganan gelandangan",
    "Mensosialisasikan Qanun": "Sosialisasi Qanun",
    "Menyosialisasikan Qanun": "Sosialisasi Qanun",
    "Berkoordinasi dengan Bappeda": "Koordinasi dengan Bappeda",
    "Bekerja sama dengan kampus": "Kerja sama dengan kampus",
    "Melakukan pendataan LKS": "Pendataan LKS",
    # commands, the passive, demands
    "Susunlah rencana": "Penyusunan rencana",
    "Tanda tangani kesepakatan": "Penandatanganan kesepakatan",
    "Tindak lanjuti hasil": "Tindak lanjut atas hasil",
    "Dibentuknya forum LKS": "Pembentukan forum LKS",
    "Perlu disusun SOP rujukan": "Penyusunan SOP rujukan",
    "SOP disusun oleh Dinas Sosial": "Penyusunan SOP oleh Dinas Sosial",
    "Setiap LKS wajib melaporkan kegiatan": "Pelaporan kegiatan oleh setiap LKS",
    "Pemerintah kabupaten/kota agar menyusun SOP": "Penyusunan SOP oleh pemerintah kabupaten/kota",
    # several verbs
    "Menyusun dan menetapkan SK serta melaporkan hasilnya": "Penyusunan dan penetapan SK serta pelaporan hasilnya",
    "Membina LKS, kemudian melaporkannya": "Pembinaan LKS, kemudian pelaporannya",
    # what is a noun stays
    "Kemitraan LKS": "Kemitraan LKS",
    "Media informasi LKS": "Media informasi LKS",
    "Kebijakan dan tindakan di Bener Meriah": "Kebijakan dan tindakan di Bener Meriah",
    "Data LKS yang belum melaporkan kegiatan": "Data LKS yang belum melaporkan kegiatan",
    "Dialog dengan disabilitas": "Dialog dengan disabilitas",
    "Pembinaan LKS melalui pelatihan": "Pembinaan LKS melalui pelatihan",
    # what nobody can be sure of
    "Jangan menunda": "",
    "Agar cepat": "",
    "kata " * 40: "",
    "": "",
}


@pytest.mark.parametrize("text", TITLES)
def test_a_title_is_proposed_by_rule(text: str) -> None:
    assert proposed(text) == TITLES[text]


def test_a_long_text_loses_its_circumstances_and_never_ends_in_the_middle() -> None:
    text = (
        "Setiap LKS meningkatkan pencegahan dan penanganan masalah sosial melalui asesmen awal, rencana pelayanan, dan "
        "rujukan yang terdokumentasi dengan menjaga kerahasiaan penerima pelayanan. Lalu yang lain."
    )
    assert proposed(text) == "Peningkatan pencegahan dan penanganan masalah sosial"
    assert len(proposed("Menyusun " + "x" * 139)) == LONGEST
    assert proposed("Menyusun " + "x" * 140) == ""


@pytest.mark.parametrize("title", [*story.TITLES.values(), story.PROMISE])
def test_no_title_of_the_demo_is_a_command_on_paper(title: str) -> None:
    assert re.match("Pe[a-z]+an ", proposed(title))


@pytest.fixture
def task(tuntas: SimpleNamespace) -> Record:
    return new_task(tuntas, START)


def stored(tuntas: SimpleNamespace, task: Record) -> Record:
    return dict(tuntas.store.get("rakor", task["rakor"])["outcomes"][0])


def edited(tuntas: SimpleNamespace, task: Record, **changed: str) -> Record:
    rakor = tuntas.store.get("rakor", task["rakor"])
    data = {**OUTCOME, **changed}
    save_outcome(tuntas.store, DINSOS, rakor["id"], task["outcome"], data, version=rakor["version"], at=START)
    return stored(tuntas, task)


def test_a_typed_title_is_kept_and_a_proposed_one_follows_the_short_title(
    tuntas: SimpleNamespace, task: Record
) -> None:
    one = edited(tuntas, task, title="Susun SOP", paper_title="Penyusunan SOP")
    assert (one["paper_title"], paper_title(one)) == ("", "Penyusunan SOP")
    one = edited(tuntas, task, title="Bahas SOP", paper_title="Penyusunan SOP")
    assert (one["paper_title"], paper_title(one)) == ("", "Pembahasan SOP"), "nobody had typed it"
    one = edited(tuntas, task, title="Bahas SOP", paper_title="Prosedur Rujukan")
    assert paper_title(one) == "Prosedur Rujukan"
    one = edited(tuntas, task, title="Tinjau SOP", paper_title="Prosedur Rujukan")
    assert paper_title(one) == "Prosedur Rujukan"
    assert paper_title(edited(tuntas, task, title="Tinjau SOP", paper_title="")) == "Peninjauan SOP"


def test_a_part_has_its_own_and_an_outcome_of_before_the_proposed(tuntas: SimpleNamespace, task: Record) -> None:
    one = edited(tuntas, task, title="Susun SOP", paper_title="Prosedur Rujukan")
    assert paper_title(one, "Susun SOP panti") == "Penyusunan SOP panti"
    del one["paper_title"]
    assert paper_title(one) == "Penyusunan SOP"


def test_the_form_proposes_it_and_takes_another(client_as: As, tuntas: SimpleNamespace, task: Record) -> None:
    edited(tuntas, task, title="Susun SOP")
    client, here = client_as("dinsos.aceh"), f"/rakor/{task['rakor']}/butir/{task['outcome']}"
    box = page(client, here).xpath("//input[@name='paper_title']")[0]
    assert (box.get("value"), box.get("maxlength")) == ("Penyusunan SOP", "150")
    typed = {**BUTIR, "version": tuntas.store.get("rakor", task["rakor"])["version"], "paper_title": "Prosedur Rujukan"}
    refused = client.post(here, data={**typed, "paper_title": "x" * 151})
    assert (refused.status_code, "x" * 151 in refused.text) == (422, True)
    assert "paling banyak 150" in refused.text
    assert client.post(here, data=typed).status_code == 303
    assert stored(tuntas, task)["paper_title"] == "Prosedur Rujukan"


def test_papers_about_many_call_each_by_its_noun(tuntas: SimpleNamespace, task: Record) -> None:
    lks = homes.of_words(tuntas.store, task, WORDS["plain"]["lks"], START)
    edited(tuntas, task, title="Susun SOP rujukan Kabupaten/Kota")
    task = tuntas.store.save({**tuntas.store.get("task", task["id"]), "plan": {**task["plan"], "action": ""}})
    for kind, subject in (("kabupaten", Subject(task["region"])), ("profil_lks", lks)):
        order = at_any_time.order(tuntas.store, SEKDIS, kind, subject, {}, at=START + timedelta(days=60))
        said = " ".join(plain_lines.lines(from_data(tuntas.publisher.compose(tuntas.store, order).data)))
        assert ("Penyusunan SOP rujukan Kabupaten Bireuen" in said, "Susun SOP" in said) == (True, False), kind
    for kind, there in (("matriks", "Kabupaten/Kota"), ("rekap", "Kabupaten Bireuen")):
        order = as_it_stands(tuntas.store, DINSOS, kind, task["rakor"], at=START)
        said = " ".join(plain_lines.lines(from_data(tuntas.publisher.compose(tuntas.store, order).data)))
        assert (f"Penyusunan SOP rujukan {there}" in said, "Susun SOP" in said) == (True, False), kind


def test_the_report_of_the_indicator_and_the_excel_of_matrix_and_recap_do_so_too(
    client_as: As, tuntas: SimpleNamespace, task: Record
) -> None:
    homes.of_words(tuntas.store, task, WORDS["plain"]["lks"], START)
    edited(tuntas, task, title="Susun SOP rujukan")
    assert [one.title for one in involved(tuntas.store, "2026-12-31")] == ["Penyusunan SOP rujukan"]
    tuntas.store.save({**tuntas.store.get("task", task["id"]), "plan": {**task["plan"], "action": ""}})
    dinsos = client_as("dinsos.aceh")
    for address in ("/matriks.xlsx", "/tugas/rekap.xlsx"):
        rows = load_workbook(io.BytesIO(dinsos.get(f"{address}?rakor={task['rakor']}").data)).active.values
        assert "Penyusunan SOP rujukan" in [cell for row in rows for cell in row], address
