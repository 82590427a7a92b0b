"""What runs along on every Word page: mark and watermark, page number, foot, check mark."""

from __future__ import annotations

from lxml import etree

from documents.report import marks, measures, phrases
from documents.report.blocks import Report, Section
from documents.word.elements import (
    border,
    cell,
    field,
    paragraph,
    picture,
    row,
    runs,
    table,
    text_paragraph,
    twips,
    unbroken,
    w,
)
from documents.word.flow import Part, gap_paragraph

NUMBER = 28  # mm of the page number's column
OF = 40  # of "Halaman 2 dari 6"
QR_COLUMN = 14
FOOT, BELOW, EDGE = 8.5, 8, 3  # mm from the text to under the line of the foot; free under that; from the sheet's edge


def head(report: Report, section: Section, part: Part, *, first: bool) -> list[etree._Element]:
    """Mark and "- 2 -"; ``first`` is page 1, which has no number."""
    dash = section.numbering == "dash" and not first
    if not report.mark:
        return [_dash_number()] if dash else [paragraph("Sela")]
    return [_mark_row(report, section, dash=dash), paragraph("Sela", _watermark(report, section, part))]


def _dash_number() -> etree._Element:
    return paragraph("NomorHalaman", *runs("- "), *field("PAGE", "2"), *runs(" -"))


def _mark_row(report: Report, section: Section, *, dash: bool) -> etree._Element:
    width = measures.text_width(section)
    box_width = measures.MARK_BOX if len(report.mark) <= 5 else measures.MARK_BOX + 12
    lines = w("tcBorders", *(border(side, 1.25) for side in ("top", "left", "bottom", "right")))
    middle = {"vAlign": w("vAlign", val="center")}
    box = cell(box_width, [text_paragraph("Tanda", report.mark)], tcBorders=lines, vAlign=w("vAlign", val="center"))
    if not dash:
        note = text_paragraph("CatatanTanda", report.mark_note, jc=w("jc", val="right"), ind=w("ind", right=170))
        return table((width - box_width, box_width), [row(cell(width - box_width, [note], **middle), box)])
    side = (width - NUMBER) / 2
    widths = (side, NUMBER, side - box_width, box_width)
    note = text_paragraph("CatatanTanda", report.mark_note)
    cells = (cell(side, [note], **middle), cell(NUMBER, [_dash_number()]), cell(widths[2], [paragraph("Sela")]), box)
    return table(widths, [row(*cells)])


def _watermark(report: Report, section: Section, part: Part) -> etree._Element:
    relation, across, down = part.image(marks.watermark_png(phrases.watermark(report)))
    width = min(150, measures.sheet(section)[0] - 30)
    return picture(
        relation, width, width * down / across, f"Tanda {phrases.watermark(report)} di belakang teks", behind=True
    )


def foot(report: Report, section: Section, part: Part, *, first: bool) -> list[etree._Element]:
    """QR code and its note on page 1 of an issued document, one small line on the others; "Halaman 2 dari 6"."""
    of = OF if section.numbering == "of" else 0
    width = measures.text_width(section)
    if first and phrases.check_note(report):
        check = _words if section.handout else _check
        return [check(report, section, of, part), paragraph("Sela")]
    text = "\n".join(filter(None, (phrases.foot_line(report, section), section.below)))
    texts = part.linked(text, report.check_url, bold=section.foot_bold)
    if not of and not texts:
        return [paragraph("Sela")]
    if not of:
        below = w("spacing", before=0, after=twips(_below_foot(section)))
        return [unbroken(paragraph("KakiNaskah", *texts, spacing=below))]
    cells = (cell(width - of, [unbroken(paragraph("KakiNaskah", *texts))]), cell(of, [_page_of()]))
    return [table((width - of, of), [row(*cells)]), gap_paragraph(twips(7.5))]


def _below_foot(section: Section) -> float:
    """Millimetres under the line of a foot: where there is little room below the text it comes closer to the edge."""
    _, _, bottom, _ = section.margins
    return min(BELOW, bottom - FOOT - max(bottom - BELOW - FOOT, EDGE))


def _page_of() -> etree._Element:
    texts = (*runs("Halaman "), *field("PAGE", "1"), *runs(" dari "), *field("NUMPAGES", "1"))
    return paragraph("KakiHalaman", *texts)


def _words(report: Report, section: Section, of: float, part: Part) -> etree._Element:
    """In words what else the QR code says: as high as that."""
    width = measures.text_width(section) - of
    lines = phrases.opening_foot(report, section)
    texts = [unbroken(paragraph("KakiNaskah", *part.linked(line, report.check_url))) for line in lines]
    cells = [cell(width, texts), *([cell(of, [_page_of()])] if of else [])]
    return table((width, of) if of else (width,), [row(*cells, least=measures.QR)])


def _check(report: Report, section: Section, of: float, part: Part) -> etree._Element:
    width = measures.text_width(section)
    relation, _, _ = part.image(marks.qr_png(report.check_url))
    code = picture(relation, measures.QR, measures.QR, "Kode QR alamat pemeriksaan keaslian naskah")
    line = w("spacing", before=0, after=0, line=240, lineRule="auto")
    cells = [cell(QR_COLUMN, [paragraph("Sela", code, spacing=line)])]
    above = w("spacing", before=90, after=0)
    first, *others = phrases.opening_foot(report, section)
    texts = [paragraph("KakiNaskah", *part.linked(first, report.check_url), spacing=above)]
    texts += [paragraph("KakiNaskah", *part.linked(one, report.check_url, bold=section.foot_bold)) for one in others]
    cells.append(cell(width - QR_COLUMN - of, texts))
    widths = [QR_COLUMN, width - QR_COLUMN - of]
    if of:
        cells.append(cell(of, [_page_of()]))
        widths.append(of)
    return table(widths, [row(*cells)])


def distances(report: Report, section: Section) -> tuple[float, float]:
    """Of head and foot from the edges of the sheet, in mm."""
    top, _, bottom, _ = section.margins
    return max(top - (11.2 if report.mark else 9), EDGE), max(bottom - BELOW - FOOT, EDGE)
