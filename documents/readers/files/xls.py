"""Old Excel workbooks (.xls) as grids, by calamine. It tells which numbers are days, but neither how they are shown nor
which rows, columns and colours are hidden or painted; that is told once a file."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from documents.package import BROKEN, Allowance, Unfit
from documents.readers.files.bounds import MOST_COLUMNS, MOST_ROWS
from documents.readers.files.grid import Cell, Contents
from documents.readers.files.sheet_rows import HIDDEN, MOST_SHEETS, TOO_LONG, TOO_MANY, Room, Sheet, add_sheet
from documents.readers.files.sniffing import LOCKED
from documents.readers.files.unreadable import Unreadable
from documents.readers.files.xlsx_values import HUGE, day_cell, number_cell
from documents.readers.result import Remark

MOST_CELLS = 400_000  # places of all sheets: those below the last row that is read, too
UNTOLD = (
    "Berkas .xls tidak menyebut semua yang tampil: baris dan kolom tersembunyi ikut dibaca, bentuk tanggal dan persen "
    "tidak diketahui, sel dengan kesalahan rumus dibaca kosong."
)


def read_xls(content: bytes) -> Contents:
    """Raises ``Unreadable`` for a file behind a password, and ``Unfit``."""
    try:
        return _read(content)
    except PasswordError as locked:
        raise Unreadable(LOCKED) from locked
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise Unfit(BROKEN) from error
    except BaseException as fault:  # a panic of calamine's is no Exception, so that nobody catches it by accident
        if type(fault).__name__ != "PanicException":
            raise
        raise Unfit(BROKEN) from fault


def _read(content: bytes) -> Contents:
    contents, room, left = Contents("xls"), Room(), Allowance(MOST_CELLS)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = book.sheets_metadata
    if len(sheets) > MOST_SHEETS:
        contents.remarks.append(Remark("", TOO_MANY))
    for at, about in enumerate(sheets[:MOST_SHEETS]):
        name = f"lembar {about.name}"
        if about.visible != SheetVisibleEnum.Visible:
            contents.remarks.append(Remark(name, HIDDEN))
            continue
        found = book.get_sheet_by_index(at)
        left.take(found.height * found.width)
        add_sheet(contents, name, _sheet(found, room), room)
    if contents.grids:
        contents.remarks.append(Remark("berkas", UNTOLD))
    return contents


def _sheet(found: CalamineSheet, room: Room) -> Sheet:
    sheet = Sheet(without_formats=True)
    if found.start is None:
        return sheet
    top, left = found.start
    if found.total_height > MOST_ROWS:
        sheet.remarks.append(("", TOO_LONG))
    for row, values in enumerate(found.to_python(nrows=max(MOST_ROWS - top, 0)), top + 1):
        shown = enumerate(values[: max(MOST_COLUMNS - left, 0)], left + 1)
        if cells := {column: cell for column, value in shown if (cell := _cell(value)) is not None}:
            room.bounds.texts([cell.text for cell in cells.values()])
            sheet.rows[row] = cells
    for (upper, first), (lower, last) in found.merged_cell_ranges or ():
        sheet.merges.append((first + 1, upper + 1, last + 1, lower + 1))
    return sheet


def _cell(value: Any) -> Cell | None:
    """A value as calamine gives it, "" where there is none; None when it says nothing."""
    if isinstance(value, str):
        return Cell(value.replace("\r\n", "\n").replace("\r", "\n")) if value else None
    if isinstance(value, bool):
        return Cell("Ya" if value else "Tidak")
    if isinstance(value, datetime):
        return day_cell(value)
    if isinstance(value, date):
        return day_cell(datetime.combine(value, time()))
    if isinstance(value, time):
        return Cell(f"{value:%H.%M}")
    if isinstance(value, timedelta):
        return Cell(str(value))
    number = Decimal(repr(value))
    return number_cell(number) if abs(number) < HUGE else Cell(f"{number:f}")
