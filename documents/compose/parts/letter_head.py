"""The head of a letter of Dinas Sosial Aceh: kop, Nomor to Hal beside place and date, and to whom it goes."""

from __future__ import annotations

from collections.abc import Sequence

from documents.compose.parts import office
from documents.compose.rakor_case import RakorCase
from documents.report.blocks import Address, Block, Meta
from documents.report.language import NONE
from workflow.clock import day
from workflow.offices import number_patterns

NO_SEAT = "Tempat"  # behind "di", of somebody of whom no place is recorded


def number(case: RakorCase) -> str:
    """As given, or the pattern of the office with dots in it."""
    return case.issue.number or case.issue.slot or number_patterns.blank(case.paper, day(case.issue.at))


def letter_head(
    case: RakorCase, subject: str, to: str, seat: str, *, urgency: str, enclosed: str = NONE
) -> Sequence[Block]:  # fmt: skip
    """``to`` stands behind "Yth.", ``seat`` behind "di"."""
    rows = (
        ("Nomor", (number(case),)),
        ("Sifat", (urgency or NONE,)),
        ("Lampiran", (enclosed,)),
        ("Hal", (subject,)),
    )
    return (
        office.letterhead(case.paper),
        Meta(rows, "letter", date=office.place_date(case.paper, case.today), bold_last=True),
        Address((f"Yth. {to}", "di", seat or NO_SEAT)),
    )
