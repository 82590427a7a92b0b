"""Words that stand out, and foreign ones in italics: alike in both files."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pymupdf
import pytest
from lxml import etree

from documents.pdf import writer as pdf
from documents.report.blocks import Column, Font, NumberedList, Paragraph, Report, Row, Section, Table
from documents.report.boxes import Box, Form
from documents.report.phrases import stressed
from documents.word import writer as word
from documents.word.elements import W
from tests.world import report_samples as samples

FACES: tuple[Font, ...] = ("Arial", "Bookman Old Style")
BLOCKS = (
    Paragraph("Pembagian. Dua butir dibagikan, Pembagian. itu selesai.", bold=("Pembagian.",)),
    NumberedList(("disebut PIHAK PERTAMA; dan", "disebut PIHAK KEDUA,"), bold=("PIHAK PERTAMA", "PIHAK KEDUA")),
    Form((13, 150), ((Box("a"), Box("kahar (force majeure)\nBanjir.", "headed foreign")),), "Uji"),
    Table((Column("Tanda", 60),), (Row(("izin",), accents=("across slanted",)),), "Uji", "small"),
)
WANTED = {
    ("Pembagian.", "b"),
    ("PIHAK PERTAMA", "b"),
    ("PIHAK KEDUA", "b"),
    ("kahar (", "b"),
    ("force majeure", "bi"),
    (")", "b"),
    ("izin", "i"),
}


def report(font: Font, *blocks: Any) -> Report:
    return Report("uji", "Uji", (Section(blocks),), samples.CREATED, font=font)


def in_word(content: bytes) -> set[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        runs = etree.fromstring(archive.read("word/document.xml")).iter(W + "r")
    found = set()
    for run in runs:
        look = "".join(name for name in "bi" if run.find(f"{W}rPr/{W}{name}") is not None)
        found.add(("".join(run.itertext()), look))
    return {(text, look) for text, look in found if look and text != "Tanda"}


def in_pdf(content: bytes) -> set[tuple[str, str]]:
    with pymupdf.open(stream=content) as document:
        blocks = document[0].get_text("dict")["blocks"]
    spans = [span for block in blocks for line in block.get("lines", ()) for span in line["spans"]]
    found = {
        (span["text"].strip(), "b" * ("Bold" in span["font"]) + "i" * ("Italic" in span["font"])) for span in spans
    }
    return {(text, look) for text, look in found if look and text not in ("", "Tanda")}


@pytest.mark.parametrize("font", FACES)
def test_both_files_print_the_same_words_so(font: Font) -> None:
    assert in_word(word.write(report(font, *BLOCKS), samples.picture)) == WANTED
    assert in_pdf(pdf.write(report(font, *BLOCKS), samples.picture)) == WANTED


def test_a_text_is_parted_at_its_words_only() -> None:
    assert stressed("a b a.", ("a",)) == [("a", True), (" b ", False), ("a", True), (".", False)]
    assert stressed("a (b)", ("(b)",)) == [("a ", False), ("(b)", True)]
    assert stressed("a", ()) == [("a", False)]
