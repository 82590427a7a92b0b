"""The end of a section, which no page has alone, and what goes along with it when it begins a page."""

from __future__ import annotations

from collections.abc import Sequence

from documents.report import phrases
from documents.report.blocks import (
    Block,
    Heading,
    Meta,
    NumberedList,
    Paragraph,
    Section,
    SignatureBlock,
    Table,
)
from documents.report.key_figures import Legend

LEAST = 2  # rows or items that go along, and rows that stay under the head
SHORT = 180  # letters that can come to two lines
ANNOUNCES = ("lead-in", "caption")


def signed(section: Section) -> bool:
    return any(isinstance(block, SignatureBlock) for block in section.blocks)


def end(section: Section) -> int:
    """The block with which the end begins: the closing sentence and the signature, or what stands under a table that
    ends the section; -1 without such an end."""
    blocks = section.blocks
    at = [at for at, block in enumerate(blocks) if isinstance(block, SignatureBlock)]
    if at:
        return at[-1] - (at[-1] > 0 and isinstance(blocks[at[-1] - 1], Paragraph))
    last = blocks[-1] if blocks else None
    noted = isinstance(last, Legend) or (isinstance(last, Paragraph) and last.variant == "note")
    return len(blocks) - 1 if noted and len(blocks) > 1 and isinstance(blocks[-2], Table) else -1


def start(section: Section) -> tuple[int, int] | None:
    """The block, and the item or row of it, with which a page can begin that has the end and the last paragraph, two
    points or two rows before it; the last of these alone in a section without an end. Nothing where none can."""
    closes = end(section)
    at = _with_heads(section.blocks, closes if closes >= 0 else _before_short(section.blocks))
    last = section.blocks[at - 1] if at else None
    item = _item(last)
    if item:
        return at - 1, item
    if not isinstance(last, Paragraph | NumberedList | Table | Meta):
        return None
    at = _with_heads(section.blocks, at - 1)
    return (at, 0) if at else None


def _with_heads(blocks: Sequence[Block], at: int) -> int:
    """The block ``at``, or the first of the headings and lead-ins that stand right above it."""
    while at and (isinstance(above := blocks[at - 1], Heading) or _announces(above)):
        at -= 1
    return at


def _before_short(blocks: Sequence[Block]) -> int:
    """Behind the last block, or before it where that is a paragraph of a line or two."""
    last = blocks[-1] if blocks else None
    return len(blocks) - (isinstance(last, Paragraph) and len(last.text) < SHORT)


def _announces(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.variant in ANNOUNCES


def _item(block: Block | None) -> int:
    """The item or row with which the last of them begin that go along; 0 for all of them."""
    if isinstance(block, NumberedList):
        return max(len(block.items) - LEAST, 0)
    if not isinstance(block, Table) or not block.rows:
        return 0
    *others, bunch = phrases.bunches(block)
    first = sum(map(len, others))
    at = first if phrases.stays_together(block, bunch) else max(len(block.rows) - LEAST, first)
    at -= at == first + 1 and bunch[0].kind == "group"  # its head is never alone
    return at if at - (block.rows[0].kind == "group") >= LEAST else 0
