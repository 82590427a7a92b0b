"""The whole app with its files in a bucket: what it does with a folder, it does with one; a bucket that is away for a
while stops nothing else and loses nothing; and a backup is whole by itself."""

from __future__ import annotations

import hashlib
import http.client
import io
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app import create_app
from documents.apart.workers import Limits
from documents.issue.jobs import DONE, FAILED, OUT_OF_REACH
from documents.issue.publisher import OUT_OF_REACH as PENDING_WHY
from documents.issue.publisher import ReportPublisher
from documents.issue.rendering import Apart
from tests.world import one_line_files
from tests.world.arranged import DINSOS, bring, photo
from tests.world.cluster import Cluster
from tests.world.instance import START, Clock, signed_in
from tests.world.progress_form import TYPED
from tests.world.s3_server import S3
from tests.world.serving import Begin, start
from tests.world.shared import unrendered
from tests.world.visiting import session
from tests.world.waiting import PATIENCE
from workflow.demo import ACCOUNTS, PASSWORD
from workflow.evidence import bucket as buckets
from workflow.evidence import where_kept
from workflow.evidence.counted import current_evidence
from workflow.evidence.where_kept import NOTE
from workflow.keeping import archive, leftovers
from workflow.people.accounts import SYSTEM, add_user
from workflow.rakor.file import as_bytes, as_data
from workflow.store import Record


@pytest.fixture
def url(s3: S3) -> str:
    return s3.new()


@pytest.fixture
def begun(url: str, tmp_path: Path, bare_instance: Path, clock: Clock) -> Iterator[Callable[..., Flask]]:
    """Begins an app whose files are in the bucket, or in another."""
    opened = []

    def begin(name: str = "instance", **more: Any) -> Flask:
        if not (tmp_path / name).exists():
            shutil.copytree(bare_instance, tmp_path / name)
        facts = {"NOW": clock, "SEED": False, "TESTING": True, "BASE_URL": "https://tuntas.example", "FILES": url}
        opened.append(create_app(tmp_path / name, **{**facts, **more}))
        return opened[-1]

    yield begin
    for app in opened:
        app.extensions["tuntas"].store.close()


@pytest.fixture
def app(begun: Callable[..., Flask]) -> Flask:
    return begun()


@pytest.fixture
def tuntas(app: Flask) -> SimpleNamespace:
    return unrendered(app)


def local(app: Flask) -> list[str]:
    """The names in the instance folder under which files would lie."""
    folder = Path(app.instance_path)
    return sorted({"evidence", "archive", "intake", "titipan"} & {path.name for path in folder.iterdir()})


def send(app: Flask, tuntas: SimpleNamespace, *, content: bytes = b"") -> tuple[int, str, int]:
    """Files progress with a photo; the answer's status and text, and the task."""
    task = bring(tuntas, "reported", START)
    data = {**TYPED, "version": task["version"], "photos": [(io.BytesIO(content or photo()), "rapat.jpg")]}
    answer = signed_in(app, "ketua.bireuen").post(f"/tugas/{task['id']}/kemajuan", data=data)
    return answer.status_code, answer.text, task["id"]


