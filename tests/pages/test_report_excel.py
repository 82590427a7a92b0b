"""The Excel of an issued indicator report: frozen with it, its counts are the paper's, and /cek knows it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from documents.issue.batch import Batch
from documents.issue.publisher import ReportPublisher
from documents.lists.behind_numbers import COLUMNS as BEHIND
from documents.lists.behind_promises import COLUMNS as PROMISES
from documents.report.blocks import Report
from documents.report.frozen import from_data
from documents.report.key_figures import Figures
from documents.report.language import grouped
from tests.world.arranged import DINSOS
from tests.world.indicator_register import fill, fill_further
from tests.world.instance import START
from tests.world.institutions import ended
from workflow.indicator.figures import MEASURES
from workflow.indicator.measure_columns import COLUMNS
from workflow.lks import merging, register
from workflow.papers import at_any_time
from workflow.papers.at_any_time import Subject
from workflow.regions import PROVINCE, regions
from workflow.store import Record

NEW_NAME = "LKSA Nama yang Diganti Kemudian"


@pytest.fixture
def publisher(app: Flask) -> ReportPublisher:
    found: ReportPublisher = app.extensions["tuntas"].publisher
    return found


@pytest.fixture
def report(tuntas: SimpleNamespace, publisher: ReportPublisher) -> Record:
    fill_further(fill(tuntas))
    return at_any_time.issue(tuntas.store, publisher, DINSOS, "indikator", Subject("11"), {}, at=START)


@pytest.fixture
def dinsos(client_as: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_as("dinsos.aceh")


def read(content: bytes) -> dict[str, list[dict[str, Any]]]:
    """Name of a sheet -> its rows, by heads."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = {}
    for sheet in book.worksheets:
        heads, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(heads, row, strict=True)) for row in rows]
    return found


def change_what_it_counted(tuntas: SimpleNamespace) -> None:
    """One gets another name and two are merged, one closes, tasks become due in another year."""
    store = tuntas.store
    first, other, third = [one for one in store.find("lks", region="11.11", ended=False) if not one["hidden"]][:3]
    with store.transaction():
        first = register.save(store, DINSOS, "lks_changed", {**first, "name": NEW_NAME}, START)
    merging.merge(
        store, DINSOS, first["id"], other["id"], {}, seen=(first["version"], other["version"]), at=START
    )  # fmt: skip
    ended(store, START, third, "2026-11-01")
    for task in store.find("task", region="11.11"):
        store.save({**task, "deadline": "2027-12-31", "title": "Judul yang diganti kemudian"})


def test_it_stays_what_it_was_whatever_changes(
    tuntas: SimpleNamespace, publisher: ReportPublisher, report: Record, dinsos: FlaskClient
):
    address = f"/dokumen/{report['id']}.xlsx"
    first, live = dinsos.get(address), read(dinsos.get("/indikator.xlsx").data)
    assert (first.status_code, set(report["files"]), report["pending"]) == (200, {"docx", "pdf", "xlsx"}, False)
    frozen = read(first.data)
    assert list(frozen) == ["Naskah", *live]
    assert {name: frozen[name] for name in live} == live, "what the page knew at that moment"
    change_what_it_counted(tuntas)
    later = read(dinsos.get("/indikator.xlsx").data)
    assert all(later[name] != live[name] for name in live)
    assert NEW_NAME in str(later)
    assert dinsos.get(address).data == first.data
    assert publisher.render(publisher.content(report["id"]), "xlsx") == first.data


