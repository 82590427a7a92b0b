"""A rakor as documented JSON, "tuntas-rakor/1", that travels inside the PDF of a paper about it.

Keys: ``document`` (type, number, date, code), ``rakor``, ``outcomes`` (each with the ``regions`` that got it) and, for
papers that count, ``tasks``; a recap has the ``heads`` of the histories, "how many events/the newest one's hash" for
each region. Dates are ISO. It names no person.
"""

from __future__ import annotations

from typing import Any

from documents.compose.rakor_case import RakorCase, asked_for
from workflow.tasks.kept_days import late_now

SCHEMA = "tuntas-rakor/1"


def rakor_data(case: RakorCase) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "document": document(case),
        "rakor": _of_rakor(case.rakor),
        "outcomes": [
            {
                **{name: outcome[name] for name in ("uid", "no", "text", "commission", "dimension", "deadline")},
                "regions": sorted({task["region"] for task in case.tasks_of(outcome["uid"])}),
            }
            for outcome in case.outcomes
        ],
    }


def tasks_data(case: RakorCase) -> dict[str, Any]:
    """For papers that count tasks: each of them as it stands on the day of the document."""
    return {
        "schema": SCHEMA,
        "document": document(case),
        "filters": dict(asked_for(case.issue)),
        "rakor": [_of_rakor(rakor) for rakor in case.rakors],
        "tasks": [
            {
                **{name: task[name] for name in ("id", "rakor", "no", "region", "stage", "deadline", "percent")},
                "late": late_now(task, case.today),
            }
            for task in case.tasks
        ],
    }


def document(case: RakorCase) -> dict[str, Any]:
    issue = case.issue
    return {"type": issue.type, "number": issue.number, "date": case.today, "code": issue.code}


def _of_rakor(rakor: Any) -> dict[str, Any]:
    return {name: rakor[name] for name in ("id", "title", "organiser", "start", "end", "venue", "city")}
