"""How long the writers of this process have waited for their turn, since it began: for who watches a server."""

from __future__ import annotations

import threading
from bisect import bisect_left

BOUNDS = (0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0)  # seconds; who waits longer than the last one is refused


class Waits:
    """``counts`` has how many waited up to each of ``BOUNDS``, and behind them those that waited longer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts, self._seconds = [0] * (len(BOUNDS) + 1), 0.0

    def add(self, seconds: float) -> None:
        with self._lock:
            self._counts[bisect_left(BOUNDS, seconds)] += 1
            self._seconds += seconds

    def told(self) -> tuple[list[int], float]:
        """``counts``, and the seconds of all together."""
        with self._lock:
            return list(self._counts), self._seconds


WAITS = Waits()  # of whatever stores this process has
