"""Profil LKS: what is known of one institution on one day, for whoever visits it or decides about it.

It is no registration and no certificate, and says so. No leader, no hidden address, nobody whom it serves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.compose.composer import Composer
from documents.compose.parts import office
from documents.compose.parts.lks_data import lks_data
from documents.compose.parts.paper import PREVIEW
from documents.compose.parts.standing import status_of
from documents.compose.region_case import LksCase, gather_lks
from documents.lists import lks_words
from documents.report.blocks import (
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
    Table,
    Title,
)
from documents.report.key_figures import Figures
from documents.report.language import NONE, clauses, enumerated, flat, grouped, long_date, table_date
from workflow.clock import stamp
from workflow.kinds import Kind
from workflow.lks import states
from workflow.lks.kinds import FOREVER

UNKNOWN = "tidak diketahui"
BUILDINGS = {"milik": "gedung milik sendiri", "sewa": "gedung sewa", "pinjam": "gedung pinjaman"}


def profil_lks(case: LksCase, check_url: str) -> Report:
    mark: Mark = "PRATINJAU" if case.issue.mark else ""
    foot = (
        f"Profil LKS, keadaan pada {long_date(case.position.isoformat())}. Bukan tanda daftar dan bukan sertifikat "
        f"akreditasi. Sumber: data LKS {case.region.full}."
    )
    section = Section(tuple(_body(case)), foot=foot, compact=True)
    return Report(
        Kind.PROFIL_LKS, "Profil LKS", (section,), stamp(case.issue.at), mark=mark, mark_note=PREVIEW if mark else "",
        code=case.issue.code, check_url=check_url, data=lks_data(case, (case.lks,)),
    )  # fmt: skip


def subject(case: LksCase) -> str:
    return f"Profil {flat(case.lks['name'])}, keadaan pada {long_date(case.position.isoformat())}"


def _body(case: LksCase) -> list[Block]:
    blocks: list[Block] = [
        Title((flat(case.lks["name"]).upper(), case.region.full.upper()), _position(case)),
        Figures(_standing(case)),
        Heading(1, "A.", "IDENTITAS"),
        Meta(_identity(case)),
        Heading(1, "B.", "PENDAFTARAN"),
        _registrations(case),
        Heading(1, "C.", "LAYANAN DAN AKREDITASI"),
        _services(case),
        *_support(case),
        Heading(1, "E.", "KEAKTIFAN DALAM 12 BULAN TERAKHIR"),
        _events(case),
        Heading(1, "F.", "PERAN DALAM TINDAK LANJUT RAPAT KOORDINASI"),
        _tasks(case),
        Heading(1, "G.", "YANG PERLU DIKERJAKAN"),
    ]
    due = to_do(case)
    nothing = Paragraph("Tidak ada yang perlu dikerjakan menurut data pada tanggal ini.", level=1)
    return [*blocks, NumberedList(clauses(due), level=1) if due else nothing]


def _position(case: LksCase) -> str:
    return f"Profil LKS, keadaan pada {long_date(case.position.isoformat())}"


def _standing(case: LksCase) -> tuple[tuple[str, str], ...]:
    """Activity, registration and the best grade side by side."""
    day, lks = case.position, case.lks
    state, until = lks_words.registration(lks, day)
    left = _days_left(case) if states.registration_state(lks, day) == states.ENDING else ""
    last = states.last_event(lks, day)
    seen = f"peristiwa terakhir {table_date(last)}" if last else "belum ada peristiwa keaktifan"
    graded = states.best_grade(lks, day)
    return (
        (states.activity_state(lks, day).upper(), seen),
        (state.removesuffix(" s.d.").upper(), f"{until}{left}" or "menurut tanda daftar yang tercatat"),
        (graded or NONE, "peringkat akreditasi terbaik" if graded else "belum ada layanan yang terakreditasi"),
    )


def _days_left(case: LksCase) -> str:
    paper = lks_words.paper_of(case.lks, case.position)
    if paper is None or not paper["valid_until"]:
        return ""
    return f" ({(case.position.fromisoformat(paper['valid_until']) - case.position).days} hari)"


def _identity(case: LksCase) -> tuple[tuple[str, tuple[str, ...]], ...]:
    lks = case.lks
    owner = lks_words.capital(lks_words.owner(lks))
    rows = [
        ("Alamat", lks_words.capital(lks_words.address(lks))),
        ("Pemilik", f"{owner}; induk: {flat(case.foundation)}" if case.foundation else owner),
        ("Badan hukum", lks_words.capital(lks_words.legal_in_full(lks))),
    ]
    if case.inside and not lks["hidden"] and (lks["contact"]["phone"] or lks["contact"]["email"]):
        told = (("Telepon", lks["contact"]["phone"]), ("pos-el", lks["contact"]["email"]))
        rows.append(("Kontak", lks_words.capital(", ".join(f"{name} {text}" for name, text in told if text))))
    return tuple((label, (text,)) for label, text in rows)


def _registrations(case: LksCase) -> Table | Paragraph:
    columns = (
        Column("No.", 9, "center"), Column("Jenis", 20), Column("Nomor", 51), Column("Diterbitkan", 40),
        Column("Berlaku sampai", 40),
    )  # fmt: skip
    rows = []
    for number, one in enumerate(sorted(case.lks["registrations"], key=lambda one: str(one["issued"])), 1):
        state = states.state_of_registration(one, case.position)
        over = f" ({state})" if state not in states.VALID + (states.UNKNOWN_END,) else ""
        until = "tanpa batas" if one["valid_until"] == FOREVER else table_date(one["valid_until"], UNKNOWN)
        cells = (str(number), one["kind"], f"{one['number'] or NONE}{over}", table_date(one["issued"]), until)
        rows.append(Row(cells, accents=("", "", "", "", "strong" if state == states.ENDING else "")))
    return _table(columns, rows, "Tanda daftar", "Belum ada tanda daftar yang tercatat.")


def _services(case: LksCase) -> Table | Paragraph:
    columns = (Column("No.", 9, "center"), Column("Layanan", 63), Column("Akreditasi", 88))
    rows = [
        Row((str(number), lks_words.capital(one["kind"]) or NONE, lks_words.grade(one, case.position)))
        for number, one in enumerate(case.lks["services"], 1)
    ]
    return _table(columns, rows, "Layanan dan akreditasi", "Layanannya belum diketahui.")


def _support(case: LksCase) -> list[Block]:
    year = lks_words.year_of(case.lks, "support", case.position)
    served = lks_words.year_of(case.lks, "beneficiaries", case.position)
    head = Heading(1, "D.", f"DUKUNGAN TAHUN {year or case.position.year}")
    if not year and not served:
        return [head, Paragraph("Belum ada data dukungan.", level=1)]
    rows = _supported(case.lks["support"][year]) if year else []
    if served:
        rows.append(("Penerima pelayanan", f"{_served(case, served)}, tahun {served}"))
    columns = (Column("Unsur", 50), Column("Keadaan", 110))
    return [head, Table(columns, tuple(Row(row) for row in rows), "Dukungan", "small")]


def _supported(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    people = ((told["managers"], "pengurus"), (told["workers"], "tenaga"),
              (told["social_workers"], "pekerja sosial bersertifikat"))  # fmt: skip
    capacity = f"kapasitas {told['capacity']} orang" if told["capacity"] is not None else ""
    access = {True: "dapat diakses penyandang disabilitas", False: "belum dapat diakses penyandang disabilitas"}
    house = (BUILDINGS.get(told["building"], ""), capacity, access.get(told["access"], ""))
    return [
        ("Sumber daya manusia", ", ".join(f"{n} {what}" for n, what in people if n is not None) or UNKNOWN),
        ("Pendanaan", enumerated(told["money"]) or UNKNOWN),
        ("Sarana dan prasarana", ", ".join(filter(None, house)) or UNKNOWN),
    ]


def _served(case: LksCase, year: str) -> str:
    """In the region's own paper as they are; in another's few are not told."""
    told = case.lks["beneficiaries"][year]
    shown = (lambda count: grouped(count) if count is not None else UNKNOWN) if case.inside else lks_words.few
    return f"{shown(told['male'])} laki-laki, {shown(told['female'])} perempuan"


def _events(case: LksCase) -> Table | Paragraph:
    columns = (Column("No.", 9, "center"), Column("Tanggal", 40), Column("Peristiwa", 111))
    found = lks_words.events(case.lks, case.position)
    rows = [
        Row((str(number), table_date(one["date"]), lks_words.HAPPENED.get(one["kind"], one["kind"])))
        for number, one in enumerate(found, 1)
    ]
    return _table(columns, rows, "Peristiwa keaktifan", "Tidak ada peristiwa yang tercatat.")


def _tasks(case: LksCase) -> Table | Paragraph:
    columns = (Column("Butir", 14, "center"), Column("Tindak lanjut", 80), Column("Peran", 26), Column("Keadaan", 40))
    rows = [
        Row((str(task["no"]), case.called[task["id"]], role, str(status_of(task, case.today))))
        for task, role in case.tasks
    ]
    return _table(columns, rows, "Peran dalam tindak lanjut", "Tidak tercatat dalam tindak lanjut.")


def _table(columns: tuple[Column, ...], rows: list[Row], description: str, nothing: str) -> Table | Paragraph:
    return Table(columns, tuple(rows), description, "small") if rows else Paragraph(nothing, level=1)


def to_do(case: LksCase) -> list[str]:
    """What its states ask for; nothing that somebody would have to decide first."""
    day, lks = case.position, case.lks
    state, until = lks_words.registration(lks, day)
    due = {
        states.ENDING: f"pendaftaran ulang diajukan sebelum {until}",
        states.EXPIRED: f"pendaftaran ulang diajukan, karena tanda daftar kedaluwarsa sejak {until}",
        states.UNKNOWN_END: "masa berlaku tanda daftar dipastikan dari naskahnya",
        states.NOT_REGISTERED: "pendaftaran diajukan kepada Dinas Sosial",
    }
    found = [due[state]] if (state := states.registration_state(lks, day)) in due else []
    for one in lks["services"]:
        if states.ENDING in states.service_state(one, day):
            found.append(f"akreditasi layanan {one['kind']} diperpanjang ({lks_words.grade(one, day)})")
    if states.activity_state(lks, day) == states.UNSURE:
        found.append("keaktifan dipastikan dengan kunjungan atau laporan")
    year = lks_words.year_of(lks, "support", day)
    if year and lks["support"][year]["access"] is False:
        found.append("sarana dibuat dapat diakses penyandang disabilitas")
    return found


def nobody(case: LksCase) -> str:
    """It is no letter: nobody signs it."""
    return office.name_of(case.paper, office.region_of(case.paper))


COMPOSER = Composer(gather_lks, profil_lks, subject, nobody)
