"""A daily copy is made beside the server: it ends with it, and a copy that is cut off is told and leaves nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.world.instance import START
from tests.world.places import ROOT
from tests.world.waiting import until
from workflow.keeping.backup import BackupFailed
from workflow.keeping.copy_apart import CUT_OFF, STOPPED, make_apart

MAKE = """
import sys, threading
from datetime import UTC, datetime
from pathlib import Path
from workflow.keeping.copy_apart import make_apart
make_apart(Path(sys.argv[1]), Path(sys.argv[2]), at=datetime.now(UTC), earlier=None, stopping=threading.Event())
"""


@pytest.fixture
def folder(tmp_path: Path, demo_instance: Path) -> Path:
    return Path(shutil.copytree(demo_instance, tmp_path / "instance"))


def copying(pid: int) -> list[int]:
    """The copies that a process is having made."""
    children = [child for one in Path(f"/proc/{pid}/task").glob("*/children") for child in one.read_text().split()]
    return [int(child) for child in children if b"copy_apart" in Path(f"/proc/{child}/cmdline").read_bytes()]


def gone(pid: int) -> bool:
    try:
        return "(zombie)" in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_it_ends_with_the_server_that_is_killed(folder: Path, tmp_path: Path):
    with subprocess.Popen([sys.executable, "-c", MAKE, folder, tmp_path / "copy"], cwd=ROOT) as server:
        until(lambda: copying(server.pid))
        (begun,) = copying(server.pid)
        server.kill()
    until(lambda: gone(begun))
    assert not (tmp_path / "copy" / "manifest.json").exists()


def test_it_ends_when_the_server_is_told_to(folder: Path, tmp_path: Path):
    stopping = threading.Event()
    stopping.set()
    with pytest.raises(BackupFailed, match=STOPPED):
        make_apart(folder, tmp_path / "copy", at=START, earlier=None, stopping=stopping)
    assert copying(os.getpid()) == []


def test_one_that_is_cut_off_is_told(folder: Path, tmp_path: Path):
    told: list[str] = []

    def make() -> None:
        try:
            make_apart(folder, tmp_path / "copy", at=START, earlier=None, stopping=threading.Event())
        except BackupFailed as failure:
            told.append(failure.sentence)

    making = threading.Thread(target=make)
    making.start()
    until(lambda: copying(os.getpid()))
    os.kill(copying(os.getpid())[0], signal.SIGKILL)
    making.join()
    assert told == [CUT_OFF]


def test_what_cannot_be_copied_is_told_as_by_a_command(folder: Path, tmp_path: Path):
    (tmp_path / "copy").write_text("di tempat salinan")
    with pytest.raises(BackupFailed, match="tidak dapat dipakai"):
        make_apart(folder, tmp_path / "copy", at=START, earlier=None, stopping=threading.Event())
