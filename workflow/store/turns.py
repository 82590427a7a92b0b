"""One writer at a time, in this process and in others, in the order in which they came; nobody waits for ever.

SQLite could queue writers itself, but its busy handler sleeps and retries: a writer was seen to starve for 4 s. Here
the threads of a process stand in a queue, and whoever is first in it takes the lock file, for which only another
process (a command beside the server) may make it wait.
"""

from __future__ import annotations

import fcntl
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from workflow.errors import StoreBusy, StoreUnavailable
from workflow.store.waits import WAITS

LOOK_EVERY = 0.005  # seconds between two looks at a lock that another process holds
READ_ONLY = "Berkas data tidak dapat ditulis. Tidak ada yang berubah; hubungi admin."
BUSY = "Penyimpanan sedang sibuk dan giliran Anda belum tiba. Tidak ada yang berubah; coba lagi sebentar lagi."


class Turns:
    """The queue of one process for one lock file."""

    def __init__(self, lock_path: str) -> None:
        self._lock_path = lock_path
        self._changed = threading.Condition()
        self._waiting: deque[object] = deque()

    @contextmanager
    def alone(self, within: float) -> Iterator[None]:
        """Raises ``StoreBusy`` when the turn does not come within so many seconds."""
        begun = time.monotonic()
        with self._first(within), _opened(self._lock_path) as handle:
            _lock(handle, begun + within)
            WAITS.add(time.monotonic() - begun)
            yield  # closing the file gives the lock back

    @contextmanager
    def _first(self, within: float) -> Iterator[None]:
        """First in the queue, until the block is left."""
        me = object()
        with self._changed:
            self._waiting.append(me)
        try:
            with self._changed:
                if not self._changed.wait_for(lambda: self._waiting[0] is me, within):
                    raise StoreBusy(BUSY)
            yield
        finally:
            with self._changed:
                self._waiting.remove(me)
                self._changed.notify_all()


def _opened(lock_path: str) -> IO[bytes]:
    try:
        return open(lock_path, "ab")
    except OSError as error:
        raise StoreUnavailable(READ_ONLY) from error


def _lock(handle: IO[bytes], end: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= end:
                raise StoreBusy(BUSY) from None
        time.sleep(LOOK_EVERY)
