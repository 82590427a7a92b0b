"""The tasks as documented JSON, "tuntas-task/2", that travels inside the PDF for machines to read.

Keys: ``document`` (type, number, the ``report_number`` of a report whose letter has another, date, addressee,
revision, code), ``region``, ``rakor``, ``tasks`` (each with its ``outcome``, stage, deadline, plan, the ``lks``
that it names as they are on the day, and from the implementation on percent, dates, the days of each holder,
directions, progress, evidence, the ``lks_list``). Dates are ISO.
It says nothing that the paper of its stage does not say, and names no person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from documents.compose.task_case import Case
from workflow.machine.carried import notes
from workflow.papers.publishing import Issue

SCHEMA = "tuntas-task/2"


def task_data(case: Case) -> dict[str, Any]:
    """The plan of each task, for papers of the drafting and reporting stage."""
    issue = case.issue
    return {
        "schema": SCHEMA,
        "document": {
            "type": issue.type, "number": issue.number, "date": case.today, "addressee": issue.addressee,
            "revision": issue.revision, "code": issue.code, **_own(issue),
        },
        "region": {"code": case.region.code, "name": case.region.full},
        "rakor": _some(case.rakor, "title organiser start end venue city basis basis_number basis_date"),
        "tasks": [_task(one) for one in case.each],
    }  # fmt: skip


def _own(issue: Issue) -> dict[str, str]:
    """The report's own number, where its letter has another."""
    return {"report_number": issue.params["own"]["number"]} if "own" in issue.params else {}


def _task(case: Case) -> dict[str, Any]:
    outcome = _some(case.outcome, "uid no text commission dimension deadline")
    named = {"lks": list(case.lks)} if case.lks else {}
    return {"outcome": outcome, **_some(case.task, "id stage deadline"), "plan": dict(case.task["plan"]), **named}


def done_data(case: Case) -> dict[str, Any]:
    """The task with what was done about it."""
    data, task = task_data(case), case.task
    data["tasks"][0] |= {
        **_some(task, "percent reported_on implemented_on"),
        **{name: task[name] for name in ("finished_on", "days", "late_days", "late_kept") if name in task},
        "directions": [_some(said, "date giver text") for said in task["directions"]],
        "progress": _each(notes(task), "date place text obstacle solution percent evidence"),
        "evidence": [_evidence(record) for record in case.evidence],
        **({"lks_list": _each(task["lks_list"], "name listed ended done where")} if task.get("per_lks") else {}),
    }
    return data


def _evidence(record: Mapping[str, Any]) -> dict[str, Any]:
    """What stands on a paper goes along where it was typed."""
    told = {name: record[name] for name in ("paper_kind", "paper_number", "paper_date") if record.get(name)}
    return {**_some(record, "id sha256 media name size caption place date accepted_on"), **told}


def _each(records: Iterable[Mapping[str, Any]], names: str) -> list[dict[str, Any]]:
    return [_some(record, names) for record in records]


def _some(record: Mapping[str, Any], names: str) -> dict[str, Any]:
    return {name: record[name] for name in names.split()}
