"""The cover of a report: a nota dinas inside the regency's government, or a surat, as the office has chosen."""

from __future__ import annotations

from documents.case import Case
from documents.compose import meeting, office
from documents.language import DOTS, NONE, clauses, enumerated, flat, long_date, mid_sentence, quoted, sentence
from documents.report import (
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

NAMES = {"nota_dinas": "Nota dinas", "surat": "Surat"}
CLOSING = "Demikian disampaikan, atas perhatian dan arahan Bapak/Ibu diucapkan terima kasih."
_ENCLOSED = "1 (satu) berkas"


def cover(case: Case) -> Section:
    """The first section of the report, on its own paper."""
    blocks = _nota_dinas(case) if case.dinsos["cover"] == "nota_dinas" else _surat(case)
    name = "Nota Dinas" if case.dinsos["cover"] == "nota_dinas" else "Surat"
    foot = f"{name} Nomor {case.issue.number}" if case.issue.number else name
    return Section(tuple(blocks), paper=case.dinsos["cover_paper"], foot=foot)


def addressee(case: Case) -> str:
    return case.issue.addressee or str(case.dinsos["addressee"])


def subject(case: Case) -> str:
    return f"Laporan Hasil {meeting.name(case)} dan Permohonan Arahan"


def _nota_dinas(case: Case) -> list[Block]:
    head = (
        ("Yth.", (addressee(case),)),
        ("Dari", (office.sender(case),)),
        ("Tembusan", office.copies(case.dinsos) or (NONE,)),
        ("Tanggal", (long_date(case.today),)),
        ("Nomor", (case.issue.number or case.issue.slot or DOTS,)),
        ("Sifat", (case.dinsos["urgency"] or NONE,)),
        ("Lampiran", (_ENCLOSED,)),
        ("Hal", (subject(case),)),
    )
    return [
        office.letterhead(case.dinsos),
        Title(("NOTA DINAS",), spaced=True),
        Meta(head, bold_last=True),
        Rule(),
        Paragraph(
            f"{_following(case)}, dengan ini kami laporkan kepada Bapak/Ibu beberapa hal sebagai berikut:", "indent"
        ),
        *_points(case),
        Paragraph(CLOSING, "closing"),
        SignatureBlock((office.dinsos_signer(case),)),
    ]


def _surat(case: Case) -> list[Block]:
    head = (
        ("Nomor", (case.issue.number or case.issue.slot or DOTS,)),
        ("Sifat", (case.dinsos["urgency"] or NONE,)),
        ("Lampiran", (_ENCLOSED,)),
        ("Hal", (subject(case),)),
    )
    copies = office.copies(case.dinsos)
    return [
        office.letterhead(case.dinsos),
        Meta(head, "letter", date=office.place_date(case.dinsos, case.today)),
        Address((f"Yth. {addressee(case)}", "di", _seat(case))),
        Paragraph(f"{_following(case)}, bersama ini kami sampaikan kepada Bapak/Ibu:", "indent"),
        NumberedList(clauses(_enclosures(case))),
        Paragraph(
            f"Untuk kelancaran pelaksanaannya, kami mohon arahan Bapak/Ibu mengenai {' dan '.join(_asked(case))}.",
            "indent",
        ),
        Paragraph(CLOSING, "closing"),
        SignatureBlock((office.dinsos_signer(case),)),
        *([CopyList(clauses(copies))] if copies else []),
    ]


def _seat(case: Case) -> str:
    """Where the addressee is: the region's capital for an office of the region; of others we know nothing."""
    return case.region.capital if case.region.name in addressee(case) else "Tempat"


def _following(case: Case) -> str:
    letter = meeting.letter_inside(case)
    return f"Menindaklanjuti {f'{letter} serta ' if letter else ''}hasil {meeting.name(case)}"


def _points(case: Case) -> list[Block]:
    """1 the meeting, 2 its outcome, 3 the plan, 4 what is asked."""
    point = f"{meeting.point(case).capitalize()} hasil rapat, yang ditujukan kepada {case.region.full}"
    first = [
        sentence(f"{meeting.name(case)} {meeting.held(case)}{_attendance(case)}"),
        sentence(f"{point}: {quoted(case.outcome['text'])}"),
        _plan_point(case),
    ]
    asked, ask = _asked(case), "Sehubungan dengan hal tersebut, kami mohon arahan Bapak/Ibu mengenai"
    if len(asked) == 1:
        return [NumberedList((*first, f"{ask} {asked[0]}."))]
    return [NumberedList((*first, f"{ask}:")), NumberedList(clauses(asked), "a.", 1)]


def _attendance(case: Case) -> str:
    people = meeting.participants(case)
    return f", dan diikuti oleh {people}" if people else ""


def _plan_point(case: Case) -> str:
    """The plan's heart in one sentence; the rest stands in the matrix."""
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
    action, deadline = mid_sentence(case.task["plan"]["action"]), case.task["deadline"]
    until = f"dengan batas waktu {long_date(deadline)}" if deadline else "yang batas waktunya belum ditetapkan"
    held = f"yang diselenggarakan pada tanggal {meeting.dates(case)} di {case.rakor['venue']}"
    return [
        f"laporan hasil rapat tersebut, {held}, sebagaimana terlampir",
        f"rencana tindak lanjut {office.lkks_name(case)} atas {meeting.point(case)}, yaitu {action}, {until}",
    ]


def _asked(case: Case) -> list[str]:
    """What the leader is asked to decide."""
    asked, planned = case.outcome["deadline"], case.task["deadline"]
    if not planned:
        return ["pelaksanaan rencana tindak lanjut tersebut", "batas waktu pelaksanaannya, yang belum ditetapkan"]
    if not asked:
        proposal = f"batas waktu pelaksanaannya, yang kami usulkan paling lambat {long_date(planned)}"
        return ["pelaksanaan rencana tindak lanjut tersebut", proposal]
    return ["pelaksanaan rencana tindak lanjut tersebut"]
