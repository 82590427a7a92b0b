"""What may be there only once: indexes on the table of the fields that refuse a second one.

In a file of an earlier version there may be two all the same, from before this was asked. It opens as it is, with an
index that refuses nothing, and the log says at each opening which records they are; once one of them is gone, the next
opening refuses a second one.
"""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from workflow.errors import Taken
from workflow.store.declared import UNIQUE
from workflow.store.rows_read import Reading
from workflow.store.sqlite import SqliteStorage, quoted

MOST_TOLD = 5  # of which the log tells
_DOUBLED = re.compile(r'CREATE INDEX "([a-z_]+)\.([a-z0-9_]+)\.doubled" ')
log = logging.getLogger(__name__)


def index(kind: str, fields: Sequence[str]) -> str:
    return f"CREATE UNIQUE INDEX {_where(kind, fields)}"


def create(storage: SqliteStorage, kind: str, sql: str) -> None:
    """Runs what makes an index. One of ``index`` that is broken already becomes one that refuses nothing."""
    try:
        storage.run(sql)
    except sqlite3.IntegrityError:
        fields = next(fields for fields in UNIQUE[kind] if index(kind, fields) == sql)
        storage.run(f"CREATE INDEX {_where(kind, fields, '.doubled')}")
        _tell(kind, fields, _doubles(storage, kind, fields))


def as_declared(storage: SqliteStorage, sql: str) -> str:
    """The text of an index, and of one that refuses nothing that of the other while it must be so; which is told."""
    found = _DOUBLED.match(sql)
    fields = next((fields for fields in UNIQUE[found[1]] if "_".join(fields) == found[2]), None) if found else None
    if found is None or fields is None or not (ids := _doubles(storage, found[1], fields)):
        return sql
    _tell(found[1], fields, ids)
    return index(found[1], fields)


def _tell(kind: str, fields: Sequence[str], ids: Sequence[str]) -> None:
    log.error("%s: more than one of the same %s, ids %s", kind, " and ".join(fields), ", ".join(ids))


def _where(kind: str, fields: Sequence[str], more: str = "") -> str:
    return f'"{kind}.{"_".join(fields)}{more}" ON "{kind}.fields" ({_columns(fields)})'


def _columns(fields: Sequence[str]) -> str:
    return ", ".join(map(quoted, fields))


def _doubles(storage: SqliteStorage, kind: str, fields: Sequence[str]) -> list[str]:
    """The ids of the first that are the same, as "3 = 17"; where a field is empty nothing is the same."""
    there = " AND ".join(f"{quoted(field)} IS NOT NULL" for field in fields)
    sql = (
        f"SELECT group_concat(id, ' = ') FROM \"{kind}.fields\" WHERE {there} "  # noqa: S608 - our own names only
        f"GROUP BY {_columns(fields)} HAVING count(*) > 1 ORDER BY min(id) LIMIT ?"
    )
    return [ids for (ids,) in storage.run(sql, (MOST_TOLD,))]


@contextmanager
def told(kind: str) -> Iterator[None]:
    """Turns SQLite's refusal of a second one into ``Taken``."""
    try:
        yield
    except sqlite3.IntegrityError as refusal:
        names = str(refusal).partition("UNIQUE constraint failed: ")[2].split(", ")
        fields = tuple(name.removeprefix(f"{kind}.fields.") for name in names)
        if fields not in UNIQUE.get(kind, ()):
            raise
        raise Taken(kind, fields) from refusal


def gives_way(storage: SqliteStorage, reading: Reading, taken: Taken, doc: Mapping[str, Any]) -> bool:
    """Whether what is in the way is read as if there were nothing; then it is taken away."""
    there = " AND ".join(f"{quoted(field)} = ?" for field in taken.fields)
    sql = f'SELECT id, doc FROM {quoted(taken.kind)} JOIN "{taken.kind}.fields" USING (id) WHERE {there}'  # noqa: S608 - our own names only
    same = storage.run(sql, [doc[field] for field in taken.fields])
    if any(reading.record(taken.kind, id, text) is not None for id, text in same):
        return False
    for id, _ in same:
        storage.run(f"DELETE FROM {quoted(taken.kind)} WHERE id = ?", (id,))  # noqa: S608 - our own names only
    return True
