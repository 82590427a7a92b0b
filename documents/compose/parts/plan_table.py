"""The matrix of plans in nine columns, a row a task: on the RTL sheet and in the annex of the report."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from documents.compose.task_case import Case
from documents.report.blocks import Align, Column, Row, Table
from documents.report.language import NONE, UNSET, amount, rupiah, table_date

# part of the plan -> its name where changes are listed
PARTS = {
    "action": "Tindak lanjut",
    "indicator": "Indikator/output",
    "target": "Target",
    "responsible": "Penanggung jawab",
    "related": "Pihak terkait",
    "deadline": "Batas waktu",
    "budget": "Anggaran/sumber",
    "remarks": "Keterangan",
}
# Widths in mm. Two columns are wide enough for "Lhokseumawe" and "Subulussalam" unbroken.
SHEET_WIDTHS = (8, 51, 40, 31, 25, 25, 24.5, 26, 16.5)  # of an A4 landscape sheet on its own
ANNEX_WIDTHS = (8, 53, 41, 31, 25, 25, 24.5, 28, 16.5)  # of one that turns with a bound report
CHANGED = " *)"
TOTAL = "Jumlah anggaran yang dicantumkan"

_HEADS: tuple[tuple[str, Align], ...] = (
    ("No.", "center"), ("Hasil Rakor", "left"), ("Tindak Lanjut", "left"), ("Indikator/ Output", "left"),
    ("Penanggung Jawab", "left"), ("Pihak Terkait", "left"), ("Batas Waktu", "left"),
    ("Anggaran/ Sumber", "right"), ("Ket.", "left"),
)  # fmt: skip


def plan(case: Case) -> dict[str, str]:
    """The plan's parts as recorded, the deadline among them."""
    return {**case.task["plan"], "deadline": case.task["deadline"]}


def shown(part: str, value: str) -> str:
    """A part of a plan as a cell shows it."""
    return table_date(value, UNSET) if part == "deadline" else value or NONE


def matrix(case: Case, widths: Sequence[float], changed: Collection[str] = ()) -> Table:
    """A row for each task and, where it is known, the total; cells whose part is in ``changed`` carry "*)"."""
    columns = tuple(Column(head, width, align) for (head, align), width in zip(_HEADS, widths, strict=True))
    rows = [Row((str(c.outcome["no"]), c.outcome["text"], *_cells(plan(c), changed))) for c in case.each]
    sum_ = total(case)
    if sum_:
        rows.append(Row((*[""] * 6, TOTAL, sum_, ""), "total"))
    about = f"Matriks rencana tindak lanjut {case.region.full}, {case.rakor['title']}"
    return Table(columns, tuple(rows), about, "small", column_numbers=True)


def total(case: Case) -> str:
    """What the budgets of several tasks come to; nothing when only one names a sum, or one that cannot be added."""
    written = [amount(c.task["plan"]["budget"]) for c in case.each if c.task["plan"]["budget"]]
    known = [value for value in written if value is not None]
    return rupiah(sum(known, Decimal(0))) if len(known) == len(written) > 1 else ""


def _cells(values: Mapping[str, str], changed: Collection[str]) -> list[str]:
    cells = {part: shown(part, values[part]) for part in PARTS}
    marks = set(changed)
    if values["target"]:
        cells["indicator"] += f"\nTarget: {values['target']}"
    if "target" in marks:
        marks.add("indicator")
    return [cells[part] + (CHANGED if part in marks else "") for part in PARTS if part != "target"]
