"""Whether PostgreSQL can be reached. Who has found out that it cannot tells all others of the process, who do not wait
for it in vain themselves: the few requests that a server answers at once would all be waiting.

One that refuses is found out at once, one that hangs (its machine stands still, or the way to it is gone) after some
seconds, by whoever has waited for an answer so long. From then on a thread looks whether it is back, and until then
everything that is asked of it, also what waits already, is refused.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

import psycopg

from workflow.errors import StoreAway
from workflow.store.postgres_opened import LOOK_EVERY, Asked
from workflow.store.postgres_refusals import UNREACHABLE, crowded
from workflow.store.protocol import OWN_THREADS

BACK_EVERY = 0.3  # seconds between two looks whether it is back
log = logging.getLogger(__name__)


class Reach:
    """``connect`` gives a new connection; ``answered`` is to be called whenever the database has answered anything."""

    def __init__(self, connect: Callable[[], Asked]) -> None:
        self._connect, self._away, self._closed = connect, False, threading.Event()
        self._looking, self._answered = threading.Lock(), time.monotonic()

    def close(self) -> None:
        self._closed.set()

    def answered(self) -> None:
        self._answered = time.monotonic()

    def refuse(self) -> None:
        """Raises ``StoreAway`` where somebody has found out already."""
        if self._away:
            raise StoreAway(UNREACHABLE)

    def find_out(self) -> None:
        """Looks, after something went wrong; raises ``StoreAway``. Of many that ask at once one looks."""
        with self._looking:
            self.refuse()
            if (reason := self._refusal()) and not crowded(reason):
                self._leave(reason)
                self.refuse()

    def waited(self) -> None:
        """The same for who waits for a connection: where others are answered meanwhile, it is only their turn."""
        if time.monotonic() - self._answered > LOOK_EVERY:
            self.find_out()
        self.refuse()

    def still(self, seconds: float) -> None:
        """The same for who waits for an answer. A question may take long; the database may refuse new connections and
        still be at work on it."""
        if not self._away and self._looking.acquire(blocking=False):
            try:
                if time.monotonic() - self._answered > LOOK_EVERY and _hangs(reason := self._refusal()):
                    self._leave(reason)
            finally:
                self._looking.release()
        if self._away:
            raise psycopg.OperationalError(f"no answer after {seconds:.0f} s")

    def _refusal(self) -> str:
        """Why it does not answer, or nothing."""
        try:
            self._connect().close()  # who opens one asks something, too
        except psycopg.Error as error:
            return str(error) or type(error).__name__
        self.answered()
        return ""

    def _leave(self, reason: str) -> None:
        log.warning("the database is out of reach: %s", reason)
        self._away = True
        threading.Thread(target=self._come_back, name=f"{OWN_THREADS}-away", daemon=True).start()

    def _come_back(self) -> None:
        while self._away and not self._closed.wait(BACK_EVERY):
            if not self._refusal():
                log.warning("the database is back")
                self._away = False


def _hangs(reason: str) -> bool:
    """Not where a server has answered the new connection with a refusal, as one that has too many of them."""
    return bool(reason) and "FATAL" not in reason
