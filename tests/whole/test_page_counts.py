"""Word and PDF have the same pages, and none holds only a signature or what stands under a table.

LibreOffice draws Word's text in the project's own faces, as ``office_suite.convert`` sets it up.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from documents.pdf import writer as pdf
from documents.report.blocks import (
    Column,
    CopyList,
    Font,
    Heading,
    NumberedList,
    Paragraph,
    Report,
    Row,
    Section,
    SignatureBlock,
    Signer,
    Table,
)
from documents.report.sign_field import SignField
from documents.word import writer as word
from tests.world import papers, turned_tables
from tests.world import report_samples as samples
from tests.world.office_suite import Converted

FACES: Sequence[Font] = ("Arial", "Bookman Old Style")
SHORTEST = {"Arial": 273, "Bookman Old Style": 240}  # words with which every end is on the first page
SIGNED = SignatureBlock((Signer(("KEPALA DINAS SOSIAL,",), above="Bireuen, 9 November 2026", name="Cut O'Neil"),))
CLOSING = Paragraph("Demikian laporan ini disampaikan sebagai bahan pertimbangan dan arahan.", "closing")
ELECTRONIC = SignatureBlock(tuple(replace(one, place=SignField("TTD_1")) for one in SIGNED.signers))
WORDS = ["rapat", "koordinasi", "lembaga", "kesejahteraan", "menjalin", "kemitraan", "dengan", "dunia", "usaha"]


def pages(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def both(reports: dict[str, Report], pictures: Any, convert: Converted, folder: Path) -> Iterator[tuple[str, Any, Any]]:
    """Name, pages of the PDF and pages of the Word file of each, set as it was decided."""
    made = {}
    for name, report in reports.items():
        settled = pdf.settled(replace(report, step=-1), pictures)
        made[name] = pages(pdf.write(settled, pictures))
        (folder / f"{name}.docx").write_bytes(word.write(settled, pictures))
    convert("pdf", folder, *(folder / f"{name}.docx" for name in made))
    for name, found in made.items():
        yield name, found, pages((folder / f"{name}.pdf").read_bytes())


def edge(words: int, font: Font, *ends: Any) -> Report:
    """A text of so many words before the end, from which a page is about as full as it can be."""
    text = " ".join(WORDS[at % len(WORDS)] for at in range(words)) + "."
    blocks = (*(Paragraph(text[at : at + 900]) for at in range(0, len(text), 900)), *ends)
    return Report("uji", "Uji", (Section(blocks),), samples.CREATED, font=font)


ENDS = {
    "kalimat": (CLOSING, SIGNED),
    "tempat TTE": (CLOSING, ELECTRONIC),
    "kepala": (Heading(1, "E.", "PENUTUP"), CLOSING, SIGNED),
    "daftar": (
        NumberedList(("laporan ini dibaca;", "butirnya dibahas; dan", "hasilnya disampaikan.")),
        CLOSING,
        SIGNED,
    ),
    "tabel": (
        Table(
            (Column("No.", 12), Column("Butir", 100)), tuple(Row((f"{n}.", "Kemitraan LKS")) for n in range(1, 6)), ""
        ),
        Paragraph("Butir dihitung satu kali untuk setiap kabupaten/kota.", "note"),
    ),
    "tembusan": (
        NumberedList(("laporan ini dibaca;", "butirnya dibahas; dan", "hasilnya disampaikan.")),
        CLOSING,
        SIGNED,
        CopyList(tuple(f"Kepala Dinas Sosial Kabupaten Contoh {n};" for n in range(1, 10))),
    ),
}
LESS = {"tembusan": 72}  # words, where the end is higher


@pytest.mark.parametrize("font", FACES)
@pytest.mark.parametrize("end", ENDS)
def test_at_every_length_the_pages_are_the_same(end: str, font: Font, libreoffice: Converted, tmp_path: Path) -> None:
    first = SHORTEST[font] - LESS.get(end, 0)
    reports = {f"{words}": edge(words, font, *ENDS[end]) for words in range(first, first + 135, 9)}
    counts = set()
    for name, ours, theirs in both(reports, samples.picture, libreoffice, tmp_path):
        assert len(ours) == len(theirs), name
        counts.add(len(ours))
        for text in (ours[-1], theirs[-1]):
            before = text.split("Demikian" if end != "tabel" else "Butir dihitung")[0]
            assert len(ours) == 1 or before.replace("- 2 -", "").strip(), name  # something stands above the end
    assert counts == {1, 2}


def test_every_paper_has_as_many_pages_in_both(libreoffice: Converted, tmp_path: Path) -> None:
    """But the books of the agenda, long tables that LibreOffice wraps a hair wider."""
    with tempfile.TemporaryDirectory() as folder:
        desk = papers.desk(Path(folder), papers.WORDS["plain"])
        contents = {kind: papers.content(desk, kind) for kind in papers.PAPERS}
        reports = {f"{kind} {face}": replace(one, font=face) for kind, one in contents.items() for face in FACES}
        found = both(reports, desk.publisher.evidence.read, libreoffice, tmp_path)
        other = {name: (len(ours), len(theirs)) for name, ours, theirs in found if len(ours) != len(theirs)}
        desk.store.close()
    assert other == {}


TURNED = {
    "rekap": (turned_tables.recap, (3, 13, 40, 49), "Dilaporkan"),
    "daftar LKS": (turned_tables.lks_list, (6, 19, 31), "aktif 12"),
    "matriks": (turned_tables.matrix, (10, 19), "30 November"),
}


@pytest.mark.parametrize("kind", TURNED)
def test_turned_tables_end_on_as_many_pages(kind: str, libreoffice: Converted, tmp_path: Path) -> None:
    """Of these lengths LibreOffice alone would leave the signature of some alone, or need a page less."""
    make, lengths, word_of_a_row = TURNED[kind]
    reports = {f"{face} {length}": make(length, face) for length in lengths for face in FACES[: 1 + (length == 19)]}
    for name, ours, theirs in both(reports, samples.picture, libreoffice, tmp_path):
        here, there = ([page.count(word_of_a_row) for page in found] for found in (ours, theirs))
        assert (len(here), here[-1]) == (len(there), there[-1]), name
        assert all((*here, *there)), name  # on the last one above the end, too
