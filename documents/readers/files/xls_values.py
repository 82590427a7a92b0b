"""The values of an old Excel workbook, by calamine, in a process of its own: calamine ends the process when a damaged
file tells it to keep room for more cells than there is memory.

``python -m documents.readers.files.xls_values`` takes the file from its input and writes JSON: "sheets", or "refused"
with one of LOCKED, HEAVY and BROKEN; see ``own_process.py``.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from documents.package import BROKEN, HEAVY, Allowance, Unfit
from documents.readers.files.bounds import LONGEST, MOST_COLUMNS, MOST_LETTERS, MOST_ROWS
from documents.readers.files.own_process import Said, answer, asked
from documents.readers.files.sheet_rows import MOST_SHEETS

LOCKED = "locked"
MOST_CELLS = 400_000  # places of all sheets


def values_of(content: bytes) -> Said:
    """What the process says of a file: see ``_told``."""
    return asked(__name__, content)


def _told(content: bytes) -> Said:
    """``sheets``, each with ``name``, ``hidden``, and unless it is: ``top`` and ``left`` of the first cell, from 1, the
    ``rows`` of values, ``merges`` (left, top, right, bottom), and whether there are more rows (``long``). ``many``:
    there are more sheets."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        about = book.sheets_metadata
        cells, letters = Allowance(MOST_CELLS), Allowance(MOST_LETTERS)
        sheets: list[Said] = []
        for at, one in enumerate(about[:MOST_SHEETS]):
            hidden = one.visible != SheetVisibleEnum.Visible
            read = {} if hidden else _sheet(book.get_sheet_by_index(at), cells, letters)
            sheets.append({"name": one.name, "hidden": hidden, **read})
        return {"sheets": sheets, "many": len(about) > MOST_SHEETS}
    except PasswordError:
        return {"refused": LOCKED}
    except (CalamineError, OSError, ValueError, OverflowError):
        return {"refused": BROKEN}


def _sheet(found: CalamineSheet, cells: Allowance, letters: Allowance) -> Said:
    if found.start is None:
        return {"top": 1, "left": 1, "rows": [], "merges": [], "long": False}
    cells.take(found.height * found.width)
    top, left = found.start
    rows = [
        [_plain(value, letters) for value in row[: max(MOST_COLUMNS - left, 0)]]
        for row in found.to_python(nrows=max(MOST_ROWS - top, 0))
    ]
    merges = [(c + 1, r + 1, to_c + 1, to_r + 1) for (r, c), (to_r, to_c) in found.merged_cell_ranges or ()]
    return {"top": top + 1, "left": left + 1, "rows": rows, "merges": merges, "long": found.total_height > MOST_ROWS}


def _plain(value: Any, letters: Allowance) -> Any:
    """Texts, numbers and truths as they are; a day as ["day", ISO], an hour as ["hour", "09.30"]."""
    if isinstance(value, str):
        letters.take(len(value))
        if len(value) > LONGEST:
            raise Unfit(HEAVY)
        return value
    if isinstance(value, datetime):
        return ["day", value.isoformat()]
    if isinstance(value, date):
        return ["day", datetime.combine(value, time()).isoformat()]
    if isinstance(value, time):
        return ["hour", f"{value:%H.%M}"]
    return ["hour", str(value)] if isinstance(value, timedelta) else value


if __name__ == "__main__":
    answer(_told)
