"""The n-th write or flush fails, for every n: what was refused has changed nothing, what was told is done."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app import create_app
from tests.world import one_line_files
from tests.world.arranged import CHAIR, PLAN, bring, photo
from tests.world.failing_disk import Disk, failing, reaches_sqlite
from tests.world.faults import kept, wrong
from tests.world.instance import START, signed_in
from workflow.errors import StoreUnavailable
from workflow.keeping.backup import BackupFailed, make_backup
from workflow.keeping.opening import DATABASE
from workflow.store import open_store
from workflow.store.sqlite import UNSURE
from workflow.tasks.operations import move

MOST = 800  # steps; a loop that finds no end would say so


@pytest.fixture(params=["once", "for good"])
def disk(request: pytest.FixtureRequest) -> Disk:
    if not reaches_sqlite():
        print("SQLite is built into this Python: its own writes cannot be counted, only Python's")
    return Disk(for_good=request.param == "for good")


@pytest.fixture
def app(disk: Disk, tmp_path: Path, bare_instance: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The app on that disk; its documents are a line of text each, for it is not the writers that are tried here."""
    one_line_files.use(monkeypatch)
    folder = Path(shutil.copytree(bare_instance, tmp_path / "instance"))
    with failing(disk):
        made = create_app(folder, NOW=lambda: START, SEED=False, TESTING=True, BASE_URL="https://tuntas.example")
        yield made
        disk.heal()
        made.extensions["tuntas"].store.close()


def every_step(disk: Disk, act: Callable[[], Any]) -> Iterator[tuple[int, Any]]:
    """Runs ``act`` with the first, second … step failing, until it gets by without one. Gives (number, result)."""
    for number in range(1, MOST):
        disk.start(number)
        result = act()
        hit = disk.failed
        disk.heal()
        yield number, result
        if not hit:
            return
    raise AssertionError("there was no end of steps")


def test_a_move_that_issues_a_document(app: Flask, disk: Disk):
    parts: SimpleNamespace = app.extensions["tuntas"]
    store, task = parts.store, bring(parts, "draft", START)

    def submit() -> Any:
        try:
            return move(store, parts.publisher, CHAIR, task["id"], "submit", PLAN, version=task["version"], at=START)
        except StoreUnavailable as refusal:
            sentences.append(refusal.sentence)
            return None

    before, refused, pending = kept(store), 0, 0
    sentences: list[str] = []
    for number, moved in every_step(disk, submit):
        assert wrong(store, Path(app.instance_path)) == [], number
        if moved is None:
            refused += 1
            if sentences[-1] != UNSURE or kept(store) == before:
                assert kept(store) == before, number
                continue
            moved = store.get("task", task["id"])
        assert (moved["waits_for"], store.get("task", task["id"])) == ("sekdis", moved)
        (document,) = store.find("document", task=task["id"], status="draf")
        pending += document["pending"]
        parts.publisher.publish(document["id"])
        assert store.get("document", document["id"])["pending"] is False
        assert wrong(store, Path(app.instance_path)) == [], number
        # The next round is about a task of its own, and an archive in which its files are not yet.
        task, before = bring(parts, "draft", START), kept(store)
        before = kept(store)
    assert refused > 5
    assert all("Tidak ada yang berubah" in sentence for sentence in sentences if sentence != UNSURE)
    assert pending > 10


def test_an_upload_of_evidence(app: Flask, disk: Disk):
    parts: SimpleNamespace = app.extensions["tuntas"]
    store, task = parts.store, bring(parts, "reported", START)
    chair, before, codes = signed_in(app, "ketua.bireuen"), kept(store), []

    def send() -> tuple[int, bool]:
        form = {"version": task["version"], "percent": "60", "text": "Naskah disepakati.", "date": "2026-11-08",
                "photos": (io.BytesIO(photo("#123456")), "rapat.jpg"), "caption": "Rapat"}  # fmt: skip
        answer = chair.post(f"/tugas/{task['id']}/kemajuan", data=form)
        return answer.status_code, UNSURE in answer.text

    for number, (code, unsure) in every_step(disk, send):
        codes.append(code)
        assert wrong(store, Path(app.instance_path)) == [], number
        if code == 503 and not (unsure and kept(store) != before):
            assert kept(store) == before, number
        else:
            assert code in (303, 503)
            task = store.get("task", task["id"])
            assert len(store.find("evidence", task=task["id"])) == len(task["progress"]) > len(before["evidence"])
            before = kept(store)
    assert codes.count(503) > 10
    assert codes[-1] == 303


def test_a_backup(app: Flask, disk: Disk, tmp_path: Path):
    parts: SimpleNamespace = app.extensions["tuntas"]
    bring(parts, "reported", START)
    before, targets = kept(parts.store), iter(range(MOST))

    def back_up() -> Path | None:
        target = tmp_path / f"cadangan-{next(targets)}"
        try:
            make_backup(parts.store, Path(app.instance_path), target, at=START)
        except (BackupFailed, StoreUnavailable):
            return target if (target / "manifest.json").exists() else None
        return target

    made = [target for _, target in every_step(disk, back_up)]
    assert kept(parts.store) == before
    assert made.count(None) > 5
    assert made[-1] is not None
    for target in filter(None, made):  # whoever finds a manifest has a whole backup, even if the last flush failed
        with closing(open_store(target / DATABASE)) as copy:
            assert kept(copy) == before
            assert wrong(copy, target) == []
