"""Tables of many offices: which rows are outcomes and tasks, what is left out and said, what is asked."""

from __future__ import annotations

from typing import Any

import pytest

from documents.readers.files.grid import Cell, Contents, Grid, Row
from documents.readers.meaning.head_words import field_of, field_of_stack
from documents.readers.meaning.tables import Mapped, read_grids
from documents.readers.result import Meeting, Reading

HEAD = ["No", "Hasil Rakor", "Tindak Lanjut", "PIC", "Batas Waktu"]
DOWN, RIGHT = object(), object()  # the continuation of a merge, from above or from the left


def grid(rows: list[list[Any]], name: str = "tabel 1") -> Grid:
    made: list[Row] = []
    for number, row in enumerate(rows, 1):
        cells: list[Cell] = []
        for column, said in enumerate(row):
            if said is DOWN:
                cells.append(Cell(made[-1].cells[column].text, down=True))
            elif said is RIGHT:
                cells.append(Cell(cells[-1].text, right=True))
            else:
                cells.append(said if isinstance(said, Cell) else Cell(str(said)))
        made.append(Row(f"baris {number}", cells))
    return Grid(name, made)


def read(*grids: Grid, mapping: Mapped | None = None) -> Reading:
    return read_grids(Contents("test", list(grids), Meeting(date_start="2023-09-18", date_end="2023-09-19")), mapping)


def outcomes(reading: Reading) -> list[tuple[str, str]]:
    return [(o.no, o.text) for o in reading.outcomes]


def tasks(reading: Reading) -> list[tuple[int | None, str, str]]:
    return [(t.outcome, t.action, t.texts["responsible"]) for t in reading.tasks]


def told(reading: Reading) -> str:
    return " | ".join(f"{r.place}: {r.text}" for r in reading.remarks)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("No.", "no"), ("Hasil Rapat", "outcome"), ("Rekomendasi", "outcome"), ("KESEPAKATAN", "outcome"),
        ("Butir Keputusan", "outcome"), ("RTL", "action"), ("Rencana Tindak Lanjut (RTL)", "action"),
        ("Rencana Aksi", "action"), ("Output / Keluaran", "indicator"), ("Hasil yang diharapkan", "indicator"),
        ("Indikator Keberhasilan", "indicator"), ("PIC", "responsible"), ("Penanggung\nJawab", "responsible"),
        ("PIC Tindak Lanjut", "responsible"), ("Instansi Terkait", "related_parties"), ("Dukungan", "related_parties"),
        ("OPD Pendukung", "related_parties"), ("Batas Waktu TL", "deadline"), ("Jadwal", "deadline"),
        ("Target Waktu", "deadline"), ("Waktu", "deadline"), ("Anggaran/Sumber", "budget"), ("Sumber Dana", "budget"),
        ("Ket.", "remarks"), ("Keterangan", "remarks"), ("Kab./Kota", "regions"), ("Wilayah", "regions"),
        ("Kode Indikator", "aside"), ("Link Bukti Dukung", "aside"), ("Nama", ""), ("Volume", "indicator"),
    ],
)  # fmt: skip
def test_the_words_of_a_head_mean_a_field(words: str, field: str):
    assert field_of(words)[0] == field


@pytest.mark.parametrize(
    ("group", "own", "field"),
    [
        ("Waktu", "Mulai", "deadline"), ("Waktu", "Selesai", "deadline"), ("Anggaran", "Jumlah", "budget"),
        ("Anggaran", "Sumber", "budget"), ("Rencana Tindak Lanjut", "Indikator/Output", "indicator"),
        ("Pelaksana", "Pihak Terkait", "related_parties"), ("Pelaksana", "Utama", "responsible"),
        ("Penanggung Jawab", "Kab/Kota", "responsible"), ("Tindak Lanjut", "Uraian", "action"),
    ],
)  # fmt: skip
def test_a_column_is_named_by_its_own_head_within_its_group(group: str, own: str, field: str):
    assert field_of_stack([group, own])[0] == field


def test_empty_and_merged_cells_belong_to_the_outcome_above():
    reading = read(grid([HEAD, ["1.", "A", "satu", "Kadis", ""], ["", "", "dua", "Sekdis", ""],
                         ["2.", "B", "tiga", "Camat", ""], [DOWN, DOWN, "empat", DOWN, ""]]))  # fmt: skip
    assert outcomes(reading) == [("1", "A"), ("2", "B")]
    assert tasks(reading) == [(0, "satu", "Kadis"), (0, "dua", "Sekdis"), (1, "tiga", "Camat"), (1, "empat", "Camat")]


