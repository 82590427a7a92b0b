"""Excel workbooks (.xlsx) as grids: stored values, read part by part and row by row from the XML.

openpyxl would have to open the file twice to know a formula and its stored value, and holds every styled empty cell;
here a sheet streams through once. Its rules for dates and number formats are taken from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.cell import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from documents.package import BROKEN, Allowance, Package, Unfit
from documents.readers.files.bounds import MOST_COLUMNS, MOST_ROWS
from documents.readers.files.grid import Cell, Contents
from documents.readers.files.sheet_rows import (
    HIDDEN,
    MOST_SHEETS,
    MOST_TOLD,
    TOO_LONG,
    TOO_MANY,
    Room,
    Sheet,
    add_sheet,
)
from documents.readers.files.xlsx_values import Values
from documents.readers.files.xlsx_xml import LOCAL, attribute, every, local, streamed, whole, words
from documents.readers.result import Remark

MOST_MARKED = 200_000  # rows, cells and ranges, whatever is in them: what is only coloured counts, too
_REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]")
_DIGITS = "0123456789"
_COLUMNS = {get_column_letter(number): number for number in range(1, MOST_COLUMNS + 1)}
_COLOURED = Cell(coloured=True)
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")


@dataclass
class _Book:
    """``marked`` is what is left of rows, cells and ranges."""

    package: Package
    values: Values = field(default_factory=Values)
    painted: set[str] = field(default_factory=set)
    room: Room = field(default_factory=Room)
    marked: Allowance = field(default_factory=lambda: Allowance(MOST_MARKED))


def read_xlsx(package: Package, main: str) -> Contents:
    """``main`` is the part of the workbook, usually xl/workbook.xml."""
    contents = Contents("xlsx")
    tree = package.tree(main)
    targets = _relations(package, main)
    book = _opened(package, tree, targets)
    sheets = list(every(tree, "sheet"))
    if len(sheets) > MOST_SHEETS:
        contents.remarks.append(Remark("", TOO_MANY))
    for sheet in sheets[:MOST_SHEETS]:
        name = f"lembar {sheet.get('name', '')}"
        part = targets.get(attribute(sheet, "id"), ("", ""))
        if not part[0].endswith("/worksheet") or part[1] not in package:
            continue
        if sheet.get("state", "visible") != "visible":
            contents.remarks.append(Remark(name, HIDDEN))
            continue
        _read_sheet(book, name, part[1], contents)
    return contents


def _opened(package: Package, tree: etree._Element, targets: dict[str, tuple[str, str]]) -> _Book:
    book = _Book(package)
    if any(p.get("date1904") in ("1", "true") for p in every(tree, "workbookPr")):
        book.values.epoch = CALENDAR_MAC_1904
    parts = {kind.rpartition("/")[2]: part for kind, part in targets.values() if part in package}
    if "sharedStrings" in parts:
        book.values.shared = list(_shared(package.read(parts["sharedStrings"])))
    if "styles" in parts:
        styles = package.tree(parts["styles"])
        book.values.formats, book.painted = _formats(styles), _painted(styles)
    return book


def _shared(data: bytes) -> Iterator[str]:
    """The strings that cells point to, one after another."""
    try:
        yield from map(words, streamed(data, "si"))
    except etree.XMLSyntaxError as error:
        raise Unfit(BROKEN) from error


def _relations(package: Package, main: str) -> dict[str, tuple[str, str]]:
    """Identifier -> kind and part; whatever points out of the package is not followed."""
    folder, _, name = main.rpartition("/")
    part = f"{folder}/_rels/{name}.rels"
    found = {}
    for relation in package.tree(part) if part in package else ():
        target = str(relation.get("Target", ""))
        if relation.get("TargetMode", "Internal") == "Internal":
            path = target[1:] if target.startswith("/") else f"{folder}/{target}"
            found[str(relation.get("Id"))] = (str(relation.get("Type", "")), path)
    return found


def _painted(tree: etree._Element) -> set[str]:
    """The numbers of the cell styles that paint the cell in one colour other than white."""
    fills = [fill for fills in every(tree, "fills") for fill in fills]
    solid = {
        str(at) for at, fill in enumerate(fills) if any(_colours(pattern) for pattern in every(fill, "patternFill"))
    }
    styles = next((list(styles) for styles in every(tree, "cellXfs")), [])
    return {str(at) for at, style in enumerate(styles) if style.get("fillId", "0") in solid}


def _colours(pattern: etree._Element) -> bool:
    white = any(colour.get("rgb", "").upper().endswith("FFFFFF") for colour in every(pattern, "fgColor"))
    return pattern.get("patternType") == "solid" and not white


def _formats(tree: etree._Element) -> list[str]:
    """The number format of each cell style."""
    own = {whole(f.get("numFmtId", "")): str(f.get("formatCode", "")) for f in every(tree, "numFmt")}
    for styles in every(tree, "cellXfs"):
        numbers = [whole(style.get("numFmtId", "")) for style in styles if local(style) == "xf"]
        return [own.get(n) or BUILTIN_FORMATS.get(n, "General") for n in numbers]
    return []


def _read_sheet(book: _Book, name: str, part: str, contents: Contents) -> None:
    sheet = Sheet()
    try:
        _Stream(book, sheet).read(book.package.read(part))
    except (etree.XMLSyntaxError, ValueError, ArithmeticError) as error:
        raise Unfit(BROKEN) from error
    add_sheet(contents, name, sheet, book.room)


class _Stream:
    """One pass over a sheet's XML; a cell without a value is forgotten at once."""

    def __init__(self, book: _Book, sheet: Sheet) -> None:
        self.book, self.sheet = book, sheet
        self._row = self._column = 0
        self._beyond = False  # whether anything stands below the last row that is read

    def read(self, data: bytes) -> None:
        for element in streamed(data, "row", "col", "mergeCell"):
            kind = local(element)
            self.book.marked.take(1 + len(element))
            if kind == "row":
                self._take_row(element)
            elif kind == "col" and element.get("hidden") in ("1", "true"):
                self._hide(whole(element.get("min", "")), whole(element.get("max", "")))
            elif kind == "mergeCell":
                self._take_merge(element.get("ref", ""))
        if self._beyond:
            self.sheet.remarks.append(("", TOO_LONG))

    def _take_merge(self, written: str) -> None:
        """A merge of whole columns or rows ("A:E"), or of nothing that can be read, is told and not followed."""
        found = _range(written)
        if found:
            self.sheet.merges.append(found)
        elif len(self.sheet.remarks) < MOST_TOLD:
            self.sheet.remarks.append((f"gabungan sel “{written[:20]}”", "tidak dapat dibaca; diabaikan."))

    def _hide(self, first: int | None, last: int | None) -> None:
        self.sheet.hidden_columns.update(range(max(first or 1, 1), min(last or 1, MOST_COLUMNS) + 1))

    def _take_row(self, element: etree._Element) -> None:
        self._row = whole(element.get("r", "")) or self._row + 1
        if self._row > MOST_ROWS:
            self._beyond = self._beyond or any(len(child) for child in element)
            return
        if element.get("hidden") in ("1", "true"):
            self.sheet.hidden_rows.add(self._row)
        self._column = 0
        cells, painted = {}, {}
        for child in element:
            if LOCAL[child.tag] == "c":
                self._column = column = _column(child.get("r", "")) or self._column + 1
                if column > MOST_COLUMNS:
                    continue
                if (found := self._cell(child)) is not None:
                    cells[column] = found
                elif child.get("s") in self.book.painted:
                    painted[column] = _COLOURED
        if cells:
            self.book.room.bounds.texts([found.text for found in cells.values()])
            self.sheet.rows[self._row] = cells | painted

    def _cell(self, element: etree._Element) -> Cell | None:
        kind = element.get("t", "n")
        formula, raw = False, None
        for child in element:
            name = LOCAL[child.tag]
            if name == "v":
                raw = child.text
            elif name == "f":
                formula = True
            elif name == "is":
                raw = words(child)
        if raw is None:
            if formula:
                self._remark("rumus tanpa nilai tersimpan. Buka di Excel, simpan, lalu unggah lagi.")
            return None
        if kind == "e":
            self._remark(f"berisi kesalahan rumus {raw[:20]}, tidak dibaca.")
            return None
        return self.book.values.cell(kind, raw, element.get("s", "0"))

    def _remark(self, text: str) -> None:
        if len(self.sheet.remarks) < MOST_TOLD:
            self.sheet.remarks.append((f"baris {self._row}, kolom {get_column_letter(self._column)}", text))


def _column(reference: str) -> int:
    """The column of "B7", 0 of what names none."""
    letters = reference.rstrip(_DIGITS)
    if letters in _COLUMNS and letters != reference:
        return _COLUMNS[letters]
    place = _REFERENCE.match(reference)
    return column_index_from_string(place[1]) if place else 0


def _range(written: str) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom, whichever corner is named first; None for what is no range of cells."""
    found = _RANGE.fullmatch(written)
    if not found:
        return None
    columns = sorted(column_index_from_string(letters) for letters in (found[1], found[3] or found[1]))
    rows = sorted(int(digits) for digits in (found[2], found[4] or found[2]))
    return columns[0], rows[0], columns[1], rows[1]
