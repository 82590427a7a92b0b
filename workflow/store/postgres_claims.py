"""What one server of several has in hand while the others keep off: a claim is the lock of a transaction of its own.

That has a connection beside the pool for as long as the claim lasts; a pool between (pgbouncer) keeps the two together.
The claim ends with the process, and with the connection: PostgreSQL itself looks whether a far one is still there. Such
a transaction has no number and sees no moment, so that nothing is kept from being tidied up by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial

import psycopg

from workflow.errors import StoreUnavailable
from workflow.store.claims import Ours, place_of
from workflow.store.postgres_connections import Connections
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


@contextmanager
def claimed(connections: Connections, what: str, pause: float) -> Iterator[Ours | None]:
    """As ``Store.alone``. When the work is done, that it was is noted in the same transaction."""
    with closing(connections.direct()) as connection, _ended(connection):
        with translated():
            begin = [*BEGIN, NO_LIMIT] if connection.info.server_version >= LIMITED_SINCE else BEGIN
            connection.execute("; ".join(begin))
            ours = _taken(connection, what) and not _done_since(connection, what, pause)
        yield partial(_still, connection) if ours else None
        if ours and pause:
            with translated():
                _note(connection, what)


@contextmanager
def _ended(connection: Asked) -> Iterator[None]:
    """At once: after a mere closing, PostgreSQL would keep the lock for a breath more."""
    try:
        yield
    finally:
        with suppress(psycopg.Error, StoreUnavailable):  # one that was lost has ended it already
            connection.rollback()


def _taken(connection: Asked, what: str) -> bool:
    return bool(connection.rows("SELECT pg_try_advisory_xact_lock(%s)", (place_of(f"claim {what}"),))[0][0])


def _mark(what: str) -> str:
    return f"{DONE}{what}"


def _done_since(connection: Asked, what: str, pause: float) -> bool:
    """By the database's own clock."""
    sql = f"SELECT extract(epoch FROM clock_timestamp()) - value::float8 < %s FROM {quoted(MARKS)} WHERE name = %s"  # noqa: S608 - our own names only
    return pause > 0 and any(early for (early,) in connection.rows(sql, (pause, _mark(what))))


def _note(connection: Asked, what: str) -> None:
    sql = f"INSERT INTO {quoted(MARKS)} VALUES (%s, extract(epoch FROM clock_timestamp())::text)"  # noqa: S608 - our own names only
    connection.execute(f"{sql} ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value", (_mark(what),))
    connection.execute("COMMIT")


def _still(connection: Asked) -> bool:
    try:
        connection.execute("SELECT 1")
    except (psycopg.Error, StoreUnavailable):
        return False
    return True
