"""One worker process: reads orders from its pipe and answers with files, until the pipe is closed.

Started by ``workers.py`` as ``python -m documents.issue.worker FD INSTANCE SECONDS BYTES``. It inherits nothing but
the pipe and the log: no listening socket, no database. Whatever becomes of the app, a worker outlives it by one order
at most: a thread sees the pipe close, and an alarm of the kernel ends an order that goes on beyond its time.
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
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from documents.issue import rendering
from documents.pdf import writer as pdf
from documents.report import fonts
from documents.report.blocks import Column, Meta, Paragraph, Report, Row, Section, SignatureBlock, Signer, Table, Title
from documents.report.frozen import to_data
from workflow.evidence.hashed_files import HashedFiles

READY, MADE, FAILED = b"R", b"M", b"F"
GRACE = 2  # seconds that the kernel's alarm leaves to the app, which says what happened
COLLECT_EVERY = 8  # orders between two collections of garbage
_PARAGRAPH = Paragraph("Naskah untuk pemanasan: huruf tegak, tebal, dan tabel.", "indent")
WARM_UP = Report(
    "pemanasan", "Pemanasan",
    (
        Section((
            Title(("NASKAH",), "NOMOR 1"), Meta((("Hal", ("Pemanasan",)),)), _PARAGRAPH,
            Table((Column("No.", 10), Column("Isi", 90)), (Row(("1", "isi")),), "Pemanasan"),
            _PARAGRAPH, SignatureBlock((Signer(("KETUA,",), name="Nama"),)),
        )),
    ),
    "2026-01-01T00:00:00+00:00", "DRAF", "Contoh", "AAAA-AAAA-AAAA", "https://tuntas.example/cek/AAAA-AAAA-AAAA",
)  # fmt: skip


def main(fd: int, instance: Path, seconds: float, most_bytes: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the app; this process follows it
    pipe = Connection(fd)
    orders = _orders(pipe)
    fonts.keep_in(instance / "faces")
    _warm_up()
    resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, most_bytes))
    pipe.send_bytes(READY)
    pictures, count = HashedFiles(instance / "evidence").read, 0
    while True:
        order = orders.get()
        signal.setitimer(signal.ITIMER_REAL, seconds + GRACE)
        pipe.send_bytes(_answer(order, pictures))
        signal.setitimer(signal.ITIMER_REAL, 0)
        count += 1
        if not count % COLLECT_EVERY or len(order) > 200_000:
            _tidy()


def _orders(pipe: Connection) -> queue.SimpleQueue[bytes]:
    """Orders as they come. The thread that reads them ends the process when nobody is there to order any more."""
    orders: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def read() -> None:
        while True:
            try:
                orders.put(pipe.recv_bytes())
            except (EOFError, OSError):
                os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return orders


def _warm_up() -> None:
    """Everything that the first document would wait for: libraries, faces, templates, the parsed style sheet."""
    data = to_data(WARM_UP)
    for ext in rendering.WRITERS if pdf.ready() else ("docx",):
        rendering.rendered(data, ext, _no_picture)
    gc.collect()
    gc.freeze()
    gc.disable()  # collected between orders instead, when nobody waits


def _no_picture(sha256: str) -> bytes:
    raise FileNotFoundError(sha256)


def _answer(order: bytes, pictures: Callable[[str], bytes]) -> bytes:
    try:
        asked = json.loads(order)
        return MADE + rendering.rendered(asked["data"], asked["ext"], pictures)
    except MemoryError:
        said = ("memory", "")
    except pdf.PdfUnavailable as missing:
        said = ("unavailable", str(missing))
    except Exception as failure:  # the app decides what to say; the log tells the rest
        said = ("error", f"{type(failure).__name__}: {failure}")
    return FAILED + json.dumps(said).encode()


def _tidy() -> None:
    """Gives back what the last documents left behind."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]))
