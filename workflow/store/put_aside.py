"""A file of TinyDB over SQLite that was put aside in one piece, as a copy is: looked at where it lies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from workflow.store import identity
from workflow.store.protocol import Store
from workflow.store.rows_read import Plain
from workflow.store.tiny import Snapshot


@contextmanager
def only_read(path: Path) -> Iterator[Store]:
    """The store in the file, in which nothing changes, nor beside it. Raises ``StoreUnavailable`` where it would not be
    opened to be used, either."""
    identity.refuse_file(path)
    with closing(Snapshot(path, Plain())) as store:
        identity.refuse_content(store.moment)
        yield store
