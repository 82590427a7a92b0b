"""Rows that are painted look as rows that are laid out: the same lines, the same rows on a page, the same dots."""

from __future__ import annotations

import io
import math
import random
import re
import subprocess
import tempfile
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings, strategies
from PIL import Image, ImageChops
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.text.line_break import split_first_line

from documents.pdf import writer as pdf
from documents.pdf.painted import simple as painted
from documents.pdf.painted.faces import Style
from documents.pdf.painted.lines import at_size
from documents.pdf.painted.shapes import NAMES, PT
from documents.report.blocks import (
    Align,
    Block,
    Column,
    Font,
    Paragraph,
    Report,
    Row,
    Section,
    SignatureBlock,
    Signer,
    Table,
    Title,
)
from documents.report.measures import fitted
from tests.world import report_samples as samples

WORDS = (  # noqa: SIM905 - a text
    "Kabupaten Aceh Tengah melakukan koordinasi penyusunan naskah LKS-A Al-Muhajirin 400.9.12/0214/2026 Bapak/Ibu "
    "(contoh) 38,7% Rp88.350.000,00 “kutipan” 2027–2031 s.d. pos-el: dinsos@contoh.go.id butir 1–7, 9–23 dan/atau AVAT "
    "https://tuntas.contoh.go.id/cek/ABCD-EFGH To. fi fl office a!b x?y ½ é ü ñ — … 'sendiri' LKSA/LKS-LU/IPWL "
    "kesejahteraansosialpemberdayaanmasyarakatsekabupatenkota AHU-0012345.AH.01.04.Tahun W1-00012.HT.01.10–2019"
).split()
SIGNED = SignatureBlock((Signer(("Kepala Dinas,",), name="Nama", above="Banda Aceh, 2 Januari 2026"),))
Size = Literal["small", "close", "normal"]
Paper = Literal["A4", "F4"]
POINT = 0.05
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
DOTS = 60  # Poppler puts letters on quarters of a dot: one that stands between two may fall to either


def said(source: random.Random, most: int) -> str:
    return " ".join(source.choice(WORDS) for _ in range(source.randint(1, most)))


def table(seed: int, *, turned: bool = False, parted: bool = False, size: str = "small") -> Table:
    source = random.Random(seed)  # noqa: S311 - words for a table
    names = ("Selatan", "Tenggara", "Barat Daya", "Tamiang") if turned else ()
    columns = (
        Column("No.", 9, "center"), Column("Uraian tugas dan tanggung jawab", 60), Column("Nilai", 30, "right"),
        Column("Keterangan yang panjang sekali", 50), *(Column(f"Aceh {n}", 7.4, "center", turned=True) for n in names),
        Column("Selesai", 15, "center"),
    )  # fmt: skip
    rows: list[Row] = []
    for number in range(1, source.randint(60, 90)):
        if source.random() < 0.15:
            ends = (said(source, 4),) if source.random() < 0.7 else ()
            rows.append(Row((f"11.{number:02d} {said(source, 2)}", *ends), "group"))
        rows.append(_row(source, number, len(names)))
    if source.random() < 0.7:
        rows.append(Row(("Jumlah", *("" for _ in columns[2:]), "88"), "total"))
    return Table(columns, tuple(rows), "Uji", size, parted=parted)  # type: ignore[arg-type]


def shared(seed: int) -> Table:
    """A table whose days have one head over their own, between thick lines, with the numbers of its columns."""
    source = random.Random(seed)  # noqa: S311 - words for a table
    days = (
        Column(name, 16, "right", over="Hari di Tangan", heavy=name == "Ketua") for name in ("Ketua", "Dinsos Aceh")
    )
    columns = (
        Column("No.", 10, "center"), Column("Uraian tugas", 70), *days, Column("Jumlah", 15, "center", over="Lagi"),
        Column("Lewat Batas", 14, "right", heavy=True), Column("Keterangan", 45),
    )  # fmt: skip
    rows: list[Row] = []
    for number in range(1, 60):
        if number % 7 == 1:
            rows.append(Row((f"11.{number:02d} {said(source, 2)}", said(source, 4)), "group"))
        words = said(source, 9), *(str(source.randint(0, 99)) for _ in range(4)), said(source, 6)
        rows.append(Row((str(number), *words), accents=("", "", "", "", "strong")))
    total = Row(("Jumlah", "", "1", "2", "3", "4", ""), "total")
    return Table(columns, (*rows, total), "Uji", "small", column_numbers=seed % 2 == 1)


