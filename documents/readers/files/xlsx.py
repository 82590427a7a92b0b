"""Excel workbooks (.xlsx) as grids: stored values, read part by part and row by row from the XML.

openpyxl would have to open the file twice to know a formula and its stored value, and holds every styled empty cell;
here a sheet streams through once. Its rules for dates and number formats are taken from it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import column_index_from_string, get_column_letter, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from documents.package import BROKEN, Package, Unfit
from documents.readers.files.grid import Cell, Contents, Grid, Row
from documents.readers.files.xlsx_xml import attribute, every, local, unescaped, words
from documents.readers.result import Remark
from documents.report.language import long_date

MOST_ROWS, MOST_COLUMNS, MOST_MERGED = 5_000, 60, 100_000
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
Value = int | float | Decimal | date | datetime | None


@dataclass
class _Book:
    package: Package
    shared: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    epoch: datetime = CALENDAR_WINDOWS_1900


@dataclass
class _Sheet:
    """What streams out of a sheet: its cells by row, and what stands before and after them."""

    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)


def read_xlsx(package: Package, main: str) -> Contents:
    """``main`` is the part of the workbook, usually xl/workbook.xml."""
    contents = Contents("xlsx")
    tree = package.tree(main)
    targets = _relations(package, main)
    book = _opened(package, tree, targets)
    for sheet in every(tree, "sheet"):
        name = f"lembar {sheet.get('name', '')}"
        part = targets.get(attribute(sheet, "id"), ("", ""))
        if not part[0].endswith("/worksheet") or part[1] not in package:
            continue
        if sheet.get("state", "visible") != "visible":
            contents.remarks.append(Remark(name, "lembar tersembunyi, tidak dibaca."))
            continue
        _read_sheet(book, name, part[1], contents)
    return contents


def _opened(package: Package, tree: etree._Element, targets: dict[str, tuple[str, str]]) -> _Book:
    book = _Book(package)
    if any(p.get("date1904") in ("1", "true") for p in every(tree, "workbookPr")):
        book.epoch = CALENDAR_MAC_1904
    for kind, part in targets.values():
        if part in package and kind.endswith("/sharedStrings"):
            book.shared = list(_shared(package.read(part)))
        elif part in package and kind.endswith("/styles"):
            book.formats = _formats(package.tree(part))
    return book


def _shared(data: bytes) -> Iterator[str]:
    """The strings that cells point to, one after another."""
    try:
        for _, item in etree.iterparse(io.BytesIO(data), tag="{*}si", resolve_entities=False, no_network=True):
            yield words(item)
            item.clear()
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


def _formats(tree: etree._Element) -> list[str]:
    """The number format of each cell style."""
    own = {int(f.get("numFmtId", 0)): str(f.get("formatCode", "")) for f in every(tree, "numFmt")}
    for styles in every(tree, "cellXfs"):
        numbers = [int(style.get("numFmtId", 0)) for style in styles if local(style) == "xf"]
        return [own.get(n) or BUILTIN_FORMATS.get(n, "General") for n in numbers]
    return []


def _read_sheet(book: _Book, name: str, part: str, contents: Contents) -> None:
    sheet = _Sheet()
    try:
        _Stream(book, sheet).read(book.package.read(part))
    except (etree.XMLSyntaxError, ValueError, ArithmeticError) as error:
        raise Unfit(BROKEN) from error
    contents.remarks.extend(Remark(f"{name}, {where}".rstrip(", "), text) for where, text in sheet.remarks)
    _spread(sheet)
    rows = list(_rows(sheet))
    if rows:
        contents.grids.append(Grid(name, rows))


class _Stream:
    """One pass over a sheet's XML; a cell without a value is forgotten at once."""

    def __init__(self, book: _Book, sheet: _Sheet) -> None:
        self.book, self.sheet = book, sheet
        self._row = self._column = 0
        self._beyond = False  # whether anything stands below the last row that is read
        self._dates: dict[str, bool] = {}

    def read(self, data: bytes) -> None:
        parsing = etree.iterparse(
            io.BytesIO(data), events=("end",), tag=("{*}row", "{*}col", "{*}mergeCell"),
            resolve_entities=False, no_network=True, load_dtd=False,
        )  # fmt: skip
        for _, element in parsing:
            kind = local(element)
            if kind == "row":
                self._take_row(element)
                element.clear()
            elif kind == "col" and element.get("hidden") in ("1", "true"):
                self.sheet.hidden_columns.update(
                    range(int(element.get("min", 1)), min(int(element.get("max", 1)), MOST_COLUMNS) + 1)
                )
            elif kind == "mergeCell":
                self.sheet.merges.append(range_boundaries(str(element.get("ref"))))
        if self._beyond:
            self.sheet.remarks.append(("", f"hanya {MOST_ROWS} baris pertama yang dibaca."))

    def _take_row(self, element: etree._Element) -> None:
        self._row = int(element.get("r", self._row + 1))
        if self._row > MOST_ROWS:
            self._beyond = self._beyond or any(len(child) for child in element)
            return
        if element.get("hidden") in ("1", "true"):
            self.sheet.hidden_rows.add(self._row)
        self._column = 0
        cells = {}
        for child in element:
            if local(child) == "c":
                place = _REFERENCE.match(child.get("r", ""))
                self._column = column_index_from_string(place[1]) if place else self._column + 1
                if self._column <= MOST_COLUMNS and len(child) and (found := self._cell(child)) is not None:
                    cells[self._column] = found
        if cells:
            self.sheet.rows[self._row] = cells

    def _cell(self, element: etree._Element) -> Cell | None:
        kind = element.get("t", "n")
        formula, raw, inline = False, None, None
        for child in element:
            name = local(child)
            if name == "v":
                raw = child.text
            elif name == "f":
                formula = True
            elif name == "is":
                inline = words(child)
        if kind == "inlineStr":
            return Cell(inline) if inline else None
        if raw is None:
            if formula:
                self._remark("rumus tanpa nilai tersimpan. Buka di Excel, simpan, lalu unggah lagi.")
            return None
        return self._valued(kind, raw, element.get("s", "0"))

    def _valued(self, kind: str, raw: str, style: str) -> Cell | None:
        if kind == "s":
            text = self.book.shared[int(raw)] if raw.isdigit() and int(raw) < len(self.book.shared) else ""
            return Cell(text) if text else None
        if kind in ("str", "inlineStr"):
            return Cell(unescaped(raw)) if raw else None
        if kind == "e":
            self._remark(f"berisi kesalahan rumus {raw}, tidak dibaca.")
            return None
        if kind == "b":
            return Cell("Ya" if raw == "1" else "Tidak")
        if kind == "d":
            return self._on(datetime.fromisoformat(raw.replace("Z", "")))
        return self._number(raw, style)

    def _number(self, raw: str, style: str) -> Cell | None:
        pattern = (
            self.book.formats[int(style)] if style.isdigit() and int(style) < len(self.book.formats) else "General"
        )
        try:
            number = Decimal(raw)
        except InvalidOperation:
            return Cell(raw)
        if pattern not in self._dates:
            self._dates[pattern] = is_date_format(pattern)
        if self._dates[pattern]:
            return self._dated(number)
        if "%" in pattern:
            return Cell(f"{_plain(number * 100)}%", number)
        return Cell(_plain(number), int(number) if number == number.to_integral_value() else number)

    def _dated(self, number: Decimal) -> Cell | None:
        try:
            found = from_excel(float(number), self.book.epoch)
        except (ValueError, OverflowError):
            return Cell(_plain(number))
        if isinstance(found, timedelta):
            return Cell(str(found))
        return Cell(f"{found:%H.%M}") if isinstance(found, time) else self._on(found)

    @staticmethod
    def _on(when: datetime) -> Cell:
        text = long_date(when.date().isoformat())
        return Cell(text if when.time() == time() else f"{text} {when:%H.%M}", when.date())

    def _remark(self, text: str) -> None:
        self.sheet.remarks.append((f"baris {self._row}, kolom {get_column_letter(self._column)}", text))


