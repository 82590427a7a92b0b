"""Word and PDF have the same pages, and none holds only a signature or what stands under a table.

Of papers put together by chance the sheet, the face, the kop, how much stands before the end in which pieces, who signs
and how many copies are drawn. The seed stands in each name; another one looks elsewhere.

LibreOffice draws Word's text in the project's own faces, as ``office_suite.convert`` sets it up.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx.shared import Mm

from documents.pdf import writer as pdf
from documents.report import measures
from documents.report.blocks import (
    Block,
    Column,
    CopyList,
    Font,
    Heading,
    Letterhead,
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
from documents.word import letterhead
from documents.word import writer as word
from tests.world import kops, papers, turned_tables
from tests.world import report_samples as samples
from tests.world.office_suite import Converted
from workflow.evidence.taking_in import made_anew

FACES: Sequence[Font] = ("Arial", "Bookman Old Style")
SHORTEST = {"Arial": 273, "Bookman Old Style": 240}  # words with which every end is on the first page
SIGNED = SignatureBlock((Signer(("KEPALA DINAS SOSIAL,",), above="Bireuen, 9 November 2026", name="Cut O'Neil"),))
CLOSING = Paragraph("Demikian laporan ini disampaikan sebagai bahan pertimbangan dan arahan.", "closing")
ELECTRONIC = SignatureBlock(tuple(replace(one, place=SignField("TTD_1")) for one in SIGNED.signers))
WORDS = ["rapat", "koordinasi", "lembaga", "kesejahteraan", "menjalin", "kemitraan", "dengan", "dunia", "usaha"]
SEED, COUNT = 2026, 24
SHEETS = {"A4": (210, 297), "F4": (215, 330)}
ABOVE = 20  # letters of a text over the end, or more


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


COPIED = ("rtl", "rtl revisi 2", "daftar lks", "daftar lks se-Aceh")
COPIES = (9, 14)


def copied(report: Report, count: int) -> Report:
    """With so many copies under its signature."""
    names = CopyList(tuple(f"Kepala Dinas Sosial Kabupaten Contoh {at};" for at in range(1, count + 1)))
    *others, last = report.sections
    return replace(report, sections=(*others, replace(last, blocks=(*last.blocks, names))))


def test_many_copies_take_no_signature_to_a_page_of_its_own(libreoffice: Converted, tmp_path: Path) -> None:
    """Of sheets that are set small: with the signature they are as tall as half of such a page, and more."""
    with tempfile.TemporaryDirectory() as folder:
        desk = papers.desk(Path(folder), papers.WORDS["plain"])
        contents = {kind: papers.content(desk, kind) for kind in COPIED}
        reports = {f"{kind} {count}": copied(one, count) for kind, one in contents.items() for count in COPIES}
        for name, ours, theirs in both(reports, desk.publisher.evidence.read, libreoffice, tmp_path):
            assert len(ours) == len(theirs) == 2, name
            above = "Hasil Rakor" if name.startswith("rtl ") and "revisi" not in name else "Revisi 1"
            for text in (ours[-1], theirs[-1]):
                assert ("Nama LKS" if "lks" in name else above) in text.split("Tembusan")[0], name
        desk.store.close()


def text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words)).capitalize() + "."


def body(chance: random.Random, words: int) -> list[Block]:
    """Texts of so many words altogether, short and long, the longest of most of a page."""
    found: list[Block] = []
    while words > 0:
        some = max(12, min(words, chance.choice((20, 45, 90, 250))))
        found.append(Paragraph(text(chance, some), chance.choice(("indent", "flush"))))
        words -= some
    return found


def before_end(chance: random.Random) -> list[Block]:
    points = NumberedList(tuple(text(chance, chance.randrange(4, 30)) for _ in range(chance.randrange(1, 6))))
    rows = tuple(Row((f"{at}.", text(chance, chance.randrange(3, 20)))) for at in range(1, chance.randrange(3, 9)))
    table = Table((Column("No.", 12), Column("Butir", 148)), rows, "")
    return chance.choice(([], [], [points], [table], [Heading(1, "E.", "PENUTUP")]))


def ending(chance: random.Random) -> list[Block]:
    signer = replace(SIGNED.signers[0], rank="Pembina (IV/a)", rank_line=True, nip="(contoh)", nip_line=True)
    signed = SignatureBlock(chance.choice(((signer,), (signer,), (replace(signer, above=""), signer))))
    closing = chance.choice(([CLOSING], [CLOSING], []))
    copies = chance.choice((0, 0, 3, 9, 14))
    names = tuple(f"Kepala Dinas Sosial Kabupaten Contoh {at};" for at in range(copies))
    return [*closing, signed, *([CopyList(names)] if names else [])]


def drawn(chance: random.Random, pictures: dict[str, bytes]) -> Report:
    paper, font = chance.choice(list(SHEETS)), chance.choice(FACES)
    head: list[Block] = []
    if chance.random() < 0.4:
        document, top = kops.sheet(*SHEETS[paper])
        kops.line(top.paragraphs[0], kops.PLACE, 14, face="Arial")
        kops.ruled(kops.line(top.add_paragraph(), kops.OFFICE, 20, bold=True, face="Arial"), "double", 6)
        top.add_paragraph().add_run().add_picture(kops.logo(), Mm(10))
        kop = letterhead.take(kops.saved(document), made_anew)
        pictures.update(kop.pictures)
        head = [Letterhead("dinas", ("DINAS SOSIAL",), own=kop.drawn)]
    blocks = (*head, *body(chance, chance.randrange(150, 420)), *before_end(chance), *ending(chance))
    section = measures.fitted(Section(blocks, paper=paper))  # type: ignore[arg-type]  # one of the two
    return Report("uji", "Uji", (section,), samples.CREATED, font=font)


def test_papers_put_together_by_chance(libreoffice: Converted, tmp_path: Path) -> None:
    chance, pictures = random.Random(SEED), dict(samples.PICTURES)  # noqa: S311  # nothing secret
    reports = {f"seed {SEED} paper {at}": drawn(chance, pictures) for at in range(COUNT)}
    wrong: dict[str, Any] = {}
    for name, ours, theirs in both(reports, pictures.__getitem__, libreoffice, tmp_path):
        end = next(block for block in reports[name].sections[0].blocks if isinstance(block, SignatureBlock))
        first = "Demikian" if CLOSING in reports[name].sections[0].blocks else end.signers[-1].above
        over = [len(pages[-1].split(first)[0].replace("- 2 -", "").strip()) for pages in (ours, theirs)]
        if len(ours) != len(theirs) or min(over) < ABOVE:
            wrong[name] = (len(ours), len(theirs), over)
    assert not wrong


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
