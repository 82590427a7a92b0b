"""The travelling form as a Word file: one table a task, a locked content control in each field, the rest protected."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from documents.report.language import long_date
from documents.report.measures import TEMPLATES
from documents.travel.form import HINTS, PROMPT, PROPERTIES, STEPS, YELLOW, Blank, Card, TravelForm, digests

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
GREY, LABEL, FIELD = "E7EEEC", Cm(4.6), Cm(12.9)
DATES = {"date", "deadline"}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_LINE = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _SIDES)
_LINES = f"<w:tblBorders {nsdecls('w')}>{_LINE}</w:tblBorders>"
_AROUND = "".join(
    f'<w:{side} w:w="{twips}" w:type="dxa"/>' for side, twips in zip(_SIDES, (45, 108, 0, 108), strict=False)
)
_ROOM = f"<w:tblCellMar {nsdecls('w')}>{_AROUND}</w:tblCellMar>"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">{{}}</Properties>'
)
_PROPERTY = (  # the id says that people wrote it
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{}" name="{}"><vt:lpwstr>{}</vt:lpwstr></property>'
)


def word_form(form: TravelForm) -> bytes:
    document = Document(str(TEMPLATES / "base.docx"))  # in Indonesian, as the papers are
    _page(document)
    _heading(document, form)
    for card in form.cards:
        _card(document, card)
    if not form.cards:
        document.add_paragraph("Sekarang tidak ada yang perlu diisi.")
    _listed(document, form)
    _protect(document)
    _keep_digests(document, form)
    document.core_properties.title = f"Formulir tindak lanjut, {form.office}"
    document.core_properties.author = "Tuntas"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: WordDocument) -> None:
    """F4 with the margins of an office; Arial as in the documents."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.5), Cm(33)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    style = document.styles["Normal"]
    style.font.size = Pt(10)
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(4), 1.15


def _heading(document: WordDocument, form: TravelForm) -> None:
    for text, size, bold in (
        ("FORMULIR TINDAK LANJUT RAKOR", 13, True), (form.rakor, 11, True), (form.when, 10, False),
        (form.office, 11, True),
    ):  # fmt: skip
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(2)
        _run(paragraph, text, size=size, bold=bold)
    box = _table(document, 1, 1).rows[0].cells[0]
    _shade(box, GREY)
    _run(box.paragraphs[0], f"{STEPS} Dibuat {form.made}.", size=9.5)
    document.add_paragraph()


def _table(document: WordDocument, rows: int, columns: int) -> Any:
    """With a thin line round every cell."""
    table = document.add_table(rows, columns)
    table._tbl.tblPr.find(qn("w:tblW")).addnext(parse_xml(_LINES))
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(parse_xml(_ROOM))
    return table


def _card(document: WordDocument, card: Card) -> None:
    table = _table(document, 0, 2)
    table.autofit = False
    table.columns[0].width, table.columns[1].width = LABEL, FIELD
    head = table.add_row().cells[0].merge(table.rows[0].cells[1])
    _shade(head, GREY)
    head.paragraphs[0].paragraph_format.keep_with_next = True
    _run(head.paragraphs[0], card.title, bold=True)
    _run(head.paragraphs[0], f"   {card.code}", size=7, grey=True)
    for label, text in card.facts:
        row = table.add_row().cells
        _run(row[0].paragraphs[0], label, size=9, grey=True)
        _run(row[1].paragraphs[0], text, size=9, grey=True)
    for blank in card.blanks:
        row = table.add_row().cells
        _run(row[0].paragraphs[0], blank.label)
        if blank.name in HINTS:
            _run(row[0].add_paragraph(), HINTS[blank.name], size=8, grey=True)
        _shade(row[1], YELLOW)
        row[1].paragraphs[0]._p.append(_control(blank))
    for row in table.rows:
        if len(row._tr.tc_lst) == 2:
            row.cells[0].width, row.cells[1].width = LABEL, FIELD
    document.add_paragraph()


def _listed(document: WordDocument, form: TravelForm) -> None:
    if not form.listed:
        return
    _run(document.add_paragraph(), "Hanya untuk dibaca", bold=True)
    table = _table(document, 0, 2)
    for title, standing in form.listed:
        row = table.add_row().cells
        _run(row[0].paragraphs[0], title, size=9)
        _run(row[1].paragraphs[0], standing, size=9)


def _control(blank: Blank) -> BaseOxmlElement:
    """A content control within its paragraph. It cannot be removed; only its text can be typed.

    It is one for rich text: LibreOffice turns one for plain text into an input field of a single line.
    """
    control, properties, content = OxmlElement("w:sdt"), OxmlElement("w:sdtPr"), OxmlElement("w:sdtContent")
    control.append(properties)
    control.append(content)
    for name, value in (("alias", blank.label), ("tag", blank.tag), ("lock", "sdtLocked")):
        properties.append(_valued(name, value))
    if not blank.value:
        properties.append(OxmlElement("w:showingPlcHdr"))
    if blank.name in DATES:
        properties.append(_date())
    shown = long_date(blank.value) if blank.name in DATES and blank.value else blank.value
    content.append(_filled(shown or PROMPT, prompt=not shown))
    return control


def _date() -> BaseOxmlElement:
    date = OxmlElement("w:date")
    for name, value in (
        ("dateFormat", "d MMMM yyyy"), ("lid", "id-ID"), ("storeMappedDataAs", "dateTime"), ("calendar", "gregorian"),
    ):  # fmt: skip
        date.append(_valued(name, value))
    return date


def _filled(text: str, *, prompt: bool) -> BaseOxmlElement:
    """A run with its line breaks."""
    run = OxmlElement("w:r")
    if prompt:
        properties = OxmlElement("w:rPr")
        properties.append(_valued("color", "767676"))
        run.append(properties)
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        piece = OxmlElement("w:t")
        piece.text = line
        piece.set(qn("xml:space"), "preserve")
        run.append(piece)
    return run


def _valued(name: str, value: str) -> BaseOxmlElement:
    element = OxmlElement(f"w:{name}")
    element.set(qn("w:val"), value)
    return element


def _run(paragraph: Paragraph, text: str, *, size: float = 10, bold: bool = False, grey: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold
    if grey:
        run.font.color.rgb = RGBColor(0x55, 0x5F, 0x5C)


def _shade(cell: _Cell, colour: str) -> None:
    shade = _valued("shd", "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)


def _protect(document: WordDocument) -> None:
    """Only fields can be typed; without a password, so that no office is locked out of its own paper."""
    settings = document.settings.element
    protection = OxmlElement("w:documentProtection")
    protection.set(qn("w:edit"), "forms")
    protection.set(qn("w:enforcement"), "1")
    tab = settings.find(qn("w:defaultTabStop"))
    if tab is None:
        settings.append(protection)
    else:
        tab.addprevious(protection)


def _keep_digests(document: WordDocument, form: TravelForm) -> None:
    """As properties of the file. There is no letter in them that XML would read otherwise."""
    said = "".join(_PROPERTY.format(number, *one) for number, one in enumerate(digests(form).items(), 2))
    if said:
        package = document.part.package
        name, kind = PackURI(f"/{PROPERTIES}"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES
        part = Part(name, kind, _PROPERTIES.format(said).encode(), package)
        package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