def test_evidence_is_sent_and_seen(app: Flask, tuntas: SimpleNamespace, url: str, s3: S3):
    status, _, task = send(app, tuntas)
    (piece,) = current_evidence(tuntas.store, task)
    client = signed_in(app, "ketua.bireuen")
    whole = client.get(f"/bukti/{piece['id']}")
    assert (status, whole.status_code, hashlib.sha256(whole.data).hexdigest()) == (303, 200, piece["sha256"])
    assert whole.headers["Content-Disposition"] == "attachment; filename=rapat.jpg"
    assert client.get(f"/bukti/{piece['id']}", headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304
    assert client.get(f"/bukti/{piece['id']}/kecil-480.jpg").data[:2] == b"\xff\xd8"
    assert f"evidence/{piece['sha256'][:2]}/{piece['sha256']}" in s3.paths(url)
    assert local(app) == []
    assert (Path(app.instance_path) / NOTE).read_text() == f"{url}\n"


def test_an_altered_file_is_never_given_out(app: Flask, tuntas: SimpleNamespace, url: str, s3: S3):
    _, _, task = send(app, tuntas)
    (piece,) = current_evidence(tuntas.store, task)
    s3.alter(url, f"evidence/{piece['sha256'][:2]}/{piece['sha256']}")
    answer = signed_in(app, "ketua.bireuen").get(f"/bukti/{piece['id']}")
    assert (answer.status_code, "hilang atau berubah" in answer.text) == (410, True)
    (fault,) = archive.check(tuntas.store, Path(app.instance_path), url).faults
    assert fault.endswith("berubah, isinya bukan lagi yang dicatat")


def test_a_paper_is_made_with_its_photo_and_fetched_from_another_server(
    app: Flask, tuntas: SimpleNamespace, url: str, begun: Callable[..., Flask]
):
    """Its files are made in a process of its own, which fetches the photo."""
    bring(tuntas, "implemented", START)
    paper, parts = tuntas.store.find("document", type="pelaksanaan")[0], app.extensions["tuntas"]
    maker = Apart(Path(app.instance_path), 1, Limits(seconds=PATIENCE, patience=PATIENCE), files=url)
    archived = where_kept.place(Path(app.instance_path), url, "archive")
    made = ReportPublisher(tuntas.store, archived, parts.evidence, "https://x", maker=maker).publish(paper["id"])
    maker.close()
    buckets._opened.cache_clear()
    client = signed_in(begun(), "dinsos.aceh")
    for ext in ("pdf", "docx"):
        answer = client.get(f"/dokumen/{paper['id']}.{ext}")
        assert (answer.status_code, hashlib.sha256(answer.data).hexdigest()) == (200, made["files"][ext]["sha256"])
    assert [name for name in zipfile.ZipFile(io.BytesIO(answer.data)).namelist() if "media/" in name] != []
    assert local(app) == []


def test_a_lost_database_is_told_where_only_the_bucket_has_its_files(
    app: Flask, tuntas: SimpleNamespace, begun: Callable[..., Flask]
):
    tuntas.store.close()
    for path in Path(app.instance_path).glob("tuntas.db*"):
        path.unlink()
    with pytest.raises(SystemExit, match=f"tuntas.db tidak ada, padahal folder ini berisi {NOTE}"):
        begun()


def test_the_privacy_notice_says_that_files_leave_the_server(app: Flask, begun: Callable[..., Flask]):
    told = " ".join(app.test_client().get("/privasi").text.split())
    assert "disimpan di layanan penyimpanan terpisah" in told
    assert "Selain itu Tuntas tidak mengirim data ke layanan lain" in told
    own = " ".join(begun("sendiri", FILES="").test_client().get("/privasi").text.split())
    assert "layanan penyimpanan" not in own
    assert " Tuntas tidak mengirim data ke layanan lain; surel pun tidak" in own


def test_a_file_that_is_being_checked_is_looked_at_by_another_server(
    app: Flask, tuntas: SimpleNamespace, url: str, s3: S3, begun: Callable[..., Flask]
):
    rakor = tuntas.store.get("rakor", bring(tuntas, "reported", START)["rakor"])
    content = as_bytes(as_data(tuntas.store, DINSOS, rakor))
    sent = signed_in(app, "dinsos.aceh").post("/rakor/impor", data={"file": (io.BytesIO(content), "rakor.json")})
    name = sent.location.partition("berkas=")[2]
    assert f"intake/{name[:2]}/{name}" in s3.paths(url)
    page = signed_in(begun(), "dinsos.aceh").get(sent.location).text
    assert (rakor["title"] in page, "sudah ada di sini" in page) == (True, True)
    assert local(app) == []


@pytest.fixture
def papers(tuntas: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> list[Record]:
    """Documents whose files are a line of text each."""
    one_line_files.use(monkeypatch)
    bring(tuntas, "implemented", START)
    return tuntas.store.find("document")


def job(app: Flask, papers: list[Record]) -> Record:
    jobs = app.extensions["tuntas"].jobs
    made: Record = jobs.order(DINSOS, "Semua", {}, [paper["id"] for paper in papers])
    jobs.run_waiting()
    found = jobs.store.get("job", made["id"])
    assert found is not None
    return found


def test_a_zip_is_fetched_whole_and_in_parts_also_where_another_server_made_it(
    app: Flask, papers: list[Record], url: str, s3: S3, clock: Clock
):
    made = job(app, papers)
    zips = app.extensions["tuntas"].jobs.zips
    assert (made["state"], f"zip/{made['sha256']}.zip" in s3.paths(url)) == (DONE, True)
    zips.path(made["sha256"]).unlink()  # as on the other server, which has fetched one before
    before = zips.path("ab" * 32)
    before.write_bytes(b"PK")
    os.utime(before, (0, 0))
    client = signed_in(app, "dinsos.aceh")
    with client.get(f"/pekerjaan/{made['id']}.zip") as whole:
        assert zipfile.ZipFile(io.BytesIO(whole.data)).testzip() is None
        content = whole.data
    assert not before.exists()
    with client.get(f"/pekerjaan/{made['id']}.zip", headers={"Range": "bytes=2-9"}) as part:
        assert (part.status_code, part.data) == (206, content[2:10])
    clock.at += timedelta(days=2)
    app.extensions["tuntas"].jobs.sweep()
    assert f"zip/{made['sha256']}.zip" in s3.paths(url)  # by the bucket's clock it is new
    s3.age(url, timedelta(days=2))
    app.extensions["tuntas"].jobs.sweep()
    assert not any(path.startswith("zip/") for path in s3.paths(url))
    assert list(zips.folder.iterdir()) == []


def test_a_bucket_that_is_away_is_a_sentence_and_loses_nothing(
    app: Flask, tuntas: SimpleNamespace, papers: list[Record], s3: S3, begun: Callable[..., Flask]
):
    _, _, task = send(app, tuntas)
    (piece,) = current_evidence(tuntas.store, task)
    chair, publisher = signed_in(app, "ketua.bireuen"), app.extensions["tuntas"].publisher
    s3.away()
    try:
        before = tuntas.store.count("evidence")
        status, text, _ = send(app, tuntas)
        assert (status, tuntas.store.count("evidence")) == (503, before)
        assert "Tempat penyimpanan berkas tidak dapat dihubungi. Tidak ada yang hilang atau berubah" in text
        assert TYPED["text"] in text  # what was typed is still there
        seen = chair.get(f"/bukti/{piece['id']}")
        assert (seen.status_code, "Berkas belum terjangkau" in seen.text) == (503, True)
        assert seen.headers["Retry-After"] == "10"
        assert chair.get(f"/tugas/{task}").status_code == 200
        record = publisher.publish(papers[0]["id"])
        assert (record["pending"], record["failure"].split(".")[0]) == (True, PENDING_WHY["docx"].split(".")[0])
        assert (job(app, papers)["state"], job(app, papers)["reason"]) == (FAILED, OUT_OF_REACH)
        assert begun("instance").extensions["tuntas"].store.count("evidence") == before  # it starts all the same
    finally:
        s3.back()
    assert publisher.publish_pending() == 0
    assert chair.get(f"/bukti/{piece['id']}").status_code == 200
    assert send(app, tuntas)[0] == 303
    assert job(app, papers)["state"] == DONE


def test_what_nothing_names_goes_and_what_is_named_stays(app: Flask, tuntas: SimpleNamespace, url: str, s3: S3):
    _, _, task = send(app, tuntas)
    (piece,) = current_evidence(tuntas.store, task)
    given_up = tuntas.evidence.keep(b"ditinggalkan")
    assert leftovers.sweep(tuntas.store, tuntas.evidence, datetime.now(UTC)) == []  # the bucket has its own clock
    s3.age(url, timedelta(days=2))
    assert leftovers.sweep(tuntas.store, tuntas.evidence, datetime.now(UTC)) == [given_up]
    assert tuntas.evidence.holds(piece["sha256"])


@pytest.mark.parametrize("back", ["folder", "bucket"])
def test_a_backup_is_whole_by_itself_and_restores_into_either(
    app: Flask, tuntas: SimpleNamespace, papers: list[Record], url: str, s3: S3, tmp_path: Path,
    begun: Callable[..., Flask], back: str,
):  # fmt: skip
    _, _, task = send(app, tuntas)
    (piece,) = current_evidence(tuntas.store, task)
    app.extensions["tuntas"].publisher.publish(papers[0]["id"])
    run = app.test_cli_runner()
    done = run.invoke(args=["backup", str(tmp_path / "cadangan")])
    assert done.exit_code == 0, done.output
    listed = (tmp_path / "cadangan" / "files.sha256").read_text()
    assert f"evidence/{piece['sha256'][:2]}/{piece['sha256']}" in listed
    assert "archive/" in listed
    other = s3.new() if back == "bucket" else ""
    app.config["FILES"] = other
    done = run.invoke(args=["restore", str(tmp_path / "cadangan"), str(tmp_path / "pulih")])
    assert done.exit_code == 0, done.output
    restored = begun("pulih", FILES=other)
    assert archive.check(restored.extensions["tuntas"].store, tmp_path / "pulih", other).faults == ()
    answer = signed_in(restored, "ketua.bireuen").get(f"/bukti/{piece['id']}")
    assert hashlib.sha256(answer.data).hexdigest() == piece["sha256"]
    assert (tmp_path / "pulih" / "evidence").is_dir() is (back == "folder")


def test_the_daily_copy_fetches_what_is_new(app: Flask, tuntas: SimpleNamespace, clock: Clock):
    send(app, tuntas)
    copies = app.extensions["tuntas"].copies
    first = copies.make()
    clock.at += timedelta(days=1)
    send(app, tuntas, content=photo("#d00"))
    second = copies.make()
    assert (first["damage"], second["damage"]) == ([], [])
    assert [made["files"]["evidence"]["count"] for made in (first, second)] == [1, 2]
    newest, eldest = copies.copies()
    linked = [path for path in (eldest / "evidence").rglob("*") if path.is_file()]
    assert [(newest / path.relative_to(eldest)).stat().st_ino for path in linked] == [linked[0].stat().st_ino]


def test_two_machines_with_one_database_and_one_bucket(
    postgresql: Cluster, url: str, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    """What one takes in, issues or packs, the other gives out; they have no folder in common."""
    one_line_files.use(monkeypatch)
    facts = {"NOW": clock, "SEED": False, "TESTING": True, "FILES": url, "DATABASE": postgresql.make("dua_mesin")}
    one, other = (create_app(tmp_path / name, **facts) for name in ("satu", "dua"))
    tuntas = unrendered(one)
    for username in ("ketua.bireuen", "dinsos.aceh"):
        role, region = ACCOUNTS[username]
        account = {"username": username, "role": role, "region": region, "password": PASSWORD}
        add_user(tuntas.store, SYSTEM, account, at=START, demo=True)
    _, _, task = send(one, tuntas)
    (piece,) = current_evidence(tuntas.store, task)
    dinsos = signed_in(other, "dinsos.aceh")
    assert hashlib.sha256(dinsos.get(f"/bukti/{piece['id']}").data).hexdigest() == piece["sha256"]
    paper = tuntas.store.find("document", task=task)[0]
    made = one.extensions["tuntas"].publisher.publish(paper["id"])
    issued = dinsos.get(f"/dokumen/{paper['id']}.pdf").data
    assert hashlib.sha256(issued).hexdigest() == made["files"]["pdf"]["sha256"]
    packed = job(one, [paper])
    with dinsos.get(f"/pekerjaan/{packed['id']}.zip") as answer:
        assert zipfile.ZipFile(io.BytesIO(answer.data)).testzip() is None
    assert local(one) == local(other) == []
    for app in (one, other):
        app.extensions["tuntas"].store.close()


def test_a_server_as_it_really_runs_gives_out_what_another_took_in(
    app: Flask, tuntas: SimpleNamespace, url: str, s3: S3, begin: Begin
):
    """It started while the bucket did not answer."""
    _, _, task = send(app, tuntas)
    (piece,) = current_evidence(tuntas.store, task)
    folder = Path(app.instance_path)
    tuntas.store.close()
    s3.away()
    try:
        server = start(begin, folder, TUNTAS_FILES=url, TUNTAS_WORKERS="0")
    finally:
        s3.back()
    cookie, _ = session(folder, "dinsos.aceh", FILES=url)
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)) as connection:
        connection.request("GET", f"/bukti/{piece['id']}", headers={"Cookie": cookie})
        content = connection.getresponse().read()
    assert hashlib.sha256(content).hexdigest() == piece["sha256"]
    server.process.terminate()
    assert server.process.wait(PATIENCE) == 0
