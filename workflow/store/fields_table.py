"""The declared fields of each kind, in a narrow table beside its documents, with indexes.

``find`` and ``count`` search these tables only, so they never read JSON and a search that no index fits is still
fast (20,000 narrow rows are 3 MB). Triggers keep them in step with the documents, whoever writes those. Being made
from the documents, a table is simply made anew when the code's list of fields has changed.

JSON's true and false are one-byte blobs here, because SQLite would take them for 1 and 0: so they match only
themselves and come back as themselves. SQLite orders null < numbers < text < blobs, which is the order of ``find``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from workflow.store import trigrams, unique
from workflow.store.declared import FIELDS, UNIQUE
from workflow.store.sqlite import SqliteStorage, create, quoted

# What pages ask for, in the order an index needs: what is equal first, what is sorted or compared last.
INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "task": (
        ("region", "cancelled", "late_after", "since"),
        ("region", "cancelled", "stage", "closed", "late_after", "since"),
        ("region", "cancelled", "waits_for", "since"),
        ("region", "cancelled", "waits_for", "deadline"),
        ("region", "cancelled", "open", "waits_for", "deadline"),
        ("region", "cancelled", "open", "waits_for", "since"),
        ("region", "cancelled", "open", "deadline", "waits_for"),
        ("region", "cancelled", "desk", "limit_until"),
        ("region", "cancelled", "desk", "desk_kind", "limit_until"),
        ("region", "cancelled", "desk_kind", "deadline"),
        ("region", "cancelled", "deadline", "since", "closed"),
        ("region", "cancelled", "stage", "since"),
        ("region", "cancelled", "since"),
        ("region", "cancelled", "rakor"),
        ("region", "cancelled", "title"),
        ("cancelled", "late_after", "since"),
        ("cancelled", "stage", "closed", "late_after", "since"),
        ("cancelled", "waits_for", "since"),
        ("cancelled", "open", "waits_for", "since"),
        ("cancelled", "open", "deadline"),
        ("cancelled", "deadline", "since"),
        ("cancelled", "stage", "since"),
        ("cancelled", "since"),
        ("cancelled", "rakor"),
        ("cancelled", "title"),
        ("cancelled", "region"),
        ("desk", "cancelled", "limit_until"),
        ("desk", "cancelled", "desk_kind", "limit_until"),
        ("desk", "cancelled", "rakor"),
        ("rakor", "cancelled", "stage"),
        ("rakor", "cancelled", "late_after", "since"),
        ("commission", "cancelled", "late_after", "since"),
        ("closed", "deadline"),
        ("cancelled", "stage", "closed", "late_days", "deadline"),
        ("region", "cancelled", "closed", "stage", "deadline", "late_days", "finished_on"),
    ),
    "event": (("chain", "name"), ("task", "name"), ("rakor", "name"), ("name",), ("name", "at")),
    "rakor": (("closed_at",),),
    "document": (
        ("task", "type", "status"),
        ("rakor", "type", "status"),
        ("number", "office"),
        ("region", "type"),
        ("region", "number"),
        ("region", "date"),
        ("region", "status"),
        ("region", "year"),
        ("region",),
        ("year",),
        ("type",),
        ("number",),
        ("status",),
    ),
    "entry": (
        ("office", "date"),
        ("office", "number"),
        ("office", "year", "ordinal"),
        ("office", "ordinal"),
        ("office", "status"),
        ("office", "year", "date"),
        ("office", "status", "date"),
        ("office", "about", "year", "date"),
        ("office", "about", "status", "date"),
        ("year", "date"),
        ("status", "date"),
        ("date",),
        ("ordinal",),
        ("status",),
    ),
    "signatory": (("office", "start"),),
    "lks_span": (
        ("region", "measure", "until"),
        ("measure", "until", "start", "region", "kecamatan"),
        ("region", "measure", "lks"),
        ("measure", "lks"),
        ("region", "start", "measure"),
        ("region", "until", "measure"),
    ),
    "lks_state": (
        ("region", "state", "sort"),
        ("state", "sort"),
        ("state", "paper"),
        ("state", "grade"),
        ("state", "named"),
        ("region", "start", "state"),
        ("region", "until", "state"),
    ),
    "lks": (("region", "ended"),),
    "mail": (("state", "due"), ("state", "until"), ("state", "ended")),
}
# All other fields have an index of their own, but for these: they hardly tell records apart, and SQLite, which
# cannot know that, would prefer them to a better one.
COARSE = {
    "name", "stage", "open", "cancelled", "search", "type", "status", "example", "active", "role", "state", "desk_kind",
    "limit_until", "closed", "late_days", "finished_on", "fresh", "paper", "grade", "named",
    "matter", "since", "late_after", "deadline", "title", "about",
}  # fmt: skip


def fields_table(kind: str) -> str:
    """Its name as SQL: with a dot, which no TinyDB table can have."""
    quoted(kind)
    return f'"{kind}.fields"'


def column(kind: str, field: str) -> str:
    """The field's column. Only names from ``FIELDS`` get into SQL; any other raises ``ValueError``."""
    if field not in FIELDS.get(kind, ()):
        raise ValueError(f"{kind!r} has no searchable field {field!r}")
    return quoted(field)


