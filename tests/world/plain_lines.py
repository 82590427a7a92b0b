"""A report as plain lines: every text of its body in reading order, and nothing else.

This is what Word and PDF are measured against: a test holds both files' text equal to these lines. What runs along on
every page (mark, page number, foot, check mark) is no part of the body.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from documents.report.blocks import (
    Address,
    AnnexHead,
    CopyList,
    Halves,
    Heading,
    Letterhead,
    Meta,
    NumberedList,
    Paragraph,
    Report,
    Rule,
    SignatureBlock,
    Table,
    Title,
)
from documents.report.boxes import Form, Ruled, Slip
from documents.report.charts import Bar, SmallCharts, TileMap
from documents.report.fonts import prepared
from documents.report.handouts import HandoutHead
from documents.report.joint_head import JointHead
from documents.report.key_figures import Figures, Legend, PageFoot
from documents.report.photographs import Photos, Picture
from documents.report.phrases import copies, form_cells, item_marker, meta_items, meta_pairs, row_cells, signer_foot
from documents.report.shared_heads import head_rows


def lines(report: Report) -> list[str]:
    """Every visible text of the body, one entry a line, row or item."""
    report = prepared(report)
    blocks = (block for section in report.sections for block in section.blocks)
    return [line for block in blocks for line in BLOCKS[type(block).__name__](block)]


def _letterhead(block: Letterhead) -> Iterator[str]:
    yield from block.lines
    yield from block.address


def _joint_head(block: JointHead) -> Iterator[str]:
    yield from (text for text, _ in block.lines)


def _handout_head(block: HandoutHead) -> Iterator[str]:
    yield from (block.name, block.under, *block.side)


def _title(block: Title) -> Iterator[str]:
    yield from block.lines
    if block.number:
        yield block.number


def _meta(block: Meta) -> Iterator[str]:
    for line, pairs in enumerate(meta_pairs(block)):
        parts = []
        for label, values in pairs:
            items = [f"{marker} {text}".strip() for marker, text in meta_items(block, values)]
            parts += [label, *([":"] if values else []), *items]
        if block.date and line == 0:
            parts.append(block.date)
        yield " ".join(parts)


def _address(block: Address) -> Iterator[str]:
    yield from block.lines


def _rule(block: Rule) -> Iterator[str]:
    yield from ()


def _heading(block: Heading) -> Iterator[str]:
    yield f"{block.marker} {block.text}".strip()


def _paragraph(block: Paragraph) -> Iterator[str]:
    yield block.text


def _list(block: NumberedList) -> Iterator[str]:
    for number, item in enumerate(block.items, block.start):
        yield f"{item_marker(block.marker, number)} {item}"


def _table(block: Table) -> Iterator[str]:
    yield from (" ".join(head.text for head in row) for row in head_rows(block))
    if block.column_numbers:
        yield " ".join(f"({n})" for n in range(1, len(block.columns) + 1))
    for row in block.rows:
        yield " ".join(cell.text for cell in row_cells(block, row) if cell.text)  # some are left to the pen


def _form(block: Form) -> Iterator[str]:
    for row in block.rows:
        yield " ".join(cell.text for cell, _ in form_cells(block, row))


def _ruled(block: Ruled) -> Iterator[str]:
    yield from ()


def _slip(block: Slip) -> Iterator[str]:
    yield from (block.office, block.sheet, block.title)
    for label, text in (*block.rows, *block.blanks):
        yield f"{label} : {text}"
    yield " ".join(over for over, _ in block.signers)
    yield " ".join(under for _, under in block.signers)
    yield block.note
    if block.cut:
        yield block.cut


def _drawn(block: TileMap | SmallCharts | Bar) -> Iterator[str]:
    """A picture: its numbers stand beside it."""
    yield from ()


def _figures(block: Figures) -> Iterator[str]:
    for value, label in block.items:
        yield f"{value} {label}"


def _page_foot(block: PageFoot) -> Iterator[str]:
    yield f"{block.told} {block.room}"


def _legend(block: Legend) -> Iterator[str]:
    yield " ".join(f"{letter} {words}" for letter, _, words in block.items)


def _photos(block: Photos) -> Iterator[str]:
    for photo in block.items:
        yield f"{photo.label} {photo.caption}".strip()


def _picture(block: Picture) -> Iterator[str]:
    """Its words are in no line."""
    yield from ()


def _signatures(block: SignatureBlock) -> Iterator[str]:
    for signer in block.signers:
        if signer.above:
            yield signer.above
        first, *rest = signer.office or ("",)
        yield f"{signer.mode} {first}".strip()
        yield from rest
    for signer in block.signers:
        if signer.place and signer.place.anchor:
            yield signer.place.anchor
        yield from signer_foot(signer)


def _copies(block: CopyList) -> Iterator[str]:
    yield "Tembusan:"
    for marker, item in copies(block.items):
        yield f"{marker} {item}".strip()


def _annex_head(block: AnnexHead) -> Iterator[str]:
    yield block.label
    for label, value in block.rows:
        yield f"{label} : {value}"
    yield block.title


def _halves(block: Halves) -> Iterator[str]:
    for one in (*block.left, *block.right):
        yield from BLOCKS[type(one).__name__](one)


BLOCKS: dict[str, Callable[[Any], Iterator[str]]] = {
    "Letterhead": _letterhead,
    "JointHead": _joint_head,
    "HandoutHead": _handout_head,
    "Title": _title,
    "Meta": _meta,
    "Address": _address,
    "Rule": _rule,
    "Heading": _heading,
    "Paragraph": _paragraph,
    "NumberedList": _list,
    "Table": _table,
    "Form": _form,
    "Ruled": _ruled,
    "Slip": _slip,
    "Figures": _figures,
    "Legend": _legend,
    "PageFoot": _page_foot,
    "Photos": _photos,
    **dict.fromkeys(("TileMap", "SmallCharts", "Bar"), _drawn),
    "Picture": _picture,
    "SignatureBlock": _signatures,
    "CopyList": _copies,
    "AnnexHead": _annex_head,
    "Halves": _halves,
}
