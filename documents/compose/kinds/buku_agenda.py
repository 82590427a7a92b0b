"""Buku Agenda: the numbers of an office as a book has them. What was voided, kept back or withdrawn stays a row.

The book is examined by hand: nobody's examination is printed, only the room for it.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from documents.compose.agenda_case import AgendaCase, Numbered, gather_agenda
from documents.compose.composer import Composer
from documents.compose.parts import office
from documents.compose.parts.paper import lying
from documents.report.blocks import Block, Column, Paragraph, Report, Row, Section, SignatureBlock, Table, Title
from documents.report.key_figures import PageFoot
from documents.report.language import DOTS, NONE, counted, enumerated, flat, grouped, long_date, quoted, table_date
from documents.report.measures import text_width
from documents.report.page_rows import Sheet, lines, shared_out
from workflow.agenda.states import AWAITED, RESERVED, STATES, VOID
from workflow.clock import WIB, day, moment, stamp
from workflow.kinds import Kind
from workflow.papers.issuing import REPLACED, WITHDRAWN
from workflow.tasks.needs import SENT_BY

SCHEMA = "tuntas-agenda/1"
TITLE = "Buku agenda"
COLUMNS = (
    Column("No. Urut", 13, "center"),
    Column("Nomor", 50),
    Column("Tanggal", 30.5),
    Column("Hal", 62),
    Column("Ditujukan Kepada", 44),
    Column("Penanda Tangan", 38),
    Column("Keterangan Terima", 42.5),
)
ROOM = f"Diperiksa tanggal {DOTS} paraf {DOTS}"
# Millimetres of a page: for the line under its rows and what may come out otherwise; round the title, and each line of
# it; the year's closing.
FOOT, ROUND, LINE, CLOSING = 18, 12, 5.7, 52
# What became of a number, in the order in which the sum tells it.
ISSUED, TAKEN_BACK, SUPERSEDED = "terbit", "dicabut", "diganti"
FATES = (ISSUED, SUPERSEDED, TAKEN_BACK, "batal", "cadangan", "menunggu nomor")
OF_STATE = {VOID: "batal", RESERVED: "cadangan", AWAITED: "menunggu nomor"}
OF_PAPER = {WITHDRAWN: TAKEN_BACK, REPLACED: SUPERSEDED}


def buku_agenda(case: AgendaCase, check_url: str) -> Report:
    """A list of how things stand: no letterhead, no number, no code."""
    titles = ("BUKU AGENDA NASKAH KELUAR", whose(case).upper())
    section = Section((Title(titles, basis(case)),), "F4", landscape=True, numbering="of", foot=_foot(case))
    pages = _pages(case, section) if case.numbers else [Paragraph("Tidak ada nomor yang cocok."), PageFoot("", ROOM)]
    section = replace(section, blocks=(*section.blocks, *pages, *_closing(case)))
    return Report(Kind.BUKU_AGENDA, TITLE, (section,), stamp(case.issue.at), data=_data(case))


def _pages(case: AgendaCase, section: Section) -> list[Block]:
    """A table for each page of the office's paper, and under it what is on that page."""
    told = list(_rows(case))
    whole = Table(COLUMNS, tuple(row for row, _ in told), "", "close", column_numbers=True)
    lying_ = lying(replace(section, blocks=(whole,)), case.paper, Kind.BUKU_AGENDA)
    (table,) = (block for block in lying_.blocks if isinstance(block, Table))
    title = ROUND + 2 * LINE + LINE * lines(basis(case), text_width(lying_), 10)
    sheet = Sheet(lying_, case.paper["font"], FOOT, title, CLOSING if _closing(case) else 0)
    pages = shared_out(table, sheet)
    fates = iter(fate_ for _, fate_ in told)
    blocks: list[Block] = []
    for number, rows in enumerate(pages, 1):
        own = [found for found in itertools.islice(fates, len(rows)) if found]
        said = f"Halaman ini memuat {_sum(own)}{_end(case, number) if number == len(pages) else ''}"
        described = f"Nomor naskah keluar {whose(case)}, halaman {number}"
        blocks += [replace(table, rows=tuple(rows), description=described), PageFoot(said, ROOM)]
    return blocks


def _rows(case: AgendaCase) -> Iterator[tuple[Row, str]]:
    """Each row with what became of its number; a row that names an office has none."""
    for key in dict.fromkeys(one.office["id"] for one in case.numbers):
        own = [one for one in case.numbers if one.office["id"] == key]
        if case.asked.office is None:
            name = office.name_of(own[0].office, office.region_of(own[0].office))
            yield Row((name, f"{len(own)} nomor"), "group"), ""
        yield from ((_row(one), fate(one)) for one in own)


def _closing(case: AgendaCase) -> tuple[Block, ...]:
    """The signature under a whole year's book, once the year is over."""
    asked = case.asked
    if asked.office is None or not asked.year or asked.status or asked.text or not case.numbers:
        return ()
    if case.today < f"{asked.year}-12-31":
        return ()
    return (SignatureBlock((office.signer_of(case.paper, office.place_date(case.paper, case.today)),)),)


