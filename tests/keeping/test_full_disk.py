"""A disk that is full or may not be written: nothing changes, the page says so in words, and reading goes on."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import SpooledTemporaryFile as Spooled
from types import SimpleNamespace
from typing import Any

import lxml.html
import pytest
from flask import Flask
from werkzeug import formparser

from app import create_app
from documents.issue.publisher import NOT_KEPT
from tests.world.arranged import PLAN, SEKDIS, bring, data_for, photo
from tests.world.faults import full, half_files, kept, small_disk, wrong
from tests.world.instance import START, Clock, signed_in
from workflow.errors import StoreUnavailable
from workflow.keeping.backup import BackupFailed, make_backup
from workflow.store import Store
from workflow.tasks.operations import move


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[tuple[Path, bool]]:
    with small_disk(tmp_path / "disk", 8) as mounted:
        yield tmp_path / "disk", mounted


@pytest.fixture
def app(disk: tuple[Path, bool], bare_instance: Path, clock: Clock) -> Iterator[Flask]:
    """An instance on a disk of its own, with a report that is out and a plan at the chair's."""
    folder = Path(shutil.copytree(bare_instance, disk[0] / "instance"))
    made = create_app(folder, NOW=clock, SEED=False, TESTING=True, BASE_URL="https://tuntas.example")
    yield made
    made.extensions["tuntas"].store.close()


@pytest.fixture
def desk(app: Flask) -> SimpleNamespace:
    """A report whose files are made, one that waits for Sekdis, and a draft."""
    parts = app.extensions["tuntas"]
    out = bring(parts, "reported", START)
    waiting = bring(parts, "draft/sekdis", START)
    draft = bring(parts, "draft", START)
    report = parts.store.find("document", task=out["id"], type="laporan")[0]
    assert report["pending"] is False
    return SimpleNamespace(parts=parts, out=out, waiting=waiting, draft=draft, report=report)


def merge_log(store: Any) -> None:
    """Empties the log of changes, in which there would still be room for a few."""
    store._storage.run("PRAGMA wal_checkpoint(TRUNCATE)")


def readable(app: Flask, desk: SimpleNamespace) -> list[int]:
    """The answers to a sekdis who reads, a moment later: tasks, documents, an issued file, the public check."""
    client = signed_in(app, "sekdis.bireuen") if not hasattr(desk, "reader") else desk.reader
    report = desk.report
    addresses = [
        "/tugas", f"/tugas/{desk.out['id']}", f"/tugas/{desk.waiting['id']}", "/dokumen",
        f"/dokumen/{report['id']}.docx", f"/dokumen/{report['id']}.pdf", f"/cek/{report['code']}",
    ]  # fmt: skip
    return [client.get(address).status_code for address in addresses]


def said(answer: Any) -> str:
    return " ".join(lxml.html.fromstring(answer.text).find(".//main").text_content().split())


def test_on_a_full_disk_nothing_changes_and_everything_is_read(
    app: Flask, desk: SimpleNamespace, disk: tuple[Path, bool], clock: Clock
):
    store: Store = desk.parts.store
    chair, desk.reader = signed_in(app, "ketua.bireuen"), signed_in(app, "sekdis.bireuen")
    before, folder = kept(store), disk[0] / "instance"
    plan = {**PLAN, "version": desk.draft["version"], "action": "Menyusun naskah yang tidak boleh hilang"}
    merge_log(store)
    clock.at += timedelta(minutes=5)  # by now each visit would write down when it was

    with full(disk[0], mounted=disk[1]):
        answer = chair.post(f"/tugas/{desk.draft['id']}/rencana", data=plan)
        sent = chair.post(
            f"/tugas/{desk.out['id']}/kemajuan",
            data={"version": desk.out["version"], "percent": "60", "text": "Foto yang tidak muat.",
                  "date": "2026-11-08", "photos": (io.BytesIO(photo()), "rapat.jpg"), "caption": "Rapat"},
        )  # fmt: skip
        read = readable(app, desk)
        assert kept(store) == before
    assert (answer.status_code, sent.status_code) == (503, 503)
    for page in (said(answer), said(sent)):
        assert page.startswith("Belum dapat disimpan Ruang penyimpanan penuh. Tidak ada yang berubah; hubungi admin.")
        assert "Tulisan Anda tidak hilang" in page
    assert plan["action"] in said(answer)
    assert read == [200] * 7
    assert half_files(folder) == []

    assert chair.post(f"/tugas/{desk.draft['id']}/rencana", data=plan).status_code == 303  # once there is room again
    assert wrong(store, folder) == []


