"""Lembar Disposisi: what the leader ticks and writes about a report, on a sheet that lies on top of it."""

from __future__ import annotations

from documents.compose.composer import Composer
from documents.compose.parts import office, with_report
from documents.compose.parts.cover import addressee, asked
from documents.compose.parts.task_data import task_data
from documents.compose.task_case import Case, gather
from documents.report.blocks import Block, Column, Heading, Paragraph, Report, Row, Section, Table, Title
from documents.report.boxes import BOX, LINE, TICK, Box, Form, Ruled
from documents.report.language import NO_BREAK, flat, long_date
from documents.report.phrases import short_address
from workflow.clock import stamp
from workflow.kinds import Kind

TITLE = "Lembar disposisi"
URGENCIES = ("Sangat Segera", "Segera", "Rahasia")
ANSWERS = ("Setuju", "Bahas dahulu", "Tidak setuju")
BOXES = ("boxes",) * len(ANSWERS)
ASKED = "Pokok yang dimohon arahan"


def disposisi(case: Case, check_url: str) -> Report:
    beside = (
        f"Lembar ini menyertai Laporan Nomor {with_report.report_named(case)}.",
        f"Sesudah diisi, pindai atau foto lembar ini, lalu catat arahan pada {short_address(check_url)}.",
        "Asli disimpan bersama naskah.",
    )
    section = Section(tuple(_body(case)), foot=TITLE)
    return Report(
        Kind.DISPOSISI, TITLE, (section,), stamp(case.issue.at), check_url=check_url, beside=beside,
        data=task_data(case),
    )  # fmt: skip


def subject(case: Case) -> str:
    return f"{TITLE}: {with_report.report_of(case)['subject']}"


def _body(case: Case) -> list[Block]:
    columns = (Column("No.", 10, "center"), Column("Pokok", 84), *(Column(head, 22, "center") for head in ANSWERS))
    points = [flat(point).removesuffix(" tersebut") for point in asked(case)]  # nothing stands before it here
    rows = tuple(
        Row((str(number), f"{point[:1].upper()}{point[1:]}", *(BOX for _ in ANSWERS)), accents=("", "", *BOXES))
        for number, point in enumerate(points, 1)
    )
    return [
        Title((TITLE.upper(), addressee(case).upper())),
        Form((80, 80), _about(case), "Keterangan naskah, tujuan disposisi, dan harapan pimpinan"),
        Paragraph(f"{ASKED} (beri tanda {TICK} pada satu kolom)", "caption", bold=(ASKED,)),
        Table(columns, rows, ASKED, "small"),
        Heading(1, "", "Arahan pimpinan"),
        Ruled(5),
        Form((40, 40, 80), (_ending(case),), "Batas waktu, tanggal, dan paraf", least=16),
    ]


def _about(case: Case) -> tuple[tuple[Box, ...], ...]:
    report, own = with_report.report_of(case), case.issuer
    return (
        (_told("Naskah dari", office.sender(case)), _told("Diterima tanggal", LINE)),
        (_told("Nomor", with_report.number(case)), _told("Nomor agenda", LINE)),
        (_told("Tanggal", long_date(report["date"])), _urgency(own["urgency"])),
        (_told("Hal", report["subject"]),),
        (_chosen("Diteruskan kepada", own["forwards"]), _chosen("Dengan hormat harap", own["wishes"])),
    )


def _told(label: str, text: str) -> Box:
    return Box(f"{label}\n{flat(text)}", "labelled lined")


def _urgency(urgency: str) -> Box:
    """That of the office's reports is ticked, when it is one of the three."""
    boxes = [f"{TICK if one == urgency else BOX} {one}".replace(" ", NO_BREAK) for one in URGENCIES]
    return Box(f"Sifat\n{f' {NO_BREAK}'.join(boxes)}", "labelled boxes")


def _chosen(head: str, lines: str) -> Box:
    """What the office has listed, and a line for what it has not."""
    items = [line.strip() for line in lines.split("\n") if line.strip()]
    boxes = [f"{BOX}{NO_BREAK}{item}" for item in (*items, LINE)]
    return Box("\n".join([head, *boxes]), "headed boxes lined")


def _ending(case: Case) -> tuple[Box, ...]:
    return tuple(
        Box(f"{label}\n", "labelled")
        for label in ("Batas waktu menurut pimpinan", "Tanggal disposisi", f"Paraf {addressee(case)}")
    )


COMPOSER = Composer(gather, disposisi, subject, with_report.signed_by_hand, with_report.code)
