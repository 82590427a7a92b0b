"""How long tests wait for what happens at once on a machine with nothing else to do."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

PATIENCE = 120  # seconds; only a test that fails takes them all, and a slow machine under load some of them


def until(true: Callable[[], Any]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "did not happen"
        time.sleep(0.02)
