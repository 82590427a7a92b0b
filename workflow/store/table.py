"""TinyDB's ``Table`` on the SQLite file: a change reads and writes only the rows it is about.

To the caller it is TinyDB: the same calls, the same results. Three things differ on purpose: query results are not
cached (another process may have written), ids are never used twice, and table names are lower case.

The methods with a leading underscore belong to TinyDB; its exact version is pinned for their sake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Table

from workflow.store.rows_read import parsed
from workflow.store.sqlite import SqliteStorage, create, put, quoted, read_rows, to_text


class Rows(MutableMapping[int, Any]):
    """The table as the mapping that TinyDB's updaters change; reads only what they look at.

    New and deleted documents are written at once. Documents that were handed out may have been changed in place,
    so ``flush`` compares those with what they were.
    """

    def __init__(self, storage: SqliteStorage, name: str) -> None:
        self._storage, self._name = storage, name
        self._seen: dict[int, tuple[str, Any]] = {}

    def __contains__(self, id: object) -> bool:
        return bool(self._storage.look(self._name, "1", "WHERE id = ?", (id,)))

    def __getitem__(self, id: int) -> Any:
        if id not in self._seen:
            rows = self._storage.look(self._name, "doc", "WHERE id = ?", (id,))
            if not rows:
                raise KeyError(id)
            self._seen[id] = rows[0][0], parsed(rows[0][0])
        return self._seen[id][1]

    def __setitem__(self, id: int, doc: Any) -> None:
        text = to_text(doc)
        put(self._storage, self._name, id, text)
        self._seen[id] = text, doc

    def __delitem__(self, id: int) -> None:
        self._storage.run(f"DELETE FROM {quoted(self._name)} WHERE id = ?", (id,))  # noqa: S608 - our own names only
        self._seen.pop(id, None)

    def __iter__(self) -> Iterator[int]:
        rows = self._storage.look(self._name, "id, doc", "ORDER BY id")
        for id, text in rows:
            self._seen.setdefault(id, (text, parsed(text)))
        return iter([id for id, _ in rows])

    def __len__(self) -> int:
        return sum(number for (number,) in self._storage.look(self._name, "count(*)"))

    def clear(self) -> None:
        self._storage.run(f"DELETE FROM {quoted(self._name)}")  # noqa: S608 - our own names only
        self._seen.clear()

    def flush(self) -> None:
        for id, (before, doc) in self._seen.items():
            if doc is not None and (after := to_text(doc)) != before:
                self._storage.run(f"UPDATE {quoted(self._name)} SET doc = ? WHERE id = ?", (after, id))  # noqa: S608 - our own names only


class SqliteTable(Table):
    """TinyDB's ``Table`` with every change in a transaction and every id from SQLite's own counter."""

    _storage: SqliteStorage
    default_query_cache_capacity = 0

    def __init__(self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        quoted(name)
        super().__init__(storage, name, cache_size=cache_size, persist_empty=persist_empty)

    def get(self, cond: Any = None, doc_id: Any = None, doc_ids: Any = None) -> Any:
        if doc_id is None:
            return super().get(cond, doc_ids=doc_ids)
        doc = Rows(self._storage, self.name).get(doc_id)
        return None if doc is None else self.document_class(doc, doc_id)

    def insert(self, document: Mapping[str, Any]) -> int:
        with self._storage.transaction():
            return super().insert(document)

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        # Plain TinyDB may give one document the id of another one in the list; Rows writes at once, so it cannot.
        with self._storage.transaction():
            return super().insert_multiple(documents)

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        # Looking and inserting are two steps in TinyDB: nobody may come in between.
        with self._storage.transaction():
            return super().upsert(document, cond)

    def __len__(self) -> int:
        return len(Rows(self._storage, self.name))

    def _get_next_id(self) -> int:
        """Takes the next id for good: AUTOINCREMENT's counter goes up and never down."""
        with self._storage.transaction():
            create(self._storage, self.name)
            taken = "UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = ? RETURNING seq"
            rows = self._storage.run(taken, (self.name,))
            if not rows:
                rows = self._storage.run("INSERT INTO sqlite_sequence VALUES (?, 1) RETURNING seq", (self.name,))
        return int(rows[0][0])

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        return read_rows(self._storage, self.name)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._storage.transaction():
            create(self._storage, self.name)
            rows = Rows(self._storage, self.name)
            updater(rows)
            rows.flush()


class SqliteDB(TinyDB):
    """``SqliteDB(path)``: TinyDB over these two classes."""

    table_class = SqliteTable
    default_storage_class: type[Storage] = SqliteStorage  # type: ignore[assignment]  # TinyDB says JSONStorage
