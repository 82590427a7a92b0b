"""The order in which things reach the disk: a file and its folder are flushed before a record names them."""

from __future__ import annotations

import io
import itertools
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from app import create_app
from tests.world import one_line_files
from tests.world.arranged import SEKDIS, bring, photo
from tests.world.failing_disk import Disk, failing
from tests.world.instance import START, signed_in
from tests.world.stored import stored
from workflow.evidence.hashed_files import HashedFiles


@pytest.fixture
def disk() -> Iterator[Disk]:
    recorded = Disk()
    with failing(recorded):
        yield recorded


@pytest.fixture
def app(disk: Disk, tmp_path: Path, bare_instance: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    one_line_files.use(monkeypatch)
    folder = Path(shutil.copytree(bare_instance, tmp_path / "instance"))
    made = create_app(folder, NOW=lambda: START, SEED=False, TESTING=True, BASE_URL="https://tuntas.example")
    disk.steps.clear()
    yield made
    made.extensions["tuntas"].store.close()


def turns(disk: Disk) -> str:
    """Who was at the disk, one letter a turn: F for files, S for the store."""
    return "".join(
        who for who, _ in itertools.groupby("S" if step.startswith("sqlite") else "F" for step in disk.steps)
    )


def assert_settled(disk: Disk, path: Path) -> None:
    """The part is flushed, then moved to its name, then the folder is flushed, and so is the one above a new folder."""
    steps = disk.steps
    moved = steps.index(f"replace {path}")
    part = next(step for step in reversed(steps[:moved]) if step.startswith("fsync "))
    assert re.fullmatch(rf"fsync {re.escape(str(path.parent))}/[^/]+", part)
    assert f"fsync {path.parent}" in steps[moved:]
    if f"mkdir {path.parent}" in steps:
        assert f"fsync {path.parent.parent}" in steps[:moved]


def test_evidence_is_on_the_disk_before_its_record(app: Flask, disk: Disk):
    parts: SimpleNamespace = app.extensions["tuntas"]
    task, chair = bring(parts, "reported", START), signed_in(app, "ketua.bireuen")
    disk.steps.clear()
    form = {"version": task["version"], "percent": "60", "text": "Naskah disepakati.", "date": "2026-11-08",
            "photos": (io.BytesIO(photo("#123456")), "rapat.jpg"), "caption": "Rapat"}  # fmt: skip
    assert chair.post(f"/tugas/{task['id']}/kemajuan", data=form).status_code == 303
    (evidence,) = parts.store.find("evidence")
    assert_settled(disk, stored(parts.evidence, evidence["sha256"]))
    assert turns(disk) == "FS"
    assert "sqlite fsync" in disk.steps  # and the record too, before the answer


def test_an_issued_file_is_on_the_disk_before_the_document_says_that_it_is_out(app: Flask, disk: Disk):
    parts: SimpleNamespace = app.extensions["tuntas"]
    bring(parts, "draft/sekdis", START)
    (document,) = parts.store.find("document")
    for made in document["files"].values():
        assert_settled(disk, stored(parts.publisher.archive, made["sha256"]))
    disk.steps[: next(place for place, step in enumerate(disk.steps) if "/archive" in step)] = []
    assert turns(disk) == "FSFS"


def test_a_zip_is_on_the_disk_before_its_job_is_done(app: Flask, disk: Disk):
    parts: SimpleNamespace = app.extensions["tuntas"]
    bring(parts, "draft/sekdis", START)
    ids = [document["id"] for document in parts.store.find("document")]
    job = parts.jobs.order(SEKDIS, "Semua naskah", {}, ids)
    disk.steps.clear()
    parts.jobs.run_waiting()
    path = parts.jobs.file(parts.store.get("job", job["id"]))
    assert_settled(disk, path)
    after = disk.steps[disk.steps.index(f"replace {path}") :]
    assert "sqlite fsync" in after
    assert after.index(f"fsync {path.parent}") < after.index("sqlite write")


def test_the_key_and_a_new_database_are_settled_too(disk: Disk, tmp_path: Path):
    made = create_app(tmp_path / "new", SEED=False)
    made.extensions["tuntas"].store.close()
    for name in ("secret_key", "tuntas.db"):
        assert_settled(disk, tmp_path / "new" / name)
    assert (tmp_path / "new" / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_file_that_has_the_name_but_not_the_bytes_is_put_right(tmp_path: Path):
    files = HashedFiles(tmp_path)
    name = files.keep(b"naskah")
    stored(files, name).write_bytes(b"nask")
    assert files.keep(b"naskah") == name
    assert files.read(name) == b"naskah"
