"""Laporan Hasil Rakor A-E on the paper of Dinas Sosial Aceh; who got which outcome is its annex."""

from __future__ import annotations

from documents.compose.composer import Composer
from documents.compose.parts import attendees, course, meeting, office, own_words, shares
from documents.compose.parts.paper import ANNEX_MARGINS, PREVIEW, listed
from documents.compose.parts.rakor_data import rakor_data
from documents.compose.rakor_case import RakorCase, gather_rakor
from documents.report.blocks import (
    AnnexHead,
    Block,
    Column,
    Heading,
    Mark,
    Meta,
    NumberedList,
    Paragraph,
    Report,
    Section,
    SignatureBlock,
    Table,
    Title,
)
from documents.report.language import DOTS, NONE, clauses, counted, enumerated, flat, long_date, sentence
from workflow.clock import stamp
from workflow.kinds import Kind
from workflow.rakor.fields import DIMENSIONS
from workflow.tasks import tallies

CLOSING = "Demikian laporan ini disampaikan sebagai bahan pertimbangan dan arahan lebih lanjut."
_RESULTS = (
    Column("No.", 10, "center"),
    Column("Hasil rapat", 81),
    Column("Bentuk dukungan", 32),
    Column("Batas waktu", 29),
)
_SHARES = (
    Column("No.", 8, "center"),
    Column("Hasil Rakor", 61),
    Column("Tindak Lanjut", 47),
    Column("Indikator/ Output", 38),
    Column("Penanggung Jawab", 33),
    Column("Ditujukan Kepada", 40),
    Column("Batas Waktu", 25),
)


def hasil(case: RakorCase, check_url: str) -> Report:
    """A preview has neither code nor check address."""
    mark: Mark = "PRATINJAU" if case.issue.mark == "PRATINJAU" else ""
    foot = f"Laporan Nomor {case.issue.number}" if case.issue.number else "Laporan"
    sections = (Section(tuple(_body(case)), foot=foot), *_annex(case, foot))
    return Report(
        Kind.HASIL, "Laporan hasil rakor", sections, stamp(case.issue.at), mark=mark, mark_note=PREVIEW if mark else "",
        code=case.issue.code, check_url=check_url, data=rakor_data(case),
    )  # fmt: skip


def subject(case: RakorCase) -> str:
    return f"Laporan Hasil {meeting.name(case)}, {meeting.dates(case)}"


def number(case: RakorCase) -> str:
    return case.issue.number or case.issue.slot or DOTS


def _body(case: RakorCase) -> list[Block]:
    lines = ("LAPORAN", "TENTANG", *own_words.title(case, *_named(case)))
    return [
        office.letterhead(case.dinsos),
        Title(lines, f"NOMOR {number(case)}"),
        *_introduction(case),
        *_meeting(case),
        *_results(case),
        *_conclusions(case),
        Heading(1, "E.", "PENUTUP"),
        *own_words.paragraph(case, 1),
        Paragraph(CLOSING, "closing", 1),
        SignatureBlock((office.dinsos_signer(case, office.place_date(case.dinsos, case.today)),)),
    ]


def _named(case: RakorCase) -> tuple[str, str]:
    return f"Hasil {meeting.name(case)}", f"tanggal {meeting.dates(case)}"


def proposes(case: RakorCase) -> dict[str, str]:
    return own_words.proposals(case, *_named(case))


def _introduction(case: RakorCase) -> list[Block]:
    told = [sentence(f"{meeting.name(case)} {meeting.held(case)}"), sentence(meeting.purpose(case))]
    aim = (
        f"Laporan ini dimaksudkan untuk menyampaikan hasil rapat kepada {case.issue.addressee or _addressee(case)}, "
        "dengan tujuan memperoleh arahan atas tindak lanjutnya di kabupaten/kota."
    )
    scope = (
        f"Laporan memuat pelaksanaan rapat, {counted(len(case.outcomes))} butir hasil rapat, simpulan dan saran, serta "
        "matriks pembagian butir hasil kepada kabupaten/kota."
    )
    found = [*own_words.rules(case), *filter(None, [meeting.letter(case)])]
    basis: list[Block] = [Heading(2, "4.", "Dasar"), *listed(found)] if found else []
    return [
        Heading(1, "A.", "PENDAHULUAN"),
        Heading(2, "1.", "Umum"),
        Paragraph(" ".join(text for text in told if text), level=2),
        Heading(2, "2.", "Maksud dan Tujuan"),
        Paragraph(aim, level=2),
        Heading(2, "3.", "Ruang Lingkup"),
        Paragraph(scope, level=2),
        *basis,
    ]


def _addressee(case: RakorCase) -> str:
    return str(case.dinsos["addressee"])


