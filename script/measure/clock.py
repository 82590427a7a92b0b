"""Timing: the median of several runs, and a table in Markdown."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable


def median(run: Callable[[], object], times: int) -> float:
    """Seconds, the median of ``times`` runs."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def once(run: Callable[[], object]) -> float:
    """Seconds of one run, for what can only be cold once."""
    return median(run, 1)


def used(run: Callable[[], object]) -> float:
    """Seconds of processor time of one run: other work on the machine hardly counts."""
    start = time.process_time()
    run()
    return time.process_time() - start


def met(is_met: object) -> str:
    return "met" if is_met else "NOT met"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *[list(row) for row in rows]]
    return "\n".join(
        [f"| {' | '.join(lines[0])} |", f"|{'---|' * len(lines[0])}", *[f"| {' | '.join(row)} |" for row in lines[1:]]]
    )


def seconds(value: float) -> str:
    return f"{value:.3f} s" if value >= 0.02 else f"{value * 1000:.1f} ms"
