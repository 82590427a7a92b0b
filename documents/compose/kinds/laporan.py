"""The report to the region's leader: cover, Laporan A-E, and the plan's matrix as annex. One number for all of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.compose.composer import Composer
from documents.compose.parts import joint, meeting, office, own_words
from documents.compose.parts.cover import (
    NAMES,
    addressee,
    budget,
    cover,
    known_number,
    named,
    own_number,
    proposed_hal,
)
from documents.compose.parts.grounds import rests_on
from documents.compose.parts.paper import ANNEX_MARGINS, PREVIEW, listed
from documents.compose.parts.plan_table import ANNEX_WIDTHS, matrix, total, with_remarks
from documents.compose.parts.task_data import task_data
from documents.compose.task_case import Case, gather
from documents.report.blocks import (
    AnnexHead,
    Block,
    Column,
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
from documents.report.language import DOTS, NONE, UNSET, clauses, counted, flat, long_date, sentence, table_date
from workflow.clock import stamp
from workflow.kinds import Kind
from workflow.rakor.fields import DIMENSIONS

JOINT_REPORT = "Laporan bersama"


def laporan(case: Case, check_url: str) -> Report:
    """Cover, report and annex; a preview has neither code nor check address."""
    mark: Mark = "PRATINJAU" if case.issue.mark == "PRATINJAU" else ""
    covers = () if case.joint else (cover(case),)
    return Report(
        Kind.LAPORAN, title(case), (*covers, _body(case), _annex(case)), stamp(case.issue.at),
        mark=mark, mark_note=PREVIEW if mark else "", code=case.issue.code, check_url=check_url, data=task_data(case),
    )  # fmt: skip


def title(case: Case) -> str:
    """ "Nota dinas dan laporan", "Laporan bersama" """
    if case.joint:
        return JOINT_REPORT
    return f"{NAMES[case.issuer['cover']]} dan laporan"


def subject(case: Case) -> str:
    proposed = f"Laporan Hasil {meeting.name(case)} dan Rencana Tindak Lanjut {case.region.full}"
    return flat(own_words.said(case, "hal", proposed))


def _number(case: Case) -> str:
    return own_number(case) or case.issue.number or case.issue.slot or DOTS


def _name(case: Case) -> str:
    return JOINT_REPORT if case.joint else "Laporan"


def _foot(case: Case) -> str:
    name, number = _name(case), known_number(case)
    return f"{name} Nomor {number}" if number else name


def _body(case: Case) -> Section:
    lines = (
        "LAPORAN BERSAMA" if case.joint else "LAPORAN",
        "TENTANG",
        *own_words.title(case, *_about(case)),
    )
    blocks = [
        *_top(case, lines),
        *_introduction(case),
        *_meeting(case),
        *_results(case),
        *_conclusions(case),
        Heading(1, "E.", "PENUTUP"),
        *own_words.paragraph(case, 1),
        Paragraph(_closing(case), "closing", 1),
        *_signatures(case),
    ]
    return Section(tuple(blocks), foot=_foot(case))


def _about(case: Case) -> tuple[str, str]:
    return f"Hasil {meeting.name(case)}", f"dan Rencana Tindak Lanjut di {case.region.full}"


def proposes(case: Case) -> dict[str, str]:
    """A joint report has no cover, and so no Hal."""
    return own_words.proposals(case, *_about(case), hal="" if case.joint else proposed_hal(case))


def _top(case: Case, lines: tuple[str, ...]) -> list[Block]:
    if case.joint:
        return [joint.head(case), Title(lines), joint.numbers(case)]
    return [office.letterhead(case.issuer), Title(lines, f"NOMOR {_number(case)}")]


def _closing(case: Case) -> str:
    this = "laporan bersama ini" if case.joint else "laporan ini"
    return f"Demikian {this} disampaikan sebagai bahan pertimbangan dan arahan lebih lanjut."


def _signatures(case: Case) -> list[Block]:
    if case.joint:
        return joint.signatures(case)
    return [SignatureBlock((office.reporter(case, office.place_date(case.issuer, case.today)),))]


def _introduction(case: Case) -> list[Block]:
    region = case.region.full
    together = joint.together(case) if case.joint else ""
    general = sentence(f"{meeting.name(case)} {meeting.held(case)}")
    scope = (
        f"Laporan memuat pelaksanaan rapat, {meeting.counted_points(case)} hasil rapat yang ditujukan kepada "
        f"{case.region.owner}, simpulan dan saran, serta matriks rencana tindak lanjut."
    )
    letter = f" Laporan disampaikan dengan {named(case)}." if own_number(case) else ""
    aim = (
        f"Laporan ini dimaksudkan untuk menyampaikan hasil rapat kepada {addressee(case)}, dengan tujuan memperoleh "
        f"arahan atas rencana tindak lanjut di {region}."
    )
    return [
        Heading(1, "A.", "PENDAHULUAN"),
        Heading(2, "1.", "Umum"),
        Paragraph(" ".join(text for text in (general, sentence(meeting.purpose(case)), together) if text), level=2),
        Heading(2, "2.", "Maksud dan Tujuan"),
        Paragraph(aim, level=2),
        Heading(2, "3.", "Ruang Lingkup"),
        Paragraph(f"{scope}{letter}", level=2),
        Heading(2, "4.", "Dasar"),
        *listed(rests_on(case)),
    ]


def _meeting(case: Case) -> list[Block]:
    rows = (
        ("Hari/tanggal", meeting.days(case)),
        ("Tempat", meeting.place(case)),
        ("Penyelenggara", case.rakor["organiser"]),
        ("Pimpinan rapat", case.rakor["chair"]),
        ("Peserta", meeting.participants(case)),
        ("Wakil daerah", meeting.delegates(case)),
    )
    known = tuple((label, (text,)) for label, text in rows if text)
    blocks: list[Block] = [
        Heading(1, "B.", "KEGIATAN YANG DILAKSANAKAN"),
        Paragraph(f"{meeting.name(case)} dilaksanakan dengan keterangan sebagai berikut:", "lead-in", 1),
        Meta(known, "wide", level=1),
    ]
    if case.rakor["agenda"]:
        blocks += [
            Paragraph("Acara rapat:", "lead-in", 1),
            NumberedList(clauses(case.rakor["agenda"]), "a.", 1),
        ]
    return blocks


def _results(case: Case) -> list[Block]:
    region = case.region.owner
    columns = (Column("No.", 10, "center"), Column("Hasil rapat", 81), Column("Komisi", 32), Column("Batas waktu", 29))
    rows = tuple(Row(_result(one.outcome)) for one in case.each)
    caption = f"Tabel 1. Hasil rapat yang ditujukan kepada {region}"
    after = f"Rencana tindak lanjut atas {_these(case)} disajikan dalam Lampiran."
    return [
        Heading(1, "C.", "HASIL YANG DICAPAI"),
        Paragraph(f"Hasil rapat yang ditujukan kepada {region} disajikan dalam Tabel 1.", level=1),
        Paragraph(caption, "caption", 1),
        Table(columns, rows, caption, level=1),
        Paragraph(" ".join((*_support(case), after)), level=1),
    ]


def _result(outcome: Mapping[str, Any]) -> tuple[str, str, str, str]:
    deadline = table_date(outcome["deadline"], UNSET)
    return str(outcome["no"]), outcome["text"], outcome["commission"] or NONE, deadline


def _these(case: Case) -> str:
    return "butir-butir tersebut" if case.others else "butir tersebut"


def _support(case: Case) -> list[str]:
    """What kind of support the outcomes are about, as far as it was recorded: those of one kind together."""
    kinds: dict[str, list[Case]] = {}
    for one in case.each:
        kinds.setdefault(DIMENSIONS.get(one.outcome["dimension"], ""), []).append(one)
    said = [
        f"{_these(case) if len(about) == len(case.each) else meeting.numbered(about)} menyangkut dukungan "
        f"{kind if kind.isupper() else kind.lower()}"
        for kind, about in kinds.items()
        if kind
    ]
    text = "; ".join(said)
    return [f"{text[:1].upper()}{text[1:]}."] if said else []


def _conclusions(case: Case) -> list[Block]:
    return [
        Heading(1, "D.", "SIMPULAN DAN SARAN"),
        Heading(2, "1.", "Simpulan"),
        NumberedList(tuple(_conclusion(case)), "a.", 2),
        Heading(2, "2.", "Saran"),
        *_advice(case),
    ]


def _conclusion(case: Case) -> list[str]:
    return _of_several(case) if case.others else _of_one(case)


def _of_one(case: Case) -> list[str]:
    asked, task, plan = case.outcome["deadline"], case.task, case.task["plan"]
    planned = task.get("deadline_proposed") or task["deadline"]
    limit = f"dengan batas waktu {long_date(asked)}" if asked else "tanpa batas waktu"
    until = f"dengan batas waktu {long_date(planned)}" if planned else "dengan batas waktu yang belum ditetapkan"
    money = f" Anggaran yang dicantumkan: {budget(case)}" if plan["budget"] else ""
    return [
        f"{meeting.point(case).capitalize()} hasil rapat ditujukan kepada {case.region.full} {limit}.",
        sentence(
            f"{office.lkks_name(case)} telah menyusun rencana tindak lanjut atas butir tersebut {until}; "
            f"penanggung jawab: {flat(plan['responsible']) or NONE}.{money}"
        ),
    ]


def _of_several(case: Case) -> list[str]:
    """Counts and the sum; what each of them is stands in the table and in the matrix."""
    count, without = len(case.each), sum(not one.outcome["deadline"] for one in case.each)
    limit = {0: "seluruhnya mempunyai", count: "seluruhnya belum mempunyai"}.get(
        without, f"{counted(without)} butir belum mempunyai"
    )
    money = f" dengan jumlah anggaran yang dicantumkan {total(case)}" if total(case) else ""
    unset = [one for one in case.each if not one.task["deadline"]]
    until = f"; batas waktu pelaksanaan {meeting.numbered(unset)} belum ditetapkan" if unset else ""
    return [
        f"Laporan ini memuat {counted(count)} butir hasil rapat yang ditujukan kepada {case.region.full}; "
        f"{limit} batas waktu.",
        f"{office.lkks_name(case)} telah menyusun {counted(count)} rencana tindak lanjut{money}{until}.",
    ]


def _advice(case: Case) -> list[Block]:
    asking = "Pimpinan daerah berkenan memberikan arahan atas rencana tindak lanjut dalam Lampiran."
    unset = [one for one in case.each if not one.task["deadline"]]
    if not unset:
        return [Paragraph(asking, level=2)]
    until = f"Batas waktu pelaksanaan {meeting.numbered(unset)} ditetapkan bersama arahan tersebut."
    return [NumberedList((asking, until), "a.", 2)]


def _annex(case: Case) -> Section:
    head = AnnexHead(
        "LAMPIRAN",
        (
            (
                _name(case).upper(),
                flat(own_words.said(case, "title", f"Hasil {meeting.name(case)} dan Rencana Tindak Lanjut")),
            ),
            ("NOMOR", joint.both(case) if case.joint else _number(case)),
            ("TANGGAL", long_date(case.today)),
        ),
        f"MATRIKS RENCANA TINDAK LANJUT {case.region.full.upper()}",
    )
    blocks = (head, *with_remarks(matrix(case, ANNEX_WIDTHS)))
    return Section(blocks, landscape=True, margins=ANNEX_MARGINS, foot=_foot(case))


COMPOSER = Composer(gather, laporan, subject, office.all_signing, proposes=proposes)
