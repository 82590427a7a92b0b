"""The sheets of a workbook of settings as they came back: which of ours each is, and which of its rows belong together.

People type heads and titles anew and leave a blank behind them; whatever the case, they mean ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workflow.errors import Invalid
from workflow.offices.book_columns import ADDRESSEES, HELP, KEY, OFFICE_KEY, SHEETS, SIGNATORIES, BookSheet
from workflow.offices.book_rows import Row
from workflow.text import fold

Sheets = Mapping[str, Sequence[Row]]
NO_HEAD = (
    "tidak ada di baris pertamanya. Baris pertama setiap lembar adalah judul kolom, seperti dalam berkas yang diunduh."
)


def as_ours(sheets: Sheets) -> dict[str, list[Row]]:
    """Titles and heads as we write them; those of nobody stay as they are. Raises ``Invalid`` for ``file`` where a
    sheet lacks a head without which its rows say nothing."""
    known, found = {fold(title): title for title in SHEETS}, dict[str, list[Row]]()
    for title, rows in sheets.items():
        ours = known.get(fold(title), title)
        if ours in SHEETS and ours not in found:
            found[ours] = _headed(SHEETS[ours], rows)
        else:
            found[title] = list(rows)
    return found


def left_out(sheets: Sheets) -> list[str]:
    """What of the file is not read, in sentences."""
    left = [f"Lembar {title[:40]} tidak dikenal; tidak dibaca." for title in sheets if title not in (*SHEETS, HELP)]
    for title, sheet in SHEETS.items():
        heads = {head for row in sheets.get(title, ()) for head in row["cells"]}
        unknown = sorted(heads - {column.head for column in sheet.columns})
        if unknown:
            left.append(f"Lembar {title}: kolom {', '.join(head[:40] for head in unknown[:5])} tidak dibaca.")
    return left


def of_one_record(sheet: BookSheet, rows: Sequence[Row]) -> list[list[Row]]:
    """The rows that mean the same record: by their key, of addressees by their office. A row without one is alone."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(_key(sheet, row) or row["place"], []).append(row)
    return list(found.values())


def _key(sheet: BookSheet, row: Row) -> str:
    head = OFFICE_KEY if sheet is ADDRESSEES else KEY if sheet is SIGNATORIES else sheet.keys[0]
    return fold(row["cells"].get(head, ""))


def _headed(sheet: BookSheet, rows: Sequence[Row]) -> list[Row]:
    known = {fold(column.head): column.head for column in sheet.columns}
    named = [
        Row(place=row["place"], cells={known.get(fold(head), head): text for head, text in row["cells"].items()})
        for row in rows
    ]
    if lacking := [head for head in sheet.keys if named and head not in named[0]["cells"]]:
        raise Invalid({"file": f"Lembar {sheet.title}: kolom {', '.join(lacking)} {NO_HEAD}"})
    return named
