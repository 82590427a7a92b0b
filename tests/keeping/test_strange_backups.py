"""Whatever lies in the folder of a backup, and whatever its manifest says, restoring it says a sentence."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import create_app
from tests.world.instance import START
from tests.world.places import ROOT
from tests.world.serving import environment
from tests.world.strange_files import circle, folder, nowhere, pipe
from tests.world.waiting import PATIENCE
from workflow.keeping.backup import make_backup
from workflow.keeping.restore import RestoreRefused, restore


@pytest.fixture(scope="module")
def made(bare_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup with two files of evidence; never changed."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copytree(bare_instance, folder / "instance")
    app = create_app(folder / "instance", NOW=lambda: START, SEED=False)
    parts = app.extensions["tuntas"]
    for content in (b"satu", b"dua"):
        parts.evidence.keep(content)
    make_backup(parts.store, folder / "instance", folder / "cadangan", at=START)
    parts.store.close()
    return folder / "cadangan"


@pytest.fixture
def backup(made: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    return Path(shutil.copytree(made, tmp_path / "cadangan"))


def refused(backup: Path, sentence: str) -> None:
    target = backup.with_name("pulih")
    with pytest.raises(RestoreRefused, match=sentence):
        restore(backup, target, at=START)
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


UNREADABLE = [
    b"", b"{", b"[]", b"1", b"null", b'"teks"', b"[" * 200_000, b"\xff\xfe\x00", b"9" * 5_000, b"{}",
    b'{"format": "2"}', b'{"format": 2}', b'{"format": 1e999}', b'{"format": null}',
]  # fmt: skip


@pytest.mark.parametrize("content", UNREADABLE, ids=range(len(UNREADABLE)))
def test_a_manifest_that_is_none_is_told(backup: Path, content: bytes):
    (backup / "manifest.json").write_bytes(content)
    refused(backup, "rusak atau tidak dikenal|versi itu")


WRONG: list[tuple[str, Any]] = [
    (key, value)
    for key in ("made", "counts", "chains", "files", "list", "damage")
    for value in (None, 1, "x", [1], {"x": 1}, {"x": "y"}, {"evidence": {"count": "1"}})
    if not (key == "chains" and isinstance(value, dict)) and (key, value) != ("counts", {"x": 1})
]


@pytest.mark.parametrize(("key", "value"), WRONG, ids=[f"{key}-{value}" for key, value in WRONG])
def test_a_manifest_with_something_else_in_it_is_told(backup: Path, key: str, value: Any):
    path = backup / "manifest.json"
    manifest = json.loads(path.read_text())
    path.write_text(json.dumps({**manifest, key: value}))
    refused(backup, "rusak|hilang atau berubah")
    path.write_text(json.dumps({name: kept for name, kept in manifest.items() if name != key}))
    refused(backup, "rusak|hilang atau berubah")


@pytest.mark.parametrize("chains", [{}, {"11": 1}, {"11": {"seq": 1, "hash": "x"}}])
def test_heads_that_are_not_those_of_the_history_are_told(backup: Path, chains: dict[str, Any]):
    path = backup / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "chains": chains}))
    refused(backup, "Riwayatnya tidak sama")


PLACES = ["manifest.json", "files.sha256", "tuntas.db", "evidence", "evidence/file"]


@pytest.mark.parametrize("make", [pipe, folder, circle, nowhere])
@pytest.mark.parametrize("place", PLACES)
def test_links_and_pipes_hold_nothing_up(backup: Path, make: Callable[[Path], None], place: str):
    """Through the command, with a patience: opening a pipe from which nothing comes would last for ever."""
    path = next((backup / "evidence").glob("*/*")) if place == "evidence/file" else backup / place
    path.rename(backup.parent / "weg")
    make(path)
    ran = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "restore", str(backup), str(backup.parent / "pulih")],
        cwd=ROOT, env=environment(backup.parent / "pulih"), capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert (ran.returncode, "Traceback" in ran.stderr) == (1, False), ran.stderr
    assert ran.stderr.strip().endswith("."), ran.stderr


def test_a_link_to_the_very_bytes_is_as_good_as_they(backup: Path):
    path = next((backup / "evidence").glob("*/*"))
    path.rename(backup.parent / "weg")
    path.symlink_to(backup.parent / "weg")
    restore(backup, backup.with_name("pulih"), at=START)
    restored = backup.with_name("pulih") / path.relative_to(backup)
    assert (restored.is_symlink(), restored.read_bytes()) == (False, (backup.parent / "weg").read_bytes())


@pytest.mark.parametrize("make", [pipe, folder, circle, nowhere])
def test_a_backup_of_a_folder_with_strange_things_in_it_is_made(
    bare_instance: Path, tmp_path: Path, make: Callable[[Path], None]
):
    instance = Path(shutil.copytree(bare_instance, tmp_path / "instance"))
    app = create_app(instance, NOW=lambda: START, SEED=False)
    parts = app.extensions["tuntas"]
    place = instance / "evidence" / parts.evidence.keep(b"satu")[:2]
    make(place / "asing")
    manifest = make_backup(parts.store, instance, tmp_path / "cadangan", at=START)
    parts.store.close()
    assert manifest["files"]["evidence"]["count"] == 1
    restore(tmp_path / "cadangan", tmp_path / "pulih", at=START)
