"""Ruled lines and slips of a Word document. A slip is one cell as high as half a sheet: the cut is in its middle."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from documents.report import marks, measures
from documents.report.boxes import Ruled, Slip
from documents.report.phrases import accents_of
from documents.word.bordered_tables import pieces_runs
from documents.word.elements import (
    border,
    cell,
    indent,
    letterspaced,
    paragraph,
    picture,
    pitched,
    row,
    table,
    text_paragraph,
    twips,
    w,
)
from documents.word.flow import Flow, gap_paragraph

TEXT, SMALL, NOTE = 10.5, 9, 7  # pt
LABEL = 30  # mm
QR_COLUMN = 14
CODE = 91  # mm from the edge of the text to the QR code


def ruled(block: Ruled, flow: Flow) -> None:
    for _ in range(block.count):
        lines = (w(side, val="single", sz=4, space=0, color="999999") for side in ("bottom", "between"))
        pitch = w("spacing", before=0, after=0, line=twips(block.pitch), lineRule="exact")
        flow.add(paragraph("Sela", pBdr=w("pBdr", *lines), spacing=pitch))
    flow.space(4)


def slip(block: Slip, flow: Flow) -> None:
    width = measures.text_width(flow.section)
    height, below, above = measures.SLIP
    flow.add(table([width], [row(cell(width, _contents(block, width, flow)), least=height)]))
    if block.cut:
        _, right, _, left = flow.section.margins
        edge = w("ind", left=-twips(left), right=-twips(right), firstLine=twips(left))
        spacing = w("spacing", before=twips(below - 3.4), after=twips(above), line=twips(3.4), lineRule="exact")
        line = w("pBdr", border("bottom", 0.75, "dashed"))
        flow.add(text_paragraph("KakiNaskah", block.cut, size=NOTE, pBdr=line, spacing=spacing, ind=edge))


def _contents(block: Slip, width: float, flow: Flow) -> list[etree._Element]:
    half = width / 2
    head = (_text(block.office, bold=True), _text(block.sheet, size=SMALL, jc=w("jc", val="right")))
    over = [cell(half, [_text(text)]) for text, _ in block.signers]
    under = [cell(half, [_filled(text, block.accents, 0)]) for _, text in block.signers]
    return [
        table((half, half), [row(*(cell(half, [text], tcBorders=_line()) for text in head))]),
        letterspaced(text_paragraph("Judul", block.title, size=TEXT, spacing=_gap(2.5, 2.5)), TEXT),
        _told(block.rows, width, 0.5),
        paragraph("Sela", pBdr=w("pBdr", border("bottom", 0.75)), spacing=_gap(1.5, 2)),
        _told(block.blanks, width, 2, block.accents),
        gap_paragraph(twips(1)),
        table((half, half), [row(*over, least=16.8), row(*under)]),
        gap_paragraph(twips(1)),
        _code(block, width, flow),
        gap_paragraph(20),
    ]


def _told(rows: Sequence[tuple[str, str]], width: float, after: float, accents: str = "") -> etree._Element:
    widths = (LABEL, measures.COLON, width - LABEL - measures.COLON)
    told = []
    for label, value in rows:
        texts = [*(_text(text, spacing=_gap(0, after)) for text in (label, ":")), _filled(value, accents, after)]
        told.append(row(*(cell(mm, [text]) for mm, text in zip(widths, texts, strict=True))))
    return table(widths, told)


def _filled(text: str, accents: str, after: float) -> etree._Element:
    """What is filled in as ``accents`` have it; without any it is a text as others."""
    spacing = _gap(0, after)
    if not accents:
        return _text(text, spacing=spacing)
    told = pieces_runs(text, accents_of(accents), size=TEXT)
    return paragraph("Meta", *told, ind=indent(0), spacing=pitched(TEXT, spacing))


def _code(block: Slip, width: float, flow: Flow) -> etree._Element:
    relation, _, _ = flow.part.image(marks.qr_png(block.url))
    code = picture(relation, measures.QR, measures.QR, "Kode QR alamat pemeriksaan keaslian naskah")
    exact = w("spacing", before=0, after=0, line=240, lineRule="auto")
    cells = [
        cell(QR_COLUMN, [paragraph("Sela", code, spacing=exact)]),
        cell(width - CODE - QR_COLUMN, [paragraph("KakiNaskah", *flow.part.linked(block.note, block.url, size=NOTE))]),
    ]
    return table((QR_COLUMN, width - CODE - QR_COLUMN), [row(*cells)], left=CODE)


def _text(text: str, *, size: float = TEXT, bold: bool = False, **properties: etree._Element) -> etree._Element:
    return text_paragraph("Meta", text, size=size, bold=bold, ind=indent(0), **properties)


def _line() -> etree._Element:
    return w("tcBorders", border("bottom", 1))


def _gap(before: float, after: float) -> etree._Element:
    return w("spacing", before=twips(before), after=twips(after))
