"""Columns of lists of LKS: which are a person's and dropped, in which group they stand, what is told of the rest."""

from __future__ import annotations

from typing import Any

import pytest

from documents.readers.lks.lks_file import read_lks
from tests.world.sheet_maker import comma_separated, workbook

DAY = "2026-11-28"
BIREUEN = ["DATA LKS KABUPATEN BIREUEN"]


def read(rows: list[list[Any]], merges: tuple[str, ...] = ()) -> Any:
    return read_lks("daftar.xlsx", workbook([BIREUEN, *rows], merges), DAY)


def told(found: Any) -> str:
    return "\n".join(f"{one['place']}: {one['text']}" for one in found["remarks"])


@pytest.mark.parametrize(
    "head",
    ["Nomor Induk Kependudukan", "No. Kartu Kel.", "No. Identitas", "Kontak Klien", "No HP Orang Tua", "Alamat Anak",
     "Nama Wali", "Anak Asuh", "Data Lansia", "Email Penerima", "HP Sekretaris"],
)  # fmt: skip
def test_what_is_a_clients_is_dropped_whatever_it_is_called(head: str):
    found = read([["No", "Nama LKS", "Kecamatan", head], [1, "LKSA Contoh", "Juli", "0812 1111 2222"]])
    assert found["dropped_columns"] == [head]
    assert "0812" not in repr(found)


@pytest.mark.parametrize("head", ["Alamat Panti Lansia", "Telp LKS Anak", "Alamat", "Nama LKS Anak"])
def test_what_is_the_institutions_is_not(head: str):
    found = read([["No", "Nama LKS", "Kecamatan", head], [1, "LKSA Contoh", "Juli", "0644 21000"]])
    assert found["dropped_columns"] == []


def test_every_column_that_nobody_knows_is_told():
    heads = ["No", "Nama LKS", "Kecamatan", "No STP", "Alamat", "Prestasi", "Slogan", "Warna"]
    found = read([heads, [1, "LKSA Contoh", "Juli", "1/STP", "Jalan Contoh", "juara", "maju", "biru"]])
    assert all(f"kolom {head}: tidak dikenal" in told(found) for head in ("Prestasi", "Slogan", "Warna"))
    assert not found["ask_mapping"]


def test_a_second_list_beside_the_first_is_told():
    heads = ["No", "Nama LKS", "Kecamatan"]
    found = read([[*heads, "", *heads], [1, "LKSA Kiri", "Juli", "", 2, "LKSA Kanan", "Jeumpa"]])
    assert [one["name"] for one in found["institutions"]] == ["LKSA Kiri"]
    assert "kolom Nama LKS: isian ini sudah ada di kolom lain; isi kolom ini tidak diambil." in told(found)


def test_a_head_below_two_groups_belongs_to_the_nearer_one():
    rows = [
        ["No", "Nama LKS", "Legalitas", "", "", "", "SDM", ""],
        ["", "", "STP", "", "SK Kemenkumham", "", "Pengurus", "Pegawai"],
        ["", "", "Nomor", "S.D.", "Nomor", "Tgl", "", ""],
        [1, "LKSA Contoh", "3/STP/2026", "31-12-2029", "AHU-55.AH.01.06 Tahun 2020", "1-1-2020", "5", "7"],
    ]
    found = read(rows, ("C2:F2", "G2:H2", "C3:D3", "E3:F3", "G3:G4", "H3:H4"))
    (one,) = found["institutions"]
    assert [(paper["number"], paper["valid_until"]) for paper in one["registrations"]] == [("3/STP/2026", "2029-12-31")]
    assert one["legal"]["sk"] == "AHU-55.AH.01.06 Tahun 2020"
    assert (one["support"]["2026"]["managers"], one["support"]["2026"]["workers"]) == (5, 7)
    assert one["contact"]["leader"] == "", "a number of people is no name"


def test_the_day_of_a_decree_below_accreditation_is_that_of_the_decision():
    rows = [["No", "Nama LKS", "Akreditasi", "", ""], ["", "", "Nilai", "Tgl SK", "S.D."],
            [1, "LKSA Contoh", "A", "1 Januari 2024", "1 Januari 2029"]]  # fmt: skip
    ((grade,),) = [s["accreditations"] for s in read(rows, ("C2:E2",))["institutions"][0]["services"]]
    assert (grade["grade"], grade["decided"], grade["valid_until"]) == ("A", "2024-01-01", "2029-01-01")


def test_a_day_beside_a_grade_is_its_end_where_the_head_says_so():
    rows = [["No", "Nama LKS", "Akreditasi (Grade/Masa berlaku)"], [1, "LKSA Contoh", "B / 2 Juni 2027"]]
    ((grade,),) = [s["accreditations"] for s in read(rows)["institutions"][0]["services"]]
    assert (grade["grade"], grade["decided"], grade["valid_until"]) == ("B", "", "2027-06-02")


def test_a_standing_that_says_until_when_is_a_registration():
    rows = [["No", "Lembaga", "Status", "Akreditasi"], [1, "Yayasan Contoh", "Terdaftar s/d 2027", "-"],
            [2, "- LKSA Contoh", "Tidak terdaftar", "B"]]  # fmt: skip
    found = read(rows)["institutions"]
    assert [one["name"] for one in found] == ["Yayasan Contoh", "LKSA Contoh"]
    assert [[paper["valid_until"] for paper in one["registrations"]] for one in found] == [["2027-12-31"], []]


def test_the_number_of_an_official_is_neither_kept_nor_quoted():
    rows = [["No", "Nama LKS", "Kabupaten", "Pimpinan"],
            [1, "UPTD Contoh", "Bireuen", "Contoh Kepala, NIP. 197001011995031001"],
            [2, "LKSA Contoh", "Bireuen", "Contoh (19700101 199503 1 001)"],
            ["NIP. 19700101 199503 1 001"]]  # fmt: skip
    found = read_lks("daftar.csv", comma_separated(rows), DAY)
    assert "199503" not in repr(found)
    assert [one["contact"]["leader"] for one in found["institutions"]] == ["Contoh Kepala", "Contoh"]
    assert "UPTD Contoh: ada NIP di antara isinya; dihapus." in told(found)
    assert "(“NIP. [NIP dihapus]”), tidak diambil." in told(found)


def test_a_nik_in_place_of_a_number_leaves_none_that_two_could_share():
    rows = [["No", "Nama LKS", "No Induk"], [1, "LKSA Satu", "1111010101700001"], [2, "WKSBM Dua", "1111010101700002"]]
    assert [one["ministry_number"] for one in read(rows)["institutions"]] == ["", ""]


def test_a_month_of_issue_is_no_day_and_told():
    found = read([["No", "Nama LKS", "Tgl STP", "Habis STP"], [1, "LKSA Contoh", "Mei 2024", "12 Mei 2027"]])
    ((paper,),) = [one["registrations"] for one in found["institutions"]]
    assert (paper["issued"], paper["valid_until"]) == ("", "2027-05-12")
    assert "“mei 2024” bukan satu hari; tanggal terbitnya dicatat tidak diketahui. Isi tanggalnya." in told(found)


def test_ticks_below_registered_are_papers_of_unknown_validity():
    rows = [["No", "Nama LKS", "Terdaftar di Dinsos", ""], ["", "", "Sudah", "Belum"],
            [1, "LKSA Satu", "v", ""], [2, "WKSBM Dua", "", "v"]]  # fmt: skip
    found = read(rows, ("C2:D2",))["institutions"]
    assert [len(one["registrations"]) for one in found] == [1, 0]
