"""What stands outside a row belongs to it: komisi and kabupaten from titles, ticks by their heads, units of a column;
and a cell is as precise as what it shows."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from documents.readers.check_sheet import sheet_of
from documents.readers.files.unreadable import Unreadable
from documents.readers.reading import read_file, read_pasted
from documents.readers.result import Reading
from tests.world.notula import read
from tests.world.sheet_maker import saved, workbook
from tests.world.word_maker import cell, row, table

HEAD = ["No", "Hasil Rakor", "Tindak Lanjut", "Penanggung Jawab", "Batas Waktu"]


def sheet(*rows: list, name: str = "RTL") -> Reading:
    book = openpyxl.Workbook()
    book.active.title = name
    for cells in rows:
        book.active.append(cells)
    return read_file("a.xlsx", saved(book))


def pasted(*rows: list[str]) -> Reading:
    return read_pasted("\n".join("\t".join(row) for row in rows))


def told(reading: Reading) -> list[tuple[int | None, str, tuple[str, ...]]]:
    return [(task.outcome, task.action, task.regions.codes) for task in reading.tasks]


def deadline(shown: str, day: date = date(2026, 10, 5)):
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active.append([1, "LKS didata", "Mendata LKS", "Kadis", day])
    book.active["E2"].number_format = shown
    return read_file("a.xlsx", saved(book)).tasks[0].deadline


@pytest.mark.parametrize(
    ("shown", "raw", "first", "last", "precision"),
    [
        ("mmm-yy", "Oktober 2026", "2026-10-01", "2026-10-31", "month"),
        ("[$-421]mmmm yyyy;@", "Oktober 2026", "2026-10-01", "2026-10-31", "month"),
        ("yyyy", "2026", "2026-01-01", "2026-12-31", "year"),
        ('"Minggu ke-2" mmm yyyy', "Minggu ke-2 Oktober 2026", "2026-10-08", "2026-10-14", "week"),
        ("dd/mm/yyyy", "5 Oktober 2026", "2026-10-05", "2026-10-05", "day"),
        ("dddd, d mmmm", "5 Oktober 2026", "2026-10-05", "2026-10-05", "day"),
    ],
)
def test_a_cell_is_as_precise_as_what_it_shows(shown: str, raw: str, first: str, last: str, precision: str):
    found = deadline(shown)
    assert (found.raw, found.first, found.last, found.precision) == (raw, first, last, precision)


def test_excels_number_of_a_day_is_that_day_and_asked_once_for_its_column():
    rows = [[n, f"Hasil {n}", f"Aksi {n}", "Kadis", 46386 + n] for n in (1, 2)]
    found = sheet(HEAD, *rows)
    assert [task.deadline.last for task in found.tasks] == ["2026-12-31", "2027-01-01"]
    assert {task.deadline.doubt for task in found.tasks} == {
        "Kolom batas waktu berisi angka seperti 46387. Apakah itu tanggal Excel (31 Desember 2026)?"
    }
    tasks = sheet_of(found, {})["tasks"]
    assert [task["deadline"] for task in tasks] == ["2026-12-31", "2027-01-01"]
    assert len({task["doubted"]["deadline"] for task in tasks}) == 1


def test_days_of_a_column_with_the_month_in_front_are_asked():
    times = ["12/31/2026", "05/06/2027", "31/12/2026", "05/05/2027"]
    found = pasted(HEAD, *([str(n), f"Hasil {n}", f"Aksi {n}", "Kadis", time] for n, time in enumerate(times, 1)))
    assert [bool(task.deadline.doubt) for task in found.tasks] == [True, True, False, False]
    assert "5 Juni 2027" in found.tasks[1].deadline.doubt
    assert "doubted" in sheet_of(found, {})["tasks"][1]


def test_days_of_a_column_without_such_a_one_are_not():
    found = pasted(HEAD, ["1", "Hasil", "Aksi", "Kadis", "05/06/2027"])
    assert (found.tasks[0].deadline.last, found.tasks[0].deadline.doubt) == ("2027-06-05", "")


@pytest.mark.parametrize("written", ["31 Des 26", "31 Desember 2026", "31/12/26"])
def test_a_year_of_two_digits(written: str):
    assert pasted(HEAD, ["1", "Hasil", "Aksi", "Kadis", written]).tasks[0].deadline.last == "2026-12-31"


@pytest.mark.parametrize(
    ("head", "written", "raw", "amount"),
    [
        ("Anggaran (Rp.000)", 15000, "Rp15.000.000,00", 15_000_000),
        ("Anggaran (ribu rupiah)", "25.000", "Rp25.000.000,00", 25_000_000),
        ("Anggaran (juta rupiah)", 15, "Rp15.000.000,00", 15_000_000),
        ("Anggaran (dalam jutaan)", "1,5", "Rp1.500.000,00", 1_500_000),
        ("Anggaran (Rp)", 15_000_000, "15000000", 15_000_000),
        ("Anggaran (juta rupiah)", "Rp15.000.000", "Rp15.000.000", 15_000_000),
    ],
)
def test_the_unit_in_a_head_holds_for_the_numbers_below(head: str, written, raw: str, amount: int):
    budget = sheet([*HEAD, head], [1, "Hasil", "Aksi", "Kadis", "30 November 2026", written]).tasks[0].budget
    assert (budget.raw, budget.amount) == (raw, amount)


def test_small_numbers_of_money_are_asked_on_the_page():
    found = sheet([*HEAD, "Anggaran"], [1, "Hasil", "Aksi", "Kadis", "30 November 2026", 15])
    assert sheet_of(found, {})["tasks"][0]["doubted"] == {
        "budget": "Kolom anggaran berisi angka kecil seperti 15. Apakah memang dalam rupiah, bukan ribuan atau jutaan?"
    }


def test_a_title_over_the_table_names_the_komisi():
    found = sheet(["KOMISI A: KELEMBAGAAN"], HEAD, [1, "SK", "Menetapkan SK", "Dinsos", ""])
    assert [outcome.commission for outcome in found.outcomes] == ["Komisi A: Kelembagaan"]


def test_a_sheet_names_its_komisi():
    found = sheet(HEAD, [1, "SK", "Menetapkan SK", "Dinsos", ""], name="Komisi B")
    assert [outcome.commission for outcome in found.outcomes] == ["Komisi B"]


def test_rows_below_a_kabupaten_are_its_tasks_and_outcomes_that_come_back_are_one():
    one, two = ["1", "SK pengurus", "Menetapkan SK", "Dinsos", ""], ["2", "Data LKS", "Memutakhirkan", "Dinsos", ""]
    found = pasted(HEAD, ["KABUPATEN BIREUEN", *[""] * 4], one, two, ["Kabupaten Pidie", *[""] * 4], one, two)
    assert [outcome.text for outcome in found.outcomes] == ["SK pengurus", "Data LKS"]
    assert told(found) == [
        (0, "Menetapkan SK", ("11.11",)),
        (1, "Memutakhirkan", ("11.11",)),
        (0, "Menetapkan SK", ("11.07",)),
        (1, "Memutakhirkan", ("11.07",)),
    ]


def test_outcomes_that_come_back_without_titles_are_one():
    rows = [["1", "SK", "A"], ["2", "Data", "B"], ["1", "SK", "A"], ["2", "Data", "B"], ["3", "Forum", "C"]]
    found = pasted(HEAD, *([*row, f"Dinsos {n}", ""] for n, row in enumerate(rows)))
    assert [outcome.text for outcome in found.outcomes] == ["SK", "Data", "Forum"]
    assert [task.outcome for task in found.tasks] == [0, 1, 0, 1, 2]


@pytest.mark.parametrize("mark", ["v", "√", "x", "2 LKS"])
def test_ticks_under_kabupaten(mark: str):
    head = ["No", "Hasil Rakor", "Tindak Lanjut", "Bireuen", "Kab. Pidie", "Aceh Utara", "Batas Waktu"]
    found = pasted(
        head, ["1", "Data", "Menyusun data", mark, mark, "", ""], ["2", "Forum", "Membentuk forum", "", mark, "-", ""]
    )
    assert told(found) == [(0, "Menyusun data", ("11.11", "11.07")), (1, "Membentuk forum", ("11.07",))]
    assert [bool(found.remarks)] == [mark == "2 LKS"]


def test_ticks_under_months_and_weeks():
    found = pasted(
        ["RTL RAKOR TAHUN 2026", *[""] * 7],
        ["No", "Kegiatan", "Penanggung Jawab", "Oktober", "Oktober", "November", "November", "Ket"],
        ["", "", "", "I", "II", "I", "II", ""],
        ["1", "Menetapkan SK", "Dinsos", "", "x", "", "", ""],
        ["2", "Menyusun data", "LKKS", "", "x", "x", "x", ""],
    )
    assert [(task.deadline.raw, task.deadline.last) for task in found.tasks] == [
        ("Minggu II Oktober 2026", "2026-10-14"),
        ("Minggu II Oktober 2026 s.d. Minggu II November 2026", "2026-11-14"),
    ]


def test_what_was_done_is_not_what_shall_be_done():
    found = pasted(
        ["No", "Hasil Rakor", "Tindak Lanjut yang Telah Dilaksanakan", "Kendala", "Rencana Tindak Lanjut", "PIC"],
        ["1", "Data LKS", "Sudah disusun", "Anggaran", "Melanjutkan 12 kecamatan", "Dinsos"],
    )
    assert [task.action for task in found.tasks] == ["Melanjutkan 12 kecamatan"]
    assert "kolom Tindak Lanjut yang Telah Dilaksanakan" in [r.place.split(", ")[-1] for r in found.remarks]


def test_numbers_below_a_number_are_the_tasks_of_its_outcome():
    found = pasted(
        ["No", "Uraian Kegiatan", "Penanggung Jawab", "Waktu"],
        ["1", "Penguatan kelembagaan", "", ""],
        ["1.1", "Menetapkan SK", "Dinsos", "30 November 2026"],
        ["1.2", "Menyusun program", "LKKS", ""],
        ["2", "Pendataan", "", ""],
        ["2.1", "Memutakhirkan data", "Dinsos", ""],
    )
    assert [(o.no, o.text) for o in found.outcomes] == [("1", "Penguatan kelembagaan"), ("2", "Pendataan")]
    assert [(t.outcome, t.action) for t in found.tasks] == [
        (0, "Menetapkan SK"), (0, "Menyusun program"), (1, "Memutakhirkan data"),
    ]  # fmt: skip


def test_alike_actions_of_two_kabupaten_share_one_outcome_on_the_sheet():
    head = ["No", "Kabupaten/Kota", "Rencana Tindak Lanjut", "Target Waktu", "Penanggung Jawab"]
    rows = [("Kab. Bireuen", "Menetapkan SK"), ("Kab. Bireuen", "Menyusun data"), ("Kab. Pidie", "Menetapkan SK")]
    shown = sheet_of(pasted(head, *(["1", place, action, "", "Dinsos"] for place, action in rows)), {})
    assert [outcome["text"] for outcome in shown["outcomes"]] == ["Menetapkan SK", "Menyusun data"]
    assert [(task["outcome"], task["regions"]) for task in shown["tasks"]] == [
        ("p1", ["11.11"]), ("p2", ["11.11"]), ("p1", ["11.07"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heads", "name"),
    [
        (["No.", "Kode wilayah", "Kabupaten/Kota", "Rakor", "Butir", "Tahap", "Status", "Hari Terlambat"], "Rekap"),
        (["No.", "Butir hasil rakor", "Komisi", "Batas Waktu", "BIR", "Selesai", "Per LKS"], "Matriks"),
    ],
)
def test_our_own_recap_and_matrix_are_known_and_refused(heads: list[str], name: str):
    with pytest.raises(Unreadable, match=f"Ini {name}.* dari Tuntas"):
        sheet(heads, ["1"] * len(heads))


def test_a_column_of_bare_numbers_is_no_outcome():
    found = pasted(["Butir", "Tindak Lanjut", "PIC"], ["2", "Menetapkan jadwal", "Kadis"])
    assert (found.outcomes, [task.action for task in found.tasks]) == ([], ["Menetapkan jadwal"])


def test_colours_without_words_are_told_and_not_read():
    book = openpyxl.Workbook()
    book.active.append(["No", "Hasil Rakor", "Tindak Lanjut", "Bireuen", "Pidie"])
    book.active.append([1, "Data LKS", "Menyusun data", None, None])
    book.active.append([2, "Forum LKS", "Membentuk forum", None, None])
    book.active["D2"].fill = PatternFill("solid", fgColor="00FF00")
    for place in ("E2", "E3"):
        book.active[place].fill = PatternFill("solid", fgColor="DDDDDD")  # the whole column: no tick
    found = read_file("a.xlsx", saved(book))
    assert [task.regions.codes for task in found.tasks] == [(), ()]
    assert [(remark.place, remark.text) for remark in found.remarks] == [
        ("lembar Sheet, kolom Bireuen", "1 sel berwarna tanpa tulisan; warna tidak dibaca.")
    ]


def test_colours_of_a_word_table_are_told():
    green = cell("", '<w:shd w:val="clear" w:fill="92D050"/>')
    found = read(
        table(
            row("No", "Hasil Rakor", "Tindak Lanjut", "Bireuen", "Pidie"),
            row("1", "Data LKS", "Menyusun data", green, ""),
            row("2", "Forum LKS", "Membentuk forum", "v", ""),
        )
    )
    assert [remark.text for remark in found.remarks] == ["1 sel berwarna tanpa tulisan; warna tidak dibaca."]


@pytest.mark.parametrize("head", ["Uraian Hasil Rapat / Tindak Lanjut", "Hasil Rapat"])
def test_numbers_below_a_number_are_tasks_in_a_column_of_outcomes_too(head: str):
    found = pasted(
        ["No", head, "Penanggung Jawab", "Batas Waktu"],
        ["1", "Penguatan LKKS", "", ""],
        ["1.1", "Menetapkan SK", "Dinsos", "30 November 2026"],
        ["2", "Penguatan LKS", "", ""],
        ["2.1", "Akreditasi", "LKS", "31 Januari 2027"],
    )
    assert [(o.no, o.text) for o in found.outcomes] == [("1", "Penguatan LKKS"), ("2", "Penguatan LKS")]
    assert [(t.outcome, t.action) for t in found.tasks] == [(0, "Menetapkan SK"), (1, "Akreditasi")]


def test_a_kabupaten_in_the_first_column_holds_until_the_next_one():
    rows = [["Bireuen", "1", "SK", "Menetapkan SK"], ["", "2", "Data", "Mendata"], ["Pidie", "1", "SK", "Mengusulkan"]]
    found = pasted(["Kabupaten", "No", "Hasil Rakor", "Tindak Lanjut"], *rows, ["", "2", "Data", "Menyurvei"])
    assert [task.regions.codes for task in found.tasks] == [("11.11",), ("11.11",), ("11.07",), ("11.07",)]


def test_a_number_without_an_outcome_is_told():
    found = pasted(HEAD, ["1", "SK LKKS", "Menetapkan SK", "", ""], ["2", "", "Melantik pengurus", "", ""])
    assert [(task.outcome, task.action) for task in found.tasks] == [(0, "Menetapkan SK"), (0, "Melantik pengurus")]
    assert [remark.text for remark in found.remarks] == [
        "nomor 2 tanpa hasil rapat; dibaca sebagai tindak lanjut dari hasil di atasnya."
    ]


@pytest.mark.parametrize(
    ("heads", "fields"),
    [
        (("No", "Hasil", "Tindak Lanjut", "Batas"), ["no", "outcome", "action", "deadline"]),
        (("No", "Kegiatan", "Hasil", "Waktu"), ["no", "action", "indicator", "deadline"]),
        (("No", "Kesepakatan", "Yang Sudah Dilakukan", "Rencana Berikutnya"), ["no", "outcome", "", "action"]),
        (("No", "Rekomendasi", "Telah Dilaksanakan", "Akan Dilaksanakan"), ["no", "outcome", "", "action"]),
    ],
)
def test_columns_are_known_by_their_words_and_their_place(heads: tuple[str, ...], fields: list[str]):
    found = pasted(list(heads), ["1", "SK LKKS", "Menetapkan SK", "Mengusulkan SK"])
    assert [column.field for column in found.columns] == fields


@pytest.mark.parametrize("sign", ["sda", "s.d.a.", "idem", '"', "″", '-"-', "sama dengan di atas"])
def test_a_sign_of_repetition_says_what_stands_above(sign: str):
    rows = [
        HEAD,
        ["1", "SK LKKS", "Menetapkan SK", "Dinsos", "30 November 2026"],
        ["2", sign, "Mengumumkan SK", "Humas", sign],
        ["3", "Data LKS", "Mendata", sign, sign],
    ]
    found = read_file("a.xlsx", workbook(rows))
    assert [outcome.text for outcome in found.outcomes] == ["SK LKKS", "Data LKS"]
    assert [(task.outcome, task.texts["responsible"], task.deadline.last) for task in found.tasks] == [
        (0, "Dinsos", "2026-11-30"), (0, "Humas", "2026-11-30"), (1, "Humas", "2026-11-30"),
    ]  # fmt: skip


def test_a_colon_before_what_a_label_says_is_no_part_of_it():
    found = pasted(
        ["Hasil Rakor", ": SK LKKS"], ["Tindak Lanjut", ": Menetapkan SK"], ["Penanggung Jawab", ": Hukum"],
        ["Batas Waktu", ": 30 November 2026"],
    )  # fmt: skip
    assert [outcome.text for outcome in found.outcomes] == ["SK LKKS"]
    assert [(t.action, t.texts["responsible"], t.deadline.raw) for t in found.tasks] == [
        ("Menetapkan SK", "Hukum", "30 November 2026")
    ]


@pytest.mark.parametrize("head", ["Penanggung Jawab dan Waktu", "PIC / Tenggat", "Pelaksana dan Jadwal"])
@pytest.mark.parametrize("between", [", ", "; ", " / ", "\n", ", paling lambat "])
def test_a_time_in_the_column_of_the_office_is_the_deadline(head: str, between: str):
    rows = (
        ["No", "Hasil Rakor", "Tindak Lanjut", head],
        [1, "SK LKKS", "Menetapkan", f"Dinsos, LKKS{between}30/11/2026"],
    )
    (task,) = sheet(*rows).tasks
    assert (task.texts["responsible"], task.deadline.last) == ("Dinsos, LKKS", "2026-11-30")


@pytest.mark.parametrize("said", ["Dinsos Kab/Kota", "Dinsos, LKKS", "30 November 2026", "Dinsos, segera"])
def test_what_is_no_clear_time_stays_with_the_office(said: str):
    (task,) = sheet(["Hasil Rakor", "Tindak Lanjut", "PIC dan Waktu"], ["SK LKKS", "Menetapkan", said]).tasks
    assert (task.texts["responsible"], task.deadline.last) == (said, "")


def test_a_target_that_is_a_time_is_the_deadline():
    (task,) = sheet(["Hasil Rakor", "Tindak Lanjut", "Target (bulan)"], ["SK LKKS", "Menetapkan", 11]).tasks
    assert (task.texts["indicator"], task.deadline.raw) == ("", "11")
    assert "tidak menyebut tanggal" in task.deadline.doubt
