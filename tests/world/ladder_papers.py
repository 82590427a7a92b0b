"""The rungs of papers about a rakor, and about what one kabupaten/kota has out of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.world.arranged import DINSOS
from tests.world.rung import D, Rung, S, Values
from workflow.clock import day
from workflow.rakor.reminding import all_late

if TYPE_CHECKING:
    from tests.world.ladder import Case

OURS = "11.11"


def _rakor(**more: Any) -> Callable[[Case], Values]:
    return lambda case: {"rakor_id": case.rakor()["id"], **more}


def _as_it_is(case: Case) -> Values:
    return {}


def _discussed(case: Case) -> Values:
    """What a Berita Acara of our tasks of the rakor has to say."""
    task = case.store.find("task", rakor=case.rakor()["id"], region=case.region, cancelled=False, limit=1)[0]
    return {"begins": "10.00", "ends": "12.00", f"result-{task['id']}": "Bukti diterima"}


def _late_rows(case: Case) -> Values:
    """The first kabupaten/kota that may get its letter."""
    return {"rows": all_late(case.store, DINSOS, day(case.app.config["NOW"]()).isoformat())[0].key}


PAPERS_LADDER: dict[str, tuple[Rung, ...]] = {
    "documents.rakor_issue": (Rung(D, _rakor(kind="notula"), _as_it_is), Rung(D, _rakor(kind="hasil"), _as_it_is),
        Rung(D, _rakor(kind="matriks"), _as_it_is),),
    "documents.rakor_file": (Rung(D, _rakor(kind="notula", ext="docx")),),
    "documents.letter_issue": (Rung(D, _rakor(region=OURS, letter="berita_acara"), _discussed),),
    "documents.letter_file": (Rung(D, _rakor(region=OURS, letter="pengingat", ext="docx")),),
    "documents.letter_page": (Rung(D, _rakor(region=OURS, page=1)),),
    "documents.remind": (Rung(D, fill=_late_rows),),
    "documents.matrix_file": (Rung(D, lambda case: {"ext": "xlsx"}, query=lambda c: f"?rakor={c.rakor()['id']}"),),
    "documents.recap_file": (Rung(S, lambda case: {"ext": "xlsx"}),),
}  # fmt: skip
