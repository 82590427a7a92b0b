"""Rekapitulasi pemantauan: the tasks of a list by kabupaten/kota, each with where it stands on the day of the paper."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from documents.compose.composer import Composer
from documents.compose.parts import held_days, meeting, office, shares, standing
from documents.compose.parts.rakor_data import tasks_data
from documents.compose.parts.standing import Counts, Status, counts, status_of
from documents.compose.rakor_case import RakorCase, asked_for, gather_recap
from documents.report.blocks import (
    Block,
    Column,
    Figures,
    Paragraph,
    Report,
    Row,
    Section,
    SignatureBlock,
    Table,
    Title,
)
from documents.report.language import NONE, UNSET, date_range, flat, grouped, long_date, table_date
from workflow.clock import stamp
from workflow.kinds import Kind
from workflow.machine.carried import notes
from workflow.machine.stages import CLAIMED, Stage, situation_of
from workflow.rakor.noun_titles import followed
from workflow.regions import Region, owners
from workflow.tasks import per_lks
from workflow.tasks.desk_kinds import BOXES
from workflow.tasks.filters import STAGES, places
from workflow.tasks.holding import Holder
from workflow.tasks.kept_days import late_days, over_limit
from workflow.tasks.tallies import reached
from workflow.tasks.working_days import Corrections

COLUMNS = (
    Column("No.", 8, "center"),
    Column("Butir", 10.5, "center"),
    Column("Tindak Lanjut", 46),
    Column("Penanggung Jawab", 25),
    Column("Batas Waktu", 31),
    Column("Tahap", 22.5),
    Column("Status", 18),
    Column("Progres (%)", 14.5, "right"),
    Column("Hari Ketua", 11.5, "right"),
    Column("Hari Sekdis", 12.5, "right"),
    Column("Hari Dinsos Aceh", 13.5, "right"),
    Column("Hari Prov.", 10.5, "right"),
    Column("Jumlah Hari", 14, "right"),
    Column("Lewat Batas", 12.5, "right"),
    Column("Keterangan", 30),
)
LEGEND = (
    "Tahap: Draf = rencana belum disetujui; Dilaporkan = disampaikan kepada pimpinan; Dilaksanakan = dinyatakan "
    "selesai oleh Dinas Sosial Aceh. Hari = hari kalender di tangan masing-masing sejak dibagikan sampai posisi data "
    "atau sampai selesai; jumlahnya sama dengan umur tugas. Lewat batas = hari sesudah batas waktu di tangan "
    "kabupaten/kota (ketua, Sekdis); hari di tangan Dinas Sosial Aceh dan provinsi tidak dihitung."
)
LATE = "Lewat batas"  # on this paper; that somebody is late is said with the days
DIGITS = 16  # of a hash, as ``audit verify --head`` takes them
SHEET = "Lembar Kendali"


@dataclass(frozen=True)
class Line:
    """One task as a recap tells it; ``meeting`` is "" or which of several rakor it comes from: "R2"."""

    task: Mapping[str, Any]
    region: Region
    number: int
    what: str  # is to be done, as planned; before there is a plan what the outcome is about
    meeting: str
    stage: str
    status: Status
    late: int  # days against the deadline in force, also of one that is not late now
    days: tuple[int, ...]  # of chair, Sekdis, Dinsos Aceh and province, and their sum
    percent: int
    evidence: int
    remark: str


def rekap(case: RakorCase, check_url: str) -> Report:
    """A list of how things stand: no letterhead, no number, no code."""
    count = counts(case.tasks, case.today)
    blocks: list[Block] = [
        Title(title_lines(case), basis(case)),
        Figures(figures(count)),
        *_several(case),
        _table(case, count) if case.tasks else Paragraph("Tidak ada tindak lanjut yang cocok."),
        SignatureBlock((office.signer(case.dinsos, office.place_date(case.dinsos, case.today)),)),
    ]
    section = Section(tuple(blocks), "F4", landscape=True, numbering="of", foot=f"{LEGEND}\n{control(case)}")
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


def title_lines(case: RakorCase) -> tuple[str, ...]:
    first = "REKAPITULASI PEMANTAUAN TINDAK LANJUT"
    if case.rakor:
        return first, f"{meeting.name(case)} {meeting.dates(case)}".upper()
    return (first, f"{len(case.rakors)} RAPAT KOORDINASI") if case.rakors else (first,)


def basis(case: RakorCase) -> str:
    """Whose list, what was chosen, and the moment of the data."""
    chosen = [*filter_words(case), standing.position(case.issue.at)]
    text = "; ".join(chosen)
    return f"{office.name_of(case.paper, case.region)}. {text[:1].upper()}{text[1:]}"


def filter_words(case: RakorCase) -> list[str]:
    """The filters of the list in words; the rakor stands in the title."""
    asked = asked_for(case.issue)
    words: dict[str, Callable[[str], str]] = {
        "wilayah": lambda value: _places(places(value)),
        "tahap": lambda value: f"tahap {STAGES[value].split()[0] if value in set(Stage) else STAGES[value].lower()}",
        "menunggu": lambda value: f"di tangan {Holder(value).label}",
        "meja": lambda value: f"di meja {Holder(value).label}",
        "jenis": lambda value: BOXES[value].lower(),
        "komisi": shares.commission,
        "butir": lambda value: _outcome(case, value),
        "terlambat": lambda value: "hanya yang terlambat",
        "dibatalkan": lambda value: "hanya yang dibatalkan",
        "q": lambda value: f"memuat kata “{flat(value)}”",
    }
    found = [words[name](value) for name, value in asked.items() if name in words]
    return [text for text in (*found, _period(asked)) if text]


def _places(codes: list[str]) -> str:
    return owners()[codes[0]].owner if len(codes) == 1 else f"{len(codes)} kabupaten/kota"


def _outcome(case: RakorCase, uid: str) -> str:
    return next((f"butir {task['no']}" for task in case.tasks if task["outcome"] == uid), "")


def _period(asked: Mapping[str, str]) -> str:
    first, last = asked.get("dari"), asked.get("sampai")
    if first and last:
        return f"batas waktu {long_date(first)} s.d. {long_date(last)}"
    if last:
        return f"batas waktu sampai dengan {long_date(last)}"
    return f"batas waktu mulai {long_date(first)}" if first else ""


def figures(count: Counts) -> tuple[tuple[str, str], ...]:
    own = ((grouped(count.by[status]), f"{_called(status)} ({count.share(status)})") for status in count.shown)
    return ((grouped(count.total), "tindak lanjut"), *own)


def _called(status: Status) -> str:
    return LATE if status is Status.LATE else str(status)


def _several(case: RakorCase) -> list[Block]:
    """What the rakor are called in the column of outcomes, when there is more than one."""
    if len(case.rakors) < 2:
        return []
    names = (f"R{n} = {flat(r['title'])}, {date_range(r['start'], r['end'])}" for n, r in enumerate(case.rakors, 1))
    return [Paragraph(f"{'; '.join(names)}.", "note")]


def lines(case: RakorCase) -> list[Line]:
    """The tasks in the order of the paper."""
    called = {rakor["id"]: f"R{n}" for n, rakor in enumerate(case.rakors, 1)} if len(case.rakors) > 1 else {}
    return [_line(case, task, number, called) for number, task in enumerate(case.tasks, 1)]


def _line(case: RakorCase, task: Mapping[str, Any], number: int, called: Mapping[int, str]) -> Line:
    status = status_of(task, case.today)
    rakor = next((one for one in case.rakors if one["id"] == task["rakor"]), None)
    return Line(
        task, owners()[task["region"]], number, task["plan"]["action"] or followed(rakor, task),
        called.get(task["rakor"], ""), Stage(task["stage"]).short, status, late_days(task, case.today),
        held_days.days_held(task, case.today), reached(task),
        case.evidence.get(task["id"], 0), remark(task, case.today, case.corrected),
    )  # fmt: skip


def remark(task: Mapping[str, Any], today: str, corrected: Corrections) -> str:
    """Per LKS how many of how many; the obstacle that was told last, else for whom or why it stands still; of what is
    done, since when. Then how often a claim was sent back."""
    returned = f"dikembalikan {task['returns']} kali" if task.get("returns") else ""
    said = "; ".join(filter(None, (per_lks.words(task), _standing(task, today, corrected), returned)))
    return said[:1].upper() + said[1:]


def _standing(task: Mapping[str, Any], today: str, corrected: Corrections) -> str:
    if situation_of(task).closed:
        return ""
    if task["stage"] == Stage.IMPLEMENTED:
        finished = task.get("finished_on")
        return f"Selesai {table_date(finished, '')}" if finished else ""
    obstacle = next((flat(said["obstacle"]) for said in reversed(notes(task)) if said["obstacle"]), "")
    if task["waits_for"]:
        here = situation_of(task)
        waits = "Menunggu pemeriksaan Dinas Sosial Aceh" if here == CLAIMED else here.waits_words
        over = over_limit(task, today, corrected)
        return f"{waits}, lewat batas periksa {over} hari kerja" if over else waits
    if task["returned"]:
        return "Dibuka kembali untuk diperbaiki" if task["returned"].get("how") else "Dikembalikan untuk diperbaiki"
    if task["stage"] == Stage.DRAFT:
        return "Rencana belum diajukan"
    return obstacle


def _table(case: RakorCase, count: Counts) -> Table:
    rows: list[Row] = []
    found = lines(case)
    for code in dict.fromkeys(line.region.code for line in found):
        own = [line for line in found if line.region.code == code]
        rows.append(
            Row((f"{code}\u2002{own[0].region.owner}", _told(counts([x.task for x in own], case.today))), "group")
        )
        rows += [_row(line) for line in own]
    told = "; ".join(f"{_called(status)} {grouped(count.by[status])} ({count.share(status)})" for status in count.shown)
    label = f"Jumlah {grouped(count.total)} tindak lanjut"
    sums = (*(sum(of) for of in zip(*(line.days for line in found), strict=True)), sum(line.late for line in found))
    cells = (label, "", "", "", told, "", "", "", *map(grouped, sums), "")
    total = Row(cells, "total", ("", "", "", "", "wide", "", "", ""))
    return Table(COLUMNS, (*rows, total), f"Rekapitulasi pemantauan tindak lanjut, {basis(case)}", "small")


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


def _told(count: Counts) -> str:
    """ "2 tindak lanjut: 1 selesai, 1 lewat batas" """
    own = [f"{count.by[status]} {_called(status).lower()}" for status in count.shown if count.by[status]]
    return f"{count.total} tindak lanjut: {', '.join(own)}"


def _row(line: Line) -> Row:
    task = line.task
    late = line.status is Status.LATE
    cells = (
        str(line.number), f"{task['no']}{f'/{line.meeting}' if line.meeting else ''}",
        line.what, task["plan"]["responsible"] or NONE, table_date(task["deadline"], UNSET), line.stage,
        LATE.upper() if late else str(line.status), str(line.percent),
        *(str(days) for days in line.days), str(line.late), line.remark or NONE,
    )  # fmt: skip
    return Row(cells, accents=_accents(line))


def _accents(line: Line) -> tuple[str, ...]:
    if not line.late:
        return ()
    now = "late" if line.status is Status.LATE else ""
    return ("", "", "", "", "", "", now, "", "", "", "", "", "", "strong")


COMPOSER = Composer(gather_recap, rekap, subject)
