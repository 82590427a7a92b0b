"""A PDF with text is read as the Word file it was made of; what cannot be known of it is refused or told."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest
from openpyxl import Workbook
from openpyxl.styles import Border, Side
from PIL import Image
from weasyprint import HTML

from documents.commands.intake import as_key
from documents.readers.files.grid import Grid
from documents.readers.files.pdf import CUT, LOCKED, LONG, PICTURE, SCAN, SHEET, UNRULED, read_pdf
from documents.readers.files.pdf_pages import MOST_PAGES
from documents.readers.files.unreadable import Unreadable
from documents.readers.files.word_blocks import Paragraph
from documents.readers.lks.lks_file import read_lks
from documents.readers.meaning.own_list import OTHER_PAPER
from documents.readers.reading import read_file
from documents.readers.result import Reading
from tests.world.office_suite import Converted
from tests.world.places import SAMPLES
from tests.world.reader_keys import differences
from tests.world.word_maker import para, row, table, word_file

WORD = {path.name: path for path in sorted((SAMPLES / "import").glob("0[1-37]*.doc*")) if path.suffix != ".json"}
BORDERLESS = SAMPLES / "import" / "05-lkks-libreoffice.docx"
# What the PDF of a sample does not say: LibreOffice cuts the longest cell of 03 off at the end of a page, and where
# each name of a narrow column fills its line, nobody can tell a new line from one that goes on.
UNSAID = {"03-matriks-judul-bertingkat.docx": ("outcome ('6'", "related_parties")}
HEADS = "<tr><th>No</th><th>Hasil Rakor</th><th>Tindak Lanjut</th><th>Penanggung Jawab</th><th>Batas Waktu</th></tr>"
STYLE = (
    "@page{size:A4;margin:25mm 20mm} body{font:11pt Arimo} table{border-collapse:collapse;width:100%} "
    "td,th{border:0.5pt solid #000;padding:2pt;vertical-align:top;width:20%}"
)


def pdf_of(body: str, style: str = "") -> bytes:
    made = HTML(string=f'<html lang="id"><style>{STYLE}{style}</style><body>{body}</body></html>').write_pdf()
    assert made is not None
    return bytes(made)


def told(body: str, style: str = "") -> Reading:
    return read_file("a.pdf", pdf_of(body, style))


def paragraphs(body: str, style: str = "") -> list[str]:
    return [block.text for block in read_pdf(pdf_of(body, style)).blocks if isinstance(block, Paragraph)]


def grids(body: str, style: str = "") -> list[Grid]:
    return read_pdf(pdf_of(body, style)).grids


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.rows]


def rows(*lines: Sequence[str]) -> str:
    return "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in line)}</tr>" for line in lines)


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_file("a.pdf", content)
    return refused.value.sentence


@pytest.fixture(scope="module")
def converted(libreoffice: Converted, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the PDF of every sample."""
    folder = tmp_path_factory.mktemp("pdf")
    libreoffice("pdf", folder, *WORD.values(), BORDERLESS)
    return folder


@pytest.mark.parametrize("name", WORD)
def test_a_sample_as_pdf_is_read_as_its_key_says(name: str, converted: Path):
    key = json.loads((SAMPLES / "import" / f"{name}.expected.json").read_text(encoding="utf-8"))
    key = {**key, **key.get("if_imported", {}), "expect": "import"}
    made = converted / f"{WORD[name].stem}.pdf"
    shown = as_key(made.name, read_file(made.name, made.read_bytes()))
    assert shown["kind"] == "pdf"
    assert [one for one in differences(key, shown) if not any(unsaid in one for unsaid in UNSAID.get(name, ()))] == []


def test_a_table_without_lines_is_told_and_nothing_of_it_is_taken(converted: Path):
    reading = read_file("a.pdf", (converted / f"{BORDERLESS.stem}.pdf").read_bytes())
    assert (reading.outcomes, reading.tasks) == ([], [])
    assert ("halaman 1", UNRULED) in [(remark.place, remark.text) for remark in reading.remarks]


