"""A workbook of ours that comes back filled in: each sheet by its name, each row by the heads above it, as plain text.

What the columns mean is the business of whoever knows the records (``workflow/offices/book_changes.py``).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict

from documents.readers.files.grid import Cell, Contents, Grid, Row
from documents.readers.files.unreadable import HEAVY, Unreadable, one_sentence
from documents.readers.reading import contents_of
from workflow.text import fold

KINDS = ("xlsx", "ods")  # an .xls does not tell which of its cells hold a formula that failed
MOST_ROWS, MOST_LETTERS = 2_000, 300_000  # of all sheets together
NO_BOOK = (
    "Berkas ini bukan buku kerja Excel (.xlsx) atau LibreOffice (.ods). Unduh dahulu pengaturan dari halaman ini, "
    "ubah, lalu kirim kembali."
)
GAPS = "Sebagian berkas ini tidak dapat dibaca; perbaiki dahulu, lalu kirim lagi."
_BEFORE = "lembar "


class NamedRow(TypedDict):
    """``place``: "baris 3"; ``cells``: head -> text, a day as ISO; what is empty is "" there."""

    place: str
    cells: dict[str, str]


def read_sheets(name: str, content: bytes) -> dict[str, list[NamedRow]]:
    """Title of a sheet -> its rows below the first one, without those of nothing. Raises ``Unreadable``."""
    with one_sentence(content):
        contents = contents_of(name, content)
        if contents.kind not in KINDS:
            raise Unreadable(NO_BOOK)
        _refuse_gaps(contents)
        found = {grid.name.removeprefix(_BEFORE): _rows(grid) for grid in contents.grids}
        every = [row for rows in found.values() for row in rows]
        if len(every) > MOST_ROWS or sum(map(_letters, every)) > MOST_LETTERS:
            raise Unreadable(HEAVY)
        return found


def _refuse_gaps(contents: Contents) -> None:
    """A cell or sheet that cannot be read would be taken for one that was emptied. Raises ``Unreadable``."""
    if gaps := [f"{remark.place}: {remark.text}".removeprefix(": ") for remark in contents.remarks]:
        raise Unreadable(" ".join((GAPS, *gaps[:3])))


def _rows(grid: Grid) -> list[NamedRow]:
    heads = [cell.text.strip() for cell in grid.rows[0].cells]
    _refuse_twins(grid.name, [fold(head) for head in heads if head])
    return [_row(heads, row) for row in grid.rows[1:] if any(cell.text.strip() for cell in row.cells)]


def _refuse_twins(sheet: str, heads: list[str]) -> None:
    """Of two columns with one head nobody knows which counts. Raises ``Unreadable``."""
    if twice := sorted({head for head in heads if heads.count(head) > 1}):
        raise Unreadable(f"{GAPS} {sheet}: lebih dari satu kolom berjudul “{twice[0][:40]}”.")


def _row(heads: list[str], row: Row) -> NamedRow:
    """A column without a head is nobody's."""
    cells: dict[str, str] = {}
    texts = [_text(cell) for cell in row.cells]
    for head, text in zip(heads, texts + [""] * len(heads), strict=False):
        if head:
            cells[head] = text
    return {"place": row.place, "cells": cells}


def _text(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else cell.text


def _letters(row: NamedRow) -> int:
    return sum(len(head) + len(text) for head, text in row["cells"].items())
