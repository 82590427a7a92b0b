"""What only a handout has, in a Word document: its head, and its headings at the edge."""

from __future__ import annotations

from lxml import etree

from documents.report import measures
from documents.report.blocks import Heading
from documents.report.fonts import width_of
from documents.report.handouts import HandoutHead
from documents.word.elements import (
    border,
    cell,
    indent,
    paragraph,
    row,
    runs,
    tab,
    table,
    text_paragraph,
    twips,
    unbroken,
    w,
)
from documents.word.flow import Flow, close_lines

RULE, BOX = 2.25, 1.25  # points
INSIDE = (1.4, 2.3)  # mm above and beside the text in the box


def handout_head(block: HandoutHead, flow: Flow) -> None:
    side = measures.head_side(block, f"{flow.face}-bold")
    width = measures.text_width(flow.section) - side
    name = w("spacing", before=0, after=0, line=400, lineRule="atLeast")
    named = [
        text_paragraph("Judul", block.name, size=16, spacing=name, jc=w("jc", val="left"), keepNext=True),
        unbroken(text_paragraph("Meta", block.under, size=10.5, spacing=close_lines(after=5.7), keepNext=True)),
    ]
    beside = (_boxed if block.boxed else _free)(block, side)
    flow.add(table((width, side), [row(cell(width, named, tcBorders=_lines(()), tcMar=_sides(0, 3)), beside)]))


def _free(block: HandoutHead, width: float) -> etree._Element:
    texts = [
        text_paragraph("Meta", line, size=10.5, words=words, spacing=close_lines(after=0), jc=w("jc", val="right"))
        for line, words in block.stressed
    ]
    return cell(width, texts or [paragraph("Sela")], tcBorders=_lines(()))


def _boxed(block: HandoutHead, width: float) -> etree._Element:
    """Its air is that of its lines: a margin above them would be one of the whole row."""
    above, beside = INSIDE
    last = len(block.stressed) - 1
    texts = [
        text_paragraph("Meta", line, size=9.5, words=words, spacing=_box_lines(above * (not at), above * (at == last)))
        for at, (line, words) in enumerate(block.stressed)
    ]
    lines = _lines(("top", "left", "right"))
    return cell(width, texts or [paragraph("Sela")], tcBorders=lines, tcMar=_sides(beside, beside))


def _box_lines(before: float, after: float) -> etree._Element:
    return w("spacing", before=twips(before), after=twips(after), line=240, lineRule="atLeast")


def _lines(boxed: tuple[str, ...]) -> etree._Element:
    """The thick rule under a cell, and the lines of a box on other sides of it."""
    shown = [side for side in ("top", "left", "bottom", "right") if side == "bottom" or side in boxed]
    return w("tcBorders", *(border(side, RULE if side == "bottom" else BOX) for side in shown))


def _sides(left: float, right: float) -> etree._Element:
    return w("tcMar", *(w(side, w=twips(mm), type="dxa") for side, mm in (("left", left), ("right", right))))


def edge_heading(block: Heading, flow: Flow) -> None:
    """At the edge, its text a blank behind its marker; of level 1 with a line under it."""
    size, above, below = measures.EDGE_HEADS[block.level]
    room = width_of(f"{block.marker} ", size, f"{flow.face}-bold")
    number = flow.numbers.heading(block.marker, block.level - 1)
    lines = {"spacing": close_lines(above, below), "ind": indent(room, room) if block.marker else indent(0)}
    if block.level == 1:
        lines["pBdr"] = w("pBdr", border("bottom", 0.5))
    flow.gap = 0
    texts = runs(block.text, size=size)
    if block.marker and number is None:  # a marker that no list of ours can count
        texts = [*runs(block.marker, size=size), tab(), *texts]
    mark = w("rPr", *(w(name, val=round(size * 2)) for name in ("sz", "szCs")))
    flow.add(paragraph(f"Heading{block.level}", *texts, numPr=number, rPr=mark, **lines))
