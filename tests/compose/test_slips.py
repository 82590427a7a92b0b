"""What goes with a report: a receipt in two halves and a disposition sheet, to be filled in; nothing is made up."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from documents.pdf import writer as pdf
from documents.report.blocks import Paragraph, Table, Title
from documents.report.boxes import BOX, TICK, Form, Slip
from documents.word import writer as word
from documents.word.elements import W
from tests.world import report_samples as samples
from tests.world.desk import BASE, RICH_PLAN, Desk, at, blocks, full_desk, report_of, rich_desk, said
from workflow.papers.publishing import Frozen
from workflow.store import Store

NUMBER = "400.9.12/0147/DINSOS/2023"
WHEN = at(9, 25)


@pytest.fixture
def rich(store: Store) -> Desk:
    return rich_desk(store)


def slip(desk: Desk, kind: str, number: str = NUMBER, **more: str) -> Frozen:
    desk.do("submit", at(9, 20), **RICH_PLAN)
    way = {"number_from": "typed", "number": number} if number else {"number_from": "blank"}
    desk.do("report", WHEN, **way, addressee="Bupati Bireuen")
    return again(desk, kind, **more)


def again(desk: Desk, kind: str, **more: str) -> Frozen:
    report = desk.store.find("document", type="laporan")[0]
    issue = desk.issue(kind, WHEN, addressee="Bupati Bireuen", params={"report": report["id"]}, **more)
    return desk.compose(desk.store, issue)


def code_of(desk: Desk) -> str:
    return str(desk.store.find("document", type="laporan")[0]["code"])


def test_both_halves_of_a_receipt_say_what_was_sent(rich: Desk) -> None:
    frozen = slip(rich, "tanda_terima")
    upper, lower = blocks(frozen, Slip)
    assert (upper.sheet, lower.sheet) == ("Lembar 1, kembali kepada pengirim", "Lembar 2, untuk penerima")
    assert (upper.cut, lower.cut) == ("potong di sini", "")
    assert upper.rows == lower.rows
    assert dict(upper.rows) == {
        "Naskah": "Laporan Hasil Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS) dan Rencana Tindak Lanjut "
        "Kabupaten Bireuen",
        "Nomor, tanggal": f"{NUMBER}, 25 September 2023",
        "Banyaknya": "1 (satu) berkas dan 1 (satu) lembar disposisi",
        "Dikirim oleh": "Kepala Dinas Sosial Kabupaten Bireuen",
        "Kepada": "Bupati Bireuen",
    }
    assert upper.office == "DINAS SOSIAL KABUPATEN BIREUEN"


def test_who_took_it_when_and_how_is_left_to_be_filled_in(rich: Desk) -> None:
    frozen = slip(rich, "tanda_terima")
    for half in blocks(frozen, Slip):
        blanks = dict(half.blanks)
        assert blanks.pop("Cara").count(BOX) == 4
        assert all(set(text) == {"."} for text in blanks.values())
    assert TICK not in said(frozen)


@pytest.mark.parametrize("kind", ["tanda_terima", "disposisi"])
def test_a_slip_has_the_code_of_its_report_and_none_of_its_own(rich: Desk, kind: str) -> None:
    frozen = slip(rich, kind)
    report = report_of(frozen)
    assert (report.code, report.check_url) == ("", f"{BASE}/cek/{code_of(rich)}")
    assert f"cek/{code_of(rich)}" in said(frozen) + "".join(report.beside)
    assert frozen.signer == ""


@pytest.mark.parametrize("kind", ["tanda_terima", "disposisi"])
def test_a_number_that_is_not_known_is_a_place_to_write_it(rich: Desk, kind: str) -> None:
    assert "....................," in said(slip(rich, kind, number="")) or kind == "disposisi"
    assert "400.9.12/......./DINSOS/2023" in said(again(rich, kind, slot="400.9.12/......./DINSOS/2023"))


def test_the_cut_of_a_receipt_is_in_the_middle_of_its_one_sheet(rich: Desk, tmp_path: Path) -> None:
    target = tmp_path / "tanda-terima.pdf"
    target.write_bytes(pdf.write(report_of(slip(rich, "tanda_terima")), samples.picture))
    command = ["pdftotext", "-bbox", str(target), "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert told.count("<page ") == 1
    words = [line for line in told.splitlines() if ">potong<" in line or ">TANDA<" in line]
    places = [float(line.split('yMax="')[1].split('"')[0]) / 72 * 25.4 for line in words]
    assert 145 < places[1] < 148.5 < places[2]
    assert places[2] - places[0] == pytest.approx(148.5, abs=0.5)


def test_the_sheet_of_the_leader_asks_the_points_of_the_cover(store: Store) -> None:
    desk = full_desk(store)
    plans = (RICH_PLAN, {**RICH_PLAN, "deadline": "2023-12-31"}, {**RICH_PLAN, "deadline": ""})
    desk.all_submitted(at(9, 20), *plans)
    desk.all_reported(WHEN, number_from="typed", number=NUMBER, addressee="Bupati Bireuen")
    others = tuple(desk.store.get("task", task) or {} for task in desk.others)
    report = desk.store.find("document", type="laporan")[0]
    issue = desk.issue("disposisi", WHEN, others=others, params={"report": report["id"]})
    frozen = desk.compose(desk.store, issue)
    assert [row.cells for row in blocks(frozen, Table)[0].rows] == [
        ("1", "Pelaksanaan rencana tindak lanjut", BOX, BOX, BOX),
        ("2", "Batas waktu pelaksanaan butir 3, yang belum ditetapkan", BOX, BOX, BOX),
    ]
    assert blocks(frozen, Title)[0].lines == ("LEMBAR DISPOSISI", "BUPATI BIREUEN")


def test_its_lists_are_those_of_the_office_and_only_its_urgency_is_ticked(rich: Desk) -> None:
    rich.set_office(
        "dinsos", forwards="Kepala Bappeda\n\nKepala Bagian Hukum", wishes="simpan", urgency="Sangat Segera"
    )
    form = blocks(slip(rich, "disposisi"), Form)[0]
    to, wishes = form.rows[-1]
    assert [line.replace("\u00a0", " ") for line in to.text.split("\n")[:3]] == [
        "Diteruskan kepada", f"{BOX} Kepala Bappeda", f"{BOX} Kepala Bagian Hukum",
    ]  # fmt: skip
    assert wishes.text.count(BOX) == 2  # one wish, and one to be written
    ticked = [box.text for row in form.rows for box in row if TICK in box.text]
    assert [text.replace("\u00a0", " ").split("\n")[1].split("  ")[0] for text in ticked] == [f"{TICK} Sangat Segera"]


def test_an_urgency_that_the_sheet_does_not_know_is_not_ticked(rich: Desk) -> None:
    rich.set_office("dinsos", urgency="Biasa")
    assert TICK not in said(slip(rich, "disposisi")).replace(f"tanda {TICK} pada", "")


def test_slips_of_a_joint_report_have_both_its_numbers(rich: Desk) -> None:
    for office in rich.store.find("office", region=rich.region):
        rich.store.save({**office, "report_identity": "bersama", "number_pelaksanaan": "series"})
    rich.do("submit", at(9, 20), **RICH_PLAN)
    rich.do("report", WHEN, number_from="typed", number=NUMBER, addressee="Bupati Bireuen")
    (of_lkks,) = [one["number"] for one in rich.store.find("entry") if "LKKS" in one["number"]]
    both = f"{NUMBER} dan {of_lkks}"
    _, receipt, sheet = rich.frozen[-3:]
    assert [dict(one.rows)["Nomor, tanggal"] for one in blocks(receipt, Slip)] == [f"{both}, 25 September 2023"] * 2
    assert f"Lembar ini menyertai Laporan Nomor {both}." in sheet.data["beside"]


def boxed_words(content: bytes, folder: Path, mark: str) -> list[float]:
    """How tall each word with the mark in it is printed, in points."""
    target = folder / "lembar.pdf"
    target.write_bytes(content)
    told = subprocess.run(["pdftotext", "-bbox", target, "-"], capture_output=True, text=True, check=True).stdout
    words = re.findall(r'yMin="([0-9.]+)" xMax="[0-9.]+" yMax="([0-9.]+)">([^<]*)', told)
    return [float(bottom) - float(top) for top, bottom, word in words if mark in word]


def sizes(content: bytes, mark: str) -> set[str | None]:
    """In half points, of every text of a Word file with the mark in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    runs = [run for run in body.iter(f"{W}r") if mark in "".join(run.itertext())]
    found = [run.find(f"{W}rPr/{W}sz") for run in runs]
    return {None if one is None else one.get(f"{W}val") for one in found}


