"""Slips that offices' lists of LKS have: sums, days and numbers that a sheet has changed, heads that say little."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from documents.commands.lks import as_key
from documents.readers.files.unreadable import Unreadable
from documents.readers.lks.lks_file import read_lks
from tests.world.sheet_maker import comma_separated, workbook

DAY = date(2026, 11, 28)
BIREUEN = ["DATA LKS KABUPATEN BIREUEN"]


def sheet(*rows: list[Any], merges: tuple[str, ...] = ()) -> dict[str, Any]:
    return as_key("daftar.xlsx", read_lks("daftar.xlsx", workbook(rows, merges), DAY.isoformat(), None), DAY)


def told(found: dict[str, Any]) -> str:
    return "\n".join(remark["text"] for remark in found["remarks"])


def names(found: dict[str, Any]) -> list[str]:
    return [one["name"] for one in found["institutions"]]


@pytest.mark.parametrize("written", [46387, "46387", 46387.0])
def test_a_day_that_has_lost_its_format_is_that_day_and_told(written: Any):
    found = sheet(BIREUEN, ["Nama LKS", "No STP", "Masa Berlaku"], ["LKSA Contoh", "1/STP", written])
    assert found["institutions"][0]["registrations"][0]["valid_until"] == "2026-12-31"
    assert "tanggal Excel 2026-12-31" in told(found)


def test_the_decree_of_an_accreditation_has_a_day_and_one_to_come_does_not_count():
    heads = ["Nama LKS", "Akreditasi", "Tgl SK Akreditasi", "Berlaku s.d. Akreditasi"]
    found = sheet(BIREUEN, heads, ["LKSA Contoh", "C", "1 Desember 2026", "1 Desember 2028"])
    one = found["institutions"][0]["services"][0]["accreditations"][0]
    assert (one["decided"], one["state"]) == ("2026-12-01", "mengajukan")
    assert found["institutions"][0]["best_grade"] is None


@pytest.mark.parametrize(
    "row",
    [["Total", "2 lembaga", ""], ["", "Jumlah Kecamatan Juli", "2 STP"], ["", "Jml. seluruhnya", "2"],
     ["Jumlah", "14 LKS", "9 terdaftar"], ["", "Jumlah Lembaga", "14"]],
)  # fmt: skip
def test_a_sum_is_no_institution(row: list[Any]):
    found = sheet(BIREUEN, ["No", "Nama LKS", "No STP"], [1, "LKSA Contoh", "1/STP"], row)
    assert names(found) == ["LKSA Contoh"]
    assert len(found["skipped_rows"]) == 1


def test_a_head_of_two_lines_with_a_unit_below_a_word():
    heads = [["No", "Nama LKS", "Izin Operasional", "", "Kapasitas"], ["", "", "Nomor", "Berlaku s.d.", "(orang)"]]
    found = sheet(BIREUEN, *heads, [1, "LKSA Contoh", "460/1", "20 Feb 2029", 30], merges=("C2:D2",))
    (one,) = found["institutions"][0]["registrations"]
    assert (one["issued"], one["valid_until"]) == (None, "2029-02-20")


def test_a_list_of_mere_names_beside_their_papers_is_one_of_lks():
    heads = ["No", "Nama", "Kab/Kota", "STPU", "Terakhir Lapor"]
    rows = [[1, "Bina Contoh", "Aceh Barat", "STPU/1", "3 Maret 2026"], [2, "TKSK Kaway", "Aceh Barat", "", ""]]
    found = sheet(heads, *rows)
    assert (names(found), found["institutions"][0]["events"]) == (["Bina Contoh"], ["2026-03-03"])
    people = [[*row, "1111010101010001"] for row in rows]
    with pytest.raises(Unreadable):
        sheet([*heads, "NIK"], *people)


@pytest.mark.parametrize(
    "said", ["AHU-0012.AH.01.04.2019 / Akte No 5", "Akta No. 5; AHU-0012.AH.01.04.2019", "AHU-0012.AH.01.04.2019"]
)
def test_a_decree_beside_a_deed_is_told_from_it(said: str):
    found = sheet(BIREUEN, ["Nama LKS", "SK Kemenkumham"], ["LKSA Contoh", said])
    assert found["institutions"][0]["legal"]["sk_kemenkumham"] == "AHU-0012.AH.01.04.2019"


@pytest.mark.parametrize(
    ("said", "number", "kind"),
    [("STPU/460/2/2025", "STPU/460/2/2025", "STPU"), ("No. STPU: 460/2/2025", "460/2/2025", "STPU"),
     ("STP-12/2025", "STP-12/2025", "STP"), ("STP.01", "STP.01", "STP"), ("STP 460/2", "460/2", "STP")],
)  # fmt: skip
def test_a_number_stays_as_it_is_written(said: str, number: str, kind: str):
    content = workbook([BIREUEN, ["Nama LKS", "Nomor Tanda Daftar"], ["LKSA Contoh", said]])
    found = read_lks("daftar.xlsx", content, DAY.isoformat(), None)
    (one,) = found["institutions"][0]["registrations"]
    assert (one["number"], one["kind"]) == (number, kind)


def test_a_grade_beside_two_years_ends_with_the_second():
    found = sheet(BIREUEN, ["Nama LKS", "Akreditasi", "Tahun Akreditasi"], ["LKSA Contoh", "A", "2023 s.d. 2028"])
    assert found["institutions"][0]["services"][0]["accreditations"][0]["valid_until"] == "2028-12-31"
    assert found["institutions"][0]["best_grade"] == "A"


def test_a_telephone_that_a_sheet_has_rounded_is_none():
    rows = [["LKSA A", "6,28136E+11"], ["LKSA B", "81360002222.0"]]
    found = read_lks("daftar.csv", comma_separated([["Nama LKS", "Telepon"], *rows], ";"), DAY.isoformat(), None)
    assert [one["contact"]["phone"] for one in found["institutions"]] == ["", "81360002222"]
    assert any("6,28136E+11" in remark["text"] for remark in found["remarks"])


@pytest.mark.parametrize(
    "said",
    ["460/1 (2 Mei 2024 - 2 Mei 2029)", "460/1 tgl 2 Mei 2024-2 Mei 2029",
     "460/1, berlaku 2 Mei 2024 s/d 2 Mei 2029"],
)  # fmt: skip
def test_a_span_behind_a_number_begins_and_ends(said: str):
    found = sheet(BIREUEN, ["Nama LKS", "No STP"], ["LKSA Contoh", said])
    (one,) = found["institutions"][0]["registrations"]
    assert [one[field] for field in ("number", "issued", "valid_until")] == ["460/1", "2024-05-02", "2029-05-02"]


def services(found: dict[str, Any], at: int = 0) -> list[list[Any]]:
    fields = ("grade", "decided", "valid_until", "year")
    return [[one["kind"], *([graded[field] for field in fields] for graded in one["accreditations"])]
            for one in found["institutions"][at]["services"]]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "grade"),
    [("B (5 Juni 2023 - 5 Juni 2028)", ["B", "2023-06-05", "2028-06-05", None]),
     ("A, 12 Mei 2023", ["A", "2023-05-12", None, None]), ("TT", ["TTA", None, None, None]),
     ("B tahun 2023 s/d 5 Juni 2028", ["B", None, "2028-06-05", 2023])],
)  # fmt: skip
def test_a_grade_with_its_days_in_one_cell(said: str, grade: list[Any]):
    found = sheet(BIREUEN, ["Nama LKS", "Akreditasi"], ["LKSA Contoh", said])
    assert services(found) == [[None, grade]]


def test_a_decree_beside_a_grade_has_its_number_and_days():
    heads = ["Nama LKS", "Status Akreditasi", "SK Akreditasi"]
    found = sheet(
        BIREUEN, heads, ["LKSA Contoh", "A (Unggul)", "No. 12/BALKS/2023 tanggal 5 Juni 2023 s.d. 5 Juni 2028"]
    )
    assert services(found) == [[None, ["A", "2023-06-05", "2028-06-05", None]]]
    alone = sheet(BIREUEN, ["Nama LKS", "SK Akreditasi"], ["LKSA Contoh", "B, 5 Juni 2023"])
    assert services(alone) == [[None, ["B", "2023-06-05", None, None]]]


def test_services_with_columns_of_their_own_keep_their_own_grades():
    heads = ["Nama LKS", "Layanan 1", "Akreditasi 1", "Tahun 1", "Layanan 2", "Akreditasi 2", "Tahun 2"]
    row = ["LKSA Contoh", "Anak dalam panti", "A", 2024, "Anak luar panti", "B", 2025]
    found = sheet(BIREUEN, heads, row, ["LKS Dua", "NAPZA", "TTA", 2024, "", "", ""])
    assert services(found) == [
        ["anak dalam panti", ["A", None, None, 2024]], ["anak luar panti", ["B", None, None, 2025]],
    ]  # fmt: skip
    assert services(found, 1) == [["NAPZA", ["TTA", None, None, 2024]]]


def test_a_grade_below_a_kind_of_service_is_that_services():
    heads = ["Nama LKS", "Anak Dalam Panti", "Lanjut Usia Luar Panti"]
    found = sheet(BIREUEN, heads, ["LKSA Contoh", "V", "A"], ["LKS Dua", "B", "-"])
    assert services(found) == [["anak dalam panti"], ["lanjut usia luar panti", ["A", None, None, None]]]
    assert services(found, 1) == [["anak dalam panti", ["B", None, None, None]]]


def test_an_end_of_nobody_knows_what_is_told():
    found = sheet(BIREUEN, ["Nama LKS", "Alamat", "Berlaku sampai"], ["LKSA Contoh", "Juli", "6 Mei 2027"])
    assert "tidak dikenal sebagai isian" in told(found)


@pytest.mark.parametrize(
    ("said", "issued"),
    [("5 tahun sejak 6 Mei 2022", "2022-05-06"), ("berlaku 5 tahun sejak 6 Mei 2022", "2022-05-06"),
     ("TMT 6 Mei 2022", "2022-05-06"), ("3 tahun (6 Mei 2022)", None)],
)  # fmt: skip
def test_a_validity_that_says_only_its_beginning_has_no_end(said: str, issued: str | None):
    found = sheet(BIREUEN, ["Nama LKS", "No STP", "Masa Berlaku"], ["LKSA Contoh", "1/STP", said])
    (one,) = found["institutions"][0]["registrations"]
    assert (one["issued"], one["valid_until"]) == (issued, None)
    assert "lamanya, bukan tanggalnya" in told(found)


@pytest.mark.parametrize(
    ("said", "kept"), [("B (exp 2024)", [[None, ["B", None, "2024-12-31", None]]]), ("A/B", []),
                       ("C, berakhir 6 Mei 2027", [[None, ["C", None, "2027-05-06", None]]])]
)  # fmt: skip
def test_the_end_of_a_grade_is_no_beginning_and_of_two_grades_none_is_taken(said: str, kept: list[Any]):
    assert services(sheet(BIREUEN, ["Nama LKS", "Akreditasi"], ["LKSA Contoh", said])) == kept


def test_a_title_of_a_kabupaten_elsewhere_ends_the_one_above_it():
    rows = [["Kota Langsa"], [1, "LKSA Satu", "1/STP"], ["Kabupaten Langkat"], [1, "LKSA Dua", "2/STP"],
            ["C. KAB. BIREUN"], [1, "LKSA Tiga", "3/STP"]]  # fmt: skip
    found = sheet(["DATA LKS ACEH"], ["No", "Nama LKS", "No STP"], *rows)
    assert [one["region"] for one in found["institutions"]] == ["11.74", "11.11"]
    assert found["skipped_rows"] == ["LKSA Dua"]
    assert "dibaca Kabupaten Bireuen; periksa" in told(found)
    assert "“Kabupaten Langkat” bukan kabupaten/kota di Aceh; tidak diambil." in told(found)


def test_a_row_of_a_kabupaten_elsewhere_is_left_out():
    heads = ["Nama LKS", "Kab/Kota", "No STP"]
    rows = [["LKSA Satu", "Kota Medan", "1"], ["LKSA Dua", "Kab. Bireun", "2"], ["LKSA Tiga", "Medan", "3"]]
    found = sheet(["DATA LKS"], heads, *rows, ["LKSA Empat", "-", "4"])
    assert [(one["name"], one["region"]) for one in found["institutions"]] == [
        ("LKSA Dua", "11.11"), ("LKSA Empat", None),
    ]  # fmt: skip
    assert found["skipped_rows"] == ["LKSA Satu", "LKSA Tiga"]


def of_file(*rows: list[Any]) -> list[dict[str, Any]]:
    return read_lks("daftar.xlsx", workbook([BIREUEN, *rows]), DAY.isoformat())["institutions"]


def test_counts_of_women_and_men_in_brackets_and_of_both_in_one():
    one, _ = of_file(["Nama LKS", "Jumlah Anak Asuh (L)", "Jumlah Anak Asuh (P)"], ["LKSA A", "3 orang", 4], ["LKSA B"])
    assert one["beneficiaries"] == {"2026": {"male": 3, "female": 4}}
    (both,) = of_file(["Nama LKS", "Alamat", "Jumlah Klien L/P"], ["LKSA A", "Juli", 25])
    assert both["beneficiaries"] == {}


def test_a_number_of_noughts_is_none_and_a_decree_ends_before_its_day():
    heads = ["Nama LKS", "NPWP", "SK Kemenkumham"]
    found = of_file(heads, ["LKSA A", "00.000.000.0-000.000", "AHU-0003.AH.01.04.TAHUN 2015, 3 Juni 2015"],
                    ["LKS Lain", "00.000.000.0-000.000", "AHU-0003.AH.01.04.TAHUN 2015"])  # fmt: skip
    assert [(one["legal"]["npwp"], one["legal"]["sk"]) for one in found] == [("", "AHU-0003.AH.01.04.TAHUN 2015")] * 2


def test_the_next_home_of_a_foundation_does_not_get_its_decree():
    heads = ["No", "Nama Yayasan", "Nama LKS", "SK Kemenkumham"]
    decree = "AHU-0001.AH.01.04"
    found = of_file(heads, [1, "Yayasan Satu", "LKSA Putra", decree], [2, "", "LKSA Putri", decree],
                    [3, "", "LKS Sendiri", "AHU-0002.AH.01.04"])  # fmt: skip
    assert [(one["parent"], one["legal"]["sk"]) for one in found] == [
        ("Yayasan Satu", ""), ("Yayasan Satu", ""), ("", "AHU-0002.AH.01.04"),
    ]  # fmt: skip


def test_a_name_before_a_number_is_the_leaders():
    (one,) = of_file(["Nama LKS", "Alamat", "Ketua / HP"], ["LKSA A", "Juli", "Budi Contoh (62812-0000-1111)"])
    assert one["contact"]["leader"] == "Budi Contoh"


@pytest.mark.parametrize(
    ("kinds", "grades", "years", "kept"),
    [("Anak dalam panti; NAPZA", "B; TTA", "2023; 2025", [["B", 2023], ["TTA", 2025]]),
     ("1. Anak dalam panti\n2. NAPZA", "1. A\n2. B", "2024", [["A", 2024], ["B", 2024]]),
     ("Anak dalam panti (B), NAPZA (C)", "", "", [["B", None], ["C", None]])],
)  # fmt: skip
def test_services_in_one_cell_have_the_grades_beside_them(kinds: str, grades: str, years: str, kept: list[Any]):
    heads = ["Nama LKS", "Jenis Layanan", "Akreditasi", "Tahun Akreditasi"]
    found = sheet(BIREUEN, heads, ["LKSA Contoh", kinds, grades, years])
    assert [[kind, grade, end, year] for kind, (grade, _, end, year) in services(found)] == [
        [kind, grade, None, year] for kind, (grade, year) in zip(("anak dalam panti", "NAPZA"), kept, strict=True)
    ]


def test_more_grades_than_services_are_told_and_not_guessed():
    heads = ["Nama LKS", "Jenis Layanan", "Akreditasi"]
    found = sheet(BIREUEN, heads, ["LKSA Contoh", "NAPZA", "A/B"])
    assert services(found) == [["NAPZA"]]
    assert "menyebut beberapa peringkat" in told(found)


def test_letters_below_the_heads_and_means_are_no_institutions():
    rows = [["a", "b", "c", "d"], [1, "LKSA A", "Juli", "1"], ["", "Rata-rata", "", "3"], ["", "Grand Total", "", "3"]]
    found = sheet(BIREUEN, ["No", "Nama LKS", "Alamat", "Kapasitas"], *rows)
    assert names(found) == ["LKSA A"]
    assert found["skipped_rows"] == ["Rata-rata", "Grand Total"]


def test_a_tick_below_no_paper_is_none():
    heads = [["No", "Nama LKS", "Tanda Daftar", "", "Berlaku s.d."], ["", "", "Ada", "Tidak", ""]]
    rows = [[1, "LKSA A", "√", "", "2027"], [2, "LKSA B", "", "√", ""], [3, "LKSA C", "√", "", ""]]
    found = sheet(BIREUEN, *heads, *rows, merges=("C2:D2", "A2:A3", "B2:B3", "E2:E3"))
    assert [[paper["valid_until"] for paper in one["registrations"]] for one in found["institutions"]] == [
        ["2027-12-31"], [], [None],
    ]  # fmt: skip


def test_a_paper_without_a_number_has_its_days():
    found = sheet(BIREUEN, ["Nama LKS", "No STP"], ["LKSA Contoh", "Ada (2024-2027)"])
    (one,) = found["institutions"][0]["registrations"]
    assert (one["number"], one["valid_until"]) == (None, "2027-12-31")