RUNNING = "@page{@top-center{content:'PEMERINTAH ACEH'}@bottom-center{content:'Halaman ' counter(page)}}"
LONG_WORDS = "Menyusun rencana kerja lembaga koordinasi kesejahteraan sosial tahun depan dan jadwalnya "


@pytest.mark.parametrize("ruled", [False, True])
def test_a_printed_sheet_is_told_and_without_lines_refused(ruled: bool, libreoffice: Converted, tmp_path: Path):
    book = Workbook()
    for values in (["No", "Hasil Rakor", "Tindak Lanjut"], [1, "Data LKS", "Mendata"], [2, "Akreditasi", "Membina"]):
        book.active.append(values)
    for column in "BC":
        book.active.column_dimensions[column].width = 25
    if ruled:
        thin = Side("thin")
        for cell in (cell for line in book.active.iter_rows() for cell in line):
            cell.border = Border(thin, thin, thin, thin)
    book.save(tmp_path / "a.xlsx")
    libreoffice("pdf", tmp_path, tmp_path / "a.xlsx")
    content = (tmp_path / "a.pdf").read_bytes()
    if ruled:
        reading = read_file("a.pdf", content)
        assert [task.action for task in reading.tasks] == ["Mendata", "Membina"]
        assert CUT in [remark.text for remark in reading.remarks]
    else:
        assert refusal(content) == SHEET


def test_points_and_paragraphs_are_put_together_again():
    points = "".join(f"<p>{n}. {LONG_WORDS * 3} ke-{n}.</p>" for n in (1, 2))
    found = paragraphs(f"<p><b>Kesimpulan</b></p>{points}<p>Demikian notula ini dibuat.</p>")
    assert found[0] == "Kesimpulan"
    assert found[1:3] == [f"{n}. {LONG_WORDS * 3} ke-{n}.".replace("  ", " ") for n in (1, 2)]
    assert [outcome.no for outcome in told(f"<p><b>Kesimpulan</b></p>{points}").outcomes] == ["1", "2"]


def test_short_lines_stay_lines():
    assert paragraphs("<p style='margin:0'>Menetapkan SK</p><p style='margin:0'>Waktu: November 2026</p>") == [
        "Menetapkan SK", "Waktu: November 2026",
    ]  # fmt: skip


def test_a_date_and_a_signature_beside_the_text_are_lines_of_their_own():
    beside = ["Banda Aceh, 19 September 2023", "Notulis,", "Notulis Contoh"]
    signed = "".join(f"<p style='margin:0;text-align:right'>{one}</p>" for one in beside)
    assert paragraphs(f"<p>{LONG_WORDS * 3}</p>{signed}")[1:] == beside


def test_a_hyphen_stays_where_it_is_a_part_of_the_word():
    parted = "@page{size:62mm 200mm;margin:5mm}"
    said = paragraphs(
        "<p>Mendata seluruh lembaga-lembaga sosial se-Aceh</p><p>Melaksanakan pember&shy;dayaan</p>", parted
    )
    assert said == ["Mendata seluruh lembaga-lembaga sosial se-Aceh", "Melaksanakan pemberdayaan"]


def test_heads_and_feet_of_pages_are_left_out():
    said = [f"Isi ke-{n} dari notula ini." for n in range(10, 60, 10)]
    found = paragraphs("".join(f"<p style='break-after:page'>{one}</p>" for one in said), RUNNING)
    assert found == ["PEMERINTAH ACEH", *said]


def test_a_table_over_pages_is_one_and_has_its_head_once():
    lines = rows(*([str(n), f"Hasil {n}", LONG_WORDS, "Kadis", "30 November 2026"] for n in range(1, 61)))
    found = grids(f"<table><thead>{HEADS}</thead>{lines}</table>", RUNNING)
    assert len(found) == 1
    assert [row[0] for row in texts(found[0])] == ["No", *map(str, range(1, 61))]
    assert found[0].rows[0].repeats_head
    assert texts(found[0])[7][2] == LONG_WORDS.strip()


