"""The meeting's head above a sheet's table: "Tanggal : 18 September 2023" in one cell or two, or a dated title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from documents.readers.files.grid import Grid, Row
from documents.readers.meaning.head_rows import find_head
from documents.readers.meaning.meeting import meeting_of, pairs_of
from documents.readers.result import Meeting
from documents.readers.values.dates import read_deadline

_OF_A_MEETING = re.compile(r"(?i)\b(rakor|rapat|pertemuan|sidang|musyawarah)\b")


def meeting_above(grids: Iterable[Grid]) -> Meeting:
    """From the rows above the first head that is found; nothing when there is none."""
    for grid in grids:
        if head := find_head(grid):
            rows = grid.rows[: head.first]
            return _dated(meeting_of(_pairs(rows)), rows)
    return Meeting()


def _texts(row: Row) -> list[str]:
    return [c.text.strip() for c in row.cells if c.text.strip(" :\t\n") and not c.right and not c.down]


def _pairs(rows: list[Row]) -> Iterator[tuple[str, str]]:
    for row in rows:
        texts = _texts(row)
        if len(texts) == 2:
            yield texts[0].rstrip(" :"), texts[1].lstrip(": ")
        else:
            yield from pairs_of(texts)


def _dated(meeting: Meeting, rows: list[Row]) -> Meeting:
    """A title such as "Rakor LKS, Banda Aceh, 18–19 September 2023" says the days when no label does."""
    if meeting.date_start:
        return meeting
    for row in rows:
        for text in _texts(row):
            day = read_deadline(text) if _OF_A_MEETING.search(text) else None
            if day and day.precision == "day" and day.first and not day.doubt:
                return replace(meeting, date_start=day.first, date_end=day.last)
    return meeting
