"""The place for a certified signature in a Word document: a bordered cell where the PDF has its field."""

from __future__ import annotations

from lxml import etree

from documents.report.sign_field import GREY, GREY_WORD, LINE, WORD, WORD_INSET, WORD_SIZE, SignField
from documents.word.elements import W, border, cell, indent, paragraph, row, runs, table, twips, w
from documents.word.flow import gap_paragraph

LINE_OF_WORD = 8  # points
BELOW = 0.8  # mm from the line of the word to that of the box


def sign_box(place: SignField, box: tuple[float, float], above: float, left: float) -> list[etree._Element]:
    """The cell, ``box`` mm across and down and ``left`` mm in, with what is free ``above`` it; without a line where
    nobody is to sign. It is a table of its own: the cell around it needs a paragraph after it."""
    width, height = box
    lines = w("tcBorders", *(_dashes(side) for side in ("top", "left", "bottom", "right"))) if place.name else None
    text = cell(width, [_word(place)], tcBorders=lines, vAlign=w("vAlign", val="bottom"))
    return [gap_paragraph(twips(above)), table((width,), [row(text, height=height)], left=left)]


def _dashes(side: str) -> etree._Element:
    line = border(side, LINE, "dashed")
    line.set(f"{W}color", _hexadecimal(GREY))
    return line


def _word(place: SignField) -> etree._Element:
    """The word, after what is searched for."""
    if not place.name:
        return paragraph("Sela", keepNext=True)
    texts = runs(" ".join(filter(None, (place.anchor, WORD))), size=WORD_SIZE)
    for properties in (text[0] for text in texts):
        properties.insert(0, w("color", val=_hexadecimal(GREY_WORD)))
    spacing = w("spacing", before=0, after=twips(BELOW), line=LINE_OF_WORD * 20, lineRule="exact")
    return paragraph("Sela", *texts, keepNext=True, spacing=spacing, ind=indent(WORD_INSET))


def _hexadecimal(grey: float) -> str:
    return f"{round(grey * 255):02X}" * 3
