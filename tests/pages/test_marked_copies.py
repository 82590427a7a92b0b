"""Copies of what holds no longer: marked on every page and beside the code, and the issued files stay as they are."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient

from documents.issue.marked_copy import LONGEST, marked
from documents.issue.publisher import ReportPublisher
from documents.report.frozen import from_data
from tests.world import conforming
from tests.world.arranged import CHAIR, PLAN, SEKDIS, bring, do
from tests.world.instance import START
from tests.world.stored import folder_of
from tests.world.word_typed import with_text
from workflow.papers import issuing
from workflow.store import Record

REASON = "Bukti ternyata milik kegiatan lain."


@pytest.fixture
def publisher(app: Flask) -> ReportPublisher:
    return app.extensions["tuntas"].publisher


@pytest.fixture
def report(tuntas: SimpleNamespace, publisher: ReportPublisher) -> Record:
    """A report that was withdrawn, with both its files."""
    task = bring(tuntas, "draft/sekdis", START)
    do(tuntas, task, "report", SEKDIS, START)
    (document,) = tuntas.store.find("document", task=task["id"], type="laporan")
    publisher.publish(document["id"])
    issuing.withdraw(tuntas.store, task, "laporan", REASON, START + timedelta(days=1))
    return tuntas.store.get("document", document["id"])


@pytest.fixture
def sekdis(client_as: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_as("sekdis.bireuen")


def pages(content: bytes, folder: Path) -> list[str]:
    (folder / "salinan.pdf").write_bytes(content)
    command = ["pdftotext", "-raw", str(folder / "salinan.pdf"), "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [" ".join(page.split()) for page in told.split("\f")[:-1]]


def copy(client: FlaskClient, document: Record, ext: str) -> bytes:
    answer = client.get(f"/dokumen/{document['id']}/salinan.{ext}")
    assert answer.status_code == 200
    return answer.data


def test_every_page_of_a_withdrawn_paper_says_so_with_day_and_reason(
    sekdis: FlaskClient, report: Record, tmp_path: Path
):
    told = pages(copy(sekdis, report, "pdf"), tmp_path)
    for page in told:
        assert "DICABUT" in page.replace(" ", "")
        assert "Dicabut 10 November 2026 karena: Bukti ternyata milik kegiatan lain." in page
    assert "Naskah ini DICABUT pada 10 November 2026." in told[0]
    assert "Bukan tanda tangan" not in told[0]


def test_word_says_the_same_in_every_head(sekdis: FlaskClient, report: Record):
    heads = {
        name: tree for name, tree in conforming.word_parts(copy(sekdis, report, "docx")).items() if "header" in name
    }
    assert heads
    for tree in heads.values():
        text = "".join(tree.itertext())
        assert "DICABUT" in text
        assert "Jangan dipakai lagi." in text


def test_the_copy_conforms_as_every_paper(
    sekdis: FlaskClient, publisher: ReportPublisher, report: Record, tmp_path: Path
):
    content = from_data(marked(publisher.content(report["id"]), report, None))
    conforming.check_pdf(copy(sekdis, report, "pdf"), content, tmp_path / "salinan.pdf")
    conforming.check_word(copy(sekdis, report, "docx"), content, tmp_path / "salinan.docx")


def test_the_issued_files_stay_and_the_copy_is_kept_nowhere(
    sekdis: FlaskClient, tuntas: SimpleNamespace, publisher: ReportPublisher, report: Record
):
    before = {ext: sekdis.get(f"/dokumen/{report['id']}.{ext}").data for ext in ("pdf", "docx")}
    kept = sorted(path.name for path in folder_of(publisher.archive).rglob("*"))
    for ext, issued in before.items():
        assert copy(sekdis, report, ext) != issued
        assert sekdis.get(f"/dokumen/{report['id']}.{ext}").data == issued
    after = tuntas.store.get("document", report["id"])
    assert {**after, "fetched": [], "version": 0} == {**report, "fetched": [], "version": 0}  # who took it is noted
    assert sorted(path.name for path in folder_of(publisher.archive).rglob("*")) == kept


def test_what_was_replaced_names_what_holds_now(sekdis: FlaskClient, tuntas: SimpleNamespace, tmp_path: Path):
    task = bring(tuntas, "draft/sekdis", START)
    do(tuntas, task, "return_plan", SEKDIS, START, reason="Target belum jelas.")
    do(tuntas, task, "submit", CHAIR, START + timedelta(days=2), **PLAN)
    old = tuntas.store.find("document", task=task["id"], type="rtl", status="diganti")[0]
    (page,) = pages(copy(sekdis, old, "pdf"), tmp_path)
    assert "DIGANTI" in page.replace(" ", "")
    assert "Diganti dengan Rencana tindak lanjut, revisi 2 tanggal 11 November 2026." in page
    assert "DRAF" not in page.replace(" ", "").replace("bertandaDRAF", "")


def test_a_report_that_was_replaced_names_both_numbers_of_what_holds_now(publisher: ReportPublisher, report: Record):
    newer = {**report, "number": "005/12", "number_report": "005/13", "date": "2026-11-11"}
    copied = marked(publisher.content(report["id"]), {**report, "status": issuing.REPLACED}, newer)
    assert "Diganti dengan Nota dinas dan laporan Nomor 005/12 dan 005/13 tanggal 11" in copied["mark_note"]
    copied = marked(publisher.content(report["id"]), {**report, "status": issuing.REPLACED}, {**newer, "number": ""})
    assert "Diganti dengan Nota dinas dan laporan Nomor 005/13 tanggal 11" in copied["mark_note"]


def test_only_for_those_who_may_read_the_paper(client_as: Callable[[str], FlaskClient], report: Record):
    address = f"/dokumen/{report['id']}/salinan.pdf"
    codes = {name: client_as(name).get(address).status_code for name in ("dinsos.aceh", "sekdis.pidie", "admin")}
    assert codes == {"dinsos.aceh": 200, "sekdis.pidie": 404, "admin": 403}


def test_what_holds_has_no_such_copy_and_no_link_to_one(sekdis: FlaskClient, tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", START)
    do(tuntas, task, "report", SEKDIS, START)
    document = tuntas.store.find("document", task=task["id"], type="laporan")[0]
    assert sekdis.get(f"/dokumen/{document['id']}/salinan.pdf").status_code == 404
    assert f"/dokumen/{document['id']}/salinan" not in sekdis.get("/dokumen").get_data(as_text=True)


@pytest.mark.parametrize("page", ["/dokumen", "/tugas/{task}"])
def test_both_formats_are_offered_beside_the_original(sekdis: FlaskClient, report: Record, page: str):
    shown = sekdis.get(page.format(task=report["task"])).get_data(as_text=True)
    for ext in ("docx", "pdf"):
        assert f"/dokumen/{report['id']}/salinan.{ext}" in shown
        assert f"/dokumen/{report['id']}.{ext}" in shown
    assert "Salinan bertanda DICABUT" in shown


def test_a_long_reason_is_cut_between_words(publisher: ReportPublisher, report: Record):
    long = {**report, "reason": "pertanggungjawaban " * 30}
    note = from_data(marked(publisher.content(report["id"]), long, None)).mark_note
    assert " …." in note
    assert len(note) < LONGEST + 90
    assert note.count("pertanggungjawaban") == note.count("pertanggungjawaban ")


@pytest.fixture
def said(app: Flask, report: Record) -> Callable[[bytes], str]:
    """What the check page says of a file, whoever asks."""
    app.config["WTF_CSRF_ENABLED"] = False

    def ask(content: bytes) -> str:
        answer = app.test_client().post(f"/cek/{report['code']}", data={"file": (io.BytesIO(content), "a.pdf")})
        return " ".join(lxml.html.fromstring(answer.text).get_element_by_id("hasil").text_content().split())

    return ask


@pytest.mark.parametrize("ext", ["pdf", "docx"])
def test_the_check_page_knows_the_copy(sekdis: FlaskClient, report: Record, said: Callable[[bytes], str], ext: str):
    marked_one, issued = copy(sekdis, report, ext), sekdis.get(f"/dokumen/{report['id']}.{ext}").data
    words = said(marked_one)
    assert words.startswith("Berkas salinan bertanda DICABUT Berkas Anda salinan naskah ini yang bertanda DICABUT.")
    assert "jangan dipakai" in words
    assert REASON.rstrip(".") not in words
    assert said(issued).startswith("Berkas sama persis")


def test_a_copy_in_which_something_else_stands_is_different(
    sekdis: FlaskClient, report: Record, said: Callable[[bytes], str]
):
    words = said(with_text(copy(sekdis, report, "docx"), report["number"], "400.9.12/9999/DINSOS/2026"))
    assert words.startswith("Berkas berbeda")
    assert "Yang berbeda: “Nomor”" in words


def test_the_mark_alone_makes_no_copy(
    sekdis: FlaskClient, report: Record, publisher: ReportPublisher, said: Callable[[bytes], str]
):
    """Another mark than the paper has, or none: then it is what it is without one."""
    other = publisher.render(marked(publisher.content(report["id"]), {**report, "reason": "Sebab lain"}, None), "pdf")
    assert said(other).startswith("Berkas berbeda")


def test_a_report_that_was_taken_back_is_not_told_as_reopened(app: Flask, report: Record):
    """That it ended is told to whoever asks, and of no reason more than is true of it."""
    told = " ".join(lxml.html.fromstring(app.test_client().get(f"/cek/{report['code']}").text).text_content().split())
    assert "Laporan ini dicabut 10 November 2026. Jangan dipakai lagi." in told
    assert "dibuka kembali" not in told
    assert REASON not in told
