"""Tables as CSV the way an Indonesian Excel opens it: UTF-8 with BOM, ";" between cells, CRLF at the end of a row.

A text that a spreadsheet would take for a formula gets an apostrophe in front, and so does one that begins with an
apostrophe: ``bare`` then always gives back what was there. Only the reader of our own lists takes it off; in a file of
another hand an apostrophe is what somebody wrote.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from documents.lists.excel import Value, is_like_a_formula

MEDIA = "text/csv; charset=utf-8"
_MARK = "'"


def csv_file(heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    out = io.BytesIO()
    text = io.TextIOWrapper(out, "utf-8-sig", errors="replace", newline="")  # no second copy in wide letters
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_guarded(head) for head in heads])
    for row in rows:
        writer.writerow([_text(value) for value in row])
    text.flush()
    return out.getvalue()


def bare(text: str) -> str:
    """A text of a cell of ours without the apostrophe that guards it."""
    return text.removeprefix(_MARK)


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    return _guarded(value) if isinstance(value, str) else str(value)


def _guarded(text: str) -> str:
    return _MARK + text if text.startswith(_MARK) or is_like_a_formula(text) else text
