"""Room for deep calls: nothing is asked of the system again and again."""

from __future__ import annotations

import resource
import sys

from documents.pdf.deep_calls import with_room


def _leaf() -> None:
    return None


def _deep(levels: int) -> None:
    """Many calls from every one of ``levels`` depths; wherever a piece ends, some of them go over its end."""
    if levels:
        for _ in range(2000):
            _leaf()
        _deep(levels - 1)


def _faults(levels: int, *, roomy: bool) -> int:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    if roomy:
        with_room(lambda: _deep(levels))
    else:
        _deep(levels)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_it_returns_what_the_call_returns() -> None:
    assert with_room(lambda: "naskah") == "naskah"


def test_deep_calls_take_no_memory_again_and_again() -> None:
    levels = sys.getrecursionlimit() // 2
    _faults(levels, roomy=True)
    assert _faults(levels, roomy=True) < 1000
