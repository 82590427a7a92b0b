"""What a cell of a workbook holds, as Excel shows it: texts, numbers, days.

openpyxl's rules say which number is a day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900, from_excel

from documents.readers.files.date_formats import without_day
from documents.readers.files.grid import Cell
from documents.readers.files.xlsx_xml import unescaped, whole
from documents.report.language import long_date

LONGEST_FORMAT = 255  # letters of a number format: Excel's own limit
_NUMBER = re.compile(r"[-+]?[0-9.]{1,40}(?:[eE][-+]?[0-9]{1,3})?")
HUGE = Decimal(10**16)  # from here on digits are no amount but a code; a NIK has sixteen


@dataclass
class Values:
    """``shared`` are the texts that cells point to, ``formats`` the number format of each style."""

    shared: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    epoch: datetime = CALENDAR_WINDOWS_1900
    _dates: dict[str, bool] = field(default_factory=dict)
    _known: dict[tuple[str, str, str], Cell | None] = field(default_factory=dict)

    def cell(self, kind: str, raw: str, style: str) -> Cell | None:
        """``kind`` is the type that the cell declares, ``raw`` what is stored; None when that says nothing. A file
        says the same numbers, days and shared texts over and over."""
        if kind == "inlineStr":
            return Cell(raw) if raw else None
        key = kind, raw, style
        if key not in self._known:
            self._known[key] = self._made(kind, raw, style)
        return self._known[key]

    def _made(self, kind: str, raw: str, style: str) -> Cell | None:
        if kind == "s":
            text = _at(self.shared, raw)
            return Cell(text) if text else None
        if kind == "str":
            return Cell(unescaped(raw)) if raw else None
        if kind == "b":
            return Cell("Ya" if raw == "1" else "Tidak")
        if kind == "d":
            return day_cell(datetime.fromisoformat(raw.replace("Z", "")))
        return self._number(raw, _at(self.formats, style) or "General")

    def _number(self, raw: str, pattern: str) -> Cell:
        number = Decimal(raw) if _NUMBER.fullmatch(raw) else HUGE
        if abs(number) >= HUGE:
            return Cell(raw)
        if self._is_date(pattern):
            return self._dated(number, pattern)
        if "%" in pattern:
            return percent_cell(number)
        return number_cell(number)

    def _is_date(self, pattern: str) -> bool:
        if pattern not in self._dates:
            self._dates[pattern] = is_date_format(pattern[:LONGEST_FORMAT])
        return self._dates[pattern]

    def _dated(self, number: Decimal, pattern: str) -> Cell:
        try:
            found = from_excel(float(number), self.epoch)
        except (ValueError, OverflowError):
            return Cell(_plain(number))
        if isinstance(found, timedelta):
            return Cell(str(found))
        if isinstance(found, time):
            return Cell(f"{found:%H.%M}")
        less = without_day(found.date(), pattern[:LONGEST_FORMAT])
        return Cell(less) if less else day_cell(found)


def _at(texts: list[str], number: str) -> str:
    """The text of that number; "" when there is none."""
    at = whole(number)
    return texts[at] if at is not None and at < len(texts) else ""


def number_cell(number: Decimal) -> Cell:
    """A number without any format of its own, which is less than ``HUGE``."""
    return Cell(_plain(number), int(number) if number == number.to_integral_value() else number)


def percent_cell(number: Decimal) -> Cell:
    """A number that is shown as hundred times as much, with "%"."""
    return Cell(f"{_plain(number * 100)}%", number)


def day_cell(when: datetime) -> Cell:
    """A day, with its time where it has one."""
    text = long_date(when.date().isoformat())
    return Cell(text if when.time() == time() else f"{text} {when:%H.%M}", when.date())


def _plain(number: Decimal) -> str:
    """No exponent and no empty decimals; a comma, as Indonesian has it. Binary remains of a sum are rounded away."""
    rounded = round(number, 10).normalize()
    return f"{rounded:f}".replace(".", ",")
