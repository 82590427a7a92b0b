"""Sheets of LibreOffice Calc (.ods) as grids: stored values, and of a day as much as its form shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from lxml import etree

from documents.package import BROKEN, Package, Unfit
from documents.readers.files.bounds import MOST_COLUMNS, MOST_ROWS
from documents.readers.files.date_formats import without_day
from documents.readers.files.grid import Cell, Contents
from documents.readers.files.odf_names import (  # fmt: skip
    CALCEXT,
    CELL,
    COLUMN,
    COLUMN_WRAPPERS,
    COVERED,
    OFFICE,
    TABLE,
    TABLE_OF,
    P,
    repeated,
    whole_of,
)
from documents.readers.files.odf_styles import OdfStyles
from documents.readers.files.odf_text import OdfTexts
from documents.readers.files.odt_tables import rows_of
from documents.readers.files.sheet_rows import (  # fmt: skip
    HIDDEN,
    MOST_SHEETS,
    MOST_TOLD,
    TOO_LONG,
    TOO_MANY,
    Room,
    Sheet,
    add_sheet,
)
from documents.readers.files.xlsx_values import HUGE, day_cell, number_cell, percent_cell
from documents.readers.result import Remark

_NUMBERS = frozenset(("float", "currency", "percentage"))
_NUMBER = re.compile(r"[-+]?[0-9.]{1,40}(?:[eE][-+]?[0-9]{1,3})?")
_HOUR = re.compile(r"PT([0-9]{1,4})H([0-9]{1,2})M.*")
_COLOURED = Cell(coloured=True)


def read_ods(package: Package) -> Contents:
    """Raises ``Unfit`` when there are no sheets in it."""
    root = package.tree("content.xml") if "content.xml" in package else None
    body = root.find(f"{OFFICE}body/{OFFICE}spreadsheet") if root is not None else None
    if root is None or body is None:
        raise Unfit(BROKEN)
    contents, styles, room = Contents("ods"), OdfStyles(package, root), Room()
    tables = body.findall(TABLE_OF)
    if len(tables) > MOST_SHEETS:
        contents.remarks.append(Remark("", TOO_MANY))
    for table in tables[:MOST_SHEETS]:
        name = f"lembar {table.get(f'{TABLE}name', '')}"
        if styles.shown_table(table.get(f"{TABLE}style-name", "")):
            add_sheet(contents, name, _SheetRead(styles, room).read(table), room)
        else:
            contents.remarks.append(Remark(name, HIDDEN))
    return contents


class _SheetRead:
    """One pass over the rows of a sheet; what repeats itself counts each time that it says something."""

    def __init__(self, styles: OdfStyles, room: Room) -> None:
        self.sheet = Sheet()
        self._styles, self._room, self._texts = styles, room, OdfTexts(styles)
        self._defaults: list[str] = []

    def read(self, table: etree._Element) -> Sheet:
        self._take_columns(table)
        number = 1
        for row, _ in rows_of(table):
            times = repeated(row)
            cells = self._cells(row, number)
            for at in range(number, min(number + times, MOST_ROWS + 1)) if cells else ():
                self._room.bounds.texts([cell.text for cell in cells.values()])
                self.sheet.rows[at] = dict(cells)
                if row.get(f"{TABLE}visibility", "visible") != "visible":
                    self.sheet.hidden_rows.add(at)
            number += times
            if cells and number > MOST_ROWS + 1:
                self.sheet.remarks.append(("", TOO_LONG))
                break
        return self.sheet

    def _take_columns(self, table: etree._Element) -> None:
        for column in _columns(table):
            begin = len(self._defaults)
            times = min(repeated(column), MOST_COLUMNS - begin)
            self._defaults += [column.get(f"{TABLE}default-cell-style-name", "")] * times
            if column.get(f"{TABLE}visibility", "visible") != "visible":
                self.sheet.hidden_columns.update(range(begin + 1, begin + times + 1))

    def _cells(self, row: etree._Element, number: int) -> dict[int, Cell]:
        """What a row says, by column; {} when none of its cells has any words."""
        cells: dict[int, Cell] = {}
        painted: dict[int, Cell] = {}
        column = 1
        for element in row:
            if element.tag not in (CELL, COVERED) or column > MOST_COLUMNS:
                continue
            end = min(column + repeated(element), MOST_COLUMNS + 1)
            if element.tag == CELL:
                style = element.get(f"{TABLE}style-name") or self._default(column)
                if (found := self._cell(element, style, number)) is not None:
                    cells |= dict.fromkeys(range(column, end), found)
                    self._take_merge(element, number, column)
                elif self._styles.painted(style):
                    painted |= dict.fromkeys(range(column, end), _COLOURED)
            column = end
        return cells | painted if cells else {}

    def _default(self, column: int) -> str:
        return self._defaults[column - 1] if column <= len(self._defaults) else ""

    def _take_merge(self, element: etree._Element, row: int, column: int) -> None:
        high = max(whole_of(element, f"{TABLE}number-rows-spanned", 1), 1)
        wide = max(whole_of(element, f"{TABLE}number-columns-spanned", 1), 1)
        if high > 1 or wide > 1:
            self.sheet.merges.append((column, row, column + wide - 1, row + high - 1))

    def _cell(self, element: etree._Element, style: str, row: int) -> Cell | None:
        text = "\n".join(self._texts.of(line)[0] for line in element.iterchildren(P)).strip("\n")
        if element.get(f"{CALCEXT}value-type") == "error":
            if len(self.sheet.remarks) < MOST_TOLD:
                self.sheet.remarks.append((f"baris {row}", f"berisi kesalahan rumus {text[:20]}, tidak dibaca."))
            return None
        kind = element.get(f"{OFFICE}value-type", "string")
        stored = element.get(f"{OFFICE}value", "")
        if kind in _NUMBERS and _NUMBER.fullmatch(stored):
            return _number(kind, Decimal(stored), text)
        if kind == "date":
            return _day(element.get(f"{OFFICE}date-value", ""), self._styles.day_pattern(style), text)
        if kind == "time" and (hour := _HOUR.fullmatch(element.get(f"{OFFICE}time-value", ""))):
            return Cell(f"{hour[1]}.{hour[2]}")
        if kind == "boolean":
            return Cell("Ya" if element.get(f"{OFFICE}boolean-value") == "true" else "Tidak")
        return Cell(text) if text else None


def _columns(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == COLUMN:
            yield child
        elif child.tag in COLUMN_WRAPPERS:
            yield from _columns(child)


def _number(kind: str, number: Decimal, text: str) -> Cell:
    if abs(number) >= HUGE:
        return Cell(text)
    return percent_cell(number) if kind == "percentage" else number_cell(number)


def _day(stored: str, pattern: str, text: str) -> Cell:
    try:
        when = datetime.fromisoformat(stored).replace(tzinfo=None)
    except ValueError:
        return Cell(text)
    less = without_day(when.date(), pattern) if pattern else ""
    return Cell(less) if less else day_cell(when)
