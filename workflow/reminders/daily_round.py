"""The digests, written by the server itself: every day from five in the morning, and what was missed at the start."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from workflow.records import Digest
from workflow.reminders import digests
from workflow.rounds import Rounds
from workflow.store import Store

log = logging.getLogger(__name__)


class Reminders(Rounds):
    """Looks in the background of the server whether a day has to be told; ``now`` gives the time, ``send`` puts a
    digest out by mail. A look that is cut off has told nothing."""

    name, every = "reminders", 600

    def __init__(self, store: Store, now: Callable[[], datetime], send: digests.Send = digests.not_at_all) -> None:
        super().__init__(store)
        self.now, self.send = now, send

    def look(self) -> list[Digest]:
        """Writes what is due, if anything is."""
        made = digests.run(self.store, self.now(), self.send)
        if made:
            log.info("reminders: %s digests", len(made))
        return made
