"""A block of HTML, as a clipboard or a mail has it, means what the Word file means that it was made from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from documents.commands.intake import as_key
from documents.readers.files.bounds import MOST_ROWS
from documents.readers.files.grid import Grid
from documents.readers.files.html_blocks import html_contents, shaped
from documents.readers.files.odf_text import HIDDEN
from documents.readers.files.unreadable import HEAVY, Unreadable
from documents.readers.files.word_blocks import TOO_DEEP, Paragraph
from documents.readers.reading import SHAPED, read_pasted
from documents.readers.result import Reading
from tests.world.office_suite import Converted
from tests.world.places import SAMPLES
from tests.world.reader_keys import differences

WORD = sorted(
    path for path in (SAMPLES / "import").glob("0[1235]-*.docx")
    if json.loads(path.with_name(f"{path.name}.expected.json").read_text())["expect"] == "import"
)  # fmt: skip
# What Word puts into the clipboard: its list numbers as words of their own, its tables with what it calls them.
OF_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0}</style></head>
<body lang=IN><!--StartFragment-->
<p class=MsoNormal><b>Rapat menyepakati:<o:p></o:p></b></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>LKKS
menyusun program kerja<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>a.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>bidang anak</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='font-family:Symbol'><span
style='mso-list:Ignore'>\u00b7<span>&nbsp; </span></span></span><![endif]>catatan<del> lama</del>
<a class=msocomanchor href="#_msocom_1">[A1]</a></p>
<div style='mso-element:comment-list'><p>Tolong dicek</p></div>
<!--EndFragment--></body></html>"""
TABLE_OF_WORD = """<table class=MsoTableGrid border=1><thead><tr style='mso-yfti-firstrow:yes'>
<td rowspan=2><p class=MsoNormal>No</p></td><td rowspan=2>Rekomendasi</td><td colspan=2>Pelaksanaan</td></tr>
<tr><td>Rencana Tindak Lanjut</td><td>Batas Waktu</td></tr></thead>
<tr><td rowspan=2>1</td><td rowspan=2><p>LKKS menyusun</p><p>program kerja</p></td><td>Rapat pengurus</td>
<td>30 September\n2026</td></tr><tr><td>Laporan<br>tertulis</td><td style='background:#FFC000'></td></tr></table>"""
OF_GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span
style="font-weight:400">Kesimpulan</span></h2><ol><li dir="ltr" style="list-style-type:decimal" aria-level="1"><p
role="presentation"><span style="font-weight:700">LKKS menyusun program kerja</span></p></li><ol><li dir="ltr"
style="list-style-type:lower-alpha"><p>bidang anak</p></li></ol><li style="list-style-type:decimal"><p>Dinsos mendata
LKS</p></li></ol></b>"""
OF_EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table><!--StartFragment--><col width=64>
<tr height=20><td class=xl65>No</td><td>Rekomendasi</td><td>Tindak Lanjut</td><td>Batas Waktu</td></tr>
<tr><td align=right x:num>1</td><td>LKKS menyusun program kerja</td><td>Rapat<br>
    pengurus</td><td x:num="46295">30-Sep-26</td></tr>
<tr style='display:none'><td>2</td><td>tersembunyi</td><td></td><td></td></tr>
<!--EndFragment--></table></body></html>"""


def lines(html: str) -> list[tuple[str, str, int, bool]]:
    return [(b.number, b.text, b.level, b.bold) for b in html_contents(html, SHAPED).blocks if isinstance(b, Paragraph)]


def grid(html: str) -> Grid:
    return html_contents(html, SHAPED).grids[0]


def said(reading: Reading) -> list[tuple[str, str]]:
    return [(outcome.no, outcome.text) for outcome in reading.outcomes]


@pytest.mark.parametrize("file", WORD, ids=lambda path: path.name)
def test_what_libreoffice_exports_means_what_its_word_file_means(file: Path, libreoffice: Converted, tmp_path: Path):
    libreoffice("html", tmp_path, file)
    html = (tmp_path / f"{file.stem}.html").read_text(encoding="utf-8")
    key = json.loads(file.with_name(f"{file.name}.expected.json").read_text(encoding="utf-8"))
    assert differences(key, as_key("tempelan", read_pasted(html, kind=SHAPED))) == []


def test_the_lists_of_word_keep_the_numbers_that_it_shows():
    assert lines(OF_WORD) == [
        ("", "Rapat menyepakati:", 0, True),
        ("1.", "LKKS menyusun program kerja", 0, False),
        ("a.", "bidang anak", 1, False),
        ("•", "catatan", 0, False),
    ]
    found = read_pasted(OF_WORD, kind=SHAPED)
    assert said(found) == [("1", "LKKS menyusun program kerja")]


