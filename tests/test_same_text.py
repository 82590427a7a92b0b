"""Word, PDF and the plain lines of a report say the same, in the same order, whatever was typed into it.

The body is compared: the PDF's text is cut to the text area of each page, in the order in which it was drawn; the
Word's is read with its list numbers counted. Blanks are dropped on both sides, for a long word may break anywhere.
"""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import report_samples as samples
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from documents import linear, measures, pdf, word
from documents.fonts import prepared
from documents.phrases import item_marker
from documents.report import (
    BLOCKS,
    Address,
    AnnexHead,
    Column,
    CopyList,
    Figures,
    Heading,
    Legend,
    Letterhead,
    Meta,
    NumberedList,
    Paragraph,
    Photo,
    Photos,
    Report,
    Row,
    Rule,
    Section,
    SignatureBlock,
    Signer,
    Table,
    Title,
)
from documents.word_xml import W

ARABIC = re.compile("[\u0600-\u08ff\ufb50-\ufefc]")


def folded(text: str) -> str:
    """Without blanks and pdftotext's direction marks. With Arabic in it a PDF is drawn in the order of the eye, not of
    the mouth, so that only the letters can be compared."""
    text = re.sub(r"[\s\u202a-\u202e]+", "", text)
    return "".join(sorted(text)) if ARABIC.search(text) else text


def spoken(report: Report) -> str:
    return folded("".join(linear.lines(report)))


def word_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body, numbering = (etree.fromstring(archive.read(f"word/{n}.xml")) for n in ("document", "numbering"))
    counts: dict[tuple[str, str], int] = {}
    return "".join(_marker(p, numbering, counts) + _text(p) for p in body.iter(W + "p"))


def _text(paragraph: etree._Element) -> str:
    blank = {W + "br": " ", W + "tab": " "}
    return "".join(e.text or "" if e.tag == W + "t" else blank.get(str(e.tag), "") for e in paragraph.iter())


def _marker(paragraph: etree._Element, numbering: etree._Element, counts: dict[tuple[str, str], int]) -> str:
    found = paragraph.find(f"{W}pPr/{W}numPr")
    if found is None:
        return ""
    ident, level = (found.find(W + tag).get(W + "val") for tag in ("numId", "ilvl"))
    num = next(n for n in numbering.iter(W + "num") if n.get(W + "numId") == ident)
    list_id = num.find(W + "abstractNumId").get(W + "val")
    abstract = next(a for a in numbering.iter(W + "abstractNum") if a.get(W + "abstractNumId") == list_id)
    kind = next(e for e in abstract if e.get(W + "ilvl") == level).find(W + "numFmt").get(W + "val")
    start = int(num.find(f"{W}lvlOverride/{W}startOverride").get(W + "val"))
    counts[ident, level] = counts.get((ident, level), start - 1) + 1
    number = counts[ident, level]
    letter = item_marker("a.", number)
    return {"decimal": f"{number}.", "lowerLetter": letter, "upperLetter": letter.upper(), "bullet": "–"}[kind]


def pdf_text(content: bytes, report: Report, folder: Path) -> str:
    """The text areas of all pages; the head of a table that goes on over a page is read once."""
    target = folder / "naskah.pdf"
    target.write_bytes(content)
    with pikepdf.open(io.BytesIO(content)) as file:
        sheets = [tuple(round(float(v) / 72 * 25.4) for v in page.mediabox[2:]) for page in file.pages]
    sections = {measures.sheet(section): section for section in report.sections}  # a sheet tells the margins
    heads = [_head(b) for s in prepared(report).sections for b in s.blocks if isinstance(b, Table)]
    text = ""
    for number, sheet in enumerate(sheets, 1):
        page = _area(target, number, sections[sheet])  # type: ignore[index]
        for head in heads if number > 1 else ():
            told = re.sub(r"\s+", "", text).count(head)  # by as many tables as begin so
            if head and re.sub(r"\s+", "", page).startswith(head) and told >= heads.count(head):
                page = re.sub(r"\s+", "", page).removeprefix(head)
        text += page
    return text


