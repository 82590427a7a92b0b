"""How much a step of ``measures.STEPS`` gains for a section, at most: one that cannot gain what lacks is not laid out.

Everything is counted as if all of it stood before what has to find room, so that the figure is never too small.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from documents.pdf.painted.shapes import MM
from documents.report import measures
from documents.report.blocks import Block, CopyList, Font, Heading, Section, SignatureBlock, Table
from documents.report.boxes import Form
from documents.report.measures import STEPS, Step
from documents.report.shared_heads import head_rows

POINT = 25.4 / 72  # mm
_SAME = 0.02  # mm


def most(section: Section, font: Font, pages: Sequence[Any], before: Step, step: Step) -> float:
    """The mm that one step gains at most over another in a section, which has these ``pages`` when it is set as
    usual."""
    tables = sum(_table(b, section, font, before, step, len(pages)) for b in section.each if isinstance(b, Table))
    found = tables + sum(_block(block, before, step) for block in section.each)
    if measures.set_small(section):
        return found
    return found + _lines(pages, STEPS[0].pitch * POINT) * (before.pitch - step.pitch) * POINT


def same_before(section: Section, number: int) -> int:
    """The first step that sets this section as step ``number`` does."""
    found = [_told(section, step) for step in measures.steps_of((section,))]
    return found.index(found[number])


def _told(section: Section, step: Step) -> tuple[Any, ...]:
    """What of a step counts in a section."""
    end = (step.sign, step.above, step.copies, step.box, step.round_box, step.head, step.small, step.under)
    return end if measures.set_small(section) and not section.handout else (*end, step.pitch, step.cells)


def _table(table: Table, section: Section, font: Font, before: Step, step: Step, pages: int) -> float:
    above, less = (measures.grid(table, section, font, one)[2] for one in (before, step))
    rows = len(table.rows) + len(head_rows(table)) * min(pages, len(table.rows))
    return 2 * (above - less) * rows + (before.under - step.under) * POINT


def _block(block: Block, before: Step, step: Step) -> float:
    match block:
        case Heading():
            return (sum(before.head) - sum(step.head)) * POINT
        case SignatureBlock():
            boxes = before.box[1] - step.box[1] + 2 * (before.round_box - step.round_box)
            signs = boxes if any(one.place for one in block.signers) else 0
            return max(before.sign - step.sign, signs) + before.above - step.above
        case CopyList():
            return before.copies - step.copies
        case Form():
            return 2 * (step.small - before.small) * len(block.rows) + (before.under - step.under) * POINT
    return 0


def _lines(pages: Sequence[Any], pitch: float) -> int:
    """How many lines of text have this pitch, in mm."""
    return sum(abs(box.height / MM - pitch) < _SAME for page in pages for box in _line_boxes(page))


def _line_boxes(page: Any) -> Iterator[Any]:
    for box in page._page_box.descendants():
        if type(box).__name__ == "LineBox":
            yield box
