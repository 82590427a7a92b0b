"""An instance on PostgreSQL, and its two servers, each with a folder of its own: two machines that share a disk."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask

from app import create_app
from tests.world.instance import START
from tests.world.serving import Begin, Served, environment, port_of
from workflow.keeping.change_of_store import move
from workflow.store import open_store

SHARED = ("archive", "backup", "evidence", "intake", "zip")
NOW = START + timedelta(days=1)  # of the servers, when they begin


def moved_to(url: str, folder: Path) -> None:
    """Moves what a folder has to that empty database."""
    store = open_store(folder / "tuntas.db")
    with closing(store):
        move(store, folder, url, at=START)


@dataclass(frozen=True)
class Machines:
    """Several, with one database."""

    database: str
    folders: tuple[Path, ...]

    @contextmanager
    def app(self) -> Iterator[Flask]:
        """For arranging and looking beside the servers."""
        made = create_app(self.folders[0], NOW=lambda: NOW, SEED=False, TESTING=True, DATABASE=self.database)
        with closing(made.extensions["tuntas"].store):
            yield made

    def serve(self, begin: Begin, which: int, **more: str) -> Served:
        """The server of one machine, once it says that it serves."""
        folder = self.folders[which]
        log = folder.with_name(f"{folder.name}.log")
        command = [sys.executable, "-m", "tests.world.serving_at", NOW.isoformat()]
        env = environment(folder, **{"TUNTAS_DATABASE": self.database, "TUNTAS_WORKERS": "0", **more})
        with log.open("a") as lines:
            process = begin(command, env=env, stdout=subprocess.PIPE, stderr=lines)
        return Served(process, port_of(process, log), log)


def machines(place: Path, moved: Path, database: str, shared: Sequence[str] = SHARED) -> Machines:
    """Both folders as ``moved`` is, which went to this database or to the one that it is like."""
    first = Path(shutil.copytree(moved, place / "satu"))
    for name in shared:
        common = place / "bersama" / name
        if (first / name).exists():
            shutil.move(first / name, common)
        common.mkdir(parents=True, exist_ok=True)
        (first / name).symlink_to(common)
    second = Path(shutil.copytree(first, place / "dua", symlinks=True))
    return Machines(database, (first, second))
