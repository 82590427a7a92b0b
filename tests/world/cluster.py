"""A cluster of PostgreSQL for the tests: in a folder of its own, reached through a socket there, gone with them.

It sorts as Indonesian does, capitals beside small letters: whatever relied on the order of the database would show. It
waits for no disk, so it is none to be killed: a test about that begins its own with ``fsync="on"``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

OWNER = "tuntas"


@dataclass(frozen=True)
class Cluster:
    folder: Path

    def url(self, database: str) -> str:
        return f"postgresql://{OWNER}@/{database}?host={self.folder}"

    def make(self, database: str) -> str:
        """Makes the database, empty; returns its address."""
        with closing(psycopg.connect(self.url("postgres"), autocommit=True)) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{database}"')
        return self.url(database)


def programs() -> Path | None:
    """Where the newest PostgreSQL of this machine has its programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def started(fsync: str = "off") -> Iterator[Cluster]:
    """A cluster; without PostgreSQL the test is skipped, or fails where ``REQUIRE_POSTGRES`` is set."""
    there = programs()
    if there is None:
        said = "PostgreSQL is not installed (script/test installs it as root or with sudo)"
        pytest.fail(said) if os.environ.get("REQUIRE_POSTGRES") else pytest.skip(said)
    folder = Path(tempfile.mkdtemp(prefix="tuntas-pg-"))  # a short name: a socket's has at most 107 letters
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        _made(there, folder)
        settings = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync={fsync}"
        _run(there / "pg_ctl", "start", "-w", "-s", "-D", folder / "data", "-l", folder / "log", "-o", settings)
        try:
            yield Cluster(folder)
        finally:
            _run(there / "pg_ctl", "stop", "-w", "-s", "-m", "immediate", "-D", folder / "data")
    finally:
        shutil.rmtree(folder)


def _made(there: Path, folder: Path) -> None:
    order = ("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=id-ID")
    _run(there / "initdb", "-D", folder / "data", "--no-sync", "--auth=trust", f"--username={OWNER}", *order)


def _run(*command: str | Path) -> None:
    """PostgreSQL refuses to work for root."""
    user = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
    ran = subprocess.run([*user, *command], cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert ran.returncode == 0, ran.stderr


def emptied(url: str) -> None:
    """Takes every record and every counter away, of what has any: the tables stay, for making them takes long."""
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        if not connection.execute("SELECT to_regclass('tuntas')").fetchone()[0]:
            return
        rows = connection.execute("SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL").fetchall()
        used = ", ".join(f'"{name.removesuffix("_id_seq")}"' for (name,) in rows)
        connection.execute(f"TRUNCATE {used + ', ' if used else ''}number RESTART IDENTITY")
