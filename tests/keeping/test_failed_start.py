"""A start that is refused closes what it had opened: the folder can be used, moved or restored at once."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest

from app import create_app
from tests.world.instance import START
from workflow.errors import StoreDamaged
from workflow.keeping.opening import DATABASE, open_instance
from workflow.store import open_store


def open_files(folder: Path) -> list[str]:
    """The files of the folder that this process has open."""
    found = []
    for handle in Path("/proc/self/fd").iterdir():
        try:
            place = Path(os.readlink(handle))
        except FileNotFoundError:  # the one that lists them
            continue
        if place.is_relative_to(folder):
            found.append(place.name)
    return found


def stopped_clock() -> None:
    raise OSError("the clock cannot be read")


@pytest.mark.parametrize(
    "config",
    [
        {"BASE_URL": "tuntas.example"},  # refused when the pages are plugged in, last of all
        {"BASE_URL": "tuntas.example", "WORKERS": 1},
        {"MODE": "produkti"},
        {"SEED": True, "NOW": stopped_clock},
    ],
)
def test_a_refused_start_leaves_nothing_open(tmp_path: Path, config: dict[str, Any]):
    with pytest.raises(SystemExit) as refusal:  # held, because it would hold what is open
        create_app(tmp_path, **{"SEED": False, "NOW": lambda: START} | config)
    assert refusal.value.code
    assert open_files(tmp_path) == []
    assert [one.name for one in threading.enumerate() if one.name.startswith("worker-")] == []


@pytest.mark.parametrize("inside", ["", "data"])
def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path, inside: str):
    file = tmp_path / "tuntas.conf"
    file.touch()
    with pytest.raises(SystemExit, match=r"tuntas\.conf adalah berkas, bukan folder"):
        create_app(file / inside, SEED=False)
    assert file.read_bytes() == b""


def test_a_demo_that_production_refuses_is_left_closed(
    tmp_path: Path, bare_instance: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = Path(shutil.copytree(bare_instance, tmp_path / "instance"))
    monkeypatch.setenv("TUNTAS_SECRET_KEY", "k" * 40)
    with pytest.raises(SystemExit, match="data contoh") as refusal:
        create_app(folder, MODE="produksi", NOW=lambda: START)
    assert refusal.value.code
    assert open_files(folder) == []


def test_a_damaged_database_is_left_closed(tmp_path: Path, bare_instance: Path):
    folder = Path(shutil.copytree(bare_instance, tmp_path / "instance"))
    os.truncate(folder / DATABASE, (folder / DATABASE).stat().st_size // 8192 * 4096)
    with pytest.raises(StoreDamaged) as refusal:
        open_instance(folder)
    assert refusal.value.sentence
    assert open_files(folder) == []


def test_a_thread_that_cannot_read_the_database_leaves_nothing_open_however_often_it_tries(tmp_path: Path):
    store = open_store(tmp_path / DATABASE)
    before = open_files(tmp_path)
    with (tmp_path / DATABASE).open("r+b") as file:
        file.write(b"x" * 4096)
    os.truncate(tmp_path / f"{DATABASE}-wal", 0)
    counted: list[int] = []

    def ask() -> None:
        for _ in range(5):
            with pytest.raises(StoreDamaged):
                store.count("task")
            counted.append(len(open_files(tmp_path)))

    asking = threading.Thread(target=ask)
    asking.start()
    asking.join()
    store.close()
    assert DATABASE in before
    assert counted == [counted[0]] * 5
    assert open_files(tmp_path) == []
