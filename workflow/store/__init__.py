"""The room's door: what the rest of the app takes from ``protocol.py``, and the store itself.

Inside the room nobody comes through this door, for it leads to everything in the room.
"""

from __future__ import annotations

import os
from pathlib import Path

from workflow.errors import StoreUnavailable
from workflow.store.declared import FIELDS
from workflow.store.fellows import SILENT, Fellow, Server, Together
from workflow.store.once_only import once_per_instance
from workflow.store.parts import Part, filled_first, find_in_parts
from workflow.store.protocol import (
    OWN_THREADS,
    SCHEMA,
    Above,
    Below,
    Between,
    Contains,
    Facts,
    NoneOf,
    OneOf,
    Record,
    Store,
    Worker,
)
from workflow.store.put_aside import only_read
from workflow.store.retried import again
from workflow.store.rows_read import Reading, parsed
from workflow.store.strict import S, watched

__all__ = [
    "CONNECTIONS", "FIELDS", "OWN_THREADS", "SCHEMA", "SILENT", "Above", "Below", "Between", "Contains", "Facts",
    "Fellow", "NoneOf", "OneOf", "Part", "Reading", "Record", "Server", "Store", "Together", "Worker", "again",
    "filled_first", "find_in_parts", "once_per_instance", "only_read", "open_store", "parsed",
]  # fmt: skip


NOT_INSTALLED = (
    "Untuk menyimpan di PostgreSQL, pasang dahulu paketnya: "
    ".venv/bin/pip install --require-hashes --no-deps -r requirements-besar.txt"
)


CONNECTIONS = 12  # to PostgreSQL at once: 8 requests, and what goes on in the background


def open_store(url: str | Path, reading: Reading | None = None, connections: int = CONNECTIONS) -> Store:
    """Opens the store that ``url`` names: ``sqlite:///path/to/file`` or a path (TinyDB over SQLite), or
    ``postgresql://user:password@host/database``. Raises ``StoreUnavailable`` where it cannot be opened.

    In tests, with ``STRICT`` in the environment, it watches over the scopes of its transactions (``strict.py``)."""
    made = watched if os.environ.get("STRICT") else _as_it_is
    if str(url).startswith("postgresql://"):
        try:
            from workflow.store.postgres import PostgresStore
        except ModuleNotFoundError as missing:
            raise StoreUnavailable(NOT_INSTALLED) from missing
        return made(PostgresStore)(str(url), reading, connections)
    from workflow.store.tiny import TinyStore

    return made(TinyStore)(Path(str(url).removeprefix("sqlite:///")), reading)


def _as_it_is(opened: type[S]) -> type[S]:
    return opened
