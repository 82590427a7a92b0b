"""On what the report to the leader rests: the legal basis, the meeting, the plans as submitted, their addenda."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.compose.parts import meeting, office, own_words
from documents.compose.task_case import Case
from documents.report.language import long_date
from workflow.clock import day, moment
from workflow.kinds import Kind
from workflow.papers.issuing import VALID


def rests_on(case: Case) -> list[str]:
    """The legal basis, then only what was recorded: invitation, outcomes, and the plans as they were submitted."""
    found = [
        *own_words.rules(case),
        meeting.letter(case),
        f"Hasil {meeting.name(case)}, {meeting.dates(case)}, {meeting.points(case)}",
    ]
    for said, plans in _submissions(case).items():
        about = f" atas {meeting.numbered(plans)}" if case.others else ""
        found.append(f"Rencana tindak lanjut {office.lkks_name(case)}{about}, {said}")
    return [*(item for item in found if item), *_addenda(case)]


def _addenda(case: Case) -> list[str]:
    """By which a plan that was reported before came to what it says now."""
    return [
        _named(paper) + (f" atas {meeting.numbered([one])}" if case.others else "")
        for one in case.each
        for paper in one.documents
        if (paper["type"], paper["status"]) == (Kind.ADENDUM, VALID)
    ]


def _named(paper: Mapping[str, Any]) -> str:
    """ "Adendum I Nomor 400.9.12/0338/DINSOS/2026 tanggal 9 November 2026" """
    number = f" Nomor {paper['number']}" if paper["number"] else ""
    return f"{paper['title']}{number} tanggal {long_date(paper['date'])}"


def _submissions(case: Case) -> dict[str, list[Case]]:
    """The last submission of each plan, "revisi 2, diajukan tanggal 20 September 2023"; what was alike together."""
    found: dict[str, list[Case]] = {}
    for one in case.each:
        for event in one.events_of("submit")[-1:]:
            on = long_date(day(moment(event["at"])).isoformat())
            found.setdefault(f"revisi {event['fields']['revision']}, diajukan tanggal {on}", []).append(one)
    return found
