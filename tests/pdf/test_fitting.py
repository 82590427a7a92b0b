"""When a paper is set closer, and what goes along with an end that begins a page all the same."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest
from lxml import etree

from documents.pdf import fitting
from documents.pdf import writer as pdf
from documents.report import measures, page_ends
from documents.report.blocks import (
    Block,
    Column,
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
from documents.report.key_figures import Legend
from documents.word import writer as word
from documents.word.elements import W
from tests.world import report_samples as samples

SIGNED = SignatureBlock((Signer(("KEPALA DINAS SOSIAL,",), above="Bireuen, 9 November 2026", name="Cut O'Neil"),))
CLOSING = Paragraph("Demikian laporan ini disampaikan sebagai bahan pertimbangan dan arahan.", "closing")
COLUMNS = (Column("No.", 12), Column("Butir", 148))
LINE = "Lembaga kesejahteraan sosial menjalin kemitraan dengan dunia usaha. "  # a line, or a little less


def rows(count: int) -> tuple[Row, ...]:
    return tuple(Row((f"{n}.", f"Butir yang ke {n}")) for n in range(1, count + 1))


TABLE = Table(COLUMNS, rows(6), "")
LIST = NumberedList(("laporan dibaca;", "butirnya dibahas; dan", "hasilnya disampaikan."))
GROUP = (*rows(3), Row(("Komisi A",), "group"), *(Row((f"{n}.", LINE * 5)) for n in range(1, 6)))


def paper(lines: int, *last: Block) -> Report:
    """So many lines, three to a paragraph, and what ends it."""
    texts = [Paragraph((LINE * 3)[: -len(LINE) * (3 - min(3, lines - at)) or None]) for at in range(0, lines, 3)]
    return Report("uji", "Uji", (Section((*texts, *last)),), samples.CREATED, step=-1)


def pages(report: Report) -> list[str]:
    with pypdfium2.PdfDocument(pdf.write(report, samples.picture)) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def settled(*last: Block, lines: range) -> Iterator[tuple[Report, Report]]:
    """At each length the paper as it would be, and as it was decided."""
    for count in lines:
        report = paper(count, *last)
        yield replace(report, step=0), pdf.settled(report, samples.picture)


@pytest.mark.parametrize(
    ("last", "lines"),
    [
        ((CLOSING, SIGNED), range(31, 35)),
        ((Table(COLUMNS, rows(4), ""), Legend((("S", "done", "selesai"),))), range(34, 38)),
        ((), range(40, 43)),
        ((Table(COLUMNS, GROUP, ""),), range(14, 16)),
    ],
    ids=["signature alone", "legend alone", "two lines alone", "a third empty before a group"],
)
def test_each_of_these_sets_a_paper_closer(last: Any, lines: range):
    closer = [(plain, found) for plain, found in settled(*last, lines=lines) if found.step]
    assert any(len(pages(found)) < len(pages(plain)) for plain, found in closer)


@pytest.mark.parametrize(
    ("last", "begins"),
    [
        ((LIST, CLOSING, SIGNED), "2."),
        ((LIST, SIGNED), "2."),
        ((TABLE, CLOSING, SIGNED), "5."),
        ((TABLE, Heading(1, "E.", "PENUTUP"), CLOSING, SIGNED), "5."),
        ((Heading(1, "E.", "PENUTUP"), CLOSING, SIGNED), "Lembaga"),
    ],
)
def test_the_last_of_what_is_before_it_goes_along(last: Any, begins: str):
    turned = [found for _, found in settled(*last, lines=range(27, 43, 2)) if found.sections[0].turn >= 0]
    assert turned
    for report in turned:
        said = pages(report)[-1].split("\r\n")
        heads = ("- 2 -", "No. Butir", "No.", "Butir")
        assert next(line for line in said if line.strip() not in heads).startswith(begins)


def test_word_begins_the_page_with_the_same_item_or_row():
    for block, item in ((LIST, 1), (TABLE, 4)):
        report = fitting.put(paper(3, block, CLOSING, SIGNED), [0, 1, item])
        with zipfile.ZipFile(io.BytesIO(word.write(report, samples.picture))) as file:
            body = etree.fromstring(file.read("word/document.xml"))[0]
        breaks = [text for text in body.iter(f"{W}p") if text.find(f"{W}pPr/{W}pageBreakBefore") is not None]
        assert len(breaks) == 1
        following = breaks[0] if block is LIST else breaks[0].getnext()
        assert ("butirnya" if block is LIST else "Butir yang ke 5") in "".join(following.itertext())


@pytest.mark.parametrize("kind", ["row", "group"])
def test_a_group_of_few_rows_and_a_table_of_few_go_along_whole(kind: Any):
    bunch = (Row(("Komisi B",), "group"), *rows(3)) if kind == "group" else rows(2)
    section = Section((Paragraph("Isi"), Table(COLUMNS, (*rows(2), *bunch) if kind == "group" else bunch, ""), SIGNED))
    assert page_ends.start(section) == (
        (1, 2) if kind == "group" else None if page_ends.start(section) is None else (1, 0)
    )


def test_cells_give_up_some_of_their_air_last_and_never_where_text_is_small():
    last, usual = measures.STEPS[-1], measures.STEPS[0]
    small = Table(COLUMNS, rows(2), "", size="small")
    for table, section, above in (
        (TABLE, Section(()), 1.1),
        (small, Section(()), 0.9),
        (small, Section((), landscape=True), 1.3),
        (small, Section((), compact=True), 0.6),
    ):
        assert measures.grid(table, section, "Arial", last)[2] == above
    assert measures.grid(TABLE, Section(()), "Arial", usual)[2] == 1.5
    heights = [_end(paper(3, TABLE, CLOSING, SIGNED), step) for step in (3, 4)]
    assert 7 * 0.8 - 0.2 < heights[0] - heights[1] < 7 * 0.8 + 0.2


def _end(report: Report, step: int) -> float:
    """How far down, in mm, the closing begins."""
    with pypdfium2.PdfDocument(pdf.write(replace(report, step=step), samples.picture)) as document:
        page = document[0].get_textpage()
        return float(page.get_charbox(page.search("Demikian").get_next()[0])[3]) * -25.4 / 72


def test_what_was_decided_before_there_were_items_is_kept():
    report = paper(3, CLOSING, SIGNED)
    assert fitting.put(report, [2, 1]) == fitting.put(report, [2, 1, 0])
    assert fitting.setting(fitting.put(report, [2, 1])) == [2, 1, 0]
