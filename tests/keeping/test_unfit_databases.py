"""What a database of PostgreSQL lacks is told in sentences, which say what to do; and what they say helps."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from flask import Flask

from app import create_app
from tests.world import cluster
from tests.world.cluster import Cluster
from workflow.store import open_store
from workflow.store.postgres_tables import ENCODING

POOR = ("--encoding=LATIN1", "--locale=C")


@pytest.fixture(scope="module")
def poor() -> Iterator[Cluster]:
    """As an office may find it: made for Latin letters, and without what is beside PostgreSQL itself."""
    if cluster.programs() is None:
        with cluster.started():  # skips, or fails
            return
    place = Path(tempfile.mkdtemp(prefix="tuntas-pg-lain-"))
    place.chmod(0o755)  # whom PostgreSQL runs as reads there
    try:
        with cluster.started(there=cluster.without("pg_trgm", place), order=POOR) as started:
            yield started
    finally:
        shutil.rmtree(place)


def asked(url: str, *sql: str) -> None:
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        for statement in sql:
            connection.execute(statement)


@contextmanager
def opened(folder: Path, database: str = "") -> Iterator[Flask]:
    made = create_app(folder, SEED=False, TESTING=True, DATABASE=database)
    with closing(made.extensions["tuntas"].store):
        yield made


def refused(folder: Path, database: str) -> str:
    """What a start with it says."""
    with pytest.raises(SystemExit) as refusal, opened(folder, database):
        pass
    return str(refusal.value)


def not_moved(folder: Path, database: str) -> str:
    """What ``move-to`` says; nothing is left there."""
    with opened(folder) as app:
        run = app.test_cli_runner().invoke(args=["move-to", database])
    assert run.exit_code == 1
    assert (folder / "tuntas.db").exists()
    with closing(psycopg.connect(database)) as connection:
        assert connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall() == []
    return run.output


@pytest.fixture
def folder(tmp_path: Path, bare_instance: Path) -> Path:
    return Path(shutil.copytree(bare_instance, tmp_path / "instance"))


def test_what_the_cluster_lacks_and_what_is_said_about_it(poor: Cluster, folder: Path, tmp_path: Path):
    latin = poor.make("latin")
    for said in (refused(tmp_path / "new", latin), not_moved(folder, latin)):
        assert "tidak memakai UTF8" in said
        assert "CREATE DATABASE" in said
    advice = ENCODING.partition(": ")[2]
    assert advice.startswith("CREATE DATABASE tuntas ENCODING 'UTF8'")
    asked(poor.url("postgres"), advice)
    for said in (refused(tmp_path / "new", poor.url("tuntas")), not_moved(folder, poor.url("tuntas"))):
        assert "tidak mempunyai pg_trgm" in said
        assert "Pasang paket postgresql-contrib" in said


def test_a_database_without_another_connection_is_there_and_full(postgresql: Cluster, tmp_path: Path):
    full = postgresql.make("penuh")
    limit = "ALTER DATABASE penuh CONNECTION LIMIT"
    asked(full, "DROP ROLE IF EXISTS pemilik", "CREATE ROLE pemilik LOGIN", "ALTER DATABASE penuh OWNER TO pemilik")
    own = full.replace("tuntas@", "pemilik@")
    with opened(tmp_path / "satu", own) as app:
        asked(full, f"{limit} 1")
        said = refused(tmp_path / "dua", own)
        assert "Sambungan ke basis data habis" in said
        assert "max_connections" in said
        with (
            pytest.raises(SystemExit, match="Sambungan ke basis data habis"),
            app.extensions["tuntas"].fellows.present(),
        ):
            pass
        assert app.test_client().get("/masuk").status_code == 200
        asked(full, f"{limit} -1")
        with app.extensions["tuntas"].fellows.present():
            assert len(app.extensions["tuntas"].fellows.there()) == 1
    asked(postgresql.url("postgres"), "DROP DATABASE penuh", "DROP ROLE pemilik")


def test_an_account_that_may_not_make_the_extension_is_told_who_may(
    postgresql: Cluster, folder: Path, tmp_path: Path
):  # fmt: skip
    owners = postgresql.make("orang_lain")
    asked(owners, "DROP ROLE IF EXISTS kecil", "CREATE ROLE kecil LOGIN", "GRANT ALL ON SCHEMA public TO kecil")
    own = owners.replace("tuntas@", "kecil@")
    for said in (refused(tmp_path / "new", own), not_moved(folder, own)):
        assert "tidak berhak membuat pg_trgm" in said
        assert "ALTER DATABASE … OWNER TO …" in said
        assert "Traceback" not in said
    asked(owners, "CREATE EXTENSION pg_trgm")
    open_store(own).close()
    asked(postgresql.url("postgres"), "DROP DATABASE orang_lain", "DROP ROLE kecil")
