"""What the book of an office's numbers says: a row for each number, whatever became of it, and their sum."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from flask import Flask

from documents.report.blocks import Report, Table
from documents.report.phrases import row_cells
from tests.world import agenda_books, papers, plain_lines
from tests.world.instance import signed_in
from tests.world.pages_read import links, page
from workflow.agenda import acts
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


def test_all_offices_stand_one_after_the_other(desk: papers.Desk):
    rows = table(agenda_books.book_of_all(desk)).rows
    heads = [row.cells[0] for row in rows if row.kind == "group"]
    assert "Dinas Sosial Aceh" in heads
    assert len(heads) == len(set(heads)) == 2


def rows_of(content: bytes) -> int:
    """Numbers in the file: all rows of the table but its head."""
    return len(docx.Document(io.BytesIO(content)).tables[0].rows) - 1


@pytest.mark.parametrize("who", ["sekdis.bireuen", "ketua.bireuen", "dinsos.aceh"])
def test_it_is_fetched_from_the_page_with_the_filters_of_the_page(demo_app: Flask, who: str):
    client, store = signed_in(demo_app, who), demo_app.extensions["tuntas"].store
    files = links(page(client, "/agenda?tahun=2026"), "//a[contains(@aria-label, 'buku agenda')]")
    assert files == {"Word": "/agenda.docx?tahun=2026", "PDF": "/agenda.pdf?tahun=2026"}
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