def test_an_outcome_written_again_in_each_row_is_one():
    reading = read(grid([HEAD, ["1", "A", "satu", "K", ""], ["1", "A", "dua", "K", ""], ["2", "B", "tiga", "K", ""]]))
    assert outcomes(reading) == [("1", "A"), ("2", "B")]
    assert [t[0] for t in tasks(reading)] == [0, 0, 1]


def test_rows_that_number_the_tasks_keep_the_outcome():
    reading = read(grid([HEAD, ["1", "A", "satu", "K", ""], ["2", "", "dua", "K", ""], ["3", "B", "tiga", "K", ""]]))
    assert outcomes(reading) == [("1", "A"), ("3", "B")]
    assert [t[0] for t in tasks(reading)] == [0, 0, 1]


def test_three_rows_of_head_and_column_numbers_are_no_data():
    reading = read(grid([
        ["No", "Hasil Rakor", "Pelaksanaan", RIGHT, RIGHT, RIGHT],
        [DOWN, DOWN, "Tindak Lanjut", "PIC", "Waktu", RIGHT],
        [DOWN, DOWN, DOWN, DOWN, "Mulai", "Selesai"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["1", "A", "satu", "Kadis", "1 Oktober 2023", "31 Oktober 2023"],
    ]))  # fmt: skip
    assert outcomes(reading) == [("1", "A")]
    assert (reading.tasks[0].deadline.first, reading.tasks[0].deadline.last) == ("2023-10-01", "2023-10-31")
    assert reading.tasks[0].deadline.raw == "1 Oktober 2023 s.d. 31 Oktober 2023"


def test_a_sum_and_its_source_in_two_columns_are_one_budget():
    reading = read(grid([
        ["No", "Hasil Rakor", "Tindak Lanjut", "Anggaran", RIGHT], [DOWN, DOWN, DOWN, "Jumlah", "Sumber"],
        ["1", "A", "satu", "15.000.000", "APBK 2023"],
    ]))  # fmt: skip
    assert (reading.tasks[0].budget.amount, reading.tasks[0].budget.source) == (15_000_000, "APBK 2023")


def test_groups_sums_and_signatures_are_left_out_and_said():
    reading = read(grid([
        HEAD, ["KOMISI A: KELEMBAGAAN", RIGHT, RIGHT, RIGHT, RIGHT], ["1", "A", "satu", "K", ""],
        ["B.", "Pendanaan", "", "", ""], ["1", "B", "dua", "K", ""], ["", "Jumlah", "", "", ""], ["", "", "", "", ""],
        ["", "", "", "Bireuen, 25 September 2023", ""], ["", "", "", "Kepala Dinas Sosial", ""],
        ["", "", "", "Nama Contoh", ""],
    ]))  # fmt: skip
    assert outcomes(reading) == [("1", "A"), ("1", "B")]
    assert len(reading.tasks) == 2
    for place in (2, 4, 6, 8, 9, 10):
        assert f"tabel 1, baris {place}:" in told(reading)


def test_a_head_repeated_in_the_middle_is_no_row():
    reading = read(grid([HEAD, ["1", "A", "satu", "K", ""], HEAD, ["", "", "dua", "K", ""]]))
    assert tasks(reading) == [(0, "satu", "K"), (0, "dua", "K")]


def test_a_second_table_goes_on_with_the_first():
    for head in ([], [HEAD]):
        second = grid([*head, ["", "", "dua", "K", ""], ["2", "B", "tiga tindakan", "K", ""]], "tabel 2")
        reading = read(grid([HEAD, ["1", "A", "satu", "K", ""]]), second)
        assert outcomes(reading) == [("1", "A"), ("2", "B")]
        assert [t[0] for t in tasks(reading)] == [0, 0, 1]


def test_a_table_in_a_cell_is_read():
    outer = grid([["Hasil rapat koordinasi sebagai berikut"]])
    outer.inside.append(grid([HEAD, ["1", "A", "satu", "K", ""]], "tabel di dalam tabel 1"))
    assert tasks(read(outer)) == [(0, "satu", "K")]


def test_lines_in_one_cell_stay_one_task_and_are_said():
    reading = read(grid([HEAD, ["1", "A", "- satu\n- dua", "K", ""]]))
    assert [t.action for t in reading.tasks] == ["- satu\n- dua"]
    assert "memuat 2 butir" in told(reading)


def test_an_action_merged_over_two_offices_is_two_tasks():
    reading = read(grid([HEAD, ["1", "A", "satu", "Kadis", "30-09-2023"], [DOWN, DOWN, DOWN, "Camat", "31-10-2023"]]))
    assert [(t.action, t.texts["responsible"], t.deadline.last) for t in reading.tasks] == [
        ("satu", "Kadis", "2023-09-30"), ("satu", "Camat", "2023-10-31"),
    ]  # fmt: skip


def test_lettered_rows_are_parts_of_the_outcome_above():
    reading = read(grid([["No", "Kesepakatan", "PIC"], ["1", "A", ""], ["", "a. bagian satu", ""], ["", "b. dua", ""]]))
    assert [(o.no, o.text, o.sub) for o in reading.outcomes] == [("1", "A", ("a. bagian satu", "b. dua"))]


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([["No", "Nama", "Jabatan/Instansi", "Tanda Tangan"], ["1", "Peserta", "Kadis", ""]], "daftar hadir"),
        ([["No", "Uraian Kegiatan", "Volume", "Satuan", "Harga"], ["1", "Honor", "1", "OK", "5"]], "anggaran"),
        ([["Waktu", "Acara", "Narasumber"], ["08.00", "Pembukaan", "Kadis"]], "susunan acara"),
        ([["Waktu", "Kegiatan", "Penanggung Jawab"], ["08.00 - 08.30", "Registrasi", "Panitia"]], "susunan acara"),
        ([["Paraf Hierarki", RIGHT], ["Asisten", ""]], "tanda tangan"),
    ],
)  # fmt: skip
def test_other_lists_are_no_outcomes(rows: list[list[Any]], kind: str):
    reading = read(grid(rows))
    assert (reading.outcomes, reading.tasks, reading.ask_mapping) == ([], [], False)
    assert kind in told(reading)


