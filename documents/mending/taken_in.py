"""What the reader left out, taken in: its rows; of a table that nobody knew its columns, to be assigned first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.mending.swapping import Change, Sheet
from documents.readers.check_sheet import Row
from workflow.errors import Invalid

NOTE = "Semula tidak diambil dari berkas."
NOTHING = "Bagian itu tidak ada lagi, atau sudah diambil."


def taken(sheet: Sheet, on: str, number: int) -> Change:
    """``on`` counts the remarks of the sheet from 1. Raises ``Invalid`` when that one has nothing to take."""
    remark = _remark(sheet, on)
    if "offer" not in remark or on in taken_already(sheet) or only_assigned(sheet, remark):
        raise Invalid({"sheet": NOTHING})
    offer = remark["offer"]
    outcomes = tuple(_marked(row) for row in offer["outcomes"])
    tasks = tuple(_marked(row) for row in offer["tasks"])
    return Change(f"{remark['place']}: diambil juga", outcomes, tasks, columns=tuple(offer["columns"]))


def taken_already(sheet: Sheet) -> set[str]:
    """The numbers of the remarks that were taken in."""
    return {act["on"] for act in sheet.get("acts", ()) if act["do"] == "ambil" and not act["off"]}


def only_assigned(sheet: Sheet, remark: Mapping[str, Any]) -> bool:
    """Whether what was left out is a column of a table that is read: it is chosen where the others are."""
    tables = {column["table"] for column in sheet["columns"]}
    return any(column["table"] in tables for column in remark["offer"]["columns"])


def _remark(sheet: Sheet, on: str) -> dict[str, Any]:
    number = int(on) if on.isascii() and on.isdigit() and len(on) < 6 else 0
    return dict(sheet["remarks"][number - 1]) if 0 < number <= len(sheet["remarks"]) else {}


def _marked(row: Row) -> Row:
    return {**row, "note": row["note"] or NOTE}