def moved(seed: int) -> Table:
    """The same, with days that hold no longer over those that do, and texts that were struck out."""
    of = shared(seed)
    changed = ("", "struck", "", "", "strong", "", "moved")
    days = "15\u00a0Desember 2026\n31\u00a0Maret 2027"
    rows = (
        replace(row, cells=(*row.cells[:-1], days), accents=changed) if row.kind == "row" and n % 3 else row
        for n, row in enumerate(of.rows)
    )
    return replace(of, rows=tuple(rows))


def _row(source: random.Random, number: int, letters: int) -> Row:
    titled = source.random() < 0.3
    told = f"Judul butir\n{said(source, 9)}" if titled else said(source, 12)
    cells = [str(number), told, source.choice(("", "1.234", "Rp1.000.000,00", "belum")), said(source, 9)]
    accents = ["", "titled" if titled else source.choice(("", "strong", "small")), source.choice(("", "late")), ""]
    for _ in range(letters):
        cells.append(source.choice("DLS–") + source.choice(("", "!")))
        accents.append(source.choice(("", "begun", "done", "late", "begun late")))
    return Row((*cells, f"{number}/{number + 9}"), accents=(*accents, "ratio") if source.random() < 0.8 else ())


CASES = {
    "a list with groups, landscape": (Section((Title(("REKAP",), "x"), table(2), SIGNED), "F4", True), "Arial"),
    "a matrix": (Section((table(7, turned=True),), "F4", True, numbering="of", foot="Kaki"), "Arial"),
    "upright, in large letters": (Section((Paragraph("Teks. " * 250), table(11, size="normal"), SIGNED)), "Arial"),
    "compact and parted": (Section((table(18, parted=True), Paragraph("Sesudah."), SIGNED), compact=True), "Arial"),
    "two, with words after them": (Section((table(3), Paragraph("Antara."), table(5), Paragraph("Akhir."))), "Arial"),
    "heads in two rows": (Section((Title(("REKAP",)), shared(4), SIGNED), "F4", True), "Arial"),
    "with numbers, in Bookman": (Section((shared(5),), "F4", True), "Bookman Old Style"),
    "with old days struck": (Section((Title(("REKAP",)), moved(4), SIGNED), "F4", True), "Arial"),
    "struck, in Bookman": (Section((moved(6),), "F4", True), "Bookman Old Style"),
    "in Bookman": (Section((Title(("REKAP",)), table(19, turned=True)), "F4", True), "Bookman Old Style"),
}


def report(section: Section, font: str) -> Report:
    return Report("uji", "Uji", (fitted(section),), samples.CREATED, font=font)  # type: ignore[arg-type]


def drawn(file: bytes, folder: Path) -> list[Image.Image]:
    folder.mkdir()
    (folder / "a.pdf").write_bytes(file)
    subprocess.run(["pdftoppm", "-r", "100", "-gray", folder / "a.pdf", folder / "page"], check=True)
    return [Image.open(page) for page in sorted(folder.glob("*.pgm"))]


def lines(file: bytes, folder: Path) -> list[list[str]]:
    (folder / "a.pdf").write_bytes(file)
    text = subprocess.run(["pdftotext", "-layout", folder / "a.pdf", "-"], capture_output=True, text=True, check=True)
    return [sorted(" ".join(line.split()) for line in page.split("\n")) for page in text.stdout.split("\f")]


def tables(of: Report) -> list[Table]:
    return [block for block in of.sections[0].blocks if isinstance(block, Table)]


def simple(of: Report) -> bool:
    return all(painted.planned(table, of.sections[0], of.font) for table in tables(of))


@pytest.fixture(autouse=True)
def painted_from_here_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(painted, "LEAST", 250)


def laid_out(of: Report, patched: pytest.MonkeyPatch) -> bytes:
    with patched.context() as here:
        here.setattr(painted, "LEAST", 10**9)
        return pdf.write(of, samples.picture)


