"""LKS in the register, made through its own door, for tests that need some."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.world.arranged import DINSOS
from workflow.lks import register
from workflow.lks.record import new_accreditation, new_registration
from workflow.records import Lks
from workflow.store import Store


def recorded(store: Store, at: datetime, name: str, region: str = "11.11", **values: Any) -> Lks:
    with store.transaction():
        return register.add(store, DINSOS, "lks_recorded", {"name": name, "region": region, **values}, at)


def registered(until: str) -> dict[str, Any]:
    """Registered from May 2022 on until a day."""
    return {
        "registrations": [{**new_registration("STP"), "number": "460/11", "issued": "2022-05-06", "valid_until": until}]
    }


def graded(grade: str, until: str) -> dict[str, Any]:
    one = {**new_accreditation(), "year": 2023, "grade": grade, "decided": "2023-01-02", "valid_until": until}
    return {"services": [{"kind": "anak dalam panti", "accreditations": [one]}]}


def several(store: Store, at: datetime, number: int, region: str = "11.11") -> list[Lks]:
    return [recorded(store, at, f"LKSA Contoh {n:02}", region) for n in range(1, number + 1)]


def ended(store: Store, at: datetime, lks: Lks, day: str, into: str = "") -> Lks:
    end = {"kind": "digabung" if into else "tutup", "into": into, "date": day, "reason": "Contoh."}
    with store.transaction():
        now = store.get(Lks, lks["id"]) or lks
        return register.save(store, DINSOS, "lks_ended", {**now, "end": end}, at, reason="Contoh.")
