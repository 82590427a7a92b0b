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
from documents.pdf.end_places import Place
from documents.report import measures, page_ends
from documents.report.blocks import (
    Block,
    Column,
    CopyList,
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
from documents.report.boxes import Box, Form
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
TABLE_OF_ONE = Table(COLUMNS, rows(1), "", "small")
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
        breaks = _begun(report)
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


def test_cells_give_up_some_of_their_air_last_and_at_the_very_end_where_text_is_small():
    *_, before, last = measures.STEPS
    small = Table(COLUMNS, rows(2), "", size="small")
    for table, section, usual, then, above in (
        (TABLE, Section(()), 1.5, 1.1, 1.1),
        (small, Section(()), 1.3, 0.9, 0.9),
        (small, Section((), landscape=True), 1.3, 1.3, 0.9),
        (small, Section((), compact=True), 0.6, 0.6, 0.4),
    ):
        found = [measures.grid(table, section, "Arial", step)[2] for step in (measures.STEPS[0], before, last)]
        assert found == [usual, then, above]
    heights = [_end(paper(3, TABLE, CLOSING, SIGNED), step) for step in (3, 4, 5)]
    assert 7 * 0.8 - 0.2 < heights[0] - heights[1] < 7 * 0.8 + 0.2
    assert 6 / 72 * 25.4 - 0.2 < heights[1] - heights[2] < 6 / 72 * 25.4 + 0.2  # less under the table


def lying(lines: int) -> Report:
    """A turned sheet with two tables, on which the signature has just no room, or just some."""
    texts = tuple(Paragraph(LINE * 2) for _ in range(lines))
    blocks = (*texts, Table((Column("No.", 12), Column("Butir", 150)), rows(7), "", "small"), TABLE_OF_ONE, SIGNED)
    return Report("uji", "Uji", (Section(blocks, landscape=True),), samples.CREATED, step=-1)


def test_a_turned_sheet_gives_up_air_in_its_cells_rather_than_begin_another():
    found = [pdf.settled(lying(count), samples.picture) for count in (7, 8)]
    assert [report.step for report in found] == [1, len(measures.STEPS) - 1]
    assert [len(pages(report)) for report in found] == [1, 1]


COPIES = CopyList(tuple(f"Kepala Dinas Sosial Kabupaten Contoh {at};" for at in range(1, 15)))


def test_a_page_begun_for_an_end_has_room_for_all_of_it():
    """At each length; of some the usual step would leave the row on a page and the end on the next."""
    steps = set()
    for count in range(5, 9):
        row = Row(("1.", "\n".join(["Kemitraan"] * count)))
        table = Table((Column("No.", 12), Column("Butir", 148)), (row,), "")
        text = Paragraph(LINE * 30)
        report = Report(
            "uji", "Uji", (Section((text, table, SIGNED, COPIES), landscape=True),), samples.CREATED, step=-1
        )
        found = pdf.settled(report, samples.picture)
        assert found.sections[0].turn == 1
        printed = pages(found)
        assert len(printed) == 2
        assert "Kemitraan" in printed[-1]
        steps.add(found.step)
    assert steps == {0, 1, 3}


def layouts(report: Report) -> tuple[Report, list[int], Any]:
    """As it was decided, the steps that were laid out for that, and the layout that can be printed."""
    tried: list[int] = []
    _, layout, _ = pdf._layout(report, samples.picture, pdf.VARIANT)

    def told(one: Report) -> Any:
        tried.append(one.step)
        return layout(one)

    found, document = pdf._alone(lambda: fitting.decided(report, told))
    return found, tried, document


def test_no_step_is_tried_that_cannot_gain_what_lacks():
    group = (Row(("Komisi A",), "group"), *(Row((f"{n}.", LINE * 5)) for n in range(1, 5)))
    texts = tuple(Paragraph(LINE) for _ in range(9))
    section = Section((*texts, Table(COLUMNS, (*rows(2), *group), "", "small"), SIGNED), landscape=True)
    found, tried, document = layouts(Report("uji", "Uji", (section,), samples.CREATED, step=-1))
    assert (found.step, tried) == (0, [0])
    assert len(document.pages) == 2


def test_the_layout_that_was_chosen_is_printed_and_is_what_it_would_be_anew():
    report = lying(8)
    found, tried, document = layouts(report)
    assert document is not None
    assert tried[-1] == found.step == len(measures.STEPS) - 1
    settled, content = pdf.written(report, samples.picture)
    assert content == pdf.write(settled, samples.picture)


def test_the_last_step_is_the_same_in_word():
    """Cells of a turned sheet and of a form, and what is free under a table."""
    last = len(measures.STEPS) - 1
    report = replace(lying(1), step=last)
    form = Form((13, 152), ((Box("1"), Box("alasan")),), "Alasan")
    upright = replace(report, sections=(Section((form, TABLE, CLOSING, SIGNED)),))
    assert _margins(report) == {"51"}  # twips of 0.9 mm
    assert _margins(upright) == {"51", "62"}
    assert _free_under_table(replace(upright, step=0)) - _free_under_table(upright) == 119  # 2.1 mm


def _margins(report: Report) -> set[str]:
    """Above the texts of each bordered table."""
    found = _body(report).iter(f"{W}tblCellMar")
    return {margins.find(f"{W}top").get(f"{W}w") for margins in found} - {"0"}


def _free_under_table(report: Report) -> int:
    following = next(table.getnext() for table in _body(report).iter(f"{W}tbl"))
    return int(following.find(f"{W}pPr/{W}spacing").get(f"{W}line"))


def _end(report: Report, step: int) -> float:
    """How far down, in mm, the closing begins."""
    with pypdfium2.PdfDocument(pdf.write(replace(report, step=step), samples.picture)) as document:
        page = document[0].get_textpage()
        return float(page.get_charbox(page.search("Demikian").get_next()[0])[3]) * -25.4 / 72


def test_what_was_decided_before_there_were_items_is_kept():
    report = paper(3, CLOSING, SIGNED)
    assert fitting.put(report, [2, 1]) == fitting.put(report, [2, 1, 0])
    assert fitting.setting(fitting.put(report, [2, 1])) == [2, 1, 0]


LONG_TEXT = Paragraph(LINE * 40, "indent")


@pytest.mark.parametrize("last", [(CLOSING, SIGNED), (SIGNED,)], ids=["before the closing", "as the closing"])
def test_of_a_text_too_long_to_go_along_the_last_lines_do_in_both_files(last: Any):
    """Programs do not part alike what is kept with the next: where it is parted is decided."""
    parted = 0
    for lines in (3, 6):
        report = pdf.settled(paper(lines, LONG_TEXT, *last), samples.picture)
        section = report.sections[0]
        if section.turn < 0:
            continue
        parted += 1
        stays, goes = page_ends.halves(LONG_TEXT.text, section.item)
        assert section.blocks[section.turn] == LONG_TEXT
        assert len(LINE) < len(goes) < len(LINE) * page_ends.LEAST * 2
        first, second = ("".join(text.split()) for text in pages(report))
        assert first.endswith("".join(stays.split()))
        assert second.startswith("".join(goes.split()))
        begun = _begun(report)
        assert ["".join(text.itertext()) for text in begun] == [goes]
        assert begun[0].find(f"{W}pPr/{W}ind").get(f"{W}firstLine") == "0"
    assert parted


def _begun(report: Report) -> list[Any]:
    """The paragraphs of its Word file that begin a page."""
    return [text for text in _body(report).iter(f"{W}p") if text.find(f"{W}pPr/{W}pageBreakBefore") is not None]


def _body(report: Report) -> Any:
    with zipfile.ZipFile(io.BytesIO(word.write(report, samples.picture))) as file:
        return etree.fromstring(file.read("word/document.xml"))[0]


def test_a_text_that_would_leave_two_lines_or_fewer_goes_along_whole():
    place = Place(2, 0, 1, 12.0, 60.0, 252.0, gaps=(), closes=True, begins=(0, 230.0), before=None)
    for count, stays in ((3, 0), (4, 160)):
        lines = tuple((0, 230.0 + 5.6 * at, 80) for at in range(count))
        assert replace(place, text=lines).parted() == stays
