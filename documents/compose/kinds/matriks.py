"""Matriks tindak lanjut: one letter for each outcome and kabupaten/kota, its totals, and what the letters mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from documents.compose.composer import Composer
from documents.compose.parts import meeting, shares
from documents.compose.parts.rakor_data import tasks_data
from documents.compose.parts.standing import position
from documents.compose.rakor_case import RakorCase, gather_rakor
from documents.report.blocks import Block, Column, Paragraph, Report, Row, Section, Table, Title
from documents.report.key_figures import Legend
from documents.report.language import NONE, grouped, long_date
from workflow.clock import stamp
from workflow.kinds import Kind
from workflow.machine.stages import Stage
from workflow.rakor.noun_titles import of_outcome
from workflow.regions import PROVINCE, Region, owners_of
from workflow.tasks import per_lks
from workflow.tasks.kept_days import late_now
from workflow.tasks.tallies import Tally, furthest_behind, tally

LETTERS = {Stage.DRAFT: "D", Stage.REPORTED: "L", Stage.IMPLEMENTED: "S"}
GROUNDS = {Stage.DRAFT: "", Stage.REPORTED: "begun", Stage.IMPLEMENTED: "done"}
Tasks = Sequence[Mapping[str, Any]]


def matriks(case: RakorCase, check_url: str) -> Report:
    """A list of how things stand: no letterhead, no number, no code."""
    outcomes, tasks = shown(case)
    count = tally(tasks, case.today)
    blocks: list[Block] = [
        Title((f"MATRIKS TINDAK LANJUT {meeting.name(case).upper()} MENURUT KABUPATEN/KOTA",), basis(case)),
        *(
            [_table(case, outcomes, tasks, count), Legend(_legend(tasks, count))]
            if tasks
            else [Paragraph("Belum ada butir hasil yang dibagikan kepada kabupaten/kota.")]
        ),
    ]
    section = Section(tuple(blocks), "F4", landscape=True, numbering="of", foot=_foot(case))
    return Report(Kind.MATRIKS, "Matriks tindak lanjut", (section,), stamp(case.issue.at), data=tasks_data(case))


def subject(case: RakorCase) -> str:
    return f"Matriks Tindak Lanjut {meeting.name(case)}, {meeting.dates(case)}"


def shown(case: RakorCase) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """The outcomes to be done, of one commission when that was asked for, and their tasks."""
    commission = case.issue.params.get("commission", "")
    outcomes = [o for o in case.outcomes if o["is_task"] and commission in ("", o["commission"])]
    chosen = {outcome["uid"] for outcome in outcomes}
    return outcomes, [task for task in case.tasks if task["outcome"] in chosen]


def basis(case: RakorCase) -> str:
    """How much it is, and the day of the data."""
    outcomes, tasks = shown(case)
    codes = {task["region"] for task in tasks}
    places = f"{len(codes - {PROVINCE})} kabupaten/kota{' dan provinsi' if PROVINCE in codes else ''}"
    only = case.issue.params.get("commission", "")
    told = f"{len(outcomes)} butir hasil, {places}, {grouped(len(tasks))} tindak lanjut"
    return f"{f'{shares.commission(only)}: ' if only else ''}{told}; posisi data {long_date(case.today)}"


def place(region: Region) -> str:
    """As the head of a column: a kota is called so, for its regency may have the same name."""
    return region.full if region.type == "kota" else region.column


def _foot(case: RakorCase) -> str:
    held = f"{meeting.name(case)}, {case.rakor['venue']}, {meeting.dates(case)}, diselenggarakan oleh"
    when = position(case.issue.at)
    return f"{held} {case.rakor['organiser']}. {when[:1].upper()}{when[1:]}."


def _table(case: RakorCase, outcomes: Sequence[Mapping[str, Any]], tasks: Tasks, count: Tally) -> Table:
    places = owners_of(tasks)
    columns = (
        Column("No.", 9, "center"),
        Column("Butir hasil rakor dan batas waktu", 256 - 7.4 * len(places)),
        *(Column(place(region), 7.4, "center", turned=True) for region in places.values()),
        Column("Selesai", 15, "center"),
    )
    own = [(outcome, [task for task in tasks if task["outcome"] == outcome["uid"]]) for outcome in outcomes]
    rows = [_row(outcome, tasks_, list(places), case.today) for outcome, tasks_ in own]
    return Table(columns, (*rows, _sums(tasks, count, case.today)), f"Matriks tindak lanjut, {basis(case)}", "small")


def _row(outcome: Mapping[str, Any], tasks: Tasks, codes: Sequence[str], today: str) -> Row:
    shown = furthest_behind(tasks, today)
    cells = {code: letter(task, today) for code, task in shown.items()}
    looks = {code: look(task, today) for code, task in shown.items()}
    lks = per_lks.sum_words(tasks)
    until = long_date(outcome["deadline"]) if outcome["deadline"] else "belum ditetapkan"
    return Row(
        (
            str(outcome["no"]),
            f"{of_outcome(outcome)}\n{until}{f'; {lks}' if lks else ''}",
            *(cells.get(code, NONE) for code in codes),
            _ratio(tally(tasks, today)),
        ),
        accents=("", "titled", *(looks.get(code, "") for code in codes), "ratio"),
    )


def letter(task: Mapping[str, Any], today: str) -> str:
    return LETTERS[Stage(task["stage"])] + ("!" if late_now(task, today) else "")


def look(task: Mapping[str, Any], today: str) -> str:
    return f"{GROUNDS[Stage(task['stage'])]} {'late' if late_now(task, today) else ''}".strip()


def _ratio(of: Tally) -> str:
    return f"{of.implemented}/{of.total}" if of.total else NONE


def _sums(tasks: Tasks, count: Tally, today: str) -> Row:
    own = [_ratio(tally([t for t in tasks if t["region"] == code], today)) for code in owners_of(tasks)]
    label = "Selesai dari jumlah tindak lanjut"
    return Row((label, "", *own, _ratio(count)), "total", ("", "", *["small plain"] * len(own), ""))


def _legend(tasks: Tasks, count: Tally) -> tuple[tuple[str, str, str], ...]:
    cells = {(task["outcome"], task["region"]) for task in tasks}
    of_several = "; bila beberapa, yang paling belakang" if len(cells) < len(tasks) else ""
    return (
        ("D", "", f"draf ({count.draft})"),
        ("L", "begun", f"dilaporkan ke pimpinan ({count.reported})"),
        ("S", "done", f"dilaksanakan/selesai ({count.implemented})"),
        ("L!", "late", f"tanda seru dan bingkai: terlambat ({count.late}){of_several}"),
        (NONE, "", "tidak ditugaskan"),
    )


COMPOSER = Composer(gather_rakor, matriks, subject, lambda case: "")
