"""An instance wherever its records are, so that one test is put to each make of store: the test is marked ``on_each``,
and asks for ``bare_home``, ``app`` or ``store``."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from psycopg import sql

from app import create_app
from tests.world.cluster import emptied
from tests.world.stores import URLS
from tests.world.waiting import until
from workflow.store import Store, open_store

THROW_OUT = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
AT_WORK = (
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
    "AND backend_type = 'client backend'"
)
USED = "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"


# Each test of a file (``pytestmark = on_each``), or one.
on_each = pytest.mark.parametrize("engine", tuple(URLS), indirect=True)


@dataclass(frozen=True)
class Home:
    """An instance: its folder, and the address of its database where that is not in it."""

    folder: Path
    database: str = ""

    def app(self, **config: Any) -> Flask:
        return create_app(self.folder, DATABASE=self.database, **config)

    def store(self) -> Store:
        return open_store(self.database or self.folder / "tuntas.db")

    def settled(self) -> None:
        """Waits until PostgreSQL does nothing more for a server that was killed."""
        if self.database:
            with psycopg.connect(self.database, autocommit=True) as connection:
                until(lambda: not connection.execute(AT_WORK).fetchall())


@dataclass(frozen=True)
class Model:
    """An instance that went to PostgreSQL: its folder, its database, and the rows that this has in the beginning.

    They are put there anew for each test, which takes a tenth of making a database like another.
    """

    folder: Path
    database: str
    rows: dict[str, bytes]
    used: dict[str, int]  # sequence -> the last id that it gave

    @classmethod
    def of(cls, folder: Path, database: str) -> Model:
        with psycopg.connect(database) as connection:
            used = dict(connection.execute(USED).fetchall())
            tables = ["number", *(name.removesuffix("_id_seq") for name in used)]
            return cls(folder, database, {name: _read(connection, name) for name in tables}, used)

    def home(self, place: Path) -> Home:
        """As it was, its folder at ``place``; whoever has the database still open is thrown out."""
        with psycopg.connect(self.database, autocommit=True) as connection:
            connection.execute(THROW_OUT)
        emptied(self.database)
        with psycopg.connect(self.database) as connection:
            for table, rows in self.rows.items():
                _write(connection, table, rows)
            for name, last in self.used.items():
                connection.execute("SELECT setval(quote_ident(%s)::regclass, %s)", (name, last))
        return Home(Path(shutil.copytree(self.folder, place)), self.database)


def _read(connection: psycopg.Connection[Any], table: str) -> bytes:
    with connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as copy:
        return b"".join(bytes(part) for part in copy)


def _write(connection: psycopg.Connection[Any], table: str, rows: bytes) -> None:
    with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))) as copy:
        copy.write(rows)