def test_a_row_that_a_page_parts_is_one():
    long = LONG_WORDS * 40
    found = texts(
        grids(
            f"<table><thead>{HEADS}</thead>{rows(['1', long, 'Mendata', 'Kadis', ''], ['2', 'B', 'C', '', ''])}</table>"
        )[0]
    )
    assert [row[0] for row in found] == ["No", "1", "2"]
    assert found[1][1] == long.strip()


def test_merged_cells_say_the_same_in_all_their_places():
    body = (
        "<table><tr><th rowspan=2>No</th><th colspan=2>Rencana</th></tr><tr><th>Tindak Lanjut</th><th>PIC</th></tr>"
        "<tr><td rowspan=2>1</td><td>Mendata</td><td>Kadis</td></tr><tr><td>Melapor</td><td>Sekdis</td></tr></table>"
    )
    grid = grids(body)[0]
    assert texts(grid)[0] == ["No", "Rencana", "Rencana"]
    assert [(cell.down, cell.right) for cell in grid.rows[0].cells] == [(False, False), (False, False), (False, True)]
    assert [(row.cells[0].text, row.cells[0].down) for row in grid.rows[2:]] == [("1", False), ("1", True)]


def test_a_number_that_ends_at_a_line_is_no_part_of_the_next_cell():
    close = "td{padding:0.6pt;width:auto} td:first-child{text-align:right;width:12pt}"
    said = rows(("1", "SK LKKS", "Terbitkan SK", "Dinsos", "2026"), ("12", "Data LKS", "Verval", "LKKS", "2027"))
    assert [row[:2] for row in texts(grids(f"<table>{HEADS}{said}</table>", close)[0])[1:]] == [
        ["1", "SK LKKS"], ["12", "Data LKS"]
    ]  # fmt: skip


def test_a_frame_around_text_is_no_table():
    found = read_pdf(pdf_of("<table><tr><td>Kesimpulan rapat ini sebagai berikut</td></tr></table>"))
    assert found.grids == []
    assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == [
        "Kesimpulan rapat ini sebagai berikut"
    ]


def test_a_mark_across_the_page_is_no_text():
    askew = "<div style='position:absolute;top:80mm;transform:rotate(-30deg);font-size:60pt'>CONTOH</div>"
    assert paragraphs(f"{askew}<p>Isi notula ini.</p>") == ["Isi notula ini."]


def test_a_list_of_lks_is_read_from_its_table():
    head = "<tr><th>No</th><th>Nama LKS</th><th>Alamat</th><th>Kabupaten/Kota</th></tr>"
    listed = rows(
        ["1", "LKSA Nurul Iman", "Gampong Meunasah", "Kab. Bireuen"],
        ["2", "LKSA Harapan", "Gampong Baro", "Kab. Pidie"],
    )
    found = read_lks("daftar.pdf", pdf_of(f"<table>{head}{listed}</table>"), "2026-11-28")
    assert [(one["name"], one["region"]) for one in found["institutions"]] == [
        ("LKSA Nurul Iman", "11.11"), ("LKSA Harapan", "11.07"),
    ]  # fmt: skip


def test_the_kabupaten_above_one_list_of_lks_holds_for_the_next_as_in_word():
    head = "<tr><th>No</th><th>Nama LKS</th><th>Alamat</th></tr>"
    lists = [
        f"<table>{head}{rows(['1', name, 'Gampong Baro'])}</table>" for name in ("LKSA Nurul Iman", "LKSA Harapan")
    ]
    body = f"<p>Daftar LKS Kabupaten Bireuen</p>{lists[0]}<p>Di luar panti</p>{lists[1]}"
    found = read_lks("daftar.pdf", pdf_of(body), "2026-11-28")
    assert [(one["name"], one["region"]) for one in found["institutions"]] == [
        ("LKSA Nurul Iman", "11.11"), ("LKSA Harapan", "11.11"),
    ]  # fmt: skip