def test_merged_cells_say_what_they_cover():
    table = grid(TABLE_OF_WORD)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["No", "Rekomendasi", "Pelaksanaan", "Pelaksanaan"],
        ["No", "Rekomendasi", "Rencana Tindak Lanjut", "Batas Waktu"],
        ["1", "LKKS menyusun\nprogram kerja", "Rapat pengurus", "30 September 2026"],
        ["1", "LKKS menyusun\nprogram kerja", "Laporan\ntertulis", ""],
    ]
    assert [row.repeats_head for row in table.rows] == [True, True, False, False]
    assert [cell.down for cell in table.rows[3].cells] == [True, True, False, False]
    assert table.rows[3].cells[3].coloured
    found = read_pasted(TABLE_OF_WORD, kind=SHAPED)
    assert [(t.outcome, t.action, t.deadline.last) for t in found.tasks] == [
        (0, "Rapat pengurus", "2026-09-30"),
        (0, "Laporan\ntertulis", ""),
    ]


def test_what_google_writes_bold_and_nested_is_read_as_it_is_shown():
    assert lines(OF_GOOGLE) == [
        ("", "Kesimpulan", 0, False),
        ("1.", "LKKS menyusun program kerja", 0, True),
        ("a.", "bidang anak", 1, False),
        ("2.", "Dinsos mendata LKS", 0, False),
    ]
    assert said(read_pasted(OF_GOOGLE, kind=SHAPED)) == [
        ("1", "LKKS menyusun program kerja"),
        ("2", "Dinsos mendata LKS"),
    ]


def test_cells_of_excel_are_read_as_they_are_shown():
    found = read_pasted(OF_EXCEL, kind=SHAPED)
    assert [(t.action, t.deadline.last) for t in found.tasks] == [("Rapat\npengurus", "2026-09-30")]
    assert found.remarks[0].text == HIDDEN


@pytest.mark.parametrize(
    ("html", "numbers"),
    [
        ('<ol start="3" type="i"><li>a<li value="9">b<li>c</ol>', ["iii.", "ix.", "x."]),
        ('<ol style="list-style:none"><li>a</ol>', [""]),
        ("<ul><li>a<ul><li>b</ul></ul>", ["•", "•"]),
        ("<ol><li><p>a</p><p>b</p><li>c</ol>", ["1.", "", "2."]),
        ('<ol start="99999999999"><li>a</ol>', ["1."]),
    ],
)
def test_lists_count_as_a_browser_shows_them(html: str, numbers: list[str]):
    assert [number for number, *_ in lines(html)] == numbers


def test_lines_of_a_page_are_lines_in_a_paragraph_of_their_own():
    assert [text for _, text, *_ in lines("Hal:<br>lain<div>a <i>b</i>\nc</div><pre>1. x\n2. y</pre>")] == [
        "Hal:", "lain", "a b c", "1. x", "2. y"
    ]  # fmt: skip
    assert [text for _, text, *_ in lines("<script>x()</script><p hidden>x</p><title>x</title><p>ada</p>")] == ["ada"]


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 300 + "dalam",
        "<p>x" * 25_000,
        f"<p>{'x' * 40_000}</p>",
        f"<table>{'<tr><td>x<td>y' * (MOST_ROWS * 3)}</table>",
        "<table>" + '<tr><td rowspan="4000" colspan="60">x<td>y' * 4_000 + "</table>",
    ],
    ids=["deep", "long", "letters", "rows", "merged"],
)
def test_what_is_more_than_any_meeting_has_is_refused(html: str):
    with pytest.raises(Unreadable, match=HEAVY[:40]):
        read_pasted(html, kind=SHAPED)


def test_a_list_of_a_whole_province_is_not_too_much():
    row = "<tr>" + "<td style='border:1'><p class=MsoNormal><span lang=IN>isi<o:p></o:p></span></p></td>" * 9
    assert len(grid(f"<table>{row * 600}</table>").rows) == 600


def test_tables_in_one_another_are_read_as_deep_as_in_word():
    deep = "<table><tr><td>a<td>" * 12 + "x"
    assert [remark.text for remark in html_contents(deep, SHAPED).remarks] == [TOO_DEEP]


def test_what_has_no_form_of_its_own_is_not_worth_more_than_its_words():
    assert shaped(OF_WORD)
    assert shaped(OF_EXCEL)
    assert not shaped("<meta charset='utf-8'><span>1. satu</span><br><span>2. dua</span>")
