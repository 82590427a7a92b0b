"""The recap and the matrix as Excel workbooks: the rows of the papers, made to be sorted, filtered and counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from documents.compose.kinds import matriks
from documents.compose.parts import meeting
from documents.compose.parts.monitored import lines
from documents.compose.parts.standing import status_of
from documents.compose.rakor_case import RakorCase
from documents.lists.csv_file import csv_file
from documents.lists.excel import Column, Value, workbook
from documents.report.language import flat
from workflow.rakor.noun_titles import of_outcome
from workflow.regions import owners_of
from workflow.tasks import per_lks
from workflow.tasks.holding import Holder
from workflow.tasks.tallies import tally

_RECAP = (
    Column("No.", 6),
    Column("Kode wilayah", 9),
    Column("Kabupaten/Kota", 26),
    Column("Rakor", 40),
    Column("Butir", 7),
    Column("Tindak Lanjut", 50),
    Column("Penanggung Jawab", 32),
    Column("Batas Waktu", 13),
    Column("Tahap", 13),
    Column("Status", 12),
    Column("Hari Terlambat", 10),
    *(Column(f"Hari {holder.label}", 9) for holder in Holder if holder),
    Column("Jumlah Hari", 9),
    Column("Progres (%)", 10),
    Column("Bukti", 7),
    Column("Kendala/Keterangan", 40),
)


def recap(case: RakorCase) -> bytes:
    """One row a task, with its kabupaten/kota in columns of its own instead of in rows between."""
    return workbook("Rekap", _RECAP, _recap_rows(case))


def _recap_rows(case: RakorCase) -> Iterator[tuple[Value, ...]]:
    titles = {rakor["id"]: flat(rakor["title"]) for rakor in case.rakors}
    for line in lines(case):
        task = line.task
        yield (
            line.number, line.region.code, line.region.owner, titles.get(task["rakor"], ""), task["no"],
            line.what, task["plan"]["responsible"], _day(task["deadline"]), line.stage,
            str(status_of(task, case.today)), line.late or None, *line.days, line.percent, line.evidence,
            line.remark.replace("\n", "; "),
        )  # fmt: skip


def matrix(case: RakorCase, ext: str) -> bytes:
    """One row an outcome; a letter as on paper, "!" behind it when late. ``ext`` is xlsx or csv."""
    heads = (Column("No.", 6), Column("Butir hasil rakor", 50), Column("Komisi", 30), Column("Batas Waktu", 13))
    columns = [Column(matriks.place(region), 6) for region in owners_of(case.tasks).values()]
    sums = (Column("Selesai", 9), Column("Terlambat", 10), Column("Jumlah", 9), Column("Per LKS", 18))
    every = (*heads, *columns, *sums)
    if ext == "csv":
        return csv_file([column.head for column in every], _matrix_rows(case))
    return workbook(f"Matriks {meeting.dates(case)}", every, _matrix_rows(case))


def _matrix_rows(case: RakorCase) -> Iterator[tuple[Value, ...]]:
    outcomes, tasks = matriks.shown(case)
    for outcome in outcomes:
        own = [task for task in tasks if task["outcome"] == outcome["uid"]]
        letters = {task["region"]: matriks.letter(task, case.today) for task in own}
        of = tally(own, case.today)
        yield (
            outcome["no"], of_outcome(outcome), outcome["commission"], _day(outcome["deadline"]),
            *(letters.get(code, "") for code in owners_of(case.tasks)), of.implemented, of.late, of.total,
            per_lks.sum_words(own),
        )  # fmt: skip


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None
