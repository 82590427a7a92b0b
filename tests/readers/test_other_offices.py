"""What LibreOffice writes, and Excel until 2003: samples with keys say the same when saved anew."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from documents.commands.intake import as_key
from documents.readers.files.unreadable import Unreadable
from documents.readers.lks.lks_file import LksReading, read_lks
from documents.readers.reading import read_file
from tests.world.office_suite import Converted
from tests.world.places import SAMPLES
from tests.world.reader_keys import differences
from tests.world.sheet_maker import workbook

MATRIX = SAMPLES / "import" / "04-rekomendasi-pic.xlsx"
LISTS = sorted((SAMPLES / "lks").glob("*.xlsx"))
SAVED = [
    *((MATRIX, kind) for kind in ("xls", "ods")),
    *((path, "odt") for path in sorted((SAMPLES / "import").glob("0[1-5]*.docx"))),
]
HEAD = ["No", "Rekomendasi", "Rencana Aksi", "PIC", "Batas Waktu"]


def saved_as(kind: str, path: Path, libreoffice: Converted, folder: Path) -> Path:
    libreoffice(kind, folder, path)
    return folder / f"{path.stem}.{kind}"


def sheet_in(kind: str, rows: list[list[object]], libreoffice: Converted, folder: Path) -> tuple[str, bytes]:
    (folder / "isi.xlsx").write_bytes(workbook(rows))
    made = saved_as(kind, folder / "isi.xlsx", libreoffice, folder)
    return made.name, made.read_bytes()


@pytest.mark.parametrize(("path", "kind"), SAVED, ids=lambda value: getattr(value, "name", value))
def test_a_sample_saved_anew_is_read_as_its_key_says(path: Path, kind: str, libreoffice: Converted, tmp_path: Path):
    key = json.loads((path.parent / f"{path.name}.expected.json").read_text(encoding="utf-8"))
    made = saved_as(kind, path, libreoffice, tmp_path)
    reading = read_file(made.name, made.read_bytes())
    assert reading.kind == kind
    assert differences(key, as_key(made.name, reading)) == []


def said(reading: LksReading) -> list[dict]:
    return [{**one, "source": None} for one in reading["institutions"]]


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_list_of_lks_saved_anew_says_the_same(kind: str, libreoffice: Converted, tmp_path: Path):
    libreoffice(kind, tmp_path, *LISTS)
    for path in LISTS:
        made = tmp_path / f"{path.stem}.{kind}"
        same = read_lks(made.name, made.read_bytes(), "2026-11-28")
        assert said(same) == said(read_lks(path.name, path.read_bytes(), "2026-11-28"))
        assert same["dropped_columns"] == read_lks(path.name, path.read_bytes(), "2026-11-28")["dropped_columns"]


def test_a_first_of_a_month_in_an_old_workbook_is_asked_about(libreoffice: Converted, tmp_path: Path):
    rows = [
        HEAD,
        [1, "Mendata LKS", "Mendata", "Kadis", date(2026, 10, 1)],
        [2, "Rapat", "Rapat", "", date(2026, 10, 5)],
    ]
    reading = read_file(*sheet_in("xls", rows, libreoffice, tmp_path))
    first, second = (task.deadline for task in reading.tasks)
    assert (first.last, second.last) == ("2026-10-01", "2026-10-05")
    assert "hanya bulannya. Apakah memang 1 Oktober 2026?" in first.doubt
    assert second.doubt == ""
    assert "bentuk tanggal dan persen" in reading.remarks[-1].text


def test_an_old_workbook_whose_last_cell_is_far_away_is_unusually_heavy(libreoffice: Converted, tmp_path: Path):
    book = Workbook()
    book.active["A1"] = book.active["IV65536"] = "isi"  # calamine keeps a place for each of the 16 million between them
    book.save(tmp_path / "jauh.xlsx")
    made = saved_as("xls", tmp_path / "jauh.xlsx", libreoffice, tmp_path)
    with pytest.raises(Unreadable, match="luar biasa berat"):
        read_file(made.name, made.read_bytes())


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_name_that_promises_another_kind_is_refused(kind: str, libreoffice: Converted, tmp_path: Path):
    _, content = sheet_in(kind, [HEAD, [1, "Mendata LKS", "Mendata", "Kadis", ""]], libreoffice, tmp_path)
    with pytest.raises(Unreadable, match=f"menjadi .{kind}"):
        read_file("a.xlsx", content)
    assert read_file("a", content).tasks[0].action == "Mendata"
