"""Institutions as documented JSON, "tuntas-lks/1", that travels inside the PDF of a paper about them.

Keys: ``document`` (type, number, date, code), ``day`` and ``lks``, each with what counts. No address, no telephone,
nobody's name, and nobody whom it serves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from documents.compose.region_case import RegionCase
from workflow.lks import states

SCHEMA = "tuntas-lks/1"


def lks_data(case: RegionCase, found: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "document": document(case),
        "day": case.position.isoformat(),
        "lks": [_of(one, case) for one in found],
    }


def document(case: RegionCase) -> dict[str, Any]:
    issue = case.issue
    return {"type": issue.type, "number": issue.number, "date": case.today, "code": issue.code}


def _of(lks: Mapping[str, Any], case: RegionCase) -> dict[str, Any]:
    day = case.position
    return {
        **{name: lks[name] for name in ("uid", "region", "name", "owner")},
        "registration": states.registration_state(lks, day),
        "activity": states.activity_state(lks, day),
        "grade": states.best_grade(lks, day),
        "services": [service["kind"] for service in lks["services"]],
    }
