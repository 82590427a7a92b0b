"""The one way in for a list of LKS: an Excel, CSV or Word file as institutions, with all that was left out and why.

What comes back is plain data, since it may come from a process beside the server: see ``LksReading``.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, TypedDict

from documents.readers.files.unreadable import Unreadable, one_sentence
from documents.readers.lks.list_head import unknown_columns
from documents.readers.lks.peoples_numbers import told_without, without
from documents.readers.lks.tables_read import UNCLEAR, Lists, Mapped, Understood
from documents.readers.reading import contents_of
from documents.readers.result import Column, Remark

MOST_REMARKS = 500
NO_LIST = "Berkas ini bukan daftar LKS: tidak ada tabel yang menyebut nama lembaga kesejahteraan sosial."
NONE_LEFT = "Tidak ada satu LKS pun dalam daftar ini."
PEOPLE = "Berkas ini daftar orang (klien atau anak asuh), bukan daftar LKS. Tuntas hanya mencatat lembaga."


class LksReading(TypedDict):
    """``institutions``: ``LksTold`` records, each with ``rows`` (numbers in the file, without heads and totals); "uid"
    is "", "parent" the foundation's name as written. ``columns`` (table, index, head, field of
    ``columns.FIELDS``) can be assigned anew. ``skipped_rows`` and ``dropped_columns`` by their words, each with its
    reason in ``remarks`` (place, text). ``ask_mapping``: columns must be asked; the rest is what is understood."""

    kind: str
    institutions: list[dict[str, Any]]
    columns: list[dict[str, Any]]
    skipped_rows: list[str]
    dropped_columns: list[str]
    remarks: list[dict[str, str]]
    ask_mapping: bool


def read_lks(name: str, content: bytes, day: str, mapping: Mapped | None = None) -> LksReading:
    """``day`` (ISO) is when the list is taken in: what it says without a day is said on it. ``mapping`` is how the user
    assigned columns, by the name of the table: number of a column -> field. Raises ``Unreadable`` with a sentence for
    what cannot be read and for what is no list of LKS."""
    with one_sentence(content):
        contents = contents_of(name, content)
        found = Lists(contents, day, name, mapping or {}).found
        _ask(found)
        _refuse(found)
        return _as_data(contents.kind, found)


def _as_data(kind: str, found: Understood) -> LksReading:
    return {
        "kind": kind,
        "institutions": _institutions(found),
        "columns": [asdict(column) for column in found.columns],
        "skipped_rows": told_without(found.skipped),
        "dropped_columns": found.dropped,
        "remarks": [remark.told for remark in _told(found.remarks)],
        "ask_mapping": found.ask,
    }


def _ask(found: Understood) -> None:
    """Where nothing else was read, the tables that may be lists of LKS."""
    for grid in found.unknown:
        if found.institutions:
            found.say(grid.name, "tidak dikenal sebagai daftar LKS; tidak diambil.")
            continue
        found.ask = True
        found.columns += [
            Column(grid.name, column.index, column.head, "" if column.field in ("aside", "dropped") else column.field)
            for column in unknown_columns(grid)
        ]
        found.say(grid.name, UNCLEAR)
    if found.institutions:
        for grid in found.others:
            found.say(grid.name, "bukan daftar LKS; tidak diambil.")


def _refuse(found: Understood) -> None:
    if found.people and not found.institutions:
        raise Unreadable(PEOPLE)
    if not found.institutions and not found.ask:
        raise Unreadable(NONE_LEFT if found.columns else NO_LIST)


def _institutions(found: Understood) -> list[dict[str, Any]]:
    """The records, without any NIK or NIP that somebody typed into another column."""
    made = []
    for one in found.institutions:
        record, numbers = without(one.lks)
        made.append({**record, "rows": one.rows})
        if numbers:
            found.say("", f"{record['name']}: ada {' dan '.join(numbers)} di antara isinya; dihapus.")
    return made


def _told(remarks: list[Remark]) -> list[Remark]:
    """What they quote may hold the number of a person."""
    left = len(remarks) - MOST_REMARKS
    kept = [Remark(one.place, told_without(one.text)) for one in remarks[:MOST_REMARKS]]
    return [*kept, Remark("", f"{left} catatan lain tidak ditampilkan.")] if left > 0 else kept
