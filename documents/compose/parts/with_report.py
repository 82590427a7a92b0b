"""What the slips that go with a report ask of it: which one it is, and its number. ``params`` name it as "report"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.compose.task_case import Case
from documents.report.language import DOTS
from workflow.papers import issuing


def report_of(case: Case) -> Mapping[str, Any]:
    """The record of the report; raises ``KeyError`` when it is none of the task's."""
    return {document["id"]: document for document in case.documents}[case.issue.params["report"]]


def code(case: Case) -> str:
    """The check code of the report: a slip has none of its own."""
    return str(report_of(case)["code"])


def number(case: Case) -> str:
    """The number of the report, of a joint one both, or the places where they are written by hand."""
    own = report_of(case)["number"] or case.issue.slot or DOTS
    joint = case.issue.params.get("joint")
    return f"{own} dan {joint['number'] or joint['slot'] or DOTS}" if joint else own


def report_named(case: Case) -> str:
    """The report's own number, where its letter has another."""
    report = report_of(case)
    return issuing.report_number(report) or DOTS if "number_report" in report else number(case)


def signed_by_hand(case: Case) -> str:
    """Nobody signs a slip for its office."""
    return ""
