"""Small workbooks and CSV files that would unfold when they are read: each is read as Excel would, or refused."""

from __future__ import annotations

import zipfile

import pytest

from documents.readers.files.bounds import LONGEST, MOST_ROWS
from documents.readers.files.unreadable import HEAVY, Unreadable
from documents.readers.files.xlsx import MOST_SHEETS
from documents.readers.reading import MOST_REMARKS, read_file, read_pasted
from documents.readers.result import Reading
from documents.readers.values.places import MOST_GUESSES, read_regions
from tests.world.sheet_maker import changed, comma_separated, workbook
from tests.world.work import calls, peak

SHEET, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
HEADS = ["No", "Hasil Rakor", "Tindak Lanjut", "PIC", "Batas Waktu"]
ROW = [1, "Data LKS belum lengkap", "Mendata", "Kadis", "30 September 2023"]
LIST = [HEADS, ROW]
TEXT = '<row><c t="str"><v>{}</v></c></row>'


def with_xml(part: str, old: str, new: str, rows: list[list[object]] | None = None) -> bytes:
    """A workbook with some XML of a part written otherwise, and nothing compressed."""

    def replace(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return changed(workbook(rows or LIST), part, replace, packed=zipfile.ZIP_STORED)


def sheet(rows: str, *, before: str = "", after: str = "") -> bytes:
    """The list with further rows, and what stands before and after all rows."""
    content = with_xml(SHEET, "</sheetData>", f"{rows}</sheetData>{after}")
    with_before = before.encode() + b"<sheetData>"
    return changed(content, SHEET, lambda data: data.replace(b"<sheetData>", with_before), packed=zipfile.ZIP_STORED)


def read(content: bytes) -> Reading:
    return read_file("a.xlsx", content)


def refused(content: bytes, name: str = "a.xlsx") -> None:
    with pytest.raises(Unreadable) as refusal:
        read_file(name, content)
    assert refusal.value.sentence == HEAVY


@pytest.mark.parametrize(
    ("first", "last"), [("-2000000", "1"), ("1", "2000000"), ("9" * 5_000, "1"), ("", "x"), ("60", "1")]
)
def test_a_range_of_hidden_columns_is_no_longer_than_a_sheet(first: str, last: str):
    content = sheet("", before=f'<cols><col min="{first}" max="{last}" hidden="1"/></cols>')
    found: list[Reading] = []
    assert peak(lambda: found.append(read(content))) < 10_000_000
    assert [task.action for task in found[0].tasks] == ["Mendata"]


@pytest.mark.parametrize("merge", ["D2:D3", "D3:D2", "$D$2:$D$3"])
def test_a_merge_means_the_same_from_either_corner(merge: str):
    rows = [*LIST, [2, "Data penerima belum padan", "Memadankan", None, ""]]
    merged = f'</sheetData><mergeCells><mergeCell ref="{merge}"/></mergeCells>'
    reading = read(with_xml(SHEET, "</sheetData>", merged, rows))
    assert [task.texts["responsible"] for task in reading.tasks] == ["Kadis", "Kadis"]


@pytest.mark.parametrize("merge", ["A:A", "1:1", "", "A1:B", "A" * 100_000, f"A1:B{'9' * 5_000}"])
def test_a_merge_of_no_cells_is_told_and_left(merge: str):
    reading = read(sheet("", after=f'<mergeCells><mergeCell ref="{merge}"/></mergeCells>'))
    assert [task.action for task in reading.tasks] == ["Mendata"]
    assert [remark.text for remark in reading.remarks] == ["tidak dapat dibaca; diabaikan."]


@pytest.mark.parametrize(
    "content",
    [
        sheet("", after='<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="XFD1048576:A1"/></mergeCells>'),
        sheet("", after="<mergeCells>" + '<mergeCell ref="A1:B1"/>' * 60_000 + "</mergeCells>"),
        sheet("<row/>" * 200_001),
        sheet("<row>" + "<c/>" * 200_001 + "</row>"),
        sheet("<row>" + "<c><v>1</v></c>" * 60 + "</row>" + "<row><c><v>1</v></c></row>" * 1_700),
        sheet(TEXT.format("a" * (LONGEST + 1))),
        sheet(TEXT.format("kata " * 6_000) * 110),
        with_xml(STYLES, "<cellXfs", "<x/>" * 300_001 + "<cellXfs"),
    ],
    ids=["merged cells", "merges", "rows", "cells", "places", "one cell", "letters", "styles"],
)
def test_more_than_any_office_writes_is_refused_in_words(content: bytes):
    refused(content)


def test_the_longest_cell_of_excel_is_read():
    text = ("Mendata " * 4_100)[: LONGEST - 1] + "."
    assert read(workbook([HEADS, [1, "Data LKS belum lengkap", text, "Kadis", ""]])).tasks[0].action == text


def test_one_sheet_under_many_names_is_read_so_often_and_no_more():
    again = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1" xmlns:r="{{}}"/>' for n in range(2, 5_000))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    reading = read(with_xml(BOOK, "</sheets>", again.replace("{}", kind) + "</sheets>"))
    assert len(reading.outcomes) == 1
    assert f"Hanya {MOST_SHEETS} lembar pertama" in " ".join(remark.text for remark in reading.remarks)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1e999999999", "1e999999999"), ("-1E+99999", "-1E+99999"), ("1e-999", "0"), ("NaN", "NaN"), ("1e30", "1e30"),
        ("1" * 5_000, "1" * 5_000), ("1234567890123456", "1234567890123456"), ("0.30000000000000004", "0,3"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("style", ["0", "1", "2"])
def test_a_number_that_is_no_amount_is_its_digits(number: str, text: str, style: str):
    row = f'<row r="3"><c t="str"><v>2</v></c><c t="str"><v>Hasil kedua</v></c><c s="{style}"><v>{number}</v></c></row>'
    formats = b'<xf numFmtId="9"/><xf numFmtId="14"/></cellXfs>'
    content = changed(sheet(row), STYLES, lambda data: data.replace(b"</cellXfs>", formats, 1))
    action = read(content).tasks[1].action
    assert action == text or style != "0"
    assert len(action) < 6_000


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (STYLES, "<cellXfs", f'<numFmts><numFmt numFmtId="{"9" * 5_000}" formatCode="yyyy"/></numFmts><cellXfs'),
        (STYLES, '<xf numFmtId="0"', '<xf numFmtId="abc"'),
        (SHEET, '<row r="2"', f'<row r="{"9" * 5_000}"'),
        (SHEET, '<row r="2"', '<row r="-5"'),
        (SHEET, 'r="A2"', 'r="ZZZZZZ2"'),
        (SHEET, 'r="A2"', f's="{"9" * 5_000}"'),
    ],
    ids=["format", "style", "row", "row below zero", "column", "style of a cell"],
)
def test_a_number_that_is_none_is_passed_over(part: str, old: str, new: str):
    assert [task.action for task in read(with_xml(part, old, new)).tasks] == ["Mendata"]


