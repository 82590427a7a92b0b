"""A kind's table on PostgreSQL: the document as it was written, and a column for each declared field.

Made from what the code declares (``declared.py``, ``fields_table.py``), and made anew where that has changed. What was
declared is kept in a table of marks, so that a start at which nothing has changed asks one question.

Texts are kept in the order of their bytes, whatever order the database has: pages lead on from the last record shown.
An index ends with the id for the same reason. The document is of the type json, which keeps a text as it is; jsonb
would order its keys anew and turn great fractions into whole numbers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from psycopg import Connection, errors

from workflow.errors import StoreDamaged, StoreNewer, StoreUnavailable
from workflow.store import postgres_queue, postgres_unique
from workflow.store.declared import FIELDS, types
from workflow.store.fields_table import column, indexed
from workflow.store.kept import NUMBERS
from workflow.store.postgres_opened import Asked
from workflow.store.postgres_servers import COLUMNS, SERVERS, YESTERDAY, at_work
from workflow.store.postgres_where import to_column
from workflow.store.protocol import SCHEMA
from workflow.store.sqlite import quoted

TYPES = {str: 'text COLLATE "C"', int: "bigint", bool: "boolean"}
MARKS = "tuntas"
INSTANCE = "instance"  # the mark by which folders know the instance that the database holds
DONE = "done "  # how marks begin that say when some server has done what is done once (``postgres_claims.py``)
QUEUE = "queue"  # the mark of which version of procrastinate has its tables here
LEFT = "moved to"  # the mark of a database whose records went elsewhere
DECLARING = 0x54554E55  # the lock of whoever makes tables: CREATE … IF NOT EXISTS would race with itself
# The tables that are of no kind.
BESIDE = {
    MARKS: f"name {TYPES[str]} PRIMARY KEY, value text NOT NULL",
    NUMBERS: f"series {TYPES[str]} PRIMARY KEY, last bigint NOT NULL",
    SERVERS: COLUMNS,
}
STRANGE = "Basis data itu berisi tabel yang bukan milik Tuntas. Tidak ada yang diubah; pakai basis data yang kosong."
ENCODING = (
    "Basis data itu tidak memakai UTF8. Buat basis data lain: "
    "CREATE DATABASE tuntas ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0"
)
NO_TRIGRAMS = (
    "PostgreSQL itu tidak mempunyai pg_trgm, yang dipakai untuk mencari kata. "
    "Pasang paket postgresql-contrib di komputer basis data, lalu jalankan lagi."
)
NO_RIGHT = (
    "Akun Tuntas di basis data tidak berhak membuat pg_trgm, yang dipakai untuk mencari kata. Jadikan ia pemilik basis "
    "data (ALTER DATABASE … OWNER TO …), atau minta admin PostgreSQL menjalankan di sana: CREATE EXTENSION pg_trgm"
)
MOVED = "Isi basis data ini sudah dipindahkan ke {engine}. Periksa TUNTAS_DATABASE."
AT_WORK = (
    "Basis data ini sedang dipakai server {server}, dan bentuk datanya lain dari Tuntas ini. "
    "Hentikan dahulu semua server, lalu jalankan semuanya dengan versi yang sama."
)
NEWER = "Basis data ini dibuat oleh Tuntas yang lebih baru (bentuk {found}; versi ini mengenal sampai {known})."


def declare(connection: Asked) -> None:
    """Makes what is missing, all or nothing; raises ``StoreUnavailable`` for a database that is not for us."""
    marks = marks_of(connection)
    if LEFT not in marks and wanted().items() <= marks.items():
        return
    with connection.transaction():
        begin(connection)
        marks = marks_of(connection)
        refuse_left(marks)
        _refuse(connection, marks)
        _refuse_at_work(connection, marks)
        _make_beside(connection, marks.get(QUEUE, ""))
        behind = [kind for kind in FIELDS if marks.get(_of(kind)) != wanted()[_of(kind)]]
        _mark(connection, {kind for kind in behind if not _make(connection, kind)})


def begin(connection: Connection[Any]) -> None:
    """Of whoever makes tables, inside of a transaction; raises ``StoreDamaged`` for a database that cannot hold every
    letter."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (DECLARING,))
    if connection.execute("SHOW server_encoding").fetchone() != ("UTF8",):
        raise StoreDamaged(ENCODING)


