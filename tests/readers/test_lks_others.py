"""Lists that hold more than LKS: other potentials of social welfare, clients, people, sheets of something else."""

from __future__ import annotations

from datetime import date
from typing import Any

import openpyxl
import pytest

from documents.commands.lks import as_key
from documents.readers.files.unreadable import Unreadable
from documents.readers.lks.lks_file import read_lks
from tests.world.sheet_maker import saved, workbook
from tests.world.word_maker import cell, para, row, table, word_file

DAY = date(2026, 11, 28)
BIREUEN = ["DATA PSKS KABUPATEN BIREUEN"]


def shown(content: bytes) -> dict[str, Any]:
    return as_key("daftar.xlsx", read_lks("daftar.xlsx", content, DAY.isoformat()), DAY)


def book_of(sheets: dict[str, list[list[Any]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, lines in sheets.items():
        page = book.create_sheet(title)
        for line in lines:
            page.append(line)
    return saved(book)


def names(found: dict[str, Any]) -> list[str]:
    return [one["name"] for one in found["institutions"]]


@pytest.mark.parametrize(
    ("kind", "name"),
    [("Dunia Usaha", "Contoh Maju"), ("FCSR", "Forum Contoh"), ("Lain-lain", "PT. Contoh Maju"), ("WPKS", "Contoh Ibu"),
     ("Keluarga Pioner", "Keluarga Contoh"), ("Pekerja Sosial Profesional", "Contoh Satu"), ("3) TKSK", "Contoh Dua"),
     ("Penyuluh Sosial Masyarakat", "Contoh Tiga"), ("Lain-lain", "Forum CSR Contoh")],
)  # fmt: skip
def test_another_potential_is_no_lks(kind: str, name: str):
    heads = ["No", "Jenis PSKS", "Nama", "Kecamatan", "Ketua"]
    rows = [[1, "LKS", "LKSA Contoh", "Juli", ""], [2, "WKSBM", "WKSBM Contoh", "Juli", ""]]
    found = shown(workbook([BIREUEN, heads, *rows, [3, kind, name, "Juli", ""]]))
    assert (names(found), found["skipped_rows"]) == (["LKSA Contoh", "WKSBM Contoh"], [name])


def test_a_title_over_rows_says_that_they_are_no_lks():
    rows = [["I. LKS"], [1, "LKSA Contoh", "Juli", "A"], ["II. Karang Taruna"], [1, "Muda Contoh", "Juli", "B"],
            ["III. WKSBM"], [1, "Seuramoe Contoh", "Juli", "C"]]  # fmt: skip
    found = shown(workbook([BIREUEN, ["No", "Nama Lembaga", "Kecamatan", "Ketua"], *rows]))
    assert (names(found), found["skipped_rows"]) == (["LKSA Contoh", "Seuramoe Contoh"], ["Muda Contoh"])


def test_sheets_of_other_potentials_are_left_out():
    heads = ["No", "Nama Lembaga", "Kecamatan", "Ketua"]
    title = ["DATA PSKS DAN LKS KABUPATEN BIREUEN"]
    sheets = ("LKS", "KARANG TARUNA", "Data TKSK", "PSM")
    found = shown(book_of({name: [title, heads, [1, f"Contoh {name}", "Juli", "A"]] for name in sheets}))
    assert names(found) == ["Contoh LKS"]
    assert sum("bukan daftar LKS" in remark["text"] for remark in found["remarks"]) == 3


def test_a_sheet_of_clients_beside_the_list_is_left_out():
    lks = [["DATA LKS KABUPATEN SIMEULUE"], ["No", "Nama LKS", "Nama Klien"], [1, "LKSA Contoh", "Anak Satu"]]
    clients = [["No", "Nama", "NIK", "LKS"], [1, "Anak Dua", "1109010101120001", "LKSA Contoh"]]
    content = book_of({"LKS": lks, "Klien": clients})
    found = shown(content)
    assert (names(found), found["dropped_columns"]) == (["LKSA Contoh"], ["Nama Klien"])
    assert any("daftar orang" in remark["text"] for remark in found["remarks"])
    assert "Anak " not in repr(read_lks("daftar.xlsx", content, DAY.isoformat()))


def test_a_list_of_the_clients_of_one_home_is_refused_and_not_asked():
    rows = [["DAFTAR ANAK ASUH LKSA CONTOH"], ["No", "Nama Anak", "NIK", "Agama", "Nama Ibu Kandung", "Kelas"],
            [1, "Anak Satu", "1111010101120001", "Islam", "Ibu Satu", "kelas 5"],
            [2, "Anak Dua", "1111010101120002", "Islam", "Ibu Dua", "kelas 6"]]  # fmt: skip
    with pytest.raises(Unreadable):
        shown(workbook(rows))


def test_a_row_without_a_name_and_with_a_number_of_its_own_is_nobodys():
    heads = ["No", "Nama LKS", "No STP"]
    rows = [[1, "LKSA Satu", "1/STP"], [2, '=UPPER("lksa dua")', "2/STP"], [3, "LKSA Tiga", "3/STP"]]
    found = shown(workbook([BIREUEN, heads, *rows]))
    assert [(one["name"], one["rows"], len(one["registrations"])) for one in found["institutions"]] == [
        ("LKSA Satu", [1], 1), ("LKSA Tiga", [3], 1),
    ]  # fmt: skip
    assert any("tanpa nama lembaga" in remark["text"] for remark in found["remarks"])


def test_what_is_told_quotes_no_nik():
    rows = [["Nama LKS", "Masa Berlaku STP"], ["LKSA Satu", "1111010101700001"], [], ["Catatan: NIK 1111010101700002"]]
    found = shown(workbook([BIREUEN, *rows]))
    assert len(found["remarks"]) == 2
    assert "11110101017" not in repr(found)


def test_tables_on_later_pages_are_of_the_one_kabupaten_that_the_paper_names():
    def page(first: int, *named: str) -> str:
        rows = [row(*map(cell, (str(n), name, "Kec. Idi"))) for n, name in enumerate(named, first)]
        return table(row(*map(cell, ("No", "Nama LKS", "Alamat"))), *rows)

    title = para("DAFTAR LKS KABUPATEN ACEH TIMUR")
    paper = word_file(title + page(1, "LKSA Satu") + para("") + page(2, "LKSA Dua"))
    found = as_key("a.docx", read_lks("a.docx", paper, DAY.isoformat()), DAY)
    assert [one["region"] for one in found["institutions"]] == ["11.03", "11.03"]
    assert any("dibaca Kabupaten Aceh Timur" in remark["text"] for remark in found["remarks"])
    paper = word_file(title + page(1, "LKSA Satu") + para("Kabupaten Lain") + page(2, "LKSA Dua"))
    found = as_key("a.docx", read_lks("a.docx", paper, DAY.isoformat()), DAY)
    assert [one["region"] for one in found["institutions"]] == ["11.03", None]


@pytest.mark.parametrize(
    ("title", "region"), [("Abdya", "11.12"), ("DATA LKS PIJAY 2026", "11.18"), ("Agara", "11.02")]
)
def test_a_sheet_named_by_the_short_form_of_a_kabupaten(title: str, region: str):
    found = shown(book_of({title: [["No", "Nama LKS", "Kecamatan"], [1, "LKSA Contoh", "Kuala"]]}))
    assert [one["region"] for one in found["institutions"]] == [region]
