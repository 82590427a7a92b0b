"""CSV and text pasted from Excel as a grid: whatever parts the columns, whatever the encoding; a cell is only text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from documents.package import HEAVY, Unfit
from documents.readers.files.bounds import LONGEST, MOST_COLUMNS, MOST_ROWS, Bounds
from documents.readers.files.grid import Cell, Contents, Grid, Row
from documents.readers.files.unreadable import Unreadable
from documents.readers.result import Remark

LONGEST_LINE = 1_000_000  # letters
BEGINNING = 20_000  # letters that are enough to tell what parts the columns
MOST_QUOTED = MOST_ROWS * MOST_COLUMNS  # cells in quotes that are looked at
_SEPARATORS = ";\t,|"
_CLOSED = re.compile(r'[^"]*+(?:""[^"]*+)*+"')  # a quote written twice stands for one
_SEP_LINE = re.compile(r"\s*sep=(.)\r?\n?", re.IGNORECASE)
NOT_TEXT = "Berkas ini bukan CSV, Excel, atau Word yang dapat dibaca. Simpan daftarnya sebagai .xlsx, lalu unggah lagi."


def read_csv(content: bytes) -> Contents:
    return _contents("csv", decoded(content), "berkas CSV")


def read_pasted(text: str) -> Contents:
    """A block copied in Excel: tabs between cells, quotes around a cell with a line break."""
    return _contents("pasted", text, "tempelan")


def decoded(content: bytes) -> str:
    """UTF-8 with or without BOM, UTF-16 as Excel's "Unicode text" is, otherwise windows-1252."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif content[1:2] == b"\0" and content[3:4] == b"\0":
        encodings = ["utf-16-le"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and not re.search(r"[\x01-\x08\x0e-\x1f]", text[:5000]):
            return text.lstrip("\ufeff")
    raise Unreadable(NOT_TEXT)


def _contents(kind: str, text: str, name: str) -> Contents:
    contents, bounds = Contents(kind), Bounds()
    separator, text, skipped = _separator(text)
    rows, unclosed = _parsed(text, separator)
    for _, cells in rows:
        bounds.row(len(cells))
        for cell in cells:
            bounds.text(cell)
    if unclosed:
        contents.remarks.append(Remark(name, "ada tanda kutip yang tidak ditutup; periksa isi sel-selnya."))
    if len(rows) > MOST_ROWS:
        contents.remarks.append(Remark(name, f"hanya {MOST_ROWS} baris pertama yang dibaca."))
    grid = Grid(name, [_row(number + skipped, cells) for number, cells in rows[:MOST_ROWS]])
    if any(cell.text for row in grid.rows for cell in row.cells):
        contents.grids.append(grid)
    return contents


def _row(number: int, cells: list[str]) -> Row:
    return Row(f"baris {number}", [Cell(re.sub(r"\r\n?", "\n", text).strip("\ufeff")) for text in cells])


def _separator(text: str) -> tuple[str, str, int]:
    """The sign between cells, the text without Excel's "sep=;" line, and how many lines that was."""
    said = _SEP_LINE.match(text)
    if said:
        return said[1], text[said.end() :], 1
    return max(_SEPARATORS, key=lambda sign: (_evenness(text, sign), -_SEPARATORS.index(sign))), text, 0


def _evenness(text: str, sign: str) -> tuple[int, int]:
    """How much a sign looks like the one between cells: most rows have the same number of it, and many."""
    rows = [len(cells) for _, cells in _parsed(_beginning(text, sign), sign)[0][:60] if any(c.strip() for c in cells)]
    several = [n for n in rows if n > 1]
    if not several:
        return 0, 0
    usual = max(set(several), key=lambda n: (several.count(n), n))
    return several.count(usual) * 100 // len(rows), usual


def _beginning(text: str, separator: str) -> str:
    """So much of a text as shows how it is made, without a quoted cell that would be cut in two."""
    if len(text) <= BEGINNING:
        return text
    start = text[:BEGINNING]
    opened = _never_closed(start, separator)
    return start if opened is None else start[:opened]


def _parsed(text: str, separator: str) -> tuple[list[tuple[int, list[str]]], bool]:
    """Rows with the number of their first line, one more than is read at most; with a quote that never closes, every
    line is a row of its own."""
    unclosed = _never_closed(text, separator) is not None
    plain = csv.reader(_lines(text), delimiter=separator, quoting=csv.QUOTE_NONE)
    reader = plain if unclosed else csv.reader(_lines(text), delimiter=separator)
    before = csv.field_size_limit(LONGEST)
    rows, line = [], 1
    try:
        for cells in islice(reader, MOST_ROWS + 1):
            rows.append((line, cells[:MOST_COLUMNS]))
            line = reader.line_num + 1
    except csv.Error as error:
        raise (Unfit(HEAVY) if "field limit" in str(error) else Unreadable(NOT_TEXT)) from error
    finally:
        csv.field_size_limit(before)
    return rows, unclosed


def _lines(text: str) -> Iterator[str]:
    """A line as it is asked for; one that nobody wrote is not taken apart."""
    for line in io.StringIO(text, newline=""):
        if len(line) > LONGEST_LINE:
            raise Unfit(HEAVY)
        yield line


def _never_closed(text: str, separator: str) -> int | None:
    """Where the last cell begins whose quote is never closed, so that it would swallow the rest."""
    opening = re.compile(rf'(?:^|[{re.escape(separator)}\n\r])"')
    at = 0
    for _ in range(MOST_QUOTED):
        begun = opening.search(text, at)
        if begun is None:
            return None
        closed = _CLOSED.match(text, begun.end())
        if closed is None:
            return begun.start()
        at = closed.end()
    return None
