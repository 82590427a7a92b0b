"""What the book of an office's numbers says: a row for each number, whatever became of it, and their sum."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pytest
from flask import Flask

from documents.compose.agenda_case import as_params
from documents.pdf import writer as pdf
from documents.report.blocks import Report, SignatureBlock, Table
from documents.report.frozen import from_data
from documents.report.key_figures import PageFoot
from documents.report.language import counted
from documents.report.phrases import row_cells
from documents.word import writer as word
from tests.world import agenda_books, papers, plain_lines
from tests.world import report_samples as samples
from tests.world.instance import signed_in
from tests.world.office_suite import Converted
from tests.world.pages_read import links, page
from workflow.agenda import acts
from workflow.agenda.listing import Filters
from workflow.offices.offices import office_of
from workflow.papers.publishing import Issue
from workflow.regions import PROVINCE


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> papers.Desk:
    return papers.desk(tmp_path_factory.mktemp("desk") / "i", papers.WORDS["plain"])


def table(report: Report) -> Table:
    return next(block for block in report.sections[0].blocks if isinstance(block, Table))


def test_every_number_is_a_row_with_what_became_of_it(desk: papers.Desk):
    report = agenda_books.book(desk)
    assert plain_lines.lines(report)[:3] == ["BUKU AGENDA NASKAH KELUAR", "DINAS SOSIAL ACEH", "Tahun 2026; 4 nomor"]
    rows = [tuple(" ".join(cell.text.split()) for cell in row_cells(table(report), row)) for row in table(report).rows]
    number = "400.9.12/000{}/DINSOS/2026".format
    day_ = "9 November 2026"
    assert [(row[0], row[1], row[2], row[6]) for row in rows] == [
        ("0001", number(1), day_, f"{day_}, Sekretariat; SRIKANDI"),
        ("0002", number(2), day_, f"DICABUT {day_} Target belum menyebut jumlah mitra."),
        ("0003", number(3), day_, "Nomor tidak dipakai lagi"),
        ("0004", number(4), "–", f"Cadangan sejak {day_}"),
    ]
    assert [row[3].split()[0] for row in rows] == ["Adendum", "Keterangan", "Batal", "Rapat"]
    told = " ".join(plain_lines.lines(report))
    assert "memuat 4 (empat) nomor: 1 (satu) terbit, 1 (satu) dicabut, 1 (satu) batal, dan 1 (satu) cadangan." in told
    assert (report.code, report.mark) == ("", "")
    assert sum(column.width for column in table(report).columns) == 280


def test_what_was_used_in_a_book_outside_is_said(tmp_path: Path):
    desk = papers.desk(tmp_path / "i", papers.WORDS["plain"])
    acts.continue_after(desk.store, papers.DINSOS, {"last": "318"}, at=papers.AT)
    report = agenda_books.book(desk)
    assert table(report).rows[0].cells[0] == "0319"
    assert "Nomor urut 1 sampai 318 tahun 2026 dipakai di luar Tuntas." in " ".join(plain_lines.lines(report))
    desk.store.close()


def long_book(desk: papers.Desk) -> Report:
    """Of more numbers than a page has, some of them voided, at the end of the year."""
    for number in range(40):
        words = f"Pengingat {number} atas tindak lanjut hasil rapat koordinasi " * (1 + number % 3)
        entry = acts.reserve(desk.store, papers.DINSOS, {"subject": words.strip()}, at=papers.AT)
        if number % 7 == 0:
            why = {"reason": "Nomor tidak jadi dipakai."}
            acts.void(desk.store, papers.DINSOS, entry["id"], why, version=entry["version"], at=papers.AT)
    order = Issue(
        "buku_agenda", {}, papers.AT.replace(month=12, day=31), region=PROVINCE,
        params={
            "office": [PROVINCE, "dinsos"],
            "filters": as_params(Filters(office_of(desk.store, PROVINCE, "dinsos"), 2026)),
        },
    )  # fmt: skip
    found = from_data(desk.publisher.compose(desk.store, order).data)
    assert isinstance(found, Report)
    return found


def test_each_page_tells_what_is_on_it_in_both_files(
    tmp_path: Path, libreoffice: Converted, caplog: pytest.LogCaptureFixture
):
    desk = papers.desk(tmp_path / "i", papers.WORDS["plain"])
    report = long_book(desk)
    desk.store.close()
    tables = [block for block in report.sections[0].blocks if isinstance(block, Table)]
    feet = [block for block in report.sections[0].blocks if isinstance(block, PageFoot)]
    assert len(tables) == len(feet) > 2
    for table, foot in zip(tables, feet, strict=True):
        assert len(table.rows) >= 2
        assert foot.told.startswith(f"Halaman ini memuat {counted(len(table.rows))} nomor: ")
    assert feet[-1].told.endswith(
        "Buku ini memuat 40 (empat puluh) nomor: 6 (enam) batal dan 34 (tiga puluh empat) cadangan."
    )
    assert isinstance(report.sections[0].blocks[-1], SignatureBlock)  # the year is over
    for face in ("Arial", "Bookman Old Style"):
        settled = pdf.settled(replace(report, font=face, step=-1), samples.picture)
        made = pages(pdf.write(settled, samples.picture))
        (tmp_path / "buku.docx").write_bytes(word.write(settled, samples.picture))
        libreoffice("pdf", tmp_path, tmp_path / "buku.docx")
        others = pages((tmp_path / "buku.pdf").read_bytes())
        assert len(made) == len(others) == len(tables)
        for texts in (made, others):
            assert all(text.count("Halaman ini memuat") == 1 for text in texts)
            assert "Banda Aceh, 31 Desember 2026" in texts[-1]
    assert "laid out" not in caplog.text  # it was painted


def pages(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_all_offices_stand_one_after_the_other(desk: papers.Desk):
    blocks = agenda_books.book_of_all(desk).sections[0].blocks
    rows = [row for block in blocks if isinstance(block, Table) for row in block.rows]
    heads = [row.cells[0] for row in rows if row.kind == "group"]
    assert "Dinas Sosial Aceh" in heads
    assert len(heads) == len(set(heads)) == 2


def rows_of(content: bytes) -> int:
    """Numbers in the file: all rows of the tables but their heads and the numbers of their columns."""
    tables = docx.Document(io.BytesIO(content)).tables
    return sum(len(table.rows) - 2 for table in tables if len(table.columns) == 7)


@pytest.mark.parametrize("who", ["sekdis.bireuen", "ketua.bireuen", "dinsos.aceh"])
def test_it_is_fetched_from_the_page_with_the_filters_of_the_page(demo_app: Flask, who: str):
    client, store = signed_in(demo_app, who), demo_app.extensions["tuntas"].store
    files = links(page(client, "/agenda?tahun=2026"), "//a[contains(., 'Buku agenda')]")
    assert files == {
        "Buku agenda (Word)": "/agenda.docx?tahun=2026", "Buku agenda (PDF)": "/agenda.pdf?tahun=2026",
    }  # fmt: skip
    region, identity = ("11.11", "lkks" if who.startswith("ketua") else "dinsos")
    own = store.find("office", region=PROVINCE if who == "dinsos.aceh" else region, identity=identity)
    where = {"office": own[0]["id"], "year": 2026}
    if who != "dinsos.aceh":
        where["about"] = None
    assert rows_of(client.get("/agenda.docx?tahun=2026").get_data()) == store.count("entry", **where)


def test_a_book_without_numbers_is_made_and_says_so(demo_app: Flask):
    client = signed_in(demo_app, "sekdis.bireuen")
    found = docx.Document(io.BytesIO(client.get("/agenda.docx?q=tidak-ada-sama-sekali").get_data()))
    assert "Tidak ada nomor yang cocok." in [paragraph.text for paragraph in found.paragraphs]
    assert client.get("/agenda.pdf?q=tidak-ada-sama-sekali").get_data().startswith(b"%PDF")
