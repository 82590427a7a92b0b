"""The cover of a report: a nota dinas inside the regency's government, or a surat, as the office has chosen."""

from __future__ import annotations

import re

from documents.compose.parts import counted_cover, meeting, office, own_words
from documents.compose.parts.plan_table import total
from documents.compose.task_case import Case
from documents.report.blocks import (
    Address,
    Block,
    CopyList,
    Meta,
    NumberedList,
    Paragraph,
    Rule,
    Section,
    SignatureBlock,
    Title,
)
from documents.report.language import (
    DOTS,
    NONE,
    clauses,
    counted,
    enumerated,
    flat,
    long_date,
    mid_sentence,
    quoted,
    sentence,
)

NAMES = {"nota_dinas": "Nota dinas", "surat": "Surat"}
NOWHERE = "Tempat"  # behind "di", for an addressee whose place nobody has recorded
_LKKS = re.compile(r"\bLKKS\b|koordinasi kesejahteraan sosial", re.IGNORECASE)


def cover(case: Case) -> Section:
    """The first section of the report, on its own paper."""
    blocks = _nota_dinas(case) if case.issuer["cover"] == "nota_dinas" else _surat(case)
    name = "Nota Dinas" if case.issuer["cover"] == "nota_dinas" else "Surat"
    foot = f"{name} Nomor {case.issue.number}" if case.issue.number else name
    return Section(tuple(blocks), paper=case.issuer["cover_paper"], foot=foot)


def addressee(case: Case) -> str:
    return case.issue.addressee or str(case.issuer["addressee"])


def own_number(case: Case) -> str:
    """The report's own number, or its place for one; "" where it shares that of its letter."""
    own = case.issue.params.get("own")
    return str(own["number"] or own["slot"] or DOTS) if own else ""


def known_number(case: Case) -> str:
    """By which number the report is called; "" for one that is written by hand."""
    own = case.issue.params.get("own")
    return str(own["number"]) if own else case.issue.number


def named(case: Case) -> str:
    """The letter, as the report tells of it: "Nota Dinas Nomor 400.9.12/0213/DINSOS/2026"."""
    name = "Nota Dinas" if case.issuer["cover"] == "nota_dinas" else "Surat"
    return f"{name} Nomor {case.issue.number or case.issue.slot or DOTS}"


def _enclosed_report(case: Case) -> str:
    return f"1 (satu) laporan, Nomor {own_number(case)}" if own_number(case) else "1 (satu) berkas"


def subject(case: Case) -> str:
    return flat(own_words.said(case, "hal", proposed_hal(case)))


def proposed_hal(case: Case) -> str:
    return f"Laporan Hasil {meeting.name(case)} dan Permohonan Arahan"


def _you(case: Case) -> str:
    """How the text speaks to its addressee: "Bapak/Ibu", "Bapak" or "Ibu"."""
    return str(case.issuer["form"])


def _closing(case: Case) -> str:
    return f"Demikian disampaikan, atas perhatian dan arahan {_you(case)} diucapkan terima kasih."


def _nota_dinas(case: Case) -> list[Block]:
    through = [("Melalui", (case.issuer["through"],))] if case.issuer["through"] else []
    head = (
        ("Yth.", (addressee(case),)),
        *through,
        ("Dari", (office.sender(case),)),
        ("Tembusan", _copies(case) or (NONE,)),
        ("Tanggal", (long_date(case.today),)),
        ("Nomor", (case.issue.number or case.issue.slot or DOTS,)),
        ("Sifat", (case.issuer["urgency"] or NONE,)),
        ("Lampiran", (_enclosed_report(case),)),
        ("Hal", (subject(case),)),
    )
    return [
        office.letterhead(case.issuer),
        Title(("NOTA DINAS",), spaced=True),
        Meta(head, bold_last=True),
        Rule(),
        *_reported(case),
        Paragraph(_closing(case), "closing"),
        SignatureBlock((office.reporter(case),)),
    ]


def _copies(case: Case) -> tuple[str, ...]:
    """A nota dinas stays within the government: an LKKS is none of it and gets a letter."""
    return tuple(line for line in office.copies(case.issuer) if not _LKKS.search(line))


def _reported(case: Case) -> list[Block]:
    """The opening and the numbered points; of many outcomes as few lines as can be, so that it stays on one page."""
    if counted_cover.is_counted(case):
        opening = f"{_following(case)}, kami laporkan hal-hal berikut:"
        return [Paragraph(opening, "indent"), *counted_cover.points(case, _you(case))]
    opening = f"{_following(case)}, dengan ini kami laporkan kepada {_you(case)} beberapa hal sebagai berikut:"
    return [Paragraph(opening, "indent"), *_points(case)]


def _surat(case: Case) -> list[Block]:
    head = (
        ("Nomor", (case.issue.number or case.issue.slot or DOTS,)),
        ("Sifat", (case.issuer["urgency"] or NONE,)),
        ("Lampiran", (_enclosed_report(case),)),
        ("Hal", (subject(case),)),
    )
    copies = office.copies(case.issuer)
    through = [f"melalui {case.issuer['through']}"] if case.issuer["through"] else []
    return [
        office.letterhead(case.issuer),
        Meta(head, "letter", date=office.place_date(case.issuer, case.today)),
        Address((f"Yth. {addressee(case)}", *through, "di", case.issuer["seat"] or NOWHERE)),
        *_opening(case),
        NumberedList(clauses(_enclosures(case))),
        Paragraph(
            f"Untuk kelancaran pelaksanaannya, kami mohon arahan {_you(case)} mengenai {enumerated(asked(case))}.",
            "indent",
        ),
        Paragraph(_closing(case), "closing"),
        SignatureBlock((office.reporter(case),)),
        *([CopyList(clauses(copies))] if copies else []),
    ]


