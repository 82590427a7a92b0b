"""Tables without lines of a Word document: label and value, photos, the head of an annex, two signatures."""

from __future__ import annotations

import functools
from typing import Any

from lxml import etree

from documents.report import measures, phrases
from documents.report.blocks import AnnexHead, Meta, SignatureBlock, Signer
from documents.report.photographs import Photo, Photos, Picture
from documents.word.elements import (
    border,
    cell,
    indent,
    paragraph,
    pitched,
    row,
    runs,
    tab,
    table,
    text_paragraph,
    twips,
    unbroken,
    w,
)
from documents.word.flow import NARROW, Flow
from documents.word.sign_box import sign_box


def meta(block: Meta, flow: Flow) -> None:
    style = "MetaKecil" if measures.set_small(flow.section) else "Meta"
    widths = measures.meta_columns(block, measures.text_width(flow.section), flow.face)
    pairs = phrases.meta_pairs(block)
    rows = []
    for line, entries in enumerate(pairs):
        texts = [text for entry in entries for text in _pair(block, entry, style, flow, last=line == len(pairs) - 1)]
        if block.date:
            date = block.date if line == 0 else ""
            texts.append([text_paragraph(style, date, jc=w("jc", val="right"))])
        texts += [[paragraph(style)] for _ in widths[len(texts) :]]
        rows.append(row(*(cell(width, text) for width, text in zip(widths, texts, strict=True))))
    flow.add(table(widths, rows, left=measures.INDENTS[block.level]))
    flow.space(6 if block.variant == "letter" else 4)


def _pair(
    block: Meta, entry: tuple[str, tuple[str, ...]], style: str, flow: Flow, *, last: bool
) -> list[list[etree._Element]]:
    label, values = entry
    bold = block.bold_last and last
    items = phrases.meta_items(block, values)
    number = flow.numbers.new(NARROW, 0, 1) if any(marker for marker, _ in items) else 0
    told = functools.partial(_told, style, flow)
    texts = [
        unbroken(told(text, bold=bold, words=block.bold, numPr=_narrow(number) if marker else None))
        for marker, text in ((marker, phrases.with_whole_days(text)) for marker, text in items)
    ]
    inset = indent(measures.INSET) if label in block.inset else None
    return [[told(label, ind=inset)], [told(":" if values else "")], texts or [paragraph(style)]]


def _told(style: str, flow: Flow, text: str, **properties: Any) -> etree._Element:
    size = flow.letters.text if flow.section.handout else 0
    return text_paragraph(style, text, size=size, spacing=flow.lines, **properties)


def _narrow(number: int) -> etree._Element:
    return w("numPr", w("ilvl", val=0), w("numId", val=number))


def photos(block: Photos, flow: Flow) -> None:
    width, height = measures.photo_frame(flow.section)
    widths = (width, measures.FRAME_GAP, width)
    rows = []
    for shown in phrases.photo_rows(block):
        if shown[0].wide:
            whole = sum(widths)
            rows.append(row(_frame(shown[0], whole, height, flow, span=3), height=height))
            rows.append(row(cell(whole, [_caption(shown[0])], span=3)))
            continue
        pair: list[Photo | None] = [*shown, None][:2]
        frames = [_frame(photo, width, height, flow) for photo in pair]
        captions = [cell(width, [_caption(photo)]) for photo in pair]
        gaps = [cell(measures.FRAME_GAP, [paragraph("Sela")]) for _ in range(2)]
        rows.append(row(frames[0], gaps[0], frames[1], height=height))
        rows.append(row(captions[0], gaps[1], captions[1]))
    if rows:
        flow.add(table(widths, rows))
        flow.space(2)


TALLEST = 240  # mm of a picture, which then is narrower than it says


def picture(block: Picture, flow: Flow) -> None:
    exact = w("spacing", before=0, after=0, line=240, lineRule="auto")
    shown = flow.picture(block.sha256, block.width, TALLEST, block.alt)
    flow.add(paragraph("Sela", shown, keepNext=flow.keep or None, spacing=exact))
    flow.space(3)


def _frame(photo: Photo | None, width: float, height: float, flow: Flow, *, span: int = 1) -> etree._Element:
    if photo is None:
        return cell(width, [paragraph("Sela")])
    alt = photo.alt or photo.caption or photo.label
    line = w("spacing", before=0, after=0, line=240, lineRule="auto")
    image = flow.picture(photo.sha256, width - 0.4, height - 0.4, alt)
    text = paragraph("Sela", image, keepNext=True, spacing=line, jc=w("jc", val="center"))
    lines = w("tcBorders", *(border(side, 0.5) for side in ("top", "left", "bottom", "right")))
    return cell(width, [text], span=span, tcBorders=lines, vAlign=w("vAlign", val="center"))


