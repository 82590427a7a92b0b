"""An act that is done again when others were in its way."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from workflow.errors import StoreBusy
from workflow.store.protocol import PATIENCE, Store

T = TypeVar("T")
TRIES = 3


def again(store: Store, do: Callable[[], T], *scopes: str, within: float = PATIENCE) -> T:
    """What ``do`` returns, done in a transaction of these ``scopes``; up to three times, as long as the store is busy.

    Each time nothing of it has happened yet. It takes its time and its numbers from outside, so that the second time
    it does the same. Raises ``StoreBusy`` when it was too often, or ``within`` so many seconds are over.
    """
    end = time.monotonic() + within
    left = TRIES
    while True:
        try:
            with store.transaction(*scopes, within=max(0.0, end - time.monotonic())):
                return do()
        except StoreBusy:
            left -= 1
            if not left or time.monotonic() >= end:
                raise
