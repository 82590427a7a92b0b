"""Daftar Hadir as an empty sheet, to be signed at the meeting: a sheet for each of its days, with whom it invites.

Position and institution stand there as they were recorded, names are written by hand; the last rows are wholly empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from documents.compose.composer import Composer
from documents.compose.parts import attendees, course, meeting, office
from documents.compose.parts.rakor_data import rakor_data
from documents.compose.rakor_case import RakorCase, gather_rakor
from documents.report.blocks import Block, Column, Meta, Report, Row, Section, SignatureBlock, Signer, Table, Title
from documents.report.boxes import LINE
from documents.report.language import NO_BREAK, as_title, day_range, flat, long_date
from workflow.clock import stamp
from workflow.kinds import Kind

SPARE = 4  # empty rows behind those who are invited
ALONE = 30  # rows of a sheet when nobody is recorded
HEIGHT = 9.6  # mm of a row, in which somebody writes
COLUMNS = (
    Column("No.", 9, "center"),
    Column("Nama", 44),
    Column("Jabatan", 36),
    Column("Instansi/LKS", 34),
    Column("Tanda Tangan", 42),
)


def daftar_hadir(case: RakorCase, check_url: str) -> Report:
    """No number and no code: what counts is the sheet that was signed."""
    sections = tuple(_sheet(case, day) for day in days(case))
    return Report(Kind.DAFTAR_HADIR, "Daftar hadir", sections, stamp(case.issue.at), data=rakor_data(case))


def subject(case: RakorCase) -> str:
    return f"Daftar Hadir {meeting.name(case)}, {meeting.dates(case)}"


def days(case: RakorCase) -> list[str]:
    first, last = (date.fromisoformat(case.rakor[name]) for name in ("start", "end"))
    return [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]


def _sheet(case: RakorCase, day: str) -> Section:
    when = course.on_day(case, day)
    rows = (
        ("Rapat", (meeting.name(case),)),
        ("Hari/Tanggal", (day_range(day, day),)),
        ("Waktu", when),
        ("Tempat", (course.place_on(case, day),)),
    )
    blocks: tuple[Block, ...] = (
        office.letterhead(case.dinsos),
        Title(("DAFTAR HADIR",)),
        Meta(tuple(row for row in rows if any(row[1])), "plain"),
        Table(COLUMNS, _rows(case), f"Daftar hadir {meeting.name(case)}, {long_date(day)}", "small", least=HEIGHT),
        SignatureBlock((Signer(("PENCATAT,",)),)),
    )
    foot = "Daftar hadir untuk ditandatangani; bukan naskah bernomor. Nama ditulis lengkap dengan gelar."
    return Section(blocks, "F4", foot=foot)


def _rows(case: RakorCase) -> tuple[Row, ...]:
    invited = attendees.people(case)
    told = [_facts(case, person) for person in invited]
    empty = [("", "")] * (SPARE if invited else ALONE)
    return tuple(
        Row(
            (str(n), "", *facts, f"{n}.{NO_BREAK}{LINE[:28]}"),
            accents=("", "", "", "", "lined" if n % 2 else "second lined"),
        )
        for n, facts in enumerate([*told, *empty], 1)
    )


def _facts(case: RakorCase, person: Mapping[str, Any]) -> tuple[str, str]:
    return as_title(flat(person["position"])), attendees.place_of(case, person)


COMPOSER = Composer(gather_rakor, daftar_hadir, subject, lambda case: "")