@pytest.mark.parametrize("kind", ["tanda_terima", "disposisi"])
def test_a_pen_finds_boxes_of_its_size_and_fine_lines(rich: Desk, kind: str, tmp_path: Path) -> None:
    report = report_of(slip(rich, kind))
    made, content = pdf.write(report, samples.picture), word.write(report, samples.picture)
    assert min(boxed_words(made, tmp_path, BOX)) > 12
    assert max(boxed_words(made, tmp_path, "." * 20)) < 6
    assert sizes(content, BOX) == {"28"}
    assert sizes(content, "." * 20) == {"8"}


def test_the_points_asked_about_stand_out_in_their_head(rich: Desk) -> None:
    caption = next(one for one in blocks(slip(rich, "disposisi"), Paragraph) if one.variant == "caption")
    assert caption.bold == ("Pokok yang dimohon arahan",)


def test_the_title_of_a_receipt_is_spaced_in_both_files(rich: Desk) -> None:
    content = word.write(report_of(slip(rich, "tanda_terima")), samples.picture)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    titles = [run for run in body.iter(f"{W}r") if "".join(run.itertext()) == "TANDA TERIMA NASKAH"]
    assert len(titles) == 2
    assert all(run.find(f"{W}rPr/{W}spacing") is not None for run in titles)
