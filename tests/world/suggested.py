"""What the Sekdis of a kabupaten suggests for the own office, of every part, as the forms send it."""

from __future__ import annotations

from typing import Any

from tests.world.instance import START
from workflow.offices import suggestions
from workflow.offices.offices import office_of
from workflow.records import Suggestion
from workflow.roles import Actor, Role
from workflow.store import Store

SIGNER = {
    "mode": "Plt.", "principal": "", "through": "", "position": "KEPALA DINAS SOSIAL", "name": "Dra. Usulan, M.Si.",
    "rank": "Pembina (IV/a)", "nip": "", "start": "2027-01-01", "end": "",
}  # fmt: skip


def sekdis(store: Store, region: str = "11.11") -> Actor:
    """The account of the demo, or one that only a store without accounts knows."""
    user = store.first("user", role="sekdis", region=region)
    return Actor.of(user) if user else Actor(5, f"Sekdis {region}", Role.SEKDIS, region)


def typed(store: Store, part: str, region: str = "11.11") -> dict[str, Any]:
    if part == "kop":
        office = office_of(store, region, "dinsos")
        return {**{name: office[name] for name in suggestions.KOP}, "address": "Jalan Usulan Nomor 1"}
    return SIGNER if part == "penanda-tangan" else {"name_0": "Bupati Usulan", "form_0": "Ibu", "seat_0": "Tempat"}


def make_suggestions(store: Store, region: str = "11.11") -> dict[str, Suggestion]:
    """One that waits of each part."""
    who = sekdis(store, region)
    return {
        part: suggestions.suggest(store, who, part, typed(store, part, region), at=START) for part in suggestions.PARTS
    }