def test_its_counts_are_the_papers(publisher: ReportPublisher, report: Record, dinsos: FlaskClient):
    sheets = read(dinsos.get(f"/dokumen/{report['id']}.xlsx").data)
    paper = from_data(publisher.content(report["id"]))
    assert isinstance(paper, Report)
    lks, tasks = sheets["Di balik angka indikator"], sheets["Janji di balik I9"]
    for place, told in paper.data["figures"].items():
        own = [row for row in lks if place in (PROVINCE, row["Kode wilayah"])]
        due = [row for row in tasks if place in (PROVINCE, row["Kode wilayah"])]
        for code in ("P1", "P2", "P3", "P4", "P5", "S1", "S2", "S3"):
            assert sum(row[BEHIND[code]] or 0 for row in own) == told[code][0], (place, code)
        promised = [sum(row[PROMISES[which]] or 0 for row in due) for which in ("ditepati", "jatuh-tempo")]
        assert promised == told["I9"][:2], place
    (printed,) = (block for section in paper.sections for block in section.blocks if isinstance(block, Figures))
    assert {words: number for number, words in printed.items}["LKS tercatat (P1)"] == grouped(len(lks))
    assert [row["Kode wilayah"] for row in sheets["Angka indikator"]] == [*regions(), PROVINCE]
    heads = set(sheets["Angka indikator"][0])
    assert heads >= {f"{code} {column.head}" for code in MEASURES for column in COLUMNS[code]}


def test_it_says_to_which_paper_it_belongs_and_cek_knows_it(report: Record, dinsos: FlaskClient):
    content = dinsos.get(f"/dokumen/{report['id']}.xlsx").data
    said = {row["Keterangan"]: row["Isi"] for row in read(content)["Naskah"]}
    assert (said["Kode naskah"], said["Nomor"]) == (report["code"], report["number"])
    assert said["Periksa keaslian"].endswith(f"/cek/{report['code']}")
    for sent, result in ((content, "sama dengan Excel"), (content + b" ", "teksnya sama")):
        file = {"file": (io.BytesIO(sent), "laporan.xlsx")}
        answer = dinsos.post(f"/cek/{report['code']}", data=file, content_type="multipart/form-data")
        assert result in " ".join(answer.text.split())


def test_who_may_read_the_paper_and_nobody_else(
    publisher: ReportPublisher, report: Record, client_as: Callable[[str], FlaskClient]
):
    address = f"/dokumen/{report['id']}.xlsx"
    codes = {who: client_as(who).get(address).status_code for who in ("ketua.bireuen", "sekdis.bireuen", "admin")}
    assert codes == {"ketua.bireuen": 404, "sekdis.bireuen": 404, "admin": 403}
    assert "Rahasia" not in str(publisher.content(report["id"])), "where a hidden one is"


def test_it_is_offered_beside_word_and_pdf_and_packed_with_them(
    tuntas: SimpleNamespace, publisher: ReportPublisher, report: Record, dinsos: FlaskClient, tmp_path: Path
):
    for page in ("/dokumen", "/naskah/indikator"):
        assert f"/dokumen/{report['id']}.xlsx" in dinsos.get(page).text, page
    with Batch(tmp_path / "semua.zip", tuntas.store, publisher) as batch:
        assert batch.add(report["id"]) == ""
    with zipfile.ZipFile(tmp_path / "semua.zip") as packed:
        assert sorted(name.rsplit(".", 1)[1] for name in packed.namelist()) == ["docx", "pdf", "xlsx"]


def test_one_of_an_earlier_version_has_none_and_opens(tuntas: SimpleNamespace, report: Record, dinsos: FlaskClient):
    """Frozen without lists; its files are made only now."""
    kept = tuntas.store.first("content", document=report["id"])
    tuntas.store.save({**kept, "data": {name: part for name, part in kept["data"].items() if name != "lists"}})
    tuntas.store.save({**tuntas.store.get("document", report["id"]), "files": {}, "pending": True})
    assert dinsos.get(f"/dokumen/{report['id']}.xlsx").status_code == 404
    for ext in ("docx", "pdf"):
        assert dinsos.get(f"/dokumen/{report['id']}.{ext}").status_code == 200
    record = tuntas.store.get("document", report["id"])
    assert (set(record["files"]), record["pending"]) == ({"docx", "pdf"}, False)
    assert dinsos.get(f"/dokumen/{report['id']}.xlsx").status_code == 404
    for page in ("/dokumen", "/naskah/indikator"):
        assert f"/dokumen/{report['id']}.xlsx" not in dinsos.get(page).text
    assert dinsos.get(f"/cek/{report['code']}").status_code == 200
