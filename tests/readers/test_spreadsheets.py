"""Excel, CSV and pasted blocks: what was put in comes out, wherever it stands and however it is stored."""

from __future__ import annotations

import io
import re
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from documents.readers.reading import read_file, read_pasted
from documents.readers.result import Reading
from tests.world.sheet_maker import changed, comma_separated, saved, workbook

HEADS = {
    "no": ("No", "No.", "Nomor"),
    "outcome": ("Hasil Rakor", "Rekomendasi", "Kesepakatan", "Butir Hasil Rapat", "hasil_rakor"),
    "action": ("Tindak Lanjut", "Rencana Aksi", "RTL", "Rencana Tindak Lanjut", "tindak_lanjut"),
    "indicator": ("Output", "Indikator", "Keluaran", "Hasil yang Diharapkan"),
    "responsible": ("PIC", "Penanggung Jawab", "Penanggungjawab", "Pelaksana"),
    "related_parties": ("Instansi Terkait", "Pihak Terkait", "OPD Pendukung"),
    "deadline": ("Batas Waktu", "Target Waktu", "Tenggat", "Deadline"),
    "remarks": ("Ket.", "Keterangan", "Catatan"),
}
WORDS = st.text(st.sampled_from("abcdefgh ijklmn,;.\"'()&<>/=+-@éŠ“’\n"), min_size=1, max_size=25).map(
    lambda text: f"Mendata {text.strip()} LKS"
)
TEXTS = ("indicator", "responsible", "related_parties", "remarks")


@st.composite
def matrices(draw: st.DrawFn) -> tuple[list[str], list[list[tuple[str, dict[str, str]]]], list[str]]:
    """Order of the columns, outcomes with their tasks, and the heads as some office names them."""
    extra = draw(st.lists(st.sampled_from((*TEXTS, "deadline")), unique=True, min_size=1))
    fields = draw(st.permutations(["no", "outcome", "action", *extra]))
    lines = WORDS.map(lambda text: text.replace("\n", " "))  # "a) …" in a line of its own is a part of the outcome
    texts = draw(st.lists(lines, min_size=1, max_size=4, unique_by=lambda t: " ".join(t.split())))
    outcomes = []
    for text in texts:
        tasks = draw(st.lists(st.fixed_dictionaries({f: WORDS for f in fields if f in TEXTS}), min_size=1, max_size=3))
        outcomes.append([(text, {"action": f"{draw(WORDS)} {n}", **task}) for n, task in enumerate(tasks)])
    return fields, outcomes, [draw(st.sampled_from(HEADS[field])) for field in fields]


def laid_out(fields, outcomes, heads, *, blanks: int, fill: str) -> tuple[list[list[str]], list[str]]:
    """Rows and merges: the outcome stands in its first row only, is merged over its rows, or is written again."""
    rows, merges = [list(heads)], []
    for number, tasks in enumerate(outcomes, 1):
        rows += [[""] * len(fields)] * (blanks if number > 1 else 0)
        for index, (text, task) in enumerate(tasks):
            written = index == 0 or fill == "again"
            said = {"no": str(number) if written else "", "outcome": text if written else "", **task}
            rows.append([said.get(field, "") for field in fields])
        if fill == "merged" and len(tasks) > 1:
            for column in (fields.index("no"), fields.index("outcome")):
                letter = "ABCDEFGHIJ"[column]
                merges.append(f"{letter}{len(rows) - len(tasks) + 1}:{letter}{len(rows)}")
    return rows, merges


def expected(fields, outcomes) -> tuple[list, list]:
    tasks = [(i, t) for i, tasks in enumerate(outcomes) for _, t in tasks]
    return (
        [(str(n), tasks[0][0]) for n, tasks in enumerate(outcomes, 1)],
        [(i, t["action"], *[t.get(f, "") for f in TEXTS if f in fields]) for i, t in tasks],
    )


