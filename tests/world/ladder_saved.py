"""The rungs of what an account keeps for itself: its filters, the cards of somebody new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.world.rung import C, Rung, Values

if TYPE_CHECKING:
    from tests.world.ladder import Case


def _saved(case: Case, username: str) -> Values:
    return {"saved_id": case.store.find("saved_filter", user=case.user(username))[0]["id"]}


SAVED_LADDER: dict[str, tuple[Rung, ...]] = {
    "home.greeting": (Rung(C, fill=lambda case: {}, at="-"),),
    "saved.index": (Rung(C),),
    "saved.new": (
        Rung(C, fill=lambda case: {"name": "Draf saya"}, again=(303, 422),
             query=lambda case: "?daftar=tugas&tahap=draft"),
    ),
    "saved.change": (
        Rung(C, lambda case: _saved(case, "ketua.bireuen"), lambda case: {"name": "Baru", "apa": "nama"},
             others=lambda case: _saved(case, "ketua.pidie")),
    ),
}  # fmt: skip
