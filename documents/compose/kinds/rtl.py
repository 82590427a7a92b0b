"""Rencana Tindak Lanjut: the plan as a landscape sheet to be examined; no letterhead, number or code as yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.compose.composer import Composer
from documents.compose.parts import meeting, office, own_words
from documents.compose.parts.plan_table import PARTS, SHEET_WIDTHS, matrix, shown, with_remarks
from documents.compose.parts.task_data import task_data
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
from documents.report.language import clauses, long_date, quoted, sentence, table_date
from workflow.clock import day, moment, stamp
from workflow.kinds import Kind
from workflow.machine.stages import Stage
from workflow.tasks.named_lks import plan_told

WORKING = "Draf kerja"
_DOTTED = "." * 40  # the date, for whoever examines the sheet


def rtl(case: Case, check_url: str) -> Report:
    """The sheet of a revision, or of the working draft when the issue has no revision."""
    before = _submitted_before(case)
    changed = _changed(case, before) if before else []
    blocks: list[Block] = [
        Title(own_words.title(case, _named(case))),
        Meta(meeting.identity(case), "two-column"),
        *with_remarks(matrix(case, SHEET_WIDTHS, changed)),
        *_footnote(before, changed),
        *_notes(case),
        *_changes(case, before, changed),
        *_basis(case),
        *own_words.paragraph(case),
        _signatures(case),
    ]
    section = Section(tuple(blocks), landscape=True, numbering="of", foot=_foot(case))
    mark = _mark(case)
    return Report(
        Kind.RTL, title(case), (section,), stamp(case.issue.at),
        mark=mark, mark_note=_mark_note(case) if mark else "", data=task_data(case),
    )  # fmt: skip


def _named(case: Case) -> str:
    return f"Rencana Tindak Lanjut (RTL) {case.region.body}"


def proposes(case: Case) -> dict[str, str]:
    return own_words.proposals(case, _named(case))


def _basis(case: Case) -> list[Block]:
    """The legal basis, where the chair has typed one."""
    found = own_words.rules(case)
    return [Heading(1, "", "Dasar hukum"), NumberedList(clauses(found))] if found else []


def _mark(case: Case) -> Mark:
    """A plan that was reported was approved: its sheet, made anew, is no draft any more."""
    if case.issue.mark == "PRATINJAU":
        return "PRATINJAU"
    return "DRAF" if _reported(case) is None else ""


def _reported(case: Case) -> str | None:
    """Since when the plan is approved, in words; None for one that is not."""
    task = case.task
    if Stage(task["stage"]) is Stage.DRAFT:
        return None
    steps = (("dilaporkan kepada pimpinan", task["reported_on"]), ("dinyatakan dilaksanakan", task["implemented_on"]))
    return "".join(f", {done} tanggal {long_date(on)}" for done, on in steps if on)


def _foot(case: Case) -> str:
    reported = _reported(case)
    purpose = "Lembar kerja untuk diperiksa" if reported is None else f"Keadaan tanggal {long_date(case.today)}"
    return (
        f"Rencana Tindak Lanjut {office.lkks_name(case)}, {_label(case).lower()}{reported or ''}. "
        f"{purpose}; tidak bernomor dan tidak untuk diedarkan."
    )


def subject(case: Case) -> str:
    return f"Rencana tindak lanjut {office.lkks_name(case)}: {meeting.topic(case)}"


def title(case: Case) -> str:
    """ "Rencana tindak lanjut, revisi 2" """
    return f"Rencana tindak lanjut, {_label(case).lower()}"


def _label(case: Case) -> str:
    return f"Revisi {case.issue.revision}" if case.issue.revision else WORKING


def _mark_note(case: Case) -> str:
    start = f"{_label(case)}, disusun {long_date(case.today)}."
    if case.issue.mark == "PRATINJAU":
        return f"{start} Pratinjau, belum terbit. Bukan naskah dinas."
    state = "Belum disetujui" if case.issue.revision else "Belum diajukan"
    return f"{start} {state}, bukan naskah dinas."


def _submitted_before(case: Case) -> Mapping[str, Any] | None:
    """The submission that this sheet follows."""
    submits = case.events_of("submit")
    if case.issue.revision:
        submits = [event for event in submits if event["fields"]["revision"] < case.issue.revision]
    return submits[-1] if submits else None


def _changed(case: Case, before: Mapping[str, Any]) -> list[str]:
    old, new = before["fields"]["plan"], plan_told(case.task)
    return [part for part in PARTS if old.get(part, "") != new[part]]


def _footnote(before: Mapping[str, Any] | None, changed: list[str]) -> list[Block]:
    if not before or not changed:
        return []
    revision = before["fields"]["revision"]
    text = f"*) diubah sejak revisi {revision}; lihat “Perubahan sejak revisi {revision}”."
    return [Paragraph(text, "note")]


def _notes(case: Case) -> list[Block]:
    """What an examiner should see about the deadline; nothing when there is nothing."""
    point, asked, task = meeting.point(case).capitalize(), case.outcome["deadline"], case.task
    planned = task.get("deadline_proposed") or task["deadline"]
    notes = []
    if not asked:
        proposal = f"; diusulkan paling lambat {long_date(planned)}" if planned else ""
        notes.append(f"{point} belum mempunyai batas waktu dalam hasil rakor{proposal}.")
    elif not planned:
        notes.append(f"Batas waktu dalam hasil rakor adalah {long_date(asked)}; dalam rencana ini belum ditetapkan.")
    elif planned != asked:
        notes.append(
            f"Batas waktu dalam hasil rakor adalah {long_date(asked)}; rencana ini mengusulkan {long_date(planned)}."
        )
    return [Heading(1, "", "Catatan"), NumberedList(tuple(notes))] if notes else []


def _changes(case: Case, before: Mapping[str, Any] | None, changed: list[str]) -> list[Block]:
    """The remarks that this revision answers, and each changed part before and after."""
    if not before:
        return []
    blocks: list[Block] = [Heading(1, "", f"Perubahan sejak revisi {before['fields']['revision']}")]
    blocks += [Paragraph(_remark(event)) for event in _returns_after(case, before)]
    if not changed:
        return [*blocks, Paragraph("Tidak ada bagian rencana yang berubah.")]
    return [*blocks, _change_table(case, before, changed)]


def _returns_after(case: Case, before: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    revision = before["fields"]["revision"]
    return [event for event in case.events_of("return_plan") if event["fields"]["revision"] == revision]


def _remark(event: Mapping[str, Any]) -> str:
    when = long_date(day(moment(event["at"])).isoformat())
    return sentence(f"Menjawab catatan {event['actor']['name']} tanggal {when}: {quoted(event['fields']['reason'])}")


def _change_table(case: Case, before: Mapping[str, Any], changed: list[str]) -> Table:
    old, new = before["fields"]["plan"], plan_told(case.task)
    then = day(moment(before["at"])).isoformat()
    columns = (
        Column("Butir", 15, "center"),
        Column("Bagian", 36),
        Column(f"Revisi {before['fields']['revision']} ({table_date(then)})", 98),
        Column(f"{_label(case)} ({table_date(case.today)})", 98),
    )
    number = str(case.outcome["no"])
    rows = [Row((number, PARTS[part], shown(part, old.get(part, "")), shown(part, new[part]))) for part in changed]
    return Table(columns, tuple(rows), f"Perubahan sejak revisi {before['fields']['revision']}", "small")


def _signatures(case: Case) -> SignatureBlock:
    examiner = office.secretary(case, "Diperiksa oleh", f"Tanggal: {_DOTTED}")
    author = office.author(case, "Disusun oleh", f"Tanggal: {long_date(case.today)}")
    return SignatureBlock((examiner, author))


COMPOSER = Composer(gather, rtl, subject, proposes=proposes)
