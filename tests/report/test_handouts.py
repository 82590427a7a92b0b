"""A sheet to have at hand: head, halves and foot are alike in both files, and it has one page where it can."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from documents.pdf import writer as pdf
from documents.report import measures
from documents.report.blocks import (
    Block,
    Column,
    Halves,
    Heading,
    Paragraph,
    Report,
    Row,
    Section,
    SignatureBlock,
    Signer,
    Table,
)
from documents.report.frozen import from_data, to_data
from documents.report.handouts import HandoutHead
from documents.report.passages import passages
from documents.report.ragged import ragged
from documents.report.roomy import roomy
from documents.word import writer as word
from tests.world import conforming, same_text
from tests.world import report_samples as samples
from tests.world.office_suite import Converted

MARGINS = (15, 20, 20, 30)
HEAD = HandoutHead("LKSA Contoh", "Lembaga Kesejahteraan Sosial", ("AKTIF", "Terdaftar sampai"), boxed=True)
FREE = HandoutHead("HALAMAN KABUPATEN", "Rapat", ("Untuk Bupati Aceh Barat Daya", "posisi"), bold=("Bupati",))
SIGNED = SignatureBlock((Signer(("KETUA LKKS,",), name="Teuku Contoh"), Signer(("SEKRETARIS,",), name="Cut Contoh")))


def table(rows: int, name: str = "Uji") -> Table:
    cells = tuple(Row((str(at), "Penyusunan rencana kerja")) for at in range(1, rows + 1))
    return Table((Column("No.", 20), Column("Uraian", 60)), cells, name, "small")


def report(*blocks: Block, **of: Any) -> Report:
    section = Section(blocks, margins=MARGINS, foot="Keadaan pada 9 November 2026.", handout=True)
    laid = ragged(roomy(measures.fitted(section), "Arial"), "Arial")
    return Report("uji", "Uji", (laid,), samples.CREATED, **{**samples.CODE, **of})


def whole() -> Report:
    left = (Heading(2, "1.", "Di tangan siapa"), table(4, "Pemegang"))
    right = (Heading(2, "2.", "Yang lewat batas"), table(2, "Lewat"), Paragraph("Batas berikutnya: besok.", "note"))
    return report(
        HEAD, Heading(1, "A.", "Identitas"), Halves(left, right), Heading(2, "3.", "Keterangan"), table(3, "LKS")
    )


def pages(content: bytes) -> int:
    with pypdfium2.PdfDocument(content) as document:
        return len(document)


@pytest.mark.parametrize("head", [HEAD, FREE], ids=["boxed", "free"])
def test_both_files_say_the_same_in_the_same_order(head: HandoutHead, tmp_path: Path):
    made = whole()
    (section,) = made.sections
    same_text.agree(replace(made, sections=(replace(section, blocks=(head, *section.blocks[1:])),)), tmp_path)


def test_both_files_conform(tmp_path: Path):
    conforming.check_pdf(pdf.write(whole(), samples.picture), whole(), tmp_path / "naskah.pdf")
    conforming.check_word(word.write(whole(), samples.picture), whole(), tmp_path / "naskah.docx")


def test_a_table_is_as_wide_as_its_half():
    (halves,) = (block for block in whole().sections[0].blocks if isinstance(block, Halves))
    tables = [block for block in (*halves.left, *halves.right) if isinstance(block, Table)]
    assert [sum(column.width for column in one.columns) for one in tables] == pytest.approx([78, 78])


def test_what_stands_side_by_side_is_read_and_kept():
    made = whole()
    assert from_data(to_data(made)) == made
    told = [one.text for one in passages(made)]
    assert told.index("Di tangan siapa") < told.index("Yang lewat batas") < told.index("Keterangan")


def test_its_address_is_told_in_words_that_lead_there(tmp_path: Path):
    (tmp_path / "uji.pdf").write_bytes(pdf.write(whole(), samples.picture))
    with pikepdf.open(tmp_path / "uji.pdf") as file:
        assert [str(note.A.URI) for note in file.pages[0].Annots] == [samples.CODE["check_url"]]
        assert "/XObject" not in file.pages[0].Resources or not file.pages[0].Resources.XObject


@pytest.mark.parametrize(("end", "least"), [((SIGNED,), 26), ((), 34)], ids=["signed", "unsigned"])
def test_it_is_set_closer_to_have_one_page(end: tuple[Block, ...], least: int):
    """With so many rows that its end would begin another."""
    found = {}
    for rows in range(least, least + 14):
        settled = pdf.settled(replace(report(FREE, table(rows), *end), step=-1), samples.picture)
        found[rows] = settled.step, pages(pdf.write(settled, samples.picture))
    closer = [rows for rows, (step, count) in found.items() if step and count == 1]
    assert closer
    assert all(count == 1 for rows, (_, count) in found.items() if rows <= max(closer))


def test_word_has_as_many_pages(libreoffice: Converted, tmp_path: Path):
    for name, made in (("halves", whole()), ("signed", report(FREE, table(30), SIGNED))):
        settled = pdf.settled(replace(made, step=-1), samples.picture)
        (tmp_path / f"{name}.docx").write_bytes(word.write(settled, samples.picture))
        libreoffice("pdf", tmp_path, tmp_path / f"{name}.docx")
        assert pages((tmp_path / f"{name}.pdf").read_bytes()) == pages(pdf.write(settled, samples.picture)) == 1


def test_a_foot_that_is_needed_there_stands_on_a_first_page_beside_the_code(tmp_path: Path):
    """Of a list with one page nobody would know what its words mean."""
    section = Section((Paragraph("Isi."),), foot="Aktif: ada peristiwa.", foot_bold=("Aktif:",), foot_first=True)
    for made, there in ((section, True), (replace(section, foot_first=False), False)):
        listed = Report("uji", "Uji", (made,), samples.CREATED, **samples.CODE)
        with pypdfium2.PdfDocument(pdf.write(listed, samples.picture)) as document:
            page = document[0].get_textpage().get_text_bounded()
        feet = [
            "".join(tree.itertext())
            for name, tree in conforming.word_parts(word.write(listed, samples.picture)).items()
            if name.startswith("word/footer") and tree.xpath("//*[local-name() = 'drawing']")
        ]
        assert ("Aktif: ada peristiwa." in page, "Aktif: ada peristiwa." in feet[0]) == (there, there)
        assert samples.CODE["code"] in page.replace("\x02", "-")
