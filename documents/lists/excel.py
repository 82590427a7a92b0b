"""Tables as Excel workbooks.

Dates are real dates, the header stays in view and has filters, and a text is never taken for a formula, whatever
letter it begins with. The same rows give the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import TypeVar

from documents.lists import excel_parts as parts

T = TypeVar("T")
Value = str | int | Decimal | date | datetime | None
MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_767  # characters that a cell of Excel takes
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # also behind blanks
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads "_x0041_" as a letter
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DAY_NOUGHT = date(1899, 12, 30).toordinal()
_ROWS = 200  # written at once
WIDER = 1.1  # a line ends before the word that would reach its end


@dataclass(frozen=True)
class Column:
    head: str
    width: int  # in characters


@dataclass(frozen=True)
class Sheet:
    """``rows`` may be an iterator: no more is held of them than the different texts."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def workbook(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> bytes:
    """One sheet with a header row."""
    return workbook_of([Sheet(title, columns, rows)])


def workbook_of(sheets: Sequence[Sheet]) -> bytes:
    """Sheets with a header row each, in this order."""
    out, texts, told = io.BytesIO(), _Texts(), []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (
            ("[Content_Types].xml", parts.content_types(len(sheets))), ("_rels/.rels", parts.RELATIONS),
            ("xl/_rels/workbook.xml.rels", parts.book_relations(len(sheets))), ("xl/styles.xml", parts.STYLES),
            ("xl/theme/theme1.xml", parts.THEME),
        ):  # fmt: skip
            _write(package, name, [text])
        for number, sheet in enumerate(sheets, 1):
            written = _Sheet([letters(n) for n in range(1, len(sheet.columns) + 1)], texts)
            _write(package, f"xl/worksheets/sheet{number}.xml", written.content(sheet.columns, sheet.rows))
            told.append((sheet.title, written.letters[-1], written.last))
        _write(package, "xl/sharedStrings.xml", texts.written())
        _write(package, "xl/workbook.xml", [parts.book(told)])
    return out.getvalue()


def _write(package: zipfile.ZipFile, name: str, texts: Iterable[str]) -> None:
    """Under a date that is always the same."""
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    with package.open(info, "w") as part:
        for text in texts:
            part.write(text.encode())


def is_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet into which it is typed or read might take it for one."""
    return text.startswith(("\t", "\r")) or text.lstrip().startswith(_FORMULA)


def unescaped(text: str) -> str:
    """The text as it must be written so that Excel reads its letters and no escape."""
    return _LIKE_AN_ESCAPE.sub("_x005F_", text)


class _Texts:
    """The different texts of all sheets."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._uses = 0

    def number(self, text: str) -> int:
        self._uses += 1
        return self._numbers.setdefault(text, len(self._numbers))

    def written(self) -> Iterator[str]:
        yield parts.strings_begin(self._uses, len(self._numbers))
        for some in _some(self._numbers):
            yield "".join(map(parts.string, some))
        yield parts.STRINGS_END


class _Sheet:
    """The rows while they are written."""

    def __init__(self, columns: Sequence[str], texts: _Texts) -> None:
        self.letters, self.last, self._texts = columns, 0, texts

    def content(self, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
        widths = [column.width for column in columns]
        yield parts.sheet_begin(widths)
        heads = [column.head for column in columns]
        yield self._row([self._text(head, parts.HEAD) for head in heads], _lines(heads, widths))
        for some in _some(rows):
            yield "".join(self._row([self._cell(value) for value in row], _lines(row, widths)) for row in some)
        yield parts.sheet_end(f"{self.letters[-1]}{self.last}", widths)

    def _row(self, cells: Sequence[str], lines: int) -> str:
        self.last += 1
        said = (f'<c r="{at}{self.last}" {cell}' for at, cell in zip(self.letters, cells, strict=True) if cell)
        height = f' ht="{lines * parts.LINE}"' if lines > 1 else ""
        return f'<row r="{self.last}"{height}>{"".join(said)}</row>'

    def _cell(self, value: Value) -> str:
        """What stands behind the place of a cell; "" leaves it empty."""
        if value is None or value == "":
            return ""
        if isinstance(value, str):
            return self._text(value, parts.QUOTED if is_like_a_formula(value) else parts.TEXT)
        if isinstance(value, datetime):
            day = value.date().toordinal() - _DAY_NOUGHT
            seconds = value.hour * 3600 + value.minute * 60 + value.second
            return f's="{parts.MOMENT}"><v>{day + seconds / 86_400!r}</v></c>'
        if isinstance(value, date):
            return f's="{parts.DAY}"><v>{value.toordinal() - _DAY_NOUGHT}</v></c>'
        return f's="{parts.NUMBER}"><v>{value}</v></c>'

    def _text(self, text: str, style: int) -> str:
        """A text stays one by its type, and the quote mark of its style keeps it so when somebody edits the cell."""
        text = unescaped(_NOT_IN_XML.sub("", text)[:LONGEST]).replace("\r", "_x000D_")
        return f's="{style}" t="s"><v>{self._texts.number(text)}</v></c>'


def _lines(row: Sequence[Value], widths: Sequence[int]) -> int:
    """How many lines the highest cell has, about: LibreOffice prints a row that does not say it in one, its lines over
    each other."""
    most = 1
    for value, width in zip(row, widths, strict=True):
        if isinstance(value, str) and (len(value) > width or "\n" in value):
            most = max(most, sum(int(len(part) * WIDER / width) + 1 for part in value.split("\n")))
    return min(most, parts.HIGHEST // parts.LINE)


def letters(column: int) -> str:
    """1 is "A", 27 is "AA"."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def _some(items: Iterable[T]) -> Iterator[list[T]]:
    """The same in pieces."""
    rest = iter(items)
    while piece := list(islice(rest, _ROWS)):
        yield piece
