"""Servers that share a database have one clock and one version, and each folder belongs to one instance."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask

from app import create_app
from tests.world.cluster import Cluster
from tests.world.instance import START, signed_in
from tests.world.serving import COMMAND, ROOT, Begin, environment, start
from tests.world.waiting import PATIENCE
from workflow.errors import StoreUnavailable
from workflow.keeping.instance_id import NOTE
from workflow.keeping.one_clock import Clock
from workflow.keeping.sbom import version
from workflow.store import Server, open_store
from workflow.web.secret_key import fingerprint

MINUTE = timedelta(minutes=1)
OTHER = ("jauh", "satelit", 77, "0.1", "latar")
ENTERED = "INSERT INTO tuntas_server VALUES (%s, %s, %s, %s, %s, 0, clock_timestamp(), clock_timestamp())"


@pytest.fixture
def database(postgresql: Cluster, bare_at_postgresql: Path) -> str:
    return postgresql.make("fellows", like="bare")


@pytest.fixture
def folder(tmp_path: Path, bare_at_postgresql: Path) -> Path:
    return Path(shutil.copytree(bare_at_postgresql, tmp_path / "instance"))


def asked(database: str, sql: str, *values: Any) -> list[Any]:
    with closing(psycopg.connect(database, autocommit=True)) as connection:
        cursor = connection.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def opened(folder: Path, database: str, **more: Any) -> Iterator[Flask]:
    made = create_app(folder, SEED=False, TESTING=True, DATABASE=database, **more)
    with closing(made.extensions["tuntas"].store):
        yield made


def moved_clock(database: str, by: str) -> None:
    """From now on the database's clock is ahead by so much."""
    told = f"SELECT pg_catalog.clock_timestamp() + interval '{by}'"
    asked(database, "CREATE SCHEMA IF NOT EXISTS moved")
    asked(
        database,
        f"CREATE OR REPLACE FUNCTION moved.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS $${told}$$",
    )
    asked(database, "ALTER DATABASE fellows SET search_path = public, moved, pg_catalog")


def test_acts_have_the_time_of_the_database_and_hear_of_its_changes_with_the_next_beat(
    folder: Path, database: str, caplog: pytest.LogCaptureFixture
):
    moved_clock(database, "0 s")
    with opened(folder, database) as app:
        fellows, now = app.extensions["tuntas"].fellows, app.config["NOW"]
        together = app.extensions["tuntas"].store.together()
        with fellows.present():
            assert abs(now() - datetime.now(UTC)) < MINUTE
            moved_clock(database, "40 minutes")
            fellows.look(together)
            assert abs(now() - datetime.now(UTC) - 40 * MINUTE) < MINUTE
            assert "this machine's clock is -2400." in caplog.text
            (one,) = fellows.there()
            assert one.apart == pytest.approx(0, abs=60)  # as of the beat before
            fellows.look(together)
            (one,) = fellows.there()
            assert one.apart == pytest.approx(-2400, abs=60)
            assert one.beat - one.began > 30 * MINUTE


def test_between_two_beats_nothing_is_asked_and_a_late_answer_tells_nothing():
    clock, asks = Clock(), [datetime(2030, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)]
    assert clock.follow(lambda: asks[0])
    assert [clock() - asks[0] < MINUTE for _ in range(100)] == [True] * 100

    def late() -> datetime:
        threading.Event().wait(0.6)
        return asks[1]

    assert not clock.follow(late)
    assert clock() - asks[0] < MINUTE


def test_a_clock_that_is_given_stays(folder: Path, database: str):
    with opened(folder, database, NOW=lambda: START) as app:
        parts = app.extensions["tuntas"]
        with parts.fellows.present():
            parts.fellows.look(parts.store.together())
            assert app.config["NOW"]() == START


def refused(folder: Path, database: str) -> str:
    """What a server says that does not start."""
    env = environment(folder, TUNTAS_DATABASE=database, TUNTAS_WORKERS="0")
    ran = subprocess.run(COMMAND, cwd=ROOT, env=env, capture_output=True, text=True, timeout=PATIENCE)
    assert (ran.returncode, ran.stdout, "Traceback" in ran.stderr) == (1, "", False), ran.stderr
    return ran.stderr


def test_a_server_whose_clock_is_not_the_databases_does_not_start(folder: Path, database: str):
    moved_clock(database, "70 s")
    said = refused(folder, database)
    assert "Tuntas tidak dijalankan: jam komputer ini dan jam basis data berselisih " in said
    ours, theirs = (
        datetime.strptime(line.split(": ")[1], "%d-%m-%Y %H.%M.%S WIB")  # noqa: DTZ007 - both are of one zone
        for line in said.splitlines()
        if line.startswith(("Komputer ini", "Basis data"))
    )
    assert 69 <= (theirs - ours).total_seconds() <= 71
    assert "NTP" in said
    assert asked(database, "SELECT count(*) FROM tuntas_server") == [(0,)]