@pytest.mark.parametrize("name", CASES)
def test_painted_and_laid_out_are_the_same(
    name: str, caplog: pytest.LogCaptureFixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = report(*CASES[name])
    assert simple(of)
    made, usual = pdf.write(of, samples.picture), laid_out(of, monkeypatch)
    assert caplog.messages == []  # it was painted
    for kind in ("/Table", "/THead"):
        assert len(tagged(made, kind)) == len(tagged(usual, kind)) == len(tables(of))
    assert rows_of_tags(made) == rows_of_tags(usual) > sum(len(table.rows) for table in tables(of))
    assert lines(made, tmp_path) == lines(usual, tmp_path)
    for ours, theirs in zip(drawn(made, tmp_path / "ours"), drawn(usual, tmp_path / "theirs"), strict=True):
        different = ImageChops.difference(ours, theirs).point(lambda value: 255 if value > 64 else 0)
        assert different.histogram()[255] <= DOTS


ACCENTS = ("", "", "strong", "small", "late", "begun", "done", "struck")
BY_CHANCE = settings(
    max_examples=8, derandomize=True, suppress_health_check=list(HealthCheck), database=None,
    phases=(Phase.generate,),
)  # fmt: skip


def by_chance(seed: int) -> Report:
    """One or two tables of any widths, sizes and weights, with or without words between them."""
    source = random.Random(seed)  # noqa: S311 - words for tables
    blocks: list[Block] = []
    for _ in range(source.randint(1, 2)):
        blocks += [Paragraph("Teks. " * source.randint(1, 400)), any_table(source)]
    blocks += [Paragraph("Sesudah."), SIGNED][source.randint(0, 2) :]
    paper: Paper = source.choice(("A4", "F4"))
    section = Section(tuple(blocks), paper, source.random() < 0.4, compact=source.random() < 0.3)
    return report(section, source.choice(("Arial", "Bookman Old Style")))


def any_table(source: random.Random) -> Table:
    aligns: tuple[Align, ...] = ("left", "center", "right")
    columns = [
        Column(said(source, 3), source.randint(18, 70), source.choice(aligns)) for _ in range(source.randint(3, 6))
    ]
    letters = source.randint(1, 4) if source.random() < 0.25 else 0
    columns += [Column(f"Aceh {said(source, 1)[:9]}", 8, "center", turned=True) for _ in range(letters)]
    rows: list[Row] = []
    for _ in range(source.randint(8, 30)):
        if source.random() < (0.15 if rows else 0.4):
            rows.append(Row((said(source, 3), *([said(source, 3)] * source.randint(0, 1))), "group"))
        rows.append(any_row(source, len(columns) - letters, letters))
    if source.random() < 0.5:
        rows.append(Row(("Jumlah", *[""] * (len(columns) - 2), "88"), "total"))
    size: Size = source.choice(("small", "close", "normal"))
    return Table(tuple(columns), tuple(rows), "Uji", size, parted=source.random() < 0.3)


def any_row(source: random.Random, texts: int, letters: int) -> Row:
    cells = [said(source, source.choice((1, 2, 5, 9))) if source.random() < 0.9 else "" for _ in range(texts)]
    cells += [source.choice("DLS–") + source.choice(("", "!")) for _ in range(letters)]
    return Row(tuple(cells), accents=tuple(source.choice(ACCENTS) for _ in cells))


@BY_CHANCE
@given(seed=strategies.integers(0, 10**6))
def test_any_table_has_each_word_where_it_is_laid_out(caplog: pytest.LogCaptureFixture, seed: int) -> None:
    """A seed for which it does not hold is printed."""
    of = by_chance(seed)
    with pytest.MonkeyPatch.context() as patched, tempfile.TemporaryDirectory() as name:
        patched.setattr(painted, "LEAST", 1)
        assume(simple(of))
        made, usual = pdf.write(of, samples.picture), laid_out(of, patched)
        assert caplog.messages == []  # it was painted
        assert [len(tagged(file, "/Table")) for file in (made, usual)] == [len(tables(of))] * 2
        for ours, theirs in zip(words(made, Path(name)), words(usual, Path(name)), strict=True):
            assert {word: len(places) for word, places in ours.items()} == {w: len(at) for w, at in theirs.items()}
            for word, places in ours.items():
                far = [one for one in places if not any(one == pytest.approx(at, abs=POINT) for at in theirs[word])]
                assert far == [], (word, theirs[word])


def words(file: bytes, folder: Path) -> list[dict[str, list[tuple[float, ...]]]]:
    """Of each page its words, and where they are: left, top, right, bottom in points."""
    (folder / "a.pdf").write_bytes(file)
    told = subprocess.run(["pdftotext", "-bbox", folder / "a.pdf", "-"], capture_output=True, text=True, check=True)
    pages = []
    for page in told.stdout.split("<page ")[1:]:
        pages.append(found := defaultdict[str, list[tuple[float, ...]]](list))
        for *edges, word in WORD.findall(page):
            found[word].append(tuple(map(float, edges)))
    return pages


@pytest.mark.parametrize(
    ("font", "points"), [*(("Arial", n) for n in (7.5, 9, 10)), *(("Bookman Old Style", n) for n in (7.5, 8, 9))]
)
def test_letters_are_as_wide_as_pango_sets_them(font: Font, points: float) -> None:
    """To the smallest unit, or a line ends elsewhere."""
    pdf.write(report(Section((Paragraph("x"),)), font), samples.picture)  # names the faces
    family = {"Arial": "Arimo", "Bookman Old Style": "TeXGyreBonum"}[font]
    style = Style(INITIAL_VALUES, font_family=[family], font_weight=400, font_size=points * PT)
    style |= {"font_kerning": "none", "font_variant_ligatures": "none"}
    _, style.font_config = pdf._style(font, "")
    face = at_size(NAMES[font][False], points * PT)
    for text in (" ".join(WORDS[:12]), "".join(WORDS[12:20]), WORDS[-3] * 3):
        assert split_first_line(text, style, None, math.inf, 0)[3] == face.width(text)


def test_two_rows_of_a_table_on_one_page_go_with_the_signature(
    caplog: pytest.LogCaptureFixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = (Column("No.", 12), Column("Isi", 40), *(Column(name, 10) for name in "ABCDEFGHIJ"))
    second = []
    for number in range(24, 30):
        rows = tuple(Row((f"{n}.", *("isi" for _ in columns[1:]))) for n in range(number))
        of = report(Section((Table(columns, rows, "Uji"), SIGNED)), "Arial")
        shown = lines(pdf.write(of, samples.picture), tmp_path)
        assert shown == lines(laid_out(of, monkeypatch), tmp_path)
        second.append([line.split(".")[0] for line in shown[1] if line.endswith("isi")])
    assert any(rows == [str(number - 2), str(number - 1)] for number, rows in enumerate(second, 24)), second
    assert caplog.messages == []  # it was painted


@pytest.mark.parametrize("end", ["first", "last"])
def test_no_page_has_one_row_where_a_table_begins_or_ends(
    end: str, caplog: pytest.LogCaptureFixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = (Column("No.", 12), Column("Isi", 40), *(Column(name, 10) for name in "ABCDEFGHIJ"))
    found = set()
    for number in range(27, 34):
        rows = tuple(Row((f"{n}.", *("isi" for _ in columns[1:]))) for n in range(60 if end == "first" else number))
        before = Paragraph("\n".join(["Teks."] * (number + 8 if end == "first" else 1)))
        of = report(Section((before, Table(columns, rows, "Uji", paired=True))), "Arial")
        shown = lines(pdf.write(of, samples.picture), tmp_path)
        assert shown == lines(laid_out(of, monkeypatch), tmp_path)
        counts = [sum(line.endswith("isi") for line in page) for page in shown[:-1]]
        counts = [count for count in counts if count]
        found.add(counts[0] if end == "first" else counts[-1])
    assert 1 not in found
    assert 2 in found
    assert caplog.messages == []


def tagged(file: bytes, name: str) -> list[pikepdf.Dictionary]:
    with pikepdf.open(io.BytesIO(file)) as opened:
        return [dict(e) for e in opened.objects if isinstance(e, pikepdf.Dictionary) and e.get("/S") == name]  # type: ignore[misc]


def rows_of_tags(file: bytes) -> int:
    return len(tagged(file, "/TR"))


def one_table(file: bytes) -> bool:
    return len(tagged(file, "/Table")) == 1


def said_in_order(file: bytes, folder: Path, *how: str) -> str:
    (folder / "a.pdf").write_bytes(file)
    command = ["pdftotext", *how, folder / "a.pdf", "-"]
    return " ".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize("how", ["-raw", "-layout"])
@pytest.mark.parametrize("turned", [False, True], ids=["plain", "with heads read from below"])
def test_what_is_copied_comes_in_the_order_of_reading(turned: bool, how: str, tmp_path: Path) -> None:
    """Two tables on one page, with words before, between and after them."""
    rows = tuple(Row((f"baris{n}", "isi", "–", "–")) for n in range(26))
    heads = (Column("No.", 20), Column("Isi", 60), *(Column(name, 20, "center", turned=turned) for name in "AB"))
    first, second = (
        Table(heads, tuple(replace(r, cells=(n + r.cells[0], *r.cells[1:])) for r in rows), n) for n in "xy"
    )
    section = Section((Paragraph("Sebelum."), first, Paragraph("Antara."), second, Paragraph("Sesudah.")), compact=True)
    told = said_in_order(pdf.write(report(section, "Arial"), samples.picture), tmp_path, how)
    wanted = ("Sebelum.", "xbaris0", "xbaris25", "Antara.", "ybaris0", "ybaris25", "Sesudah.")
    places = [told.index(word) for word in wanted]
    assert places == sorted(places)


def marks_of(page: pikepdf.Page) -> list[int]:
    """The numbers of the marked contents of a page, as they come. None stands within another."""
    found, open_marks = [], 0
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in ("BDC", "BMC"):
            found += [int(operands[1].MCID)] if len(operands) > 1 and "/MCID" in operands[1] else []
            open_marks += 1
        open_marks -= str(operator) == "EMC"
        assert open_marks in (0, 1)
    return found


def test_each_mark_is_an_element_s_and_the_rows_come_between_the_others() -> None:
    section = Section((Paragraph("Sebelum."), table(2), Paragraph("Sesudah.")), "F4", True)
    with pikepdf.open(io.BytesIO(pdf.write(report(section, "Arial"), samples.picture))) as opened:
        nums = opened.Root.StructTreeRoot.ParentTree.Nums
        for number, page in enumerate(opened.pages):
            owners = {at: str(own.S) for at, own in enumerate(nums[2 * number + 1]) if own is not None}
            assert sorted(marks_of(page)) == sorted(owners)
            assert set(owners.values()) <= {"/TD", "/P", "/TH"}
        kinds = [str(nums[1][mark].S) for mark in marks_of(opened.pages[0])]
        last = len(opened.pages) - 1
        end = [str(nums[2 * last + 1][mark].S) for mark in marks_of(opened.pages[last])]
    assert kinds.index("/TD") > kinds.index("/P")
    assert end[::-1].index("/P") < end[::-1].index("/TD")


def test_whoever_listens_hears_one_table_with_all_its_cells() -> None:
    of = report(Section((table(2),), "F4", True), "Arial")
    made = pdf.write(of, samples.picture)
    with pikepdf.open(io.BytesIO(made)) as opened:
        root = opened.Root.StructTreeRoot
        for page in range(len(opened.pages)):
            owners = [mark and mark.K for mark in root.ParentTree.Nums[2 * page + 1]]
            for number, own in enumerate(owners):  # nobody's are the number of the page and the foot that says nothing
                assert own is None or number in (own if isinstance(own, pikepdf.Array) else [own])
            assert owners.count(None) <= 2
    block = next(block for block in of.sections[0].blocks if isinstance(block, Table))
    assert one_table(made)
    assert rows_of_tags(made) == len(block.rows) + 1
    assert len(tagged(made, "/TH")) == len(block.columns)


@pytest.mark.parametrize(
    "cell",
    ["جمعية", "di bawah:\n\nkosong", "baris pertama\n"],
    ids=["from the right", "an empty line", "an end of line"],
)
def test_a_table_that_is_not_simple_is_laid_out(cell: str) -> None:
    rows = (Row(("1", cell)), *(Row((str(n), "isi")) for n in range(200)))
    block = Table((Column("No.", 10), Column("Isi", 100)), rows, "Uji")
    assert painted.planned(block, Section((block,)), "Arial") is None
    assert pdf.write(report(Section((block,)), "Arial"), samples.picture)


def test_a_group_that_is_higher_than_a_page_loses_nothing(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    rows = tuple(Row((f"baris{n}", "kata " * 190, "–")) for n in range(5))
    columns = (Column("No.", 20), Column("Isi", 60), Column("Lain", 80))
    plain = tuple(Row((f"awal{n}", "isi", "–")) for n in range(90))
    block = Table(columns, (*plain, Row(("KELOMPOK",), "group"), *rows), "Uji", "small")
    told = said_in_order(pdf.write(report(Section((block,)), "Arial"), samples.picture), tmp_path)
    assert told.count("kata") == 5 * 190
    assert "higher than a page" in caplog.text  # and was laid out


def test_a_signature_takes_the_last_two_rows_along() -> None:
    """Whatever room is left on the last page."""
    for number in range(160, 170):
        rows = tuple(Row((str(n), "isi", "–", "–")) for n in range(number))
        columns = (Column("No.", 10), Column("Isi", 100), Column("A", 20), Column("B", 20))
        made = pdf.write(report(Section((Table(columns, rows, "Uji"), SIGNED)), "Arial"), samples.picture)
        pages = pypdfium2.PdfDocument(made)
        last = pages[len(pages) - 1].get_textpage().get_text_bounded()
        assert "Kepala Dinas" in last
        assert f"{number - 1}" in last
        assert f"{number - 2}" in last
