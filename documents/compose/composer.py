"""What a kind of paper tells the composing of it: what to gather, what is said of that, and who signs.

``documents/compose/kinds/<kind>.py`` has one for each kind of ``workflow.kinds``, called ``COMPOSER``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from documents.compose.parts import office
from documents.compose.rakor_case import RakorCase
from documents.compose.region_case import RegionCase
from documents.compose.task_case import Case
from documents.report.blocks import Report
from workflow.papers.publishing import Issue
from workflow.store import Store

C = TypeVar("C", bound=Case | RakorCase | RegionCase)


def own_code(case: Case | RakorCase | RegionCase) -> str:
    return case.issue.code


def nothing(case: Case | RakorCase | RegionCase) -> Mapping[str, str]:
    """A paper whose words nobody changes."""
    return {}


@dataclass(frozen=True)
class Composer(Generic[C]):
    """``report`` gets the address where the paper can be checked, which is "" without a code.

    ``subject`` and ``signer`` (a position, "" when nobody signs) are what the register and the check page show;
    ``code`` is the one under which it can be checked; ``proposes`` are the words that may be typed before it is issued
    (``parts.own_words``).
    """

    gather: Callable[[Store, Issue], C]
    report: Callable[[C, str], Report]
    subject: Callable[[C], str]
    signer: Callable[[C], str] = office.signing
    code: Callable[[C], str] = own_code
    proposes: Callable[[C], Mapping[str, str]] = nothing
