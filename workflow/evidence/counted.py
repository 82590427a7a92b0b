"""What counts as evidence: what was neither dropped by its chair nor removed because its time was over, and proves
what was done and not a request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from workflow.records import Evidence
from workflow.store import OneOf, Store

AT_ONCE = 500  # tasks whose evidence is asked for in one question


def counts(piece: Mapping[str, Any]) -> bool:
    """Whether a record of evidence counts: for a claim, on papers, in every list and sum."""
    return not (piece["dropped"] or piece.get("removed") or piece.get("for_request"))


def current_evidence(store: Store, task: int) -> list[Evidence]:
    """What counts as evidence of a task now, oldest first."""
    return [piece for piece in store.find(Evidence, task=task) if counts(piece)]


def expired_evidence(store: Store, task: int) -> list[Evidence]:
    """What counted as evidence until its file was removed because its time was over, oldest first."""
    return [
        piece
        for piece in store.find(Evidence, task=task)
        if piece.get("removed") and not (piece["dropped"] or piece.get("for_request"))
    ]


def evidence_of(store: Store, tasks: Sequence[int]) -> list[Evidence]:
    """What counts as evidence of any of these tasks, asked for piece by piece."""
    return [
        piece
        for at in range(0, len(tasks), AT_ONCE)
        for piece in store.find(Evidence, task=OneOf(tasks[at : at + AT_ONCE]))
        if counts(piece)
    ]


def evidence_counts(store: Store, tasks: Sequence[int]) -> Mapping[int, int]:
    """Task -> how much evidence counts for it; 0 for every other."""
    return Counter(piece["task"] for piece in evidence_of(store, tasks))