def found(reading: Reading, fields) -> tuple[list, list]:
    return (
        [(o.no, o.text) for o in reading.outcomes],
        [(t.outcome, t.action, *[t.texts[f] for f in TEXTS if f in fields]) for t in reading.tasks],
    )


@settings(max_examples=60)
@given(matrices(), st.integers(0, 2), st.sampled_from(("once", "merged", "again")))
def test_an_excel_table_comes_out_as_it_went_in(matrix, blanks: int, fill: str):
    rows, merges = laid_out(*matrix, blanks=blanks, fill=fill)
    reading = read_file("a.xlsx", workbook(rows, merges))
    assert found(reading, matrix[0]) == expected(matrix[0], matrix[1])


@settings(max_examples=80)
@given(matrices(), st.integers(0, 2), st.sampled_from(("once", "again")), st.sampled_from(";,\t"))
def test_a_csv_table_comes_out_as_it_went_in(matrix, blanks: int, fill: str, separator: str):
    rows, _ = laid_out(*matrix, blanks=blanks, fill=fill)
    for encoding in ("utf-8-sig", "utf-8", "utf-16", "cp1252"):
        reading = read_file("a.csv", comma_separated(rows, separator, encoding))
        assert found(reading, matrix[0]) == expected(matrix[0], matrix[1])


@settings(max_examples=40)
@given(matrices())
def test_a_pasted_block_comes_out_as_it_went_in(matrix):
    rows, _ = laid_out(*matrix, blanks=0, fill="once")
    reading = read_pasted(comma_separated(rows, "\t", "utf-8").decode())
    assert found(reading, matrix[0]) == expected(matrix[0], matrix[1])


HEAD = ["No", "Rekomendasi", "Rencana Aksi", "PIC", "Target Waktu", "Biaya"]


def one(*cells, **more) -> Reading:
    return read_file("a.xlsx", workbook([HEAD, [1, "LKS didata", "Mendata LKS", "Kadis", *cells]], **more))


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904], ids=["1900", "1904"])
def test_a_date_cell_is_its_day_in_both_date_systems(epoch):
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    book.active.append(HEAD)
    book.active.append([1, "LKS didata", "Mendata LKS", "Kadis", date(2023, 9, 30), 1])
    book.active["E2"].number_format = "dd-mm-yyyy"
    deadline = read_file("a.xlsx", saved(book)).tasks[0].deadline
    assert (deadline.raw, deadline.last, deadline.precision, deadline.doubt) == (
        "30 September 2023", "2023-09-30", "day", "",
    )  # fmt: skip


def test_a_moment_and_an_unformatted_number_are_told_apart():
    assert one(datetime.fromisoformat("2023-09-30T14:30")).tasks[0].deadline.raw == "30 September 2023 14.30"
    assert one(45199).tasks[0].deadline.doubt


def test_a_number_cell_is_an_amount():
    budget = one("", 15_000_000).tasks[0].budget
    assert (budget.raw, budget.amount) == ("15000000", 15_000_000)
    assert one("", 15.5).tasks[0].budget.doubt


def test_a_formula_gives_its_stored_value_or_a_remark():
    content = workbook([HEAD, [1, "LKS didata", "Mendata LKS", "Kadis", "", "=2*3000000"]])
    remarks = read_file("a.xlsx", content).remarks
    assert ("lembar RTL, baris 2, kolom F", "rumus tanpa nilai tersimpan") in [
        (r.place, r.text.partition(".")[0]) for r in remarks
    ]
    value = re.compile(rb"<v ?/>|<v></v>")
    stored = changed(content, "xl/worksheets/sheet1.xml", lambda d: value.sub(b"<v>6000000</v>", d))
    assert read_file("a.xlsx", stored).tasks[0].budget.amount == 6_000_000


