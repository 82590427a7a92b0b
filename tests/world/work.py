"""How much work something is, told without a clock where that can be."""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any


def calls(act: Callable[[], Any]) -> int:
    """How many functions are called, and generators gone on with, while it is done."""
    count = 0

    def seen(_frame: Any, event: str, _arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        act()
    finally:
        sys.setprofile(None)
    return count


def times_slower(act: Callable[[int], Callable[[], Any]], size: int, times: int) -> float:
    """How much more of the processor ``act(size * times)`` takes than ``act(size)``; the best of three each."""

    def seconds(of: int) -> float:
        made = act(of)
        taken = []
        for _ in range(3):
            begun = time.process_time()
            made()
            taken.append(time.process_time() - begun)
        return min(taken)

    return seconds(size * times) / max(seconds(size), 0.001)


def peak(act: Callable[[], Any]) -> int:
    """The most bytes that Python objects took at once while it was done."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
