"""Text that was saved anew, laid side by side with what was issued."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from documents.issue.file_text import text_of
from documents.issue.marked_copy import marked
from documents.issue.text_compared import AROUND, DIFFERENT, FOREIGN, MARKED, SAME, compared, compared_cells
from documents.pdf import writer as pdf
from documents.report.blocks import Column, Letterhead, Meta, Paragraph, Report, Row, Section, Table
from documents.report.frozen import from_data, to_data
from documents.report.passages import passages
from documents.word import writer as word
from tests.world import report_samples as samples
from tests.world.office_suite import Converted
from tests.world.papers import WORDS, Made, desk, made

TABLE = Table(
    (Column("No.", 10), Column("Batas\nWaktu", 40)),
    (Row(("1.", "2 Mei")), Row(("2.", "9 Mei")), Row(("3.", ""))),
    "uji",
)
REPORT = Report(
    "uji", "Uji", (Section((Meta((("Nomor", ("7/A",)), ("Hal", ("Undangan",)))), Paragraph("Kami undang."), TABLE)),),
    "2026-11-09T02:00:00Z", code="7KQ4-M2XD-95TB", check_url="https://tuntas.example/cek/7KQ4-M2XD-95TB",
)  # fmt: skip
FOOT = (
    "Periksa keaslian naskah: tuntas.example/cek/7KQ4-M2XD-95TB. Bukan tanda tangan elektronik tersertifikasi. "
    "Kode naskah 7KQ4-M2XD-95TB."
)
HEAD = "No. Batas Waktu"
ISSUED = f"{FOOT} Nomor : 7/A Hal : Undangan Kami undang. {HEAD} 1. 2 Mei 2. 9 Mei 3."
KINDS = ("surat dan laporan gabungan", "rekap", "laporan indikator", "daftar lks", "undangan", "tanda terima")


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    world = desk(tmp_path_factory.mktemp("banding"), next(iter(WORDS.values())))
    return {kind: made(world, kind) for kind in KINDS}


@pytest.mark.parametrize(
    "sent",
    [
        ISSUED.removeprefix(FOOT) + FOOT,
        f"{FOOT}\nNomor : 7/A Hal : Undangan Kami un\ndang.\n- 2 -\n{HEAD}\n1. 2 Mei 2. 9 Mei 3.",
        f"{FOOT} Nomor : 7/A Hal : Undangan Kami undang. {HEAD} 1. 2 Mei\nHalaman 2 dari 6\n{HEAD} 2. 9 Mei 3.",
    ],
    ids=["foot last", "page number", "head repeated"],
)
def test_pages_that_break_elsewhere_say_the_same(sent: str):
    assert compared(REPORT, ISSUED, sent).verdict == SAME


@pytest.mark.parametrize(
    ("before", "after", "places", "added"),
    [
        ("7/A", "8/A", ("“Nomor”",), True),
        ("Undangan", "", ("“Hal”",), False),
        ("9 Mei", "19 Mei", ("tabel 1, baris 2, kolom “Batas Waktu”",), True),
        ("Kami undang.", "Kami undang semua.", (), True),
        ("1. 2 Mei 2. 9 Mei", "1. 9 Mei 2. 2 Mei", None, True),
        (HEAD, "No. Batas Akhir", ("kepala tabel 1",), True),
    ],
)  # fmt: skip
def test_what_differs_is_named_by_its_place(before: str, after: str, places: tuple[str, ...] | None, added: bool):
    found = compared(REPORT, ISSUED, ISSUED.replace(before, after))
    assert (found.verdict, found.added) == (DIFFERENT, added)
    if places is not None:
        assert found.places == places


def test_a_foot_that_went_from_a_pdf_is_missed():
    found = compared(REPORT, ISSUED, ISSUED.removeprefix(FOOT))
    assert (found.verdict, found.places) == (DIFFERENT, (AROUND,))


@pytest.mark.parametrize(
    ("issued", "sent", "verdict"),
    [
        ("DINAS\n- 2 -\nNota, Nomor 7/A", "DINAS\n- 3 -\nDINAS", SAME),
        ("DINAS\nNota, Nomor 7/A", "DINAS\nNota, Nomor 8/A", DIFFERENT),
        ("DINAS\nNota, Nomor 7/A", "", DIFFERENT),
        ("", "Sah menurut undang-undang", DIFFERENT),
        ("DINAS\nSOSIAL\nNota", "SOSIAL\nNota", DIFFERENT),
        ("", "", SAME),
    ],
    ids=["pages", "another number", "nothing", "something", "without its kop", "none"],
)
def test_what_stands_beside_the_text_of_word_is_compared_line_by_line(issued: str, sent: str, verdict: str):
    """A program may leave out the foot of pages that it does not have, and repeat any."""
    section = replace(REPORT.sections[0], blocks=(Letterhead("dinas", ("DINAS", "SOSIAL")), *REPORT.sections[0].blocks))
    found = compared(replace(REPORT, sections=(section,)), ISSUED, ISSUED, (issued, sent))
    assert (found.verdict, found.places) == (verdict, (AROUND,) if verdict == DIFFERENT else ())


def test_what_is_written_about_something_else_is_foreign():
    assert compared(REPORT, ISSUED, "Resep kue lapis legit untuk dua puluh orang.").verdict == FOREIGN
    assert compared(REPORT, ISSUED, "").verdict == FOREIGN


def test_many_places_are_counted():
    rows = tuple(Row((f"{n}", f"nilai{n}")) for n in range(60))
    table = Table((Column("No.", 10), Column("Isi", 40)), rows, "uji")
    report = Report("uji", "Uji", (Section((table, Paragraph("tetap " * 200))),), REPORT.created)
    text = " ".join(passage.text for passage in passages(report))
    found = compared(report, text, text.replace("nilai", "angka"))
    assert (len(found.places), found.more) == (8, 52)


def test_cells():
    assert compared_cells("a b 12", "a\nb 12") == SAME
    assert compared_cells("a b 12", "a b 13") == DIFFERENT
    assert compared_cells("a b 12", "x y z") == FOREIGN


def test_papers_printed_by_another_program_say_the_same(some: dict[str, Made], libreoffice: Converted, tmp_path: Path):
    for number, paper in enumerate(some.values()):
        (tmp_path / f"{number}.docx").write_bytes(paper.docx)
    libreoffice("pdf", tmp_path, *sorted(tmp_path.glob("*.docx")))
    for number, (kind, paper) in enumerate(some.items()):
        again = text_of((tmp_path / f"{number}.pdf").read_bytes())["text"]
        assert compared(paper.report, text_of(paper.pdf)["text"], again).verdict == SAME, kind


def test_one_changed_digit_anywhere_in_the_body_is_seen(some: dict[str, Made]):
    for kind, paper in some.items():
        text = text_of(paper.docx)["text"]  # no page numbers, feet or repeated heads in it
        digits = [at for at, letter in enumerate(text) if letter.isdigit() and letter.isascii()]
        for at in digits[7 :: max(1, len(digits) // 12)]:
            changed = f"{text[:at]}{(int(text[at]) + 1) % 10}{text[at + 1 :]}"
            assert compared(paper.report, text, changed).verdict == DIFFERENT, (kind, text[at - 20 : at + 20])


@pytest.mark.parametrize("write", [pdf.write, word.write])
def test_a_marked_copy_of_many_pages_is_known_by_its_mark(write: Callable[..., bytes]) -> None:
    """Though the mark stands in the line of the page number."""
    paper = replace(samples.laporan(), mark="", mark_note="")
    record = {"status": "dicabut", "reason": "Contoh sebab.", "ended": "2026-11-10T02:00:00+00:00", "facts": {}}
    copy = from_data(marked(to_data(paper), record, None))
    issued, sent = (text_of(write(one, samples.picture)) for one in (paper, copy))
    around = (issued["around"], sent["around"])
    assert compared(paper, issued["text"], sent["text"], around, copy).verdict == MARKED
    assert compared(paper, issued["text"], issued["text"], (issued["around"],) * 2, copy).verdict == SAME
    changed = sent["text"].replace("memperoleh arahan", "memperoleh izin")
    assert compared(paper, issued["text"], changed, around, copy).verdict == DIFFERENT
