"""The rungs of the pages of LKS and of the indicator."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.world.arranged import REASON
from tests.world.rung import Again, C, D, Rung, S, Values
from workflow.indicator.population import SHIPPED

if TYPE_CHECKING:
    from tests.world.ladder import Case


def _list(state: str) -> Callable[[Case], Values]:
    return lambda case: {"list_id": case.lks_list(state)["id"]}


def _row(state: str) -> Callable[[Case], Values]:
    return lambda case: {"list_id": case.lks_list(state)["id"], "key": "r1"}


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


def _typed(**fields: Any) -> Callable[[Case], Values]:
    return lambda case: dict(fields)


def _lks(case: Case) -> Values:
    return {"lks_id": case.lks()}


def _ended(case: Case) -> Values:
    return {"lks_id": case.lks(ended=True)}


def _csv(case: Case) -> Values:
    return {"ext": "csv"}


def _paper(kind: str, **more: Any) -> Callable[[Case], Values]:
    return lambda case: {"lks_id": case.lks(), "lks_paper": kind, **more}


def _of_region(**more: Any) -> Callable[[Case], Values]:
    return lambda case: {"region_paper": "daftar_lks"} | more


def _population(case: Case) -> Values:
    file = Again(SHIPPED.read_bytes()), "penduduk.csv"
    return {"file": file, "source": "DKB Kemendagri", "year": "2025", "total": "5623479"}


LKS_LADDER: dict[str, tuple[Rung, ...]] = {
    "indicator.show": (Rung(C),),
    "indicator.population": (Rung(D, fill=_population),),
    "indicator.use_population": (Rung(D, fill=_typed(tabel="9"), at="-", again=(404,), absent=True),),
    "indicator.kecamatan": (Rung(D, fill=_typed(region="11.11", number="17", start="2026-01-01", source="BPS")),),
    "lks.index": (Rung(C),),
    "lks.show": (Rung(C, _lks),),
    "lks.new": (Rung(C, fill=_typed(name="LKSA Contoh Baru")),),
    "lks.edit": (Rung(C, _lks, _typed(name="LKSA Nama Lain"), elsewhere=_ended, again=(409,)),),
    "lks.active": (Rung(C, _lks, _typed(said="aktif", known_by="kunjungan"), elsewhere=_ended),),
    "lks.ask_check": (Rung(D, _lks, _typed(**REASON), "-", grows=True),),
    "lks.changes": (Rung(S),),
    "lks.change": (
        Rung(
            S, lambda case: {"lks_change_id": case.lks_change()}, _typed(do="sahkan", paper_seen="Foto"), again=(409,)
        ),
    ),
    "lks.close": (Rung(S, _lks, _typed(kind="tutup", date="2026-11-01", **REASON), elsewhere=_ended, again=(409,)),),
    "lks.reopen": (Rung(S, _ended, _typed(**REASON), elsewhere=_lks, again=(409,)),),
    "documents.lks_issue": (
        Rung(C, _paper("rekomendasi"), _typed(seen="rules"), again=(303,)),
        Rung(S, _paper("profil_lks"), _typed(), again=(303,)),
    ),
    "documents.lks_file": (Rung(C, _paper("profil_lks", ext="docx")),),
    "documents.region_issue": (
        Rung(S, _of_region(), _typed(), again=(303,)),
        Rung(S, _of_region(region_paper="kabupaten"), _typed(), again=(303,)),
    ),
    "documents.region_file": (Rung(D, _of_region(ext="docx")),),
    "lists.lks": (Rung(C, _csv),),
    "lists.indicator": (Rung(D, _csv),),
    "lks_import.new": (Rung(S, fill=_list_of_lks),),
    "lks_import.check": (Rung(S, _list("diperiksa"), lambda case: {"do": "simpan"}, again=(409,)),),
    "lks_row.mend": (
        Rung(S, _row("diperiksa"), _typed(name="LKSA Nama Lain"), elsewhere=_row("tersimpan"), again=(409,)),
    ),
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
