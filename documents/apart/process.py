"""One process beside the app: takes orders from its pipe and answers, until the pipe is closed.

Started by ``workers.py`` as ``python -m MODULE FD INSTANCE FILES SECONDS BYTES``. It inherits nothing but the pipe and
the log: no listening socket, no database. Whatever becomes of the app, it outlives it by one order at most: a thread
sees the pipe close, and an alarm of the kernel ends an order that goes on beyond its time.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import queue
import resource
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from documents.apart.workers import FAILED, MADE, READY

GRACE = 2  # seconds that the kernel's alarm leaves to the app, which says what happened
COLLECT_EVERY = 8  # orders between two collections of garbage
LONG = 200_000  # bytes of an order after which there is always one
Answer = Callable[[Mapping[str, Any], bytes], bytes]  # from the facts and the body of an order
_Orders = queue.SimpleQueue[tuple[bytes, bytes]]


def serve(prepare: Callable[[Path, str], Answer]) -> None:
    """The life of the process. ``prepare`` is given the instance folder and the bucket of its files ("" for none),
    loads all that the first order would wait for, and returns what answers orders."""
    fd, instance, files, seconds, most_bytes = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the app; this process follows it
    pipe = Connection(int(fd))
    orders = _orders(pipe)
    answer = prepare(Path(instance), files)
    _settle(int(most_bytes))
    pipe.send_bytes(READY)
    count = 0
    while True:
        facts, body = orders.get()
        signal.setitimer(signal.ITIMER_REAL, float(seconds) + GRACE)
        pipe.send_bytes(_answered(answer, facts, body))
        signal.setitimer(signal.ITIMER_REAL, 0)
        count += 1
        if not count % COLLECT_EVERY or len(body) > LONG:
            _tidy()


def _orders(pipe: Connection) -> _Orders:
    """Orders as they come. The thread that reads them ends the process when nobody is there to order any more."""
    orders: _Orders = queue.SimpleQueue()

    def read() -> None:
        while True:
            try:
                orders.put((pipe.recv_bytes(), pipe.recv_bytes()))
            except (EOFError, OSError, MemoryError):  # the last: not even the order fits
                os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return orders


def _settle(most_bytes: int) -> None:
    """What is loaded now stays: it is not looked through for garbage, and an order may take ``most_bytes`` more."""
    gc.collect()
    gc.freeze()
    gc.disable()  # collected between orders instead, when nobody waits
    status = Path("/proc/self/status").read_text()
    now = next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmData:"))
    resource.setrlimit(resource.RLIMIT_DATA, (now + most_bytes, now + most_bytes))


def _answered(answer: Answer, facts: bytes, body: bytes) -> bytes:
    try:
        return MADE + answer(json.loads(facts), body)
    except Exception as failure:  # the app decides what to say; the log tells the rest
        return FAILED + json.dumps((type(failure).__name__, str(failure))).encode()


def _tidy() -> None:
    """Gives back what the last orders left behind."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
