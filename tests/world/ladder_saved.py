"""The rungs of the filters that an account keeps."""

from __future__ import annotations

from tests.world.rung import C, Rung

SAVED_LADDER: dict[str, tuple[Rung, ...]] = {
    "saved.index": (Rung(C),),
    "saved.new": (
        Rung(C, fill=lambda case: {"name": "Draf saya"}, again=(303, 422),
             query=lambda case: "?daftar=tugas&tahap=draft"),
    ),
    "saved.change": (
        Rung(C, lambda case: {"saved_id": case.saved("ketua.bireuen")}, lambda case: {"name": "Baru", "apa": "nama"},
             others=lambda case: {"saved_id": case.saved("ketua.pidie")}),
    ),
}  # fmt: skip
