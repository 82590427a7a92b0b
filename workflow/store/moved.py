"""From one store to another, whatever each is made of: all or nothing, and only into an empty one.

Documents, ids, versions and counters arrive as they are; the columns of the fields are made of them where they arrive.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from workflow.errors import StoreUnavailable
from workflow.store.kept import InDatabase, InFile, Kept
from workflow.store.protocol import Store
from workflow.store.sqlite_filling import file_filled
from workflow.store.tiny import TinyStore

if TYPE_CHECKING:
    from workflow.store.postgres import PostgresStore

LEFT = "dipindahkan"  # at the end of the name of a file whose records went elsewhere
USED = "{target} sudah ada. Pindahkan hanya ke tempat yang kosong."


def kept(store: Store) -> Kept:
    """All that an opened store holds."""
    if isinstance(store, TinyStore):
        return InFile(store._storage.run)
    return InDatabase(_database(store)._run)


def _database(store: Store) -> PostgresStore:
    from workflow.store.postgres import PostgresStore

    if not isinstance(store, PostgresStore):
        raise TypeError(f"nothing moves out of a {type(store).__name__}")
    return store


def in_use_by(store: Store) -> list[str]:
    """Who else has the store open. Of a file it cannot tell; who serves one has claimed its folder."""
    return [] if isinstance(store, TinyStore) else _database(store).others()


def leave(store: Store, engine: str) -> None:
    """Closes a store whose records went to another one, ``engine``, so that nobody takes it for the one in use: its
    file gets another name, and a database refuses to be opened."""
    if isinstance(store, TinyStore):
        store.close()
        path = store._storage.path
        path.rename(path.with_name(f"{path.name}.{LEFT}"))
    else:
        _database(store).leave(engine)
        store.close()


@contextmanager
def filled(url: str, everything: Kept, instance: str = "") -> Iterator[Store]:
    """Puts ``everything`` into the empty store that ``url`` names, for the block to look at. It is kept when the block
    has ended; whatever is raised in it leaves nothing behind. A database knows it as ``instance`` from then on. Raises
    ``StoreUnavailable`` where there is something."""
    if url.startswith("postgresql://"):
        from workflow.store.postgres_filling import database_filled

        with database_filled(url, everything, instance) as store:
            yield store
    else:
        target = Path(url.removeprefix("sqlite:///"))
        if target.exists():
            raise StoreUnavailable(USED.format(target=target))
        with file_filled(target, everything) as store:
            yield store
