"""Papers about a whole rakor: issuing and replacing them, who may, and fetching them as things stand now."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from lxml import html

from documents.pages import rakor_papers
from documents.report.frozen import from_data
from tests.world import plain_lines
from tests.world.arranged import ADMIN, CHAIR, DINSOS, SEKDIS, bring, do, new_task
from tests.world.chains import verify
from tests.world.instance import START
from tests.world.pages_read import links, page, text, texts
from workflow.errors import Invalid, NotAllowed, NotFound
from workflow.offices.offices import office_of
from workflow.rakor import papers
from workflow.store import Record

DAY = timedelta(days=1)


@pytest.fixture
def rakor(tuntas: SimpleNamespace) -> int:
    """A rakor with one task in Bireuen."""
    return int(new_task(tuntas, START)["rakor"])


def issue(
    tuntas: SimpleNamespace, type_: str, rakor: int, at: Any = START, actor: Any = DINSOS, **params: Any
) -> Record:
    made = papers.issue_for_rakor(tuntas.store, tuntas.publisher, actor, type_, rakor, params, at=at)
    record = tuntas.store.get("document", made["id"])
    assert record is not None
    return record


def test_a_notula_is_frozen_with_a_code_and_without_a_number(tuntas: SimpleNamespace, rakor: int) -> None:
    record = issue(tuntas, "notula", rakor)
    assert (record["number"], record["region"], record["task"], record["status"]) == ("", "11", 0, "berlaku")
    assert len(record["code"]) == 14
    assert record["subject"] == "Notula Rapat Koordinasi LKS, 18–19 September 2026"
    content = tuntas.store.find("content", document=record["id"])[0]["data"]
    assert content["code"] == record["code"]
    assert content["mark"] == "CONTOH"


def test_only_the_report_takes_a_number_of_the_register(tuntas: SimpleNamespace, rakor: int) -> None:
    office = office_of(tuntas.store, "11", "dinsos")
    first = issue(tuntas, "hasil", rakor)
    for type_ in ("notula", "rekap", "matriks"):
        assert issue(tuntas, type_, rakor)["number"] == ""
    second = issue(tuntas, "hasil", rakor)
    assert [first["number"], second["number"]] == ["400.9.12/0001/DINSOS/2026", "400.9.12/0002/DINSOS/2026"]
    entries = tuntas.store.find("entry", office=office["id"])
    assert [(e["number"], e["document"], e["subject"]) for e in entries] == [
        (d["number"], d["id"], d["subject"]) for d in (first, second)
    ]


def test_a_typed_number_stands_on_the_paper_and_cannot_come_twice(tuntas: SimpleNamespace, rakor: int) -> None:
    asked = {"number_from": "typed", "number": "400.9.12/0077/DINSOS/2026"}
    record = issue(tuntas, "hasil", rakor, **asked)
    assert record["number"] == asked["number"]
    lines = plain_lines.lines(from_data(tuntas.store.find("content", document=record["id"])[0]["data"]))
    assert "NOMOR 400.9.12/0077/DINSOS/2026" in lines
    before = tuntas.store.count("document"), tuntas.store.count("event")
    with pytest.raises(Invalid):
        issue(tuntas, "hasil", rakor, **asked)
    assert (tuntas.store.count("document"), tuntas.store.count("event")) == before


def test_a_newer_official_paper_replaces_the_older_and_a_list_does_not(tuntas: SimpleNamespace, rakor: int) -> None:
    for type_ in ("notula", "hasil"):
        old = issue(tuntas, type_, rakor)
        new = issue(tuntas, type_, rakor, START + DAY)
        assert tuntas.store.get("document", old["id"])["status"] == "diganti"
        assert (new["status"], new["replaces"]) == ("berlaku", [old["id"]])
    lists = [issue(tuntas, "matriks", rakor), issue(tuntas, "matriks", rakor)]
    assert [tuntas.store.get("document", d["id"])["status"] for d in lists] == ["berlaku", "berlaku"]
    assert [d["code"] for d in lists] == ["", ""]


def test_another_rakor_is_left_alone(tuntas: SimpleNamespace, rakor: int) -> None:
    other = int(new_task(tuntas, START)["rakor"])
    first = issue(tuntas, "notula", rakor)
    issue(tuntas, "notula", other)
    assert tuntas.store.get("document", first["id"])["status"] == "berlaku"
    assert [d["id"] for d in papers.of_rakor(tuntas.store, rakor)] == [first["id"]]


def test_issuing_is_told_in_the_province_chain(tuntas: SimpleNamespace, rakor: int) -> None:
    record = issue(tuntas, "hasil", rakor)
    event = tuntas.store.find("event", name="rakor_document")[0]
    assert (event["chain"], event["rakor"], event["task"]) == ("11", rakor, 0)
    assert event["fields"] == {"type": "hasil", "number": record["number"], "document": record["id"]}
    assert verify(tuntas.store, "11") == []


@pytest.mark.parametrize("actor", [CHAIR, SEKDIS, ADMIN])
def test_only_dinsos_aceh_issues(tuntas: SimpleNamespace, rakor: int, actor: Any) -> None:
    with pytest.raises(NotAllowed):
        issue(tuntas, "notula", rakor, actor=actor)
    assert tuntas.store.find("document", rakor=rakor, task=0) == []


@pytest.mark.parametrize(("type_", "id_"), [("surat", 1), ("notula", 99)])
def test_what_does_not_exist_is_not_issued(tuntas: SimpleNamespace, rakor: int, type_: str, id_: int) -> None:
    with pytest.raises(NotFound):
        issue(tuntas, type_, id_)


def test_the_page_issues_and_the_rakor_lists_it(client_as: Callable[[str], FlaskClient], rakor: int) -> None:
    client = client_as("dinsos.aceh")
    shown = page(client, f"/rakor/{rakor}/dokumen/hasil")
    assert "400.9.12/0001/DINSOS/2026" in text(shown.xpath("//main")[0])
    proposed = shown.xpath("//input[@name='proposed']/@value")[0]
    answer = client.post(f"/rakor/{rakor}/dokumen/hasil", data={"proposed": proposed})
    assert (answer.status_code, answer.location) == (303, f"/rakor/{rakor}#dokumen-rakor")
    panel = text(page(client, f"/rakor/{rakor}").xpath("//section[@aria-labelledby='dokumen-rakor']")[0])
    assert "Laporan hasil rakor Berlaku 400.9.12/0001/DINSOS/2026 · 9 November 2026" in panel
    answer = client.post(f"/rakor/{rakor}/dokumen/hasil", data={"number": proposed})
    assert answer.status_code == 422
    assert "sudah" in answer.text
    asked = {"number": "400.9.12/0009/DINSOS/2025"}
    answer = client.post(f"/rakor/{rakor}/dokumen/hasil", data=asked)
    assert (answer.status_code, "bertahun 2025" in answer.text) == (422, True)
    mark = html.fromstring(answer.text).xpath("//form//input[@name='yakin']/@value")
    assert client.post(f"/rakor/{rakor}/dokumen/hasil", data={**asked, "yakin": mark}).status_code == 303


def test_the_text_of_a_matrix_tells_only_where_a_letter_stands(
    client_as: Callable[[str], FlaskClient], rakor: int
) -> None:
    shown = text(page(client_as("dinsos.aceh"), f"/rakor/{rakor}/dokumen/matriks").xpath("//article")[0])
    assert "1. Penandatanganan kesepakatan kemitraan · 15 Desember 2026. Selesai 0/1 Bireuen D Selesai dari" in shown


def test_a_number_taken_meanwhile_is_told_and_nothing_issued(
    client_as: Callable[[str], FlaskClient], tuntas: SimpleNamespace, rakor: int
) -> None:
    client = client_as("dinsos.aceh")
    issue(tuntas, "hasil", rakor)
    answer = client.post(f"/rakor/{rakor}/dokumen/hasil", data={"proposed": "400.9.12/0001/DINSOS/2026"})
    assert answer.status_code == 422
    assert "Nomor berikutnya 400.9.12/0002/DINSOS/2026" in answer.text
    assert len(papers.of_rakor(tuntas.store, rakor)) == 1


def test_the_register_leads_to_the_rakor_and_the_check_page_knows_it(
    client_as: Callable[[str], FlaskClient], tuntas: SimpleNamespace, rakor: int
) -> None:
    old, new = issue(tuntas, "notula", rakor), issue(tuntas, "notula", rakor, START + DAY)
    client = client_as("dinsos.aceh")
    listed = page(client, "/dokumen?jenis=notula")
    assert links(listed)["Rapat Koordinasi LKS"] == f"/rakor/{rakor}"
    assert links(page(client, f"/cek/{old['code']}"))["Buka penggantinya"] == f"/cek/{new['code']}"
    checked = text(page(client, f"/cek/{new['code']}").xpath("//main")[0])
    for told in ("Berlaku", "Notula", "Tanpa nomor", "Dinas Sosial Aceh", "Pimpinan Rapat", new["subject"]):
        assert told in checked


PATHS = ["/rakor/{0}/dokumen/notula", "/rakor/{0}/dokumen/notula.docx", "/matriks.docx?rakor={0}"]


@pytest.mark.parametrize("username", ["ketua.bireuen", "sekdis.bireuen", "admin"])
def test_others_get_neither_page_nor_file(client_as: Callable[[str], FlaskClient], rakor: int, username: str) -> None:
    client = client_as(username)
    assert [client.get(path.format(rakor)).status_code for path in PATHS] == [403, 403, 403]
    assert client.post(PATHS[0].format(rakor)).status_code == 403
    if username != "admin":
        assert "Dokumen rakor" not in client.get(f"/rakor/{rakor}").text


def test_another_region_does_not_get_an_issued_paper(
    client_as: Callable[[str], FlaskClient], tuntas: SimpleNamespace, rakor: int
) -> None:
    record = issue(tuntas, "notula", rakor)
    assert client_as("sekdis.bireuen").get(f"/dokumen/{record['id']}.docx").status_code == 404
    assert client_as("sekdis.bireuen").get("/dokumen").text.count("Notula") <= 1  # only in the choice of kinds


@pytest.mark.parametrize("kind", ["notula", "hasil", "rekap", "matriks"])
def test_each_can_be_fetched_as_it_stands(client_as: Callable[[str], FlaskClient], rakor: int, kind: str) -> None:
    client = client_as("dinsos.aceh")
    word = client.get(f"/rakor/{rakor}/dokumen/{kind}.docx")
    assert word.data[:2] == b"PK"
    marked = b"PRATINJAU" in b"".join(_parts(word.data))
    assert marked == (kind in ("notula", "hasil"))
    assert client.get(f"/rakor/{rakor}/dokumen/{kind}.pdf").data[:5] == b"%PDF-"
    assert client.get(f"/rakor/{rakor}/dokumen/{kind}").status_code == 200


def _parts(content: bytes) -> list[bytes]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def rows(content: bytes) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def test_a_recap_has_exactly_the_rows_of_the_list(
    client_as: Callable[[str], FlaskClient], tuntas: SimpleNamespace
) -> None:
    late = new_task(tuntas, START - timedelta(days=30), deadline="2026-10-31", title="=1+1")
    new_task(tuntas, START, region="11.07")
    bring(tuntas, "implemented", START)
    client = client_as("dinsos.aceh")
    head, *body = rows(client.get("/tugas/rekap.xlsx").data)
    assert [row[2] for row in body] == ["Kabupaten Pidie", "Kabupaten Bireuen", "Kabupaten Bireuen"]
    assert [row[9] for row in body] == ["Belum", "Terlambat", "Selesai"]
    (only,) = rows(client.get("/tugas/rekap.xlsx?terlambat=1&wilayah=11.11").data)[1:]
    named = dict(zip(head, only, strict=True))
    assert named["Batas Waktu"].date() == date(2026, 10, 31)
    assert (named["Hari Terlambat"], named["Tahap"], named["Bukti"]) == (9, "Draf", 0)
    assert named["Tindak Lanjut"] == "=1+1"
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/tugas/rekap.xlsx").data)).active
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:S4")
    assert {cell.data_type for cell in sheet["F"]} == {"s"}
    assert late["id"]


def test_a_kabupaten_gets_a_recap_of_its_own_tasks_only(
    client_as: Callable[[str], FlaskClient], tuntas: SimpleNamespace
) -> None:
    new_task(tuntas, START)
    new_task(tuntas, START, region="11.07")
    for username in ("sekdis.bireuen", "ketua.bireuen"):
        body = rows(client_as(username).get("/tugas/rekap.xlsx?wilayah=11.07").data)[1:]
        assert [row[1] for row in body] == ["11.11"]
        assert client_as(username).get("/tugas/rekap.docx").status_code == 200
    assert client_as("admin").get("/tugas/rekap.xlsx").status_code == 403


def test_a_matrix_as_excel(client_as: Callable[[str], FlaskClient], tuntas: SimpleNamespace) -> None:
    task = bring(tuntas, "reported", START, deadline="2026-10-31")
    task = do(tuntas, task, "progress", CHAIR, START)
    head, row = rows(client_as("dinsos.aceh").get(f"/matriks.xlsx?rakor={task['rakor']}").data)
    named = dict(zip(head, row, strict=True))
    assert (named["Bireuen"], named["Kota Sabang"], named["Selesai"], named["Jumlah"]) == ("L", None, 0, 1)


def test_the_buttons_carry_the_filters(client_as: Callable[[str], FlaskClient], rakor: int) -> None:
    client = client_as("dinsos.aceh")
    hrefs = page(client, "/tugas?tahap=draft&wilayah=11.11").xpath("//a[contains(@href, '/tugas/rekap')]/@href")
    assert hrefs == [f"/tugas/rekap.{ext}?tahap=draft&wilayah=11.11" for ext in ("docx", "pdf", "xlsx")]
    assert page(client, "/tugas?tahap=reported").xpath("//a[contains(@href, '/tugas/rekap')]/@href") == []
    matrix = page(client, "/matriks").xpath("//a[contains(@href, '/matriks.')]/@href")
    assert matrix == [f"/matriks.{ext}?rakor={rakor}" for ext in ("docx", "pdf", "xlsx", "csv")]


def test_too_long_a_recap_asks_to_be_filtered(
    client_as: Callable[[str], FlaskClient], rakor: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(rakor_papers.MOST, "pdf", 0)
    answer = client_as("dinsos.aceh").get("/tugas/rekap.pdf")
    assert answer.status_code == 422
    assert "Rekap ini berisi 1 tugas, paling banyak 0. Saring dahulu" in answer.text
    assert texts(page(client_as("dinsos.aceh"), "/tugas"), "//h1") == ["Tugas (1)"]
