"""Batches: what is in the ZIP, who gets it, what survives a restart and a failure, and what is removed when."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import lxml.html
import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from documents.issue.batch import INDEX
from documents.issue.job_runner import RUNNING, WAITING, JobRunner
from documents.issue.jobs import BROKEN, DONE, EXPIRED, FAILED, Jobs
from documents.pdf import writer as pdf
from tests.world import one_line_files
from tests.world.arranged import DINSOS, OTHER_CHAIR, SEKDIS, bring, do, new_task
from tests.world.instance import START, Clock
from tests.world.waiting import until
from workflow.clock import stamp
from workflow.errors import Invalid
from workflow.store import Record


@pytest.fixture
def jobs(app: Flask) -> Jobs:
    return app.extensions["tuntas"].jobs


@pytest.fixture
def papers(tuntas: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> list[Record]:
    """Three documents of a Bireuen task and one of Pidie; their files are a line of text, made at once."""
    one_line_files.use(monkeypatch)
    bring(tuntas, "implemented", START)
    pidie = new_task(tuntas, START, region="11.07")
    do(tuntas, pidie, "submit", OTHER_CHAIR, START)
    return tuntas.store.find("document")


def page(client: FlaskClient, address: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(client.get(address).text)


def words(client: FlaskClient, address: str) -> str:
    return " ".join(page(client, address).find(".//main").text_content().split())


def ordered(client: FlaskClient, address: str = "/pekerjaan") -> str:
    """Presses the button; the address of the job's page."""
    answer = client.post(address)
    assert answer.status_code == 303, answer.text
    return answer.location


def unzipped(client: FlaskClient, address: str) -> zipfile.ZipFile:
    with client.get(f"{address}.zip") as answer:
        assert (answer.status_code, answer.mimetype) == (200, "application/zip")
        return zipfile.ZipFile(io.BytesIO(answer.data))


def test_everything_in_folders_by_region_with_an_index(
    papers: list[Record], jobs: Jobs, client_as: Callable[[str], FlaskClient]
):
    client = client_as("dinsos.aceh")
    address = ordered(client)
    assert "Menunggu giliran 0 dari 7 dokumen" in words(client, address)
    jobs.run_waiting()
    assert "Selesai 7 dokumen dalam Word dan PDF" in words(client, address)

    packed = unzipped(client, address)
    names = packed.namelist()
    assert names[-1] == INDEX
    assert len(names) == 2 * len(papers) + 1
    assert {name.split("/")[0] for name in names[:-1]} == {"11.07-Pidie", "11.11-Bireuen"}
    (report,) = [name for name in names if name.startswith("11.11-Bireuen/Laporan-4") and name.endswith(".docx")]
    assert packed.read(report).startswith(b"docx laporan ")
    assert packed.testzip() is None

    sheet = openpyxl.load_workbook(io.BytesIO(packed.read(INDEX))).active
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert head == [
        "Kabupaten/kota", "Kode wilayah", "Butir hasil", "Jenis naskah", "Nomor", "Nomor laporan", "Tanggal", "Status",
        "Berkas Word", "Berkas PDF", "Berkas Excel",
    ]  # fmt: skip
    assert [row[1] for row in rows] == ["11.07", *["11.11"] * 6]
    (line,) = [row for row in rows if row[8] == report]
    number = next(p["number"] for p in papers if p["type"] == "laporan")
    assert line[:1] + line[2:3] == ["Kabupaten Bireuen", "1. Tanda tangani kesepakatan kemitraan"]
    assert (line[4], line[6].date(), line[7]) == (number, START.date(), "Berlaku")
    assert line[9] == report.replace(".docx", ".pdf")


@pytest.mark.parametrize(
    ("username", "address", "count"),
    [
        ("sekdis.bireuen", "/pekerjaan", 6),
        ("ketua.pidie", "/pekerjaan", 1),
        ("dinsos.aceh", "/pekerjaan?rakor=1", 6),
        ("dinsos.aceh", "/pekerjaan?jenis=rtl", 2),
        ("dinsos.aceh", "/pekerjaan?jenis=rtl&wilayah=11.07", 1),
    ],
)
@pytest.mark.usefixtures("papers")
def test_a_job_holds_what_the_list_shows_to_who_asks(
    client_as: Callable[[str], FlaskClient], tuntas: SimpleNamespace, username: str, address: str, count: int
):
    job = tuntas.store.get("job", int(ordered(client_as(username), address).rsplit("/", 1)[1]))
    assert (job["total"], job["state"]) == (count, WAITING)


