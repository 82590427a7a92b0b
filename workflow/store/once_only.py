"""What an instance of an earlier version lacks is given to it once, at the first start of a version that wants it."""

from __future__ import annotations

from collections.abc import Callable

from workflow.records import SCHEMA, Setting
from workflow.store.protocol import Store


def once_per_instance(store: Store, name: str, do: Callable[[Store], None]) -> None:
    """Does it, unless the setting of that name says that it is done: all of it with the setting, or nothing."""
    with store.transaction():
        if not store.count("setting", name=name):
            do(store)
            store.insert(Setting, Setting(schema=SCHEMA["setting"], name=name))