def test_one_of_another_version_is_let_in_when_nothing_is_heard_of_the_others(
    folder: Path, database: str, begin: Begin, tmp_path: Path
):
    first = start(begin, folder, TUNTAS_DATABASE=database, TUNTAS_WORKERS="0")
    ((host, pid),) = asked(database, "SELECT host, pid FROM tuntas_server")
    assert pid == first.process.pid
    second = Path(shutil.copytree(folder, tmp_path / "second"))
    asked(database, "UPDATE tuntas_server SET version = '0.1'")
    said = refused(second, database)
    assert f"{host} (proses {pid}): versi 0.1, sejak " in said
    assert f"Komputer ini: versi {version()}." in said
    first.process.kill()
    first.process.wait(PATIENCE)
    asked(database, "UPDATE tuntas_server SET beat = beat - interval '61 s'")
    third = start(begin, second, TUNTAS_DATABASE=database, TUNTAS_WORKERS="0", TUNTAS_ROLE="halaman")
    assert asked(database, "SELECT pid, version, role FROM tuntas_server WHERE version <> '0.1'") == [
        (third.process.pid, version(), "halaman")
    ]
    third.process.terminate()
    assert third.process.wait(PATIENCE) == 0
    assert asked(database, "SELECT count(*) FROM tuntas_server WHERE version <> '0.1'") == [(0,)]


def test_a_command_of_another_version_is_not_let_in_either(folder: Path, database: str):
    asked(database, ENTERED, *OTHER)
    with pytest.raises(SystemExit, match=r"satelit \(proses 77\): versi 0\.1"), opened(folder, database):
        pass


def test_one_with_another_secret_key_is_not_let_in(folder: Path, database: str, begin: Begin, tmp_path: Path):
    """Nor is a command: what it would seal, the servers could not open."""
    shared = {"TUNTAS_DATABASE": database, "TUNTAS_WORKERS": "0"}
    second = tmp_path / "second"
    second.mkdir()  # where a demo makes a key of its own
    first = start(begin, folder, **shared)
    ((host, pid, kept),) = asked(database, "SELECT host, pid, key FROM tuntas_server")
    key = (folder / "secret_key").read_text().strip()
    assert kept == fingerprint(key)
    assert key not in str(asked(database, "SELECT * FROM tuntas_server, tuntas"))
    said = refused(second, database)
    assert "kunci rahasia lain" in said
    assert f"{host} (proses {pid}): versi {version()}, sejak " in said
    assert "Samakan TUNTAS_SECRET_KEY" in said
    with pytest.raises(SystemExit, match="kunci rahasia lain"), opened(second, database):
        pass
    assert asked(database, "SELECT pid FROM tuntas_server") == [(pid,)]
    shutil.copy(folder / "secret_key", second)
    other = start(begin, second, **shared)
    assert set(asked(database, "SELECT pid FROM tuntas_server")) == {(pid,), (other.process.pid,)}
    for served in (first, other):
        served.process.terminate()
        assert served.process.wait(PATIENCE) == 0
    (second / "secret_key").unlink()  # with nobody else at work the key may be a new one
    start(begin, second, **shared)


