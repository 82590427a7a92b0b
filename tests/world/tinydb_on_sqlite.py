"""A pytest plugin for TinyDB's own tests: whatever storage they name, they get ours, and our table with it.

It has to be loaded before their conftest imports the names, hence a plugin (``-p tinydb_on_sqlite``).
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import tinydb
import tinydb.storages

from workflow.store.sqlite import SqliteStorage
from workflow.store.table import SqliteTable


class InPlaceOfJson(SqliteStorage):
    """Takes what ``JSONStorage`` takes; how JSON is written to its file means nothing here."""

    def __init__(self, path: str | Path, **options: Any) -> None:
        super().__init__(path)


class InPlaceOfMemory(SqliteStorage):
    """Takes nothing, like ``MemoryStorage``: a file of its own."""

    def __init__(self) -> None:
        super().__init__(Path(tempfile.mkdtemp()) / "memory.db")


tinydb.TinyDB.table_class = SqliteTable
tinydb.TinyDB.default_storage_class = InPlaceOfJson  # type: ignore[assignment]
for module in (tinydb, tinydb.storages):
    module.JSONStorage = InPlaceOfJson  # type: ignore[attr-defined]
tinydb.storages.MemoryStorage = InPlaceOfMemory  # type: ignore[assignment, misc]
