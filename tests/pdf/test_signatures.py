"""Whoever signs never signs a sheet of their own: a signature stays whole, with two lines of text or more above it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from documents.pdf import writer as pdf
from documents.report.blocks import (
    Block,
    Column,
    CopyList,
    NumberedList,
    Paragraph,
    Report,
    Row,
    Section,
    SignatureBlock,
    Signer,
    Table,
)
from documents.word import writer as word
from tests.world import papers
from tests.world.office_suite import Converted
from tests.world.plain_lines import BLOCKS as LINES
from tests.world.same_text import areas

GROWING = range(10, 38, 2)  # lines over it: from half a page to more than one
FILLER = Paragraph("Baris sebelum penutup.")
CHAIR = Signer(("KETUA LKKS,",), "Bireuen, 9 November 2026", name="Teuku Contoh")
ROWS = Table((Column("No.", 10), Column("Butir", 100)), tuple(Row((str(n), "isi")) for n in range(3)), "Tabel")
# What can stand before a signature besides what our own papers have there.
ENDS: dict[str, tuple[Block, ...]] = {
    "short closing": (Paragraph("Demikian.", "closing"), SignatureBlock((CHAIR,))),
    "list": (NumberedList(("satu", "dua", "tiga")), SignatureBlock((CHAIR, CHAIR))),
    "table": (ROWS, SignatureBlock((CHAIR,))),
}


@pytest.fixture(scope="module")
def ends(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Section]:
    """A section for each way that a paper ends: its last blocks, from the one before the closing on."""
    desk = papers.desk(tmp_path_factory.mktemp("desk") / "i", papers.WORDS["plain"])
    found = {name: Section(blocks) for name, blocks in ENDS.items()}
    for kind in papers.EVERY:
        for number, section in enumerate(papers.content(desk, kind).sections):
            for at, block in enumerate(section.blocks):
                end = replace(section, blocks=section.blocks[max(at - 2, 1) :])
                if isinstance(block, SignatureBlock) and not any(_alike(end, other) for other in found.values()):
                    found[f"{kind}, {number}"] = end
    desk.store.close()
    return found


def _alike(one: Section, other: Section) -> bool:
    """Whether two papers end in the same way on the same sheet."""
    ways = [([type(block) for block in end.blocks], end.paper, end.landscape, end.margins) for end in (one, other)]
    return ways[0] == ways[1]


def no_pictures(sha256: str) -> bytes:
    raise LookupError(sha256)


def grown(end: Section) -> Report:
    """The end after more and more lines, each time on pages of its own."""
    sections = tuple(replace(end, blocks=(*[FILLER] * count, *end.blocks)) for count in GROWING)
    return Report("uji", "Uji", sections, "2026-11-09T02:00:00+00:00")


def check(content: bytes, end: Section, path: Path) -> None:
    """Every signature is whole on its sheet, with two lines over it; and so are the copies that ``end`` has."""
    path.write_bytes(content)
    signed = 0
    for page in areas(path, end):
        texts = page.splitlines()
        whole = ["".join(text.split()) for text in texts]
        lines = [line for line in _signature(end) if line]
        if not any(line in whole for line in lines):
            continue
        signed += 1
        assert all(any(line in text for text in whole) for line in lines), texts
        first = min(n for n, text in enumerate(whole) if text.startswith(lines[0]))
        assert len([text for text in whole[:first] if text]) >= 2, texts
    assert signed == len(GROWING)


def _signature(end: Section) -> list[str]:
    """What must stand on one sheet, without blanks: the left signer's head and foot, and who gets copies."""
    block = next(b for b in end.blocks if isinstance(b, SignatureBlock))
    lines = list(LINES["SignatureBlock"](SignatureBlock(block.signers[:1])))
    lines += [line for b in end.blocks if isinstance(b, CopyList) for line in LINES["CopyList"](b)]
    return ["".join(line.split()) for line in lines]


def test_in_the_pdf(ends: dict[str, Section], tmp_path: Path) -> None:
    for name, end in ends.items():
        content = pdf.write(grown(end), no_pictures)
        check(content, end, tmp_path / f"{name}.pdf".replace(" ", "-"))


def test_in_the_word_file(ends: dict[str, Section], libreoffice: Converted, tmp_path: Path) -> None:
    """As LibreOffice lays it out. It does not keep a table with what follows it, as Word does: so no table before the
    signature, and no copies after it, whose chain ``test_word.py`` reads."""
    names = {f"{number}": name for number, name in enumerate(ends) if not _ends_with_table(ends[name])}
    for number, name in names.items():
        (tmp_path / f"{number}.docx").write_bytes(word.write(grown(ends[name]), no_pictures))
    libreoffice("pdf", tmp_path, *sorted(tmp_path.glob("*.docx")))
    for number, name in names.items():
        end = replace(ends[name], blocks=tuple(b for b in ends[name].blocks if not isinstance(b, CopyList)))
        check((tmp_path / f"{number}.pdf").read_bytes(), end, tmp_path / "naskah.pdf")


def _ends_with_table(end: Section) -> bool:
    at = next(n for n, block in enumerate(end.blocks) if isinstance(block, SignatureBlock))
    return isinstance(end.blocks[at - 1], Table)
