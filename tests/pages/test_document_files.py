"""Downloads: the same bytes for ever, only for those who may see the task, never anything that was altered."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

import documents.issue.publisher
import documents.pdf.writer
from documents.pages.downloads import file_name, plain
from tests.world.arranged import SEKDIS, bring, do
from tests.world.instance import START
from tests.world.stored import stored
from workflow.store import Record

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def task(tuntas: SimpleNamespace) -> Record:
    return bring(tuntas, "draft/sekdis", START)


@pytest.fixture
def report(tuntas: SimpleNamespace, task: Record) -> Record:
    """A report that nobody has downloaded yet."""
    do(tuntas, task, "report", SEKDIS, START)
    return tuntas.store.find("document", task=task["id"], type="laporan")[0]


@pytest.fixture
def sekdis(client_as: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_as("sekdis.bireuen")


def test_a_pending_document_is_made_when_somebody_asks(sekdis: FlaskClient, tuntas: SimpleNamespace, report: Record):
    assert (report["pending"], report["files"]) == (True, {})
    pdf = sekdis.get(f"/dokumen/{report['id']}.pdf")
    word = sekdis.get(f"/dokumen/{report['id']}.docx")
    assert (pdf.status_code, pdf.mimetype, pdf.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert (word.status_code, word.mimetype, word.data[:2]) == (200, DOCX, b"PK")
    assert pdf.headers["Content-Disposition"] == "attachment; filename=Laporan-400.9.12-0001-DINSOS-2026.pdf"
    assert pdf.headers["X-Content-Type-Options"] == "nosniff"
    stored = tuntas.store.get("document", report["id"])
    assert (stored["pending"], stored["files"]["pdf"]["size"]) == (False, len(pdf.data))


def test_the_same_bytes_for_ever(
    sekdis: FlaskClient, report: Record, tuntas: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    first = {ext: sekdis.get(f"/dokumen/{report['id']}.{ext}").data for ext in ("pdf", "docx")}
    monkeypatch.setattr(documents.issue.publisher, "WRITERS", {})  # no later writer has a say in it
    task = tuntas.store.get("task", report["task"])
    tuntas.store.save({**task, "title": "Judul yang diubah kemudian"})
    assert {ext: sekdis.get(f"/dokumen/{report['id']}.{ext}").data for ext in ("pdf", "docx")} == first


def test_only_those_who_may_see_the_task(client_as: Callable[[str], FlaskClient], report: Record):
    address = f"/dokumen/{report['id']}.docx"
    assert client_as("sekdis.pidie").get(address).status_code == 404
    assert client_as("admin").get(address).status_code == 403
    assert client_as("ketua.bireuen").get(address).status_code == 200
    assert client_as("dinsos.aceh").get(address).status_code == 200


@pytest.mark.parametrize("address", ["/dokumen/9999.pdf", "/dokumen/1.exe", "/dokumen/1.pdf.pdf"])
def test_what_is_not_there(sekdis: FlaskClient, address: str):
    assert sekdis.get(address).status_code == 404


def test_nobody_downloads_without_an_account(app: Flask, report: Record):
    answer = app.test_client().get(f"/dokumen/{report['id']}.pdf")
    assert answer.status_code == 302
    assert answer.location.startswith("/masuk")


@pytest.mark.parametrize("damage", ["altered", "missing"])
def test_a_damaged_archive_is_told_and_never_mended_silently(
    app: Flask, sekdis: FlaskClient, tuntas: SimpleNamespace, report: Record, damage: str
):
    sekdis.get(f"/dokumen/{report['id']}.docx")
    made = tuntas.store.get("document", report["id"])["files"]["docx"]
    path = stored(app.extensions["tuntas"].publisher.archive, made["sha256"])
    if damage == "altered":
        path.chmod(0o600)
        path.write_bytes(path.read_bytes() + b" ")
    else:
        path.unlink()
    for _ in range(2):
        answer = sekdis.get(f"/dokumen/{report['id']}.docx")
        assert answer.status_code == 410
        assert "Berkas arsip tidak utuh" in answer.text
        assert made["sha256"] in answer.text
        assert f"{report['number']}; laporan {report['number_report']}" in answer.text
    assert tuntas.store.get("document", report["id"])["files"]["docx"] == made


def test_without_pango_the_page_says_the_command_and_word_is_there(
    sekdis: FlaskClient, report: Record, monkeypatch: pytest.MonkeyPatch
):
    def missing() -> None:
        raise documents.pdf.writer.PdfUnavailable(
            "PDF belum dapat dibuat di komputer ini; jalankan: sudo apt-get install x"
        )

    with monkeypatch.context() as without:
        without.setattr(documents.pdf.writer, "_weasyprint", missing)
        page = sekdis.get(f"/dokumen/{report['id']}.pdf")
        assert page.status_code == 202
        assert "jalankan: sudo apt-get install x" in page.text
        assert "Word sudah ada" in page.text
        assert sekdis.get(f"/dokumen/{report['id']}.docx").data[:2] == b"PK"
        plan = sekdis.get(f"/tugas/{report['task']}/rtl.pdf")
        assert (plan.status_code, "jalankan: sudo apt-get install x" in plan.text) == (503, True)
    assert sekdis.get(f"/dokumen/{report['id']}.pdf").data[:5] == b"%PDF-"


def test_the_sheet_of_the_task_as_it_stands(client_as: Callable[[str], FlaskClient], task: Record):
    answer = client_as("ketua.bireuen").get(f"/tugas/{task['id']}/rtl.docx")
    assert answer.data[:2] == b"PK"
    assert answer.headers["Content-Disposition"] == "attachment; filename=RTL-Kab-Bireuen-butir-1.docx"
    assert client_as("ketua.pidie").get(f"/tugas/{task['id']}/rtl.docx").status_code == 404


def test_names_of_files(tuntas: SimpleNamespace, report: Record):
    sheet = tuntas.store.find("document", type="rtl")[0]
    assert plain(file_name(sheet)) == "RTL-Kab-Bireuen-butir-1-revisi-1"
    assert plain(file_name({**report, "number": '..\\094/SEK–2026;"x'})) == "Laporan-..-094-SEK-2026-x"
    assert (
        plain(file_name({**report, "type": "pelaksanaan", "number": ""})) == "Laporan-Pelaksanaan-Kab-Bireuen-butir-1"
    )
