"""The rungs of the pages of offices, and of what is suggested for an office."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.world.arranged import REASON
from tests.world.rung import A, Rung, S, Values

if TYPE_CHECKING:
    from tests.world.ladder import Case

SIGNER = {"position": "Kepala Dinas Sosial", "name": "Contoh", "start": "2026-01-01"}
OURS = "11.11"


def _office(case: Case) -> Values:
    return {"office_id": case.record("office", region=OURS, identity="dinsos")}


def _suggestion(case: Case) -> Values:
    return {"suggestion_id": case.suggestion()["id"]}


def _typed(**fields: Any) -> Callable[[Case], Values]:
    return lambda case: dict(fields)


def _nothing(case: Case) -> Values:
    return {}


OFFICE_LADDER: dict[str, tuple[Rung, ...]] = {
    "settings.index": (Rung(A),),
    "settings.audit": (Rung(A),),
    "settings.offices": (Rung(A),),
    "settings.office": (Rung(A, _office, _typed(address="Jalan Baru 1"), again=(409,)),),
    "settings.letterhead": (Rung(A, _office, _typed(do="rule"), again=(302, 303, 409)),),
    "settings.emblem": (Rung(A, _office, shows=(200, 404)),),
    "settings.sheets": (Rung(A, _office, _nothing, again=(302, 303, 409)),),
    "settings.addressees": (Rung(A, _office, _nothing, again=(302, 303, 409)),),
    "settings.legal_basis": (Rung(A, _office, _typed(text_0="Qanun Aceh Nomor 11 Tahun 2013"), again=(302, 303, 409)),),
    "settings.signatories": (Rung(A, _office, _typed(**SIGNER), again=(422,)),),
    "settings.signatory": (
        Rung(A, lambda case: {"signatory_id": case.record("signatory")}, _typed(**SIGNER, rank="Pembina (IV/a)"),
             again=(302, 303, 409, 422)),
    ),
    "settings_book.show": (Rung(A, fill=_typed(file=""), again=(422,)),),
    "settings_book.file": (Rung(A),),
    "settings_book.save": (Rung(A, fill=_typed(kept="x"), at="-", again=(422,), shows=(302,)),),
    "suggestions.own": (Rung(S),),
    "suggestions.form": (Rung(S, lambda case: {"part": "kop"}, _typed(address="Jalan Usulan 1")),),
    "suggestions.withdraw": (
        Rung(S, _suggestion, lambda case: {"version": case.suggestion()["version"]}, "-", again=(409,)),
    ),
    "suggestions.waiting": (Rung(A),),
    "suggestions.decide": (Rung(A, _suggestion, _typed(do="tolak", reason=REASON), again=(409,)),),
}  # fmt: skip
