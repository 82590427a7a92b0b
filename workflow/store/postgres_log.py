"""What psycopg and procrastinate say in the log: a line each, with its reason, of a database that is away.

Of that they log whole traces, several at once and more with each try; and of one that has too many connections the same
line for each that a pool would like to have. What is a fault of ours keeps its trace; where we have told them ourselves
that the database is away, the log of all knows it by itself (``web/logs.py``).
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator

import psycopg

AWAY = (psycopg.OperationalError, psycopg.InterfaceError)
AGAIN = 10.0  # seconds for which the same is told once
ADDRESS = re.compile("0x[0-9a-f]+")
log = logging.getLogger(__name__)


class Plainly(logging.Handler):
    """Hands on what it is told, to whoever keeps the log of all."""

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if reason := next((one for one in _causes(error) if isinstance(one, AWAY)), None):
            words = f"{type(reason).__name__}: {reason}".partition("\n")[0]
            record.msg, record.args = f"{record.getMessage().partition(chr(10))[0]}: {words}", ()
            record.exc_info = record.exc_text = None
        if record.exc_info or not self._told_lately(record.getMessage()):
            log.handle(record)

    def _told_lately(self, message: str) -> bool:
        """The same of another connection is the same."""
        now, message = time.monotonic(), ADDRESS.sub("", message)
        self._told = {said: at for said, at in self._told.items() if now - at < AGAIN}
        lately = message in self._told
        self._told.setdefault(message, now)
        return lately


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """What was raised, and what was said to be its cause; nothing that merely happened before."""
    while error is not None:
        yield error
        error = error.__cause__


def use() -> None:
    """For this process, once."""
    for name in ("psycopg", "psycopg_pool", "procrastinate"):
        said = logging.getLogger(name)
        said.addHandler(Plainly())
        said.propagate = False
    logging.getLogger("procrastinate").setLevel(logging.WARNING)  # each begin and end of a job is no news
