"""Surat Keterangan Tidak Dapat Ditindaklanjuti: a task is closed for one of three valid reasons, with its proof.

``params`` of its issue are "ground" (of ``GROUNDS``), "reason", "proof" ("caption", "number", "date", file "name") and
"asked", "supported", "decided" (each "by" and "at").
"""

from __future__ import annotations

from documents.compose.composer import Composer
from documents.compose.parts import decided, meeting, office, own_words
from documents.compose.parts.paper import PREVIEW
from documents.compose.parts.task_data import task_data
from documents.compose.task_case import Case, gather
from documents.report.blocks import (
    Block,
    Column,
    CopyList,
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
from documents.report.boxes import BOX, TICK, Box, Form
from documents.report.language import NONE, UNSET, clauses, flat, long_date, percent, sentence, table_date
from workflow.clock import stamp
from workflow.kinds import Kind
from workflow.machine.carried import notes

NAMED = "Tidak Dapat Ditindaklanjuti"
CANNOT = "tidak dapat ditindaklanjuti"
GROUNDS = {
    "kahar": "keadaan kahar (force majeure)",
    "peradilan": "objek tindak lanjut sedang dalam proses peradilan",
    "tidak_efektif": "tidak lagi efektif, efisien, dan ekonomis karena perubahan organisasi atau peraturan",
}


def keterangan(case: Case, check_url: str) -> Report:
    mark: Mark = "PRATINJAU" if case.issue.mark == "PRATINJAU" else ""
    section = Section(tuple(_body(case)), paper="F4", foot=decided.foot(case, "Surat Keterangan"))
    return Report(
        Kind.KETERANGAN, "Surat keterangan tidak dapat ditindaklanjuti", (section,), stamp(case.issue.at), mark=mark,
        mark_note=PREVIEW if mark else "", code=case.issue.code, check_url=check_url, data=task_data(case),
    )  # fmt: skip


def subject(case: Case) -> str:
    return f"Keterangan tidak dapat ditindaklanjuti: {meeting.topic(case)} di {case.region.full}"


def _body(case: Case) -> list[Block]:
    return [
        office.letterhead(case.issuer),
        Title(("SURAT KETERANGAN", *own_words.title(case, NAMED)), decided.number_line(case)),
        Paragraph(f"{office.sender(case)} menerangkan bahwa tindak lanjut di bawah ini:", "lead-in"),
        Meta((*_head(case), *own_words.basis_row(case)), "long"),
        Paragraph(f"{CANNOT} dengan alasan yang sah sebagai berikut:", "lead-in", bold=(CANNOT,)),
        Form((13, 152), tuple(_ground(case, name) for name in GROUNDS), "Alasan tidak dapat ditindaklanjuti"),
        Paragraph("Bukti alasan:", "lead-in"),
        _proof(case),
        Paragraph("Dengan keterangan ini:", "lead-in"),
        NumberedList(clauses(_consequences(case)), "a."),
        *own_words.paragraph(case),
        Paragraph("Demikian surat keterangan ini dibuat untuk dipergunakan sebagaimana mestinya."),
        SignatureBlock((office.signer(case.issuer, office.place_date(case.issuer, case.today)),)),
        CopyList(clauses(decided.copies(case))),
    ]


def _head(case: Case) -> tuple[tuple[str, tuple[str, ...]], ...]:
    plan, deadline = case.task["plan"], case.task["deadline"]
    rows = (
        ("Rapat koordinasi", f"{meeting.name(case)}, {meeting.dates(case)}"),
        ("Wilayah, butir", f"{case.region.full}, {meeting.point(case)}"),
        ("Tindak lanjut", flat(plan["action"])),
        ("Penanggung jawab", flat(plan["responsible"])),
        ("Batas waktu", long_date(deadline) if deadline else UNSET),
        ("Kemajuan terakhir", _progress(case)),
    )
    return tuple((label, (text or NONE,)) for label, text in rows)


def _progress(case: Case) -> str:
    """Of the newest note that was not struck out."""
    newest = notes(case.task)[-1:]
    return "".join(f"{percent(note['percent'])} pada {long_date(note['date'])}" for note in newest)


def _ground(case: Case, name: str) -> tuple[Box, ...]:
    """All three are printed; the one that holds is ticked, with its facts below."""
    if name != case.issue.params["ground"]:
        return Box(BOX, "boxes"), Box(GROUNDS[name], "foreign")
    return Box(TICK, "boxes"), Box(f"{GROUNDS[name]}\n{sentence(case.issue.params['reason'])}", "headed foreign")


def _proof(case: Case) -> Table:
    proof = case.issue.params["proof"]
    columns = (
        Column("No.", 10, "center"), Column("Surat atau dokumen", 70), Column("Nomor", 50), Column("Tanggal", 35),
    )  # fmt: skip
    name = flat(proof["caption"]).rstrip(".") or proof["name"]
    row = Row(("1", name or NONE, flat(proof["number"]) or NONE, table_date(proof["date"])))
    return Table(columns, (row,), "Bukti alasan", "small")


def _consequences(case: Case) -> list[str]:
    params = case.issue.params
    asked = f"permintaan diajukan oleh {params['asked']['by']} pada {decided.when(params['asked'])}"
    if params["supported"]:
        asked += f" dan diteruskan oleh {params['supported']['by']} pada {decided.when(params['supported'])}"
    return [
        f"tindak lanjut tersebut ditutup terhitung sejak {decided.when(params['decided'])}, tidak dihitung selesai, "
        "dan tidak dihitung terlambat",
        asked,
        "apabila alasan tersebut tidak berlaku lagi, tindak lanjut dapat ditugaskan kembali",
    ]


def proposes(case: Case) -> dict[str, str]:
    return own_words.proposals(case, NAMED)


COMPOSER = Composer(gather, keterangan, subject, proposes=proposes)