def test_hidden_rows_and_columns_are_read_and_told_and_hidden_sheets_are_not():
    rows = [HEAD, [1, "A", "Mendata LKS", "Kadis"], [2, "B", "Melapor", "Sekdis"]]
    book = openpyxl.load_workbook(io.BytesIO(workbook(rows)))
    book["RTL"].row_dimensions[3].hidden = True
    book["RTL"].column_dimensions["D"].hidden = True
    other = book.create_sheet("Lama")
    other.append(HEAD)
    other.append([1, "Usang", "Usang", "Usang"])
    other.sheet_state = "hidden"
    reading = read_file("a.xlsx", saved(book))
    assert [(t.action, t.texts["responsible"]) for t in reading.tasks] == [
        ("Mendata LKS", "Kadis"),
        ("Melapor", "Sekdis"),
    ]
    places = {r.place for r in reading.remarks}
    assert {"lembar RTL, baris 3", "lembar RTL, kolom PIC", "lembar Lama"} <= places


def test_a_table_may_start_anywhere_below_titles_and_end_in_signatures():
    rows = [
        [None, "RENCANA TINDAK LANJUT"], [None, "Rakor LKS, 18–19 September 2023"], [None], [None, *HEAD],
        [None, 1, "LKS didata", "Mendata LKS", "Kadis", "H+7", None], [None, None, None, "Melapor", "Sekdis"],
        [None, None, "Jumlah", None, None, None, 15_000_000], [None],
        [None, None, None, None, None, "Bireuen, 25 September 2023"],
        [None, None, None, None, None, "Kepala Dinas Sosial,"],
        [None], [None, None, None, None, None, "Nama Contoh, S.Sos."], [None, None, None, None, None, "NIP 19680411"],
    ]  # fmt: skip
    reading = read_file("a.xlsx", workbook(rows, ["B1:G1", "B2:G2"]))
    assert [(t.outcome, t.action) for t in reading.tasks] == [(0, "Mendata LKS"), (0, "Melapor")]
    assert [o.text for o in reading.outcomes] == ["LKS didata"]
    assert {r.place for r in reading.remarks} >= {f"lembar RTL, baris {n}" for n in (7, 9, 10, 12, 13)}


def test_several_sheets_are_read_each():
    book = openpyxl.Workbook()
    for name in ("Komisi A", "Komisi B"):
        sheet = book.create_sheet(name)
        sheet.append(HEAD)
        sheet.append([1, f"Hasil {name}", f"Mendata {name}", "Kadis"])
    reading = read_file("a.xlsx", saved(book))
    assert [t.action for t in reading.tasks] == ["Mendata Komisi A", "Mendata Komisi B"]
    assert [t.outcome for t in reading.tasks] == [0, 1]


def test_inline_and_rich_strings_and_control_characters_are_text():
    content = workbook([HEAD, [1, "LKS didata", "Mendata_x000D_\nLKS", "Kadis"]])
    assert read_file("a.xlsx", content).tasks[0].action == "Mendata\nLKS"
    rich = b"<si><r><t>Ka</t></r><r><rPr><b/></rPr><t>dis</t></r><rPh sb='0' eb='1'><t>x</t></rPh></si>"
    content = changed(content, "xl/sharedStrings.xml", lambda d: d.replace(b"<si><t>Kadis</t></si>", rich))
    assert read_file("a.xlsx", content).tasks[0].texts["responsible"] == "Kadis"


def test_csv_with_a_sep_line_keeps_line_breaks_and_treats_a_formula_as_text():
    content = 'sep=,\r\nNo,Rekomendasi,Rencana Aksi,PIC\r\n1,"Data\r\n– ""LKS"", lengkap",=2+3,Kadis\r\n'.encode(
        "cp1252"
    )
    reading = read_file("a.csv", content)
    assert reading.outcomes[0].text == 'Data\n– "LKS", lengkap'
    assert reading.tasks[0].action == "=2+3"