def test_a_scan_is_refused_and_a_scanned_page_is_told():
    scan = io.BytesIO()
    Image.new("L", (400, 500), 200).save(scan, "PDF")
    assert refusal(scan.getvalue()) == SCAN
    with pikepdf.open(io.BytesIO(pdf_of("<p>Kesimpulan</p><p>1. Mendata semua LKS tahun ini.</p>"))) as both:
        both.pages.extend(pikepdf.open(io.BytesIO(scan.getvalue())).pages)
        out = io.BytesIO()
        both.save(out)
    assert ("halaman 2", PICTURE) in [(r.place, r.text) for r in read_file("a.pdf", out.getvalue()).remarks]


def test_a_locked_a_long_and_a_damaged_file_are_refused():
    content = pdf_of("<p>Kesimpulan</p>")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        file.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert refusal(out.getvalue()) == LOCKED
    assert "rusak" in refusal(b"%PDF-1.7\n" + b"x" * 200)
    long = io.BytesIO()
    with pikepdf.new() as file:
        for _ in range(MOST_PAGES + 1):
            file.add_blank_page()
        file.save(long)
    assert refusal(long.getvalue()) == LONG


def test_a_page_that_unfolds_is_unusually_heavy():
    out = io.BytesIO()
    with pikepdf.new() as file:
        packer = zlib.compressobj(9)
        packed = b"".join(packer.compress(b"q\n" * 500_000) for _ in range(400)) + packer.flush()
        file.add_blank_page().Contents = file.make_stream(packed, Filter=pikepdf.Name.FlateDecode)
        file.save(out)
    assert len(out.getvalue()) < 1_000_000
    assert "luar biasa berat" in refusal(out.getvalue())


def test_our_own_matrix_and_recap_are_known():
    assert "Ini Matriks Rakor dari Tuntas" in refusal(
        pdf_of("<title>Matriks tindak lanjut, Dinas Sosial</title><p>Isi</p>")
    )
    assert "Ini Rekap Monitoring dari Tuntas" in refusal(pdf_of("<title>Rekap pemantauan</title><p>Isi</p>"))


def test_another_paper_of_ours_is_known_by_its_title():
    said = refusal(
        pdf_of("<title>Surat rekomendasi Nomor 1, LKKS</title><p>Kesimpulan</p><p>1. Mendata semua LKS.</p>")
    )
    assert said == OTHER_PAPER.format("Surat rekomendasi Nomor 1")
    assert read_file("a.pdf", pdf_of("<title>Notula</title><p>Kesimpulan</p><p>1. Mendata semua LKS.</p>")).outcomes


def test_a_name_that_promises_another_kind_is_refused():
    with pytest.raises(Unreadable, match="dokumen PDF, bukan .docx seperti namanya"):
        read_file("a.docx", pdf_of("<p>Kesimpulan</p>"))


def test_word_and_its_pdf_say_the_same(libreoffice: Converted, tmp_path: Path):
    body = para("Hari/Tanggal : Senin, 18 September 2023") + para("Kesimpulan:") + table(
        row("No", "Hasil Rakor", "Tindak Lanjut", "Penanggung Jawab", "Batas Waktu"),
        row("1", "Data LKS belum lengkap", "Mendata ulang", "Kadis", "30 November 2023"),
        row("2", "Akreditasi belum berjalan", "Membuka klinik", "Kabid", "Triwulan IV 2023"),
        widths=(600, 2500, 2500, 1800, 1800),
    )  # fmt: skip
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    body = body.replace("<w:tblPr/>", f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>")
    (tmp_path / "a.docx").write_bytes(word_file(body))
    libreoffice("pdf", tmp_path, tmp_path / "a.docx")
    word, pdf = (as_key("a", read_file(f"a.{end}", (tmp_path / f"a.{end}").read_bytes())) for end in ("docx", "pdf"))
    assert differences(word, pdf) == []
