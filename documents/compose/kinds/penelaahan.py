"""Lembar Hasil Penelaahan: what Dinas Sosial Aceh found in a claim, evidence by evidence, and who held the task.

One is issued at each review, whether the claim is accepted or sent back. ``params`` of its issue are "no" (which review
of the task), "result" ("sesuai" or "belum"), "verdicts" (of each evidence: its id, "verdict", "remark"), "reason",
"claimed" ("by", "at"), "returns" (how often the claim was sent back) and "move", by which it is decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from documents.compose.composer import Composer
from documents.compose.parts import decided, held_days, meeting, office, own_words
from documents.compose.parts.evidence_told import told
from documents.compose.parts.paper import PREVIEW
from documents.compose.parts.task_data import task_data
from documents.compose.task_case import Case, gather
from documents.report.blocks import (
    Block,
    Column,
    Heading,
    Mark,
    Meta,
    Paragraph,
    Report,
    Row,
    Section,
    SignatureBlock,
    Table,
    Title,
)
from documents.report.boxes import BOX, TICK, Box, Form
from documents.report.language import NONE, UNSET, counted, enumerated, flat, long_date, sentence
from workflow.clock import stamp
from workflow.kinds import Kind
from workflow.papers.publishing import Issue
from workflow.regions import Region
from workflow.store import Store
from workflow.tasks import kept_days
from workflow.tasks.holding import Held

NAME = "Lembar Hasil Penelaahan"
VERDICTS = {"sesuai": "Sesuai", "belum": "Belum sesuai"}
# The four classes of the auditors, the first two of which a review decides.
CLASSES = {
    "sesuai": ("Sesuai", "seluruh bukti sesuai dan indikator tercapai; tindak lanjut dinyatakan dilaksanakan"),
    "belum": (
        "Belum sesuai", "sebagian bukti belum sesuai atau pelaksanaan belum tuntas; dikembalikan kepada kabupaten/kota"
    ),
    "tanpa": ("Belum ditindaklanjuti", "belum ada pelaksanaan yang dibuktikan"),
    "tidak_dapat": ("Tidak dapat ditindaklanjuti", "dengan alasan yang sah; diterbitkan surat keterangan"),
}  # fmt: skip


def gather_review(store: Store, issue: Issue) -> Case:
    """The case with everybody's days until the move that decides."""
    held = kept_days.held_with(store, issue.task, issue.params["move"], issue.at)
    return replace(gather(store, issue), held=held)


def penelaahan(case: Case, check_url: str) -> Report:
    mark: Mark = "PRATINJAU" if case.issue.mark == "PRATINJAU" else ""
    section = Section(tuple(_body(case)), foot=decided.foot(case, NAME))
    return Report(
        Kind.PENELAAHAN, title(case), (section,), stamp(case.issue.at), mark=mark, mark_note=PREVIEW if mark else "",
        code=case.issue.code, check_url=check_url, data=task_data(case),
    )  # fmt: skip


def title(case: Case) -> str:
    """ "Lembar hasil penelaahan ke-2" """
    return f"Lembar hasil penelaahan ke-{case.issue.params['no']}"


def subject(case: Case) -> str:
    return f"{title(case)}: {meeting.topic(case)} di {case.region.full}"


def _body(case: Case) -> list[Block]:
    params = case.issue.params
    lines = ("LEMBAR HASIL PENELAAHAN", *own_words.title(case, _named(case)))
    return [
        office.letterhead(case.issuer),
        Title(lines, decided.number_line(case)),
        Meta((*_head(case), *own_words.basis_row(case)), "long"),
        Heading(1, "A.", "BUKTI DUKUNG"),
        *_evidence(case),
        Heading(1, "B.", "KELAS HASIL"),
        Form(
            (10, 44, 98), tuple(_class(name, params["result"]) for name in CLASSES), "Kelas hasil penelaahan", level=1
        ),
        Heading(1, "C.", "HARI MENURUT PEMEGANG"),
        *held_days.told(case.held, "penelaahan", case.region),
        Paragraph(_clocks(case.held, case.region), "note", 1),
        Heading(1, "D.", "YANG DIMINTA"),
        Paragraph(_asked(case), level=1),
        *own_words.paragraph(case, 1),
        SignatureBlock((office.signer(case.issuer, office.place_date(case.issuer, case.today)),)),
    ]


