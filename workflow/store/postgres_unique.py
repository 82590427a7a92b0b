"""What may be there only once, on PostgreSQL: indexes that refuse a second one, and statements that are not refused.

PostgreSQL gives up all of a transaction in which a statement was refused. So a second one is left out by the statement
itself, and what is in its way is looked for afterwards; only who writes the same in the same moment is refused by the
index, and that is told as ``StoreBusy``: done again, it finds the other.

What comes from a file in which there are two has an index that refuses nothing, as it had there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from psycopg import Connection
from psycopg.errors import UniqueViolation

from workflow.store.declared import UNIQUE
from workflow.store.fields_table import column
from workflow.store.postgres_where import to_column
from workflow.store.rows_read import Reading
from workflow.store.sqlite import quoted
from workflow.store.where import Clause

Run = Callable[[str, Sequence[Any]], list[Any]]
log = logging.getLogger(__name__)


def definitions(kind: str) -> list[str]:
    return [f"CREATE UNIQUE INDEX {_on(kind, fields)}" for fields in UNIQUE.get(kind, ())]


def create(connection: Connection[Any], kind: str) -> bool:
    """Makes them; whether each of them refuses a second one."""
    refusing = True
    for fields, sql in zip(UNIQUE.get(kind, ()), definitions(kind), strict=True):
        try:
            with connection.transaction():
                connection.execute(sql)
        except UniqueViolation as doubled:
            connection.execute(f"CREATE INDEX {_on(kind, fields)}")
            log.error("%s: more than one of the same %s: %s", kind, " and ".join(fields), doubled.diag.message_detail)
            refusing = False
    return refusing


def _on(kind: str, fields: Sequence[str]) -> str:
    return f"ON {quoted(kind)} ({', '.join(f'{column(kind, field)} NULLS FIRST' for field in fields)})"


def same(kind: str, doc: Mapping[str, Any]) -> list[tuple[tuple[str, ...], Clause]]:
    """Of the fields that only one record has, the condition for those that have what ``doc`` has; none where it has
    nothing."""
    every = [fields for fields in UNIQUE.get(kind, ()) if all(doc.get(field) is not None for field in fields)]
    return [
        (fields, (" AND ".join(f"{column(kind, field)} = %s" for field in fields), [to_column(doc[f]) for f in fields]))
        for fields in every
    ]


def unless_taken(kind: str, doc: Mapping[str, Any], id: int) -> Clause:
    """The condition for a record to be written over: that it had the same before, or no other one has it."""
    told, values = "", []
    for _, (here, own) in same(kind, doc):
        other = f"SELECT 1 FROM {quoted(kind)} AS other WHERE {here} AND id <> %s"  # noqa: S608 - our own names only
        told += f" AND (({here}) OR NOT EXISTS ({other}))"
        values += [*own, *own, id]
    return told, values


def in_the_way(run: Run, reading: Reading, kind: str, doc: Mapping[str, Any], id: int = 0) -> tuple[str, ...] | None:
    """The fields of which another record than ``id`` has the same; None where there is no such record any more.

    One that the reading takes for none gives way, and is taken away."""
    for fields, (told, values) in same(kind, doc):
        sql = f"SELECT id, doc FROM {quoted(kind)} WHERE {told} AND id <> %s"  # noqa: S608 - our own names only
        others = run(sql, [*values, id])
        if any(reading.record(kind, other, text) is not None for other, text in others):
            return fields
        for other, _ in others:
            run(f"DELETE FROM {quoted(kind)} WHERE id = %s", (other,))  # noqa: S608 - our own names only
    return None