def test_a_decision_that_was_kept_stands_though_its_files_found_no_room(
    app: Flask, desk: SimpleNamespace, disk: tuple[Path, bool], monkeypatch: pytest.MonkeyPatch
):
    parts, (place, mounted) = desk.parts, disk
    task, data = parts.store.get("task", desk.waiting["id"]), data_for(parts, "report", desk.waiting)
    merge_log(parts.store)
    publish = parts.publisher.publish

    def on_a_full_disk(document: int) -> Any:
        with full(place, mounted=mounted):
            return publish(document)

    monkeypatch.setattr(parts.publisher, "publish", on_a_full_disk)
    moved = move(parts.store, parts.publisher, SEKDIS, task["id"], "report", data, version=task["version"], at=START)
    monkeypatch.undo()
    record = parts.store.find("document", task=task["id"], type="laporan")[0]
    assert (moved["stage"], record["pending"], record["files"]) == ("reported", True, {})
    assert record["failure"] in ("", " ".join(NOT_KEPT.values()))  # there may have been room in the log for the reason
    page = said(signed_in(app, "sekdis.bireuen").get(f"/tugas/{task['id']}"))
    assert "sedang disiapkan" in page.lower()
    assert parts.publisher.publish_pending() == 0
    assert wrong(parts.store, place / "instance") == []


def test_a_backup_that_does_not_fit_says_so_and_is_none(desk: SimpleNamespace, disk: tuple[Path, bool]):
    store: Store = desk.parts.store
    before, target = kept(store), disk[0] / "cadangan"
    with full(disk[0], mounted=disk[1]), pytest.raises((BackupFailed, StoreUnavailable)):
        make_backup(store, disk[0] / "instance", target, at=START)
    assert not (target / "manifest.json").exists()
    assert kept(store) == before


def test_a_start_on_a_full_disk_refuses_with_what_to_do(app: Flask, disk: tuple[Path, bool]):
    folder = disk[0] / "instance"
    app.extensions["tuntas"].store.close()
    with full(disk[0], mounted=disk[1]), pytest.raises(SystemExit, match="enyimpanan") as ended:
        create_app(folder, SEED=False)
    assert "Sediakan ruang di disk" in str(ended.value.code)


@contextmanager
def read_only(place: Path, store: Any) -> Iterator[None]:
    """The disk turns read-only under a running app, as the kernel does at errors. The log of changes is still there."""
    log = [store._storage.path.with_name(f"tuntas.db-{end}") for end in ("wal", "shm")]
    content = [path.read_bytes() for path in log]
    with store._storage._guard:  # whoever has a file open for writing would keep the disk from being turned
        for session in store._storage._sessions:
            session.connection.close()  # which also clears the log away
        store._storage._sessions.clear()
        store._storage._local = threading.local()
    for path, before in zip(log, content, strict=True):
        path.write_bytes(before)
    subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(place)], check=True)


def test_in_a_folder_that_may_not_be_written_everything_is_read(
    app: Flask, desk: SimpleNamespace, disk: tuple[Path, bool], clock: Clock
):
    if not disk[1]:
        pytest.skip("no disk could be mounted here, so none can be made read-only")
    store, folder = desk.parts.store, disk[0] / "instance"
    chair, desk.reader = signed_in(app, "ketua.bireuen"), signed_in(app, "sekdis.bireuen")
    plan = {**PLAN, "version": desk.draft["version"]}
    before = kept(store)
    clock.at += timedelta(minutes=5)
    with read_only(disk[0], store):
        answer = chair.post(f"/tugas/{desk.draft['id']}/rencana", data=plan)
        read = readable(app, desk)
        preview = desk.reader.get("/persetujuan", follow_redirects=True)  # tries the decision, and writes nothing
        with pytest.raises(SystemExit) as ended:
            create_app(folder, SEED=False)
    assert answer.status_code == 503
    assert "tidak dapat ditulis. Tidak ada yang berubah; hubungi admin." in said(answer)
    assert [*read, preview.status_code] == [200] * 8
    assert "izin menulis di folder itu" in str(ended.value.code)
    assert kept(store) == before
    assert chair.post(f"/tugas/{desk.draft['id']}/rencana", data=plan).status_code == 303


FORM = "multipart/form-data; boundary=x"
UPLOAD = b'--x\r\nContent-Disposition: form-data; name="photos"; filename="rapat.jpg"\r\n\r\n'


def test_a_large_upload_that_finds_no_room_on_its_way_in_gets_the_same_page(
    app: Flask, desk: SimpleNamespace, disk: tuple[Path, bool], monkeypatch: pytest.MonkeyPatch
):
    """More than half a megabyte is kept in a temporary file while it comes in."""
    chair = signed_in(app, "ketua.bireuen")
    body = UPLOAD + photo() + os.urandom(2_000_000) + b"\r\n--x--\r\n"
    files: list[Any] = []

    def spooled(**how: Any) -> Any:
        files.append(Spooled(**how))  # noqa: SIM115 - closed below
        return files[-1]

    monkeypatch.setattr("tempfile.tempdir", str(disk[0]))
    monkeypatch.setattr(formparser, "SpooledTemporaryFile", spooled)
    with full(disk[0], mounted=disk[1]):
        answer = chair.post(f"/tugas/{desk.out['id']}/kemajuan", data=body, content_type=FORM)
    assert (answer.status_code, "Ruang penyimpanan penuh" in answer.text) == (503, True)
    for file in files:  # the parser lets them go unclosed
        file.close()
