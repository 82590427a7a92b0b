"""What a rakor must tell before a paper about it is issued; without it the paper takes no number and gets no code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.kinds import Kind

HEAD, OUTCOME = "rakor", "butir"  # on which page it is filled in


@dataclass(frozen=True)
class Lacking:
    sentence: str
    where: str


@dataclass(frozen=True)
class Wanted:
    """``there`` asks a rakor whether it has it."""

    there: Callable[[Mapping[str, Any]], bool]
    lacking: Lacking


OUTCOMES = Wanted(
    lambda rakor: bool(rakor["outcomes"]), Lacking("Belum ada butir hasil yang dicatat.", OUTCOME)
)  # fmt: skip
CHAIR = Wanted(lambda rakor: bool(rakor["chair"]), Lacking("Pimpinan rapat belum dicatat.", HEAD))
WANTED: Mapping[str, tuple[Wanted, ...]] = {Kind.NOTULA: (OUTCOMES, CHAIR), Kind.HASIL: (OUTCOMES,)}


def lacking(kind: str, rakor: Mapping[str, Any]) -> list[Lacking]:
    """What keeps the paper from being issued; nothing when it can be."""
    return [one.lacking for one in WANTED.get(kind, ()) if not one.there(rakor)]
