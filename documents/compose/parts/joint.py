"""A report that Dinas Sosial and LKKS issue together, as bodies of equal rank: head, both numbers, both signatures."""

from __future__ import annotations

from documents.compose.parts import office
from documents.compose.parts.cover import addressee
from documents.compose.task_case import Case
from documents.report.blocks import Block, Meta, Paragraph, SignatureBlock
from documents.report.joint_head import JointHead
from documents.report.language import DOTS


def head(case: Case) -> JointHead:
    offices = (office.dinsos_name(case).upper(), office.lkks_name(case).upper())
    return JointHead(case.dinsos["head"], offices, case.dinsos["emblem"], case.lkks["emblem"])


def numbers(case: Case) -> Meta:
    """Each in the register of its own office."""
    own, lkks = _both(case)
    rows = (("Nomor Dinas Sosial", own), ("Nomor LKKS", lkks), ("Ditujukan kepada", addressee(case)))
    return Meta(tuple((label, (text,)) for label, text in rows), "long")


def both(case: Case) -> str:
    """The two numbers where an annex names the report."""
    return " dan ".join(_both(case))


def _both(case: Case) -> tuple[str, str]:
    issue, lkks = case.issue, case.issue.params.get("joint", {})
    return issue.number or issue.slot or DOTS, lkks.get("number") or lkks.get("slot") or DOTS


def together(case: Case) -> str:
    """Who reports, in a sentence."""
    bodies = f"{office.lkks_name(case)} bersama {office.dinsos_name(case)}"
    return f"{bodies} menyampaikan rencana tindak lanjut atas hasil rapat tersebut."


def signatures(case: Case) -> list[Block]:
    """Place and date over both, then the two at one height: the LKKS left, the Dinas right."""
    return [
        Paragraph(office.place_date(case.issuer, case.today), "centred"),
        SignatureBlock((office.chair(case), office.witness(case, ""))),
    ]
