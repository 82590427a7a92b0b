"""A list of the pages, as it is frozen with a paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from documents.lists.excel import Value
from documents.lists.listing import Listing
from documents.report.frozen_lists import Amount, Cell, Day, ListBehind


def behind(listing: Listing, items: Iterable[Any]) -> ListBehind:
    sheet = listing.sheet(items)
    columns = tuple((column.head, column.width) for column in sheet.columns)
    return ListBehind(sheet.title, columns, tuple(tuple(map(_cell, row)) for row in sheet.rows))


def _cell(value: Value) -> Cell:
    if isinstance(value, Decimal):
        return Amount(str(value))
    return Day(value.isoformat()) if isinstance(value, date) else value
