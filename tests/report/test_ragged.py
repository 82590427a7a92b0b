"""No justified line is torn; what is not torn is justified."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pypdfium2
import pytest
from lxml import etree

from documents.pdf import writer as pdf
from documents.report.blocks import Font, NumberedList, Paragraph, Report, Section
from documents.report.ragged import WIDEST, ragged
from documents.word import writer as word
from documents.word.elements import W
from tests.world import report_samples as samples

FACES: tuple[Font, ...] = ("Arial", "Bookman Old Style")
EVEN = "Hasil ini ada di kota dan desa itu, lalu sampai ke atas. " * 8
TORN = "Laporan ini disampaikan dengan Surat Nomor " + "4/" * 18 + "2026 tentang hasil rapat. " + EVEN


def of(font: Font, *blocks: Any) -> Report:
    return Report("uji", "Uji", (ragged(Section(blocks), font),), samples.CREATED, font=font)


def aligned(report: Report) -> list[str]:
    """What the paragraphs of the Word file say of their alignment beyond their styles."""
    with zipfile.ZipFile(io.BytesIO(word.write(report, samples.picture))) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    found = (paragraph.find(f"{W}pPr/{W}jc") for paragraph in body.iter(W + "p"))
    return ["" if one is None else one.get(W + "val") for one in found]


def ends(content: bytes) -> set[float]:
    """Where the lines of a page end, in points, from the right edge of the text, but the last of a text."""
    with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
        page = document[0]
        text = page.get_textpage()
        rects = [text.get_rect(at) for at in range(text.count_rects())]
        edge = page.get_width() - 20 / 25.4 * 72
    return {round(edge - right) for _, _, right, _ in rects}


@pytest.mark.parametrize("font", FACES)
@pytest.mark.parametrize("variant", ["indent", "flush", "lead-in"])
def test_a_text_with_a_hole_in_it_is_set_ragged(variant: Any, font: Font) -> None:
    torn, even = (of(font, Paragraph(text, variant)).sections[0].blocks[0] for text in (TORN, EVEN))
    assert isinstance(torn, Paragraph)
    assert torn.ragged
    assert isinstance(even, Paragraph)
    assert not even.ragged


@pytest.mark.parametrize("font", FACES)
def test_of_a_list_only_the_points_that_are_torn(font: Font) -> None:
    report = of(font, NumberedList((EVEN, TORN, "satu baris saja;"), "a.", 1))
    block = report.sections[0].blocks[0]
    assert isinstance(block, NumberedList)
    assert block.torn == (1,)
    assert aligned(report) == ["", "left", ""]


def test_both_files_have_it_so() -> None:
    even, torn = of("Arial", Paragraph(EVEN)), of("Arial", Paragraph(TORN))
    assert min(ends(pdf.write(even, samples.picture))) == 0
    assert max(ends(pdf.write(torn, samples.picture))) > 50
    assert (aligned(even), aligned(torn)) == ([""], ["left"])


def test_a_line_that_the_text_itself_ends_is_none_to_be_torn() -> None:
    block = of("Arial", Paragraph("Satu.\nDua kata.\n" + EVEN)).sections[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert not block.ragged


@pytest.mark.parametrize("size", range(3, 60, 4))
def test_no_blank_of_the_pdf_is_wider_than_it_may(size: int) -> None:
    """Measured between the words as they are drawn."""
    report = of("Arial", Paragraph(" ".join(["ke" * (size % 7 + 1), "x" * size, "dan", "di"] * 12)))
    with pypdfium2.PdfDocument(io.BytesIO(pdf.write(report, samples.picture))) as document:
        text = document[0].get_textpage()
        chars = [(text.get_text_range(at, 1), text.get_charbox(at, loose=True)) for at in range(text.count_chars())]
    blank = 12 * 0.278
    for (_, left), (char, _), (_, right) in zip(chars, chars[1:], chars[2:], strict=False):
        if char == " " and abs(left[1] - right[1]) < 1:
            assert right[0] - left[2] <= WIDEST * blank + 0.3
