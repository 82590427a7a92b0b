"""What the server does by itself, again and again, in the background."""

from __future__ import annotations

import logging
import threading
from abc import ABC, abstractmethod

log = logging.getLogger(__name__)


class Rounds(ABC):
    """Whoever has rounds says in ``look`` what one of them does, their ``name``, and the seconds between two.

    The first round is at once; what was missed while nothing ran is caught up by it. A round that fails is logged, and
    the next one comes when it would have come anyway: most likely the disk was to blame, and nothing was half done.
    """

    name: str
    every: float

    def __init__(self) -> None:
        self.stopping = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._work, name=self.name, daemon=True).start()

    def stop(self) -> None:
        """Begins no further round; one that lasts looks at ``stopping`` between its steps."""
        self.stopping.set()

    @abstractmethod
    def look(self) -> object: ...

    def _work(self) -> None:
        while not self.stopping.is_set():
            try:
                self.look()
            except Exception:  # the server goes on
                log.exception(self.name)
            self.stopping.wait(self.every)