def make_all(connection: Connection[Any], fill: Callable[[str], None]) -> None:
    """Everything in an empty database, inside of the caller's transaction; ``fill`` puts a kind's records into its
    table before there is an index to be kept."""
    _make_beside(connection)
    doubled = set()
    for kind in FIELDS:
        connection.execute(definition(kind))
        fill(kind)
        if not _make_indexes(connection, kind):
            doubled.add(kind)
        connection.execute(f"ANALYZE {quoted(kind)}")
    _mark(connection, doubled)


def wanted() -> dict[str, str]:
    """The marks of a database in which all is as the code declares it."""
    made = {_of(kind): json.dumps([columns(kind), index_definitions(kind)]) for kind in FIELDS}
    made["beside"] = json.dumps(BESIDE)
    first = {"schema": str(SCHEMA), QUEUE: postgres_queue.VERSION}
    return {**first, **{name: hashlib.sha256(text.encode()).hexdigest() for name, text in made.items()}}


def _of(kind: str) -> str:
    return f"kind {kind}"


def marks_of(connection: Connection[Any]) -> dict[str, str]:
    """None where there is no table of them yet, and no mark of a queue of which tables are gone."""
    whole = f"NOT starts_with(name, '{DONE}') AND (name <> '{QUEUE}' OR {postgres_queue.THERE})"
    try:
        with connection.transaction():
            sql = f"SELECT name, value FROM {quoted(MARKS)} WHERE {whole}"  # noqa: S608 - our own names only
            return dict(connection.execute(sql).fetchall())
    except errors.UndefinedTable:
        return {}


def _refuse(connection: Connection[Any], marks: Mapping[str, str]) -> None:
    """A newer Tuntas's, and another program's."""
    if int(marks.get("schema", SCHEMA)) > SCHEMA:
        raise StoreNewer(NEWER.format(found=marks["schema"], known=SCHEMA))
    if not marks and tables(connection):
        raise StoreDamaged(STRANGE)


def refuse_left(marks: Mapping[str, str]) -> None:
    """Raises ``StoreUnavailable`` where all of it went elsewhere."""
    if LEFT in marks:
        raise StoreUnavailable(MOVED.format(engine=marks[LEFT]))


def tables(connection: Connection[Any]) -> list[str]:
    """Whatever stands where ours stand or would."""
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename")
    return [name for (name,) in rows]


def _refuse_at_work(connection: Asked, marks: Mapping[str, str]) -> None:
    """A table of another shape is not changed under servers that use it; one that is missing is nobody's."""
    other = any(marks.get(name, value) != value for name, value in wanted().items())
    if other and (server := at_work(connection)):
        raise StoreUnavailable(AT_WORK.format(server=server))


def _make_beside(connection: Connection[Any], queue: str = "") -> None:
    """What is of no kind; ``queue`` is the version of that which is there."""
    _make_trigrams(connection)
    for name, told in BESIDE.items():
        connection.execute(f"CREATE TABLE IF NOT EXISTS {quoted(name)} ({told})")
    connection.execute(YESTERDAY)
    if queue != postgres_queue.VERSION:
        postgres_queue.make(connection, queue)


def _make_trigrams(connection: Connection[Any]) -> None:
    """PostgreSQL's own words of a file that is not there would tell nobody what to install."""
    try:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except (errors.FeatureNotSupported, errors.UndefinedFile):
        raise StoreUnavailable(NO_TRIGRAMS) from None
    except errors.InsufficientPrivilege:
        raise StoreUnavailable(NO_RIGHT) from None


def _mark(connection: Connection[Any], doubled: Collection[str]) -> None:
    """Not of the kinds that are not as they should be: the next opening tries again."""
    made = [(name, value) for name, value in wanted().items() if name not in map(_of, doubled)]
    connection.execute(f"DELETE FROM {quoted(MARKS)} WHERE name = ANY(%s)", ([_of(kind) for kind in doubled],))  # noqa: S608 - our own names only
    sql = f"INSERT INTO {quoted(MARKS)} VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET value = excluded.value"  # noqa: S608 - our own names only
    with connection.cursor() as cursor:
        cursor.executemany(sql, made)


