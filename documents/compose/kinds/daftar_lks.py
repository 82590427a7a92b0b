"""Daftar LKS: the institutions of a kabupaten/kota, or of all of Aceh, as they stand on one day.

Those of a government are listed at the end and counted nowhere. No leader, no telephone, no hidden address.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from documents.compose.composer import Composer
from documents.compose.parts import office, own_words
from documents.compose.parts.lks_data import lks_data
from documents.compose.parts.paper import PREVIEW
from documents.compose.region_case import ListCase, gather_list
from documents.lists import lks_words
from documents.report.blocks import (
    Block,
    Column,
    Mark,
    Paragraph,
    Report,
    Row,
    Section,
    SignatureBlock,
    Table,
    Title,
)
from documents.report.key_figures import Figures
from documents.report.language import NONE, counted, grouped, long_date
from workflow.clock import stamp
from workflow.kinds import Kind
from workflow.lks import states
from workflow.lks.kinds import GROUPS, IN_PROCESS, REVOKED, SERVICES
from workflow.regions import PROVINCE, regions

COLUMNS = (
    Column("No.", 9, "center"),
    Column("Nama LKS", 43),
    Column("Kecamatan, gampong", 37),
    Column("Badan hukum", 31),
    Column("Tanda daftar", 35),
    Column("Keadaan pendaftaran", 35),
    Column("Layanan dan akreditasi", 41),
    Column("Keaktifan", 34),
    Column("Binaan L/P", 15, "right"),
)
LEGEND = (
    "Pendaftaran: terdaftar, akan berakhir (90 hari atau kurang), kedaluwarsa, masa berlaku tidak diketahui, dalam "
    "proses. Akreditasi per layanan: A, B, C, TTA (tidak terakreditasi), belum, mengajukan. Aktif: ada peristiwa dalam "
    "12 bulan terakhir. L/P: jumlah penerima pelayanan laki-laki/perempuan; di bawah 5 ditulis <5. Alamat yang "
    "dirahasiakan tidak dicetak."
)
LEGEND_HEADS = ("Pendaftaran:", "Akreditasi", "Aktif:", "L/P:")
NAMED = "Daftar Lembaga Kesejahteraan Sosial (LKS)"
OTHERS, NOT_COUNTED = "Layanan belum diketahui", "Tidak dihitung sebagai LKS masyarakat"
ACCENTS = ("", "strong", "", "", "", "", "", "", "")


def daftar_lks(case: ListCase, check_url: str) -> Report:
    mark: Mark = "PRATINJAU" if case.issue.mark else ""
    section = Section(
        tuple(_body(case)), "F4", landscape=True, numbering="of", foot=LEGEND, foot_bold=LEGEND_HEADS, foot_first=True,
        compact=True,
    )  # fmt: skip
    return Report(
        Kind.DAFTAR_LKS, "Daftar LKS", (section,), stamp(case.issue.at), mark=mark, mark_note=PREVIEW if mark else "",
        code=case.issue.code, check_url=check_url, data=lks_data(case, (*case.own, *case.government)),
    )  # fmt: skip


def subject(case: ListCase) -> str:
    return f"Daftar LKS {case.region.full}, keadaan pada {long_date(case.position.isoformat())}"


def _body(case: ListCase) -> list[Block]:
    told = f"{counted(len(case.own))} LKS milik masyarakat. Daftar ini tidak memuat nama pengurus, nomor telepon, dan "
    return [
        Title(own_words.title(case, NAMED, _place(case)), basis(case)),
        Figures(figures(case)),
        _table(case) if case.own or case.government else Paragraph("Belum ada LKS yang tercatat."),
        *own_words.paragraph(case),
        Paragraph(f"{told}data penerima pelayanan perorangan.", "closing"),
        SignatureBlock((office.signer_of(case.paper, office.place_date(case.paper, case.today)),)),
    ]


def _place(case: ListCase) -> str:
    return case.region.full if case.region.code != PROVINCE else "di Aceh"


def proposes(case: ListCase) -> dict[str, str]:
    """It rests on what was counted, and has no legal basis."""
    return {"title": f"{NAMED} {_place(case)}", "free": ""}


def basis(case: ListCase) -> str:
    body = office.name_of(case.paper, office.region_of(case.paper))
    return f"{body}. Keadaan pada {long_date(case.position.isoformat())}; disusun menurut layanan, kemudian nama"


def figures(case: ListCase) -> tuple[tuple[str, str], ...]:
    """Of the community's own alone."""
    day = case.position
    by = Counter(states.registration_state(one, day) for one in case.own)
    ending, unclear = by[states.ENDING], by[states.UNKNOWN_END]
    going, never = by[IN_PROCESS], by[states.NOT_REGISTERED]
    active = sum(states.activity_state(one, day) == states.ACTIVE for one in case.own)
    graded = sum(bool(states.best_grade(one, day)) for one in case.own)
    registered = f"terdaftar; {ending} di antaranya akan berakhir" if ending else "terdaftar"
    return (
        (grouped(len(case.own)), "LKS milik masyarakat tercatat"),
        (grouped(by[states.REGISTERED] + ending), registered),
        (grouped(by[states.EXPIRED] + by[REVOKED]), "kedaluwarsa atau dicabut"),
        (
            grouped(unclear + going + never),
            f"masa berlaku tidak diketahui ({unclear}), dalam proses ({going}), atau belum terdaftar ({never})",
        ),
        (grouped(active), "aktif dalam 12 bulan terakhir"),
        (grouped(graded), "mempunyai layanan terakreditasi"),
    )


def _table(case: ListCase) -> Table:
    rows: list[Row] = []
    number = 0
    for group in (*GROUPS, OTHERS):
        own = [one for one in case.own if group_of(one) == group]
        rows += [Row((lks_words.capital(group), f"{len(own)} LKS"), "group")] if own else []
        for one in _in_order(own):
            number += 1
            rows.append(_row(case, one, str(number)))
    if case.government:
        rows.append(Row((NOT_COUNTED, f"{len(case.government)} lembaga"), "group"))
        rows += [_row(case, one, NONE) for one in _in_order(case.government)]
    return Table(COLUMNS, tuple(rows), f"{subject(case)}, menurut layanan", "small")


def group_of(lks: Mapping[str, Any]) -> str:
    """That of its first service whose group is known."""
    return next((SERVICES[one["kind"]] for one in lks["services"] if one["kind"] in SERVICES), OTHERS)


def _in_order(found: Any) -> list[Mapping[str, Any]]:
    return sorted(found, key=lambda one: (one["region"], one["name"].casefold(), one["id"]))


def _row(case: ListCase, lks: Mapping[str, Any], number: str) -> Row:
    day = case.position
    government = number == NONE
    state, until = lks_words.registration(lks, day)
    where = lks_words.place(lks)
    if case.region.code == PROVINCE:
        where = f"{regions()[lks['region']].short}\n{where}"
    cells = (
        number, lks["name"], where, lks_words.capital(lks_words.owner(lks) if government else lks_words.legal(lks)),
        NONE if government else lks_words.paper(lks, day), NONE if government else f"{state}\n{until}".strip(),
        lks_words.services(lks, day), lks_words.activity(lks, day), lks_words.beneficiaries(lks, day),
    )  # fmt: skip
    warned = "headed" if state.isupper() and until else ""
    return Row(cells, accents=(*ACCENTS[:5], warned, *ACCENTS[6:]))


COMPOSER = Composer(gather_list, daftar_lks, subject, proposes=proposes)
