"""A database that is lost, cut short, foreign or too new is not started on; what to do is said."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app import create_app
from tests.world.serving import refused
from workflow.keeping.opening import DATABASE
from workflow.store import SCHEMA, open_store
from workflow.store.identity import EMPTY


def everything(folder: Path) -> dict[str, str]:
    """Each file of the folder and what is in it, but for the locks."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith((".lock", "-shm"))
    }


def empty(path: Path) -> None:
    path.write_bytes(b"")


def garbage(path: Path) -> None:
    path.write_bytes(b"Bukan basis data. " * 4000)


def cut(path: Path) -> None:
    """Without its second half, at the end of a page: SQLite itself opens this and reads what is left."""
    os.truncate(path, path.stat().st_size // 8192 * 4096)


def scribbled(path: Path) -> None:
    """Everything but the first page is written over."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))


def of_the_future(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA user_version = {SCHEMA + 1}")


def of_another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA application_id = 252006673")
        database.execute("CREATE TABLE places (id INTEGER)")


def gone(path: Path) -> None:
    path.unlink()


@pytest.fixture
def folder(tmp_path: Path, demo_instance: Path) -> Path:
    """The demo's instance, of which somebody has cleared away what a clean end leaves nothing of."""
    return Path(shutil.copytree(demo_instance, tmp_path / "instance"))


@pytest.mark.parametrize(
    ("damage", "reason", "advice"),
    [
        (empty, "kosong (0 byte)", "restore CADANGAN"),
        (garbage, "rusak atau bukan berkas data Tuntas", "restore CADANGAN"),
        (cut, "rusak", "restore CADANGAN"),
        (scribbled, "rusak", "restore CADANGAN"),
        (of_another_program, "bukan berkas data Tuntas", "restore CADANGAN"),
        (gone, "tuntas.db tidak ada, padahal folder ini berisi evidence", "restore CADANGAN"),
        (of_the_future, "dibuat oleh Tuntas yang lebih baru", "Pasang Tuntas versi itu lagi"),
    ],
)
def test_it_is_not_opened_and_not_changed(folder: Path, damage: Callable[[Path], None], reason: str, advice: str):
    damage(folder / DATABASE)
    before = everything(folder)

    with pytest.raises(SystemExit) as ended:
        create_app(folder)

    said = str(ended.value.code)
    assert said.startswith("Tuntas tidak dijalankan: ")
    assert reason in said.splitlines()[0]
    assert advice in said
    assert str(folder) in said
    assert everything(folder) == before


def test_the_server_and_the_commands_say_it_without_a_trace(folder: Path):
    garbage(folder / DATABASE)
    before = everything(folder)
    assert refused(folder).startswith("Tuntas tidak dijalankan: Berkas data rusak")
    users = refused(folder, sys.executable, "-m", "flask", "--app", "app", "users", "list")
    assert users.startswith("Tuntas tidak dijalankan: Berkas data rusak")
    assert everything(folder) == before


def test_an_empty_folder_is_a_new_instance_and_so_is_one_whose_first_start_was_killed(tmp_path: Path):
    (tmp_path / "secret_key").write_text("x" * 64)
    (tmp_path / f".{DATABASE}.new").write_bytes(b"half a file")
    (tmp_path / "evidence").mkdir()
    app = create_app(tmp_path, SEED=False)
    assert app.extensions["tuntas"].store.count("office") == 47
    app.extensions["tuntas"].store.close()
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_log_of_the_last_changes_that_was_cut_leaves_an_earlier_whole_state(tmp_path: Path):
    store = open_store(tmp_path / DATABASE)
    for number in range(1, 9):
        store.insert("task", {"region": "11.11", "title": f"Tugas {number}"})
    taken = tmp_path / "taken"
    taken.mkdir()
    for path in tmp_path.glob(f"{DATABASE}*"):  # as after kill -9: the log was not merged yet
        shutil.copy(path, taken)
    store.close()
    log = taken / f"{DATABASE}-wal"
    os.truncate(log, log.stat().st_size * 2 // 3)
    (taken / f"{DATABASE}-shm").unlink()

    again = open_store(taken / DATABASE)
    assert again.damage() == []
    titles = [task["title"] for task in again.find("task")]
    assert titles == [f"Tugas {number}" for number in range(1, len(titles) + 1)]
    assert 0 < len(titles) < 8
    again.close()


def test_a_file_made_before_files_were_signed_is_opened_and_signed(tmp_path: Path):
    open_store(tmp_path / DATABASE).close()
    with closing(sqlite3.connect(tmp_path / DATABASE)) as database:
        database.execute("PRAGMA application_id = 0")
        database.execute("PRAGMA user_version = 0")
    open_store(tmp_path / DATABASE).close()
    with closing(sqlite3.connect(tmp_path / DATABASE)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
        assert database.execute("PRAGMA application_id").fetchone() != (0,)


def test_an_empty_file_is_no_new_store(tmp_path: Path):
    (tmp_path / DATABASE).touch()
    with pytest.raises(Exception, match="0 byte") as refusal:
        open_store(tmp_path / DATABASE)
    assert str(refusal.value) == EMPTY