def test_unclear_columns_are_asked_and_read_as_the_user_says():
    rows = [["Butuh", "Siapa saja", "Hal", "Sampai"]]
    rows += [
        [f"Mendata semua LKS di kecamatan {n}", "Kadis", f"LKS didata ulang {n}", "30 September 2023"] for n in "ab"
    ]
    reading = read(grid(rows))
    assert reading.ask_mapping
    assert [c.head for c in reading.columns] == rows[0]
    assert reading.tasks == []
    mapped = read(grid(rows), mapping={"tabel 1": {0: "action", "1": "responsible", 2: "outcome", 3: "deadline"}})
    assert not mapped.ask_mapping
    assert outcomes(mapped) == [("", "LKS didata ulang a"), ("", "LKS didata ulang b")]
    assert tasks(mapped)[1] == (1, "Mendata semua LKS di kecamatan b", "Kadis")


def test_tasks_without_an_outcome_are_asked():
    reading = read(grid([["Rencana Tindak Lanjut", "PIC", "Batas Waktu"], ["- satu\n- dua", "K", "30 Juni 2026"]]))
    assert reading.ask_mapping
    assert tasks(reading) == [(None, "- satu\n- dua", "K")]


def test_a_list_without_actions_says_where_its_tasks_come_from():
    reading = read(grid([["No", "Kesepakatan", "Penanggung Jawab", "Batas Waktu"], ["1", "A", "Kadis", "H+7"]]))
    assert tasks(reading) == [(0, "A", "Kadis")]
    assert reading.tasks[0].deadline.last == "2023-09-26"
    assert "tidak ada kolom tindak lanjut" in told(reading)


def test_what_a_column_holds_is_not_lost_without_a_word():
    reading = read(grid([[*HEAD, "Warna"], ["1", "A", "satu", "K", "", "merah"]]))
    assert "kolom Warna: tidak dikenal" in told(reading)


def test_tables_below_one_another_in_a_sheet_are_each_read_or_left_out():
    blank = ["", "", "", "", ""]
    reading = read(grid([
        HEAD, ["1", "A", "satu", "Kadis", ""], blank, ["Komisi B", "", "", "", ""],
        ["No", "Kesepakatan", "PIC", "Tindak Lanjut", "Waktu"], ["1", "B", "Ketua", "dua", "Oktober 2023"], blank,
        ["No", "Nama", "Jabatan", "Tanda Tangan", ""], ["1", "Peserta Satu", "Kadis", "", ""],
    ]))  # fmt: skip
    assert outcomes(reading) == [("1", "A"), ("1", "B")]
    assert tasks(reading) == [(0, "satu", "Kadis"), (1, "dua", "Ketua")]
    assert "tabel 1, tabel 3: daftar hadir" in told(reading)
    assert {c.table for c in reading.columns} == {"tabel 1", "tabel 1, tabel 2"}


