"""What each LKS has done of an outcome that each has to do: how many of how many, and the list with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.compose.task_case import Case
from documents.report.blocks import Block, Column, Paragraph, Row, Table
from documents.report.language import NONE, counted, flat, table_date
from workflow.tasks import per_lks

_COLUMNS = (
    Column("No.", 10, "center"), Column("LKS", 66), Column("Dilaksanakan", 31, "center"), Column("Bukti", 45),
)  # fmt: skip


def counted_words(case: Case) -> str:
    """ "9 (sembilan) dari 11 (sebelas) LKS" """
    done, of = per_lks.counted(case.task)
    return f"{counted(done)} dari {counted(of)} LKS"


def told(case: Case) -> list[Block]:
    """Nothing for a task that is not counted so."""
    if not case.task.get("per_lks"):
        return []
    caption = "Tabel 2. Pelaksanaan menurut LKS"
    numbers = {record["id"]: number for number, record in enumerate(case.evidence, 1)}
    rows = [
        Row((str(place), flat(line["name"]), *_done(line, numbers)))
        for place, line in enumerate(case.task["lks_list"], 1)
    ]
    lead = f"Dilaksanakan oleh {counted_words(case)} milik masyarakat yang tercatat di {case.region.full}."
    if not rows:
        return [Paragraph(lead, level=1)]
    table = Table(_COLUMNS, tuple(rows), caption, level=1)
    return [Paragraph(lead, level=1), Paragraph(caption, "caption", 1), table]


def _done(line: Mapping[str, Any], numbers: Mapping[int, int]) -> tuple[str, str]:
    if not line["done"]:
        return ("belum", NONE) if not line["ended"] else ("tidak dihitung", f"tutup {table_date(line['ended'], '')}")
    known = [str(numbers[one]) for one in line["evidence"] if one in numbers]
    proof = [f"No. {', '.join(known)}"] if known else []
    return table_date(line["done"], NONE), "; ".join([*proof, *filter(None, [flat(line["where"])])]) or NONE
