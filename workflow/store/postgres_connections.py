"""Connections to PostgreSQL: a question borrows one, a transaction keeps one to its end, with the locks of its scopes.

Whoever names no scope is alone in the store: nobody else writes. Whoever names some shares the store with others who
name others. The locks are PostgreSQL's own and end with the transaction, whatever becomes of it. The level is READ
COMMITTED, at which every question sees what was kept before it was asked: at a higher one all of a transaction would
see the moment at which it began to wait for its locks.

Of a transaction nothing is left behind on a connection but prepared statements, without which PostgreSQL would plan
each question anew, and there are many indexes. Behind a pool (pgbouncer), where the next transaction may have another
connection, none are left either.
"""

from __future__ import annotations

import hashlib
import os
import platform
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

import psycopg
from psycopg import Connection, errors
from psycopg.pq import TransactionStatus
from psycopg.types.string import TextLoader
from psycopg_pool import ConnectionPool, PoolTimeout

from workflow.errors import StoreBusy, StoreDamaged, StoreUnavailable
from workflow.store.protocol import OWN_THREADS, PATIENCE
from workflow.store.sqlite import UNSURE
from workflow.store.turns import BUSY
from workflow.store.waits import WAITS

EVERYBODY = 0x54554E54  # "TUNT": the lock that each transaction has, alone or with others
WHO_ANSWERS = "SELECT pg_backend_pid()"
STILL = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
# What others did at the same moment; done again, it goes.
IN_THE_WAY = (
    errors.SerializationFailure, errors.DeadlockDetected, errors.LockNotAvailable, errors.UniqueViolation,
)  # fmt: skip
UNREACHABLE = "Basis data tidak terhubung. Tidak ada yang berubah; coba lagi atau hubungi admin."
NO_ADDRESS = "Alamat basis data tidak dapat dibaca. Contoh: postgresql://tuntas:SANDI@basisdata/tuntas"
DAMAGED = "Basis data rusak. Tidak ada yang berubah; hubungi admin."
FULL = "Ruang penyimpanan basis data penuh. Tidak ada yang berubah; hubungi admin."
READ_ONLY = "Basis data hanya dapat dibaca. Tidak ada yang berubah; hubungi admin."
BROKEN_OFF = "Penyimpanan data gagal. Tidak ada yang berubah; coba lagi atau hubungi admin."
# Connections inherited by a fork. Closing one would end the parent's, so they are kept and never used.
_INHERITED: list[object] = []


@contextmanager
def translated(otherwise: str = UNREACHABLE) -> Iterator[None]:
    """Turns PostgreSQL's "it cannot be done now" into ``StoreUnavailable``; mistakes in our own SQL stay what they are.

    ``otherwise`` is the sentence for a connection that was lost.
    """
    try:
        yield
    except (*IN_THE_WAY, PoolTimeout) as error:
        raise StoreBusy(BUSY) from error
    except errors.DiskFull as error:
        raise StoreUnavailable(FULL) from error
    except errors.ReadOnlySqlTransaction as error:
        raise StoreUnavailable(READ_ONLY) from error
    except (errors.DataCorrupted, errors.IndexCorrupted) as error:
        raise StoreDamaged(DAMAGED) from error
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise StoreUnavailable(otherwise) from error


class _Own(threading.local):
    """What a thread has: the connection of its transaction, and how deep that is."""

    connection: Connection[Any] | None = None
    depth = 0


