"""The papers about a whole rakor or about many tasks: which there are, and their frozen content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from documents.compose.kinds import hasil, matriks, notula, rekap
from documents.compose.parts import office
from documents.compose.parts.paper import dressed
from documents.compose.rakor_case import RakorCase, gather_rakor, gather_recap
from documents.report.blocks import Report
from documents.report.frozen import digest, to_data
from workflow.papers.publishing import Frozen, Issue
from workflow.records import Facts
from workflow.store import Store


@dataclass(frozen=True)
class Kind:
    gather: Callable[[Store, Issue], RakorCase]
    report: Callable[[RakorCase, str], Report]
    subject: Callable[[RakorCase], str]
    signer: Callable[[RakorCase], str]


def _office_signer(case: RakorCase) -> str:
    return office.signing_position(case.dinsos, case.region)


KINDS: dict[str, Kind] = {
    "notula": Kind(gather_rakor, notula.notula, notula.subject, notula.signing_position),
    "hasil": Kind(gather_rakor, hasil.hasil, hasil.subject, _office_signer),
    "rekap": Kind(gather_recap, lambda case, check: rekap.rekap(case), rekap.subject, _office_signer),
    "matriks": Kind(gather_rakor, lambda case, check: matriks.matriks(case), matriks.subject, lambda case: ""),
}


def frozen(store: Store, issue: Issue, check_url: str) -> Frozen:
    kind = KINDS[issue.type]
    case = kind.gather(store, issue)
    report = dressed(kind.report(case, check_url), case.dinsos)
    data = to_data(report)
    facts: Facts = {
        "office": rekap.office_name(case), "region": case.region.full,
        "rakor": case.rakor["title"] if case.rakor else "",
    }  # fmt: skip
    return Frozen(report.title, kind.subject(case), data, digest(data), kind.signer(case), facts)
