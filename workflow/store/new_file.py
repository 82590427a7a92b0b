"""The file of a new store, and what is made in one that an earlier version has left."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from workflow import durable
from workflow.store import identity
from workflow.store.fields_table import declare, undeclared
from workflow.store.kept import NUMBERS
from workflow.store.protocol import PATIENCE
from workflow.store.sqlite import SqliteStorage, create
from workflow.store.turns import Turns

SERIES = "json_extract(doc, '$.series')"  # of a row of the table of series


def make(path: Path) -> None:
    """A new file appears whole: one that is empty or half made is never ours, and so is never taken for a new one."""
    part = path.with_name(f".{path.name}.new")
    with Turns(f"{path}.lock").alone(PATIENCE), durable.translated():
        if path.exists():
            return
        for left in path.parent.glob(f"{part.name}*"):
            left.unlink()
        with closing(SqliteStorage(part)) as storage:
            declare_all(storage)
        durable.settle(part, path)
        Path(f"{part}.lock").unlink(missing_ok=True)


def declare_all(storage: SqliteStorage) -> None:
    """Signs the file and makes what is missing in it. Whoever opens one that lacks nothing waits for no writer."""
    if identity.marked(storage) and NUMBERS in storage.names() and not undeclared(storage):
        return
    with storage.transaction():
        identity.mark(storage)
        for kind in undeclared(storage):
            declare(storage, kind)
        create(storage, NUMBERS)
        storage.run(f"CREATE UNIQUE INDEX IF NOT EXISTS number_by_series ON {NUMBERS} ({SERIES})")
