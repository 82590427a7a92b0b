"""What papers about a decision of Dinas Sosial Aceh say alike: their number, their foot, who did what on which day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.compose.task_case import Case
from documents.report.language import long_date
from workflow.clock import day, moment
from workflow.offices import number_patterns
from workflow.regions import Region


def number_line(case: Case) -> str:
    """ "NOMOR 400.9.12/0338/DINSOS/2026"; without a number the pattern of the office, with dots in it."""
    issue = case.issue
    return f"NOMOR {issue.number or issue.slot or number_patterns.blank(case.issuer, day(issue.at))}"


def foot(case: Case, name: str) -> str:
    return f"{name} Nomor {case.issue.number}" if case.issue.number else name


def when(made: Mapping[str, Any]) -> str:
    """The day of a step, "20 November 2026"."""
    return long_date(day(moment(made["at"])).isoformat())


def step(made: Mapping[str, Any]) -> str:
    """ "20 November 2026 oleh Ketua LKKS Kabupaten Bireuen" """
    return f"{when(made)} oleh {made['by']}"


def copies(case: Case) -> tuple[str, ...]:
    """Both offices of the region, which act on the decision."""
    return offices(case.region)


def offices(region: Region) -> tuple[str, ...]:
    """The province has one."""
    return f"Kepala Dinas Sosial {region.full}", region.chair
