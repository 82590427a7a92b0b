"""The travelling form as an Excel workbook: tags in a hidden column, only the yellow cells unlocked."""

from __future__ import annotations

import io
from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from documents.lists.excel import is_like_a_formula, unescaped
from documents.travel.form import HINTS, STEPS, YELLOW, Blank, Card, TravelForm, digests

NAME, GREY = "Formulir", "E7EEEC"
LABEL, FIELD = 28, 74  # widths in characters
_LINE = Side(style="thin", color="9AA8A4")
_FOLIO = 14  # 8.5 x 13 inches, what Excel calls F4
DATES = {"date", "deadline"}


def excel_form(form: TravelForm) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet: Worksheet = book.create_sheet(NAME)
    _columns(sheet)
    for text, size in (("FORMULIR TINDAK LANJUT RAKOR", 13), (form.rakor, 11), (form.when, 10), (form.office, 11)):
        _across(sheet, text, Font("Arial", size, bold=True))
    _across(sheet, f"{STEPS} Dibuat {form.made}.", Font("Arial", 9), GREY)
    for card in form.cards:
        _card(sheet, card)
    if not form.cards:
        _across(sheet, "Sekarang tidak ada yang perlu diisi.", Font("Arial", 10))
    if form.listed:
        sheet.cell(sheet.max_row + 1, 2)  # a gap
        _across(sheet, "Hanya untuk dibaca", Font("Arial", 10, bold=True), GREY)
    for title, standing in form.listed:
        _row(sheet, title, standing, grey=True)
    _protect(sheet)
    for place, said in digests(form).items():
        book.custom_doc_props.append(StringProperty(name=place, value=said))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _columns(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].hidden = True
    sheet.column_dimensions["B"].width, sheet.column_dimensions["C"].width = LABEL, FIELD
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = _FOLIO, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _card(sheet: Worksheet, card: Card) -> None:
    sheet.cell(sheet.max_row + 1, 2)  # a gap
    _across(sheet, f"{card.title}   {card.code}", Font("Arial", 10, bold=True), GREY)
    for label, text in card.facts:
        _row(sheet, label, text, grey=True)
    for blank in card.blanks:
        _field(sheet, blank)


def _across(sheet: Worksheet, text: str, font: Font, colour: str = "") -> None:
    row = sheet.max_row + 1 if sheet["B1"].value else 1
    cell = sheet.cell(row, 2)
    _put(cell, text, font)
    if colour:
        cell.fill = PatternFill("solid", fgColor=colour)
    sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=3)
    sheet.row_dimensions[row].height = _height(text, LABEL + FIELD)


def _row(sheet: Worksheet, label: str, text: str, *, grey: bool = False) -> Cell:
    row = sheet.max_row + 1
    font = Font("Arial", 9 if grey else 10, color="555F5C" if grey else "000000")
    _put(sheet.cell(row, 2), label, font)
    cell = sheet.cell(row, 3)
    _put(cell, text, font)
    for one in (sheet.cell(row, 2), cell):
        one.border = Border(_LINE, _LINE, _LINE, _LINE)
    sheet.row_dimensions[row].height = max(_height(label, LABEL), _height(text, FIELD))
    return cell


def _field(sheet: Worksheet, blank: Blank) -> None:
    hint = f"\n({HINTS[blank.name]})" if blank.name in HINTS else ""
    cell = _row(sheet, blank.label + hint, "" if blank.name in DATES else blank.value)
    sheet.cell(cell.row, 1).value = blank.tag
    cell.fill, cell.protection = PatternFill("solid", fgColor=YELLOW), Protection(locked=False)
    cell.number_format = {"percent": "0"}.get(blank.name, "dd/mm/yyyy" if blank.name in DATES else "@")
    if blank.name in DATES and blank.value:
        cell.value = date.fromisoformat(blank.value)
    if blank.name in DATES or blank.name == "percent":
        cell.alignment = Alignment(horizontal="left", vertical="top")
        _only(sheet, cell, blank)


def _only(sheet: Worksheet, cell: Cell, blank: Blank) -> None:
    """What Excel lets in at this cell."""
    if blank.name == "percent":
        said = "Isi bilangan bulat dari 0 sampai 100."
        allowed = DataValidation("whole", operator="between", formula1="0", formula2="100", allow_blank=True)
    else:
        said = "Isi tanggal, misalnya 09/11/2026."
        allowed = DataValidation("date", operator="between", formula1="36526", formula2="73415", allow_blank=True)
    allowed.error, allowed.errorTitle, allowed.showErrorMessage = said, blank.label, True
    allowed.prompt, allowed.promptTitle, allowed.showInputMessage = said, blank.label, True
    sheet.add_data_validation(allowed)
    allowed.add(cell.coordinate)


def _put(cell: Cell, text: str, font: Font) -> None:
    """A text stays a text, whatever it begins with."""
    cell.font, cell.alignment = font, Alignment(wrap_text=True, vertical="top")
    if text:
        cell.value = unescaped(text)
        cell.data_type = "s"
        cell.quotePrefix = is_like_a_formula(text)


def _height(text: str, width: int) -> float:
    lines = sum(1 + len(line) // width for line in text.split("\n"))
    return min(400, 6 + 13.5 * lines)


def _protect(sheet: Worksheet) -> None:
    """Without a password; rows may be made higher."""
    sheet.protection.sheet = True
    sheet.protection.formatRows = False
    sheet.protection.selectLockedCells = False
