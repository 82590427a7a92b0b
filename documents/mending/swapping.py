"""An act as the swap that it is: rows of the sheet are put aside, others come into their place; taken back, they swap
again. So nothing that was typed on either of them is ever lost.

A sheet's ``acts`` hold for each: its number, what was done (``do``) to what (``on``), its sentence (``said``), the keys
of the rows it ``made`` and ``held``, which tasks it ``moved`` (from, to), the ``columns`` it asks for, which rows are
``aside`` just now, and whether it is ``off``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from documents.package import Allowance, Unfit
from documents.readers.check_sheet import Row
from documents.readers.files.bounds import MOST_ROWS
from workflow.errors import Invalid

Sheet = Mapping[str, Any]
KINDS = ("outcomes", "tasks")
MOST_ACTS, MOST_LETTERS = 200, 5_000_000
FULL = "Lembar ini sudah terlalu besar untuk perubahan itu. Simpan sebagian dahulu, atau pecah berkasnya."
GONE = "Baris itu sudah tidak ada di lembar ini."
_PLACES = "otpan"  # the first letter of a key: rows of the file, taken in, new


@dataclass(frozen=True)
class Change:
    """What an act does: ``said`` is its sentence for the list, ``held`` the keys of the rows it puts aside, ``moved``
    the task -> the outcome that it comes under."""

    said: str
    outcomes: tuple[Row, ...] = ()
    tasks: tuple[Row, ...] = ()
    held: frozenset[str] = frozenset()
    moved: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[Mapping[str, Any], ...] = ()


def rank(row: Row) -> tuple[int, ...]:
    """Where a row stands: by its key. That of a piece goes on from the key of what it is a piece of."""
    return max(0, _PLACES.index(row["key"][0]) - 1), *map(int, re.findall(r"[0-9]+", row["key"]))


def rows(sheet: Sheet) -> Iterator[Row]:
    yield from (row for kind in KINDS for row in sheet[kind])


def row_of(sheet: Sheet, key: str) -> Row:
    """Raises ``Invalid``: a page from before, or a forged one."""
    found = next((row for row in rows(sheet) if row["key"] == key), None)
    if found is None:
        raise Invalid({"sheet": GONE})
    return found


def under(sheet: Sheet, key: str) -> list[Row]:
    """The tasks of an outcome."""
    return [task for task in sheet["tasks"] if task["outcome"] == key]


def next_number(sheet: Sheet) -> int:
    return max((act["no"] for act in sheet.get("acts", ())), default=0) + 1


def changed(sheet: Sheet, do: str, on: str, change: Change) -> dict[str, Any]:
    """The sheet after an act. Raises ``Invalid`` where that would be more than anybody checks."""
    of = {task["key"]: task["outcome"] for task in sheet["tasks"]}
    act = {
        "no": next_number(sheet), "do": do, "on": on, "said": change.said,
        "made": [row["key"] for row in (*change.outcomes, *change.tasks)], "held": sorted(change.held),
        "moved": {key: [of[key], to] for key, to in change.moved.items()},
        "columns": list(change.columns), "aside": {"outcomes": [*change.outcomes], "tasks": [*change.tasks]},
        "off": True,
    }  # fmt: skip
    found = swapped({**sheet, "acts": [*sheet.get("acts", ()), act]}, act)
    _bounded(found)
    return found


def swapped(sheet: Sheet, act: Mapping[str, Any]) -> dict[str, Any]:
    """The sheet with an act of its list turned on when it is off, off when it is on."""
    on = act["off"]
    going = {*(act["held"] if on else act["made"])}
    aside = {kind: [row for row in sheet[kind] if row["key"] in going] for kind in KINDS}
    stay = {kind: [row for row in sheet[kind] if row["key"] not in going] + act["aside"][kind] for kind in KINDS}
    turned = {**act, "off": not on, "aside": aside}
    return {
        **sheet, "outcomes": sorted(stay["outcomes"], key=rank),
        "tasks": [_moved(task, act["moved"], on=on) for task in sorted(stay["tasks"], key=rank)],
        "columns": _columns(sheet, act, on=on),
        "acts": [turned if one["no"] == act["no"] else one for one in sheet["acts"]],
    }  # fmt: skip


def _moved(task: Row, moved: Mapping[str, list[str]], *, on: bool) -> Row:
    """A task under the outcome to which the act moves it, unless a person has moved it elsewhere since."""
    before, after = moved.get(task["key"], ["", ""]) if on else reversed(moved.get(task["key"], ["", ""]))
    return {**task, "outcome": after} if after and task["outcome"] == before else task


def _columns(sheet: Sheet, act: Mapping[str, Any], *, on: bool) -> list[Mapping[str, Any]]:
    tables = {column["table"] for column in act["columns"]}
    others = [column for column in sheet["columns"] if column["table"] not in tables]
    return [*others, *(act["columns"] if on else ())]


def _bounded(sheet: Sheet) -> None:
    letters = Allowance(MOST_LETTERS)
    kept = [sheet, *(act["aside"] for act in sheet["acts"])]
    try:
        for row in (row for part in kept for row in rows(part)):
            letters.take(sum(len(text) for text in row.values() if isinstance(text, str)))
    except Unfit:
        raise Invalid({"sheet": FULL}) from None
    if len(sheet["acts"]) > MOST_ACTS or sum(len(part[kind]) for part in kept for kind in KINDS) > 2 * MOST_ROWS:
        raise Invalid({"sheet": FULL})
