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


def _pair(which: str) -> Callable[[Case], Values]:
    """Two of ours, as ``ladder_world.make_lks_pairs`` has left them."""

    def named(case: Case) -> Values:
        ids = {one["name"]: one["id"] for one in case.store.find("lks", region=case.region)}
        return {"lks_id": ids[f"LKSA Tangga {which} x"], "other_id": ids[f"LKSA Tangga {which} y"]}

    return named


def _nothing(_case: Case) -> Values:
    return {}


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
    "lks.duplicates": (Rung(S),),
    "lks.pair": (Rung(S, _pair("sama"), _nothing, again=(409,)),),
    "lks.keep_apart": (
        Rung(S, _pair("sama"), lambda case: {"reason": "Dua panti."}, "-", elsewhere=_pair("berbeda"), again=(409,)),
    ),
    "lks.part": (Rung(S, _pair("digabung"), _nothing, "-", elsewhere=_pair("sama"), again=(409,)),),
    "lks.ask_again": (Rung(S, _pair("berbeda"), _nothing, "-", elsewhere=_pair("sama"), again=(409,)),),
}
