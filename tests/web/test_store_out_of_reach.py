"""A database that answers some questions and not others, as when it goes away in the middle of a page: the page that
tells so asks it, too, for what stands round it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from flask import Flask

from app import create_app
from tests.world.cluster import Cluster
from tests.world.instance import START, signed_in


@pytest.fixture
def database(postgresql: Cluster, bare_at_postgresql: Path) -> str:
    """One that waits for nobody."""
    url = postgresql.make("held", like="bare")
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        connection.execute("ALTER DATABASE held SET lock_timeout = '50ms'")
    return url


@pytest.fixture
def app(tmp_path: Path, bare_at_postgresql: Path, database: str) -> Iterator[Flask]:
    folder = shutil.copytree(bare_at_postgresql, tmp_path / "instance")
    made = create_app(folder, NOW=lambda: START, SEED=False, TESTING=True, DATABASE=database)
    yield made
    made.extensions["tuntas"].store.close()


@contextmanager
def held(database: str, tables: str) -> Iterator[None]:
    """Nobody else reads the tables meanwhile. They are given back before the connection ends, for PostgreSQL notices
    the end of one when it comes to it."""
    with psycopg.connect(database) as connection, connection.transaction():
        connection.execute(f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE")
        yield


@pytest.mark.parametrize(
    ("username", "path", "field"),
    [("sekdis.bireuen", "/persetujuan/1", "addressee"), ("ketua.bireuen", "/tugas/1/rencana", "action")],
)
@pytest.mark.parametrize("out_of_reach", ["task, event", "session"])
def test_it_is_told_in_a_sentence_and_what_was_typed_is_still_there(
    app: Flask, database: str, username: str, path: str, field: str, out_of_reach: str
):
    client = signed_in(app, username)
    with held(database, out_of_reach):
        page = client.post(path, data={field: "Menyusun naskah kerja sama", "version": "1"})
        assert (page.status_code, page.headers["Retry-After"]) == (503, "2")
        assert "Penyimpanan sedang sibuk" in page.text
        assert "Menyusun naskah kerja sama" in page.text
    assert client.get("/tugas").status_code == 200


def test_who_cannot_read_the_data_tells_the_proxy_so(app: Flask, database: str):
    proxy = app.test_client()
    assert (proxy.get("/sehat").status_code, proxy.get("/sehat").text) == (200, "ya\n")
    with held(database, "office"):
        assert proxy.get("/sehat").status_code == 503
    answer = proxy.get("/sehat")
    assert (answer.status_code, "Set-Cookie" in answer.headers, answer.headers["Cache-Control"]) == (
        200,
        False,
        "no-store",
    )
