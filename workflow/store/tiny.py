"""The store on TinyDB: one table per kind, searched through SQLite's indexes.

Writing documents goes through TinyDB's ``Table`` (``table.py`` turns them into rows, ``sqlite.py`` keeps the file).
TinyDB's own search looks at every document in Python, so ``find`` and ``count`` ask SQLite instead, about the declared
fields only (``fields_table.py`` keeps those beside the documents, ``where.py`` puts the question). What becomes of a
row is said in ``rows_read.py``.

A backup is made with ``TinyStore.backup``, while the app runs. Copying the file with ``cp`` is no backup: what was
committed last is still in the ``-wal`` file beside it, and the copy is made of pages from different moments.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from itertools import repeat
from pathlib import Path
from typing import Any

from tinydb.table import Table

from workflow.errors import NotFound, Stale, Taken, Unreadable
from workflow.records import Stored, name_of
from workflow.store import identity, index_figures, left_whole, new_file, one_of, trigrams, unique
from workflow.store.claims import Ours, claimed
from workflow.store.declared import FIELDS, refuse_others
from workflow.store.fields_table import column, fields_table, from_sql, to_sql
from workflow.store.kept import NUMBERS
from workflow.store.moment import Moment
from workflow.store.new_file import SERIES
from workflow.store.protocol import PATIENCE, Facts, Record, Store
from workflow.store.rows_read import Plain, Reading
from workflow.store.sqlite import SqliteStorage, quoted
from workflow.store.table import SqliteDB
from workflow.store.trial import Trial
from workflow.store.where import PAGE, Clause, among, at_first, each_value, filtered, following, matching, source_of


class TinyStore(Store):
    """Implements ``Store`` in the file ``path``, which is made when it is not there."""

    def __init__(self, path: Path, reading: Reading | None = None) -> None:
        if path.exists():
            identity.refuse_file(path)
        else:
            new_file.make(path)
        self._whole = left_whole.unchanged(path)
        self._over(SqliteStorage(path), reading or Plain())
        try:
            identity.refuse_content(self._storage)
            new_file.declare_all(self._storage)
            self.tend()
        except BaseException:
            self.close()
            raise

    def _over(self, storage: SqliteStorage, reading: Reading) -> None:
        self._storage, self._reading = storage, reading
        self._db = SqliteDB(storage=lambda: storage)

    def _table(self, kind: str) -> Table:
        if kind not in FIELDS:
            raise ValueError(f"there is no kind {kind!r}")
        return self._db.table(kind)

    def transaction(self, *scopes: str, within: float = PATIENCE) -> AbstractContextManager[None]:
        return self._storage.transaction(within)

    def insert(self, kind: type[Stored] | str, doc: Mapping[str, Any]) -> Any:
        table = self._table(name_of(kind))
        refuse_others(table.name, doc)
        try:
            return self._inserted(table, doc)
        except Taken as taken:
            with self.transaction():
                if not unique.gives_way(self._storage, self._reading, taken, doc):
                    raise
                return self._inserted(table, doc)

    def _inserted(self, table: Table, doc: Mapping[str, Any]) -> Record:
        with self.transaction(), unique.told(table.name):
            return self._existing(table.name, table.insert(_body(doc, version=1)))

    def get(self, kind: type[Stored] | str, id: int) -> Any:
        kind = name_of(kind)
        if not 0 < id < 2**63:  # an address may carry any number; SQLite's end here
            return None
        self._table(kind)
        rows = self._storage.look(kind, "doc", "WHERE id = ?", (id,))
        return self._reading.record(kind, id, rows[0][0]) if rows else None

    def _existing(self, kind: str, id: int) -> Record:
        record: Record | None = self.get(kind, id)
        if record is None:
            raise NotFound
        return record

    def save(self, doc: Mapping[str, Any]) -> Any:
        kind, id = doc["kind"], doc["id"]
        table = self._table(kind)
        refuse_others(kind, doc)
        with self.transaction():
            current = self._existing(kind, id)
            if "damaged" in current:
                raise Unreadable
            if current["version"] != doc["version"]:
                raise Stale(current)
            body = _body(doc, version=current["version"] + 1)

            def replace(stored: Any) -> None:
                stored.clear()
                stored.update(body)

            with unique.told(kind):
                table.update(replace, doc_ids=[id])
            return self._existing(kind, id)

    def delete(self, kind: str, id: int) -> None:
        self._table(kind).remove(doc_ids=[id])

    def find(
        self, kind: type[Stored] | str, *, order: str = "id", after: int | None = None, limit: int | None = None,
        **where: Any,
    ) -> list[Any]:  # fmt: skip
        kind, most = name_of(kind), -1 if limit is None else limit
        self._table(kind)
        field = order.removeprefix("-")
        name = "id" if field == "id" else column(kind, field)
        sign, direction = ("<", "DESC") if order.startswith("-") else (">", "ASC")
        follow = ("", []) if after is None else self._following(kind, name, sign, after)
        sorted_by = f"ORDER BY place {direction}, id {direction}"
        parts = [where] if limit is None else one_of.parted(kind, where, field)
        if limit and limit <= PAGE and len(parts) == 1 and trigrams.sought(where):
            sql, values = at_first(kind, name, where, follow, direction, limit)
            if len(found := self._read(kind, sql, values, sorted_by)) == limit:
                return found
        asked = [self._narrow(kind, f"SELECT id, {name} AS place", part, follow) for part in parts]
        firsts = [f"{sql} {sorted_by} LIMIT ?" for sql, _ in asked]
        first = one_of.together(firsts, f"{sorted_by} LIMIT {most}")
        return self._read(kind, first, [value for _, values in asked for value in (*values, most)], sorted_by)

    def _read(self, kind: str, narrow: str, values: Sequence[Any], sorted_by: str) -> list[Any]:
        """Documents are read last: sorting and skipping move the narrow rows only."""
        sql = f"SELECT id, doc FROM ({narrow}) CROSS JOIN {quoted(kind)} USING (id) {sorted_by}"  # noqa: S608 - our own names only
        rows = self._storage.run(sql, values)
        return [record for id, doc in rows if (record := self._reading.record(kind, id, doc)) is not None]

    def _narrow(
        self, kind: str, columns: str, where: Mapping[str, Any], more: Clause = ("", []), source: Clause | None = None,
    ) -> Clause:  # fmt: skip
        """A question to the narrow rows, for what matches ``where`` and ``more``."""
        conditions, values = matching(kind, where)
        rows, ids = source or source_of(kind, trigrams.some(self._storage, kind, where))
        wanted = [*conditions, *([more[0]] if more[0] else [])]
        return f"{columns} FROM {rows} {filtered(wanted)}", [*ids, *values, *more[1]]

    def _following(self, kind: str, name: str, sign: str, after: int) -> Clause:
        """What comes after a record; everything when it is gone and its place in the order with it."""
        if name == "id":
            return f"id {sign} ?", [to_sql(after)]
        sql = f"SELECT {name} FROM {fields_table(kind)} WHERE id = ?"  # noqa: S608 - our own names only
        for (value,) in self._storage.run(sql, (to_sql(after),)):
            return following(name, sign, value, after)
        return "1", []

    def tally(self, kind: str, by: Sequence[str], **where: Any) -> dict[tuple[Any, ...], int]:
        self._table(kind)
        names, parts = [column(kind, field) for field in by], one_of.apart(where, by)
        group = f"GROUP BY {', '.join(names)}" if names and len(parts) == 1 else ""  # of one value there is one group
        select = f"SELECT {', '.join([*names, 'count(*)'])}"
        asked = [self._narrow(kind, select, part) for part in parts]
        counted: Counter[tuple[Any, ...]] = Counter()
        for *stored, number in self._storage.run(*one_of.all_of(asked, group)):
            if names and not number:
                continue
            group_values = [from_sql(value) for value in stored]
            if not all(map(self._reading.counts, repeat(kind), by, group_values)):
                continue
            # Added up, because False and 0 are two groups to the store and one key to Python.
            counted[tuple(group_values)] += number
        return dict(counted)

    def values(self, kind: str, field: str, *, limit: int | None = None, **where: Any) -> list[Any]:
        self._table(kind)
        sql, values = each_value(kind, field, where)
        found = (from_sql(value) for (value,) in self._storage.run(sql, [*values, -1 if limit is None else limit]))
        return [value for value in found if self._reading.counts(kind, field, value)]

    def count(self, kind: str, *, most: int | None = None, **where: Any) -> int:
        self._table(kind)
        if most is not None and trigrams.sought(where):  # most words that many have are told by few more than asked
            far = most + most // 8
            ids = trigrams.some(self._storage, kind, where, far) or []
            number = self._counted(kind, where, most, among(kind, ids))
            if number > most or len(ids) <= far:
                return number
        return self._counted(kind, where, most, source_of(kind, trigrams.some(self._storage, kind, where)))

    def _counted(self, kind: str, where: Mapping[str, Any], most: int | None, source: Clause) -> int:
        first, values = self._narrow(kind, "SELECT 1", where, source=source)
        sql = f"SELECT count(*) FROM ({first} LIMIT ?)"  # noqa: S608 - our own names only
        return int(self._storage.run(sql, [*values, -1 if most is None else most + 1])[0][0])

    def next_number(self, series: str) -> int:
        if not self._storage.writing:
            raise RuntimeError("a number is only taken inside the transaction that uses it")
        table, rows = self._db.table(NUMBERS), self._series(series)
        if not rows:
            table.insert({"series": series, "last": 1})
            return 1
        id, last = rows[0]
        table.update({"last": last + 1}, doc_ids=[id])
        return last + 1

    def peek_number(self, series: str) -> int:
        return 1 + sum(last for _, last in self._series(series))

    def _series(self, series: str) -> list[tuple[int, int]]:
        """The row of a series and the last number taken from it, in a list; empty before the first."""
        rows = self._storage.look(NUMBERS, "id, doc", f"WHERE {SERIES} = ?", (series,))
        return [(id, json.loads(doc)["last"]) for id, doc in rows]

    def backup(self, target: Path) -> None:
        """Of one moment, like all of a snapshot."""
        with self.snapshot() as moment:
            moment.backup(target)

    def alone(self, what: str, pause: float = 0) -> AbstractContextManager[Ours | None]:
        """There is one server, or one of each role (``web/server_role.py``): a pause is nobody else's to keep."""
        return claimed(self._storage.path, what)

    def order(self, what: str, id: int) -> None:
        """Nobody is told."""

    def worker(self, does: Mapping[str, Callable[[int], bool]]) -> None:
        return None

    def snapshot(self) -> AbstractContextManager[Store]:
        if self._storage.writing:
            raise RuntimeError("what this transaction has written is not in a snapshot yet")
        return closing(Snapshot(self._storage.path, self._reading))

    @contextmanager
    def trial(self) -> Iterator[Store]:
        with self._storage.moment():  # a connection of its own, as of a snapshot, would cost more than most trials
            yield Trial(self, self._reading)

    def facts(self) -> Facts:
        beside = self._storage.path.parent.glob(f"{self._storage.path.name}*")  # the log, too
        size = sum(path.stat().st_size for path in beside)
        return Facts(f"SQLite {sqlite3.sqlite_version}", identity.schema(self._storage), size)

    def tend(self) -> None:
        index_figures.renew(self._storage)

    def left_whole(self) -> bool:
        return self._whole

    def damage(self) -> list[str]:
        found = identity.damage(self._storage)
        self._whole = not found
        return found

    def close(self) -> None:
        self._db.close()
        if self._storage.damaged:
            left_whole.doubt(self._storage.path)
        elif self._whole:
            left_whole.note(self._storage.path)


class Snapshot(TinyStore):
    """What ``TinyStore`` reads, as of one moment."""

    def __init__(self, path: Path, reading: Reading) -> None:
        self.moment = Moment(path)
        self._whole = False  # which is not for one to tell who has only read some of it
        self._over(self.moment, reading)

    def snapshot(self) -> AbstractContextManager[Store]:
        return nullcontext(self)

    def backup(self, target: Path) -> None:
        """It appears when it is finished."""
        part = target.with_name(f"{target.name}.part")
        part.unlink(missing_ok=True)
        self.moment.copy(part)
        os.replace(part, target)


def _body(doc: Mapping[str, Any], version: int) -> Record:
    """What is kept as JSON; kind and id are the table's name and the row's number."""
    return {key: value for key, value in doc.items() if key not in ("kind", "id")} | {"version": version}
