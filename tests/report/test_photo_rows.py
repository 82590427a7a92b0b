"""A panorama takes both columns, in both files; the others stand two by two."""

from __future__ import annotations

import io
import zipfile

import lxml.html
from lxml import etree

from documents.pdf import html
from documents.report.blocks import Report, Section
from documents.report.photographs import Photo, Photos
from documents.report.phrases import photo_rows
from documents.word import writer as word
from documents.word.elements import W
from tests.world import report_samples as samples

WIDE = (False, True, False, False, False, True)
ROWS = [["1"], ["2"], ["3", "4"], ["5"], ["6"]]


def photos() -> Photos:
    return Photos(tuple(Photo(samples.PHOTOS[0], str(n), "Rapat", "Rapat", wide) for n, wide in enumerate(WIDE, 1)))


def test_it_stands_alone_in_its_row() -> None:
    assert [[photo.label for photo in row] for row in photo_rows(photos())] == ROWS


def test_it_is_as_wide_as_both_columns_in_both_files() -> None:
    report = Report("uji", "Uji", (Section((photos(),)),), samples.CREATED)
    page = lxml.html.fromstring(html.page(report))
    cells = [[cell for cell in row.iter("td") if len(cell)] for row in page.iter("tr")]
    assert [[cell.findtext(".//b") for cell in row] for row in cells] == ROWS
    assert [row[0].get("colspan") for row in cells] == [None, "3", None, None, "3"]
    assert ["width:160" in row[0][0].get("style") for row in cells] == [False, True, False, False, True]
    with zipfile.ZipFile(io.BytesIO(word.write(report, samples.picture))) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    spans = [[span.get(W + "val") for span in row.iter(W + "gridSpan")] for row in body.iter(W + "tr")]
    assert spans == [[], [], ["3"], ["3"], [], [], [], [], ["3"], ["3"]]