def _caption(photo: Photo | None) -> etree._Element:
    if photo is None:
        return paragraph("Sela")
    blank = runs(" ", size=9.5) if photo.label and photo.caption else []
    texts = (*runs(photo.label, size=9.5, bold=True), *blank, *runs(photo.caption, size=9.5))
    # A caption stands over a table and stays with it; that of a photo stands below.
    spacing = w("spacing", before=84, after=280, line=240, lineRule="atLeast")
    return paragraph("Keterangan", *texts, keepNext=w("keepNext", val=0), keepLines=True, spacing=spacing)


def annex_head(block: AnnexHead, flow: Flow) -> None:
    width = measures.annex_width(flow.section)
    widths = (19, measures.COLON, width - 19 - measures.COLON)
    style = "LampiranKepala"
    rows = [row(cell(width, [text_paragraph(style, block.label)], span=3))]
    for label, value in block.rows:
        rows.append(
            row(*(cell(mm, [text_paragraph(style, t)]) for mm, t in zip(widths, (label, ":", value), strict=True)))
        )
    flow.add(table(widths, rows, left=measures.text_width(flow.section) - width))
    flow.add(text_paragraph("LampiranJudul", block.title))


def one_signature(block: SignatureBlock, flow: Flow) -> None:
    """In a row that is never split: LibreOffice parts a longer chain of lines that only ask to be kept together."""
    edge, width = measures.signature_columns(flow.section, 1)
    size, hang = flow.letters.text, measures.HANG
    lines = signature_head(block.signers[0], hang, size, hang=hang)
    lines += signature_foot(block, 0, hang, size, flow)
    flow.space(flow.step.above)
    blank = cell(edge - hang, [paragraph("Sela", keepNext=True)])
    flow.add(table((edge - hang, width + hang), [row(blank, cell(width + hang, lines))]))


def two_signatures(block: SignatureBlock, flow: Flow) -> None:
    signers, (first, second) = block.signers[:2], measures.signature_columns(flow.section, 2)
    widths = (first, second - measures.INDENTS[block.level])
    hang = measures.HANG if any(signer.mode for signer in signers) else 0
    size = flow.letters.text
    heads = [signature_head(signer, hang, size, hang=hang) for signer in signers]
    feet = [signature_foot(block, at, hang, size, flow) for at in range(len(signers))]
    rows = [row(*(cell(mm, texts) for mm, texts in zip(widths, part, strict=True))) for part in (heads, feet)]
    flow.space(flow.step.above)
    flow.add(table(widths, rows, left=measures.INDENTS[block.level]))
    flow.space(2)


def signature_head(signer: Signer, left: float, size: float, *, hang: float) -> list[etree._Element]:
    """What stands over the space to sign; ``a.n.`` hangs to the left of the other lines."""
    lines = (
        [text_paragraph("TandaTangan", signer.above, size=size, keepNext=True, ind=indent(left))]
        if signer.above
        else []
    )
    for number, line in enumerate(signer.office or ("",)):
        if number == 0 and signer.mode:
            texts = [*runs(signer.mode, size=size), tab(), *runs(line, size=size)]
            hanging = indent(left, hang or measures.HANG)
            lines.append(paragraph("TandaTangan", *texts, keepNext=True, spacing=pitched(size), ind=hanging))
        else:
            lines.append(text_paragraph("TandaTangan", line, size=size, keepNext=True, ind=indent(left)))
    return lines


def signature_foot(block: SignatureBlock, at: int, left: float, size: float, flow: Flow) -> list[etree._Element]:
    """The space to sign, or the box for a certified signature, and what stands under it."""
    signer = block.signers[at]
    texts, free = phrases.signer_foot(signer), flow.step.round_box
    lines = [
        text_paragraph(
            "TandaTangan" if number else "NamaPenandaTangan",
            text,
            size=size,
            keepNext=flow.keep or number < len(texts) - 1,
            spacing=w("spacing", before=twips(free)) if signer.place and not number else None,
            ind=indent(left),
        )
        for number, text in enumerate(texts)
    ]
    if signer.place is None:
        return lines
    return [*sign_box(signer.place, measures.sign_box(flow.section, block, flow.step), free, left), *lines]
