"""TinyDB's ``Storage`` as one SQLite file with a table per TinyDB table and a JSON row per document.

TinyDB's own ``JSONStorage`` rewrites the whole file at every change and loses it when that is cut short. Here a
change writes its own rows (``table.py``), inside a transaction that is on the disk when it returns (WAL,
``synchronous=FULL``). Each thread has its own connection; writers queue on a lock file; readers never wait.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from workflow.errors import StoreBusy, StoreDamaged, StoreUnavailable
from workflow.store.protocol import PATIENCE
from workflow.store.rows_read import parsed
from workflow.store.turns import READ_ONLY, Turns

WAIT = 10  # seconds that SQLite itself waits for a lock; writers queue before it
DAMAGED = "Berkas data rusak atau bukan berkas data Tuntas. Tidak ada yang berubah; hubungi admin."
_FAILED = "Penyimpanan data gagal. Tidak ada yang berubah; coba lagi atau hubungi admin."
MOVED = (
    "Folder data dipindahkan atau diganti selagi server berjalan. Tidak ada yang berubah; minta admin menjalankan "
    "ulang server."
)
UNSURE = "Penyimpanan gagal pada saat terakhir. Muat ulang halaman untuk melihat apakah ini tersimpan; hubungi admin."
_SENTENCES = {
    sqlite3.SQLITE_FULL: "Ruang penyimpanan penuh. Tidak ada yang berubah; hubungi admin.",
    sqlite3.SQLITE_BUSY: "Berkas data sedang dipakai. Tidak ada yang berubah; coba lagi sebentar lagi.",
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
}
_KINDS: dict[int, type[StoreUnavailable]] = {
    sqlite3.SQLITE_BUSY: StoreBusy, sqlite3.SQLITE_NOTADB: StoreDamaged, sqlite3.SQLITE_CORRUPT: StoreDamaged,
}  # fmt: skip
# Connections inherited by a fork. Closing one would touch the parent's file, so they are kept and never used.
_INHERITED: list[object] = []


@contextmanager
def translated() -> Iterator[None]:
    """Turns SQLite's "the disk refuses" into ``StoreUnavailable``; mistakes in our own SQL stay what they are."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        exactly = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        if exactly == sqlite3.SQLITE_IOERR_FSYNC:  # all of it is written, but maybe not for good: either may be true
            raise StoreUnavailable(UNSURE) from error
        code = exactly & 0xFF
        if code in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISUSE):
            raise
        raise _KINDS.get(code, StoreUnavailable)(_SENTENCES.get(code, _FAILED)) from error


@dataclass
class Session:
    """What one thread has open: its connection, and how many transactions deep it is."""

    connection: sqlite3.Connection
    thread: threading.Thread
    depth: int = 0


