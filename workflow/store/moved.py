"""From one store to another, whatever each is made of: all or nothing, and only into an empty one.

Documents, ids, versions and counters arrive as they are; the columns of the fields are made of them where they arrive.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workflow.errors import StoreUnavailable
from workflow.store.kept import InDatabase, InFile, Kept
from workflow.store.protocol import Store
from workflow.store.sqlite_filling import file_filled
from workflow.store.tiny import TinyStore

USED = "{target} sudah ada. Pindahkan hanya ke tempat yang kosong."


def kept(store: Store) -> Kept:
    """All that an opened store holds."""
    if isinstance(store, TinyStore):
        return InFile(store._storage.run)
    from workflow.store.postgres import PostgresStore

    assert isinstance(store, PostgresStore)  # noqa: S101 - there is no third one
    return InDatabase(store._run)


@contextmanager
def filled(url: str, everything: Kept) -> Iterator[Store]:
    """Puts ``everything`` into the empty store that ``url`` names, for the block to look at. It is kept when the block
    has ended; whatever is raised in it leaves nothing behind. Raises ``StoreUnavailable`` where there is something."""
    if url.startswith("postgresql://"):
        from workflow.store.postgres_filling import database_filled

        with database_filled(url, everything) as store:
            yield store
    else:
        target = Path(url.removeprefix("sqlite:///"))
        if target.exists():
            raise StoreUnavailable(USED.format(target=target))
        with file_filled(target, everything) as store:
            yield store
