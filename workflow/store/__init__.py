"""The room's door: what the rest of the app takes from ``protocol.py``, and the store itself.

Inside the room nobody comes through this door, for it leads to everything in the room.
"""

from __future__ import annotations

import os
from pathlib import Path

from workflow.store.declared import FIELDS
from workflow.store.parts import Part, filled_first, find_in_parts
from workflow.store.protocol import SCHEMA, Above, Below, Between, Contains, Facts, NoneOf, OneOf, Record, Store
from workflow.store.retried import again
from workflow.store.rows_read import Reading, parsed
from workflow.store.strict import watched

__all__ = [
    "FIELDS", "SCHEMA", "Above", "Below", "Between", "Contains", "Facts", "NoneOf", "OneOf", "Part", "Reading",
    "Record", "Store", "again", "filled_first", "find_in_parts", "open_store", "parsed",
]  # fmt: skip


def open_store(url: str | Path, reading: Reading | None = None) -> Store:
    """Opens the store that ``url`` names: ``sqlite:///path/to/file`` or a path (TinyDB over SQLite); in tests, with
    ``STRICT`` in the environment, one that watches over the scopes of its transactions (``strict.py``)."""
    from workflow.store.tiny import TinyStore

    made = watched(TinyStore) if os.environ.get("STRICT") else TinyStore
    return made(Path(str(url).removeprefix("sqlite:///")), reading)