class SqliteStorage(Storage):
    """The file. ``read`` and ``write`` are TinyDB's whole-database calls; ``run`` and ``transaction`` are the fast way.

    Raises ``StoreUnavailable`` when the file cannot be opened, is no database, or the disk refuses a write.
    """

    def __init__(self, path: str | Path) -> None:
        super().__init__()
        self.path = Path(path)
        self._closed = False
        self.damaged = False  # whether SQLite has ever said so
        self._file = (0, 0)  # device and number of the opened file
        self._start()
        try:
            self._settle()
            self._file = self._there()
        except BaseException:
            self.close()
            raise

    def _settle(self) -> None:
        if self.run("PRAGMA journal_mode") != [("wal",)]:
            with self._turns.alone(PATIENCE):
                self.run("PRAGMA journal_mode=WAL")

    def _start(self) -> None:
        self._pid = os.getpid()
        self._turns = Turns(f"{self.path}.lock")
        self._local = threading.local()
        self._guard = threading.Lock()
        self._sessions: list[Session] = []

    def _session(self) -> Session:
        if self._pid != os.getpid():
            _INHERITED.append((self._sessions, self._local))
            self._start()
        session: Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = self._open()
        return session

    def _there(self) -> tuple[int, int]:
        """Which file stands at the path."""
        try:
            found = os.stat(self.path)
        except OSError:
            return (-1, -1)
        return found.st_dev, found.st_ino

    def _check_place(self) -> None:
        """Whoever moved the folder away would go on writing into what was moved, and a new thread into another file."""
        if self._file != (0, 0) and self._there() != self._file:
            raise StoreUnavailable(MOVED)

    def _open(self) -> Session:
        """A connection for this thread; those of threads that have ended are closed on the way."""
        with self._guard, translated():
            if self._closed:
                raise ValueError("the store is closed")
            self._check_place()
            for ended in [s for s in self._sessions if not s.thread.is_alive()]:
                ended.connection.close()
                self._sessions.remove(ended)
            # close() may come from another thread, hence check_same_thread; nothing else crosses threads.
            connection = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None, check_same_thread=False)
            connection.text_factory = _text
            try:
                connection.execute("PRAGMA synchronous=FULL")
            except BaseException:  # each further try of this thread would leave another one open
                connection.close()
                raise
            session = Session(connection, threading.current_thread())
            self._sessions.append(session)
        return session

    def _leave(self, session: Session) -> None:
        """Closes a connection on which the disk refused: one opened on a read-only disk would stay read-only."""
        with self._guard:
            if session in self._sessions:
                self._sessions.remove(session)
                session.connection.close()
                self._local.session = None

    def close(self) -> None:
        """Closes the connections of all threads; the store cannot be used afterwards."""
        with self._guard:
            self._closed = True
            for session in self._sessions:
                session.connection.close()
            self._sessions.clear()
            self._local = threading.local()

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """One statement on this thread's connection; returns its rows."""
        session = self._session()
        if not session.depth:
            self._check_place()
        elif not session.connection.in_transaction:
            # A full disk makes SQLite give up the whole transaction. Going on would save the second half alone.
            raise StoreUnavailable(_FAILED)
        try:
            with translated():
                return session.connection.execute(sql, values).fetchall()
        except StoreDamaged:
            self.damaged = True
            raise

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """One statement for each of the rows, inside a transaction."""
        with translated():
            self._session().connection.executemany(sql, rows)

    def look(self, name: str, columns: str, rest: str = "", values: Sequence[Any] = ()) -> list[Any]:
        """``SELECT columns FROM name rest``; no rows when the table is not there yet."""
        try:
            return self.run(f"SELECT {columns} FROM {quoted(name)} {rest}", values)  # noqa: S608 - our own names only
        except sqlite3.OperationalError:
            if name in self.names():
                raise
            return []

    @contextmanager
    def transaction(self, within: float = PATIENCE) -> Iterator[None]:
        """All or nothing. A nested one undoes only itself when its exception is caught in between."""
        session = self._session()
        if session.depth:
            name = f"level_{session.depth}"
            with self._attempt(session, f"SAVEPOINT {name}", f"RELEASE {name}", f"ROLLBACK TO {name}"):
                yield
        else:
            self._check_place()
            try:
                with self._turns.alone(within), self._attempt(session, "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"):
                    yield
            except StoreUnavailable:
                self._leave(session)
                raise

    @contextmanager
    def _attempt(self, session: Session, begin: str, commit: str, rollback: str) -> Iterator[None]:
        self.run(begin)
        session.depth += 1
        try:
            yield
            self.run(commit)
        except BaseException:
            if session.connection.in_transaction:
                self.run(rollback)
            raise
        finally:
            session.depth -= 1

    @contextmanager
    def moment(self) -> Iterator[None]:
        """What this thread reads meanwhile is of one moment, that of its first question; it writes nothing."""
        session = self._session()
        if session.connection.in_transaction:
            raise RuntimeError("what this transaction has written is of no moment yet")
        self.run("BEGIN")
        try:
            yield
        finally:
            if session.connection.in_transaction:  # a disk that refused has ended it
                self.run("ROLLBACK")

    @property
    def writing(self) -> bool:
        """Whether this thread is inside a transaction."""
        return self._session().depth > 0

    def names(self) -> list[str]:
        """TinyDB's tables. SQLite's own and those with a dot (``fields_table.py``) are none."""
        rows = self.run("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '*.*' ORDER BY name")
        return [name for (name,) in rows if not name.startswith("sqlite_")]

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Everything there is: ``{table: {id: document}}``, ``None`` when there is no table."""
        return {name: read_rows(self, name) for name in self.names()} or None

    def write(self, data: Mapping[str, Mapping[Any, Any]]) -> None:
        """Makes the file hold exactly ``data``; tables that are not in it are dropped."""
        with self.transaction():
            for name in self.names():
                if name not in data:
                    self.run(f"DROP TABLE {quoted(name)}")
            for name, rows in data.items():
                create(self, name)
                self.run(f"DELETE FROM {quoted(name)}")  # noqa: S608 - our own names only
                for id, doc in rows.items():
                    put(self, name, int(id), to_text(doc))


def _text(stored: bytes) -> str:
    """Also what is no UTF-8, which nothing of ours ever wrote: one such row must not end the whole question."""
    return stored.decode(errors="replace")


def quoted(name: str) -> str:
    """A name as SQL. SQLite takes "Foo" and "foo" for one table, TinyDB does not: so no capitals."""
    if not re.fullmatch(r"(?!sqlite_)[a-z_][a-z0-9_-]*", name):
        raise ValueError(f"not a name for a table or a field: {name!r}")
    return f'"{name}"'


def create(storage: SqliteStorage, name: str) -> None:
    """Asked for before every write, because a rolled back transaction takes the new table with it."""
    storage.run(f"CREATE TABLE IF NOT EXISTS {quoted(name)} (id INTEGER PRIMARY KEY AUTOINCREMENT, doc TEXT NOT NULL)")


def read_rows(storage: SqliteStorage, name: str) -> dict[str, Any]:
    """A whole table as TinyDB wants it, with ids as text; empty when the table is not there yet."""
    return {str(id): parsed(doc) for id, doc in storage.look(name, "id, doc", "ORDER BY id")}


def to_text(doc: Any) -> str:
    return json.dumps(doc, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def put(storage: SqliteStorage, name: str, id: int, text: str) -> None:
    """Without REPLACE, which would take away what else an index refuses, in the tables of the triggers, too."""
    again = "ON CONFLICT (id) DO UPDATE SET doc = excluded.doc"
    storage.run(f"INSERT INTO {quoted(name)} (id, doc) VALUES (?, ?) {again}", (id, text))  # noqa: S608 - our own names only
