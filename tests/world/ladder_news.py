"""The rungs of the pages that call: Kabar, what somebody wants to be told, and what is asked about a task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.world.rung import C, Rung, S, Values

if TYPE_CHECKING:
    from tests.world.ladder import Case


def _waiting(case: Case) -> Values:
    """A question that waits for an answer of our chair."""
    found = [one for one in case.store.find("inquiry") if one["region"] == case.region and not one["answer"]]
    return {"task_id": found[0]["task"], "inquiry_id": found[0]["id"]}


NEWS_LADDER = {
    "home.news": (Rung(C),),
    "search.show": (Rung(C),),
    "home.events": (Rung(C),),
    "home.notices": (Rung(C, fill=lambda case: {"mail": "y", "hour": "12.00", "before": ["before3"]}),),
    "home.read": (Rung(C, fill=lambda case: {"sampai": "9999"}, at="-", absent=True),),
    "inquiries.ask": (
        Rung(S, lambda case: {"task_id": case.task("draft")}, lambda case: {"text": "Kapan rapatnya?"},
             elsewhere=lambda case: {"task_id": case.task("implemented")}, again=(303,)),
    ),
    "inquiries.answer": (Rung(C, _waiting, lambda case: {"answer": "Pekan depan."}, again=(303, 409)),),
}  # fmt: skip
