"""Lists that hold more than LKS: other potentials of social welfare, clients, people, sheets of something else."""

from __future__ import annotations

from datetime import date
from typing import Any

import openpyxl
import pytest

from documents.commands.lks import as_key
from documents.readers.lks.lks_file import read_lks
from tests.world.sheet_maker import saved, workbook

DAY = date(2026, 11, 28)
BIREUEN = ["DATA PSKS KABUPATEN BIREUEN"]


def shown(content: bytes) -> dict[str, Any]:
    return as_key("daftar.xlsx", read_lks("daftar.xlsx", content, DAY.isoformat()), DAY)


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
    book = openpyxl.Workbook()
    book.active.title = "LKS"
    for name in ("KARANG TARUNA", "Data TKSK", "PSM"):
        book.create_sheet(name)
    for page in book:
        for row in (["DATA PSKS DAN LKS KABUPATEN BIREUEN"], heads, [1, f"Contoh {page.title}", "Juli", "A"]):
            page.append(row)
    found = shown(saved(book))
    assert names(found) == ["Contoh LKS"]
    assert sum("bukan daftar LKS" in remark["text"] for remark in found["remarks"]) == 3