def test_half_a_letter_is_no_text():
    text = read(workbook([HEADS, [1, "Data_xD800_ LKS", "Mendata", "Kadis", ""]])).outcomes[0].text
    assert text.encode() == b"Data LKS"


def test_a_page_of_remarks_ends():
    rows = [[n, f"Hasil {n}", "", "Kadis", ""] for n in range(MOST_REMARKS + 100)]
    remarks = read(workbook([HEADS, *rows])).remarks
    assert len(remarks) == MOST_REMARKS + 1
    assert remarks[-1].text == "100 catatan lain tidak ditampilkan."


@pytest.mark.parametrize(
    "content",
    [b"a;" * 600_000, b'a;b\n1;"' + b"x" * 40_000 + b'"', b"a;b\n" + ("kata " * 6_000).encode() * 110],
    ids=["a line", "a cell", "letters"],
)
def test_a_csv_file_is_bounded_as_a_workbook_is(content: bytes):
    refused(content, "a.csv")
    with pytest.raises(Unreadable, match="luar biasa berat"):
        read_pasted(content.decode())


def test_quotes_are_not_looked_at_letter_by_letter():
    few, many = ("a;b\n" + f'"{"x" * n}";b\n' * 40 for n in (20, 2_000))
    assert calls(lambda: read_pasted(many)) < 2 * calls(lambda: read_pasted(few))


def test_rows_beyond_the_last_are_not_kept():
    content = b"No;Hasil Rakor;Tindak Lanjut;PIC\n" + b"1;a;b;c\n" * 200_000
    found: list[Reading] = []
    assert peak(lambda: found.append(read_file("a.csv", content))) < 30_000_000
    assert any(f"{MOST_ROWS} baris pertama" in remark.text for remark in found[0].remarks)


def test_unknown_places_are_guessed_a_few_times():
    names = [f"bir{chr(97 + n % 26)}u{chr(97 + n // 26)}n" for n in range(100)]
    few, many = ", ".join(names[:MOST_GUESSES]), ", ".join(names)
    assert calls(lambda: read_regions(many)) < 3 * calls(lambda: read_regions(few))
    assert len(read_regions(many).doubt) < 1_000


def test_tables_below_one_another_are_looked_for_a_few_times():
    rows = [row for n in range(1_500) for row in ([""] * 8, [f"PIC {n} {m}" for m in range(8)])]
    few, many = comma_separated(rows[:700]), comma_separated(rows)
    assert calls(lambda: read_file("a.csv", many)) < 4 * calls(lambda: read_file("a.csv", few))
