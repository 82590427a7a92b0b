"""A cluster of PostgreSQL for the tests: in a folder of its own, reached through a socket there, gone with them.

It sorts as Indonesian does, capitals beside small letters: whatever relied on the order of the database would show. It
waits for no disk, so it is none to be killed: a test about that begins its own with ``fsync="on"``. However the process
of the tests ends, it takes the cluster along: a shell waits for that, and clears away.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.world.waiting import PATIENCE, until

OWNER = "tuntas"
INDONESIAN = ("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=id-ID")
# Until nobody holds the other end of its input any more.
CLEAR_AWAY = 'cat > /dev/null; "$@" > /dev/null 2>&1; rm -rf -- "$0"'


@dataclass(frozen=True)
class Cluster:
    folder: Path
    programs: Path
    fsync: str = "off"

    def url(self, database: str, *, within: int = PATIENCE) -> str:
        """Its address, for those who give a new connection so many seconds: a busy machine may need them."""
        return f"postgresql://{OWNER}@/{database}?host={self.folder}&connect_timeout={within}"

    def make(self, database: str, like: str = "template1") -> str:
        """Makes the database, empty or ``like`` another one; returns its address."""
        with closing(psycopg.connect(self.url("postgres"), autocommit=True)) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{database}" TEMPLATE "{like}"')
        return self.url(database)

    def start(self) -> None:
        """Also one that was killed: it refuses until its parts have given up what they hold."""
        settings = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c fsync={self.fsync}"
        until(lambda: not _run(self.programs / "pg_ctl", "start", "-w", "-s", *self._place(), "-o", settings))

    def followed(self) -> Cluster:
        """A hot standby of it, to be started. From then on nothing counts as kept before that one has it, too."""
        second = Cluster(self.folder / "siaga", self.programs, self.fsync)
        said = _run("mkdir", second.folder)
        where = ("-D", second.folder / "data", "-h", self.folder, "-U", OWNER)
        said += _run(self.programs / "pg_basebackup", *where, "--checkpoint=fast", "--write-recovery-conf")
        assert not said, said
        with closing(psycopg.connect(self.url("postgres"), autocommit=True)) as connection:
            connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            connection.execute("SELECT pg_reload_conf()")
        return second

    def promote(self) -> None:
        """A standby takes over, whatever became of whom it followed."""
        said = _run(self.programs / "pg_ctl", "promote", "-w", "-s", *self._place())
        assert not said, said

    def kill(self) -> None:
        """Ends it with 9, as a power cut does; its parts follow it, and until they have they answer."""
        postmaster = self._postmaster()
        parts = _parts(postmaster)
        os.kill(postmaster, signal.SIGKILL)
        until(lambda: not any(map(_lives, parts)))

    @contextmanager
    def hung(self) -> Iterator[None]:
        """All of it stands still meanwhile, as on a machine that does: it takes what it is sent and answers nothing."""
        postmaster = self._postmaster()
        os.kill(postmaster, signal.SIGSTOP)  # first, so that it begins no further part
        parts = _parts(postmaster)
        try:
            for pid in parts:
                os.kill(pid, signal.SIGSTOP)
            yield
        finally:
            for pid in (*parts, postmaster):  # which buries those that have ended, so it is the last
                os.kill(pid, signal.SIGCONT)

    def _postmaster(self) -> int:
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def _place(self) -> tuple[str | Path, ...]:
        return "-D", self.folder / "data", "-l", self.folder / "log"

    @contextmanager
    def cleared_away(self) -> Iterator[None]:
        """Stopped and removed when the block is left, or this process is gone."""
        stop = as_owner(self.programs / "pg_ctl", "stop", "-w", "-m", "immediate", "-D", self.folder / "data")
        shell = ["sh", "-c", CLEAR_AWAY, str(self.folder), *stop]
        with subprocess.Popen(shell, cwd="/", stdin=subprocess.PIPE, start_new_session=True):
            yield


def _parts(postmaster: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()]


def _lives(pid: int) -> bool:
    """Not one that is dead and waits for a parent who asks how it ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def programs() -> Path | None:
    """Where the newest PostgreSQL of this machine has its programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def without(extension: str, place: Path) -> Path:
    """The programs of a PostgreSQL like this machine's, but for an extension: it finds all else from where they are."""
    there = programs()
    assert there is not None
    version = there.parent.name
    made, shared = place / "lib" / "postgresql" / version, place / "share" / "postgresql" / version
    (made / "bin").mkdir(parents=True)
    for name in ("postgres", "initdb", "pg_ctl"):
        shutil.copy(there / name, made / "bin")
    (made / "lib").symlink_to(there.parent / "lib")
    theirs = Path("/usr/share/postgresql") / version
    (shared / "extension").mkdir(parents=True)
    for one in (*theirs.iterdir(), *(theirs / "extension").iterdir()):
        if one.name != "extension" and not one.name.startswith(extension):
            (shared / one.relative_to(theirs)).symlink_to(one)
    return made / "bin"


@contextmanager
def started(fsync: str = "off", there: Path | None = None, order: tuple[str, ...] = INDONESIAN) -> Iterator[Cluster]:
    """A cluster; without PostgreSQL the test is skipped, or fails where ``REQUIRE_POSTGRES`` is set."""
    there = there or programs()
    if there is None:
        said = "PostgreSQL is not installed (script/test installs it as root or with sudo)"
        pytest.fail(said) if os.environ.get("REQUIRE_POSTGRES") else pytest.skip(said)
    folder = Path(tempfile.mkdtemp(prefix="tuntas-pg-"))  # a short name: a socket's has at most 107 letters
    cluster = Cluster(folder, there, fsync)
    with cluster.cleared_away():
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        _make(cluster, order)
        cluster.start()
        yield cluster


def _make(cluster: Cluster, order: tuple[str, ...]) -> None:
    how = ("--no-sync", "--auth=trust", f"--username={OWNER}")
    said = _run(cluster.programs / "initdb", "-D", cluster.folder / "data", *how, *order)
    assert not said, said


def _run(*command: str | Path) -> str:
    """What it said where it failed, or nothing."""
    ran = subprocess.run(as_owner(*command), cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return ran.stderr or f"ended with {ran.returncode}" if ran.returncode else ""


def as_owner(*words: str | Path) -> list[str]:
    """PostgreSQL refuses to work for root."""
    user = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
    return [*user, *map(str, words)]


def emptied(url: str) -> None:
    """Takes every record and every counter away, of what has any: the tables stay, for making them takes long."""
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        if not connection.execute("SELECT to_regclass('tuntas')").fetchone()[0]:
            return
        rows = connection.execute("SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL").fetchall()
        used = ", ".join(f'"{name.removesuffix("_id_seq")}"' for (name,) in rows)
        connection.execute(f"TRUNCATE {used + ', ' if used else ''}number, tuntas_server RESTART IDENTITY CASCADE")
