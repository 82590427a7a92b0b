"""Profil LKS: what is known of one institution on one day, for whoever visits it or decides about it.

It is no registration and no certificate, and says so. No leader, no hidden address, nobody whom it serves.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from documents.compose.composer import Composer
from documents.compose.parts import office
from documents.compose.parts.lks_data import lks_data
from documents.compose.parts.paper import PREVIEW
from documents.compose.parts.standing import Status, status_of
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
)
from documents.report.handouts import HandoutHead
from documents.report.language import NONE, clauses, enumerated, flat, grouped, long_date, table_date
from workflow.clock import stamp
from workflow.kinds import Kind
from workflow.lks import states
from workflow.lks.kinds import FOREVER, Owner

UNKNOWN = "tidak diketahui"
# How the state of its registration is told beside its day.
STANDING = {
    "AKAN BERAKHIR": "Terdaftar, akan berakhir", "Terdaftar s.d.": "Terdaftar sampai",
    "KEDALUWARSA": "Tanda daftar KEDALUWARSA", "DICABUT": "Tanda daftar DICABUT",
}  # fmt: skip
ACCESS = {
    True: ("dapat diakses penyandang disabilitas", ""), False: ("belum dapat diakses penyandang disabilitas", "strong"),
}  # fmt: skip
BUILDINGS = {"milik": "gedung milik sendiri", "sewa": "gedung sewa", "pinjam": "gedung pinjaman"}


def profil_lks(case: LksCase, check_url: str) -> Report:
    mark: Mark = "PRATINJAU" if case.issue.mark else ""
    foot = (
        f"Profil LKS, keadaan pada {long_date(case.position.isoformat())}. Bukan tanda daftar dan bukan sertifikat "
        f"akreditasi. Sumber: data LKS {case.region.full}."
    )
    section = Section(tuple(_body(case)), foot=foot, handout=True)
    return Report(
        Kind.PROFIL_LKS, "Profil LKS", (section,), stamp(case.issue.at), mark=mark, mark_note=PREVIEW if mark else "",
        code=case.issue.code, check_url=check_url, data=lks_data(case, (case.lks,)),
    )  # fmt: skip


def subject(case: LksCase) -> str:
    return f"Profil {flat(case.lks['name'])}, keadaan pada {long_date(case.position.isoformat())}"


def _body(case: LksCase) -> list[Block]:
    due = to_do(case)
    nothing = Paragraph("Tidak ada yang perlu dikerjakan menurut data pada tanggal ini.")
    return [
        HandoutHead(flat(case.lks["name"]), _whose(case), _standing(case), boxed=True),
        Heading(1, "A.", "Identitas"),
        Meta(_identity(case), "wide"),
        Heading(1, "B.", "Pendaftaran"),
        _registrations(case),
        Heading(1, "C.", "Layanan dan akreditasi"),
        _services(case),
        *_support(case),
        Heading(1, "E.", "Keaktifan dalam 12 bulan terakhir"),
        _events(case),
        Heading(1, "F.", "Peran dalam tindak lanjut rapat koordinasi"),
        _tasks(case),
        Heading(1, "G.", "Yang perlu dikerjakan"),
        NumberedList(clauses([lks_words.capital(due[0]), *due[1:]]), ragged=True) if due else nothing,
    ]


def _whose(case: LksCase) -> str:
    own = case.lks["owner"] == Owner.COMMUNITY
    return f"{'Lembaga Kesejahteraan Sosial' if own else 'Lembaga pemerintah'}, {case.region.full}"


def _standing(case: LksCase) -> tuple[str, ...]:
    """Whether it is active, and its registration with the day that proves it."""
    day, lks = case.position, case.lks
    state, until = lks_words.registration(lks, day)
    return (states.activity_state(lks, day).upper(), STANDING.get(state, state), f"{until}{_days_left(case)}")


def _days_left(case: LksCase) -> str:
    paper = lks_words.paper_of(case.lks, case.position)
    if paper is None or states.registration_state(case.lks, case.position) != states.ENDING:
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
        rows.append(("Kontak lembaga", lks_words.capital(", ".join(f"{name} {text}" for name, text in told if text))))
    return tuple((label, (text,)) for label, text in rows)


def _registrations(case: LksCase) -> Table | Paragraph:
    columns = (
        Column("No.", 10, "center"), Column("Jenis", 24), Column("Nomor", 48), Column("Diterbitkan", 38),
        Column("Berlaku sampai", 40),
    )  # fmt: skip
    rows = []
    for number, one in enumerate(sorted(case.lks["registrations"], key=lambda one: str(one["issued"])), 1):
        state = states.state_of_registration(one, case.position)
        over = f" ({state})" if state not in states.VALID + (states.UNKNOWN_END,) else ""
        until = _until(one, UNKNOWN)
        cells = (str(number), one["kind"], f"{one['number'] or NONE}{over}", table_date(one["issued"]), until)
        rows.append(Row(cells, accents=("", "", "", "", "strong" if state == states.ENDING else "")))
    return _table(columns, rows, "Tanda daftar", "Belum ada tanda daftar yang tercatat.")


def _until(one: Mapping[str, Any], missing: str = NONE) -> str:
    return FOREVER if one["valid_until"] == FOREVER else table_date(one["valid_until"], missing)


def _services(case: LksCase) -> Table | Paragraph:
    columns = (
        Column("No.", 10, "center"), Column("Layanan", 48), Column("Peringkat", 30, "center"), Column("Ditetapkan", 32),
        Column("Berlaku sampai", 40),
    )  # fmt: skip
    rows = [_service(number, one, case.position) for number, one in enumerate(case.lks["services"], 1)]
    return _table(columns, rows, "Layanan dan akreditasi", "Layanannya belum diketahui.")


def _service(number: int, one: Mapping[str, Any], day: date) -> Row:
    """The grade that holds, or the one that was last; of one that ends soon the end stands out."""
    state, found = lks_words.accreditation_of(one, day)
    said = state.removesuffix(f", {states.ENDING}")
    shown = (NONE, NONE)
    if found is not None:
        said = f"{found['grade']} ({state})" if state == states.EXPIRED else said
        shown = table_date(found["decided"], str(found["year"] or NONE)), _until(found)
    ends = "strong" if state.endswith(states.ENDING) else ""
    return Row((str(number), lks_words.capital(one["kind"]) or NONE, said, *shown), accents=("", "", "", "", ends))


def _support(case: LksCase) -> list[Block]:
    year = lks_words.year_of(case.lks, "support", case.position)
    served = lks_words.year_of(case.lks, "beneficiaries", case.position)
    head = Heading(1, "D.", f"Dukungan tahun {year or case.position.year}")
    if not year and not served:
        return [head, Paragraph("Belum ada data dukungan.")]
    rows = _supported(case.lks["support"][year]) if year else []
    if served:
        rows.append(Row(("Penerima pelayanan", _served(case, served), f"tahun {served}")))
    columns = (Column("Unsur", 40), Column("Keadaan", 62), Column("Catatan", 58))
    return [head, Table(columns, tuple(rows), "Dukungan", "small")]


def _supported(told: Mapping[str, Any]) -> list[Row]:
    people = ((told["managers"], "pengurus"), (told["workers"], "tenaga"),
              (told["social_workers"], "pekerja sosial bersertifikat"))  # fmt: skip
    capacity = f"kapasitas {told['capacity']} orang" if told["capacity"] is not None else ""
    house = ", ".join(filter(None, (BUILDINGS.get(told["building"], ""), capacity)))
    amounts = "" if told["amounts"] or not told["money"] else "besaran tidak diketahui"
    access, stands_out = ACCESS.get(told["access"], (NONE, ""))
    return [
        Row(("Sumber daya manusia", ", ".join(f"{n} {what}" for n, what in people if n is not None) or UNKNOWN, NONE)),
        Row(("Pendanaan", enumerated(told["money"]) or UNKNOWN, amounts or NONE)),
        Row(("Sarana dan prasarana", house or UNKNOWN, access), accents=("", "", stands_out)),
    ]


def _served(case: LksCase, year: str) -> str:
    """In the region's own paper as they are; in another's few are not told."""
    told = case.lks["beneficiaries"][year]
    shown = (lambda count: grouped(count) if count is not None else UNKNOWN) if case.inside else lks_words.few
    return f"{shown(told['male'])} laki-laki, {shown(told['female'])} perempuan"


def _events(case: LksCase) -> Table | Paragraph:
    columns = (Column("No.", 10, "center"), Column("Tanggal", 34), Column("Peristiwa", 46), Column("Sumber", 70))
    found = lks_words.events(case.lks, case.position)
    rows = [
        Row((str(number), table_date(one["date"]), lks_words.HAPPENED.get(one["kind"], one["kind"]), _proof(one)))
        for number, one in enumerate(found, 1)
    ]
    return _table(columns, rows, "Peristiwa keaktifan", "Tidak ada peristiwa yang tercatat.")


def _proof(event: Mapping[str, Any]) -> str:
    """What is kept of it; whoever said it is a person, and not told."""
    if event.get("rakor"):
        return f"daftar hadir rapat {table_date(event['date'])}"
    return "naskah yang disimpan" if event["paper"] else NONE


def _tasks(case: LksCase) -> Table | Paragraph:
    columns = (Column("Butir", 14, "center"), Column("Tindak lanjut", 76), Column("Peran", 24), Column("Keadaan", 46))
    rows = [Row((str(task["no"]), case.called[task["id"]], role, _stands(case, task))) for task, role in case.tasks]
    return _table(columns, rows, "Peran dalam tindak lanjut", "Tidak tercatat dalam tindak lanjut.")


def _stands(case: LksCase, task: Mapping[str, Any]) -> str:
    """With the day on which it was done, or until which it has to be."""
    status, done, until = status_of(task, case.today), task["implemented_on"], task["deadline"]
    if status is Status.DONE:
        return f"selesai {table_date(done)}" if done else "selesai"
    return f"{status.lower()}; batas {table_date(until)}" if until and task["open"] else status.lower()


def _table(columns: tuple[Column, ...], rows: list[Row], description: str, nothing: str) -> Table | Paragraph:
    return Table(columns, tuple(rows), description, "small") if rows else Paragraph(nothing)


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