def _spread(sheet: _Sheet) -> None:
    """A merged range says in each of its cells what its first one says."""
    left_over = MOST_MERGED
    for left, top, right, bottom in sheet.merges:
        first = sheet.rows.get(top, {}).get(left)
        right, bottom = min(right, MOST_COLUMNS), min(bottom, MOST_ROWS)
        left_over -= (right - left + 1) * (bottom - top + 1)
        if first is None or left_over < 0:
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    down, beside = row > top, column > left
                    sheet.rows.setdefault(row, {})[column] = Cell(first.text, first.value, down, beside)


def _rows(sheet: _Sheet) -> Iterator[Row]:
    """Every row from the first with anything in it; a row of nothing stays, as a gap."""
    if not sheet.rows:
        return
    last = max(sheet.rows)
    columns = [column for cells in sheet.rows.values() for column in cells]
    first, wide = min(columns), max(columns)
    previous = min(sheet.rows) - 1
    for number in sorted(sheet.rows):
        if number > previous + 1:
            yield Row(f"baris {previous + 1}", [])
        cells = sheet.rows[number]
        yield Row(
            f"baris {number}",
            [_shown(cells.get(column), column in sheet.hidden_columns) for column in range(first, wide + 1)],
            hidden=number in sheet.hidden_rows,
        )
        previous = number
        if number == last:
            return


_NONE, _HIDDEN = Cell(), Cell(hidden=True)


def _shown(found: Cell | None, hidden: bool) -> Cell:
    if found is None:
        return _HIDDEN if hidden else _NONE
    return Cell(found.text, found.value, found.down, found.right, found.number, hidden=True) if hidden else found


def _plain(number: Decimal) -> str:
    """No exponent and no empty decimals; a comma, as Indonesian has it. Binary remains of a sum are rounded away."""
    rounded = round(number, 10).normalize()
    return f"{rounded:f}".replace(".", ",")
