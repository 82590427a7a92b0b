"""The agenda as its keepers see it: every number, found again by its filters, on paper and in Excel."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.world.arranged import CHAIR, DINSOS, SEKDIS, bring, do
from tests.world.instance import START
from tests.world.one_number import one_number
from tests.world.pages_read import links, page, text, texts
from tests.world.together import report, waiting
from workflow.agenda.acts import fill_in, reserve, use_on_paper, void
from workflow.pages.agenda import ON_A_PAGE
from workflow.store import Record
from workflow.text import tidy

As = Callable[[str], FlaskClient]
FIRST, SECOND = "400.9.12/0001/DINSOS/2026", "400.9.12/0002/DINSOS/2026"
PAPER = {"number": "800/77/2025", "date": "2025-12-30", "subject": "Undangan <b>", "signer": "Kepala Dinas Sosial"}


@pytest.fixture(autouse=True)
def _one_number(tuntas: SimpleNamespace) -> None:
    """One number a report: what is told of it here holds for each of two."""
    one_number(tuntas.store)


@pytest.fixture
def reported(tuntas: SimpleNamespace) -> Record:
    return bring(tuntas, "reported", START)


@pytest.fixture
def book(tuntas: SimpleNamespace, reported: Record) -> list[Record]:
    """One of each: issued, set aside, voided, used on paper the year before."""
    store = tuntas.store
    gone = reserve(store, SEKDIS, {"subject": "Surat tugas"}, at=START)
    void(store, SEKDIS, gone["id"], {"reason": "Perjalanan dinas batal."}, version=gone["version"], at=START)
    reserve(store, SEKDIS, {"subject": "Undangan rapat"}, at=START)
    use_on_paper(store, SEKDIS, PAPER, at=START)
    return store.find("entry", region="11.11")


def listed(client: FlaskClient, address: str) -> tuple[int, list[str]]:
    """(the number told at the top, the numbers of all rows through all pages)."""
    tree = page(client, address)
    told = re.search(r"\((\d+)\)", text(tree.find(".//h1")))
    assert told
    found: list[str] = []
    while True:
        found += texts(tree, "//table/tbody//th/b")
        onward = tree.xpath("//a[@rel='next']/@href")
        if not onward:
            return int(told[1]), found
        tree = page(client, onward[0])


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", ["400.9.12/0003/DINSOS/2026", SECOND, FIRST, "800/77/2025"]),
        ("?tahun=2025", ["800/77/2025"]),
        ("?status=batal", [SECOND]),
        ("?status=disediakan&tahun=2026", ["400.9.12/0003/DINSOS/2026"]),
        ("?q=UNDANGAN", ["400.9.12/0003/DINSOS/2026", "800/77/2025"]),
        ("?q=0001/dinsos", [FIRST]),
        ("?q=perjalanan", [SECOND]),
        ("?q=tidak-ada", []),
        ("?tahun=1999&status=hilang", ["400.9.12/0003/DINSOS/2026", SECOND, FIRST, "800/77/2025"]),
    ],
)
def test_a_filtered_agenda_counts_what_it_lists(client_as: As, query: str, numbers: list[str]):
    told, found = listed(client_as("sekdis.bireuen"), f"/agenda{query}")
    assert sorted(found) == sorted(numbers)
    assert told == len(numbers)


@pytest.mark.usefixtures("book")
def test_a_row_tells_date_subject_signer_status_and_paper(client_as: As, tuntas: SimpleNamespace):
    tree = page(client_as("sekdis.bireuen"), "/agenda")
    rows = {text(row.find(".//b")): text(row) for row in tree.xpath("//table/tbody/tr")}
    document = tuntas.store.find("document", type="laporan")[0]
    assert "9 Nov 2026" in rows[FIRST]
    assert document["subject"] in rows[FIRST]
    assert document["signer"] in rows[FIRST]
    assert "Batal" in rows[SECOND]
    assert "Alasan batal: Perjalanan dinas batal." in rows[SECOND]
    assert "Undangan <b> Naskah di kertas" in rows["800/77/2025"]
    found = links(tree)
    assert found["PDF"] == f"/dokumen/{document['id']}.pdf"
    assert found["Tanda tangani kesepakatan kemitraan"] == f"/tugas/{document['task']}"


def test_the_number_of_a_combined_report_leads_to_each_of_its_tasks(client_as: As, tuntas: SimpleNamespace):
    tasks = waiting(tuntas)
    report(tuntas, tasks)
    (row,) = page(client_as("sekdis.bireuen"), "/agenda").xpath("//table/tbody/tr")
    assert {words: address for words, address in links(row, ".//a").items() if address.startswith("/tugas/")} == {
        task["title"]: f"/tugas/{task['id']}" for task in tasks
    }


def test_a_withdrawn_paper_says_so_beside_its_number(client_as: As, tuntas: SimpleNamespace):
    task = bring(tuntas, "implemented", START)
    do(tuntas, task, "reopen", DINSOS, START, reason="Buktinya tertukar dengan kegiatan lain.")
    (row,) = page(client_as("ketua.bireuen"), "/agenda").xpath("//table/tbody/tr")
    assert "Naskah dicabut: Buktinya tertukar dengan kegiatan lain." in text(row)


def test_a_long_agenda_goes_on_page_by_page(client_as: As, tuntas: SimpleNamespace):
    with tuntas.store.transaction():
        for n in range(2 * ON_A_PAGE + 3):
            reserve(tuntas.store, SEKDIS, {"subject": f"Surat {n}"}, at=START - timedelta(days=n % 7))
    told, found = listed(client_as("sekdis.bireuen"), "/agenda?status=disediakan")
    assert told == len(found) == len(set(found)) == 2 * ON_A_PAGE + 3


@pytest.mark.usefixtures("book")
def test_heads_sort_the_agenda_and_its_files(client_as: As):
    sekdis = client_as("sekdis.bireuen")
    in_order = ["800/77/2025", FIRST, SECOND, "400.9.12/0003/DINSOS/2026"]  # no ordinal is read in the first
    assert listed(sekdis, "/agenda?urut=nomor")[1] == in_order
    assert listed(sekdis, "/agenda?urut=-nomor")[1] == in_order[::-1]
    assert listed(sekdis, "/agenda?urut=tanggal")[1][0] == "800/77/2025"
    (head,) = page(sekdis, "/agenda?urut=-nomor&tahun=2026").xpath("//th[@aria-sort]")
    assert (text(head), head.get("aria-sort")) == ("Nomor", "descending")
    assert head.xpath("a/@href") == ["/agenda?tahun=2026&urut=nomor"]
    csv = sekdis.get("/agenda.csv?urut=-nomor").text
    assert csv.index(SECOND) < csv.index(FIRST) < csv.index("800/77/2025")
    assert sekdis.get("/agenda.csv?urut=rupa").status_code == 422


@pytest.mark.usefixtures("book")
def test_each_office_reads_its_own_and_dinsos_aceh_all(client_as: As, tuntas: SimpleNamespace):
    reserve(tuntas.store, CHAIR, {"subject": "Undangan LKKS"}, at=START)
    reserve(tuntas.store, DINSOS, {"subject": "Undangan rakor"}, at=START)
    bireuen = tuntas.store.find("office", region="11.11", identity="dinsos")[0]["id"]
    assert listed(client_as("ketua.bireuen"), f"/agenda?kantor={bireuen}")[1] == ["0001/LKKS/XI/2026"]
    assert listed(client_as("sekdis.pidie"), f"/agenda?kantor={bireuen}") == (0, [])
    dinsos = client_as("dinsos.aceh")
    assert listed(dinsos, "/agenda") == (1, [FIRST])
    assert listed(dinsos, f"/agenda?kantor={bireuen}")[0] == 4
    assert listed(dinsos, "/agenda?kantor=semua")[0] == 6
    assert "Sediakan nomor" not in links(page(dinsos, f"/agenda?kantor={bireuen}"))
    assert "Batalkan" not in links(page(dinsos, f"/agenda?kantor={bireuen}"))


def test_setting_a_number_aside(client_as: As, tuntas: SimpleNamespace):
    sekdis = client_as("sekdis.bireuen")
    assert FIRST in text(page(sekdis, "/agenda/sediakan"))
    assert "Isi keperluannya." in sekdis.post("/agenda/sediakan", data={"subject": ""}).text
    answer = sekdis.post("/agenda/sediakan", data={"subject": "Undangan", "archive_code": "000.1.5"})
    assert (answer.status_code, answer.location) == (303, "/agenda")
    assert [entry["number"] for entry in tuntas.store.find("entry")] == ["000.1.5/0001/DINSOS/2026"]
    assert "Nomor 000.1.5/0001/DINSOS/2026 disediakan." in sekdis.get("/agenda").text


def test_a_number_of_another_year_is_asked_once(client_as: As, tuntas: SimpleNamespace):
    sekdis, typed = client_as("sekdis.bireuen"), {**PAPER, "date": "2026-01-02"}
    asked = sekdis.post("/agenda/kertas", data=typed)
    tree = html.fromstring(asked.text)
    assert asked.status_code == 422
    assert "bertahun 2025, sedangkan naskahnya bertanggal 2 Januari 2026" in text(
        tree.get_element_by_id("number-galat")
    )
    assert "Jawab dahulu" in text(tree.get_element_by_id("galat"))
    (box,) = tree.xpath("//form//input[@name='yakin']")
    assert text(box.getparent()) == "Ya, memang begitu"
    assert tuntas.store.find("entry") == []
    both = sekdis.post("/agenda/kertas", data={**typed, "subject": "", "yakin": box.get("value")})
    assert both.status_code == 422
    assert "Perbaiki dahulu" in both.text
    assert sekdis.post("/agenda/kertas", data={**typed, "yakin": box.get("value")}).status_code == 303
    assert [entry["number"] for entry in tuntas.store.find("entry")] == [PAPER["number"]]


def test_the_same_number_in_other_letters_is_refused(client_as: As, tuntas: SimpleNamespace):
    sekdis = client_as("sekdis.bireuen")
    kept = reserve(tuntas.store, SEKDIS, {"subject": "Undangan"}, at=START)
    void(tuntas.store, SEKDIS, kept["id"], {"reason": "Undangannya batal."}, version=kept["version"], at=START)
    typed = {**PAPER, "number": "400.9.12–0OO1 ∕ DINSOS/XI/2026.", "date": "2026-11-05"}
    refused = sekdis.post("/agenda/kertas", data=typed)
    assert refused.status_code == 422
    assert f"Nomor {FIRST} sudah dibatalkan" in text(html.fromstring(refused.text).get_element_by_id("number-galat"))
    assert "yakin" not in refused.text


def test_entering_a_number_used_on_paper(client_as: As, tuntas: SimpleNamespace):
    sekdis = client_as("sekdis.bireuen")
    refused = sekdis.post("/agenda/kertas", data={**PAPER, "date": "2027-01-01"})
    assert refused.status_code == 422
    assert "belum tiba" in refused.text
    assert "800/77/2025" in refused.text
    assert sekdis.post("/agenda/kertas", data=PAPER).status_code == 303
    assert tuntas.store.find("entry")[0]["subject"] == "Undangan <b>"
    again = sekdis.post("/agenda/kertas", data=PAPER)
    assert (again.status_code, "sudah dipakai naskah lain" in again.text) == (422, True)


def test_filling_in_the_number_of_a_blank_paper(client_as: As, tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", START)
    do(tuntas, task, "report", SEKDIS, START, number="", number_from="blank")
    sekdis = client_as("sekdis.bireuen")
    address = links(page(sekdis, "/agenda"))["Isi nomor"]
    version = page(sekdis, address).xpath("string(//input[@name='version']/@value)")
    assert sekdis.post(address, data={"number": "", "version": version}).status_code == 422
    assert sekdis.post(address, data={"number": SECOND, "version": version}).location == "/agenda"
    assert SECOND in text(page(sekdis, "/dokumen"))
    late = sekdis.post(address, data={"number": FIRST, "version": version})
    assert late.status_code == 409
    assert "Tulisan Anda tidak hilang." in late.text
    assert "0001" in late.text
    assert sekdis.get(address).status_code == 302


def test_the_task_leads_its_own_office_to_the_number_of_a_blank_paper(client_as: As, tuntas: SimpleNamespace):
    task = bring(tuntas, "implemented", START)
    (blank,) = tuntas.store.find("entry", status="ditunggu")
    words = "Isi nomor yang ditulis di kertas"
    assert links(page(client_as("ketua.bireuen"), f"/tugas/{task['id']}"))[words] == f"/agenda/{blank['id']}/isi"
    assert words not in links(page(client_as("sekdis.bireuen"), f"/tugas/{task['id']}"))
    fill_in(tuntas.store, CHAIR, blank["id"], {"number": "9/LKKS"}, version=blank["version"], at=START)
    assert words not in links(page(client_as("ketua.bireuen"), f"/tugas/{task['id']}"))


def test_voiding_asks_for_a_reason(client_as: As, tuntas: SimpleNamespace):
    kept = reserve(tuntas.store, SEKDIS, {"subject": "Undangan"}, at=START)
    sekdis, address = client_as("sekdis.bireuen"), f"/agenda/{kept['id']}/batal"
    refused = sekdis.post(address, data={"reason": "batal", "version": kept["version"]})
    assert (refused.status_code, "Alasan paling sedikit 10 huruf" in refused.text) == (422, True)
    data = {"reason": "Rapatnya ditunda tanpa tanggal.", "version": kept["version"]}
    assert sekdis.post(address, data=data).status_code == 303
    assert tuntas.store.get("entry", kept["id"])["status"] == "batal"
    assert sekdis.post(address, data=data).status_code == 409


@pytest.mark.parametrize(("username", "status"), [("sekdis.pidie", 404), ("ketua.bireuen", 404), ("dinsos.aceh", 403)])
def test_nobody_touches_another_offices_numbers(client_as: As, tuntas: SimpleNamespace, username: str, status: int):
    kept = reserve(tuntas.store, SEKDIS, {"subject": "Undangan"}, at=START)
    for act in ("isi", "batal"):
        answer = client_as(username).post(f"/agenda/{kept['id']}/{act}", data={"version": 1, "reason": "x" * 20})
        assert answer.status_code == status
    assert tuntas.store.get("entry", kept["id"]) == kept


@pytest.mark.usefixtures("book")
def test_the_print_shows_every_filtered_row_in_order(client_as: As):
    rows = page(client_as("sekdis.bireuen"), "/agenda/cetak?status=").xpath("//table/tbody/tr")
    assert [text(row.find("td[2]")) for row in rows] == ["800/77/2025", FIRST, SECOND, "400.9.12/0003/DINSOS/2026"]
    assert texts(page(client_as("sekdis.bireuen"), "/agenda/cetak?q=tidak-ada"), "//tbody/tr") == ["Tidak ada nomor."]


def sheet(client: FlaskClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return openpyxl.load_workbook(io.BytesIO(answer.data)).active


@pytest.mark.usefixtures("book")
def test_excel_has_real_dates_a_header_that_stays_and_filters(client_as: As):
    found = sheet(client_as("sekdis.bireuen"), "/agenda.xlsx")
    rows = list(found.iter_rows(values_only=True))
    assert (found.freeze_panes, found.auto_filter.ref) == ("A2", "A1:L5")
    assert rows[0][:6] == ("Tanggal", "Nomor", "Nomor urut", "Hal", "Penanda tangan", "Status")
    assert rows[1][0].date() == date(2025, 12, 30)
    assert rows[1][1:6] == ("800/77/2025", None, "Undangan <b>", "Kepala Dinas Sosial", "Dipakai")
    assert rows[3][1:7] == (SECOND, 2, "Surat tugas", None, "Batal", "Perjalanan dinas batal.")
    assert found["A2"].number_format == "dd/mm/yyyy"
    assert [row[1] for row in sheet(client_as("sekdis.bireuen"), "/agenda.xlsx?tahun=2025").values][1:] == [
        "800/77/2025"
    ]


@pytest.mark.parametrize(
    "subject", ["=1+1", "＝1+1", "＠SUM(A1)", "+62812", "-2", "@SUM(A1)", '=HYPERLINK("http://x";"klik")']
)
def test_excel_never_takes_a_text_for_a_formula(client_as: As, tuntas: SimpleNamespace, subject: str):
    reserve(tuntas.store, SEKDIS, {"subject": subject}, at=START)
    cell = sheet(client_as("sekdis.bireuen"), "/agenda.xlsx")["D2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (tidy(subject), "s", True)


def test_an_office_tells_where_its_own_book_ended(client_as: As, tuntas: SimpleNamespace):
    sekdis = client_as("sekdis.bireuen")
    address = links(page(sekdis, "/agenda"))["Lanjutkan dari buku agenda"]
    assert FIRST in text(page(sekdis, address).find(".//main"))
    refused = sekdis.post(address, data={"last": "seratus"})
    assert refused.status_code == 422
    assert "bilangan bulat" in refused.text
    assert 'value="seratus"' in refused.text
    assert sekdis.post(address, data={"last": "130"}).status_code == 303
    told = text(page(sekdis, "/agenda").find(".//main"))
    assert "Nomor berikutnya 400.9.12/0131/DINSOS/2026." in told
    assert "Nomor urut 1 sampai 130 tahun 2026 dipakai di luar Tuntas." in told
    assert "Nomor urut 1 sampai 130 tahun 2026" in text(page(sekdis, "/agenda/cetak").find(".//main"))
    office = tuntas.store.find("office", region="11.11", identity="dinsos")[0]
    assert "0131/DINSOS" in client_as("admin").get(f"/pengaturan/kantor/{office['id']}").text


def test_the_start_is_no_longer_offered_once_the_series_runs(client_as: As, tuntas: SimpleNamespace):
    reserve(tuntas.store, SEKDIS, {"subject": "Undangan"}, at=START)
    sekdis = client_as("sekdis.bireuen")
    assert "Lanjutkan dari buku agenda" not in links(page(sekdis, "/agenda"))
    assert sekdis.get("/agenda/lanjutkan").headers["Location"] == "/agenda"
    late = sekdis.post("/agenda/lanjutkan", data={"last": "130"})
    assert late.status_code == 422
    assert "sudah berjalan" in late.text


def test_chips_count_what_they_list(demo_as: As):
    client = demo_as("sekdis.bireuen")
    client.post("/saringan/baru?daftar=agenda&tahun=2026&status=batal", data={"name": "Batal tahun ini"})
    chips = page(client, "/agenda").xpath("//ul[contains(@class, 'pills')]//a")
    assert chips[-1].get("href") == "/agenda?tahun=2026&status=batal"
    assert len(chips) >= 4
    for chip in chips[1:]:
        told = text(page(client, chip.get("href")).find(".//h1"))
        assert told == f"Agenda nomor ({chip.findtext('b')})"
