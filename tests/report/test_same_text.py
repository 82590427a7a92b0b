"""Word, PDF and the plain lines of a report say the same, in the same order, whatever was typed into it.

Every kind of paper is held to it in ``test_every_paper.py``; here are the blocks they are made of.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from documents.pdf import writer as pdf
from documents.report.blocks import (
    BLOCKS,
    Address,
    AnnexHead,
    Column,
    CopyList,
    Heading,
    Letterhead,
    Meta,
    NumberedList,
    Paragraph,
    Report,
    Row,
    Rule,
    Section,
    SignatureBlock,
    Signer,
    Table,
    Title,
)
from documents.report.boxes import Box, Form, Ruled, Slip
from documents.report.key_figures import Figures, Legend, PageFoot
from documents.report.photographs import Photo, Photos, Picture
from tests.world import plain_lines
from tests.world import report_samples as samples
from tests.world.same_text import agree, pdf_text, spoken


def test_every_kind_of_block_has_its_lines() -> None:
    assert set(plain_lines.BLOCKS) == set(BLOCKS)


def test_the_words_of_a_letter_are_the_same_with_their_blanks(tmp_path: Path) -> None:
    report = samples.nota_dinas()
    wanted = " ".join(" ".join(plain_lines.lines(report)).split())
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


def test_ten_thousand_words_in_a_cell(tmp_path: Path) -> None:
    long = " ".join(f"kata{n}" for n in range(10_000))
    agree(of(Table((Column("a", 30), Column("b", 130)), (Row(("1", long)), Row(("2", "akhir"))), "Panjang")), tmp_path)


def test_odd_characters_are_replaced_alike(tmp_path: Path) -> None:
    odd = "a\x00b\x01c \u202edef \U0001f600 \u2713 x\u00ady \ufffe z\u200bw \ud800 e\u0301 ]]> <b>&amp;</b> {{ 7*7 }}"
    lines = plain_lines.lines(of(Paragraph(odd)))
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
    st.builds(PageFoot, TEXT, TEXT),
    st.builds(Legend, st.lists(st.tuples(TEXT, ACCENT, TEXT), max_size=5).map(tuple)),
    st.builds(Photos, st.lists(PHOTO, max_size=3).map(tuple)),
    st.builds(Picture, st.just(samples.PHOTOS[0]), TEXT, st.floats(20, 160)),
    st.builds(SignatureBlock, st.lists(SIGNER, max_size=2).map(tuple)),
    st.builds(CopyList, TEXTS),
    st.builds(AnnexHead, TEXT, st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple), TEXT),
)


FUZZ = settings(derandomize=True, suppress_health_check=list(HealthCheck), database=None)
BLOCKS_OF_A_PAGE = st.lists(BLOCK, min_size=1, max_size=4).map(tuple)


@settings(FUZZ, max_examples=60, phases=(Phase.generate,))
@given(blocks=BLOCKS_OF_A_PAGE, landscape=st.booleans())
def test_whatever_was_typed(blocks: tuple[Any, ...], landscape: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    section = Section(blocks, landscape=landscape, foot="kaki")
    agree(Report("uji", "Uji", (section,), samples.CREATED, "DRAF", "catatan"), tmp_path_factory.mktemp("teks"))


MARKED = st.sampled_from(["", "struck", "moved", "ticks", "headed ticks", "labelled", "labelled ticks strong"])
MARKED_ROW = st.builds(
    Row, st.lists(TEXT, max_size=4).map(tuple), st.just("row"), st.lists(MARKED, max_size=3).map(tuple)
)
BOXES = st.lists(st.builds(Box, TEXT, MARKED), max_size=4).map(tuple)
FORM = st.builds(
    Form, st.just((20.0, 60.0, 79.0)), st.lists(BOXES, min_size=1, max_size=3).map(tuple), TEXT, LEVEL,
    st.sampled_from([0, 15]),
)  # fmt: skip


@settings(FUZZ, max_examples=25, phases=(Phase.generate,))
@given(form=FORM, rows=st.lists(MARKED_ROW, max_size=3).map(tuple))
def test_a_form_whatever_was_typed(form: Form, rows: tuple[Row, ...], tmp_path_factory: pytest.TempPathFactory) -> None:
    table = Table((Column("a", 53), Column("√", 53), Column("□", 53)), rows, "tabel")
    agree(of(form, Paragraph("di antaranya"), table), tmp_path_factory.mktemp("isian"))


@settings(FUZZ, max_examples=8, phases=(Phase.generate,))
@given(block=BLOCK, jawi=st.text("چاهدڠنڤڬݢڽ ab&", min_size=1, max_size=30))
def test_whatever_was_typed_beside_jawi(block: Any, jawi: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    table = Table((Column(jawi, 80), Column("b", 80)), (Row((jawi, jawi)),), jawi)
    agree(of(block, Paragraph(jawi), NumberedList((jawi, "b")), table), tmp_path_factory.mktemp("jawi"))


PAIRS = st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=3).map(tuple)
SLIP = st.builds(
    Slip, TEXT, TEXT, TEXT, PAIRS, PAIRS, st.lists(st.tuples(TEXT, TEXT), min_size=2, max_size=2).map(tuple), TEXT,
    st.just("https://tuntas.example/cek/ABCD"), TEXT,
)  # fmt: skip


@settings(FUZZ, max_examples=20, phases=(Phase.generate,))
@given(slips=st.lists(SLIP, min_size=1, max_size=2))
def test_a_slip_whatever_was_typed(slips: list[Slip], tmp_path_factory: pytest.TempPathFactory) -> None:
    section = Section((*slips, Ruled(3)), margins=(13, 20, 8, 30), numbering="none")
    report = Report("uji", "Uji", (section,), samples.CREATED, check_url="https://tuntas.example/cek/ABCD")
    agree(report, tmp_path_factory.mktemp("potongan"))
