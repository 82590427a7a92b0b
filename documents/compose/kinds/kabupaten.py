"""Halaman Kabupaten: one sheet for the leader of a kabupaten/kota. What was promised and how it stands, in whose hands
it is, what is late, its institutions, and what is asked of the leader, with room for a word.

It names no other kabupaten: beside its own stands the number of Aceh.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from documents.compose.composer import Composer
from documents.compose.kabupaten_case import KabupatenCase, gather_kabupaten
from documents.compose.parts import office, standing
from documents.compose.parts.indicator_words import in_percent, shown
from documents.compose.parts.lks_data import document
from documents.compose.parts.paper import PREVIEW
from documents.report.blocks import (
    Block,
    Column,
    Halves,
    Heading,
    Mark,
    Paragraph,
    Report,
    Row,
    Section,
    SignatureBlock,
    Table,
)
from documents.report.charts import Bar
from documents.report.handouts import HandoutHead
from documents.report.language import NONE, UNSET, counted, date_range, enumerated, flat, long_date, table_date
from workflow.clock import stamp
from workflow.indicator.figures import Figure
from workflow.kinds import Kind
from workflow.machine.stages import Stage
from workflow.tasks.holding import Holder
from workflow.tasks.kept_days import late_days, late_now

DONE, RUNNING, LATE, REVIEWED, PROVINCE = "Selesai", "Berjalan", "Lewat batas", "Diperiksa", "Menunggu provinsi"
PATTERNS = {DONE: "black", RUNNING: "dots", LATE: "white", REVIEWED: "hatch", PROVINCE: "grey"}
MOST = 3  # rows of what is late, and of what is asked
HOLDERS = {
    Holder.CHAIR: "Ketua LKKS", Holder.SEKDIS: "Sekretaris Dinas Sosial", Holder.DINSOS: "Dinas Sosial Aceh",
    Holder.PROVINCE: "Provinsi (bantuan)",
}  # fmt: skip
SHORT = {Holder.SEKDIS: "Sekdis", Holder.PROVINCE: "Provinsi"}  # in a narrow column
SCHEMA = "tuntas-kabupaten/1"
SOON = 2  # days on which something is due
ROOM = 9.4  # mm of a row, for a word of the leader
BELOW = "di bawah Aceh"
# name, how it is told, and the measure that is compared with Aceh's
TOLD: tuple[tuple[str, Callable[[Mapping[str, Figure]], str], str], ...] = (
    ("LKS tercatat/terdaftar", lambda of: f"{shown(of['P1'])}/{shown(of['P2'])}", ""),
    ("LKS aktif; per 100.000 penduduk", lambda of: f"{shown(of['P3'])}; {shown(of['I1'])}", "I1"),
    ("Terakreditasi dari yang aktif", lambda of: in_percent(of["I5"]), "I5"),
    ("Kecamatan dengan LKS aktif", lambda of: shown(of["I6"]), "I6"),
    ("Janji ditepati (I9)", lambda of: in_percent(of["I9"]), "I9"),
)


def halaman(case: KabupatenCase, check_url: str) -> Report:
    mark: Mark = "PRATINJAU" if case.issue.mark else ""
    section = Section(tuple(_body(case)), foot=_foot(case), handout=True)
    return Report(
        Kind.KABUPATEN, "Halaman kabupaten", (section,), stamp(case.issue.at), mark=mark,
        mark_note=PREVIEW if mark else "", code=case.issue.code, check_url=check_url, data=_data(case),
    )  # fmt: skip


def subject(case: KabupatenCase) -> str:
    return f"Halaman {case.region.full}, posisi {long_date(case.today)}"


def signing(case: KabupatenCase) -> str:
    return " dan ".join(office.signing_position(one, case.region) for one in (case.lkks, case.paper))


def _foot(case: KabupatenCase) -> str:
    told = case.found.population
    people = f" Sumber penduduk: {told['source']}, tahun {told['year']}." if told else ""
    position = standing.position(case.issue.at)
    return f"{position[:1].upper()}{position[1:]}. Hari lewat batas dihitung selama di tangan kabupaten/kota.{people}"


def _body(case: KabupatenCase) -> list[Block]:
    return [
        _head(case),
        Heading(2, "1.", "Yang dijanjikan dan keadaannya"),
        Paragraph(
            f"{counted(len(case.tasks))} tindak lanjut menjadi tanggung jawab {case.region.full}: {_told(case)}."
            if case.tasks
            else f"Belum ada tindak lanjut yang dibagikan kepada {case.region.full}."
        ),
        *_bar(case),
        Halves(
            (Heading(2, "2.", "Di tangan siapa hari ini"), _holders(case)),
            (Heading(2, "3.", "Yang lewat batas"), _late(case), *_next(case)),
        ),
        Heading(2, "4.", f"LKS di {case.region.full}"),
        _figures(case),
        Heading(2, "5.", f"Yang dimohon dari {case.region.leader}"),
        _asked(case),
        SignatureBlock((
            office.chair_of(case.lkks), office.signer_of(case.paper, office.place_date(case.paper, case.today)),
        )),
    ]  # fmt: skip


def _head(case: KabupatenCase) -> HandoutHead:
    leader = case.region.leader
    side = (f"Untuk {leader}", f"posisi {long_date(case.today)}")
    return HandoutHead(f"HALAMAN {case.region.full.upper()}", _rakors(case), side, bold=(leader,))


def _rakors(case: KabupatenCase) -> str:
    if not case.rakors:
        return "Belum ada tindak lanjut rapat koordinasi"
    if len(case.rakors) > 1:
        return f"Tindak lanjut {counted(len(case.rakors))} rapat koordinasi"
    (rakor,) = case.rakors
    return f"{flat(rakor['title'])}, {date_range(rakor['start'], rakor['end'])}"


def standing_of(task: Mapping[str, Any], today: str) -> str:
    """Which share of the bar it is in."""
    if task["stage"] == Stage.IMPLEMENTED:
        return DONE
    waits = {"dinsos": REVIEWED, "provinsi": PROVINCE}.get(task["waits_for"], "")
    return waits or (LATE if late_now(task, today) else RUNNING)


def _shares(case: KabupatenCase) -> Counter[str]:
    return Counter(standing_of(task, case.today) for task in case.tasks if not task.get("closed"))


def _told(case: KabupatenCase) -> str:
    shares = _shares(case)
    ended = sum(bool(task.get("closed")) for task in case.tasks)
    told = [f"{shares[name]} {name.lower()}" for name in PATTERNS if shares[name]]
    return ", ".join([*told, *([f"{ended} ditutup tanpa pelaksanaan"] if ended else [])])


def _bar(case: KabupatenCase) -> list[Block]:
    shares = _shares(case)
    items = tuple((shares[name], tuple(name.split(" ")), look) for name, look in PATTERNS.items() if shares[name])
    return [Bar(items, f"Batang keadaan tindak lanjut: {_told(case)}.")] if items else []


def _open(case: KabupatenCase) -> list[Mapping[str, Any]]:
    return [task for task in case.tasks if task["open"]]


def _holders(case: KabupatenCase) -> Table:
    columns = (Column("Pemegang", 46), Column("Tugas", 14, "right"), Column("Hari terlama", 18, "right"))
    rows = []
    for holder, name in HOLDERS.items():
        own = [task for task in _open(case) if task["holder"] == holder]
        longest = max((_days(case, task) for task in own), default=None)
        rows.append(Row((name, str(len(own)), NONE if longest is None else str(longest))))
    rows.append(Row(("Belum selesai", str(len(_open(case))), ""), "total"))
    return Table(columns, tuple(rows), "Tugas menurut pemegang", "small")


def _days(case: KabupatenCase, task: Mapping[str, Any]) -> int:
    return (date.fromisoformat(case.today) - date.fromisoformat(task["held_since"])).days


def _late(case: KabupatenCase) -> Table | Paragraph:
    late = case.found.followed.late[:MOST]
    if not late:
        return Paragraph("Tidak ada yang lewat batas.", ragged=True)
    columns = (Column("Butir", 11, "center"), Column("Tindak lanjut", 44), Column("Lewat, di tangan", 23))
    rows = [
        Row((str(task["no"]), case.called[task["id"]], _lateness(case, task)), accents=("", "", "headed"))
        for task in late
    ]
    return Table(columns, tuple(rows), "Tindak lanjut yang lewat batas", "small")


def _lateness(case: KabupatenCase, task: Mapping[str, Any]) -> str:
    holder = Holder(task["holder"])
    return f"{late_days(task, case.today)} hari\n{SHORT.get(holder) or HOLDERS.get(holder, NONE)}"


def _next(case: KabupatenCase) -> list[Block]:
    """The next two days on which something is due, where what is late leaves room for it."""
    if len(case.found.followed.late) >= MOST:
        return []
    due: dict[str, list[int]] = {}
    for task in sorted(_open(case), key=lambda task: (task["deadline"], task["no"])):
        if task["deadline"] >= case.today:
            due.setdefault(task["deadline"], []).append(task["no"])
    told = [f"{long_date(day)} (butir {enumerated(list(map(str, due[day])))})" for day in list(due)[:SOON]]
    return [Paragraph(f"Batas waktu berikutnya: {enumerated(told)}.", "note")] if told else []


def _figures(case: KabupatenCase) -> Table:
    now, aceh, before = case.found.figures, case.found.aceh, case.before
    columns = (
        Column("Ukuran", 55), Column(case.year or "Tahun lalu", 23, "right"), Column(case.today[:4], 23, "right"),
        Column(f"Aceh {case.today[:4]}", 25, "right"), Column("Keterangan", 34),
    )  # fmt: skip
    rows = [
        Row(
            (name, tell(before) if before else NONE, tell(now), tell(aceh), said := _beside(now, aceh, code)),
            accents=("", "", "", "", "strong" if said == BELOW else ""),
        )
        for name, tell, code in TOLD
    ]
    return Table(columns, tuple(rows), "LKS, sendiri dan Aceh", "small")


def _beside(now: Mapping[str, Figure], aceh: Mapping[str, Figure], code: str) -> str:
    own, all_of = (one[code].number if code else None for one in (now, aceh))
    if own is None or all_of is None:
        return NONE
    return "sama dengan Aceh" if own == all_of else "di atas Aceh" if own > all_of else BELOW


def _asked(case: KabupatenCase) -> Table | Paragraph:
    """What was reported to the leader, who has said nothing of it yet."""
    waiting = [task for task in _open(case) if task["stage"] == Stage.REPORTED and not task["directions"]]
    if not waiting:
        return Paragraph("Tidak ada yang menunggu arahan.")
    columns = (Column("No.", 10, "center"), Column("Pokok", 88.5), Column("Paling lambat", 31.5), Column("Arahan", 30))
    soonest = sorted(waiting, key=lambda task: (task["deadline"] or "9999", task["no"]))[:MOST]
    rows = [
        Row((str(number), f"{case.called[task['id']]} (butir {task['no']})", table_date(task["deadline"], UNSET), ""))
        for number, task in enumerate(soonest, 1)
    ]
    return Table(columns, tuple(rows), "Yang dimohon", "small", least=ROOM)


def _data(case: KabupatenCase) -> dict[str, Any]:
    return {
        "schema": SCHEMA, "document": document(case), "region": case.region.code, "shares": dict(_shares(case)),
        "figures": {code: [one.numerator, one.denominator] for code, one in case.found.figures.items()},
    }  # fmt: skip


COMPOSER = Composer(gather_kabupaten, halaman, subject, signing)
