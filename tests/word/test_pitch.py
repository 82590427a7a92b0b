"""Lines of a Word file are as far apart as those of the PDF, whatever the face."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from documents.report.blocks import Column, Font, Paragraph, Report, Row, Section, Table
from documents.report.measures import GRID
from documents.word import writer as word
from documents.word.elements import W
from tests.world import report_samples as samples

LONG = "Naskah kesepakatan ditandatangani bersama dunia usaha. " * 60
TABLE = Table((Column("No.", 12), Column("Uraian", 60)), (Row(("1", LONG)), Row(("2", "Pendek"))), "Uji")


def part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def report(*blocks: Paragraph | Table, font: Font = "Arial", **of: bool) -> Report:
    return Report("uji", "Uji", (Section(blocks, **of),), samples.CREATED, font=font)  # type: ignore[arg-type]


def lines(spacing: etree._Element) -> tuple[str | None, float]:
    return spacing.get(W + "lineRule"), int(spacing.get(W + "line")) / 20


@pytest.mark.parametrize(("font", "rule"), [("Arial", "atLeast"), ("Bookman Old Style", "exact")])
def test_a_pitch_is_in_points_and_no_multiple(font: Font, rule: str) -> None:
    styles = part(word.write(report(TABLE, font=font), samples.picture), "word/styles.xml")
    found = {style.get(W + "styleId"): style.find(f"{W}pPr/{W}spacing") for style in styles.iter(W + "style")}
    assert lines(found["Paragraf"]) == (rule, 15.9)
    assert [lines(found[name]) for name in ("Sel", "SelKecil")] == [
        (rule, GRID["normal", font][1]), (rule, GRID["small", font][1])
    ]  # fmt: skip


def test_a_line_in_jawi_grows() -> None:
    written = part(
        word.write(report(Paragraph("چاچه دڠن ڤڬ"), font="Bookman Old Style"), samples.picture), "word/document.xml"
    )
    assert next(written.iter(W + "spacing")).get(W + "lineRule") == "auto"


def test_small_text_stands_closer() -> None:
    small = report(Paragraph("Kecil"), Paragraph("Catatan", "note"), landscape=True)
    written = part(word.write(small, samples.picture), "word/document.xml")
    found = [
        (one.find(f".//{W}sz").get(W + "val"), *lines(one.find(f".//{W}spacing"))) for one in written.iter(W + "p")
    ]
    assert found[:2] == [("20", "atLeast", 13), ("16", "atLeast", 10.5)]


def test_a_row_as_tall_as_half_a_page_may_be_split() -> None:
    rows = list(part(word.write(report(TABLE), samples.picture), "word/document.xml").iter(W + "tr"))
    assert [row.find(f"{W}trPr/{W}cantSplit") is None for row in rows] == [False, True, False]
