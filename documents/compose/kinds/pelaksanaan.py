"""Laporan Pelaksanaan Tindak Lanjut A-F on the paper of the LKKS, with its photos and its list of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.compose.composer import Composer
from documents.compose.parts import held_days, lks_list, meeting, office, own_words
from documents.compose.parts.annexes import annexes, evidence_range
from documents.compose.parts.meeting import topic
from documents.compose.parts.paper import PREVIEW, listed
from documents.compose.parts.task_data import done_data
from documents.compose.task_case import Case, gather
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
    SignatureBlock,
    Table,
    Title,
)
from documents.report.language import (
    NONE,
    clauses,
    counted,
    date_range,
    flat,
    long_date,
    mid_sentence,
    percent,
    quoted,
    sentence,
)
from documents.report.phrases import item_marker
from workflow.clock import day, stamp
from workflow.kinds import Kind
from workflow.machine.carried import notes
from workflow.offices import number_patterns
from workflow.papers.issuing import report_number
from workflow.tasks import per_lks
from workflow.tasks.named_lks import LABEL

DAYS = f"{held_days.TOLD}, dihitung menurut hari kalender sejak tugas dibagikan sampai dengan tanggal laporan ini:"
NOT_COUNTED = "hari pada Dinas Sosial Aceh dan provinsi tidak dihitung"


def pelaksanaan(case: Case, check_url: str) -> Report:
    mark: Mark = "PRATINJAU" if case.issue.mark == "PRATINJAU" else ""
    foot = f"Laporan Pelaksanaan Tindak Lanjut {office.lkks_name(case)}"
    about = f"Pelaksanaan Tindak Lanjut tentang {_title(case)}"
    sections = (Section(tuple(_body(case)), foot=foot), *annexes(case, about, _number(case), foot))
    return Report(
        Kind.PELAKSANAAN, "Laporan pelaksanaan", sections, stamp(case.issue.at),
        mark=mark, mark_note=PREVIEW if mark else "", code=case.issue.code, check_url=check_url, data=done_data(case),
    )  # fmt: skip


def subject(case: Case) -> str:
    return f"Laporan pelaksanaan tindak lanjut tentang {_title(case)}"


def _number(case: Case) -> str:
    """The number, or the pattern of the LKKS with dots where its register has to give the number."""
    return case.issue.number or case.issue.slot or number_patterns.blank(case.lkks, day(case.issue.at))


def _body(case: Case) -> list[Block]:
    lines = ("LAPORAN PELAKSANAAN TINDAK LANJUT", "TENTANG", *own_words.title(case, *_named(case)))
    return [
        office.letterhead(case.lkks),
        Title(lines, f"NOMOR {_number(case)}"),
        *_introduction(case),
        *_work(case),
        *_results(case),
        *_obstacles(case),
        *_conclusions(case),
        Heading(1, "F.", "PENUTUP"),
        *own_words.paragraph(case, 1),
        Paragraph(
            f"Demikian laporan ini disampaikan. Atas perhatian dan arahan {case.lkks['form']} diucapkan terima kasih.",
            "closing",
            1,
        ),
        _signatures(case),
    ]


def _named(case: Case) -> tuple[str, str]:
    return topic(case), f"di {case.region.full}"


def _title(case: Case) -> str:
    """On one line: "Penyusunan rencana kerja di Kabupaten Bireuen"."""
    return flat(own_words.said(case, "title", " ".join(_named(case))))


def _introduction(case: Case) -> list[Block]:
    point, region = meeting.point(case), case.region.full
    general = (
        f"Hasil {meeting.name(case)} tanggal {meeting.dates(case)} {point} menyatakan: {quoted(case.outcome['text'])}"
    )
    aim = (
        "Laporan ini menyampaikan pelaksanaan dan hasil tindak lanjut butir tersebut, agar pimpinan daerah dan "
        "Dinas Sosial Aceh dapat menilai ketercapaiannya."
    )
    until = f" sampai dengan {long_date(_last_day(case))}" if _entries(case) else ""
    scope = f"Laporan memuat pelaksanaan, hasil, hambatan, dan bukti dukung tindak lanjut {point} di {region}{until}."
    return [
        Heading(1, "A.", "PENDAHULUAN"),
        Heading(2, "1.", "Umum"),
        Paragraph(sentence(general), level=2),
        Heading(2, "2.", "Maksud dan Tujuan"),
        Paragraph(aim, level=2),
        Heading(2, "3.", "Ruang Lingkup"),
        Paragraph(scope, level=2),
        Heading(2, "4.", "Dasar"),
        *listed(_basis(case)),
    ]


def _basis(case: Case) -> list[str]:
    """The legal basis, the outcome, the report to the leader, and every direction that was recorded."""
    found = [*own_words.rules(case), f"Hasil {meeting.name(case)}, {meeting.point(case)}"]
    reports = [d for d in case.documents if d["type"] == Kind.LAPORAN and d["status"] == "berlaku"]
    for report in reports[-1:]:
        own = report_number(report)
        number = f" Nomor {own}" if own else ""
        found.append(f"Laporan {office.dinsos_name(case)}{number} tanggal {long_date(report['date'])}")
    for said in sorted(case.task["directions"], key=lambda said: said["date"]):
        found.append(
            f"Arahan {flat(said['giver']) or 'pimpinan'} tanggal {long_date(said['date'])}: {quoted(said['text'])}"
        )
    return found


def _entries(case: Case) -> list[Mapping[str, Any]]:
    """Progress in the order of its days."""
    return sorted(notes(case.task), key=lambda entry: entry["date"])


def _last_day(case: Case) -> str:
    return str(_entries(case)[-1]["date"])


def _work(case: Case) -> list[Block]:
    entries, plan = _entries(case), case.task["plan"]
    places = dict.fromkeys(flat(entry["place"]) for entry in entries if entry["place"])
    texts = (
        ("Waktu", date_range(entries[0]["date"], entries[-1]["date"]) if entries else ""),
        ("Tempat", "; ".join(places)),
        ("Pelaksana", flat(plan["responsible"])),
        ("Pihak terkait", flat(plan["related"])),
    )
    rows = [(label, (text or NONE,)) for label, text in texts]
    named = [(LABEL, clauses(case.lks))] if case.lks else []
    blocks: list[Block] = [Heading(1, "B.", "PELAKSANAAN"), Meta((*rows, *named), "wide", level=1)]
    if entries:
        steps = clauses([_step(entry) for entry in entries])
        blocks += [Paragraph("Tahapan pelaksanaan:", "lead-in", 1), NumberedList(steps, "a.", 1)]
    return [*blocks, Paragraph(DAYS, "lead-in", 1), held_days.strip(case.task, case.today, case.region, level=1)]


def _step(entry: Mapping[str, Any]) -> str:
    """A list and not label and value: what was done may be told at length."""
    done = mid_sentence(entry["text"])
    return f"{long_date(entry['date'])}: {done} (kemajuan {percent(entry['percent'])})"


def _results(case: Case) -> list[Block]:
    plan = case.task["plan"]
    columns = (
        Column("No.", 10, "center"), Column("Indikator", 66), Column("Target", 38),
        Column("Capaian", 20, "right"), Column("Bukti", 18, "center"),
    )  # fmt: skip
    cells = (
        "1",
        plan["indicator"] or NONE,
        plan["target"] or NONE,
        "\n".join(filter(None, (percent(case.task["percent"]), per_lks.words(case.task)))),
        evidence_range(case),
    )
    caption = "Tabel 1. Hasil terhadap indikator"
    if case.evidence:
        where = "Lampiran II" if any(r["media"].startswith("image/") for r in case.evidence) else "Lampiran"
        caption += f" (nomor bukti merujuk ke {where})"
    return [
        Heading(1, "C.", "HASIL YANG DICAPAI"),
        Paragraph("Hasil dibandingkan dengan indikator disajikan dalam Tabel 1.", level=1),
        Paragraph(caption, "caption", 1),
        Table(columns, (Row(cells),), caption, level=1),
        *lks_list.told(case),
        *_last_result(case),
    ]


def _last_result(case: Case) -> list[Block]:
    """Which entry says what was reached: it stands among the steps, and is not told again."""
    entries = _entries(case)
    if not entries:
        return []
    text = f"Capaian tersebut menurut catatan tanggal {long_date(entries[-1]['date'])}"
    if len(entries) > 1:
        text += f", huruf {item_marker('a.', len(entries)).rstrip('.')} pada tahapan pelaksanaan"
    return [Paragraph(f"{text}.", level=1)]


def _obstacles(case: Case) -> list[Block]:
    met = [entry for entry in _entries(case) if entry["obstacle"] or entry["solution"]]
    head = Heading(1, "D.", "HAMBATAN DAN SOLUSI")
    if not met:
        return [head, Paragraph("Tidak ada hambatan yang dicatat selama pelaksanaan.", level=1)]
    columns = (Column("No.", 10, "center"), Column("Hambatan", 71), Column("Solusi", 71))
    rows = [
        Row((str(number), entry["obstacle"] or NONE, entry["solution"] or NONE)) for number, entry in enumerate(met, 1)
    ]
    return [head, Table(columns, tuple(rows), "Hambatan dan solusi", level=1)]


def _conclusions(case: Case) -> list[Block]:
    """Conclusion and advice. A next plan is recorded as a task of its own, so this report has no word on it."""
    return [
        Heading(1, "E.", "SIMPULAN DAN SARAN"),
        Heading(2, "1.", "Simpulan"),
        Paragraph(" ".join([_outcome(case), _punctuality(case)]).strip(), level=2),
        Heading(2, "2.", "Saran"),
        Paragraph("Pimpinan daerah berkenan memberikan arahan lebih lanjut atas hasil tindak lanjut ini.", level=2),
    ]


def _outcome(case: Case) -> str:
    told = f" ({lks_list.counted_words(case)})" if case.task.get("per_lks") else ""
    text = f"Tindak lanjut {meeting.point(case)} telah dikerjakan {percent(case.task['percent'])}{told}"
    if not case.task["implemented_on"]:
        return f"{text}."
    on = long_date(case.task["implemented_on"])
    return f"{text} dan dinyatakan dilaksanakan oleh Dinas Sosial Aceh pada tanggal {on}."


def _punctuality(case: Case) -> str:
    """The day of the claim that was accepted, against the deadline."""
    deadline, finished, late = case.task["deadline"], case.task.get("finished_on"), case.task.get("late_days", 0)
    if not deadline:
        return "Batas waktunya tidak ditetapkan."
    if not finished:  # it was done in another Tuntas
        return f"Batas waktunya {long_date(deadline)}."
    done = f"Pekerjaan selesai pada {long_date(finished)}"
    until = f"batas waktu {long_date(deadline)}"
    if finished <= deadline:
        return f"{done}, tidak melewati {until}.{_before(case)}"
    return f"{done}, {counted(late) if late else 'tanpa'} hari lewat {until} ({NOT_COUNTED}).{_before(case)}"


def _before(case: Case) -> str:
    """Days that were late against the deadline of before."""
    kept = case.task.get("late_kept", 0)
    return f" Terhadap batas waktu semula lewat {counted(kept)} hari." if kept else ""


def _signatures(case: Case) -> SignatureBlock:
    right = office.chair(case, office.place_date(case.lkks, case.today))
    if case.lkks["identity"] == "dinsos":  # the Dinas would witness itself
        return SignatureBlock((right,))
    return SignatureBlock((office.witness(case, "Mengetahui:"), right))


def proposes(case: Case) -> dict[str, str]:
    return own_words.proposals(case, *_named(case))


COMPOSER = Composer(gather, pelaksanaan, subject, proposes=proposes)
