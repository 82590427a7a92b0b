"""Adendum: what Dinas Sosial Aceh changed in a plan that was reported, before and after, and how it came to that.

``params`` of its issue are "no" (which addendum of the task), "rows" (of each change its "label" and "before" and
"after", or the days "before_day" and "after_day" of a deadline), "reason", "asked", "supported" (or None) and "decided"
(each "by" and "at"), "late_before" (days behind the deadline of before), "help" ("" or what was answered) and, where
the task goes to another owner, "to" (its region).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.compose.composer import Composer
from documents.compose.parts import decided, meeting, office, own_words
from documents.compose.parts.paper import PREVIEW
from documents.compose.parts.task_data import task_data
from documents.compose.task_case import Case, gather
from documents.report.blocks import (
    Block,
    Column,
    CopyList,
    Heading,
    Mark,
    Meta,
    NumberedList,
    Paragraph,
    Report,
    Row,
    Section,
    SignatureBlock,
    Table,
    Title,
)
from documents.report.language import (
    NONE,
    UNSET,
    clauses,
    counted,
    flat,
    long_date,
    roman,
    sentence,
    table_date,
)
from workflow.clock import stamp
from workflow.kinds import Kind
from workflow.papers.issuing import report_number
from workflow.regions import owners

AGREED = "disetujui"


def adendum(case: Case, check_url: str) -> Report:
    mark: Mark = "PRATINJAU" if case.issue.mark == "PRATINJAU" else ""
    section = Section(tuple(_body(case)), paper="F4", foot=decided.foot(case, "Adendum"))
    return Report(
        Kind.ADENDUM, title(case), (section,), stamp(case.issue.at), mark=mark, mark_note=PREVIEW if mark else "",
        code=case.issue.code, check_url=check_url, data=task_data(case),
    )  # fmt: skip


def title(case: Case) -> str:
    """ "Adendum II" """
    return f"Adendum {roman(case.issue.params['no'])}"


def subject(case: Case) -> str:
    return f"{title(case)} rencana tindak lanjut tentang {meeting.topic(case)} di {case.region.full}"


def _body(case: Case) -> list[Block]:
    lines = (title(case).upper(), *own_words.title(case, _named(case)))
    return [
        office.letterhead(case.issuer),
        Title(lines, decided.number_line(case)),
        Meta((*_head(case), *own_words.basis_row(case)), "long"),
        Heading(1, "A.", "PERUBAHAN"),
        _changes(case),
        Heading(1, "B.", "ALASAN"),
        Paragraph(sentence(case.issue.params["reason"]) or NONE, level=1),
        Heading(1, "C.", "JALANNYA PERMINTAAN"),
        Meta(_course(case), level=1, bold=(AGREED,)),
        Heading(1, "D.", "KETENTUAN"),
        NumberedList(_terms(case), level=1),
        *own_words.paragraph(case),
        Paragraph(
            f"Adendum ini merupakan bagian yang tidak terpisahkan dari Rencana Tindak Lanjut {case.region.full}.",
            "closing-flush",
        ),
        SignatureBlock((office.signer(case.issuer, office.place_date(case.issuer, case.today)),)),
        CopyList(clauses((*decided.copies(case), *_new_owner(case)))),
    ]


def _named(case: Case) -> str:
    return f"Rencana Tindak Lanjut {case.region.full}, {meeting.point(case)}"


def proposes(case: Case) -> dict[str, str]:
    return own_words.proposals(case, _named(case))


def _head(case: Case) -> tuple[tuple[str, tuple[str, ...]], ...]:
    plan = case.task["plan"]
    rows = (
        ("Rapat koordinasi", f"{meeting.name(case)}, {meeting.dates(case)}"),
        ("Tindak lanjut", flat(plan["action"])),
        ("Penanggung jawab", flat(plan["responsible"])),
        ("Rencana asal", _origin(case)),
    )
    return tuple((label, (text or NONE,)) for label, text in rows)


def _origin(case: Case) -> str:
    """The plan that is changed, and the report it went out with."""
    plan = f"Rencana Tindak Lanjut revisi {case.task['revision']}"
    reports = [d for d in case.documents if d["type"] == Kind.LAPORAN and d["status"] == "berlaku"]
    if not reports:
        return plan
    own = report_number(reports[-1])
    number = f" Nomor {own}" if own else ""
    return f"{plan}, dilaporkan dengan Laporan{number} tanggal {long_date(reports[-1]['date'])}"


def _changes(case: Case) -> Table:
    """What holds no longer beside what holds now: a day is struck, and both stand under their heads."""
    columns = (Column("No.", 10, "center"), Column("Unsur", 55), Column("Semula", 47), Column("Menjadi", 45))
    changed = case.issue.params["rows"]
    rows = [_change(number, one) for number, one in enumerate(changed, 1)]
    rest = Row((str(len(changed) + 1), *_rest(case)))
    return Table(columns, (*rows, rest), "Perubahan rencana tindak lanjut", "small", level=1)


def _rest(case: Case) -> tuple[str, str, str]:
    """What is not changed; a new owner makes a plan of its own."""
    before = "Sebagaimana rencana asal" + (" dan adendum sebelumnya" if case.issue.params["no"] > 1 else "")
    if case.issue.params.get("to"):
        return "Rencana", before, "Disusun oleh pemilik baru"
    return "Unsur lain dari rencana", before, "Tetap"


def _change(number: int, one: Mapping[str, Any]) -> Row:
    if "after_day" not in one:
        cells = (str(number), one["label"], one["before"] or NONE, one["after"] or NONE)
        return Row(cells, accents=("", "", "", "strong"))
    days = (table_date(one["before_day"], UNSET), table_date(one["after_day"], UNSET))
    return Row((str(number), one["label"], *days), accents=("", "", "struck" if one["before_day"] else "", "strong"))


def _new_owner(case: Case) -> tuple[str, ...]:
    """Whoever gets the task reads why."""
    to = case.issue.params.get("to")
    return decided.offices(owners()[to]) if to else ()


def _course(case: Case) -> tuple[tuple[str, tuple[str, ...]], ...]:
    params = case.issue.params
    rows = [("Diminta", decided.step(params["asked"]))]
    if params["supported"]:
        rows.append(("Diteruskan", decided.step(params["supported"])))
    if params["help"]:
        rows.append(("Dijawab", sentence(params["help"])))
    rows.append(("Diputuskan", f"{decided.step(params['decided'])}: {AGREED}"))
    return tuple((label, (text,)) for label, text in rows)


def _terms(case: Case) -> tuple[str, ...]:
    params, decision = case.issue.params, decided.when(case.issue.params["decided"])
    moved = any("after_day" in row for row in params["rows"]) and not params.get("to")
    begins = "Batas waktu baru" if moved else "Perubahan ini"
    against = "batas semula" if moved else "batas waktu"
    return (
        f"{begins} berlaku sejak tanggal keputusan, yaitu {decision}.",
        f"Hari lewat batas sebelum keputusan: {counted(params['late_before'])} hari terhadap {against}.",
    )


COMPOSER = Composer(gather, adendum, subject, proposes=proposes)