def subject(case: AgendaCase) -> str:
    return f"Buku Agenda Naskah Keluar {whose(case)}, {basis(case)}"


def whose(case: AgendaCase) -> str:
    if case.asked.office is None:
        return "Semua Kantor"
    return office.name_of(case.paper, office.region_of(case.paper))


def basis(case: AgendaCase) -> str:
    """Which year, and what was chosen of it."""
    asked = case.asked
    chosen = [
        f"tahun {asked.year}" if asked.year else "semua tahun",
        STATES[asked.status].lower() if asked.status else "",
        f"memuat kata {quoted(asked.text)}" if asked.text else "",
        f"{grouped(len(case.numbers))} nomor",
    ]
    text = "; ".join(part for part in chosen if part)
    return f"{text[:1].upper()}{text[1:]}"


def fate(one: Numbered) -> str:
    """What became of a number, one of ``FATES``."""
    if one.entry["status"] in OF_STATE:
        return OF_STATE[one.entry["status"]]
    return OF_PAPER.get(one.paper["status"] if one.paper else "", ISSUED)


def _row(one: Numbered) -> Row:
    entry, found = one.entry, fate(one)
    about = flat(entry["subject"]) or NONE
    on = NONE if found == "cadangan" else table_date(entry["date"])
    if found == "batal":
        about = "Batal\n" + "; ".join(filter(None, map(flat, (entry["subject"], entry["reason"]))))
    to = flat(one.paper["addressee"]) if one.paper else ""
    cells = (
        ordinal(one), entry["number"] or entry["slot"], on, about, to or NONE, flat(entry["signer"]) or NONE,
        _arrived(one, found),
    )  # fmt: skip
    headed = "headed" if found in (TAKEN_BACK, SUPERSEDED) else ""
    return Row(cells, accents=("", "", "", "headed" if found == "batal" else "", "", "", headed))


def ordinal(one: Numbered) -> str:
    """With as many digits as the office writes; of a number out of another book there may be none."""
    if not one.entry["ordinal"]:
        return NONE
    digits = f"{one.entry['ordinal']:0{one.office['number_digits']}d}"
    return ".".join(part for part in (digits, one.entry.get("suffix", "")) if part)


def _arrived(one: Numbered, found: str) -> str:
    """Who took the paper, and when; of a number without a valid paper, why there is none."""
    if found == "batal":
        return "Nomor tidak dipakai lagi"
    if found == "cadangan":
        return f"Cadangan sejak {table_date(one.entry['date'])}"
    if found == "menunggu nomor":
        return "Menunggu nomor yang ditulis di kertas"
    paper = one.paper or {}
    if found in (TAKEN_BACK, SUPERSEDED):
        when = f" {table_date(day(moment(paper['ended'])).isoformat())}" if paper.get("ended") else ""
        return f"{found.upper()}{when}\n{flat(paper['reason'])}".strip()
    return _receipt(paper.get("receipt"))


def _receipt(receipt: Mapping[str, Any] | None) -> str:
    if not receipt:
        return NONE
    taken = ", ".join(filter(None, (table_date(receipt["date"]), flat(receipt["receiver"]))))
    return "; ".join(filter(None, (taken, SENT_BY.get(receipt["way"], ""))))


def _sum(fates: Sequence[str]) -> str:
    """ "4 (empat) nomor: 3 (tiga) terbit dan 1 (satu) batal." """
    count = Counter(fates)
    told = enumerated([f"{counted(count[one])} {one}" for one in FATES if count[one]])
    return f"{counted(len(fates))} nomor: {told}."


def _end(case: AgendaCase, pages: int) -> str:
    """Under the last page what all of them come to."""
    book = f" Buku ini memuat {_sum([fate(one) for one in case.numbers])}" if pages > 1 else ""
    used = f" Nomor urut 1 sampai {case.outside} tahun {case.year} dipakai di luar Tuntas." if case.outside else ""
    return f"{book}{used}"


def _foot(case: AgendaCase) -> str:
    when = case.issue.at.astimezone(WIB)
    year = f" {case.asked.year}" if case.asked.year else ""
    printed = f"Dicetak {long_date(when.date().isoformat())} pukul {when:%H.%M} WIB"
    unknown = "Tanda “–” pada Keterangan Terima: tanda terima belum dicatat."
    return f"Buku Agenda Naskah Keluar{year}, {whose(case)}. {printed}. {unknown}"


def _data(case: AgendaCase) -> dict[str, Any]:
    """The entries as documented JSON, "tuntas-agenda/1", that travels inside the PDF."""
    return {
        "schema": SCHEMA,
        "document": {"type": case.issue.type, "number": "", "date": case.today, "code": ""},
        "entries": [
            {name: one.entry[name] for name in ("number", "slot", "ordinal", "date", "subject", "status")}
            for one in case.numbers
        ],
    }


COMPOSER = Composer(gather_agenda, buku_agenda, subject, lambda case: "")
