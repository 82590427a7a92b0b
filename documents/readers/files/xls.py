"""Old Excel workbooks (.xls) as grids. Which numbers are days is known, but neither how they are shown nor which rows,
columns and colours are hidden or painted; that is told once a file."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from documents.package import Unfit
from documents.readers.files.grid import Cell, Contents
from documents.readers.files.own_process import Said
from documents.readers.files.sheet_rows import HIDDEN, TOO_LONG, TOO_MANY, Room, Sheet, add_sheet
from documents.readers.files.sniffing import LOCKED
from documents.readers.files.unreadable import PASSWORD, Asked
from documents.readers.files.xls_values import LOCKED as IS_LOCKED
from documents.readers.files.xls_values import values_of
from documents.readers.files.xlsx_values import HUGE, day_cell, number_cell
from documents.readers.result import Remark

UNTOLD = (
    "Berkas .xls tidak menyebut semua yang tampil: baris dan kolom tersembunyi ikut dibaca, bentuk tanggal dan persen "
    "tidak diketahui, sel dengan kesalahan rumus dibaca kosong."
)


def read_xls(content: bytes) -> Contents:
    """Raises ``Asked`` for a file behind a password, and ``Unfit``."""
    said = values_of(content)
    if "refused" in said:
        raise Asked(LOCKED, PASSWORD) if said["refused"] == IS_LOCKED else Unfit(said["refused"])
    contents, room = Contents("xls"), Room()
    if said["many"]:
        contents.remarks.append(Remark("", TOO_MANY))
    for one in said["sheets"]:
        name = f"lembar {one['name']}"
        if one["hidden"]:
            contents.remarks.append(Remark(name, HIDDEN))
        else:
            add_sheet(contents, name, _sheet(one, room), room)
    if contents.grids:
        contents.remarks.append(Remark("berkas", UNTOLD))
    return contents


def _sheet(said: Said, room: Room) -> Sheet:
    sheet = Sheet(without_formats=True, merges=[(a, b, c, d) for a, b, c, d in said["merges"]])
    if said["long"]:
        sheet.remarks.append(("", TOO_LONG))
    for row, values in enumerate(said["rows"], said["top"]):
        shown = enumerate(values, said["left"])
        if cells := {column: cell for column, value in shown if (cell := _cell(value)) is not None}:
            room.bounds.texts([cell.text for cell in cells.values()])
            sheet.rows[row] = cells
    return sheet


def _cell(value: Any) -> Cell | None:
    """A value as ``xls_values`` tells it, "" where there is none; None when it says nothing."""
    if isinstance(value, str):
        return Cell(value.replace("\r\n", "\n").replace("\r", "\n")) if value else None
    if isinstance(value, bool):
        return Cell("Ya" if value else "Tidak")
    if isinstance(value, list):
        kind, text = value
        return day_cell(datetime.fromisoformat(text)) if kind == "day" else Cell(text)
    number = Decimal(repr(value))
    return number_cell(number) if abs(number) < HUGE else Cell(f"{number:f}")
