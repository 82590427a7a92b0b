"""The matrix of plans, a row a task: on the RTL sheet and in the annex of the report."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from documents.compose.parts.shares import under_commissions
from documents.compose.task_case import Case
from documents.report.blocks import Align, Block, Column, Paragraph, Row, Table
from documents.report.fonts import width_of
from documents.report.language import NONE, UNSET, amount, rupiah, table_date
from documents.report.measures import GRID, HEAD_SIDE, SHORT
from documents.report.whole import WIDER
from workflow.plan_fields import ROWS, PlanField, written
from workflow.tasks.named_lks import LABEL, NAME

# part of the plan -> its name where changes are listed
PARTS = {**{field.name: field.paper.name for field in ROWS}, NAME: LABEL}
WITH_LKS = "related"  # the part in whose column the LKS stand that the plan names
_OWN = [field for field in ROWS if field.paper.head]  # the parts that have a column
# Widths in mm. Columns of offices are wide enough for "Lhokseumawe" and "Subulussalam" unbroken.
SHEET_WIDTHS = (8, 51, *(field.paper.sheet for field in _OWN))  # of an A4 landscape sheet on its own
ANNEX_WIDTHS = (12, 49, *(field.paper.annex for field in _OWN))  # of one that turns with a bound report
CHANGED = " *)"
MONEY = re.compile(r"Rp[\d.,]+")
WORDS = 12  # mm that a column takes for words
SPARE, NARROWEST = 0.6, 35  # mm beside an amount; of the outcomes' column
TOTAL = "Jumlah anggaran yang dicantumkan"

# What a head says: the first of its words that has room on one line.
_HEADS: tuple[tuple[tuple[str, ...], Align], ...] = (
    (("Butir", "No."), "center"), (("Hasil Rakor",), "left"),
    *(((field.paper.head.replace("/ ", "/"), field.paper.head), field.paper.align) for field in _OWN),
)  # fmt: skip
_MONEY = 2 + [field.name for field in _OWN].index("budget")  # the column that is added up
_REMARKS = 2 + [field.name for field in _OWN].index("remarks")  # the narrow one


def shown(part: str, value: str) -> str:
    """A part of a plan as a cell shows it."""
    return table_date(value, UNSET) if part == "deadline" else value or NONE


def matrix(case: Case, widths: Sequence[float], changed: Collection[str] = ()) -> Table:
    """A row for each task, those of several under their commissions, and, where it is known, the total; cells whose
    part is in ``changed`` carry "*)"."""
    own = [Row((str(c.outcome["no"]), c.outcome["text"], *_cells(c, changed))) for c in case.each]
    sum_ = total(case)
    widths = _for_money(widths, [sum_, *(row.cells[_MONEY] for row in own)])
    columns = tuple(_column(*head, width) for head, width in zip(_HEADS, widths, strict=True))
    rows = list(_grouped(case, own) if len(own) > 1 else own)
    if sum_:
        end = [""] * len(columns)
        end[_MONEY - 1 : _MONEY + 1] = TOTAL, sum_
        rows.append(Row(tuple(end), "total"))
    about = f"Matriks rencana tindak lanjut {case.region.full}, {case.rakor['title']}"
    return Table(columns, tuple(rows), about, "small", column_numbers=True)


def _grouped(case: Case, rows: Sequence[Row]) -> Sequence[Row]:
    return under_commissions([(one.outcome["commission"], row) for one, row in zip(case.each, rows, strict=True)])


def _column(heads: Sequence[str], align: Align, width: float) -> Column:
    """One that is too narrow for words has marks in its middle."""
    room = (width - 2 * HEAD_SIDE) / WIDER
    fitting = (head for head in heads if width_of(head, GRID["small", "Arial"][0]) <= room)
    return Column(next(fitting, heads[-1]), width, "center" if width < WORDS else align)


def with_remarks(table: Table) -> list[Block]:
    """The matrix, and under it the remarks that are long or have a word that their narrow column would break: the cell
    of such a one says "1)"."""
    rows: list[Row] = []
    told: list[str] = []
    for row in table.rows:
        text, mark = row.cells[_REMARKS] if row.kind == "row" else "", ""
        if not _stands_in(table.columns[_REMARKS], text):
            if text.endswith(CHANGED):
                text, mark = text.removesuffix(CHANGED), CHANGED
            told.append(f"{len(told) + 1}) {text}")
            row = replace(row, cells=(*row.cells[:_REMARKS], f"{len(told)}){mark}", *row.cells[_REMARKS + 1 :]))
        rows.append(row)
    return [replace(table, rows=tuple(rows)), *(Paragraph(text, "note") for text in told)]


def _for_money(widths: Sequence[float], texts: Sequence[str]) -> list[float]:
    """An amount is never broken: what its column lacks the outcomes' gives, as far as it is wide."""
    size, _, _, beside = GRID["small", "Arial"]
    longest = max((width_of(word, size) for text in texts for word in text.split() if MONEY.match(word)), default=0)
    more = min(max(0.0, round(longest + 2 * beside + SPARE - widths[_MONEY], 1)), widths[1] - NARROWEST)
    return [width + {1: -more, _MONEY: more}.get(at, 0) for at, width in enumerate(widths)]


def _stands_in(column: Column, text: str) -> bool:
    size, _, _, beside = GRID["small", "Arial"]
    room = column.width - 2 * beside
    return len(text) <= SHORT and all(width_of(word, size) <= room for word in text.split())


def total(case: Case) -> str:
    """What the budgets of several tasks come to; nothing when only one names a sum, or one that cannot be added."""
    written = [amount(c.task["plan"]["budget"]) for c in case.each if c.task["plan"]["budget"]]
    known = [value for value in written if value is not None]
    return rupiah(sum(known, Decimal(0))) if len(known) == len(written) > 1 else ""


def _cells(case: Case, changed: Collection[str]) -> list[str]:
    values = written(case.task)
    return [_cell(field, values, case.lks if field.name == WITH_LKS else (), changed) for field in _OWN]


def _cell(field: PlanField, values: Mapping[str, str], lks: Sequence[str], changed: Collection[str]) -> str:
    """What the column says, and below it the parts that have none of their own."""
    inside = [one for one in ROWS if one.paper.within == field.name]
    more = [f"{one.paper.name}: {values[one.name]}" for one in inside if values[one.name]]
    more += [f"{LABEL}: {'; '.join(lks)}"] if lks else []
    names = [field.name, *(one.name for one in inside), *([NAME] if field.name == WITH_LKS else [])]
    mark = CHANGED if set(names) & set(changed) else ""
    own = [values[field.name]] if values[field.name] or not lks else []
    return "\n".join((*(shown(field.name, text) for text in own), *more)) + mark
