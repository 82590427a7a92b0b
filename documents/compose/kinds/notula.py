"""Notula of a rakor: who met where and when, what was said at each item of the agenda, what came of it, and who got
which of it, as far as it was recorded; behind it the Daftar Hadir.

What nobody recorded is left out, never dotted; only a preview has dotted lines, by which it is told as blank.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from documents.compose.composer import Composer
from documents.compose.parts import attendees, course, meeting, office, own_words, shares
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
from documents.report.language import DOTS, NONE, clauses, counted, flat, sentence
from workflow.clock import stamp
from workflow.kinds import Kind

INSET = ("Ketua", "Sekretaris", "Pencatat")
_HANDED = "Pembagian."
_ANYWHERE = re.compile(r"(?<!seluruh)(?<!semua)(?<!setiap)(?<!tiap)\s+(?:kabupaten|kab\.?)\s?/\s?kota\b", re.IGNORECASE)
_COLUMNS = (
    Column("No.", 10, "center"),
    Column("Hasil Rapat", 74),
    Column("Penanggung Jawab", 38),
    Column("Batas Waktu", 35),
)


def notula(case: RakorCase, check_url: str) -> Report:
    """A preview has neither code nor check address."""
    mark: Mark = "PRATINJAU" if case.issue.mark == "PRATINJAU" else ""
    blocks: list[Block] = [
        office.letterhead(case.dinsos),
        Title(("NOTULA",), spaced=True),
        Meta((*_head(case), *own_words.basis_row(case)), "wide", inset=INSET),
        Rule(),
        Heading(1, "", "Kegiatan Rapat"),
        *(course.blocks(case, lambda: _agreed(case)) if course.told(case) else _account(case)),
        *own_words.paragraph(case, 1),
        Paragraph(closing(case), "closing", 1),
        SignatureBlock(_signers(case), level=1),
    ]
    section = Section(tuple(blocks), "F4", foot=f"Notula rapat {meeting.dates(case)}")
    return Report(
        Kind.NOTULA, "Notula", (section, *attendees.annex(case)), stamp(case.issue.at), mark=mark,
        mark_note=PREVIEW if mark else "", code=case.issue.code, check_url=check_url, data=rakor_data(case),
    )  # fmt: skip


def closing(case: RakorCase) -> str:
    """Long enough for two lines: a signature never stands alone on its page."""
    return f"Demikian notula {meeting.name(case)} tanggal {meeting.dates(case)} ini dibuat sebagai catatan rapat."


def subject(case: RakorCase) -> str:
    return f"Notula {meeting.name(case)}, {meeting.dates(case)}"


def _head(case: RakorCase) -> list[tuple[str, tuple[str, ...]]]:
    """What nobody recorded is dotted in a preview, where it is told as blank, and left out of what is issued."""
    rakor = case.rakor
    blank = (DOTS,) if case.issue.mark else ()
    rows: list[tuple[str, tuple[str, ...]]] = [
        ("Rapat", (flat(own_words.said(case, "title", meeting.name(case))),)),
        ("Hari/Tanggal", (meeting.days(case),)),
        ("Waktu", course.hours(case) or blank),
        ("Tempat", (course.place(case),)),
        ("Ruang", course.rooms(case)),
        ("Surat Undangan", _or(meeting.letter(case), blank)),
        ("Acara", clauses(rakor["agenda"]) or blank),
        ("Pimpinan Rapat", ()),
        ("Ketua", _or(rakor["chair"], blank)),
        ("Sekretaris", _or(rakor.get("secretary", ""), blank)),
        ("Pencatat", _or(rakor["note_taker"], blank)),
        *_people(case, blank),
    ]
    return [(label, values) for label, values in rows if any(values) or label == "Pimpinan Rapat"]


def _or(text: str, blank: tuple[str, ...]) -> tuple[str, ...]:
    return (flat(text),) if text else blank


def _people(case: RakorCase, blank: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    by_place = clauses(attendees.present(case))
    if not by_place:
        return [("Peserta", _or(attendees.count(case), blank))]
    return [
        ("Jumlah Peserta", (f"{attendees.count(case)}, sebagaimana daftar hadir terlampir",)),
        ("Peserta", by_place),
        ("Tidak Hadir", clauses(attendees.absent(case))),
    ]


def _account(case: RakorCase) -> list[Block]:
    """Where nobody recorded what was said: that it was held, what came of it, and who got which of it."""
    lead = flat(case.rakor["chair"])
    told = [
        sentence(f"{meeting.name(case)} {meeting.held(case)}"),
        sentence(f"Rapat dipimpin oleh {lead}") if lead and not _is_person(lead) else "",
        sentence(meeting.purpose(case)),
    ]
    held = Paragraph(" ".join(text for text in told if text), level=1)
    return [Heading(1, "1.", "Pelaksanaan"), held, *_results(case), *_shared(case)]


def _results(case: RakorCase) -> list[Block]:
    head = Heading(1, "2.", "Hasil Rapat")
    if not case.outcomes:
        return [head, Paragraph("Butir hasil rapat belum dicatat.", level=1)]
    names = shares.commissions(case)
    told = f"Rapat menghasilkan {counted(len(case.outcomes))} butir{f' dalam {names}' if names else ''}:"
    return [head, Paragraph(told, "lead-in", 1), _table(case)]


def _agreed(case: RakorCase) -> list[Block]:
    """The results under the item at which they were agreed on."""
    if not case.outcomes:
        return [Paragraph("Butir hasil rapat belum dicatat.", level=1)]
    told = sentence("; ".join(shares.shared(case)))
    told = told[:1].upper() + told[1:]
    handed = [Paragraph(f"{_HANDED} {told}", level=1, bold=(_HANDED,))] if told else []
    return [Paragraph("Rapat menyepakati hasil sebagai berikut:", "lead-in", 1), _table(case), *handed]


def _table(case: RakorCase) -> Table:
    rows = shares.by_commission(case, lambda o: (str(o["no"]), o["text"], _whose(case, o), shares.deadline(o)))
    return Table(_COLUMNS, rows, f"Hasil {meeting.name(case)} dan pembagiannya", level=1, parted=True)


def _whose(case: RakorCase, outcome: Mapping[str, Any]) -> str:
    """Who is to do it, as far as that was suggested, and where."""
    who, where = flat(outcome["suggested"].get("responsible", "")), shares.given_to(case, outcome)
    named = where not in (shares.NOT_YET, NONE)
    return "\n".join(filter(None, (_ANYWHERE.sub("", who) if named else who, where)))


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
    lines = (f"{part},", f"{told.upper()},") if told and not _is_person(told) else (f"{part},",)
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
