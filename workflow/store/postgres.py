"""The store on PostgreSQL, for an instance whose servers do not share a disk: a table a kind.

``postgres_tables.py`` makes the tables, ``postgres_where.py`` puts the questions, ``postgres_connections.py`` has the
transactions and their locks. What becomes of a row is said in ``rows_read.py``, as for TinyDB over SQLite, and a
document is the same text in both. psycopg is imported in these files only, and they only where the address asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from itertools import repeat
from pathlib import Path
from typing import Any

from workflow.errors import NotFound, Stale, StoreBusy, Taken, Unreadable
from workflow.records import Stored, name_of
from workflow.store import postgres_moving, postgres_queue, postgres_tables, scopes
from workflow.store.claims import Ours
from workflow.store.declared import FIELDS, refuse_others
from workflow.store.fellows import Together
from workflow.store.fields_table import column
from workflow.store.kept import NUMBERS, InDatabase
from workflow.store.postgres_connections import Connections, Held, moment
from workflow.store.postgres_fellows import AtDatabase
from workflow.store.postgres_opened import connected
from workflow.store.postgres_refusals import translated
from workflow.store.postgres_servers import NAMED
from workflow.store.postgres_tables import LEFT, MARKS, values_of
from workflow.store.postgres_unique import in_the_way, unless_taken
from workflow.store.postgres_where import each_value, following, matching
from workflow.store.protocol import PATIENCE, Facts, Record, Store, Worker
from workflow.store.rows_read import Plain, Reading
from workflow.store.sqlite import quoted, to_text
from workflow.store.sqlite_filling import file_filled
from workflow.store.trial import Trial
from workflow.store.turns import BUSY


class PostgresStore(Store):
    """Implements ``Store`` in the database ``url``, whose tables are made where they are not there."""

    def __init__(self, url: str, reading: Reading | None, connections: int) -> None:
        with closing(connected(url)) as connection, translated():
            postgres_moving.refuse(connection)
            postgres_tables.declare(connection)
        self._url = url
        self._over(Connections(url, connections), reading or Plain())

    def _over(self, connections: Connections | Held, reading: Reading) -> None:
        self._connections, self._reading = connections, reading

    def _run(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        return self._connections.run(sql, values)

    def transaction(self, *scopes: str, within: float = PATIENCE) -> AbstractContextManager[None]:
        return self._connections.transaction(scopes, within)

    def _written(self, scope: str = "") -> AbstractContextManager[None]:
        """What one change needs: a transaction, unless it is in one. No more than that: its statements are made not to
        fail (``postgres_unique.py``), for PostgreSQL gives up all of a transaction in which one has."""
        if self._connections.writing:
            return nullcontext()
        return self.transaction(scope) if scope else self.transaction()

    def insert(self, kind: type[Stored] | str, doc: Mapping[str, Any]) -> Any:
        kind = name_of(kind)
        table = _table(kind)
        refuse_others(kind, doc)
        text, values = _row(kind, doc, version=1)
        names, places = ", ".join(column(kind, field) for field in FIELDS[kind]), ", %s" * len(values)
        insert = f"INSERT INTO {table} (version, doc, {names}) VALUES (1, %s{places})"  # noqa: S608 - our own names only
        with self._written(scopes.of_record(self, kind, doc)):
            for _ in range(2):  # once more where what is in the way has gone
                for (id,) in self._run(f"{insert} ON CONFLICT DO NOTHING RETURNING id", [text, *values]):
                    return self._reading.record(kind, id, text)
                self._refuse_second(kind, doc)
            raise StoreBusy(BUSY)

    def _refuse_second(self, kind: str, doc: Mapping[str, Any], id: int = 0) -> None:
        fields = in_the_way(self._run, self._reading, kind, doc, id)
        if fields is not None:
            raise Taken(kind, fields)

    def get(self, kind: type[Stored] | str, id: int) -> Any:
        kind = name_of(kind)
        table = _table(kind)
        if not 0 < id < 2**63:  # an address may carry any number; PostgreSQL's end here
            return None
        rows = self._run(f"SELECT doc FROM {table} WHERE id = %s", (id,))  # noqa: S608 - our own names only
        return self._reading.record(kind, id, rows[0][0]) if rows else None

    def several(self, kind: type[Stored] | str, ids: Iterable[int]) -> dict[int, Any]:
        kind = name_of(kind)
        table, asked = _table(kind), [id for id in dict.fromkeys(ids) if 0 < id < 2**63]
        rows = self._run(f"SELECT id, doc FROM {table} WHERE id = ANY(%s)", (asked,)) if asked else []  # noqa: S608 - our own names only
        found = {id: self._reading.record(kind, id, doc) for id, doc in rows}
        return {id: found[id] for id in asked if found.get(id) is not None}

    def save(self, doc: Mapping[str, Any]) -> Any:
        kind, id, version = doc["kind"], doc["id"], doc["version"]
        table = _table(kind)
        refuse_others(kind, doc)
        if "damaged" in doc:
            raise Unreadable
        text, values = _row(kind, doc, version + 1)
        sets = ", ".join(f"{column(kind, field)} = %s" for field in FIELDS[kind])
        other, taken = unless_taken(kind, doc, id)
        sql = f"UPDATE {table} SET version = version + 1, doc = %s, {sets} WHERE id = %s AND version = %s{other}"  # noqa: S608 - our own names only
        with self._written():
            for _ in range(2):  # once more where what is in the way has gone
                if self._run(f"{sql} RETURNING id", [text, *values, id, version, *taken]):
                    return self._reading.record(kind, id, text)
                self._refuse(kind, id, doc)
            raise StoreBusy(BUSY)

    def _refuse(self, kind: str, id: int, doc: Mapping[str, Any]) -> None:
        """Says why a record could not be saved."""
        current: Record | None = self.get(kind, id)
        if current is None:
            raise NotFound
        if "damaged" in current:
            raise Unreadable
        if current["version"] != doc["version"]:
            raise Stale(current)
        self._refuse_second(kind, doc, id)

    def delete(self, kind: str, id: int) -> None:
        table = _table(kind)
        if 0 < id < 2**63:
            with self._written():
                self._run(f"DELETE FROM {table} WHERE id = %s", (id,))  # noqa: S608 - our own names only

    def find(
        self, kind: type[Stored] | str, *, order: str = "id", after: int | None = None, limit: int | None = None,
        **where: Any,
    ) -> list[Any]:  # fmt: skip
        kind = name_of(kind)
        table = _table(kind)
        conditions, values = matching(kind, where)
        field = order.removeprefix("-")
        name = "id" if field == "id" else column(kind, field)
        sign, direction, nulls = ("<", "DESC", "LAST") if order.startswith("-") else (">", "ASC", "FIRST")
        by = f"id {direction}" if name == "id" else f"{name} {direction} NULLS {nulls}, id {direction}"
        rows: list[Any] = []
        for rest, more in [("TRUE", [])] if after is None else self._following(kind, name, sign, after):
            most = None if limit is None else limit - len(rows)  # NULL is no limit
            sql = f"SELECT id, doc FROM {table} {_filter([*conditions, rest])} ORDER BY {by} LIMIT %s"  # noqa: S608 - our own names only
            rows += self._run(sql, [*values, *more, most]) if most != 0 else []
        return [record for id, doc in rows if (record := self._reading.record(kind, id, doc)) is not None]

    def _following(self, kind: str, name: str, sign: str, after: int) -> list[tuple[str, list[Any]]]:
        """What comes after a record; everything when it is gone and its place in the order with it."""
        after = max(-(2**63), min(after, 2**63 - 1))
        if name == "id":
            return [(f"id {sign} %s", [after])]
        sql = f"SELECT {name} FROM {_table(kind)} WHERE id = %s"  # noqa: S608 - our own names only
        for (value,) in self._run(sql, (after,)):
            return following(name, sign, value, after)
        return [("TRUE", [])]

    def tally(self, kind: str, by: Sequence[str], **where: Any) -> dict[tuple[Any, ...], int]:
        table = _table(kind)
        conditions, values = matching(kind, where)
        names = [column(kind, field) for field in by]
        group = f"GROUP BY {', '.join(names)}" if names else ""
        sql = f"SELECT {', '.join([*names, 'count(*)'])} FROM {table} {_filter(conditions)} {group}"  # noqa: S608 - our own names only
        return {
            tuple(stored): number
            for *stored, number in self._run(sql, values)
            if all(map(self._reading.counts, repeat(kind), by, stored))
        }

    def values(self, kind: str, field: str, *, limit: int | None = None, **where: Any) -> list[Any]:
        _table(kind)
        sql, values = each_value(kind, field, where)
        found = (value for (value,) in self._run(sql, [*values, limit]))
        return [value for value in found if self._reading.counts(kind, field, value)]

    def count(self, kind: str, *, most: int | None = None, **where: Any) -> int:
        table = _table(kind)
        conditions, values = matching(kind, where)
        first = f"SELECT 1 FROM {table} {_filter(conditions)} LIMIT %s"  # noqa: S608 - our own names only
        sql = f"SELECT count(*) FROM ({first}) AS counted"  # noqa: S608 - our own names only
        return int(self._run(sql, [*values, None if most is None else most + 1])[0][0])

    def next_number(self, series: str) -> int:
        if not self._connections.writing:
            raise RuntimeError("a number is only taken inside the transaction that uses it")
        table = quoted(NUMBERS)
        kept = f"ON CONFLICT (series) DO UPDATE SET last = {table}.last + 1 RETURNING last"
        ((last,),) = self._run(f"INSERT INTO {table} (series, last) VALUES (%s, 1) {kept}", (series,))  # noqa: S608 - our own names only
        return int(last)

    def peek_number(self, series: str) -> int:
        rows = self._run(f"SELECT last FROM {quoted(NUMBERS)} WHERE series = %s", (series,))  # noqa: S608 - our own names only
        return 1 + sum(int(last) for (last,) in rows)

    def together(self) -> Together | None:
        return AtDatabase(self._connections) if isinstance(self._connections, Connections) else None

    def alone(self, what: str, pause: float = 0) -> AbstractContextManager[Ours | None]:
        if not isinstance(self._connections, Connections):
            raise RuntimeError("what is read as of one moment has nothing in hand")
        return self._connections.claims.claimed(what, pause)

    def order(self, what: str, id: int) -> None:
        if not self._connections.writing:
            raise RuntimeError("an order is part of the transaction that makes it due")
        self._run(postgres_queue.ORDER, postgres_queue.order_of(what, id))

    def worker(self, does: Mapping[str, Callable[[int], bool]]) -> Worker:
        from workflow.store.postgres_worker import Worker as Procrastinate  # only here: its packages take a moment

        return Procrastinate(self._url, does)

    def snapshot(self) -> AbstractContextManager[Still]:
        if not isinstance(self._connections, Connections) or self._connections.writing:
            raise RuntimeError("what this transaction has written is not in a snapshot yet")
        return closing(Still(moment(self._connections), self._reading))

    @contextmanager
    def trial(self) -> Iterator[Store]:
        with self._connections.still():
            yield Trial(self, self._reading)

    def backup(self, target: Path) -> None:
        """As a file of TinyDB over SQLite, which every Tuntas opens."""
        with self.snapshot() as still, file_filled(target, InDatabase(still._run)):
            pass

    def facts(self) -> Facts:
        ((version, size),) = self._run("SELECT current_setting('server_version'), pg_database_size(current_database())")
        sql = f"SELECT value FROM {quoted(MARKS)} WHERE name = 'schema'"  # noqa: S608 - our own names only
        return Facts(f"PostgreSQL {version.split()[0]}", int(self._run(sql)[0][0]), size)

    def tend(self) -> None:
        """Takes the figures by which PostgreSQL chooses an index, of what it has not taken them of by itself."""
        changed = "n_mod_since_analyze > n_live_tup / 10 + 100 AND schemaname = current_schema()"
        for (name,) in self._run(f"SELECT relname FROM pg_stat_user_tables WHERE {changed}"):  # noqa: S608 - our own names only
            self._run(f"ANALYZE {quoted(name)}")

    def left_whole(self) -> bool:
        """PostgreSQL mends by itself what was not closed in order."""
        return True

    def damage(self) -> list[str]:
        """None that is looked for from here; ``pg_amcheck`` of PostgreSQL reads all of it."""
        return []

    def others(self) -> list[str]:
        """The other processes of Tuntas that have the database open, "tuntas host 1234"; of those behind a pool of
        connections, the servers."""
        here = "SELECT application_name FROM pg_stat_activity WHERE datname = current_database()"
        sql = f"SELECT name FROM ({here} UNION {NAMED}) AS one (name)"  # noqa: S608 - no value of anybody's
        own = "name LIKE 'tuntas %' AND name <> current_setting('application_name')"
        return [name for (name,) in self._run(f"{sql} WHERE {own} ORDER BY name")]

    def leave(self, engine: str) -> None:
        """Nobody opens it any more: all of it is in a store of this make now."""
        with self.transaction():
            self._run(f"INSERT INTO {quoted(MARKS)} VALUES (%s, %s)", (LEFT, engine))  # noqa: S608 - our own names only

    def close(self) -> None:
        self._connections.close()


class Still(PostgresStore):
    """What ``PostgresStore`` reads, as of one moment."""

    def __init__(self, held: Held, reading: Reading) -> None:
        self._over(held, reading)

    def snapshot(self) -> AbstractContextManager[Still]:
        return nullcontext(self)


def _table(kind: str) -> str:
    """The kind's table as SQL."""
    if kind not in FIELDS:
        raise ValueError(f"there is no kind {kind!r}")
    return quoted(kind)


def _row(kind: str, doc: Mapping[str, Any], version: int) -> tuple[str, list[Any]]:
    """What is kept as JSON, as on SQLite, and what the columns of the declared fields hold."""
    body = {key: value for key, value in doc.items() if key not in ("kind", "id")} | {"version": version}
    text = to_text(body)
    return text, values_of(kind, body, FIELDS[kind])


def _filter(conditions: Sequence[str]) -> str:
    return f"WHERE {' AND '.join(f'({condition})' for condition in conditions)}" if conditions else ""
