"""The empty Daftar Hadir: a sheet a day, whom the rakor invites by position and institution, and no name."""

from __future__ import annotations

from typing import Any

from flask import Flask

from documents.report.blocks import Report, Table
from documents.report.phrases import row_cells
from tests.world.arranged import DINSOS, RAKOR
from tests.world.instance import START, signed_in
from tests.world.rakor_desk import paper, poor, told
from workflow.rakor.recording import record_rakor
from workflow.store import Store

PEOPLE = [
    {"name": "Cut Contoh, S.Sos.", "position": "KEPALA BIDANG", "institution": "Bappeda Aceh", "attended": True},
    {"name": "Budi", "position": "Sekretaris", "institution": "LKKS", "region": "11.11", "attended": True},
]


def sheet(store: Store, **more: Any) -> Report:
    return paper(store, "daftar_hadir", poor(store, **more)["id"])


def tables(report: Report) -> list[Table]:
    return [block for section in report.sections for block in section.blocks if isinstance(block, Table)]


def test_who_is_invited_stands_there_by_office_and_the_last_rows_are_empty(store: Store) -> None:
    report = sheet(store, end="2023-09-18", participants=PEOPLE)
    (table,) = tables(report)
    assert [row.cells[:4] for row in table.rows] == [
        ("1", "", "Kepala Bidang", "Bappeda Aceh"), ("2", "", "Sekretaris", "LKKS Kabupaten Bireuen"),
        *((str(n), "", "", "") for n in range(3, 7)),
    ]  # fmt: skip
    assert [row_cells(table, row)[4].accents for row in table.rows[:2]] == [{"lined"}, {"lined", "second"}]
    assert "Cut" not in " ".join(told(report))
    assert "PENCATAT," in told(report)


def test_each_day_has_its_sheet_with_its_hours_and_room(store: Store) -> None:
    hours = [{"day": "2023-09-18", "begins": "09.00", "room": "Aula"}, {"day": "2023-09-19", "begins": "08.30"}]
    report = sheet(store, hours=hours)
    lines = told(report)
    assert len(report.sections) == 2
    assert [line for line in lines if line.startswith(("Hari/Tanggal", "Waktu", "Tempat"))] == [
        "Hari/Tanggal : Senin, 18 September 2023", "Waktu : Pukul 09.00 WIB s.d. selesai",
        "Tempat : Aula, Hotel Oasis Banda Aceh",
        "Hari/Tanggal : Selasa, 19 September 2023", "Waktu : Pukul 08.30 WIB s.d. selesai",
        "Tempat : Hotel Oasis Banda Aceh",
    ]  # fmt: skip
    assert {len(table.rows) for table in tables(report)} == {30}


def test_it_is_fetched_from_the_page_of_the_rakor_and_called_by_it(app: Flask) -> None:
    rakor = record_rakor(app.extensions["tuntas"].store, DINSOS, RAKOR, at=START)["id"]
    client = signed_in(app, "dinsos.aceh")
    shown = client.get(f"/rakor/{rakor}").text
    assert f"/rakor/{rakor}/dokumen/daftar_hadir.pdf" in shown
    assert "Terbitkan daftar hadir" not in shown
    answer = client.get(f"/rakor/{rakor}/dokumen/daftar_hadir.docx")
    assert answer.status_code == 200
    assert "Daftar-Hadir-Rapat-Koordinasi-LKS-2026-09-18.docx" in answer.headers["Content-Disposition"]
