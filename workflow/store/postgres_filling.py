"""Everything at once into an empty database of PostgreSQL, in one transaction: tables, rows, counters, indexes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from psycopg import Connection
from psycopg.errors import InvalidTextRepresentation

from workflow.errors import StoreDamaged, StoreUnavailable
from workflow.store import postgres_moving, postgres_tables
from workflow.store.declared import FIELDS
from workflow.store.fields_table import column
from workflow.store.kept import NUMBERS, Kept
from workflow.store.postgres import Still
from workflow.store.postgres_connections import Held
from workflow.store.postgres_opened import connected
from workflow.store.postgres_refusals import translated
from workflow.store.postgres_tables import INSTANCE, MARKS, values_of
from workflow.store.protocol import Store
from workflow.store.rows_read import Plain, parsed
from workflow.store.sqlite import UNSURE, quoted

NOT_EMPTY = "Basis data itu sudah berisi tabel. Pindahkan hanya ke basis data yang kosong."
NO_JSON = "Ada catatan {kind} yang rusak, sehingga tidak dapat dipindahkan. Pulihkan dahulu dari cadangan."


@contextmanager
def database_filled(url: str, everything: Kept, instance: str) -> Iterator[Store]:
    """As ``moved.filled``: what the block sees is seen by nobody else before it ends."""
    with closing(connected(url)) as connection, translated(UNSURE), connection.transaction():
        postgres_moving.begin(connection)
        postgres_tables.begin(connection)
        if postgres_tables.tables(connection):
            raise StoreUnavailable(NOT_EMPTY)
        postgres_tables.make_all(connection, lambda kind: _copy(connection, kind, everything))
        with connection.cursor() as cursor:
            sql = f"INSERT INTO {quoted(NUMBERS)} (series, last) VALUES (%s, %s)"  # noqa: S608 - our own name
            cursor.executemany(sql, everything.series().items())
            if instance:
                cursor.execute(f"INSERT INTO {quoted(MARKS)} VALUES (%s, %s)", (INSTANCE, instance))  # noqa: S608 - our own name
        yield Still(Held(connection), Plain())


def _copy(connection: Connection[Any], kind: str, everything: Kept) -> None:
    names = ", ".join(["id", "version", "doc", *(column(kind, field) for field in FIELDS[kind])])
    try:
        with connection.cursor() as cursor, cursor.copy(f"COPY {quoted(kind)} ({names}) FROM STDIN") as copy:
            for id, text in everything.documents(kind):
                copy.write_row((id, *_row(kind, text)))
    except InvalidTextRepresentation as error:
        raise StoreDamaged(NO_JSON.format(kind=kind)) from error
    if last := everything.last(kind):
        connection.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", (quoted(kind), last))


def _row(kind: str, text: str) -> tuple[Any, ...]:
    """Version, text and fields; of a document that is no record none, for it is one that nobody can save."""
    found = parsed(text)
    doc = found if isinstance(found, dict) else {}
    version = doc.get("version")
    return (version if type(version) is int else 0, text, *values_of(kind, doc, FIELDS[kind]))
