"""Words within a text, found without reading every text: SQLite's index of all that have the same three letters (FTS5).

It says which records may hold the words, and only where they are few; what is asked of the fields then decides as ever,
so that nothing else is found with it than without. Words that many records hold need no index: whoever goes through the
list in its order soon has a page of them. That it may tell many apart by their place, the last two letters of a
record's region are in it, too: with the sign before them three that no text has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workflow.store.declared import FIELDS
from workflow.store.protocol import Contains
from workflow.store.sqlite import SqliteStorage, quoted

TEXT, PLACE = "search", "region"
LETTERS = 3
FEW = 2000  # records whose fields are looked at one by one
_BETWEEN = "\x1f"  # text and place; no text has it


def table(kind: str) -> str:
    return f'"{kind}.trigrams"'


def is_part(name: str) -> bool:
    """Whether it is one of the tables that SQLite keeps behind such an index."""
    return ".trigrams_" in name


def creation(kind: str) -> list[str]:
    """Nothing for a kind without a text, as all that follows."""
    using = "fts5(text, content='', columnsize=0, detail='none', tokenize='trigram')"
    return [f"CREATE VIRTUAL TABLE {table(kind)} USING {using}"] if TEXT in FIELDS[kind] else []


def fill(run: Callable[[str], Any], kind: str, fields: str) -> None:
    """Of all records, whose fields stand in the table ``fields``."""
    if TEXT in FIELDS[kind]:
        run(f"INSERT INTO {table(kind)} (rowid, text) SELECT id, {_kept(kind)} FROM {fields}")  # noqa: S608 - our own names only


def before_write(kind: str, fields: str, row: str, values: Mapping[str, str]) -> str:
    """SQL for a trigger, before a record's row in ``fields`` is replaced by ``values`` out of ``row``: what was kept of
    it is taken out and what is now put in, if that is something else."""
    if TEXT not in FIELDS[kind]:
        return ""
    now = f"(SELECT {_kept(kind, values)} FROM {row})"  # noqa: S608 - our own names only
    before = f"(SELECT {_kept(kind)} FROM {fields} WHERE id = new.id)"  # noqa: S608 - our own names only
    gone = before_gone(kind, fields, f"new.id AND {_kept(kind)} IS NOT {now}")
    return f"{gone}INSERT INTO {table(kind)} (rowid, text) SELECT new.id, {now} WHERE {now} IS NOT {before};"


def before_gone(kind: str, fields: str, id: str) -> str:
    """The same, before that row goes: SQLite must be told what it was."""
    if TEXT not in FIELDS[kind]:
        return ""
    into = f"INSERT INTO {table(kind)} ({table(kind)}, rowid, text)"
    return f"{into} SELECT 'delete', id, {_kept(kind)} FROM {fields} WHERE id = {id};"  # noqa: S608 - our own names only


def _kept(kind: str, values: Mapping[str, str] | None = None) -> str:
    """Of a record, as SQL: of its fields, or of ``values`` for them."""
    of = values or {TEXT: quoted(TEXT), PLACE: quoted(PLACE)}
    place = f" || substr(coalesce({of[PLACE]}, ''), -2)" if PLACE in FIELDS[kind] else ""
    return f"coalesce({of[TEXT]}, '') || char({ord(_BETWEEN)}){place}"


def some(storage: SqliteStorage, kind: str, where: Mapping[str, Any], few: int | None = None) -> list[int] | None:
    """Ids of records that may have the words that ``where`` asks for: of all that may, unless they are more than
    ``few``, or ``FEW``; then of one more. None where it asks for none."""
    texts = sought(where)
    if not texts:
        return None
    place = where.get(PLACE)
    asked = [*texts, *([_BETWEEN + place[-2:]] if isinstance(place, str) and len(place) > 1 else [])]
    threes = {text[start : start + LETTERS] for text in asked for start in range(len(text) - LETTERS + 1)}
    told = " AND ".join('"' + three.replace('"', '""') + '"' for three in sorted(threes))
    sql = f"SELECT rowid FROM {table(kind)} WHERE {table(kind)} MATCH ? LIMIT ?"  # noqa: S608 - our own names only
    return [id for (id,) in storage.run(sql, (told, (FEW if few is None else few) + 1))]


def sought(where: Mapping[str, Any]) -> list[str]:
    """The words that ``where`` asks for and the index can tell."""
    words = where.get(TEXT)
    return [text.casefold() for text in words.texts if len(text) >= LETTERS] if isinstance(words, Contains) else []