def _meeting(case: RakorCase) -> list[Block]:
    rows = (
        ("Hari/tanggal", (meeting.days(case),)),
        ("Waktu", course.hours(case)),
        ("Tempat", (course.place(case),)),
        ("Ruang", course.rooms(case)),
        ("Penyelenggara", (case.rakor["organiser"],)),
        ("Pimpinan rapat", (flat(case.rakor["chair"]),)),
        ("Sekretaris", (flat(case.rakor.get("secretary", "")),)),
        ("Pencatat", (flat(case.rakor["note_taker"]),)),
        ("Peserta", (meeting.participants(case),)),
        ("Hadir", clauses(attendees.present(case))),
    )
    known = tuple((label, values) for label, values in rows if any(values))
    blocks: list[Block] = [
        Heading(1, "B.", "KEGIATAN YANG DILAKSANAKAN"),
        Paragraph(f"{meeting.name(case)} dilaksanakan dengan keterangan sebagai berikut:", "lead-in", 1),
        Meta(known, "wide", level=1),
    ]
    if case.rakor["agenda"]:
        blocks += [Paragraph("Acara rapat:", "lead-in", 1), NumberedList(clauses(case.rakor["agenda"]), "a.", 1)]
    return blocks


def _results(case: RakorCase) -> list[Block]:
    head = Heading(1, "C.", "HASIL YANG DICAPAI")
    if not case.outcomes:
        return [head, Paragraph("Butir hasil rapat belum dicatat.", level=1)]
    names = shares.commissions(case)
    within = f" Pembahasan dilakukan dalam {names}." if names else ""
    caption = f"Tabel 1. Hasil {meeting.name(case)}"
    rows = shares.by_commission(
        case, lambda o: (str(o["no"]), o["text"], DIMENSIONS.get(o["dimension"], NONE), shares.deadline(o))
    )
    return [
        head,
        Paragraph(
            f"Rapat menghasilkan {counted(len(case.outcomes))} butir, yang disajikan dalam Tabel 1.{within}", level=1
        ),
        Paragraph(caption, "caption", 1),
        Table(_RESULTS, rows, caption, level=1, parted=True),
        Paragraph("Pembagian butir tersebut kepada kabupaten/kota disajikan dalam Lampiran.", level=1),
    ]


def _conclusions(case: RakorCase) -> list[Block]:
    return [
        Heading(1, "D.", "SIMPULAN DAN SARAN"),
        Heading(2, "1.", "Simpulan"),
        *_points(_conclusion(case)),
        Heading(2, "2.", "Saran"),
        *_points(_advice(case)),
    ]


def _points(items: list[str]) -> list[Block]:
    whole = [sentence(text[:1].upper() + text[1:]) for text in items]
    return [Paragraph(whole[0], level=2)] if len(whole) == 1 else [NumberedList(tuple(whole), "a.", 2)]


def _open(case: RakorCase) -> list[str]:
    """Numbers of the outcomes to be done that have no deadline."""
    return [str(outcome["no"]) for outcome in case.outcomes if outcome["is_task"] and not outcome["deadline"]]


def _conclusion(case: RakorCase) -> list[str]:
    unset = _open(case)
    until = f"; {counted(len(unset))} butir belum mempunyai batas waktu" if unset else ""
    found = [f"Rapat menghasilkan {counted(len(case.outcomes))} butir{until}", *shares.shared(case)]
    if not case.tasks:
        return found
    count = tallies.tally(case.tasks, case.today)
    stages = (
        (count.implemented, "telah dilaksanakan"), (count.reported, "telah dilaporkan kepada pimpinan daerah"),
        (count.draft, "masih berupa rencana"),
    )  # fmt: skip
    told = [f"{counted(number)} tindak lanjut {words}" for number, words in stages if number]
    late = f"; {counted(count.late)} tindak lanjut melewati batas waktu" if count.late else ""
    return [*found, f"Sampai dengan {long_date(case.today)}, {enumerated(told)}{late}"] if told else found


def _advice(case: RakorCase) -> list[str]:
    found = [
        "Kabupaten/kota melaksanakan tindak lanjut sesuai dengan batas waktu dalam Lampiran dan melaporkan kemajuannya "
        "kepada Dinas Sosial Aceh"
    ]
    if unset := _open(case):
        found.append(f"Batas waktu butir {enumerated(unset)} ditetapkan bersama kabupaten/kota")
    waiting = [o for o in case.outcomes if o["is_task"] and not case.tasks_of(o["uid"])]
    if waiting:
        found.append(f"{shares.numbers(waiting)} dibagikan kepada kabupaten/kota yang dituju")
    return found


def _annex(case: RakorCase, foot: str) -> tuple[Section, ...]:
    if not case.outcomes:
        return ()
    reference = (
        ("LAPORAN", f"Hasil {meeting.name(case)}"),
        ("NOMOR", number(case)),
        ("TANGGAL", long_date(case.today)),
    )
    head = AnnexHead("LAMPIRAN", reference, "MATRIKS PEMBAGIAN BUTIR HASIL KEPADA KABUPATEN/KOTA")
    rows = shares.by_commission(case, lambda outcome: _share(case, outcome))
    table = Table(
        _SHARES, rows, f"Pembagian butir hasil {meeting.name(case)} kepada kabupaten/kota", "small", parted=True
    )
    return (Section((head, table), landscape=True, margins=ANNEX_MARGINS, foot=foot),)


def _share(case: RakorCase, outcome: shares.Outcome) -> tuple[str, ...]:
    plan = outcome["suggested"]
    parts = (plan.get(name, "") or NONE for name in ("action", "indicator", "responsible"))
    return (str(outcome["no"]), outcome["text"], *parts, shares.given_to(case, outcome), shares.deadline(outcome))


COMPOSER = Composer(gather_rakor, hasil, subject, proposes=proposes)
