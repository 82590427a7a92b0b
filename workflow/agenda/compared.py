"""A typed number compared with the register: as a number, not as letters.

The same running number of the same year is the same number, however it is written. One that may be out of another book
(another unit, or hardly anything of the office's pattern) is asked about, and stands at no place of this book.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypedDict

from workflow.agenda.states import RESERVED, STATES, VOID
from workflow.errors import Invalid
from workflow.offices.typed_numbers import TypedNumber, read
from workflow.records import Entry
from workflow.store import Store
from workflow.text import SO, ask, spoken_day


def reserved_for(
    store: Store, office: Mapping[str, Any], typed: TypedNumber, on: date, yes: frozenset[str]
) -> Entry | None:
    """The entry that set this number aside, if any.

    Raises ``Invalid`` under "number" when another paper has it, or asks when it is doubtful. ``yes``: marks of the
    questions that were answered with yes.
    """
    near = list(_near(store, office, typed))
    same = [entry for entry, its in near if typed.same_text(its) or (typed.sure and its.sure and typed.same_place(its))]
    for entry in same:
        if entry["status"] != RESERVED:
            raise Invalid({"number": _refusal(entry, typed)})
    alike = [entry for entry, its in near if typed.same_place(its) and entry not in same]
    if doubts := [*map(_there, alike[:1]), *_unread(office, typed), *_of_another_year(typed, on)]:
        ask(yes, {"number": " ".join(doubts)})
    return next(iter(same), None)


def one_number(office: Mapping[str, Any], first: str, second: str, on: date) -> bool:
    """Whether two numbers that are written at once are the same one; a place for a number ("") is none."""
    one, other = (read(office, text, on) for text in (first, second))
    return bool(first and second) and (one.same_text(other) or (one.sure and other.sure and one.same_place(other)))


class Place(TypedDict):
    """Where a number stands in the register, as values of its entry."""

    ordinal: int
    suffix: str
    year: int


def place(typed: TypedNumber) -> Place:
    """What may be out of another book stands nowhere in this one."""
    ordinal, suffix = (typed.ordinal, typed.suffix) if typed.sure else (0, "")
    return {"ordinal": ordinal, "suffix": suffix, "year": typed.year}


def _near(store: Store, office: Mapping[str, Any], typed: TypedNumber) -> Iterator[tuple[Entry, TypedNumber]]:
    """The entries that may be the same number, and how they are read: those at its place, and those at none."""
    for entry in store.find(Entry, office=office["id"], ordinal=0):
        if entry["number"]:
            yield entry, read(office, entry["number"], date.fromisoformat(entry["date"]))
    for entry in (
        store.find(Entry, office=office["id"], year=typed.year, ordinal=typed.ordinal) if typed.ordinal else ()
    ):
        again = read(office, entry["number"], date.fromisoformat(entry["date"]))
        suffix, year = entry.get("suffix", ""), entry["year"]
        yield entry, replace(again, ordinal=entry["ordinal"], suffix=suffix, year=year, sure=True)


def _refusal(entry: Entry, typed: TypedNumber) -> str:
    if entry["status"] == VOID:
        return f"Nomor {entry['number']} sudah dibatalkan dan tidak dipakai lagi. Alasannya: {entry['reason']}"
    if entry["number"] == typed.text or not typed.ordinal:
        return f"Nomor {entry['number']} sudah dipakai naskah lain dari kantor ini."
    return f"Nomor urut {typed.spoken} sudah ada di agenda: {entry['number']} ({STATES[entry['status']].lower()})."


def _there(entry: Entry) -> str:
    return f"Di agenda sudah ada {entry['number']} ({STATES[entry['status']].lower()}). Apakah ini nomor lain?"


def _unread(office: Mapping[str, Any], typed: TypedNumber) -> Iterator[str]:
    """A running number that stands nowhere can be used twice."""
    if not typed.ordinal:
        yield f"Nomor urut tidak terbaca pada “{typed.text}”, jadi tidak dapat dibandingkan dengan agenda. {SO}"
    elif 1990 < typed.ordinal < 2100 and not typed.says_year and "{tahun}" in office["number_pattern"]:
        yield f"Pada “{typed.text}” {typed.ordinal} terbaca sebagai nomor urut, bukan tahun. {SO}"


def _of_another_year(typed: TypedNumber, on: date) -> Iterator[str]:
    if typed.says_year and typed.year != on.year:
        day = spoken_day(on.isoformat())
        yield f"Nomor itu bertahun {typed.year}, sedangkan naskahnya bertanggal {day}. {SO}"
