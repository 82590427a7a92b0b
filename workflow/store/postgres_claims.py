"""What one server of several has in hand while the others keep off: a claim each, and all of them on one connection.

That is beside the pool, and inside of a transaction from the first claim to the end of the last: a pool between
(pgbouncer) keeps the two together meanwhile, and a server that has much in hand takes no more of its connections than
one that has little. With one for each claim all of them could be taken by claims whose work waits for one more.

A claim is a lock of that connection's own, given back when its work is done. It ends with the process, and with the
connection: PostgreSQL itself looks whether a far one is still there. Such a transaction has no number and sees no
moment, so that nothing is kept from being tidied up by it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

from workflow.errors import StoreUnavailable
from workflow.store.claims import Ours, place_of
from workflow.store.postgres_opened import Asked
from workflow.store.postgres_refusals import translated
from workflow.store.postgres_tables import DONE, MARKS
from workflow.store.sqlite import quoted

# A host that was cut off is given up after half a minute; a claim lasts as long as its work, however long that is.
BEGIN = (
    "BEGIN", "SET LOCAL idle_in_transaction_session_timeout = 0", "SET LOCAL tcp_keepalives_idle = 10",
    "SET LOCAL tcp_keepalives_interval = 5", "SET LOCAL tcp_keepalives_count = 4",
)  # fmt: skip
NO_LIMIT = "SET LOCAL transaction_timeout = 0"
LIMITED_SINCE = 170_000  # the version of PostgreSQL that knows this limit
HERE = "SELECT 1"  # answered while the connection, and so all that was claimed on it, is there
GONE = (psycopg.Error, StoreUnavailable)
Run = Callable[[str, Sequence[Any]], list[Any]]


class Claims:
    """Of one process. ``connect`` gives a connection for them, ``run`` asks on any other one."""

    def __init__(self, connect: Callable[[], Asked], run: Run) -> None:
        self._connect, self._run = connect, run
        self._lock = threading.Lock()
        self._hand: _Hand | None = None

    @contextmanager
    def claimed(self, what: str, pause: float) -> Iterator[Ours | None]:
        """As ``Store.alone``. That the work is done is noted before anybody else can begin it; of a claim that was lost
        it is not, for others may be at it."""
        with self._in_hand() as hand, hand.taken(what) as taken:
            ours = taken and not self._done_since(what, pause)
            yield hand.still if ours else None
            if ours and pause:
                hand.ask(HERE)
                self._note(what)

    @contextmanager
    def _in_hand(self) -> Iterator[_Hand]:
        with self._lock:
            if self._hand is None or self._hand.lost():
                self._hand = _Hand(self._connect())
            hand = self._hand
            hand.users += 1
        try:
            yield hand
        finally:
            with self._lock:
                hand.users -= 1
                if not hand.users:
                    self._hand = None if self._hand is hand else self._hand
                    hand.end()

    def _done_since(self, what: str, pause: float) -> bool:
        """By the database's own clock."""
        sql = f"SELECT extract(epoch FROM clock_timestamp()) - value::float8 < %s FROM {quoted(MARKS)} WHERE name = %s"  # noqa: S608 - our own names only
        return pause > 0 and any(early for (early,) in self._run(sql, (pause, _mark(what))))

    def _note(self, what: str) -> None:
        sql = f"INSERT INTO {quoted(MARKS)} VALUES (%s, extract(epoch FROM clock_timestamp())::text)"  # noqa: S608 - our own names only
        self._run(f"{sql} ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value", (_mark(what),))


class _Hand:
    """The connection, and the names of what its process has claimed on it: to PostgreSQL all of that is one's own."""

    users = 0

    def __init__(self, connection: Asked) -> None:
        self._connection, self._names, self._lock = connection, set[str](), threading.Lock()
        begin = [*BEGIN, NO_LIMIT] if connection.info.server_version >= LIMITED_SINCE else BEGIN
        try:
            with translated():
                connection.execute("; ".join(begin))
        except BaseException:
            connection.close()
            raise

    def ask(self, sql: str, *values: int) -> bool:
        with self._lock, translated():
            return bool(self._connection.rows(sql, values)[0][0])

    @contextmanager
    def taken(self, what: str) -> Iterator[bool]:
        place = place_of(f"claim {what}")
        with self._lock:
            first = what not in self._names
            self._names.add(what)
        try:
            taken = first and self.ask("SELECT pg_try_advisory_lock(%s)", place)
            try:
                yield taken
            finally:
                if taken:
                    self._give_back(place)
        finally:
            if first:
                self._names.discard(what)

    def _give_back(self, place: int) -> None:
        try:
            self.ask("SELECT pg_advisory_unlock(%s)", place)
        except GONE:
            self._connection.close()  # and all that it had; a pool between would lend it on with its locks

    def still(self) -> bool:
        try:
            return self.ask(HERE)
        except GONE:
            return False

    def lost(self) -> bool:
        states = (TransactionStatus.ACTIVE, TransactionStatus.INTRANS)
        return self._connection.info.transaction_status not in states

    def end(self) -> None:
        """At once: after a mere closing, PostgreSQL would keep the connection for a breath more. One that failed is
        closed as it is: nobody knows what it still holds, and a pool between ends such a one instead of lending it."""
        if not self.lost():
            with suppress(*GONE):
                self._connection.rollback()
        self._connection.close()


def _mark(what: str) -> str:
    return f"{DONE}{what}"
