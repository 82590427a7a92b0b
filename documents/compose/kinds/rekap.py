"""Rekapitulasi pemantauan: the tasks of a list by kabupaten/kota, each with where it stands on the day of the paper."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping
from typing import Any

from documents.compose.composer import Composer
from documents.compose.parts import meeting, office, standing
from documents.compose.parts.monitored import Line, State, figures, first_deadline, lines, told
from documents.compose.parts.rakor_data import tasks_data
from documents.compose.parts.recap_basis import basis, title_lines
from documents.compose.rakor_case import RakorCase, gather_recap
from documents.report.blocks import Block, Column, Paragraph, Report, Row, Section, SignatureBlock, Table, Title
from documents.report.key_figures import Figures
from documents.report.language import NONE, UNSET, date_range, flat, grouped, table_date
from workflow.clock import stamp
from workflow.kinds import Kind

HELD = "Hari di Tangan"
COLUMNS = (
    Column("No.", 8, "center"),
    Column("Butir", 10.5, "center"),
    Column("Tindak Lanjut", 53),
    Column("Penanggung Jawab", 26),
    Column("Batas Waktu", 31),
    Column("Tahap", 22.5),
    Column("Status", 19.5),
    Column("Ketua", 12, "right", over=HELD, heavy=True),
    Column("Sekdis", 13, "right", over=HELD),
    Column("Dinsos Aceh", 14.5, "right", over=HELD),
    Column("Prov.", 11, "right", over=HELD),
    Column("Jumlah", 14.5, "right", over=HELD),
    Column("Lewat Batas", 12.5, "right", heavy=True),
    Column("Keterangan", 32),
)
LEGEND = (
    "Hari di tangan = hari kalender sejak dibagikan sampai posisi data atau sampai selesai; jumlahnya sama dengan umur "
    "tugas. Lewat batas = hari sesudah batas waktu di tangan kabupaten/kota (ketua, Sekdis); hari di tangan Dinas "
    "Sosial Aceh dan provinsi tidak dihitung. Diperiksa = menunggu Dinas Sosial Aceh."
)
LEGEND_HEADS = ("Hari di tangan", "Lewat batas", "Diperiksa")
DIGITS = 16  # of a hash, as ``audit verify --head`` takes them
SHEET = "Lembar Kendali"


def rekap(case: RakorCase, check_url: str) -> Report:
    """A list of how things stand: no letterhead, no number, no code."""
    found = lines(case)
    blocks: list[Block] = [
        Title(title_lines(case), basis(case)),
        Figures(figures(found)),
        *_several(case),
        _table(case, found) if found else Paragraph("Tidak ada tindak lanjut yang cocok."),
        SignatureBlock((office.signer(case.dinsos, office.place_date(case.dinsos, case.today)),)),
    ]
    section = Section(
        tuple(blocks), "F4", landscape=True, numbering="of", foot=LEGEND, foot_bold=LEGEND_HEADS, below=control(case)
    )
    return Report(
        Kind.REKAP,
        "Rekap pemantauan",
        (section,),
        stamp(case.issue.at),
        data=tasks_data(case) | {"heads": dict(case.heads)},
    )


def subject(case: RakorCase) -> str:
    about = f"{meeting.name(case)}, {meeting.dates(case)}" if case.rakor else f"{len(case.rakors)} rakor"
    return f"Rekapitulasi Pemantauan Tindak Lanjut {about}"


def _several(case: RakorCase) -> list[Block]:
    """What the rakor are called in the column of outcomes, when there is more than one."""
    if len(case.rakors) < 2:
        return []
    names = (f"R{n} = {flat(r['title'])}, {date_range(r['start'], r['end'])}" for n, r in enumerate(case.rakors, 1))
    return [Paragraph(f"{'; '.join(names)}.", "note")]


def _table(case: RakorCase, found: list[Line]) -> Table:
    rows: list[Row] = []
    for code, group in itertools.groupby(found, lambda line: line.region.code):
        own = list(group)
        rows.append(Row((f"{code}\u2002{own[0].region.owner}", told(own)), "group"))
        rows += [_row(line) for line in own]
    sums = (*(sum(of) for of in zip(*(line.days for line in found), strict=True)), sum(line.late for line in found))
    total = Row(("Jumlah", *[""] * 6, *map(grouped, sums), ""), "total")
    return Table(COLUMNS, (*rows, total), f"Rekapitulasi pemantauan tindak lanjut, {basis(case)}", "close")


def _row(line: Line) -> Row:
    task = line.task
    cells = (
        str(line.number), f"{task['no']}{f'/{line.meeting}' if line.meeting else ''}",
        line.what, task["plan"]["responsible"] or NONE,
        _until(task), line.stage, line.state.value, *(str(days) for days in line.days),
        str(line.late), line.remark or NONE,
    )  # fmt: skip
    late = "strong" if line.state is State.LATE else ""
    more = ("strong" if line.late else "", "headed" if line.over else "")
    moved = "moved" if first_deadline(task) else ""
    return Row(cells, accents=(*[""] * 4, moved, "", late, *[""] * 4, "strong", *more))


def _until(task: Mapping[str, Any]) -> str:
    """The deadline in force, over it the one before any adendum moved it, which is struck out."""
    now, first = table_date(task["deadline"], UNSET), first_deadline(task)
    return f"{table_date(first)}\n{now}" if first else now


def control(case: RakorCase) -> str:
    """How far the history of each kabupaten/kota went: whoever rewrites it later contradicts the paper. One is told as
    the checker takes it, of several one hash over all; each by itself is in the data of the PDF."""
    count = f"{SHEET}: {standing.position(case.issue.at)}; {grouped(len(case.tasks))} tindak lanjut"
    known = [f"{code}/{head[: head.index('/') + 1 + DIGITS]}" for code, head in sorted(case.heads.items())]
    if not known:
        return f"{count}."
    if len(known) == 1:
        return f"{count}; sidik riwayat {known[0]} (bukan tanda tangan elektronik)."
    whole = hashlib.sha256("\n".join(known).encode()).hexdigest()[:DIGITS]
    parts = "-".join(whole[at : at + 4] for at in range(0, DIGITS, 4))
    return f"{count}; sidik gabungan {parts} (bukan tanda tangan elektronik); rincian per wilayah pada data PDF ini."


COMPOSER = Composer(gather_recap, rekap, subject)
