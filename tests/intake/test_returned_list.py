"""Our own list of tasks, edited in an office and sent back: rows known by their code, changes shown and chosen."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from documents.readers.files.unreadable import Unreadable
from documents.travel.back import NOT_OURS, read_form
from documents.travel.list_back import MOST_ROWS
from tests.world.arranged import CHAIR, DINSOS, PLAN, new_task
from tests.world.office_suite import Converted
from tests.world.travelled import pressed, reported, sent
from workflow.intake import returned_rows
from workflow.intake.travel_form import NO_VERSION
from workflow.rakor.recording import hand_over
from workflow.tasks.operations import move

NIK = "1111015507850001"


def planned(tuntas: Any, clock: Any, **more: str) -> dict[str, Any]:
    task = new_task(tuntas, clock.at)
    return move(tuntas.store, tuntas.publisher, CHAIR, task["id"], "edit_plan", {**PLAN, **more}, version=1,
                at=clock.at)  # fmt: skip


def edited(content: bytes, *changes: dict[str, Any]) -> bytes:
    """The list with other cells, by head: the first of ``changes`` in the first row, and so on."""
    book = load_workbook(io.BytesIO(content))
    heads = {cell.value: cell.column for cell in book.active[1]}
    for row, cells in enumerate(changes, 2):
        for head, value in cells.items():
            book.active.cell(row, heads[head]).value = value
    return saved(book)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_changed_cells_are_shown_and_taken_one_by_one(tuntas, clock, client_as):
    task, chair = planned(tuntas, clock, related="Dinas Sosial", budget="Rp 5.000.000"), client_as("ketua.bireuen")
    changed = {"Tindak lanjut": "Menandatangani kesepakatan", "Anggaran": "Rp 6.000.000", "Status": "selesai"}
    address = sent(chair, edited(chair.get("/tugas.xlsx").data, changed), "tugas.xlsx")
    page = chair.get(address).text
    assert "Periksa isi daftar" in page
    assert "<b>1 rencana</b> diubah, <b>0 kemajuan</b> dicatat" in " ".join(page.split())
    key = f"t{task['id']}"
    assert [name for name in PLAN | {"budget": "", "related": ""} if f'name="{key}.{name}"' in page] == [
        "action", "budget",
    ]  # fmt: skip
    before = tuntas.store.count("event")
    assert pressed(chair, address, **{f"{key}.action.take": None}).status_code == 303
    assert tuntas.store.count("event") == before + 1
    plan = tuntas.store.get("task", task["id"])["plan"]
    assert (plan["action"], plan["budget"]) == (PLAN["action"], "Rp 6.000.000")


def test_what_nobody_changed_changes_nothing(tuntas, clock, client_as):
    planned(tuntas, clock)
    chair = client_as("ketua.bireuen")
    for ext in ("xlsx", "csv"):
        page = chair.get(sent(chair, chair.get(f"/tugas.{ext}").data, f"tugas.{ext}")).text
        assert "Tidak ada isian baru yang dapat disimpan dari daftar ini" in page
        assert "1 tugas lain tidak berubah" in page


def test_a_row_that_was_deleted_changes_nothing(tuntas, clock, client_as):
    task, chair = planned(tuntas, clock), client_as("ketua.bireuen")
    book = load_workbook(io.BytesIO(chair.get("/tugas.xlsx").data))
    book.active.append(["", "Baris rekap kantor"])
    book.active.delete_rows(2)
    page = chair.get(sent(chair, saved(book), "t.xlsx")).text
    assert "Tidak ada isian baru" in page
    assert tuntas.store.get("task", task["id"]) == task


@pytest.mark.parametrize("day", [
    date(2026, 12, 15), datetime.fromisoformat("2026-12-15T00:00"), "15 Desember 2026",
    "2026-12-15", "15/12/2026", 46371, "46371",
])  # fmt: skip
def test_a_deadline_is_the_same_day_however_it_is_written(tuntas, clock, client_as, day):
    planned(tuntas, clock)
    chair = client_as("ketua.bireuen")
    content = edited(chair.get("/tugas.xlsx").data, {"Batas waktu": day})
    assert read_form("x.xlsx", content)[0]["values"]["deadline"] == "2026-12-15"
    assert "1 tugas lain tidak berubah" in chair.get(sent(chair, content, "t.xlsx")).text


def test_a_deadline_that_is_proposed_is_no_difference(tuntas, clock, client_as):
    task, chair = planned(tuntas, clock), client_as("ketua.bireuen")
    tuntas.store.save({**tuntas.store.get("task", task["id"]), "deadline_proposed": "2027-02-01"})
    assert "1 tugas lain tidak berubah" in chair.get(sent(chair, chair.get("/tugas.xlsx").data, "t.xlsx")).text


def test_of_a_task_that_moved_on_each_difference_is_chosen(tuntas, clock, client_as):
    task, chair = planned(tuntas, clock), client_as("ketua.bireuen")
    content = edited(chair.get("/tugas.xlsx").data, {"Indikator": "Dari daftar"})
    move(tuntas.store, tuntas.publisher, CHAIR, task["id"], "edit_plan", {**PLAN, "target": "Lima"},
         version=task["version"], at=clock.at)  # fmt: skip
    address = sent(chair, content, "t.xlsx")
    page = chair.get(address).text
    assert page.count("berubah di Tuntas sejak berkasnya diunduh. Pilih salah satu.") == 2  # it does not know which
    assert "<b>2</b> pilihan antara dua tulisan belum dibuat" in page
    assert pressed(chair, address).status_code == 422
    key = f"t{task['id']}"
    picks = {f"{key}.indicator.pick": "form", f"{key}.target.pick": "stored"}
    assert pressed(chair, address, **picks).status_code == 303
    plan = tuntas.store.get("task", task["id"])["plan"]
    assert (plan["indicator"], plan["target"]) == ("Dari daftar", "Lima")


def test_a_list_of_before_without_versions_is_chosen_from_too(tuntas, clock, client_as):
    task, chair = planned(tuntas, clock), client_as("ketua.bireuen")
    old = {"Versi tugas": None, "Kode tugas": task["id"], "Indikator": "Lain"}
    page = chair.get(sent(chair, edited(chair.get("/tugas.xlsx").data, old), "t.xlsx")).text
    assert f"t{task['id']}.indicator.pick" in page
    assert NO_VERSION in page


def test_rows_that_mean_no_task_of_here_are_told(tuntas, clock, client_as):
    task, chair = planned(tuntas, clock), client_as("ketua.bireuen")
    theirs = new_task(tuntas, clock.at, "11.07")
    content = chair.get("/tugas.xlsx").data
    book = load_workbook(io.BytesIO(content))
    row = [cell.value for cell in book.active[2]]
    code = len(row) - 1
    for change in ({code: None}, {code: f"T{theirs['id']}"}, {code: "T98765"}, {1: "Butir lain"}, {2: "11.07"}, {}):
        book.active.append([change.get(n, value) for n, value in enumerate(row)])
    book.active.append([None] * code + ["bukan kode"])
    page = " ".join(chair.get(sent(chair, saved(book), "t.xlsx")).text.split())
    for sentence, places in (
        (returned_rows.NO_CODE, "baris 3 dan baris 9"),
        (returned_rows.STRANGE, f"baris 4 (T{theirs['id']}) dan baris 5 (T98765)"),
        (returned_rows.OTHER, f"baris 6 (T{task['id']}) dan baris 7 (T{task['id']})"),
        (returned_rows.TWICE, f"baris 8 (T{task['id']})"),
    ):
        assert f"Diabaikan: {places}, {sentence}" in page
    assert theirs["outcome_text"] not in page or theirs["outcome_text"] == task["outcome_text"]


def test_what_the_stage_does_not_allow_is_told_only_where_it_differs(tuntas, clock, client_as):
    reported(tuntas, clock)
    chair = client_as("ketua.bireuen")
    content = chair.get("/tugas.xlsx").data
    assert "1 tugas lain tidak berubah" in chair.get(sent(chair, content, "t.xlsx")).text
    address = sent(chair, edited(content, {"Indikator": "Lain"}), "t.xlsx")
    assert "“Indikator” tidak dapat diubah sekarang" in chair.get(address).text


def test_a_nik_is_masked_and_too_long_a_text_is_said_beside_its_field(tuntas, clock, client_as):
    task, chair = planned(tuntas, clock), client_as("ketua.bireuen")
    content = edited(chair.get("/tugas.xlsx").data, {"Keterangan": f"NIK {NIK}", "Target": "x" * 400})
    address = sent(chair, content, "t.xlsx")
    assert NIK not in chair.get(address).text
    assert NIK not in str(tuntas.store.find("travel"))
    refused = pressed(chair, address)
    assert (refused.status_code, "x" * 400 in refused.text) == (422, True)
    assert tuntas.store.get("task", task["id"])["version"] == task["version"]


def test_columns_may_be_moved_left_out_and_have_a_title_above(tuntas, clock, client_as):
    task, chair = planned(tuntas, clock), client_as("ketua.bireuen")
    whole = list(load_workbook(io.BytesIO(chair.get("/tugas.xlsx").data)).active.values)
    kept = [whole[0].index(head) for head in ("Kode tugas", "Hasil rakor", "Indikator")]
    book = Workbook()
    book.active.append(["Daftar yang diperiksa Bappeda"])
    for row in whole:
        book.active.append([row[at] for at in kept])
    book.active["C3"] = "Dua kesepakatan"
    (card,) = read_form("x.xlsx", saved(book))
    assert (card["task"], card["values"]) == (task["id"], {"indicator": "Dua kesepakatan"})
    assert f"t{task['id']}.indicator" in chair.get(sent(chair, saved(book), "t.xlsx")).text


def test_the_list_is_known_in_a_table_of_word_and_in_csv(tuntas, clock, client_as):
    task, chair = planned(tuntas, clock, remarks="=1+1"), client_as("ketua.bireuen")
    rows = list(csv.reader(io.StringIO(chair.get("/tugas.csv").data.decode("utf-8-sig"), newline=""), delimiter=";"))
    kept = [rows[0].index(head) for head in ("Kode tugas", "Hasil rakor", "Tindak lanjut", "Batas waktu")]
    document = Document()
    table = document.add_table(0, len(kept))
    for row in rows:
        for cell, at in zip(table.add_row().cells, kept, strict=True):
            cell.text = row[at]
    table.rows[1].cells[2].text = "Menandatangani"
    (card,) = read_form("x.docx", saved(document))
    assert card["values"] == {"action": "Menandatangani", "deadline": "2026-12-15"}
    (card,) = read_form("x.csv", chair.get("/tugas.csv").data)
    assert (card["task"], card["values"]["remarks"]) == (task["id"], "=1+1")


def test_through_libreoffice_every_task_is_as_it_was(tuntas, clock, client_as, libreoffice: Converted, tmp_path: Path):
    task, chair = planned(tuntas, clock, remarks="baris satu\nbaris dua", target="00123"), client_as("ketua.bireuen")
    (tmp_path / "t.xlsx").write_bytes(chair.get("/tugas.xlsx").data)
    libreoffice("ods", tmp_path, tmp_path / "t.xlsx")
    libreoffice("xls", tmp_path, tmp_path / "t.xlsx")
    libreoffice("xlsx", tmp_path / "back", tmp_path / "t.ods")
    for path in (tmp_path / "t.ods", tmp_path / "t.xls", tmp_path / "back" / "t.xlsx"):
        (card,) = read_form(path.name, path.read_bytes())
        assert (card["task"], card["version"]) == (task["id"], task["version"]), path.name
        assert "1 tugas lain tidak berubah" in chair.get(sent(chair, path.read_bytes(), path.name)).text, path.name


def test_a_list_that_was_printed_as_pdf_is_known(tuntas, clock, client_as, libreoffice: Converted, tmp_path: Path):
    task, chair = planned(tuntas, clock), client_as("ketua.bireuen")
    whole = list(load_workbook(io.BytesIO(chair.get("/tugas.xlsx").data)).active.values)
    kept = [whole[0].index(head) for head in ("Kode tugas", "Versi tugas", "Hasil rakor", "Tindak lanjut", "Indikator")]
    document = Document()
    table = document.add_table(0, len(kept), "Table Grid")
    for row in whole:
        for cell, at in zip(table.add_row().cells, kept, strict=True):
            cell.text = str(row[at])
    table.rows[1].cells[4].text = "Dua kesepakatan yang ditandatangani kedua belah pihak di depan saksi"
    document.save(str(tmp_path / "t.docx"))
    libreoffice("pdf", tmp_path, tmp_path / "t.docx")
    page = chair.get(sent(chair, (tmp_path / "t.pdf").read_bytes(), "t.pdf")).text
    assert f'name="t{task["id"]}.indicator.take"' in page
    assert f"t{task['id']}.action" not in page


def test_other_lists_of_ours_and_too_long_ones_are_refused(tuntas, clock, client_as):
    task = planned(tuntas, clock)
    recap = client_as("dinsos.aceh").get(f"/matriks.xlsx?rakor={task['rakor']}").data
    with pytest.raises(Unreadable, match="Formulir tanpa jaringan"):
        read_form("x.xlsx", recap)
    book = Workbook()
    book.active.append(["Kode tugas", "Hasil rakor"])
    for number in range(MOST_ROWS + 1):
        book.active.append([number + 1, "x"])
    with pytest.raises(Unreadable, match="lebih dari"):
        read_form("x.xlsx", saved(book))
    book.active.delete_rows(1)
    with pytest.raises(Unreadable, match=NOT_OURS[:30]):
        read_form("x.xlsx", saved(book))


def test_two_tasks_of_a_list_are_changed_together_or_not_at_all(tuntas, clock, client_as):
    task, chair = planned(tuntas, clock), client_as("ketua.bireuen")
    rakor = tuntas.store.get("rakor", task["rakor"])
    second = {**rakor["outcomes"][0], "uid": "zwei", "no": 2, "text": "Butir kedua."}
    tuntas.store.save({**rakor, "outcomes": [*rakor["outcomes"], second]})
    other = hand_over(tuntas.store, DINSOS, rakor["id"], "zwei", ["11.11"], at=clock.at)[0]
    book = load_workbook(io.BytesIO(chair.get("/tugas.xlsx").data))
    heads = {cell.value: cell.column for cell in book.active[1]}
    for row in (2, 3):
        book.active.cell(row, heads["Target"]).value = f"Lima {row}"
    address = sent(chair, saved(book), "t.xlsx")
    refused = pressed(chair, address, **{f"t{other['id']}.target": "y" * 400})
    assert refused.status_code == 422
    assert [tuntas.store.get("task", t["id"])["version"] for t in (task, other)] == [task["version"], other["version"]]
    assert pressed(chair, address).status_code == 303
    assert "2 rencana diubah" in chair.get("/komitmen").text


def test_where_outcomes_are_taken_in_a_coded_row_makes_no_second_task(tuntas, clock, client_as):
    """Dinas Sosial Aceh takes the edited list for a file of outcomes; the plan is its chair's to change."""
    task, dinsos = planned(tuntas, clock), client_as("dinsos.aceh")
    whole = dinsos.get("/tugas.xlsx").data
    for change, said in (({}, True), ({"Kode tugas": "T98765"}, False)):
        content = edited(whole, {"Tindak lanjut": "Lain sama sekali", **change})
        data = {"rakor": str(task["rakor"]), "file": (io.BytesIO(content), "tugas.xlsx")}
        page = dinsos.get(dinsos.post("/impor", data=data).location).text
        assert ("1 butir dan 1 tugas sudah ada dan tidak dibuat lagi" in " ".join(page.split())) is said
