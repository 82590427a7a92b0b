"""Who held a task for how many calendar days, on paper: a strip of cells that ends in its sum, the age of the task, and
the list of every holding, which ends in the same sum."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from documents.report.blocks import Block, Column, Paragraph, Row, Table
from documents.report.language import counted, enumerated, long_date, table_date
from workflow.regions import Region
from workflow.tasks.holding import OWN, Held, Holder, Holding
from workflow.tasks.kept_days import split
from workflow.tasks.working_days import working_days

TOLD = "Hari menurut pemegang"
SUM = "Jumlah"
NAMES = {
    Holder.SEKDIS: "Sekretaris Dinas Sosial", Holder.DINSOS: "Dinas Sosial Aceh", Holder.PROVINCE: "Provinsi",
}  # fmt: skip
# What its holder did since the move by which a holding began.
WORK: dict[str, tuple[str, ...]] = {
    "menyusun rencana": ("hand_over", "withdraw", "return_plan", "insist"),
    "melaksanakan": (
        "report", "withdraw_claim", "return_claim", "reopen", "withdraw_change", "refuse_change", "grant_change",
        "withdraw_help", "answer_help",
    ),
    "memeriksa rencana": ("submit", "revoke_report"),
    "memeriksa permintaan": ("ask_change", "support_change"),
    "memeriksa penolakan": ("decline",),
    "menelaah": ("claim",),
    "permintaan bantuan": ("ask_help",),
    "tugas provinsi": ("take_help",),
}  # fmt: skip
WORK_AFTER = {move: work for work, moves in WORK.items() for move in moves}


def days_held(task: Mapping[str, Any], today: str) -> tuple[int, ...]:
    """Of chair, Sekdis, Dinsos Aceh and province until ``today`` (ISO), and their sum."""
    days = split(task, today).values()
    return (*days, sum(days))


def strip(task: Mapping[str, Any], today: str, region: Region, *, level: int) -> Table:
    return _strip(days_held(task, today), region, "normal", level)


def _strip(days: tuple[int, ...], region: Region, size: Literal["small", "normal"], level: int) -> Table:
    others = (holder.label for holder in Holder if holder not in (Holder.CHAIR, Holder.NOBODY))
    heads = (_chair(region), *others, SUM)
    columns = tuple(Column(head, 30.4, "center") for head in heads)
    return Table(columns, (Row(tuple(map(str, days)), accents=("", "", "", "", "strong")),), TOLD, size, level=level)


def _chair(region: Region) -> str:
    """Without the place, which the whole paper is about."""
    return "Ketua LKKS" if region.type else "Penanggung jawab"


def _name(holder: Holder, region: Region) -> str:
    return NAMES.get(holder, _chair(region))


def told(held: Held, until: str, region: Region) -> list[Block]:
    """The sentence before, the strip and the list, under a heading "C."; ``until``: what is done on the last day."""
    listed = [one for one in held.holdings if one.holder and not _opens_nothing(one, held)]
    since = listed[0].start.isoformat() if listed else held.today.isoformat()
    closed = ", tanpa hari ketika tugas ditutup" if any(not one.holder and one.days for one in held.holdings) else ""
    extent = f"sejak tugas dibagikan ({long_date(since)}) sampai dengan tanggal {until}{closed}"
    days = tuple(held.split.values())
    return [
        Paragraph(f"Dihitung menurut hari kalender {extent}.", "lead-in", 1),
        _strip((*days, sum(days)), region, "small", 1),
        _list(listed, region),
    ]


def _opens_nothing(one: Holding, held: Held) -> bool:
    """Whether it is the one that the deciding move itself begins."""
    return one is held.holdings[-1] and one.days == 0


def _list(holdings: list[Holding], region: Region) -> Table:
    """Every holding in order, and their sum."""
    columns = (
        Column("No.", 10, "center"), Column("Pemegang", 61), Column("Dari", 31), Column("Sampai", 31),
        Column("Hari", 19, "right"),
    )  # fmt: skip
    rows = [
        Row((str(number), _holder(one, region), _day(one.start), _day(one.end), str(one.days)))
        for number, one in enumerate(holdings, 1)
    ]
    total = Row(("", "", "", "Jumlah hari kalender", str(sum(one.days for one in holdings))), "total")
    return Table(columns, (*rows, total), "Setiap pemegang tugas dan harinya", "small", level=1)


def _holder(one: Holding, region: Region) -> str:
    name, work = _name(one.holder, region), WORK_AFTER.get(one.move, "")
    return f"{name} ({work})" if work else name


def _day(one: date) -> str:
    return table_date(one.isoformat())


def late_told(held: Held, region: Region) -> str:
    """The kabupaten's own days behind the deadline, by whose hands the task was in."""
    if held.deadline is None:
        return "Batas waktu belum ditetapkan, sehingga tidak ada hari lewat batas."
    by = {one: sum(h.late(held.deadline) for h in held.holdings if h.holder is one) for one in OWN}
    kept = f" Terhadap batas waktu semula lewat {counted(held.late_kept)} hari." if held.late_kept else ""
    return (
        f"Lewat batas: {counted(held.late_days)} hari{_hands(by, region)}. Hari di tangan Dinas Sosial Aceh dan "
        f"provinsi tidak dihitung lewat batas.{kept}"
    )


def _hands(by: Mapping[Holder, int], region: Region) -> str:
    late = {holder: days for holder, days in by.items() if days}
    if len(late) == 1:
        return f", seluruhnya di tangan {_name(next(iter(late)), region)}"
    parts = [f"{days} hari di tangan {_name(holder, region)}" for holder, days in late.items()]
    return f", yaitu {enumerated(parts)}" if parts else ""


def reviewed(held: Held) -> str:
    """How many of his working days the reviewer at Dinas Sosial Aceh used for what is decided now."""
    last = next((one for one in reversed(held.holdings) if one.holder is Holder.DINSOS), None)
    if last is None:
        return ""
    limit, used = held.corrected.limits[Holder.DINSOS], working_days(last.start, last.end, held.corrected)
    over = f", lewat batas periksa {counted(used - limit)} hari kerja" if used > limit else ""
    return f"Batas periksa Dinas Sosial Aceh {counted(limit)} hari kerja; terpakai {counted(used)} hari kerja{over}."
