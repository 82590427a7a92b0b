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
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

import psycopg
from psycopg import Connection
from psycopg.pq import TransactionStatus
from psycopg_pool import ConnectionPool, PoolTimeout

from workflow.errors import StoreAway, StoreUnavailable
from workflow.store import postgres_log
from workflow.store.postgres_claims import Claims
from workflow.store.postgres_opened import LOOK_EVERY, Asked, configured, connected, opened, settings
from workflow.store.postgres_reach import Reach
from workflow.store.postgres_refusals import translated
from workflow.store.protocol import OWN_THREADS, PATIENCE
from workflow.store.sqlite import UNSURE
from workflow.store.waits import WAITS

EVERYBODY = 0x54554E54  # "TUNT": the lock that each transaction has, alone or with others
STILL = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
BROKEN_OFF = "Penyimpanan data gagal. Tidak ada yang berubah; coba lagi atau hubungi admin."
postgres_log.use()
# Connections inherited by a fork. Closing one would end the parent's, so they are kept and never used.
_INHERITED: list[object] = []


class _Own(threading.local):
    """What a thread has: the connection of its transaction, and how deep that is; while it reads as of one moment also
    what it has been told, for the same is then the same however often it is asked."""

    connection: Asked | None = None
    depth = 0
    told: dict[tuple[str, str], list[Any]] | None = None

    def rows(self, sql: str, values: Sequence[Any]) -> list[Any]:
        if self.connection is None:
            raise RuntimeError("this thread is inside of no transaction")
        if self.told is None:
            return self.connection.rows(sql, values)
        asked = (sql, repr(values))
        if asked not in self.told:
            self.told[asked] = self.connection.rows(sql, values)
        return self.told[asked]


class Connections:
    """To the database that ``url`` names, ``most`` at once."""

    def __init__(self, url: str, most: int) -> None:
        self._url, self._most = url, most
        self._start()

    def _start(self) -> None:
        self._pid, self._own = os.getpid(), _Own()
        self._reach = Reach(lambda: opened(self._url))
        self._claims = Claims(self.direct, self.run)
        self._pool = ConnectionPool(
            self._url, min_size=1, max_size=self._most, timeout=PATIENCE, reconnect_timeout=0, connection_class=Asked,
            configure=self._configured, open=False, name=OWN_THREADS, kwargs=settings(self._url),
        )  # fmt: skip
        self._pool.open()

    def _configured(self, connection: Asked) -> None:
        configured(connection)
        connection.still = self._reach.still

    def direct(self) -> Asked:
        """One that is not of the pool; closed by who asks for it."""
        self._reach.refuse()
        connection = connected(self._url)
        connection.still = self._reach.still
        return connection

    def _checked(self) -> ConnectionPool[Asked]:
        if self._pid != os.getpid():
            _INHERITED.append((self._pool, self._own, self._reach, self._claims))
            self._start()
        if self._pool.closed:
            raise ValueError("the store is closed")
        return self._pool

    def close(self) -> None:
        self._reach.close()
        self._pool.close()

    @property
    def claims(self) -> Claims:
        self._checked()
        return self._claims

    @property
    def writing(self) -> bool:
        """Whether this thread is inside a transaction."""
        return self._own.depth > 0

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """One statement, and its rows. Outside of a transaction it is a question, and asked once more where the
        connection was a broken one: after a restart of PostgreSQL all of them are."""
        self._checked()
        if self._own.connection is not None:
            with translated(BROKEN_OFF):
                return self._own.rows(sql, values)
        try:
            return self._ask(sql, values)
        except StoreAway:
            self._look()
            return self._ask(sql, values)

    def _ask(self, sql: str, values: Sequence[Any]) -> list[Any]:
        with translated():
            connection = self._borrowed(PATIENCE)
            try:
                found = connection.rows(sql, values)
            finally:
                self._pool.putconn(connection)
        self._reach.answered()
        return found

    def _borrowed(self, within: float) -> Asked:
        """One of the pool. Who waits for it longer than usual finds out whether the database is there at all."""
        self._reach.refuse()
        try:
            return self._pool.getconn(min(within, LOOK_EVERY))
        except PoolTimeout:
            self._reach.waited()
            return self._pool.getconn(max(0.0, within - LOOK_EVERY))

    def _look(self) -> None:
        """After a connection was lost: raises ``StoreAway`` where the database is, or gets rid of all that are lost."""
        self._reach.find_out()
        self._pool.check()

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
        own.connection, own.told = self._begun(STILL, PATIENCE), {}
        try:
            yield
        finally:
            connection, own.connection, own.told = own.connection, None, None
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

    def _begun(self, beginning: str, within: float) -> Asked:
        """A connection on which the transaction has begun; nothing has been done on it yet, so that a broken one is
        tried again with another."""
        try:
            return self._try(beginning, within)
        except StoreAway:
            self._look()
            return self._try(beginning, within)

    def _try(self, beginning: str, within: float) -> Asked:
        with translated():
            connection = self._borrowed(within)
            try:
                connection.execute(beginning)
            except BaseException:
                with suppress(psycopg.Error):
                    connection.rollback()
                self._pool.putconn(connection)
                raise
        self._reach.answered()
        return connection


class Held:
    """A connection that is inside of a transaction already, and only read; by the thread that made this."""

    writing = False

    def __init__(self, connection: Asked) -> None:
        self._connection = connection
        self._thread = threading.get_ident()

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        if self._thread != threading.get_ident():
            raise RuntimeError("another thread would see another moment")
        with translated():
            return self._connection.rows(sql, values)

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


def beginning(scopes: Sequence[str], within: float) -> str:
    """The statements with which a transaction begins, sent at once. Scopes in one order: two who want the same two
    never wait for each other."""
    store = f"SELECT pg_advisory_xact_lock{'_shared' if scopes else ''}({EVERYBODY})"
    locks = [f"SELECT pg_advisory_xact_lock({key})" for key in sorted({_key(scope) for scope in scopes})]
    patience = f"SET LOCAL lock_timeout = {max(1, round(within * 1000))}"
    return "; ".join(["BEGIN ISOLATION LEVEL READ COMMITTED", patience, store, *locks])


def _key(scope: str) -> int:
    return int.from_bytes(hashlib.sha256(scope.encode()).digest()[:8], "big", signed=True)
