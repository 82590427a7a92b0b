"""The room's door: what the rest of the app takes from ``protocol.py``, and the store itself.

Inside the room nobody comes through this door, for it leads to everything in the room.
"""

from __future__ import annotations

from pathlib import Path

from workflow.store.protocol import FIELDS, SCHEMA, Above, Below, Between, Contains, OneOf, Record, Store

__all__ = ["FIELDS", "SCHEMA", "Above", "Below", "Between", "Contains", "OneOf", "Record", "Store", "open_store"]


def open_store(url: str | Path) -> Store:
    """Opens the store that ``url`` names: ``sqlite:///path/to/file`` or a path (TinyDB over SQLite)."""
    from workflow.store.tiny import TinyStore

    return TinyStore(Path(str(url).removeprefix("sqlite:///")))
