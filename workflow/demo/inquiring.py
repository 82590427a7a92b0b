"""What the desks of the demo ask each other: one question is answered, one of each of two places waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from workflow.roles import Actor, Role
from workflow.store import Record, Store
from workflow.tasks import inquiries

PLACES = ("11.11", "11.07")
TO_CHAIR = "Apakah bukti terakhir sudah memuat daftar hadir?"
TO_SEKDIS = "Apakah rencana ini perlu dibahas dalam rapat triwulan?"
ANSWER = "Cukup dicantumkan; pembahasannya pada rapat bulan depan."


def ask(store: Store, acting: Callable[[Role, str], Actor], *, at: datetime) -> None:
    """``acting`` gives the account of a role and place."""
    for place in PLACES:
        going = _first(store, place, stage="reported", waits_for="")
        inquiries.ask(store, acting(Role.DINSOS, ""), going["id"], {"text": TO_CHAIR}, at=at)
    waiting = _first(store, PLACES[0], stage="draft", waits_for="sekdis")
    chair, sekdis = acting(Role.CHAIR, PLACES[0]), acting(Role.SEKDIS, PLACES[0])
    asked = inquiries.ask(store, chair, waiting["id"], {"text": TO_SEKDIS}, at=at)
    inquiries.answer(store, sekdis, waiting["id"], asked["id"], {"answer": ANSWER}, at=at)


def _first(store: Store, place: str, **where: Any) -> Record:
    return store.find("task", order="-id", limit=1, region=place, cancelled=False, **where)[0]
