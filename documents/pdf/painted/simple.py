"""Which tables are painted, and in which units no page parts their rows.

Laid out box by box, a cell takes half a millisecond; five hundred rows take seconds. A simple table, and all of ours
are, needs arithmetic alone. What is not simple is laid out as everything else, and looks the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from documents.pdf.painted.cells import Broken, Setter
from documents.pdf.painted.shapes import BORDER, MM, NotSimple, Plan, Stripe
from documents.report import measures, phrases
from documents.report.blocks import Font, Row, Section, Table

# Cells; a smaller table is quickly laid out, while one that is painted costs another layout of what stands before it.
LEAST = 200


def planned(table: Table, section: Section, font: Font) -> Plan | None:
    """How the table is painted; nothing when it is short or not simple."""
    if len(table.rows) * len(table.columns) < LEAST or table.column_numbers or table.least or _signed(table):
        return None
    setter = Setter(table, section, font)
    tallest = measures.text_height(section) * MM / 2
    try:
        head = Stripe(tuple(setter.head(at, column) for at, column in enumerate(table.columns)), 0)
        return Plan(head, tuple(_units(table, setter, tallest)), setter.edges[-1], setter.pitch)
    except NotSimple:
        return None


def _signed(table: Table) -> bool:
    """Whether it is signed in two halves of a column."""
    return any("second" in row.accents for row in table.rows)


def _units(table: Table, setter: Setter, tallest: float) -> Iterator[tuple[Stripe, ...]]:
    """A group of few rows; a group's head with the row under it; a total with the row over it; or one row."""
    for bunch in phrases.bunches(table):
        stripes = [_stripe(table, row, setter, tallest) for row in bunch]
        if not table.parted and phrases.stays_together(bunch):
            yield tuple(stripes)
            continue
        unit: list[Stripe] = []
        for row, stripe, following in zip(bunch, stripes, [*bunch[1:], None], strict=True):
            unit.append(stripe)
            if row.kind != "group" and (following is None or following.kind != "total"):
                yield tuple(unit)
                unit = []
        if unit:
            yield tuple(unit)


def _stripe(table: Table, row: Row, setter: Setter, tallest: float) -> Stripe:
    told: list[Broken] = []
    at = 0
    cells = phrases.row_cells(table, row)
    for cell in cells:
        strong = row.kind == "total" or (row.kind == "group" and not told)
        inside = row.kind == "group"  # between its cells is no line
        rules = (0 if inside and told else BORDER / 2, 0 if inside and cell is not cells[-1] else BORDER / 2)
        told.append(setter.broken(cell, at, rules, strong=strong))
        at += cell.span
    most = max(cell.height for cell in told)
    height = most + 2 * setter.above + BORDER
    if height > tallest:  # it may be parted, and ``measures.is_tall`` decides that
        raise NotSimple
    boxes = [setter.box(cell, row.kind, most) for cell in told]
    if row.kind == "group":
        boxes[:-1] = [replace(box, open=True) for box in boxes[:-1]]
    return Stripe(tuple(boxes), height)