def test_the_second_table_of_a_sheet_is_read_as_the_user_says():
    rows = [HEAD, ["1", "A", "satu", "Kadis", ""], [""] * 5, HEAD, ["1", "B", "dua", "Ketua", ""]]
    given = {1: "action", 2: "outcome", 3: "responsible"}
    reading = read(grid(rows), mapping={"tabel 1, tabel 2": given})
    assert outcomes(reading) == [("1", "A"), ("", "dua")]
    assert tasks(reading) == [(0, "satu", "Kadis"), (1, "B", "Ketua")]


def test_a_title_with_a_rank_is_the_outcome_where_no_column_is():
    reading = read(grid([
        ["No", "Uraian Tindak Lanjut", "PIC", "Waktu"], ["I", "Setiap LKS agar mendaftar ulang segera", "", ""],
        ["1", "Mendata", "Kadis", ""], ["II", "LKKS menyusun rencana kerja tahunan bersama", "", ""],
        ["1", "Menyusun", "Ketua", ""],
    ]))  # fmt: skip
    assert [o.no for o in reading.outcomes] == ["I", "II"]
    assert tasks(reading) == [(0, "Mendata", "Kadis"), (1, "Menyusun", "Ketua")]


def test_a_target_that_holds_days_is_the_deadline():
    reading = read(grid([["No", "Rekomendasi", "Rencana Aksi", "Target"], ["1", "A", "satu", "Desember 2023"]]))
    assert reading.tasks[0].deadline.last == "2023-12-31"
    reading = read(grid([["No", "Rekomendasi", "Rencana Aksi", "Target"], ["1", "A", "satu", "100% LKS"]]))
    assert reading.tasks[0].texts["indicator"] == "100% LKS"


def test_a_note_in_the_column_of_numbers_is_said():
    reading = read(grid([HEAD, ["1", "A", "satu", "K", ""], ["Catatan: dapat berubah", "", "", "", ""]]))
    assert "baris 3: di bawah tabel (“Catatan: dapat berubah”)" in told(reading)


def test_a_first_row_that_is_taken_for_a_head_is_said():
    rows = [["Apa", "Siapa itu", "Hal"], ["satu", "K", "A"]]
    reading = read(grid(rows), mapping={"tabel 1": {0: "action", 1: "responsible", 2: "outcome"}})
    assert tasks(reading) == [(0, "satu", "K")]
    assert "baris 1: dibaca sebagai judul kolom" in told(reading)


def test_a_sum_named_in_the_column_of_numbers_is_no_part_of_the_task_above():
    head = ["No", "Hasil Rakor", "Tindak Lanjut", "Anggaran"]
    for total in (["JUMLAH", RIGHT, RIGHT, "Rp 5 juta"], ["Total", "", "", "5000000"]):
        reading = read(grid([head, ["1", "A", "satu", "Rp 5 juta"], total]))
        assert reading.tasks[0].budget.amount == 5_000_000
        assert "baris 3: baris jumlah" in told(reading)


def test_a_mark_in_the_column_of_a_month_is_that_month():
    reading = read(grid([
        ["No", "Hasil Rakor", "Tindak Lanjut", "Jadwal 2023", RIGHT, RIGHT],
        [DOWN, DOWN, DOWN, "Okt 2023", "Nov 2023", "Des 2023"], ["1", "A", "satu", "", "v", "v"],
    ]))  # fmt: skip
    deadline = reading.tasks[0].deadline
    assert (deadline.raw, deadline.first, deadline.last) == ("Nov 2023 s.d. Des 2023", "2023-11-01", "2023-12-31")


def test_the_recommendation_is_the_outcome_beside_what_was_discussed():
    head = ["No", "Hasil Pembahasan", "Rekomendasi", "Tindak Lanjut", "PIC"]
    reading = read(grid([head, ["1", "bahas", "A", "satu", "K"]]))
    assert outcomes(reading) == [("1", "A")]
    assert "kolom Hasil Pembahasan" in told(reading)


@pytest.mark.parametrize("head", ["Jumlah", "Nilai (Rp)", "Besaran"])
def test_an_amount_beside_its_source_is_the_money(head: str):
    heads = ["No", "Hasil Rapat", "Tindak Lanjut", head, "Sumber Dana"]
    budget = read(grid([heads, [1, "LKS.", "Mendata", "25.000.000", "APBK 2023"]])).tasks[0].budget
    assert (budget.amount, budget.source) == (25_000_000, "APBK 2023")


def test_the_same_words_under_two_numbers_stay_two_until_somebody_joins_them():
    rows = [["No", "Hasil Rapat", "Tindak Lanjut"], [1, "LKS didata.", "Mendata"], [2, "LKS didata.", "Melapor"]]
    found = read(grid(rows))
    assert outcomes(found) == [("1", "LKS didata."), ("2", "LKS didata.")]
    assert [task.outcome for task in found.tasks] == [0, 1]
