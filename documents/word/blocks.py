"""One function for each kind of block: what it adds to the body of a Word document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from documents.report import measures, page_ends, phrases
from documents.report.blocks import (
    Address,
    Block,
    CopyList,
    Halves,
    Heading,
    Letterhead,
    NumberedList,
    Paragraph,
    Rule,
    SignatureBlock,
    Title,
)
from documents.report.joint_head import JointHead
from documents.word.bordered_tables import figures, form, legend, matrix, page_foot
from documents.word.elements import (
    begins_rtl,
    border,
    cell,
    indent,
    letterspaced,
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
from documents.word.flow import CLOSING, KINDS, NARROW, Flow, gap_paragraph, properties
from documents.word.from_numbers import drawing
from documents.word.handout import edge_heading, handout_head
from documents.word.slips import ruled, slip
from documents.word.tables import annex_head, meta, one_signature, photos, picture, two_signatures

STYLES = {
    "indent": "ParagrafMasuk",
    "flush": "Paragraf",
    "centred": "Paragraf",
    "closing": CLOSING,
    "closing-flush": CLOSING,
    "lead-in": "Pengantar",
    "note": "Catatan",
    "caption": "Keterangan",
}


def letterhead(block: Letterhead, flow: Flow) -> None:
    """An office's own stands above the page (``own_kop.py``)."""
    if block.own is not None:
        return
    texts = [
        text_paragraph("KopInstansi" if number == len(block.lines) - 1 else "KopBaris", line, keepNext=True)
        for number, line in enumerate(block.lines)
    ]
    texts += [text_paragraph("KopAlamat", line, keepNext=True) for line in block.address]
    if block.emblem:
        width, side = measures.text_width(flow.section), measures.EMBLEM_COLUMN
        alt = f"Lambang {block.lines[-1]}" if block.lines else "Lambang"
        exact = w("spacing", before=0, after=0, line=240, lineRule="auto")
        emblem = paragraph("Sela", flow.picture(block.emblem, *measures.EMBLEM, alt), spacing=exact)
        cells = (
            cell(side, [emblem]),
            cell(width - 2 * side, texts or [paragraph("Sela")]),
            cell(side, [paragraph("Sela")]),
        )
        flow.add(table((side, width - 2 * side, side), [row(*cells)]))
    else:
        for text in texts:
            flow.add(text)
    line = border("bottom", 3, "thickThinSmallGap") if block.double else border("bottom", 2.25)
    space = w("spacing", before=100, after=340, line=20, lineRule="exact")
    flow.add(paragraph("Sela", pBdr=w("pBdr", line), spacing=space))


def joint_head(block: JointHead, flow: Flow) -> None:
    width, side = measures.text_width(flow.section), measures.EMBLEM_COLUMN
    texts = [
        text_paragraph("KopBaris", text, size=9 if look == "small" else 0, bold=look == "strong", keepNext=True)
        for text, look in block.lines
    ]
    emblems = [_emblem(block.emblem, block.offices[0], flow), _emblem(block.right, block.offices[1], flow)]
    cells = (cell(side, [emblems[0]]), cell(width - 2 * side, texts), cell(side, [emblems[1]]))
    flow.add(table((side, width - 2 * side, side), [row(*cells)]))
    space = w("spacing", before=100, after=340, line=20, lineRule="exact")
    flow.add(paragraph("Sela", pBdr=w("pBdr", border("bottom", 2.25)), spacing=space))


def _emblem(sha256: str, office: str, flow: Flow) -> etree._Element:
    if not sha256:
        return paragraph("Sela")
    exact = w("spacing", before=0, after=0, line=240, lineRule="auto")
    return paragraph("Sela", flow.picture(sha256, *measures.EMBLEM, f"Lambang {office}"), spacing=exact)


def title(block: Title, flow: Flow) -> None:
    """One paragraph, so that the navigation pane shows one title."""
    element = text_paragraph("Judul", "\n".join(block.lines), keepNext=True)
    if block.spaced:
        letterspaced(element, 12)
    flow.add(element)
    if block.number:
        flow.add(text_paragraph("JudulNomor", block.number, size=flow.letters.text, keepNext=True))
    flow.space(5)


def address(block: Address, flow: Flow) -> None:
    for number, line in enumerate(block.lines):
        place = number > 0 and number == len(block.lines) - 1
        flow.add(text_paragraph("Alamat", line, ind=indent(8) if place else None))
    flow.space(7)


def rule(block: Rule, flow: Flow) -> None:
    line = w("pBdr", border("bottom", 0.75))
    flow.gap = 0
    flow.add(paragraph("Sela", pBdr=line, spacing=w("spacing", before=60, after=230, line=20, lineRule="exact")))