def _head(table: Table) -> str:
    numbers = "".join(f"({n})" for n in range(1, len(table.columns) + 1)) if table.column_numbers else ""
    return re.sub(r"\s+", "", "".join(column.head for column in table.columns)) + numbers


def _area(target: Path, number: int, section: Section) -> str:
    top, right, bottom, left = section.margins
    across, down = measures.sheet(section)
    # At 254 dpi a pixel is a tenth of a millimetre.
    box = {"x": left - 12, "y": top - 1, "W": across - left - right + 24, "H": down - top - bottom + 2}
    cut = [item for name, mm in box.items() for item in (f"-{name}", str(mm * 10))]
    command = ["pdftotext", "-raw", "-r", "254", "-f", str(number), "-l", str(number), *cut, str(target), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode().replace("\f", "")


def agree(report: Report, folder: Path) -> None:
    wanted = spoken(report)
    assert folded(word_text(word.write(report, samples.picture))) == wanted
    assert folded(pdf_text(pdf.write(report, samples.picture), report, folder)) == wanted


def test_every_kind_of_block_has_its_lines() -> None:
    assert set(linear.BLOCKS) == set(BLOCKS)


@pytest.mark.parametrize("name", samples.ALL)
def test_the_samples_say_the_same(name: str, tmp_path: Path) -> None:
    agree(samples.ALL[name](), tmp_path)


def test_the_words_of_a_letter_are_the_same_with_their_blanks(tmp_path: Path) -> None:
    report = samples.nota_dinas()
    wanted = " ".join(" ".join(linear.lines(report)).split())
    content = pdf.write(report, samples.picture)
    assert " ".join(pdf_text(content, report, tmp_path).split()) == wanted


def of(*blocks: Any) -> Report:
    return Report("uji", "Uji", (Section(blocks),), samples.CREATED)


def test_a_marker_that_no_list_can_count_is_printed_as_it_is(tmp_path: Path) -> None:
    heads = [Heading(1, marker, "Judul") for marker in ("", "A.", "B.", "A.", "1.", "IV.", "b.", "*)", "3a.")]
    agree(of(*heads, *(Heading(2, h.marker, "Anak") for h in heads)), tmp_path)


def test_long_lists_count_alike(tmp_path: Path) -> None:
    items = tuple(f"butir {n}" for n in range(60))
    agree(
        of(NumberedList(items, "a.", 1), NumberedList(items, "1.", start=7), NumberedList(items[:3], "-", 2)), tmp_path
    )


def test_odd_characters_are_replaced_alike(tmp_path: Path) -> None:
    odd = "a\x00b\x01c \u202edef \U0001f600 \u2713 x\u00ady \ufffe z\u200bw \ud800 e\u0301 ]]> <b>&amp;</b> {{ 7*7 }}"
    lines = linear.lines(of(Paragraph(odd)))
    assert lines == ["abc def □ □ xy  zw  é ]]> <b>&amp;</b> {{ 7*7 }}"]
    agree(of(Paragraph(odd), Title((odd,), odd), Table((Column(odd, 60),), (Row((odd,)),), odd)), tmp_path)


def test_jawi_is_shown(tmp_path: Path) -> None:
    jawi = "چاچه دڠن ڤڬ ݢ ڽ"
    agree(of(Paragraph(jawi), Paragraph(f"Jawi: {jawi} (Aceh)"), Address((jawi, "di", jawi))), tmp_path)
    assert "□" not in spoken(of(Paragraph(jawi)))


WORDS = st.sampled_from(
    ["rapat", "LKS", "Rp1.250.000,00", "&", "<b>", "]]>", "\x01", "\u202e", "😀", "√", "–", "a\u0301"]
    + ["x" * 80, "\n", "{{x}}", "\\", '"', "'", "31\u00a0Desember", "https://contoh.go.id/a?b=c&d", "%s", "\u00ad"]
)
TEXT = st.lists(WORDS, max_size=9).map(" ".join)
TEXTS = st.lists(TEXT, max_size=4).map(tuple)
LEVEL = st.integers(0, 2)
SIGNER = st.builds(
    Signer,
    TEXTS,
    above=TEXT,
    mode=st.sampled_from(["", "a.n.", "Plt."]),
    name=TEXT,
    rank_line=st.booleans(),
    nip=st.sampled_from(["", "19680411 199303 1 009"]),
    nip_line=st.booleans(),
    below=TEXT,
)
ACCENT = st.sampled_from(["", "", "titled", "ratio small", "begun late", "done", "plain strong", "tak dikenal"])
ROW = st.builds(
    Row,
    st.lists(TEXT, max_size=3).map(tuple),
    st.sampled_from(["row", "row", "group", "total"]),
    st.lists(ACCENT, max_size=3).map(tuple),
)
COLUMN = st.builds(Column, TEXT, st.just(53), st.sampled_from(["left", "right", "center"]))
COLUMNS = st.lists(COLUMN, min_size=3, max_size=3)
PHOTO = st.builds(Photo, st.sampled_from(samples.PHOTOS), TEXT, TEXT, TEXT)
BLOCK = st.one_of(
    st.builds(Letterhead, st.sampled_from(["dinas", "lkks"]), TEXTS, TEXTS, st.sampled_from(["", samples.EMBLEM])),
    st.builds(Title, TEXTS, TEXT, st.booleans()),
    st.builds(
        Meta,
        st.lists(st.tuples(TEXT, TEXTS), max_size=4).map(tuple),
        st.sampled_from(["plain", "wide", "two-column"]),
        bold_last=st.booleans(),
        numbered=st.booleans(),
        level=LEVEL,
        inset=TEXTS,
    ),
    st.builds(Meta, st.lists(st.tuples(TEXT, TEXTS), max_size=4).map(tuple), st.just("letter"), TEXT),
    st.builds(Address, TEXTS),
    st.just(Rule()),
    st.builds(Heading, st.sampled_from([1, 2]), st.sampled_from(["", "A.", "B.", "1.", "2.", "IV."]), TEXT),
    st.builds(Paragraph, TEXT, st.sampled_from(["indent", "flush", "closing", "lead-in", "note", "caption"]), LEVEL),
    st.builds(NumberedList, TEXTS, st.sampled_from(["1.", "a.", "-"]), LEVEL, st.integers(1, 30)),
    st.builds(
        Table,
        COLUMNS.map(tuple),
        st.lists(ROW, max_size=4).map(tuple),
        TEXT,
        st.sampled_from(["small", "normal"]),
        st.booleans(),
    ),
    st.builds(Figures, st.lists(st.tuples(TEXT, TEXT), max_size=5).map(tuple)),
    st.builds(Legend, st.lists(st.tuples(TEXT, ACCENT, TEXT), max_size=5).map(tuple)),
    st.builds(Photos, st.lists(PHOTO, max_size=3).map(tuple)),
    st.builds(SignatureBlock, st.lists(SIGNER, max_size=2).map(tuple)),
    st.builds(CopyList, TEXTS),
    st.builds(AnnexHead, TEXT, st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple), TEXT),
)


FUZZ = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
BLOCKS_OF_A_PAGE = st.lists(BLOCK, min_size=1, max_size=4).map(tuple)


@settings(FUZZ, max_examples=60, phases=(Phase.generate,))
@given(blocks=BLOCKS_OF_A_PAGE, landscape=st.booleans())
def test_whatever_was_typed(blocks: tuple[Any, ...], landscape: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    section = Section(blocks, landscape=landscape, foot="kaki")
    agree(Report("uji", "Uji", (section,), samples.CREATED, "DRAF", "catatan"), tmp_path_factory.mktemp("teks"))


@settings(FUZZ, max_examples=8, phases=(Phase.generate,))
@given(block=BLOCK, jawi=st.text("چاهدڠنڤڬݢڽ ab&", min_size=1, max_size=30))
def test_whatever_was_typed_beside_jawi(block: Any, jawi: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    table = Table((Column(jawi, 80), Column("b", 80)), (Row((jawi, jawi)),), jawi)
    agree(of(block, Paragraph(jawi), NumberedList((jawi, "b")), table), tmp_path_factory.mktemp("jawi"))
