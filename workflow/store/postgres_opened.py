"""One connection to PostgreSQL: how it is opened, what it is set to, and how long its other end may be silent."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Sequence
from typing import Any

import psycopg
from psycopg import Connection, Cursor
from psycopg.abc import RV, PQGen
from psycopg.conninfo import conninfo_to_dict
from psycopg.types.string import TextLoader

from workflow.errors import StoreUnavailable
from workflow.store.postgres_refusals import translated

LOOK_EVERY = 1.0  # seconds of waiting, after which one looks whether the database is there at all
ANSWER_WITHIN = 3  # seconds for a new connection; libpq knows whole ones
WHO_ANSWERS = "SELECT pg_backend_pid()"
NO_ADDRESS = "Alamat basis data tidak dapat dibaca. Contoh: postgresql://tuntas:SANDI@basisdata/tuntas"
# Of a connection whose other end is gone without a word, unless the address says otherwise (seconds, milliseconds).
FOUND_OUT = {
    "connect_timeout": ANSWER_WITHIN, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}  # fmt: skip


class Asked(Connection[Any]):
    """A connection that asks ``still`` each second while it waits for an answer, with the seconds since it began. What
    that raises ends the waiting, and the connection with it."""

    still: Callable[[float], None] | None = None
    _through: Cursor[Any] | None = None

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Of one statement. All go through one cursor: to make another takes half as long as the asking."""
        if self._through is None:
            self._through = self.cursor()
        self._through.execute(sql, values or None)
        return self._through.fetchall() if self._through.description else []

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        return super().wait(gen if self.still is None else self._looking(gen), interval, timeout)

    def _looking(self, gen: PQGen[RV]) -> PQGen[RV]:
        """``gen``, which is told each ``interval`` that there is nothing yet."""
        began = looked = time.monotonic()
        try:
            waits_for = next(gen)
            while True:
                ready = yield waits_for
                if not ready and time.monotonic() - looked > LOOK_EVERY:
                    self._look(began)
                    looked = time.monotonic()
                waits_for = gen.send(ready)
        except StopIteration as ended:
            result: RV = ended.value
            return result

    def _look(self, began: float) -> None:
        if self.still is not None:
            try:
                self.still(time.monotonic() - began)
            except BaseException:
                self.pgconn.finish()
                raise


def connected(url: str) -> Asked:
    """A connection, or soon ``StoreUnavailable``; closed by who asks for it."""
    with translated():
        return opened(url)


def opened(url: str) -> Asked:
    """The same, with what psycopg raises."""
    connection = Asked.connect(url, **settings(url))
    try:
        configured(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def settings(url: str) -> dict[str, Any]:
    """Of every connection; by its name another process, and whoever keeps the database, knows whose it is. Raises
    ``StoreUnavailable`` for an address that is none."""
    try:
        told = conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise StoreUnavailable(NO_ADDRESS) from error
    name = f"tuntas {platform.node()[:40]} {os.getpid()}"
    own = {"autocommit": True, "client_encoding": "utf8", "application_name": name}
    return {**FOUND_OUT, **told, **own}


def configured(connection: Asked) -> None:
    """Documents are handed on as texts: ``rows_read.py`` says what becomes of them. A pool between is known by this:
    what answers is not the process of PostgreSQL to which the connection was made."""
    connection.adapters.register_loader("json", TextLoader)
    within = int(connection.info.get_parameters().get("connect_timeout", ANSWER_WITHIN))

    def soon_or_never(seconds: float) -> None:
        if seconds > within:
            raise psycopg.OperationalError(f"no answer after {seconds:.0f} s")

    connection.still = soon_or_never
    ((answers,),) = connection.rows(WHO_ANSWERS)
    connection.still = None
    if answers != connection.info.backend_pid:
        connection.prepare_threshold = None
