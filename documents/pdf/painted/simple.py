"""Which tables are painted, and in which units no page parts their rows.

Laid out box by box, a cell takes half a millisecond; five hundred rows take seconds. A simple table, and all of ours
are, needs arithmetic alone. What is not simple is laid out as everything else, and looks the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from documents.pdf.painted.cells import Broken, Setter
from documents.pdf.painted.shapes import BORDER, MM, NotSimple, Plan, Stripe
from documents.pdf.painted.table_tops import Heads
from documents.report import measures, phrases
from documents.report.blocks import Font, Row, Section, Table
from documents.report.key_figures import PageFoot
from documents.report.measures import STEPS, Step

# Cells; a smaller table is quickly laid out, while one that is painted costs another layout of what stands before it.
LEAST = 200


def planned(table: Table, section: Section, font: Font, step: Step = STEPS[0]) -> Plan | None:
    """How the table is painted; nothing when it is short or not simple."""
    if _cells(table, section) < LEAST or table.least or _signed(table):
        return None
    setter = Setter(table, section, font, step)
    tallest = measures.text_height(section) * MM / 2
    try:
        head = Stripe(tuple(Heads(setter, table).boxes()), 0)
        return Plan(head, tuple(_units(table, setter, tallest)), setter.edges[-1], setter.heavy)
    except NotSimple:
        return None


def _cells(table: Table, section: Section) -> int:
    """Of the table, or of all in its section where each page has one: those after the first cost no layout."""
    blocks = section.blocks if any(isinstance(block, PageFoot) for block in section.blocks) else (table,)
    return sum(len(block.rows) * len(block.columns) for block in blocks if isinstance(block, Table))


def _signed(table: Table) -> bool:
    """Whether it is signed in two halves of a column."""
    return any("second" in row.accents for row in table.rows)


def _units(table: Table, setter: Setter, tallest: float) -> Iterator[tuple[Stripe, ...]]:
    """A group of few rows; a group's head with the row under it; a total with the row over it; or one row."""
    for bunch in phrases.bunches(table):
        stripes = [_stripe(table, row, setter, tallest) for row in bunch]
        if phrases.stays_together(table, bunch):
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
    for cell in phrases.row_cells(table, row):
        strong = row.kind == "total" or (row.kind == "group" and not told)
        left, right = setter.edges[at], setter.edges[at + cell.span]
        lined = (left, right) if row.kind != "group" else (0, setter.edges[-1])  # between a group's cells is no line
        rules = [setter.line(edge) if edge in lined else 0 for edge in (left, right)]
        told.append(setter.broken(cell, at, (rules[0], rules[1]), strong=strong))
        at += cell.span
    most = max(cell.height for cell in told)
    height = most + 2 * setter.above + BORDER
    if height > tallest:  # it may be parted, and ``measures.is_tall`` decides that
        raise NotSimple
    boxes = [setter.box(cell, row.kind, most) for cell in told]
    if row.kind == "group":
        boxes[:-1] = [replace(box, open=True) for box in boxes[:-1]]
    return Stripe(tuple(boxes), height)