def to_sql(value: Any) -> Any:
    if isinstance(value, bool):
        return bytes([value])
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return float(value)  # as json_extract reads it
    return value


def from_sql(value: Any) -> Any:
    return bool(value[0]) if isinstance(value, bytes) else value


def undeclared(storage: SqliteStorage) -> list[str]:
    """The kinds whose tables are not what the code declares. One question, because every start asks it."""
    there: dict[str, list[str]] = {}
    for name, sql in storage.run("SELECT name, sql FROM sqlite_master ORDER BY rowid"):
        own = "." in name and not trigrams.is_part(name)
        there.setdefault(name.partition(".")[0], []).extend([unique.as_declared(storage, sql)] if own else [])
    return [kind for kind in FIELDS if there.get(kind) != _definition(kind)]


def declare(storage: SqliteStorage, kind: str) -> None:
    """Makes the kind's two tables, and fills the one with fields anew: its indexes behind its rows, sorted once."""
    create(storage, kind)
    for (trigger,) in storage.run(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB ?", (f"{kind}.*",)
    ):
        storage.run(f'DROP TRIGGER "{trigger}"')
    storage.run(f"DROP TABLE IF EXISTS {fields_table(kind)}")
    storage.run(f"DROP TABLE IF EXISTS {trigrams.table(kind)}")
    table, *rest = _definition(kind)
    storage.run(table)
    rows = f"(SELECT id, {_json('doc')} AS doc FROM {quoted(kind)})"  # noqa: S608 - our own names only
    storage.run(f"INSERT INTO {fields_table(kind)} SELECT id, {_values(kind, 'doc')} FROM {rows}")  # noqa: S608 - our own names only
    for sql in rest:
        unique.create(storage, kind, sql)
    trigrams.fill(storage.run, kind, fields_table(kind))


def _definition(kind: str) -> list[str]:
    """Everything that belongs to the kind's fields, as SQLite keeps it in ``sqlite_master``."""
    table, documents, fields = fields_table(kind), quoted(kind), FIELDS[kind]
    row = f"(SELECT {_json('new.doc')} AS doc)"
    write = f"INSERT INTO {table} SELECT new.id, {_values(kind, 'doc')} FROM {row};"  # noqa: S608 - our own names only
    write = f"DELETE FROM {table} WHERE id = new.id; {write}"  # noqa: S608 - our own names only
    write = trigrams.before_write(kind, table, row, {name: _value(quoted(name), "doc") for name in fields}) + write
    gone = f"{trigrams.before_gone(kind, table, 'old.id')}DELETE FROM {table} WHERE id = old.id;"  # noqa: S608 - our own names only
    return [
        f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, {', '.join(column(kind, field) for field in fields)})",
        *trigrams.creation(kind),
        *(_index(kind, names) for names in indexed(kind)),
        f'CREATE TRIGGER "{kind}.insert" AFTER INSERT ON {documents} BEGIN {write} END',
        f'CREATE TRIGGER "{kind}.update" AFTER UPDATE ON {documents} BEGIN {write} END',
        f'CREATE TRIGGER "{kind}.delete" AFTER DELETE ON {documents} BEGIN {gone} END',
    ]


def indexed(kind: str) -> Iterable[tuple[str, ...]]:
    """The fields of each index that a kind has."""
    combined = (*UNIQUE.get(kind, ()), *INDEXES.get(kind, ()))
    alone = [field for field in FIELDS[kind] if field not in COARSE | {names[0] for names in combined}]
    return (*combined, *((field,) for field in alone))


def _index(kind: str, names: Sequence[str]) -> str:
    if names in UNIQUE.get(kind, ()):
        return unique.index(kind, names)
    columns = ", ".join(column(kind, name) for name in names)
    return f'CREATE INDEX "{kind}.{"_".join(names)}" ON {fields_table(kind)} ({columns})'


def _json(doc: str) -> str:
    """The document, or one without fields when it is none: damaged outside of the app, it must stop nothing."""
    return f"CASE WHEN json_valid({doc}) THEN {doc} ELSE '{{}}' END"


def _values(kind: str, doc: str) -> str:
    """What each field's column holds, computed from the document."""
    return ", ".join(_value(column(kind, field), doc) for field in FIELDS[kind])


def _value(name: str, doc: str) -> str:
    path = f"{doc}, '$.{name}'"
    return f"CASE json_type({path}) WHEN 'true' THEN x'01' WHEN 'false' THEN x'00' ELSE json_extract({path}) END"
