"""The digests, written by the server itself: every day from five in the morning, and what was missed at the start."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from workflow.records import Digest
from workflow.reminders import digests
from workflow.store import Store

EVERY = 600  # seconds between two looks whether a day has to be told
log = logging.getLogger(__name__)


class Reminders:
    """Looks in the background of the server; ``now`` gives the time, ``send`` puts a digest out by mail."""

    def __init__(self, store: Store, now: Callable[[], datetime], send: digests.Send = digests.not_at_all) -> None:
        self.store, self.now, self.send = store, now, send
        self._stopping = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._work, name="reminders", daemon=True).start()

    def stop(self) -> None:
        """Begins no further run; one that is cut off has told nothing."""
        self._stopping.set()

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                self.look()
            except Exception:  # the disk, most likely: nothing was told, and the next look tells it
                log.exception("reminders")
            self._stopping.wait(EVERY)

    def look(self) -> list[Digest]:
        """Writes what is due, if anything is."""
        made = digests.run(self.store, self.now(), self.send)
        if made:
            log.info("reminders: %s digests", len(made))
        return made
