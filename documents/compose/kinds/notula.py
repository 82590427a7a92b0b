"""Notula of a rakor: who met where and when, what came of it, and who got which of it, as far as it was recorded.

What nobody recorded (the hours, who led and who took notes) is a dotted line to be filled by hand, or left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from documents.compose.composer import Composer
from documents.compose.parts import meeting, office, own_words, shares
from documents.compose.parts.paper import PREVIEW
from documents.compose.parts.rakor_data import rakor_data
from documents.compose.rakor_case import RakorCase, gather_rakor
from documents.report.blocks import (
    Block,
    Column,
    Heading,
    Mark,
    Meta,
    Paragraph,
    Report,
    Rule,
    Section,
    SignatureBlock,
    Signer,
    Table,
    Title,
)
from documents.report.language import DOTS, as_title, clauses, counted, enumerated, flat, sentence
from workflow.clock import stamp
from workflow.kinds import Kind
from workflow.regions import regions

HOURS = f"Pukul {DOTS} s.d. {DOTS} WIB"
_COLUMNS = (
    Column("No.", 10, "center"),
    Column("Hasil rapat", 71),
    Column("Ditujukan kepada", 40),
    Column("Batas waktu", 36),
)


def notula(case: RakorCase, check_url: str) -> Report:
    """A preview has neither code nor check address."""
    mark: Mark = "PRATINJAU" if case.issue.mark == "PRATINJAU" else ""
    blocks: list[Block] = [
        office.letterhead(case.dinsos),
        Title(("NOTULA",), spaced=True),
        Meta((*_head(case), *own_words.basis_row(case)), "wide", inset=("Ketua", "Pencatat"), numbered=True),
        Rule(),
        Heading(1, "", "Kegiatan Rapat"),
        *_course(case),
        *_results(case),
        *_shared(case),
        *own_words.paragraph(case, 1),
        Paragraph(closing(case), "closing", 1),
        SignatureBlock(_signers(case)),
    ]
    section = Section(tuple(blocks), "F4", foot=f"Notula rapat {meeting.dates(case)}")
    return Report(
        Kind.NOTULA, "Notula", (section,), stamp(case.issue.at), mark=mark, mark_note=PREVIEW if mark else "",
        code=case.issue.code, check_url=check_url, data=rakor_data(case),
    )  # fmt: skip


def closing(case: RakorCase) -> str:
    """Long enough for two lines: a signature never stands alone on its page."""
    return f"Demikian notula {meeting.name(case)} tanggal {meeting.dates(case)} ini dibuat sebagai catatan rapat."


def subject(case: RakorCase) -> str:
    return f"Notula {meeting.name(case)}, {meeting.dates(case)}"


def _head(case: RakorCase) -> list[tuple[str, tuple[str, ...]]]:
    rakor = case.rakor
    rows: list[tuple[str, tuple[str, ...]]] = [
        ("Rapat", (flat(own_words.said(case, "title", meeting.name(case))),)),
        ("Hari/Tanggal", (meeting.days(case),)),
        ("Surat Undangan", (meeting.letter(case),)),
        ("Waktu", (HOURS,)),
        ("Tempat", (meeting.place(case),)),
        ("Acara", clauses(rakor["agenda"])),
        ("Pimpinan Rapat", ()),
        ("Ketua", (flat(rakor["chair"]) or DOTS,)),
        ("Pencatat", (flat(rakor["note_taker"]) or DOTS,)),
        ("Jumlah Peserta", (flat(rakor["participants_text"]),)),
        ("Peserta", clauses(present(case)) or (DOTS,)),
    ]
    if rakor["participants_text"] and not present(case):
        rows = [*rows[:-2], ("Peserta", (flat(rakor["participants_text"]),))]
    return [(label, values) for label, values in rows if any(values) or label == "Pimpinan Rapat"]


def present(case: RakorCase) -> list[str]:
    """Who was there, by office and never by name: one line for each kabupaten/kota or institution."""
    found: dict[str, list[str]] = {}
    for person in case.rakor["participants"]:
        if person["attended"]:
            found.setdefault(_from(person), []).append(as_title(flat(person["position"])))
    known = [region.full for region in regions().values() if region.full in found]
    order = [*known, *(place for place in found if place and place not in known), *([""] if "" in found else [])]
    return [line for place in order for line in _lines(place, found[place])]


def _from(person: Mapping[str, Any]) -> str:
    """An institution that was picked from the register is named, with its kabupaten/kota."""
    if person.get("lks"):
        return f"{flat(person['institution'])}, {regions()[person['region']].full}"
    return regions()[person["region"]].full if person["region"] else flat(person["institution"])


def _lines(place: str, positions: list[str]) -> list[str]:
    known = list(dict.fromkeys(position for position in positions if position))
    if not place:
        return known
    missing = positions.count("")
    told = enumerated([*known, *([f"{counted(missing)} orang"] if missing else [])])
    return [f"{place}: {told}"]


def _course(case: RakorCase) -> list[Block]:
    lead = flat(case.rakor["chair"])
    told = [
        sentence(f"{meeting.name(case)} {meeting.held(case)}"),
        sentence(f"Rapat dipimpin oleh {lead}") if lead else "",
        sentence(meeting.purpose(case)),
    ]
    return [Heading(1, "1.", "Pelaksanaan"), Paragraph(" ".join(text for text in told if text), level=1)]


def _results(case: RakorCase) -> list[Block]:
    head = Heading(1, "2.", "Hasil Rapat")
    if not case.outcomes:
        return [head, Paragraph("Butir hasil rapat belum dicatat.", level=1)]
    names = shares.commissions(case)
    told = f"Rapat menghasilkan {counted(len(case.outcomes))} butir{f' dalam {names}' if names else ''}:"
    return [head, Paragraph(told, "lead-in", 1), _table(case)]


def _table(case: RakorCase) -> Table:
    rows = shares.by_commission(case, lambda o: (str(o["no"]), o["text"], shares.given_to(case, o), shares.deadline(o)))
    return Table(_COLUMNS, rows, f"Hasil {meeting.name(case)} dan pembagiannya", level=1, parted=True)


def _shared(case: RakorCase) -> list[Block]:
    told = shares.shared(case)
    if not told:
        return []
    text = sentence("; ".join(told))
    return [Heading(1, "3.", "Pembagian Tindak Lanjut"), Paragraph(text[:1].upper() + text[1:], level=1)]


def _signers(case: RakorCase) -> tuple[Signer, Signer]:
    return (
        _signer("PENCATAT", case.rakor["note_taker"], rank=False),
        _signer("PIMPINAN RAPAT", case.rakor["chair"], rank=True),
    )


def _signer(part: str, who: str, *, rank: bool) -> Signer:
    """An office stands under the part it had; a person's name, known by its titles, under the space to sign."""
    told = flat(who).rstrip(",")
    lines = (part, f"{told.upper()},") if told and not _is_person(told) else (f"{part},",)
    return Signer(lines, name=told if _is_person(told) else "", rank_line=rank, nip_line=True)


def _is_person(text: str) -> bool:
    return bool(re.search(r"[.,]", text))


def signing_position(case: RakorCase) -> str:
    """For the register and the check page, which name nobody."""
    lead = flat(case.rakor["chair"]).rstrip(",")
    return f"Pimpinan Rapat, {lead}" if lead and not _is_person(lead) else "Pimpinan Rapat"


def proposes(case: RakorCase) -> dict[str, str]:
    """A notula is titled by its kind; what it is about stands in its first row."""
    return own_words.proposals(case, meeting.name(case))


COMPOSER = Composer(gather_rakor, notula, subject, signing_position, proposes=proposes)