def test_a_quote_that_never_closes_swallows_nothing():
    reading = read_file("a.csv", b'No;Rekomendasi;Rencana Aksi;PIC\n1;"Data LKS;mendata;Kadis\n2;Lain;melapor;Ketua\n')
    assert [t.action for t in reading.tasks] == ["mendata", "melapor"]
    assert any("tanda kutip" in r.text for r in reading.remarks)


def test_a_file_whose_beginning_ends_inside_of_a_cell_keeps_its_columns():
    """What tells how the columns are parted is the beginning of a file, and any letter may be its last."""
    rows = "".join(f'{n};Hasil {n};"Kegiatan {n},\nlalu, lain, {"x, " * 40}";Kadis\n' for n in range(1, 200))
    for shift in range(0, 200, 40):
        first = f"0;Hasil 0;Kegiatan {'y' * shift};Kadis\n"
        reading = read_file("a.csv", f"No;Rekomendasi;Rencana Aksi;PIC\n{first}{rows}".encode())
        assert len(reading.tasks) == 200


def test_a_pasted_block_without_heads_is_asked_and_read_as_the_user_says():
    text = "1\tSetiap LKS agar mendaftar ulang\tMendata\n2\tLKKS menyusun rencana kerja\tMenyusun\n"
    asked = read_pasted(text)
    assert asked.ask_mapping
    assert [(c.table, c.index) for c in asked.columns] == [("tempelan", 0), ("tempelan", 1), ("tempelan", 2)]
    reading = read_pasted(text, mapping={"tempelan": {0: "no", 1: "outcome", 2: "action"}})
    assert [(t.outcome, t.action) for t in reading.tasks] == [(0, "Mendata"), (1, "Menyusun")]


def test_the_title_of_a_sheet_says_the_days_from_which_h_plus_counts():
    rows = [["Rakor LKS, Banda Aceh, 18–19 September 2023"], [None], HEAD, [1, "LKS didata", "Mendata", "Kadis", "H+7"]]
    reading = read_file("a.xlsx", workbook(rows))
    assert (reading.meeting.date_start, reading.meeting.date_end) == ("2023-09-18", "2023-09-19")
    assert reading.tasks[0].deadline.last == "2023-09-26"
    labelled = [["Tempat", ": Banda Aceh"], ["Hari/Tanggal", ": Senin, 18 September 2023"], *rows[1:]]
    reading = read_file("a.xlsx", workbook(labelled))
    assert (reading.meeting.date_start, reading.meeting.place) == ("2023-09-18", "Banda Aceh")


def test_a_sheet_longer_than_is_read_says_so_and_blank_rows_do_not():
    rows = [HEAD, [1, "LKS didata", "Mendata LKS", "Kadis"], [None, None, "Melapor", "Sekdis"]]

    def far(sheet, value):
        sheet.cell(6000, 2).value = value
        sheet.cell(6000, 2).number_format = "0.00"

    blank = read_file("a.xlsx", workbook(rows, ["B2:B3"], tweak=lambda sheet: far(sheet, None)))
    assert [(t.outcome, t.action) for t in blank.tasks] == [(0, "Mendata LKS"), (0, "Melapor")]
    assert blank.remarks == []
    more = read_file("a.xlsx", workbook(rows, tweak=lambda sheet: far(sheet, "lagi")))
    assert any("5000 baris pertama" in r.text for r in more.remarks)


def test_a_sheet_of_labels_below_one_another_is_a_card_for_each_outcome():
    card = [["Hasil Rakor", "LKS didata ulang"], ["Tindak Lanjut", "Mendata"], ["PIC", "Kadis"]]
    other = [["Hasil Rakor", "LKKS menyusun rencana"], ["Tindak Lanjut", "Menyusun"], ["PIC", "Ketua"]]
    reading = read_file("a.xlsx", workbook([*card, [None], *other]))
    assert [o.text for o in reading.outcomes] == ["LKS didata ulang", "LKKS menyusun rencana"]
    assert [(t.outcome, t.action) for t in reading.tasks] == [(0, "Mendata"), (1, "Menyusun")]
