"""The bordered table of a Word document, its rows and groups; counted figures; the legend of its letters."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

from documents.report import measures, phrases, whole
from documents.report.blocks import Column, Row, Table
from documents.report.boxes import TICK, Box, Form
from documents.report.key_figures import Figures, Legend, PageFoot
from documents.report.phrases import Cell
from documents.report.pieces import Piece, pieces, size_of
from documents.word.elements import (
    W,
    begins_rtl,
    border,
    cell,
    indent,
    is_plain,
    paragraph,
    row,
    runs,
    table,
    text_paragraph,
    twips,
    unbroken,
    w,
)
from documents.word.flow import Flow
from documents.word.table_heads import heads, sides

GREY = {"group": "E1E1E1", "total": "F0F0F0", "begun": "E8E8E8", "done": "B8B8B8"}
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def matrix(block: Table, flow: Flow) -> None:
    style = "Sel" if block.size == "normal" else "SelKecil"
    rows, cut = _rows(block, style, flow), flow.item
    for number, part in enumerate((rows[:cut], rows[cut:]) if cut else (rows,)):
        flow.turn |= number > 0  # no program begins a page inside a table where it is told to
        flow.add(
            table(
                [column.width for column in block.columns],
                [*heads(block, style), *part],
                left=measures.INDENTS[block.level],
                borders=w("tblBorders", *(border(side, 0.5) for side in SIDES)),
                margins=measures.grid(block, flow.section, "Arial", flow.step)[2:],
                caption=flow.caption,
                description=block.description,
            )
        )
    flow.space(_under(flow))


def _under(flow: Flow) -> float:
    """The mm under a table."""
    return 3.5 * flow.step.under / measures.STEPS[0].under


def _rows(block: Table, style: str, flow: Flow) -> list[etree._Element]:
    """Plain rows are copies of one template row, run and all: ten times faster than building each."""
    middle = _narrow(block) or bool(block.least)
    blanks = zip(block.columns, [*block.columns[1:], None], strict=True)
    template = row(*(_blank(*pair, style, middle=middle) for pair in blanks), least=block.least)
    bunches, height = phrases.bunches(block), measures.text_height(flow.section)
    rows: list[etree._Element] = []
    for bunch in bunches:
        last = flow.keep and bunch is bunches[-1]
        for number, entry in enumerate(bunch):
            together = phrases.stays_together(block, bunch)
            keep = measures.is_paired(block, len(rows), height) or _keeps(bunch, number, whole=together, onward=last)
            keep &= not flow.item or len(rows) + 1 != flow.item  # the page ends here
            if entry.kind == "row":
                rows.append(_filled(copy.deepcopy(template), block, entry, keep=keep))
            else:
                rows.append(_spanning(block, entry, style, keep=keep))
            if measures.is_tall(block, entry, height):
                rows[-1][0].remove(rows[-1][0].find(W + "cantSplit"))
    return rows


def _narrow(block: Table) -> bool:
    """Whether the table has columns of single letters, which stand in the middle of their rows."""
    return any(column.turned for column in block.columns)


def _blank(column: Column, following: Column | None, style: str, *, middle: bool) -> etree._Element:
    text = paragraph(style, w("r", w("t")), jc=_aligned(column.align))
    place = w("vAlign", val="center") if middle else None
    lines = sides(before=column.heavy, after=following is not None and following.heavy)
    return cell(column.width, [text], tcBorders=lines, tcMar=_tight() if column.turned else None, vAlign=place)


def _tight() -> etree._Element:
    return w("tcMar", *(w(side, w=0, type="dxa") for side in ("left", "right")))


def _aligned(align: str) -> etree._Element | None:
    return None if align == "left" else w("jc", val=align)


def _keeps(bunch: Sequence[Row], number: int, *, whole: bool, onward: bool) -> bool:
    """Whether a row stays with the next: a ``whole`` group does, of any other its head; a total is never alone.

    ``onward``: the table's end belongs to what follows it, a signature.
    """
    if number == len(bunch) - 1:
        return onward
    if whole or bunch[number].kind == "group" or bunch[number + 1].kind == "total":
        return True
    return onward and number >= len(bunch) - 3


def _filled(element: etree._Element, block: Table, entry: Row, *, keep: bool) -> etree._Element:
    for target, source in zip(element, [None, *phrases.row_cells(block, entry)], strict=True):
        if source is None:  # the row's properties
            continue
        if is_plain(source.text) and not source.accents:
            target[-1][-1][0].text = source.text
        else:
            target[-1][-1:] = _texts(source, strong=False)
        if whole.any_in(source.text):
            unbroken(target[-1], source.most)
        if begins_rtl(source.text):
            _from_the_right(target[-1])
        if source.accents & {"second", "across"}:
            _put(target[-1], source, block.columns[-1].width)
        if keep:
            _keep_next(target[-1])
        shade = _shade(source)
        if shade is not None:
            margins = target[0].find(W + "tcMar")
            place = margins if margins is not None else target[0].find(W + "vAlign")
            target[0].append(shade) if place is None else place.addprevious(shade)
    return element


def _from_the_right(text: etree._Element) -> None:
    """Jawi stands at the right, as in the PDF: there such a text begins, which Word calls its left."""
    head = text[0]
    head.insert(1, w("bidi"))
    if (align := head.find(W + "jc")) is not None and align.get(W + "val") == "right":
        head.remove(align)


def _texts(source: Cell, *, strong: bool) -> list[etree._Element]:
    if not source.accents:
        return runs(source.text, bold=strong)
    frame = ["frame"] if "late" in source.accents and len(source.text) < 4 else []
    return pieces_runs(source.text, source.accents, strong=strong, extra=frame)


def pieces_runs(
    text: str, accents: frozenset[str], *, size: float = 0, strong: bool = False, extra: Sequence[str] = ()
) -> list[etree._Element]:
    """A text as its accents have it, else of this ``size``; ``extra`` (see ``runs``) round all of it."""
    return [
        run
        for piece in pieces(text, accents, strong)
        for run in runs(piece.text, size=size_of(piece) or size, bold=piece.strong, extra=[*extra, *_drawn(piece)])
    ]


def _drawn(piece: Piece) -> list[str]:
    """What is drawn over or round a piece."""
    penned = ["sunk", "apart", *["ticked"] * (piece.text == TICK)] if piece.penned else []
    return ["struck"] * piece.struck + ["thin"] * piece.boxed + ["slanted"] * piece.slanted + penned


def _shade(source: Cell) -> etree._Element | None:
    ground = next((GREY[name] for name in ("done", "begun") if name in source.accents), "")
    return w("shd", val="clear", color="auto", fill=ground) if ground else None


def _put(text: etree._Element, source: Cell, width: float) -> None:
    """Who signs second in the right half of the cell of ``width`` mm; what is said instead in its middle."""
    text[0].append(indent(width / 2) if "second" in source.accents else w("jc", val=source.align))


def _keep_next(text: etree._Element) -> None:
    text[0].insert(1, w("keepNext"))  # after the style, where the schema wants it


def _spanning(block: Table, entry: Row, style: str, *, keep: bool) -> etree._Element:
    cells, at = [], 0
    sources = phrases.row_cells(block, entry)
    for number, source in enumerate(sources):
        columns = block.columns[at : at + source.span]
        strong = entry.kind == "total" or number == 0
        text = paragraph(style, *_texts(source, strong=strong), keepNext=keep, jc=_aligned(source.align))
        if not source.accents:
            text = text_paragraph(style, source.text, bold=strong, keepNext=keep, jc=_aligned(source.align))
        unbroken(text, source.most)
        cells.append(
            cell(
                sum(column.width for column in columns),
                [text],
                span=source.span,
                shd=w("shd", val="clear", color="auto", fill=GREY[entry.kind]),
                tcBorders=_open(number, len(sources)) if entry.kind == "group" else _heavy(sources, number),
                tcMar=_tight() if columns[0].turned and source.span == 1 else None,
            )
        )
        at += source.span
    return row(*cells)


def _open(number: int, cells: int) -> etree._Element | None:
    """No line between the name of a group and its counts."""
    if cells == 1:
        return None
    return w("tcBorders", border("left" if number else "right", 0, "nil"))


def _heavy(sources: Sequence[Cell], number: int) -> etree._Element | None:
    return sides(before=sources[number].heavy, after=any(one.heavy for one in sources[number + 1 : number + 2]))


def form(block: Form, flow: Flow) -> None:
    flow.add(
        table(
            block.widths,
            [_boxes(block, entry) for entry in block.rows],
            left=measures.INDENTS[block.level],
            borders=w("tblBorders", *(border(side, 0.5) for side in SIDES)),
            margins=(round(measures.FORM[0] - flow.step.small, 2), measures.FORM[1]),
            description=block.description,
        )
    )
    flow.space(_under(flow))


def _boxes(block: Form, entry: Sequence[Box]) -> etree._Element:
    return row(
        *(cell(width, [_box(one)], span=one.span) for one, width in phrases.form_cells(block, entry)),
        least=block.least,
    )


def _box(one: Cell) -> etree._Element:
    return unbroken(
        paragraph("Sel", *_texts(one, strong=False), bidi=begins_rtl(one.text), jc=_aligned(one.align)), one.most
    )


def figures(block: Figures, flow: Flow) -> None:
    if not block.items:
        return
    width = measures.text_width(flow.section) / len(block.items)
    cells = [
        cell(width, [text_paragraph("Sel", value, bold=True, size=13), text_paragraph("SelKecil", label)])
        for value, label in block.items
    ]
    lines = w("tblBorders", *(border(side, 0.75) for side in SIDES))
    flow.add(table([width] * len(cells), [row(*cells)], borders=lines, margins=(1.6, 2.5)))
    flow.space(4)


def page_foot(block: PageFoot, flow: Flow) -> None:
    """In the halves of the sheet, as the PDF has it."""
    width = measures.text_width(flow.section)
    widths = (width * 0.55, width * 0.45)
    left = unbroken(text_paragraph("SelKecil", block.told))
    right = text_paragraph("SelKecil", block.room, jc=w("jc", val="right"))
    flow.add(table(widths, [row(cell(widths[0], [left]), cell(widths[1], [right]))]))
    flow.space(4)


def legend(block: Legend, flow: Flow) -> None:
    """One line of samples as they stand in the cells, each with its words."""
    texts: list[etree._Element] = []
    for letter, accents, words in block.items:
        marked = phrases.accents_of(accents)
        extra = ["frame" if "late" in marked else "thin", *(name for name in ("begun", "done") if name in marked)]
        bold = bool(marked & {"strong", "done", "late"})
        texts += runs("  " if texts else "", size=8)
        texts += runs(f" {letter} ", size=8, bold=bold, extra=extra)
        texts += runs(f" {words}    ", size=8)
    if texts:
        above = w("spacing", before=twips(3), after=0)
        flow.add(paragraph("Catatan", *texts, spacing=above))
