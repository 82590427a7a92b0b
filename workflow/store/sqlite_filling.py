"""Everything at once into a new file of TinyDB over SQLite."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from workflow.store.declared import FIELDS
from workflow.store.kept import NUMBERS, Kept
from workflow.store.protocol import Store
from workflow.store.sqlite import SqliteStorage, quoted
from workflow.store.tiny import TinyStore


@contextmanager
def file_filled(target: Path, everything: Kept) -> Iterator[Store]:
    """The same, as a file of TinyDB over SQLite, beside which nothing is left; one that was there is replaced."""
    part = target.with_name(f"{target.name}.new")
    _clear(part)
    try:
        with closing(TinyStore(part)) as store:
            _fill(store._storage, everything)
            store.tend()
            yield store
            store.backup(target)  # read through before it counts, and one file
    finally:
        _clear(part)


def _clear(part: Path) -> None:
    for left in part.parent.glob(f"{part.name}*"):
        left.unlink()


def _fill(storage: SqliteStorage, everything: Kept) -> None:
    with storage.transaction():
        for kind in FIELDS:
            storage.run_many(
                f"INSERT INTO {quoted(kind)} (id, doc) VALUES (?, ?)",  # noqa: S608 - our own names only
                everything.documents(kind),
            )
            storage.run("DELETE FROM sqlite_sequence WHERE name = ?", (kind,))
            storage.run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (kind, everything.last(kind)))
        series = (json.dumps({"series": name, "last": last}) for name, last in everything.series().items())
        storage.run_many(f"INSERT INTO {NUMBERS} (doc) VALUES (?)", ((text,) for text in series))  # noqa: S608 - our own name
