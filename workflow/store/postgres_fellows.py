"""The servers that share a database of PostgreSQL.

A row of theirs is written again and again, by one statement that waits for no lock of ours: saying that one is there
neither holds up a writer nor waits for one.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import astuple
from datetime import datetime
from typing import cast

from workflow.store.fellows import Fellow, Server
from workflow.store.postgres_connections import Connections
from workflow.store.postgres_moving import refuse
from workflow.store.postgres_refusals import translated
from workflow.store.postgres_servers import ENTER, FORGET, LEAVE, NOW, THERE
from workflow.store.postgres_tables import DECLARING, INSTANCE, MARKS, marks_of, refuse_left
from workflow.store.sqlite import UNSURE, quoted

NAME = f"INSERT INTO {quoted(MARKS)} VALUES (%s, %s) ON CONFLICT (name) DO NOTHING"  # noqa: S608 - our own names only
NAMED = f"SELECT value FROM {quoted(MARKS)} WHERE name = %s"  # noqa: S608 - our own names only


class AtDatabase:
    """Implements ``Together``."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def time(self) -> datetime:
        return cast(datetime, self._connections.run(f"SELECT {NOW}")[0][0])

    def enter(self, server: Server) -> list[Fellow]:
        """The lock is that of whoever makes tables: nobody changes their shape for one who is just entering."""
        with closing(self._connections.direct()) as connection, translated(UNSURE), connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (DECLARING,))
            heard = [Fellow(*row) for row in connection.rows(THERE)]
            others = [one for one in heard if not one.goes_with(server)]
            if not others:
                refuse(connection)
                refuse_left(marks_of(connection))
                connection.execute(FORGET)
                connection.execute(ENTER, (*astuple(server), 0.0))
        return others

    def beat(self, server: Server, apart: float) -> datetime:
        return cast(datetime, self._connections.run(ENTER, (*astuple(server), apart))[0][0])

    def leave(self, server: Server) -> None:
        self._connections.run(LEAVE, (server.name,))

    def fellows(self) -> list[Fellow]:
        return [Fellow(*row) for row in self._connections.run(THERE)]

    def instance(self, otherwise: str) -> str:
        self._connections.run(NAME, (INSTANCE, otherwise))
        return str(self._connections.run(NAMED, (INSTANCE,))[0][0])