def columns(kind: str) -> dict[str, str]:
    """Field -> its column's type."""
    return {field: TYPES[of] for field, of in types(kind).items()}


def definition(kind: str) -> str:
    told = ", ".join(f"{column(kind, field)} {of}" for field, of in columns(kind).items())
    own = "id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, version bigint NOT NULL, doc json NOT NULL"
    return f"CREATE TABLE {quoted(kind)} ({own}, {told})"


def index_definitions(kind: str) -> list[str]:
    """Of what lists and counts ask for, and of the letters of a text that is searched in."""
    made = [*postgres_unique.definitions(kind), *(_index(kind, names) for names in indexed(kind))]
    if "search" in FIELDS[kind]:
        made.append(f"CREATE INDEX ON {quoted(kind)} USING gin (lower({column(kind, 'search')}) gin_trgm_ops)")
    return made


def _index(kind: str, names: Iterable[str]) -> str:
    return f"CREATE INDEX ON {quoted(kind)} ({', '.join(f'{column(kind, name)} NULLS FIRST' for name in names)}, id)"


def _make(connection: Connection[Any], kind: str) -> bool:
    """The kind's table, new, or of yesterday with other columns and other indexes than today's; whether it then is as
    it should be."""
    if kind in tables(connection):
        _drop_indexes(connection, kind)
        if added := _alter(connection, kind):
            _fill(connection, kind, added)
    else:
        connection.execute(definition(kind))
    return _make_indexes(connection, kind)


def _make_indexes(connection: Connection[Any], kind: str) -> bool:
    """Whether all that may be there only once is there once."""
    for sql in index_definitions(kind):
        if sql not in postgres_unique.definitions(kind):
            connection.execute(sql)
    return postgres_unique.create(connection, kind)


def _drop_indexes(connection: Connection[Any], kind: str) -> None:
    sql = "SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = to_regclass(%s) AND NOT indisprimary"
    for (name,) in connection.execute(sql, (quoted(kind),)).fetchall():
        connection.execute(f"DROP INDEX {name}")


def _alter(connection: Connection[Any], kind: str) -> list[str]:
    """Takes away the columns that are not as they should be and makes those that are missing, which it returns."""
    sql = "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = to_regclass(%s)"
    rows = connection.execute(f"{sql} AND attnum > 0 AND NOT attisdropped", (quoted(kind),))
    there = {name: of for name, of in rows if name not in ("id", "version", "doc")}
    right = {field: of for field, of in columns(kind).items() if there.get(field) == of.partition(" ")[0]}
    for name in there.keys() - right.keys():
        connection.execute(f"ALTER TABLE {quoted(kind)} DROP COLUMN {quoted(name)}")
    added = [field for field in FIELDS[kind] if field not in right]
    for field in added:
        connection.execute(f"ALTER TABLE {quoted(kind)} ADD COLUMN {column(kind, field)} {columns(kind)[field]}")
    return added


def _fill(connection: Connection[Any], kind: str, added: list[str]) -> None:
    """New columns, from the documents that are there already."""
    sets = ", ".join(f"{column(kind, field)} = %s" for field in added)
    with connection.cursor(name="filling") as read, connection.cursor() as write:
        read.execute(f"SELECT id, doc::text FROM {quoted(kind)}")  # noqa: S608 - our own names only
        while rows := read.fetchmany(1000):
            values = ([*values_of(kind, json.loads(doc), added), id] for id, doc in rows)
            write.executemany(f"UPDATE {quoted(kind)} SET {sets} WHERE id = %s", values)  # noqa: S608 - our own names only


def values_of(kind: str, doc: Mapping[str, Any], fields: Iterable[str]) -> list[Any]:
    """What the columns of ``fields`` hold of a document; nothing of a value that is not of the column's type."""
    return [_held(types(kind)[field], doc.get(field)) for field in fields]


def _held(of: type, value: Any) -> Any:
    held = to_column(value)
    return held if type(held) is of else None
