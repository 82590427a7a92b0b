"""Excel and CSV files for the reader's tests, made from rows."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[Any]]


def workbook(rows: Rows, merges: Iterable[str] = (), *, tweak: Callable[[Worksheet], None] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "RTL"
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)
    if tweak:
        tweak(sheet)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def comma_separated(rows: Rows, separator: str = ";", encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def changed(
    content: bytes, part: str, replace: Callable[[bytes], bytes], *, packed: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """The package with one part rewritten. ``packed`` ZIP_STORED: what repeats itself is not refused for that alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", packed) as new:
        for name in old.namelist():
            new.writestr(name, replace(old.read(name)) if name == part else old.read(name))
    return out.getvalue()