def _opening(case: Case) -> list[Block]:
    """An LKKS says who it is and what it did before it sends; the Dinas passes on what the LKKS has written."""
    sending = f"bersama ini kami sampaikan kepada {_you(case)}:"
    if case.issuer["identity"] == "dinsos":
        return [Paragraph(f"{_following(case)}, {sending}", "indent")]
    done = f"{_following(case)}, {office.lkks_name(case)} telah menyusun rencana tindak lanjut."
    return [Paragraph(done, "indent"), Paragraph(f"Sehubungan dengan hal tersebut, {sending}", "indent")]


def _following(case: Case) -> str:
    letter = meeting.letter_inside(case)
    return f"Menindaklanjuti {f'{letter} serta ' if letter else ''}hasil {meeting.name(case)}"


def _points(case: Case) -> list[Block]:
    """1 the meeting, 2 its outcomes, 3 the plan, 4 what is asked; 2 and 4 may have points a, b, c of their own."""
    met = sentence(f"{meeting.name(case)} {meeting.held(case)}{_attendance(case)}")
    ask = f"Sehubungan dengan hal tersebut, kami mohon arahan {_you(case)} mengenai"
    points: list[tuple[str, list[str]]] = [(met, []), _outcomes(case), (_plan_point(case), []), (ask, asked(case))]
    blocks: list[Block] = []
    run: list[str] = []
    for number, (text, parts) in enumerate(points, 1):
        run.append(f"{text} {parts[0]}." if len(parts) == 1 else f"{text}:" if parts else text)
        if len(parts) > 1 or number == len(points):
            blocks.append(NumberedList(tuple(run), start=number - len(run) + 1))
            blocks += [NumberedList(clauses(parts), "a.", 1)] if len(parts) > 1 else []
            run = []
    return blocks


def _outcomes(case: Case) -> tuple[str, list[str]]:
    """One outcome in a sentence; several under a line that introduces them."""
    if not case.others:
        point = f"{meeting.point(case).capitalize()} hasil rapat, yang ditujukan kepada {case.region.owner}"
        return sentence(f"{point}: {quoted(case.outcome['text'])}"), []
    parts = [f"{meeting.point(one)}: {quoted(one.outcome['text'])}" for one in case.each]
    return f"Hasil pokok yang berkaitan dengan {case.region.owner}", parts


def _attendance(case: Case) -> str:
    people = meeting.participants(case)
    return f", dan diikuti oleh {people}" if people else ""


def _plan_point(case: Case) -> str:
    """The plan's heart in one sentence, of several plans their number and sum; the rest stands in the matrix."""
    if case.others:
        money = f" dengan jumlah anggaran yang dicantumkan {total(case)}" if total(case) else ""
        return (
            f"{office.lkks_name(case)} menyusun rencana tindak lanjut dalam {counted(len(case.each))} butir{money}, "
            "sebagaimana matriks pada laporan terlampir."
        )
    plan, deadline = case.task["plan"], case.task["deadline"]
    facts = [
        f"penanggung jawab {flat(plan['responsible'])}" if plan["responsible"] else "",
        f"batas waktu {long_date(deadline)}" if deadline else "batas waktu yang belum ditetapkan",
        f"anggaran {budget(case)}" if plan["budget"] else "",
    ]
    return (
        f"{office.lkks_name(case)} menyusun rencana tindak lanjut, yaitu {mid_sentence(plan['action'])}, dengan "
        f"{enumerated([fact for fact in facts if fact])}, sebagaimana matriks pada laporan terlampir."
    )


def budget(case: Case) -> str:
    """The budget inside a sentence: its lines parted by commas."""
    return ", ".join(flat(line).rstrip(".;,") for line in case.task["plan"]["budget"].split("\n") if line.strip())


def _enclosures(case: Case) -> list[str]:
    held = f"yang diselenggarakan pada tanggal {meeting.dates(case)} di {case.rakor['venue']}"
    report = f"laporan hasil rapat tersebut, {held}, sebagaimana terlampir"
    if counted_cover.is_counted(case):
        count = f"{counted(len(case.each))} butir, yaitu {counted_cover.numbers(case.each)}"
        return [report, f"rencana tindak lanjut {office.lkks_name(case)} atas {count}"]
    return [report, *(_enclosed(one) for one in case.each)]


def _enclosed(case: Case) -> str:
    action, deadline = mid_sentence(case.task["plan"]["action"]), case.task["deadline"]
    until = f"dengan batas waktu {long_date(deadline)}" if deadline else "yang batas waktunya belum ditetapkan"
    return f"rencana tindak lanjut {office.lkks_name(case)} atas {meeting.point(case)}, yaitu {action}, {until}"


def asked(case: Case) -> list[str]:
    """What the leader is asked to decide: the plan and, where the meeting set no deadline, when."""
    if counted_cover.is_counted(case):
        return counted_cover.asked(case)
    unset = [one for one in case.each if not one.task["deadline"]]
    proposed = [one for one in case.each if one.task["deadline"] and not one.outcome["deadline"]]
    return [
        "pelaksanaan rencana tindak lanjut tersebut",
        *(f"{_deadline(case, [one])}, yang kami usulkan paling lambat {_until(one)}" for one in proposed),
        *([f"{_deadline(case, unset)}, yang belum ditetapkan"] if unset else []),
    ]


def _deadline(case: Case, about: list[Case]) -> str:
    """ "batas waktu pelaksanaannya"; among several plans it is said of which outcomes."""
    return f"batas waktu pelaksanaan {meeting.numbered(about)}" if case.others else "batas waktu pelaksanaannya"


def _until(case: Case) -> str:
    return long_date(case.task["deadline"])
