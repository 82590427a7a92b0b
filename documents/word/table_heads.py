"""The heads of a bordered table in Word, in one row or two, with the numbers of the columns; its heavy lines."""

from __future__ import annotations

import copy

from lxml import etree

from documents.report import measures
from documents.report.blocks import Table
from documents.report.shared_heads import Head, head_rows
from documents.word.elements import border, cell, paragraph, row, text_paragraph, w

GREY = "E6E6E6"
HEAVY = 1.1  # points


def heads(block: Table, style: str) -> list[etree._Element]:
    """The rows that stand on each page of the table."""
    turned = any(column.turned for column in block.columns)
    height = measures.TURNED if turned else 0
    found = [row(*_cells(block, at, style), head=True, height=height) for at in range(len(head_rows(block)))]
    if block.column_numbers:
        found.append(row(*(_number(block, at) for at in range(len(block.columns))), head=True))
    return found


def _cells(block: Table, level: int, style: str) -> list[etree._Element]:
    """The second row has a cell also where a head of the first reaches down into it."""
    upper, *others = head_rows(block)
    if not level:
        return [_head(block, head, style) for head in upper]
    below = {head.at: _head(block, head, style) for head in others[0]}
    deep = {head.at: _going_on(block, head, style) for head in upper if head.rows > 1}
    return [one for _, one in sorted((below | deep).items())]


def _head(block: Table, head: Head, style: str) -> etree._Element:
    shown = {"shd": _shade(), "vAlign": w("vAlign", val="center"), "tcBorders": _lines(block, head)}
    if head.rows > 1:
        shown["vMerge"] = w("vMerge", val="restart")
    width = sum(column.width for column in block.columns[head.at : head.at + head.span])
    if head.turned:
        text = text_paragraph(style, head.text, keepNext=True)
        tight = w("tcMar", *(w(side, w=45, type="dxa") for side in ("top", "left", "bottom", "right")))
        return cell(width, [text], tcMar=tight, textDirection=w("textDirection", val="btLr"), **shown)
    text = text_paragraph(style, head.text, bold=True, keepNext=True, jc=w("jc", val="center"))
    tight = w("tcMar", *(w(side, w=45, type="dxa") for side in ("left", "right")))
    return cell(width, [text], span=head.span, tcMar=tight, **shown)


def _going_on(block: Table, head: Head, style: str) -> etree._Element:
    text = paragraph(style, keepNext=True)
    shown = {"shd": _shade(), "tcBorders": _lines(block, head)}
    return cell(block.columns[head.at].width, [text], vMerge=w("vMerge"), **shown)


def _shade() -> etree._Element:
    return w("shd", val="clear", color="auto", fill=GREY)


def _number(block: Table, at: int) -> etree._Element:
    text = text_paragraph("NomorKolom", f"({at + 1})", keepNext=True)
    thin = w("tcMar", *(w(side, w=28, type="dxa") for side in ("top", "bottom")))
    return cell(block.columns[at].width, [text], tcMar=copy.deepcopy(thin), tcBorders=_lines(block, Head("", at)))


def _lines(block: Table, head: Head) -> etree._Element | None:
    after = block.columns[head.at + head.span : head.at + head.span + 1]
    return sides(before=block.columns[head.at].heavy, after=any(column.heavy for column in after))


def sides(*, before: bool, after: bool) -> etree._Element | None:
    """The heavy lines of a cell: both that meet have to be, or the thin one might be drawn."""
    drawn = [border(side, HEAVY) for side, heavy in (("left", before), ("right", after)) if heavy]
    return w("tcBorders", *drawn) if drawn else None
