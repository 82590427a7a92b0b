"""What one server or thread has in hand while others keep off, on one machine: a claim each, of one locked file.

A claim is a byte of that file, found by its name, and locked as nobody's but that opening's: other threads are kept off
as other processes are, and a claim ends with its process, however that ends. Its file is none of SQLite's own, whose
locks would go with the closing of ours.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from workflow.errors import StoreUnavailable
from workflow.store.turns import READ_ONLY

Ours = Callable[[], bool]  # whether it still is


@contextmanager
def claimed(beside: Path, what: str) -> Iterator[Ours | None]:
    """Whoever has ``what`` of the store ``beside``, until the block is left; None when somebody else has."""
    try:
        file = os.open(beside.with_name(f"{beside.name}.claims"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StoreUnavailable(READ_ONLY) from error
    try:
        yield _always if _taken(file, place_of(what)) else None
    finally:
        os.close(file)


def place_of(what: str) -> int:
    """A number of 62 bits for a name: two names have the same one never in practice, and then only wait in turn."""
    return int.from_bytes(hashlib.sha256(what.encode()).digest()[:8], "big") >> 2


def _taken(file: int, place: int) -> bool:
    lock = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, place, 1, 0)  # struct flock
    try:
        fcntl.fcntl(file, fcntl.F_OFD_SETLK, lock)
    except BlockingIOError:
        return False
    return True


def _always() -> bool:
    return True
