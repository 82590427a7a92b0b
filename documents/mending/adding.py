"""A row that the file does not have: an outcome, or a task of one."""

from __future__ import annotations

from documents.mending.swapping import Change, Sheet, row_of
from documents.readers.check_sheet import outcome_row, reread, task_row
from documents.readers.result import TEXTS, ReadOutcome, ReadTask

PLACE = "baris tambahan"


def added(sheet: Sheet, on: str, number: int) -> Change:
    """An outcome, or a task of the outcome that ``on`` names. Raises ``Invalid`` when there is none of that key."""
    key = f"n{number}"
    if not on:
        return Change("Butir hasil ditambahkan", (outcome_row(key, ReadOutcome("", "", place=PLACE)),))
    outcome = row_of(sheet, on)
    task = task_row(key, outcome["key"], ReadTask(None, "", dict.fromkeys(TEXTS, ""), place=PLACE))
    said = f"Tindak lanjut ditambahkan pada butir {outcome['no'] or outcome['place']}"
    return Change(said, (), (reread(task, sheet["head"]),))