class Connections:
    """To the database that ``url`` names, ``most`` at once."""

    def __init__(self, url: str, most: int) -> None:
        self._url, self._most = url, most
        self._start()

    def _start(self) -> None:
        self._pid, self._own = os.getpid(), _Own()
        self._pool = ConnectionPool(
            self._url, min_size=1, max_size=self._most, timeout=PATIENCE, reconnect_timeout=PATIENCE,
            configure=_configured, open=False, name=OWN_THREADS, kwargs=_settings(),
        )  # fmt: skip
        self._pool.open()

    def direct(self) -> Connection[Any]:
        """One that is not of the pool; closed by who asks for it."""
        return connected(self._url)

    def _checked(self) -> ConnectionPool[Connection[Any]]:
        if self._pid != os.getpid():
            _INHERITED.append((self._pool, self._own))
            self._start()
        if self._pool.closed:
            raise ValueError("the store is closed")
        return self._pool

    def close(self) -> None:
        self._pool.close()

    @property
    def writing(self) -> bool:
        """Whether this thread is inside a transaction."""
        return self._own.depth > 0

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """One statement, and its rows. Outside of a transaction it is a question, and asked once more where the
        connection was a broken one: after a restart of PostgreSQL all of them are."""
        pool = self._checked()
        if self._own.connection is not None:
            with translated(BROKEN_OFF):
                return rows(self._own.connection, sql, values)
        try:
            return _asked(pool, sql, values)
        except StoreUnavailable as refusal:
            if not _lost(refusal):
                raise
            pool.check()
            return _asked(pool, sql, values)

    @contextmanager
    def transaction(self, scopes: Sequence[str], within: float) -> Iterator[None]:
        """All or nothing. A nested one undoes only itself when its exception is caught in between."""
        self._checked()
        own = self._own
        if own.connection is not None:
            name = f"level_{own.depth}"
            with self._attempt(own.connection, f"RELEASE {name}", f"ROLLBACK TO {name}", begin=f"SAVEPOINT {name}"):
                yield
            return
        began = time.monotonic()
        own.connection = self._begun(beginning(scopes, within), within)
        WAITS.add(time.monotonic() - began)
        try:
            with self._attempt(own.connection, "COMMIT", "ROLLBACK"):
                yield
        finally:
            connection, own.connection = own.connection, None
            self._pool.putconn(connection)

    @contextmanager
    def still(self) -> Iterator[None]:
        """What this thread reads meanwhile is of one moment; it writes nothing."""
        self._checked()
        own = self._own
        if own.connection is not None:
            raise RuntimeError("what this transaction has written is of no moment yet")
        own.connection = self._begun(STILL, PATIENCE)
        try:
            yield
        finally:
            connection, own.connection = own.connection, None
            with suppress(psycopg.Error):  # one that was lost has ended it already
                connection.rollback()
            self._pool.putconn(connection)

    @contextmanager
    def _attempt(self, connection: Connection[Any], keep: str, undo: str, begin: str = "") -> Iterator[None]:
        if begin:
            self.run(begin)
        self._own.depth += 1
        try:
            yield
            if connection.info.transaction_status is TransactionStatus.INERROR:
                # PostgreSQL has given it up. To such a one it answers "COMMIT" with a rollback, and no error.
                raise StoreUnavailable(BROKEN_OFF)
            with translated(UNSURE if keep == "COMMIT" else BROKEN_OFF):
                connection.execute(keep)
        except BaseException:
            with suppress(psycopg.Error):  # a connection that was lost has undone it already
                if connection.info.transaction_status is not TransactionStatus.IDLE:
                    connection.execute(undo)
            raise
        finally:
            self._own.depth -= 1

    def _begun(self, beginning: str, within: float) -> Connection[Any]:
        """A connection on which the transaction has begun; nothing has been done on it yet, so that a broken one is
        tried again with another."""
        try:
            return self._try(beginning, within)
        except StoreUnavailable as refusal:
            if not _lost(refusal):
                raise
            self._pool.check()
            return self._try(beginning, within)

    def _try(self, beginning: str, within: float) -> Connection[Any]:
        with translated():
            connection = self._pool.getconn(within)
            try:
                connection.execute(beginning)
            except BaseException:
                with suppress(psycopg.Error):
                    connection.rollback()
                self._pool.putconn(connection)
                raise
            return connection


class Held:
    """A connection that is inside of a transaction already, and only read; by the thread that made this."""

    writing = False

    def __init__(self, connection: Connection[Any]) -> None:
        self._connection = connection
        self._thread = threading.get_ident()

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        if self._thread != threading.get_ident():
            raise RuntimeError("another thread would see another moment")
        with translated():
            return rows(self._connection, sql, values)

    def transaction(self, scopes: Sequence[str], within: float) -> AbstractContextManager[None]:
        raise RuntimeError("what is read as of one moment is not written")

    def still(self) -> AbstractContextManager[None]:
        raise RuntimeError("nothing is tried on what is read as of one moment")

    def close(self) -> None:
        self._connection.close()


def moment(connections: Connections) -> Held:
    """The database as it is now, on a connection of its own."""
    held = Held(connections.direct())
    held.run(STILL)
    held.run("SELECT pg_current_snapshot()")  # PostgreSQL begins with the first question
    return held


def connected(url: str) -> Connection[Any]:
    """A connection, or at once ``StoreUnavailable``; closed by who asks for it."""
    try:
        with translated():
            connection = psycopg.connect(url, **_settings())
            _configured(connection)
    except psycopg.ProgrammingError as error:
        raise StoreUnavailable(NO_ADDRESS) from error
    return connection


def _settings() -> dict[str, Any]:
    """Of every connection; by its name another process, and whoever keeps the database, knows whose it is."""
    name = f"tuntas {platform.node()[:40]} {os.getpid()}"
    return {"autocommit": True, "client_encoding": "utf8", "application_name": name}


def _configured(connection: Connection[Any]) -> None:
    """Documents are handed on as texts: ``rows_read.py`` says what becomes of them. A pool between is known by this:
    what answers is not the process of PostgreSQL to which the connection was made."""
    connection.adapters.register_loader("json", TextLoader)
    ((answers,),) = rows(connection, WHO_ANSWERS, ())
    if answers != connection.info.backend_pid:
        connection.prepare_threshold = None


def _lost(refusal: StoreUnavailable) -> bool:
    return refusal.sentence == UNREACHABLE


def _asked(pool: ConnectionPool[Connection[Any]], sql: str, values: Sequence[Any]) -> list[Any]:
    with translated(), pool.connection() as connection:
        return rows(connection, sql, values)


def rows(connection: Connection[Any], sql: str, values: Sequence[Any]) -> list[Any]:
    cursor = connection.execute(sql, values or None)
    return cursor.fetchall() if cursor.description else []


def beginning(scopes: Sequence[str], within: float) -> str:
    """The statements with which a transaction begins, sent at once. Scopes in one order: two who want the same two
    never wait for each other."""
    store = f"SELECT pg_advisory_xact_lock{'_shared' if scopes else ''}({EVERYBODY})"
    locks = [f"SELECT pg_advisory_xact_lock({key})" for key in sorted({_key(scope) for scope in scopes})]
    patience = f"SET LOCAL lock_timeout = {max(1, round(within * 1000))}"
    return "; ".join(["BEGIN ISOLATION LEVEL READ COMMITTED", patience, store, *locks])


def _key(scope: str) -> int:
    return int.from_bytes(hashlib.sha256(scope.encode()).digest()[:8], "big", signed=True)
