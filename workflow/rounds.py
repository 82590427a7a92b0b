"""What the server does by itself, again and again, in the background; of several servers one at a time."""

from __future__ import annotations

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable

from workflow.errors import StoreUnavailable
from workflow.store import Store

LOOK_AGAIN = 10.0  # seconds until one that others have is looked at again: should they be killed, it goes on here
log = logging.getLogger(__name__)


class Rounds(ABC):
    """Whoever has rounds says in ``look`` what one of them does, their ``name``, and the seconds between two.

    The first round is at once; what was missed while nothing ran is caught up by it. A round that fails is logged, and
    the next one comes when it would have come anyway: most likely the disk was to blame, and nothing was half done.

    A round that another server is at is left to it. With a ``pause`` it is done once in that many seconds, by
    whichever server; without one each looks by itself, and finds nothing to do where another has been.
    """

    name: str
    every: float
    pause: float = 0

    def __init__(self, store: Store) -> None:
        self.store = store
        self.stopping = threading.Event()
        self._ours: Callable[[], bool] | None = None  # while a round of this thread's lasts; none of a command's

    def start(self) -> None:
        threading.Thread(target=self._work, name=self.name, daemon=True).start()

    def stop(self) -> None:
        """Begins no further round; one that lasts asks ``goes_on`` between its steps."""
        self.stopping.set()

    def goes_on(self) -> bool:
        """Whether the next step of a round is still to be done, and by this server."""
        return not self.stopping.is_set() and (self._ours is None or self._ours())

    @abstractmethod
    def look(self) -> object: ...

    def _work(self) -> None:
        while not self.stopping.is_set():
            self.stopping.wait(self.every if self._one_round() else min(self.every, LOOK_AGAIN))

    def _one_round(self) -> bool:
        """False where it was another's."""
        try:
            with self.store.alone(self.name, self.pause) as ours:
                if ours is None:
                    return False
                self._ours = ours
                self.look()
        except StoreUnavailable as away:  # as of each request meanwhile: no fault of the round
            log.warning("%s: %s (%s)", self.name, away.sentence, away.reason)
        except Exception:  # the server goes on
            log.exception(self.name)
        finally:
            self._ours = None
        return True