@pytest.mark.usefixtures("papers")
def test_none_is_made_of_another_kabupaten(client_as: Callable[[str], FlaskClient], tuntas: SimpleNamespace):
    answer = client_as("sekdis.pidie").post("/pekerjaan?wilayah=11.11")
    assert (answer.status_code, "Saringan pada alamat ini tidak dikenal" in answer.text) == (422, True)
    assert tuntas.store.count("job") == 0


@pytest.mark.usefixtures("papers")
def test_only_who_asked_and_dinsos_see_it(jobs: Jobs, client_as: Callable[[str], FlaskClient]):
    sekdis, dinsos = client_as("sekdis.bireuen"), client_as("dinsos.aceh")
    own, of_dinsos = ordered(sekdis), ordered(dinsos)
    jobs.run_waiting()
    for client in (sekdis, dinsos):
        assert unzipped(client, own).testzip() is None
    for username, address in (("ketua.bireuen", own), ("sekdis.pidie", own), ("sekdis.bireuen", of_dinsos)):
        for path in (address, f"{address}.zip"):
            assert client_as(username).get(path).status_code == 404
    assert client_as("admin").get(own).status_code == 403
    assert page(sekdis, "/pekerjaan").xpath("count(//ul[@class='docs']/li)") == 1


@pytest.mark.usefixtures("papers")
def test_the_buttons_are_where_the_documents_are(client_as: Callable[[str], FlaskClient]):
    dinsos = client_as("dinsos.aceh")
    for address, action in (
        ("/rakor/1", "/pekerjaan?rakor=1"),
        ("/dokumen", "/pekerjaan"),
        ("/dokumen?jenis=rtl", "/pekerjaan?jenis=rtl"),
    ):
        assert page(dinsos, address).xpath("//form[starts-with(@action, '/pekerjaan')]/@action") == [action]
    for username, address in (("ketua.pidie", "/rakor/1"), ("dinsos.aceh", "/dokumen?q=tidak-ada")):
        assert not page(client_as(username), address).xpath("//form[starts-with(@action, '/pekerjaan')]")


def test_asking_twice_gives_the_same_job_and_nothing_gives_a_sentence(
    papers: list[Record], jobs: Jobs, client_as: Callable[[str], FlaskClient]
):
    sekdis = client_as("sekdis.bireuen")
    assert ordered(sekdis) == ordered(sekdis)
    refused = sekdis.post("/pekerjaan?q=tidak-ada")
    assert refused.status_code == 422
    assert "Tidak ada dokumen untuk diunduh." in refused.text
    for number in (1, 2):
        jobs.order(SEKDIS, "x", {}, [number])
        jobs.order(DINSOS, "x", {}, [number])
    jobs.order(SEKDIS, "x", {}, [3])
    with pytest.raises(Invalid, match="Tiga unduhan Anda masih dikerjakan"):
        jobs.order(SEKDIS, "x", {}, [1, 2])
    with pytest.raises(Invalid, match=r"Paling banyak 5\.000 dokumen"):
        jobs.order(DINSOS, "x", {}, range(5_001))


def test_what_cannot_be_made_is_told_and_the_rest_is_there(
    papers: list[Record], jobs: Jobs, client_as: Callable[[str], FlaskClient], monkeypatch: pytest.MonkeyPatch
):
    def broken(report: object, pictures: object) -> bytes:
        raise ValueError("x")

    client = client_as("ketua.pidie")
    with monkeypatch.context() as patched:
        patched.setattr(pdf, "written", broken)
        address = ordered(client)
        jobs.run_waiting()
    text = words(client, address)
    assert "Yang belum ikut (1)" in text
    assert "tanpa nomor, Kabupaten Pidie: Berkas PDF belum dapat dibuat." in text
    assert [name.rpartition(".")[2] for name in unzipped(client, address).namelist()] == ["docx", "xlsx"]

    again = ordered(client, page(client, address).xpath("//form[starts-with(@action, '/pekerjaan')]/@action")[0])
    jobs.run_waiting()
    assert again != address
    assert "Yang belum ikut" not in words(client, again)


