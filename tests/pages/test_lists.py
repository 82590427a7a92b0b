"""The lists of the pages as Excel and CSV: the same rows, real dates and numbers, and back through our own reader."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from openxml_audit import OpenXmlValidator

from app import create_app
from documents.lists.csv_file import bare, csv_file
from documents.lists.excel import Column, workbook
from documents.lists.task_list import TASKS, Item, items
from documents.readers.reading import read_file
from documents.readers.result import TEXTS
from tests.world import seeded
from tests.world.arranged import CHAIR, bring, do
from tests.world.instance import START, signed_in
from tests.world.office_suite import Converted
from workflow.plan_fields import PLAN, READ
from workflow.regions import regions
from workflow.roles import Actor, Role
from workflow.tasks import filters

As = Callable[[str], FlaskClient]
DINSOS = Actor(1, "Dinas Sosial Aceh", Role.DINSOS)
NASTY = (
    "=1+1", "+62 812", "-2 orang", "@SUM(A1)", "＝1＋1", "  =cmd|' /C calc'!A1", "'=sudah dikutip", "'kutip saja",
    'kata "kutip"; titik koma', "baris satu\nbaris dua\n- butir", "a) satu\nb) dua", "_x0041_ bukan A", "Jumlah",
    "koma, titik; tab", "segera", "1. bernomor", "Rp 25.000.000 (APBK 2026)", "“kutip” – garis", "\\n", "00123",
)  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, demo_instance: Path) -> Iterator[Flask]:
    """Read only."""
    folder = tmp_path_factory.mktemp("lists") / "instance"
    shutil.copytree(demo_instance, folder)
    made = create_app(folder, NOW=lambda: START, TESTING=True, BASE_URL="https://tuntas.example")
    yield made
    made.extensions["tuntas"].store.close()


def sheet_of(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content)).active


def fetched(client: FlaskClient, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data()


def csv_rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("query", ["", "?tahap=reported", "?terlambat=1", "?wilayah=11.11&q=lks", "?dibatalkan=1"])
def test_the_tasks_are_those_of_the_page_in_its_order(demo: Flask, query: str):
    client, store = signed_in(demo, "dinsos.aceh"), demo.extensions["tuntas"].store
    given = dict(part.split("=") for part in query[1:].split("&")) if query else {}
    wanted = [task["id"] for task in filters.tasks(store, DINSOS, given, "2026-11-09", limit=None)]
    rows = list(sheet_of(fetched(client, f"/tugas.xlsx{query}")).values)
    assert [row[-1] for row in rows[1:]] == [f"T{one}" for one in wanted]
    assert [row[-1] for row in csv_rows(fetched(client, f"/tugas.csv{query}"))[1:]] == [f"T{one}" for one in wanted]
    assert wanted or given != {}


def test_a_region_gets_its_own_tasks_alone(demo: Flask):
    rows = csv_rows(fetched(signed_in(demo, "ketua.bireuen"), "/tugas.csv?wilayah=11.07"))
    assert {row[2] for row in rows[1:]} == {"11.11"}


def test_cells_are_dates_and_numbers_and_the_head_stays(demo: Flask):
    sheet = sheet_of(fetched(signed_in(demo, "sekdis.bireuen"), "/tugas.xlsx"))
    heads = {cell.value: cell.column_letter for cell in sheet[1]}
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}{sheet.max_row}"
    dated = next(row for row in range(2, sheet.max_row + 1) if sheet[f"{heads['Batas waktu']}{row}"].value)
    assert sheet[f"{heads['Batas waktu']}{dated}"].is_date
    assert sheet[f"{heads['No. butir']}2"].data_type == "n"
    assert sheet[f"{heads['Progres (%)']}2"].data_type == "n"
    assert 40 <= sheet.column_dimensions[heads["Hasil rakor"]].width <= 60


@pytest.mark.parametrize(("name", "address", "wide"), [
    ("sekdis.bireuen", "/tugas.xlsx", True), ("admin", "/pengaturan/akun.xlsx", False),
])  # fmt: skip
def test_it_prints_on_f4_in_letters_that_can_be_read(demo: Flask, name: str, address: str, wide: bool):
    sheet = sheet_of(fetched(signed_in(demo, name), address))
    assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (14, "landscape")
    assert sheet.print_title_cols == "$A:$A"
    widths = sum(column.width for column in sheet.column_dimensions.values())
    assert (widths > 230) is wide  # characters on a sheet that lies, at 73 percent of 11 points: 8 points
    assert bool(sheet.sheet_properties.pageSetUpPr.fitToPage) is not wide
    assert sheet.page_setup.scale == (73 if wide else None)


def test_a_row_is_as_high_as_its_lines_so_that_no_program_prints_them_over_each_other() -> None:
    columns = [Column("Nomor surat undangan", 10), Column("Isi", 20)]
    rows = [["a", "b"], ["a", "Menyiapkan dan menandatangani kesepakatan"], ["satu\ndua", None], ["x" * 9_000, 1]]
    sheet = openpyxl.load_workbook(io.BytesIO(workbook("Uji", columns, rows))).active
    assert [sheet.row_dimensions[at].height for at in range(1, 6)] == [45, None, 45, 30, 405]


LISTS = [
    ("sekdis.bireuen", "/dokumen", "Naskah"), ("sekdis.bireuen", "/agenda", "Hal"),
    ("ketua.bireuen", "/rakor", "Rakor"), ("admin", "/pengaturan/akun", "Nama akun"),
    ("admin", "/pengaturan/kantor", "Nama pada kop"), ("admin", "/pengaturan/riwayat", "Sidik (SHA-256)"),
]  # fmt: skip


@pytest.mark.parametrize(("who", "page", "head"), LISTS)
def test_every_list_says_the_same_in_both_formats(demo: Flask, who: str, page: str, head: str):
    client = signed_in(demo, who)
    sheet = list(sheet_of(fetched(client, f"{page}.xlsx")).values)
    rows = csv_rows(fetched(client, f"{page}.csv"))
    assert head in sheet[0]
    assert list(sheet[0]) == rows[0]
    column = rows[0].index(head)
    assert {row[column] or "" for row in sheet[1:]} <= {bare(row[column]) for row in rows[1:]}  # reading is recorded
    assert len(rows) > 1


@pytest.mark.parametrize(("who", "page", "head"), [("ketua.bireuen", "/tugas", ""), *LISTS])
def test_each_page_links_to_its_files(demo: Flask, who: str, page: str, head: str):
    told = fetched(signed_in(demo, who), page).decode()
    assert f'href="{page}.xlsx' in told
    assert f'href="{page}.csv' in told


def test_filters_of_the_other_lists_hold_in_the_file(demo: Flask):
    admin, sekdis = signed_in(demo, "admin"), signed_in(demo, "sekdis.bireuen")
    assert [row[0] for row in csv_rows(fetched(admin, "/pengaturan/akun.csv?peran=admin"))[1:]] == ["admin"]
    assert {row[0] for row in csv_rows(fetched(admin, "/pengaturan/kantor.csv?q=bireuen"))[1:]} == {"11.11"}
    account = demo.extensions["tuntas"].store.find("user", username="ketua.bireuen")[0]
    told = csv_rows(fetched(admin, f"/pengaturan/riwayat.csv?akun={account['id']}"))[1:]
    assert {row[2] for row in told} == {account["name"]}
    papers = demo.extensions["tuntas"].store.find("document", region="11.11", type="laporan")
    rows = csv_rows(fetched(sekdis, "/dokumen.csv?jenis=laporan"))[1:]
    assert sorted(row[-1] for row in rows) == sorted(paper["code"] for paper in papers)


def test_the_matrix_is_there_as_csv_too(demo: Flask):
    rakor = seeded.under_way(demo.extensions["tuntas"].store)["id"]
    rows = csv_rows(fetched(signed_in(demo, "dinsos.aceh"), f"/matriks.csv?rakor={rakor}"))
    assert rows[0][:2] == ["No.", "Butir hasil rakor"]
    assert len(rows[0]) == 4 + 23 + 4
    assert rows[0][-4:] == ["Selesai", "Terlambat", "Jumlah", "Per LKS"]


def test_a_list_that_is_too_long_says_so(demo: Flask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("documents.pages.lists.MOST", 3)
    answer = signed_in(demo, "dinsos.aceh").get("/tugas.csv")
    assert answer.status_code == 422
    assert "Saring dahulu" in answer.text


@pytest.mark.parametrize("text", [text for text in NASTY if text.lstrip()[0] in "=+-@＝'"])
def test_no_text_is_taken_for_a_formula(text: str):
    cell = sheet_of(workbook("x", [Column("Isi", 9)], [[text]]))["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix is not text.startswith("'")
    written = csv_rows(csv_file(["Isi"], [[text]]))[1][0]
    assert written == f"'{text}"
    assert bare(written) == text


def six_hundred() -> list[Item]:
    """Tasks with every text in every field, of 60 outcomes and all regions."""
    codes, first, found = list(regions()), date(2026, 1, 1), []
    for n in range(600):
        plan = {name: NASTY[(n + shift) % len(NASTY)] for shift, name in enumerate(PLAN)}
        task = {
            "id": n + 1, "version": 1, "no": n // 10 + 1, "outcome_text": f"{NASTY[n // 10 % len(NASTY)]} ({n // 10})",
            "region": codes[n % 23], "plan": plan, "commission": "Komisi A", "stage": "reported", "waits_for": "",
            "deadline": (first + timedelta(days=n)).isoformat() if n % 5 else "",
            "deadline_text": "minggu ke-2 Oktober 2026" if n % 7 == 0 else "", "cancelled": False, "open": True,
            "percent": n % 100, "progress": [], "directions": [], "reported_on": "2026-09-30", "implemented_on": "",
        }  # fmt: skip
        if task["deadline_text"]:
            task["deadline"] = "2026-10-14" if n % 2 else ""
        found.append(Item(task, "=Rakor; (contoh)", 2, "2026-11-09"))
    return found


@pytest.mark.parametrize("ext", ["xlsx", "csv"])
def test_the_tasks_come_back_as_they_left(ext: str):
    sent = six_hundred()
    reading = read_file(f"tugas.{ext}", TASKS.content(sent, ext))
    assert len(reading.tasks) == 600
    assert [outcome.text for outcome in reading.outcomes] == list(dict.fromkeys(i.task["outcome_text"] for i in sent))
    assert [outcome.no for outcome in reading.outcomes] == [str(n) for n in range(1, 61)]
    for item, read in zip(sent, reading.tasks, strict=True):
        plan = item.task["plan"]
        assert (read.action, read.budget.raw) == (plan["action"], plan["budget"])
        assert read.texts == {name: plan[READ[name].name] for name in TEXTS}
        assert reading.outcomes[read.outcome or 0].text == item.task["outcome_text"]
        assert read.regions.codes == (item.task["region"],)
        if words := item.task["deadline_text"]:
            assert read.deadline.raw == words
        if item.task["deadline"]:
            assert (read.deadline.last, read.deadline.doubt) == (item.task["deadline"], "")
    assert reading.remarks == []


def test_libreoffice_saves_them_as_they_were(libreoffice: Converted, tmp_path: Path):
    sent = six_hundred()[:60]
    (tmp_path / "tugas.xlsx").write_bytes(TASKS.content(sent, "xlsx"))
    libreoffice("xlsx:Calc MS Excel 2007 XML", tmp_path / "saved", tmp_path / "tugas.xlsx")
    before, after = (read_file("t.xlsx", (tmp_path / f).read_bytes()) for f in ("tugas.xlsx", "saved/tugas.xlsx"))
    assert [o.text for o in after.outcomes] == [o.text for o in before.outcomes]
    for one, other in zip(before.tasks, after.tasks, strict=True):
        assert (one.action, one.texts, one.deadline.last, one.regions) == (
            other.action, other.texts, other.deadline.last, other.regions,
        )  # fmt: skip


WORKBOOKS = [
    ("dinsos.aceh", "/tugas.xlsx"), ("dinsos.aceh", "/tugas/rekap.xlsx"), ("dinsos.aceh", "/matriks.xlsx?rakor=1"),
    *((who, f"{page}.xlsx") for who, page, _ in LISTS),
]  # fmt: skip


@pytest.mark.parametrize(("who", "address"), WORKBOOKS)
def test_a_strict_checker_has_nothing_to_say(demo: Flask, tmp_path: Path, who: str, address: str):
    content = fetched(signed_in(demo, who), address)
    (tmp_path / "list.xlsx").write_bytes(content)
    assert [str(error) for error in OpenXmlValidator().validate(tmp_path / "list.xlsx").errors] == []


def test_what_excel_cannot_hold_is_left_out_and_the_rest_stays():
    day, moment = date(2026, 11, 9), START.replace(tzinfo=None)
    rows = [["a\x00b\x1f\ud800c", day, 7], ["<&\">' _x0041_", moment, -3], ["", None, 0]]
    content = workbook("It's: [a] *name?/ that is far too long", [Column("H", 9)] * 3, rows)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["It's- -a- -name-- that is far t"]
    assert list(book.active.values)[1:] == [
        ("abc", moment.replace(hour=0), 7), ("<&\">' _x0041_", moment, -3), (None, None, 0),
    ]  # fmt: skip
    assert workbook("x", [Column("H", 9)] * 3, rows) == workbook("x", [Column("H", 9)] * 3, rows)


def test_an_apostrophe_of_another_hand_stays():
    foreign = b"Hasil Rakor;Tindak Lanjut\r\n'=butir;'+62\r\n"
    reading = read_file("lain.csv", foreign)
    assert (reading.outcomes[0].text, reading.tasks[0].action) == ("'=butir", "'+62")


def test_a_row_says_how_the_task_was_closed_what_was_noted_last_and_what_moved(demo: Flask):
    store = demo.extensions["tuntas"].store
    task = next(t for t in store.find("task", region="11.11", stage="reported") if len(t["progress"]) > 1)
    struck = {"reason": "Keliru dicatat", "by": "Ketua LKKS", "at": task["progress"][-1]["at"]}
    store.save({
        **task, "closed": "tidak_dapat", "open": False, "waits_for": "", "returns": 2, "demands": ["sk", "foto"],
        "deadline_first": "2026-12-01", "deadlines": [{"until": "2027-01-31", "from_day": "2026-11-09", "document": 0}],
        "progress": [*task["progress"][:-1], {**task["progress"][-1], "struck": struck}],
    })  # fmt: skip
    table = csv_rows(fetched(signed_in(demo, "ketua.bireuen"), "/tugas.csv"))
    row = dict(zip(table[0], next(row for row in table if row[-1] == f"T{task['id']}"), strict=True))
    assert row["Status"] == "Tidak dapat ditindaklanjuti"
    assert row["Progres terakhir"] == task["progress"][-2]["text"]
    assert (row["Status dikembalikan (kali)"], row["Status batas semula"]) == ("2", "01/12/2026")
    assert row["Status bukti yang diminta"] == "SK dan foto"


def test_days_behind_the_deadline_stand_in_a_row_also_of_what_waits_or_is_done(tuntas: SimpleNamespace):
    """A claim two days late says two for ever, on the page, in the recap and here; late now it is not."""
    task = bring(tuntas, "reported", START, deadline="2026-11-19")
    for name in ("progress", "claim"):
        task = do(tuntas, task, name, CHAIR, START + timedelta(days=12))
    for today in ("2026-12-04", "2027-01-04"):
        (item,) = items(tuntas.store, DINSOS, {}, today)
        row = {field.head: field.value(item) for field in TASKS.fields}
        assert (row["Status lewat batas (hari)"], row["Status terlambat"]) == (2, "")
