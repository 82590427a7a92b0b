"""The rungs of the pages of LKS."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.world.rung import Again, Rung, S, Values

if TYPE_CHECKING:
    from tests.world.ladder import Case


def _list(state: str) -> Callable[[Case], Values]:
    return lambda case: {"list_id": case.lks_list(state)["id"]}


def _list_version(state: str) -> Callable[[Case], Values]:
    return lambda case: {"version": case.lks_list(state)["version"]}


def _list_of_lks(case: Case) -> Values:
    return {"file": (Again(b"Nama LKS;Kecamatan\nLKSA Tangga Contoh;Jeumpa\n"), "daftar.csv")}


LKS_LADDER: dict[str, tuple[Rung, ...]] = {
    "lks_import.new": (Rung(S, fill=_list_of_lks),),
    "lks_import.check": (Rung(S, _list("diperiksa"), lambda case: {"do": "simpan"}, again=(409,)),),
    "lks_import.columns": (
        Rung(S, _list("diperiksa"), _list_version("diperiksa"), "-", elsewhere=_list("tersimpan"), again=(409,)),
    ),
    "lks_import.undo": (
        Rung(S, _list("tersimpan"), _list_version("tersimpan"), "-", elsewhere=_list("diperiksa"), again=(409,)),
    ),
    "lks_import.drop": (
        Rung(S, _list("diperiksa"), _list_version("diperiksa"), "-", elsewhere=_list("tersimpan"), again=(409,)),
    ),
}