def heading(block: Heading, flow: Flow) -> None:
    style = f"Heading{block.level}"
    if flow.section.handout:
        edge_heading(block, flow)
        return
    number = flow.numbers.heading(block.marker, block.level - 1)
    if block.marker and number is None:  # a marker that no list of ours can count
        stands, text = measures.INDENTS[block.level - 1], measures.INDENTS[block.level]
        hanging = indent(text, text - stands)
        flow.add(paragraph(style, *runs(block.marker), tab(), *runs(block.text), ind=hanging))
        return
    flush = indent(measures.INDENTS[block.level - 1]) if not block.marker else None
    flow.add(text_paragraph(style, block.text, numPr=number, ind=flush, size=flow.letters.points))


def text(block: Paragraph, flow: Flow) -> None:
    left = measures.INDENTS[block.level]
    where: dict[str, int] = {"left": round(left * 1440 / 25.4)} if left else {}
    if block.variant == "closing" and not left and not measures.set_small(flow.section):
        where["firstLine"] = round(measures.FIRST_LINE * 1440 / 25.4)
    for number, part in enumerate(page_ends.halves(block.text, flow.item)):
        if number:
            flow.turn, where["firstLine"] = True, 0
        shown = text_paragraph(
            STYLES[block.variant],
            part,
            words=block.bold,
            size=_size(block, flow),
            spacing=None if block.variant in ("note", "caption") else flow.lines,
            keepNext=flow.keep or None,
            jc=_alignment(block),
            ind=w("ind", **where) if where else None,
        )
        flow.add(unbroken(shown))


def _alignment(block: Paragraph) -> etree._Element | None:
    """Where it differs from the style's. In a text that runs from the right Word calls the left side "right"."""
    if block.variant == "centred":
        return w("jc", val="center")
    if block.variant == "caption" and begins_rtl(block.text):
        return w("jc", val="right")
    return w("jc", val="left") if block.ragged else None


def _size(block: Paragraph, flow: Flow) -> float:
    """Points, where the text is smaller than its style."""
    if block.variant == "caption":
        return 0
    return flow.letters.note if block.variant == "note" else flow.letters.text


def numbered_list(block: NumberedList, flow: Flow) -> None:
    kind = KINDS[block.marker]
    if not block.items:
        return
    ident = flow.numbers.new(kind, block.level, block.start)
    for at, item in enumerate(block.items):
        opens = item.rstrip().endswith(":")
        flow.turn |= 0 < at == flow.item
        number = properties(ident, block.level)
        left = w("jc", val="left") if block.ragged or at in block.torn else None
        shown = text_paragraph(
            "Butir", item, words=block.bold, size=flow.letters.points, spacing=flow.lines, numPr=number,
            keepNext=opens or None, jc=left,
        )  # fmt: skip
        flow.add(unbroken(shown))
    flow.space(2)


def signatures(block: SignatureBlock, flow: Flow) -> None:
    flow.tie()
    if len(block.signers) > 1:
        two_signatures(block, flow)
    elif block.signers:
        one_signature(block, flow)


def copies(block: CopyList, flow: Flow) -> None:
    """A row under the signature: LibreOffice lets lines that only ask to be kept together fall on the next page."""
    above, size = w("spacing", before=twips(flow.step.copies)), flow.letters.text
    ident = flow.numbers.new(NARROW, 0, 1)
    items = [
        text_paragraph("Tembusan", item, size=size, numPr=properties(ident, 0) if marker else None, keepNext=True)
        for marker, item in phrases.copies(block.items)
    ]
    flow.lengthen([text_paragraph("Tembusan", "Tembusan:", size=size, keepNext=True, spacing=above), *items])


def halves(block: Halves, flow: Flow) -> None:
    """Two cells with tables of their own, each closed by a paragraph, as a cell has to be."""
    across = measures.text_width(flow.section)
    half = measures.half_of(across)
    widths = (half, across - 2 * half, half)
    left, right = (_half(side, half, flow) for side in (block.left, block.right))
    flow.add(table(widths, [row(left, cell(widths[1], [paragraph("Sela")]), right)]))


def _half(blocks: Sequence[Block], width: float, flow: Flow) -> etree._Element:
    inside = replace(flow, body=cell(width, [gap_paragraph(round(measures.UNDER_HALVES * 20))]))
    for one in blocks:
        BLOCKS[type(one).__name__](one, inside)
        inside.gap = min(inside.gap, round(measures.UNDER_HALVES * 20))
    return inside.body


BLOCKS: dict[str, Callable[[Any, Flow], None]] = {
    "Letterhead": letterhead,
    "JointHead": joint_head,
    "HandoutHead": handout_head,
    "Title": title,
    "Meta": meta,
    "Address": address,
    "Rule": rule,
    "Heading": heading,
    "Paragraph": text,
    "NumberedList": numbered_list,
    "Table": matrix,
    "Form": form,
    "Ruled": ruled,
    "Slip": slip,
    "Figures": figures,
    "Legend": legend,
    "PageFoot": page_foot,
    "Photos": photos,
    "Picture": picture,
    "SignatureBlock": signatures,
    "CopyList": copies,
    "AnnexHead": annex_head,
    "Halves": halves,
    **dict.fromkeys(("TileMap", "SmallCharts", "Bar"), drawing),
}
