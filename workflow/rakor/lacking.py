"""What a rakor must tell before a paper about it is issued; without it the paper takes no number and gets no code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.kinds import Kind

HEAD, OUTCOME, NOWHERE = "rakor", "butir", ""  # on which page it is filled in


@dataclass(frozen=True)
class Lacking:
    sentence: str
    where: str


@dataclass(frozen=True)
class Wanted:
    """``there`` asks a rakor, on a day (ISO), whether it has it."""

    there: Callable[[Mapping[str, Any], str], bool]
    lacking: Lacking


def _begins(rakor: Mapping[str, Any], _day: str) -> bool:
    return any(row["day"] == rakor["start"] and row["begins"] for row in rakor.get("hours", ()))


OUTCOMES = Wanted(
    lambda rakor, day: bool(rakor["outcomes"]), Lacking("Belum ada butir hasil yang dicatat.", OUTCOME)
)  # fmt: skip
CHAIR = Wanted(lambda rakor, day: bool(rakor["chair"]), Lacking("Pimpinan rapat belum dicatat.", HEAD))
TO_COME = Wanted(
    lambda rakor, day: bool(day <= rakor["start"]),
    Lacking("Rakor ini sudah dimulai, jadi undangannya tidak diterbitkan lagi.", NOWHERE),
)
BEGUN = Wanted(
    lambda rakor, day: bool(day >= rakor["start"]),
    Lacking("Rakor ini belum dimulai, jadi belum ada yang dapat dilaporkan tentangnya.", NOWHERE),
)
HOURS = Wanted(_begins, Lacking("Jam mulai pada hari pertama belum dicatat.", HEAD))
AGENDA = Wanted(lambda rakor, day: bool(rakor["agenda"]), Lacking("Acara belum dicatat.", HEAD))
INVITED = Wanted(
    lambda rakor, day: bool(rakor["participants"]), Lacking("Yang diundang belum dicatat sebagai peserta.", HEAD)
)
WANTED: Mapping[str, tuple[Wanted, ...]] = {
    Kind.UNDANGAN: (TO_COME, HOURS, AGENDA, INVITED), Kind.NOTULA: (BEGUN, OUTCOMES, CHAIR),
    Kind.HASIL: (BEGUN, OUTCOMES), Kind.REKAP: (OUTCOMES,), Kind.MATRIKS: (OUTCOMES,),
}  # fmt: skip


def lacking(kind: str, rakor: Mapping[str, Any], day: str) -> list[Lacking]:
    """What keeps the paper from being issued on that day (ISO); nothing when it can be. Where it is the day itself,
    nothing else is asked for: filling it in would not help."""
    found = [one.lacking for one in WANTED.get(kind, ()) if not one.there(rakor, day)]
    return [one for one in found if one.where == NOWHERE] or found