def test_a_job_that_a_restart_interrupted_is_made_at_the_next_start(
    papers: list[Record], app: Flask, jobs: Jobs, tuntas: SimpleNamespace, clock: Clock
):
    job = jobs.order(DINSOS, "Semua", {}, [p["id"] for p in papers])
    tuntas.store.save({**job, "state": RUNNING, "done": 2, "failures": ["lama"]})
    left = jobs.zips.folder / ".1.deadbeef"
    jobs.zips.folder.mkdir()
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    just_now = left.with_name(".2.deadbeef")  # another server may be at it
    just_now.write_bytes(b"half")

    started = Jobs(tuntas.store, app.extensions["tuntas"].publisher, jobs.zips, clock)
    started.start()
    until(lambda: tuntas.store.get("job", job["id"])["state"] == DONE)
    started.leave_off()
    until(lambda: not started._thread.is_alive())
    done = tuntas.store.get("job", job["id"])
    assert (done["state"], done["done"], done["failures"]) == (DONE, 7, [])
    assert {path.name for path in jobs.zips.folder.iterdir()} == {just_now.name, f"{done['sha256']}.zip"}


def test_stopping_leaves_the_job_for_the_next_start(papers: list[Record], jobs: Jobs, tuntas: SimpleNamespace):
    job = jobs.order(DINSOS, "Semua", {}, [p["id"] for p in papers])
    taken = jobs._runner.take(job["id"])
    jobs._stopping.set()
    jobs._run(taken)
    left = tuntas.store.get("job", job["id"])
    assert (left["state"], left["beat"]) == (RUNNING, "")
    assert JobRunner(tuntas.store, jobs.now).take(job["id"])  # at once
    assert list(jobs.zips.folder.iterdir()) == []


def test_a_zip_is_removed_after_a_day(
    papers: list[Record], jobs: Jobs, client_as: Callable[[str], FlaskClient], clock: Clock, tuntas: SimpleNamespace
):
    client = client_as("dinsos.aceh")
    address = ordered(client)
    jobs.run_waiting()
    clock.at = START + timedelta(hours=23)
    jobs.sweep()
    client = client_as("dinsos.aceh")  # the session of yesterday is over
    assert unzipped(client, address).testzip() is None
    assert "Tersimpan sampai Selasa, 10 November 2026, pukul 09.00" in words(client, address)

    clock.at = START + timedelta(hours=24)
    client = client_as("dinsos.aceh")
    assert client.get(f"{address}.zip").status_code == 404  # also before it is swept
    jobs.sweep()
    assert list(jobs.zips.folder.iterdir()) == []
    assert tuntas.store.find("job", state=EXPIRED)
    assert "ZIP-nya sudah dihapus" in words(client, address)
    assert "Minta lagi" in words(client, address)


def test_a_job_that_fails_says_so_and_holds_up_no_other(
    papers: list[Record], jobs: Jobs, client_as: Callable[[str], FlaskClient], tuntas: SimpleNamespace
):
    client = client_as("dinsos.aceh")
    lost = jobs.order(DINSOS, "Hilang", {}, [10_000])
    address = ordered(client)
    jobs.run_waiting()
    failed = tuntas.store.get("job", lost["id"])
    assert (failed["state"], failed["reason"], failed["ended"]) == (FAILED, BROKEN, stamp(START))
    assert unzipped(client, address).testzip() is None
    assert BROKEN in words(client, f"/pekerjaan/{lost['id']}")


def test_the_page_of_a_running_job_refreshes_by_itself(
    papers: list[Record], jobs: Jobs, client_as: Callable[[str], FlaskClient], tuntas: SimpleNamespace
):
    client = client_as("dinsos.aceh")
    address = ordered(client)
    job = tuntas.store.find("job")[0]
    tuntas.store.save({**job, "state": RUNNING, "done": 1})
    running = page(client, address)
    assert running.xpath("//noscript/meta[@http-equiv='refresh']")
    assert running.xpath("string(//section[@data-poll]//progress/@value)") == "14"
    assert "Sedang dikerjakan 1 dari 7 dokumen" in words(client, address)
