"""The parts of a file that rows come from (a table, a sheet, a list), and all rows of one left out at once."""

from __future__ import annotations

import re
from collections import Counter

from documents.mending.swapping import Change, Sheet, rows, under
from documents.readers.check_sheet import Row
from workflow.errors import Invalid

_ROW = re.compile(r", (?:baris|butir|kolom)\b.*", re.DOTALL)


def part_of(row: Row) -> str:
    """ "tabel 2" of "tabel 2, baris 7"."""
    return _ROW.sub("", str(row["place"]))


def parts(sheet: Sheet) -> list[tuple[str, int]]:
    """Each part with the number of its rows, in order."""
    return list(Counter(part for row in rows(sheet) if (part := part_of(row))).items())


def dropped(sheet: Sheet, part: str, _number: int) -> Change:
    """Without the rows of a part, and the tasks under its outcomes. Raises ``Invalid`` when it has none."""
    outcomes = [row for row in sheet["outcomes"] if part_of(row) == part]
    own = {task["key"] for row in outcomes for task in under(sheet, row["key"])}
    tasks = [row for row in sheet["tasks"] if row["key"] in own or part_of(row) == part]
    if not part or not (outcomes or tasks):
        raise Invalid({"sheet": "Bagian itu tidak ada di lembar ini."})
    said = f"{part}: tidak diambil ({len(outcomes)} butir, {len(tasks)} tindak lanjut)"
    return Change(said, held=frozenset(row["key"] for row in (*outcomes, *tasks)))
