"""What each official document says: one file per kind. ``compose`` is the only way in."""

from __future__ import annotations

from documents.compose import of_rakor
from documents.compose.kinds import laporan, pelaksanaan, rtl
from documents.compose.parts import office
from documents.compose.parts.meeting import topic
from documents.compose.parts.paper import dressed
from documents.compose.task_case import Case, gather
from documents.report.blocks import Report
from documents.report.frozen import digest, to_data
from workflow.papers.publishing import Frozen, Issue
from workflow.records import Facts
from workflow.store import Store


def compose(store: Store, issue: Issue, base_url: str) -> Frozen:
    """The frozen content of the document that ``issue`` orders: the same issue and records give the same content.

    ``base_url`` is where this installation is reached from outside; the check address is made from it.
    Raises ``KeyError`` for a type of document that does not exist.
    """
    if issue.type in of_rakor.KINDS:
        return of_rakor.frozen(store, issue, check_url(base_url, issue.code))
    case = gather(store, issue)
    report, subject, signer = _KINDS[issue.type](case, check_url(base_url, issue.code))
    report = dressed(report, case.issuer)
    data = to_data(report)
    return Frozen(report.title, subject, data, digest(data), signer, _facts(case))


def check_url(base_url: str, code: str) -> str:
    """Where anybody can check a paper; nothing without a code."""
    return f"{base_url.rstrip('/')}/cek/{code}" if code else ""


def _rtl(case: Case, check: str) -> tuple[Report, str, str]:
    """A sheet to be examined: it has no code, hence no check address."""
    subject = f"Rencana tindak lanjut {office.lkks_name(case)}: {topic(case)}"
    return rtl.rtl(case), subject, office.signing_position(case.lkks, case.region)


def _laporan(case: Case, check: str) -> tuple[Report, str, str]:
    return laporan.laporan(case, check), laporan.subject(case), office.signing_position(case.issuer, case.region)


def _pelaksanaan(case: Case, check: str) -> tuple[Report, str, str]:
    subject = f"Laporan pelaksanaan tindak lanjut tentang {topic(case)} di {case.region.full}"
    return pelaksanaan.pelaksanaan(case, check), subject, office.signing_position(case.lkks, case.region)


_KINDS = {"rtl": _rtl, "laporan": _laporan, "pelaksanaan": _pelaksanaan}


def _facts(case: Case) -> Facts:
    """What the register and the check page may show besides number and date."""
    return {
        "office": office.issuer_name(case),
        "region": case.region.full,
        "rakor": case.rakor["title"],
        "outcomes": [one.outcome["no"] for one in case.each],
    }
