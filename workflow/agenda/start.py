"""Where an office's yearly series begins: after the last number that its own book had used when it joined mid-year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from workflow.agenda.states import VOID
from workflow.errors import Invalid
from workflow.offices.number_patterns import series
from workflow.records import SCHEMA
from workflow.store import Record, Store


def outside(store: Store, office: Mapping[str, Any], on: date) -> int:
    """The last running number of that year that was used outside Tuntas; 0 when the series begins with 1."""
    kept = _kept(store, office, on)
    return int(kept["last"]) if kept else 0


def run(store: Store, office: Mapping[str, Any], on: date) -> tuple[str, int]:
    """The counter of the store that the series counts with, and what is added to it.

    A series that goes on from a book counts anew from there, so that it has no gap whatever was counted before.
    """
    last = outside(store, office, on)
    return (f"{series(office, on)}/{last}", last) if last else (series(office, on), 0)


def first_given(store: Store, office: Mapping[str, Any], on: date) -> Record | None:
    """The first entry of that year which the series gave and which was not voided: from then on its start is fixed."""
    name, last = run(store, office, on)
    for ordinal in range(last + 1, last + store.peek_number(name)):
        for entry in store.find("entry", office=office["id"], year=on.year, ordinal=ordinal):
            if entry["source"] == "series" and entry["status"] != VOID:
                return entry
    return None


def begin_after(store: Store, office: Mapping[str, Any], last: int, on: date) -> None:
    """Lets the series of that year go on after ``last``; only upward, and only while it makes no number double.

    To be called inside a transaction. Raises ``Invalid`` under "last".
    """
    if given := first_given(store, office, on):
        said = f"Nomor otomatis tahun {on.year} sudah berjalan: {given['number']} sudah diberikan Tuntas. Mengubah "
        raise Invalid({"last": f"{said}awalnya sekarang akan membuat nomor ganda."})
    before = outside(store, office, on)
    if last <= before:
        raise Invalid({"last": f"Nomor terakhir di luar Tuntas sudah {before} dan hanya dapat dinaikkan."})
    kept = _kept(store, office, on)
    if kept:
        store.save({**kept, "last": last})
    else:
        store.insert("setting", {"schema": SCHEMA["setting"], "name": _name(office, on), "last": last})


def _kept(store: Store, office: Mapping[str, Any], on: date) -> Record | None:
    return store.first("setting", name=_name(office, on))


def _name(office: Mapping[str, Any], on: date) -> str:
    return f"outside/{series(office, on)}"