def _named(case: Case) -> str:
    return f"Tindak Lanjut {case.region.full}, {meeting.point(case)}"


def proposes(case: Case) -> dict[str, str]:
    return own_words.proposals(case, _named(case))


def _head(case: Case) -> tuple[tuple[str, tuple[str, ...]], ...]:
    params, plan = case.issue.params, case.task["plan"]
    returned = f"; pengajuan dikembalikan {counted(params['returns'])} kali" if params["returns"] else ""
    rows = (
        ("Rapat koordinasi", f"{meeting.name(case)}, {meeting.dates(case)}"),
        ("Tindak lanjut", flat(plan["action"])),
        ("Indikator", flat(plan["indicator"])),
        ("Batas waktu", long_date(case.task["deadline"]) if case.task["deadline"] else UNSET),
        ("Diajukan selesai", _claimed(params["claimed"], case.held)),
        ("Ditelaah", f"{long_date(case.today)}; penelaahan ke-{params['no']}{returned}"),
    )
    return tuple((label, (text or NONE,)) for label, text in rows)


def _claimed(claimed: Mapping[str, Any] | None, held: Held) -> str:
    if not claimed:
        return ""
    over = f" ({held.claim.over} hari lewat batas)" if held.claim and held.claim.over else ""
    return f"{decided.step(claimed)}{over}"


def _evidence(case: Case) -> list[Block]:
    if not case.evidence:
        return [Paragraph("Tidak ada bukti dukung yang diajukan.", level=1)]
    columns = (
        Column("No.", 10, "center"),
        Column("Bukti dukung", 66),
        Column("Hasil", 25),
        Column("Catatan penelaah", 51),
    )
    rows = tuple(_found(case, number) for number in range(1, len(case.evidence) + 1))
    blocks: list[Block] = [Table(columns, rows, "Bukti dukung dan hasil penelaahannya", "small", level=1)]
    if case.issue.params["result"] == "belum" and _numbers(case, "sesuai"):
        kept = "Bukti yang sudah dinyatakan sesuai tidak ditelaah lagi pada pengajuan berikutnya."
        blocks.append(Paragraph(kept, "note", 1))
    return blocks


def _found(case: Case, number: int) -> Row:
    record = case.evidence[number - 1]
    verdict, remark = _verdict(case, record)
    cells = (str(number), told(record), VERDICTS.get(verdict, NONE), flat(remark) or NONE)
    return Row(cells, accents=("", "", "strong" if verdict == "belum" else "", ""))


def _verdict(case: Case, record: Mapping[str, Any]) -> tuple[str, str]:
    """What this review found of it or, where it was not looked at again, an earlier one."""
    for one in case.issue.params["verdicts"]:
        if one["evidence"] == record["id"]:
            return one["verdict"], one["remark"]
    return record.get("verdict", ""), record.get("remark", "")


def _numbers(case: Case, verdict: str) -> list[str]:
    every = enumerate(case.evidence, 1)
    return [str(number) for number, record in every if _verdict(case, record)[0] == verdict]


def _class(name: str, result: str) -> tuple[Box, ...]:
    """A class and what it means; the one that was decided is ticked."""
    if name != result:
        return (Box(BOX, "boxes"), *map(Box, CLASSES[name]))
    return (Box(TICK, "boxes"), *(Box(text, "strong") for text in CLASSES[name]))


def _clocks(held: Held, region: Region) -> str:
    """Late days by whose they are, and how much of his own limit the reviewer used."""
    return " ".join((held_days.late_told(held, region), held_days.reviewed(held)))


def _asked(case: Case) -> str:
    """What the chair is to send again, and what not; then the words of whoever reviewed."""
    params = case.issue.params
    if params["result"] == "sesuai":
        done = f"tindak lanjut dinyatakan dilaksanakan pada {long_date(case.today)}."
        return f"Tidak ada. Seluruh bukti dinyatakan sesuai dan {done}"
    missing, kept = _numbers(case, "belum"), _numbers(case, "sesuai")
    said = []
    if missing:
        said.append(f"{case.region.chair} mengirimkan ulang bukti nomor {enumerated(missing)}.")
    if kept:
        said.append(f"Bukti nomor {enumerated(kept)} tidak perlu dikirim lagi.")
    return " ".join([*said, sentence(params["reason"])]).strip() or NONE


COMPOSER = Composer(gather_review, penelaahan, subject, proposes=proposes)
