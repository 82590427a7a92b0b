"""An instance that was closed in order is opened without reading all of it; any other one is looked through."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.world.places import ROOT
from tests.world.serving import Begin, environment, start
from tests.world.waiting import PATIENCE
from workflow.errors import StoreDamaged
from workflow.keeping.opening import DATABASE, open_instance
from workflow.store import open_store


@pytest.fixture
def folder(tmp_path: Path, demo_instance: Path) -> Path:
    """The demo's instance, closed in order."""
    folder = Path(shutil.copytree(demo_instance, tmp_path / "instance"))
    open_instance(folder).close()
    return folder


def left_whole(folder: Path) -> bool:
    store = open_store(folder / DATABASE)
    try:
        return store.left_whole()
    finally:
        store.close()


def scratched(folder: Path, *, seen: bool) -> None:
    """A page of events is lost; where it is not ``seen``, the disk tells nothing of it."""
    path = folder / DATABASE
    before, place = path.stat(), path.read_bytes().index(b'"name":"hand_over"')
    with path.open("r+b") as file:
        file.seek(place // 4096 * 4096)
        file.write(b"\xa5" * 4096)
    if not seen:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_only_a_file_that_is_as_it_was_closed_is_not_read_through(folder: Path):
    scratched(folder, seen=False)
    open_instance(folder).close()
    scratched(folder, seen=True)
    with pytest.raises(StoreDamaged):
        open_instance(folder)
    with pytest.raises(StoreDamaged):  # who was refused notes nothing
        open_instance(folder)


def test_another_file_at_its_place_is_read_through(folder: Path):
    assert left_whole(folder)
    shutil.copy2(folder / DATABASE, folder / "copy")
    (folder / "copy").rename(folder / DATABASE)
    assert not left_whole(folder)


def test_one_that_was_not_closed_is_read_through_and_then_is_whole_again(folder: Path):
    store = open_store(folder / DATABASE)
    store.insert("setting", {"name": "x"})
    cut_off = folder.parent / "cut off"
    shutil.copytree(folder, cut_off)  # as after kill -9: the log was not merged yet
    store.close()
    assert left_whole(folder)
    assert not left_whole(cut_off)
    assert not left_whole(cut_off)  # nobody has looked yet
    open_instance(cut_off).close()
    assert left_whole(cut_off)


def test_who_meets_damage_leaves_the_next_one_to_look_for_more(folder: Path):
    scratched(folder, seen=False)
    store = open_instance(folder)
    with pytest.raises(StoreDamaged):
        list(store.each("event"))
    store.close()
    assert not left_whole(folder)


def test_a_server_that_is_told_to_end_leaves_it_whole(folder: Path, begin: Begin):
    process = start(begin, folder).process
    process.terminate()
    process.wait(PATIENCE)
    assert left_whole(folder)


def test_a_command_leaves_it_whole(folder: Path):
    command = [sys.executable, "-m", "flask", "--app", "app", "users", "deactivate", "ketua.bireuen"]
    before = (folder / DATABASE).stat().st_mtime_ns
    subprocess.run(command, cwd=ROOT, env=environment(folder), check=True, capture_output=True, timeout=PATIENCE)
    assert (folder / DATABASE).stat().st_mtime_ns > before
    assert left_whole(folder)
