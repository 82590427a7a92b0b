"""Tables as Excel workbooks. The only file that knows openpyxl.

Dates are real dates, the header stays in view and has filters, and a text is never taken for a formula, whatever
letter it begins with.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Value = str | int | date | datetime | None
MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_767  # characters that a cell of Excel takes
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # also behind blanks
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads "_x0041_" as a letter
_HEAD = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="07443A")


@dataclass(frozen=True)
class Column:
    head: str
    width: int  # in characters


def workbook(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> bytes:
    """One sheet with a header row; ``rows`` may be an iterator, it is never held whole."""
    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.append([_head(sheet, column.head) for column in columns])
    last = 1
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
        last += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def is_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet into which it is typed or read might take it for one."""
    return text.startswith(("\t", "\r")) or text.lstrip().startswith(_FORMULA)


def _head(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.fill = _HEAD
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Value) -> WriteOnlyCell:
    if isinstance(value, str):
        return _text(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST])
    cell = WriteOnlyCell(sheet, value.replace(tzinfo=None) if isinstance(value, datetime) else value)
    cell.alignment = Alignment(vertical="top")
    if isinstance(value, date):  # a datetime is one, too
        cell.number_format = "dd/mm/yyyy hh:mm" if isinstance(value, datetime) else "dd/mm/yyyy"
    return cell


def _text(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    """A text stays one: its type is forced, and the quote mark keeps it so when somebody edits the cell."""
    cell = WriteOnlyCell(sheet, _LIKE_AN_ESCAPE.sub("_x005F_", text))
    cell.data_type = "s"
    cell.quotePrefix = is_like_a_formula(text)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
