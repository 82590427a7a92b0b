"""Surat Rekomendasi of an LKKS: for whom and for what, on which grounds, which papers it has seen, how long it holds.

It looks like no registration: the LKKS's own letterhead and number, no archive code, no NIP. ``params`` of its issue
are those of ``workflow.papers.recommendation.asked``.
"""

from __future__ import annotations

from documents.compose.composer import Composer
from documents.compose.parts import office, own_words
from documents.compose.parts.lks_data import lks_data
from documents.compose.parts.paper import PREVIEW
from documents.compose.region_case import LksCase, gather_lks
from documents.lists import lks_words
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
from documents.report.boxes import TICK
from documents.report.language import NONE, clauses, counted, enumerated, flat, long_date
from workflow.clock import day, stamp
from workflow.kinds import Kind
from workflow.lks import states
from workflow.offices import number_patterns
from workflow.papers.recommendation import AT_DINSOS, PAPERS, PURPOSES


def rekomendasi(case: LksCase, check_url: str) -> Report:
    mark: Mark = "PRATINJAU" if case.issue.mark else ""
    foot = f"Surat Rekomendasi Nomor {case.issue.number}" if case.issue.number else "Surat Rekomendasi"
    return Report(
        Kind.REKOMENDASI, "Surat rekomendasi", (Section(tuple(_body(case)), paper="F4", foot=foot),),
        stamp(case.issue.at), mark=mark, mark_note=PREVIEW if mark else "", code=case.issue.code, check_url=check_url,
        data=lks_data(case, (case.lks,)),
    )  # fmt: skip


def subject(case: LksCase) -> str:
    return f"Rekomendasi {_purpose(case)} bagi {flat(case.lks['name'])}"


def _purpose(case: LksCase) -> str:
    return PURPOSES[case.issue.params["purpose"]]


def _at(case: LksCase) -> str:
    """Where a registration is applied for."""
    return f" pada Dinas Sosial {case.region.full}" if case.issue.params["purpose"] in AT_DINSOS else ""


def _body(case: LksCase) -> list[Block]:
    issue, body = case.issue, office.name_of(case.paper, case.region)
    months = int(issue.params["months"])
    return [
        office.letterhead(case.paper),
        Title(
            ("SURAT REKOMENDASI", *own_words.title(case)),
            f"NOMOR {issue.number or issue.slot or number_patterns.blank(case.paper, day(issue.at))}",
        ),
        Paragraph(f"Ketua {body} dengan ini memberikan rekomendasi kepada:", "indent"),
        Meta(_whom(case), level=1),
        Paragraph(f"untuk {_purpose(case)}{_at(case)}, berdasarkan hal-hal sebagai berikut:", bold=(_purpose(case),)),
        NumberedList(clauses([*own_words.rules(case), *_grounds(case)])),
        Paragraph("Tabel 1. Kelengkapan berkas", "caption"),
        _papers(case),
        Paragraph(
            f"Rekomendasi ini berlaku {counted(months)} bulan sejak tanggal ditetapkan dan bukan merupakan tanda "
            "daftar.",
            "indent",
        ),
        *own_words.paragraph(case),
        Paragraph("Demikian rekomendasi ini dibuat untuk dipergunakan sebagaimana mestinya.", "closing"),
        SignatureBlock((office.signer_of(case.paper, office.place_date(case.paper, case.today)),)),
        CopyList(clauses((*office.copies(case.paper), f"Pimpinan {flat(case.lks['name'])}"))),
    ]


def _whom(case: LksCase) -> tuple[tuple[str, tuple[str, ...]], ...]:
    lks, on = case.lks, case.position
    paper, (state, until) = lks_words.paper_of(lks, on), lks_words.registration(lks, on)
    number = f"{paper['kind']} Nomor {paper['number']}, " if paper and paper["number"] else ""
    told = f"{number}{state.lower()} {until}".strip()
    rows = (
        ("nama LKS", flat(lks["name"])),
        ("alamat", f"{lks_words.address(lks)}, {case.region.full}"),
        ("bentuk", lks_words.legal_in_full(lks)),
        ("layanan", enumerated([one["kind"] for one in lks["services"] if one["kind"]]) or NONE),
        ("tanda daftar", told),
    )
    return tuple((label, (text,)) for label, text in rows)


def _grounds(case: LksCase) -> list[str]:
    """Only what is recorded."""
    lks, on = case.lks, case.position
    last = states.last_event(lks, on)
    grounds = []
    if last and states.activity_state(lks, on) == states.ACTIVE:
        kind = next(one["kind"] for one in lks["activity"] if one["confirmed"] and one["date"] == last)
        told = {
            "kunjungan": f"kunjungan pada {long_date(last)} menunjukkan bahwa LKS tersebut aktif",
            "laporan": f"laporan yang diterima pada {long_date(last)} menunjukkan bahwa LKS tersebut aktif",
            "rakor": f"LKS tersebut aktif dan hadir dalam rapat pada {long_date(last)}",
        }
        grounds.append(told.get(kind, f"LKKS memastikan pada {long_date(last)} bahwa LKS tersebut aktif"))
    seen = "telah dilihat oleh" if case.issue.params["seen"] else "belum dilihat oleh"  # not yet: only in a preview
    grounds.append(f"kelengkapan berkas sebagaimana Tabel 1 {seen} LKKS")
    points = [f"{task['no']}" for task, _ in case.tasks]
    if points:
        grounds.append(f"LKS tersebut mengikuti tindak lanjut rapat koordinasi, yaitu butir {enumerated(points)}")
    return grounds


def _papers(case: LksCase) -> Table:
    columns = (Column("No.", 10, "center"), Column("Berkas", 73), Column("Ada", 14, "center"), Column("Keterangan", 68))
    seen, notes = case.issue.params["seen"], case.issue.params["notes"]
    rows = [
        Row((str(number), label, TICK if name in seen else NONE, notes.get(name) or NONE))
        for number, (name, label) in enumerate(PAPERS.items(), 1)
    ]
    return Table(columns, tuple(rows), "Kelengkapan berkas", "small")


def proposes(case: LksCase) -> dict[str, str]:
    """It is titled by its kind alone."""
    return own_words.proposals(case)


COMPOSER = Composer(gather_lks, rekomendasi, subject, proposes=proposes)
