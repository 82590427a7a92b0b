"""One row that says several things becomes as many: each keeps kabupaten/kota, time and responsible."""

from __future__ import annotations

from typing import Any

from documents.mending.several import Several, several
from documents.mending.swapping import KINDS, Change, Sheet, row_of, under
from documents.readers.check_sheet import TASK_TEXTS, Row, reread
from workflow.errors import Invalid
from workflow.text import words_of

ONE = "Butir ini hanya memuat satu hal."


def split(sheet: Sheet, key: str, number: int) -> Change:
    """Raises ``Invalid`` where there is one thing only."""
    row = row_of(sheet, key)
    found = several(said_in(row))
    if found is None:
        raise Invalid({"sheet": ONE})
    return _task(sheet, row, found, number) if "action" in row else _outcome(sheet, row, found, number)


def kept_whole(sheet: Sheet, key: str) -> dict[str, Any]:
    """The sheet with a row of which it is not asked any more, nor of a task of it in the same words. Raises ``Invalid``
    when there is none of that key."""
    said = words_of(said_in(row_of(sheet, key)))
    keys = {key, *(task["key"] for task in under(sheet, key) if words_of(task["action"]) == said)}
    whole = {kind: [{**row, "whole": True} if row["key"] in keys else row for row in sheet[kind]] for kind in KINDS}
    return {**sheet, **whole}


def said_in(row: Row) -> str:
    """The words of a row that may hold several things."""
    return str(row["action"] if "action" in row else row["text"])


def asked_about(sheet: Sheet, row: Row) -> Several | None:
    """The several things of a row that nobody has decided on; a task in the words of its outcome is split with it."""
    if row.get("whole") or not row["take"] or row.get("existing"):
        return None
    found = several(said_in(row))
    if found and "action" in row:
        of = next((one for one in sheet["outcomes"] if one["key"] == row["outcome"]), None)
        if of and not of.get("whole") and words_of(of["text"]) == words_of(row["action"]):
            return None
    return found


def _outcome(sheet: Sheet, row: Row, found: Several, number: int) -> Change:
    tasks, outcomes, own = under(sheet, row["key"]), list[Row](), list[Row]()
    for n, piece in enumerate(found.pieces, 1):
        key = f"{row['key']}_{number}_{n}"
        outcomes.append({**_piece(row, number, n), "no": _no(row["no"], found, n), "text": piece, "title": ""})
        for task in tasks:
            words = _said_of(task, row, found, n)
            own.append(reread({**_piece(task, number, n), "outcome": key, **words}, sheet["head"]))
    said = f"Butir {row['no'] or row['place']} dipecah menjadi {len(found.pieces)}"
    return Change(said, tuple(outcomes), tuple(own), frozenset((row["key"], *(task["key"] for task in tasks))))


def _task(sheet: Sheet, row: Row, found: Several, number: int) -> Change:
    pieces = [
        reread({**_piece(row, number, n), **_texts(row, found, n), "action": piece}, sheet["head"])
        for n, piece in enumerate(found.pieces, 1)
    ]
    said = f"Tindak lanjut dari {row['place'] or 'baris tambahan'} dipecah menjadi {len(pieces)}"
    return Change(said, (), tuple(pieces), frozenset((row["key"],)))


def _piece(row: Row, number: int, n: int) -> Row:
    """A row of its own: what was decided of the whole says nothing of its pieces, and none is the task that the whole
    was written from."""
    own = {"key": f"{row['key']}_{number}_{n}", "edited": [], "whole": False}
    return {**row, **own, **({"code": ""} if "code" in row else {})}


def _no(no: str, found: Several, n: int) -> str:
    """ "5a" of "5", where the file numbers its outcomes."""
    mark = found.marks[n - 1].strip(".()") if found.marks else str(n)
    return (f"{no}{mark}" if mark.isalpha() else f"{no}.{mark}") if no else ""


def _said_of(task: Row, row: Row, found: Several, n: int) -> dict[str, str]:
    """What the task of a split outcome is to do: the piece, where it said the same; its own piece, where it has as
    many; else all of it."""
    if words_of(task["action"]) == words_of(row["text"]):
        return {"action": found.pieces[n - 1]}
    own = several(task["action"])
    if own and len(own.pieces) == len(found.pieces):
        return {**_texts(task, own, n), "action": own.pieces[n - 1]}
    return {}


def _texts(task: Row, found: Several, n: int) -> dict[str, str]:
    """The other cells that have the same letters, each with what stands behind its own."""
    said = {}
    for name in TASK_TEXTS:
        own = several(task.get(name, "")) if found.marks else None
        if own and own.marks == found.marks:
            said[name] = own.pieces[n - 1]
    return said
