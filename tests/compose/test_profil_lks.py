"""The profile of an LKS: a sheet to have at hand, without kop and QR code, that tells no more than was recorded."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest

from documents.pdf import writer as pdf
from documents.report.blocks import Heading, Report, Table
from documents.report.frozen import from_data
from documents.report.handouts import HandoutHead
from documents.word import writer as word
from tests.world import homes, plain_lines
from tests.world.arranged import CHAIR, bring
from tests.world.instance import START
from tests.world.papers import WORDS
from tests.world.report_samples import picture
from workflow.lks.record import new_accreditation, new_registration
from workflow.papers import at_any_time
from workflow.papers.at_any_time import Subject


@pytest.fixture
def home(tuntas: SimpleNamespace) -> Report:
    task = bring(tuntas, "reported", START)
    return profile(tuntas, homes.of_words(tuntas.store, task, WORDS["plain"]["lks"], START))


def profile(tuntas: SimpleNamespace, subject: Subject) -> Report:
    made = at_any_time.issue(tuntas.store, tuntas.publisher, CHAIR, "profil_lks", subject, {}, at=START)
    report = from_data(tuntas.store.find("content", document=made["id"])[0]["data"])
    assert isinstance(report, Report)
    return report


def of(tuntas: SimpleNamespace, **facts: Any) -> Report:
    lks = homes.recorded(tuntas.store, "11.11", START, name="LKS Contoh", **facts)
    return profile(tuntas, Subject("11.11", lks["id"]))


def rows(report: Report, description: str) -> list[tuple[str, ...]]:
    (found,) = (b for b in report.sections[0].blocks if isinstance(b, Table) and b.description == description)
    return [row.cells for row in found.rows]


def head(report: Report) -> HandoutHead:
    found = report.sections[0].blocks[0]
    assert isinstance(found, HandoutHead)
    return found


def test_its_head_says_who_it_is_and_how_it_stands(home: Report):
    assert (head(home).name, head(home).under) == (
        "LKSA Contoh Meunasah Dayah", "Lembaga Kesejahteraan Sosial, Kabupaten Bireuen"
    )  # fmt: skip
    assert head(home).side == ("AKTIF", "Terdaftar, akan berakhir", "17\u00a0Desember 2026 (38 hari)")
    assert head(home).boxed
    headings = [block.marker for block in home.sections[0].blocks if isinstance(block, Heading)]
    assert headings == ["A.", "B.", "C.", "D.", "E.", "F.", "G."]


def test_its_margins_are_those_of_a_handout(home: Report):
    assert (home.sections[0].paper, home.sections[0].margins) == ("A4", (15, 20, 20, 30))


def test_of_whom_nothing_is_known_it_invents_nothing(tuntas: SimpleNamespace):
    report = of(tuntas)
    assert head(report).side == ("BELUM DIPASTIKAN", "Belum terdaftar", "")
    assert not [block for block in report.sections[0].blocks if isinstance(block, Table)]
    said = "\n".join(plain_lines.lines(report))
    for sentence in (
        "Belum ada tanda daftar yang tercatat.", "Layanannya belum diketahui.", "Belum ada data dukungan.",
        "Tidak ada peristiwa yang tercatat.", "Tidak tercatat dalam tindak lanjut.",
    ):  # fmt: skip
        assert sentence in said


@pytest.mark.parametrize(
    ("until", "side"),
    [
        ("tanpa batas", ("Terdaftar", "tanpa batas waktu")),
        ("2030-05-06", ("Terdaftar sampai", "6\u00a0Mei 2030")),
        ("2024-05-06", ("Tanda daftar KEDALUWARSA", "6\u00a0Mei 2024")),
    ],
)
def test_a_registration_is_told_with_its_day(tuntas: SimpleNamespace, until: str, side: tuple[str, str]):
    paper = {**new_registration("STP"), "number": "460/1", "issued": "2021-05-06", "valid_until": until}
    assert head(of(tuntas, registrations=[paper])).side[1:] == side


def test_a_grade_is_told_with_its_days_or_a_dash(tuntas: SimpleNamespace):
    def service(**facts: Any) -> dict[str, Any]:
        return {"kind": "anak dalam panti", "accreditations": [{**new_accreditation(), **facts}] if facts else []}

    services = [
        service(grade="B", decided="2024-05-06", valid_until="2030-11-06"),
        service(grade="A", decided="2018-05-06", valid_until="2020-11-06"),
        service(grade="TTA", year=2023), service(),
    ]  # fmt: skip
    told = [cells[2:] for cells in rows(of(tuntas, services=services), "Layanan dan akreditasi")]
    assert told == [
        ("B", "6\u00a0Mei 2024", "6\u00a0November 2030"),
        ("A (kedaluwarsa)", "6\u00a0Mei 2018", "6\u00a0November 2020"),
        ("TTA", "2023", "–"), ("belum", "–", "–"),
    ]  # fmt: skip


def test_where_an_event_comes_from_is_told_where_it_is_kept(tuntas: SimpleNamespace):
    activity = [
        {**homes.event("2026-10-22", "rakor"), "rakor": 1}, {**homes.event("2026-10-14", "laporan"), "paper": 7},
        homes.event("2026-10-01", "kunjungan"),
    ]  # fmt: skip
    told = [cells[3] for cells in rows(of(tuntas, activity=activity), "Peristiwa keaktifan")]
    assert told == ["daftar hadir rapat 22\u00a0Oktober 2026", "naskah yang disimpan", "–"]


def test_both_files_say_in_words_where_it_is_checked_and_show_no_code(home: Report):
    """Without the word of a demo behind the text it has no picture at all."""
    home = replace(home, mark="", mark_note="", watermark="")
    with zipfile.ZipFile(io.BytesIO(word.write(home, picture))) as archive:
        assert not [name for name in archive.namelist() if name.startswith("word/media/")]
        feet = "".join(archive.read(name).decode() for name in archive.namelist() if name.startswith("word/footer"))
    with pypdfium2.PdfDocument(pdf.write(home, picture)) as document:
        page = document[0].get_textpage().get_text_bounded()
        pictures = [one for one in document[0].get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    assert not pictures
    for said in ("Bukan tanda daftar dan bukan sertifikat akreditasi", f"cek/{home.code}", f"Kode naskah {home.code}"):
        assert said in " ".join(page.split())
        assert said in re.sub("<.*?>", "", feet.replace("<w:noBreakHyphen/>", "-"))
