"""A table as every reader sees it, whether it came from Word, Excel or CSV: rows of cells, merges kept as such."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from documents.readers.result import Meeting, Remark


class Cell(NamedTuple):
    """One place of the grid. A tuple, because of nothing else are there so many.

    ``text`` is what is read there, as written (line breaks as \\n). ``value`` is the stored value of a spreadsheet's
    number or date cell, None otherwise. ``down`` marks the continuation of a vertical merge and ``right`` that of a
    horizontal one: their text is that of the first cell. ``number`` is the automatic list number Word shows before
    the text ("1.", "a)"), "" when there is none; ``numbers`` those of all its lines, () when none has one. ``coloured``
    is a cell without words that is painted.
    """

    text: str = ""
    value: int | float | Decimal | date | datetime | None = None
    down: bool = False
    right: bool = False
    number: str = ""
    hidden: bool = False
    numbers: tuple[str, ...] = ()
    coloured: bool = False


@dataclass
class Row:
    """``place`` is how a remark names it: the number that the user sees ("baris 7")."""

    place: str
    cells: list[Cell]
    repeats_head: bool = False  # Word's "repeat as header row"
    hidden: bool = False


@dataclass
class Grid:
    """``name`` as remarks call it ("tabel 2", "lembar RTL"); ``before`` the paragraphs just above it, nearest last.

    ``inside`` holds tables that stand in a cell of this one, with the place of that cell. ``without_formats``: the file
    does not say how a day is shown, so "1 Oktober" may have been meant as "Oktober".
    """

    name: str
    rows: list[Row]
    before: list[str] = field(default_factory=list)
    inside: list[Grid] = field(default_factory=list)
    without_formats: bool = False


@dataclass
class Contents:
    """A whole file before its words are understood: its tables in order, its head, and what could not be read.

    ``docx.py`` gives a subclass with the paragraphs, which ``points.py`` reads when no table gave outcomes;
    the readers of workbooks and of CSV give this one.
    """

    kind: str
    grids: list[Grid] = field(default_factory=list)
    meeting: Meeting = Meeting()
    remarks: list[Remark] = field(default_factory=list)
