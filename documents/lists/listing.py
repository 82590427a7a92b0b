"""A list of a page as a file: its columns declared once, written as Excel or as CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from documents.lists import csv_file, excel
from documents.lists.excel import Value

MEDIA = {"xlsx": excel.MEDIA, "csv": csv_file.MEDIA}
MOST = 20_000  # rows of a file; more would keep the reader waiting


@dataclass(frozen=True)
class Field:
    """A column: its head, its width in characters, and its value in an item of the list. A date is given as one, and a
    number as a number, so that they can be sorted and counted."""

    head: str
    width: int
    value: Callable[[Any], Value]


@dataclass(frozen=True)
class Listing:
    """``name`` is that of the sheet and of the file."""

    name: str
    fields: tuple[Field, ...]

    def content(self, items: Iterable[Any], ext: str) -> bytes:
        """``items`` may be an iterator; no more than one of them is held at a time."""
        if ext == "csv":
            return csv_file.csv_file([field.head for field in self.fields], self._rows(items))
        return excel.workbook_of([self.sheet(items)])

    def sheet(self, items: Iterable[Any]) -> excel.Sheet:
        """As one of several in a workbook."""
        columns = [excel.Column(field.head, field.width) for field in self.fields]
        return excel.Sheet(self.name, columns, self._rows(items))

    def _rows(self, items: Iterable[Any]) -> Iterator[list[Value]]:
        return ([field.value(item) for field in self.fields] for item in items)