def test_of_two_versions_that_enter_at_once_one_does(database: str):
    with closing(open_store(database)) as store:
        together, gate = store.together(), threading.Barrier(4)
        assert together is not None
        others: list[int] = []

        def enter(n: int) -> None:
            gate.wait(PATIENCE)
            others.append(len(together.enter(Server(f"s{n}", f"host{n}", n, f"v{n}", "semua", "k"))))

        threads = [threading.Thread(target=enter, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
        assert sorted(others) == [0, 1, 1, 1]
        assert len(together.fellows()) == 1


def test_no_table_changes_its_shape_under_a_server_at_work(database: str):
    asked(database, ENTERED, *OTHER)
    open_store(database).close()  # nothing is to be changed
    asked(database, "UPDATE tuntas SET value = 'of another version' WHERE name = 'kind task'")
    with pytest.raises(StoreUnavailable, match=r"dipakai server satelit \(proses 77, versi 0\.1\)"):
        open_store(database)
    asked(database, "UPDATE tuntas_server SET beat = beat - interval '61 s'")
    open_store(database).close()


def test_a_table_of_servers_of_yesterday_gets_what_it_lacks(folder: Path, database: str):
    asked(database, "ALTER TABLE tuntas_server DROP COLUMN key")
    asked(database, "UPDATE tuntas SET value = 'yesterday''s' WHERE name = 'beside'")
    asked(database, ENTERED, *OTHER)
    stays_closed(folder, database, r"dipakai server satelit \(proses 77, versi 0\.1\)")
    asked(database, "UPDATE tuntas_server SET beat = beat - interval '61 s'")
    with opened(folder, database) as app, app.extensions["tuntas"].fellows.present():
        (me,) = app.extensions["tuntas"].fellows.there()
        assert me.key == fingerprint(app.secret_key)


def test_a_database_of_yesterday_knows_servers_and_its_name_from_the_first_start_on(folder: Path, database: str):
    asked(database, "DROP TABLE tuntas_server")
    asked(database, "DELETE FROM tuntas WHERE name IN ('beside', 'instance')")
    (folder / NOTE).unlink()
    with opened(folder, database) as app, app.extensions["tuntas"].fellows.present():
        assert len(app.extensions["tuntas"].fellows.there()) == 1
        assert asked(database, "SELECT value FROM tuntas WHERE name = 'instance'") == [
            ((folder / NOTE).read_text().strip(),)
        ]


def stays_closed(folder: Path, database: str, said: str) -> None:
    with pytest.raises(SystemExit, match=said), opened(folder, database):
        pass


def test_a_folder_belongs_to_one_instance(
    folder: Path, database: str, tmp_path: Path, bare_instance: Path, postgresql: Cluster
):
    mine = (folder / NOTE).read_text()
    second = tmp_path / "second"
    second.mkdir()
    with opened(second, database):  # a machine more
        assert (second / NOTE).read_text() == mine

    other = postgresql.make("others", like="bare")
    asked(other, "UPDATE tuntas SET value = 'another' WHERE name = 'instance'")
    stays_closed(folder, other, f"berisi instance another, padahal folder ini milik instance {mine.strip()}")
    stays_closed(folder, "", "TUNTAS_DATABASE tidak diatur")
    stays_closed(folder, postgresql.make("empty"), "masih kosong, padahal folder ini berisi (.|\n)*instance_id")
    stays_closed(Path(shutil.copytree(bare_instance, tmp_path / "own")), database, "menyimpan catatannya sendiri")
    (folder / NOTE).unlink()
    with opened(folder, other):
        assert (folder / NOTE).read_text() == "another\n"


def command(folder: Path, database: str, *words: str) -> None:
    with opened(folder, database) as app:
        run = app.test_cli_runner().invoke(args=list(words))
        assert run.exit_code == 0, run.output


def test_what_moves_is_the_same_instance_and_what_is_restored_another(
    folder: Path, database: str, tmp_path: Path, postgresql: Cluster
):
    mine, backup, third = (folder / NOTE).read_text(), tmp_path / "backup", postgresql.make("third")
    command(folder, database, "backup", str(backup))
    command(folder, database, "move-to", f"sqlite:///{folder / 'tuntas.db'}")
    command(folder, "", "move-to", third)
    with opened(folder, third):
        assert (folder / NOTE).read_text() == mine

    env = environment(tmp_path / "restored")
    words = [*RESTORE, str(backup)]
    subprocess.run(words, cwd=ROOT, env=env, check=True, capture_output=True, timeout=PATIENCE)
    assert not (tmp_path / "restored" / NOTE).exists()
    restored = postgresql.make("restored")
    command(tmp_path / "restored", "", "move-to", restored)
    assert (tmp_path / "restored" / NOTE).read_text() not in ("", mine)
    stays_closed(folder, restored, "padahal folder ini milik instance")


RESTORE = [*COMMAND[:1], "-m", "flask", "--app", "app", "restore"]


def test_the_admin_sees_who_is_there(folder: Path, database: str):
    with opened(folder, database) as app:
        admin = signed_in(app, "admin")
        with app.extensions["tuntas"].fellows.present():
            page = admin.get("/pengaturan").text
            assert "halaman dan latar" in page
            assert "lain versi" not in page
            assert "TUNTAS_FILES" not in page
            asked(database, ENTERED, *OTHER)
            page = admin.get("/pengaturan").text
            assert "satelit" in page
            assert "TUNTAS_FILES" in page
            assert "lain versi" in page


def test_one_machine_alone_has_no_fellows(app: Flask):
    parts = app.extensions["tuntas"]
    assert parts.store.together() is None
    with parts.fellows.present():
        assert parts.fellows.there() == []
    assert "Server yang berjalan" not in signed_in(app, "admin").get("/pengaturan").text
