"""The agenda of an office: one register of all its numbers, whatever the paper and however the number was given.

A number comes from the office's yearly series, is typed from its own book, or is left blank to be written on the
paper. Each makes one entry, in the transaction that uses it. No number and no running number stands twice in an
office's year, also not a voided one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workflow.agenda import start
from workflow.agenda.start import VOID
from workflow.clock import day, stamp
from workflow.errors import Invalid, NotFound
from workflow.kinds import Kind
from workflow.offices.number_patterns import blank, read, render, series
from workflow.records import SCHEMA, Document, Entry, Office, Setting
from workflow.store import Above, Store
from workflow.text import fold

USED, RESERVED, AWAITED = "dipakai", "disediakan", "ditunggu"
STATES = {USED: "Dipakai", RESERVED: "Disediakan", AWAITED: "Menunggu nomor", VOID: "Batal"}
WAYS = ("series", "typed", "blank")


@dataclass(frozen=True)
class Wanted:
    """How a paper is to be numbered: ``way`` of ``WAYS``; ``number`` as typed, or for a series as it was shown."""

    way: str = "series"
    number: str = ""
    archive_code: str = ""


def proposed(store: Store, office: Mapping[str, Any], on: date, code: str = "") -> str:
    """The number that the series would give now, skipping those already in the register. Nothing is taken."""
    name, last = start.run(store, office, on)
    ordinal = last + store.peek_number(name)
    while _occupied(store, office, ordinal, number := render(office, ordinal, on, code), on.year):
        ordinal += 1
    return number


def number(
    store: Store, office: Mapping[str, Any], wanted: Wanted, by: str, at: datetime, *, on: date | None = None
) -> Entry:
    """Gives a number and returns its entry, with ``number`` or, for a blank one, ``slot`` as it will be printed.

    To be called inside the transaction that uses the number; a paper that the app made is tied to it by ``attach``.
    Raises ``Invalid`` under "number" when the number cannot be had.
    """
    on = on or day(at)
    if wanted.way == "typed":
        return _typed(store, office, wanted.number, by, at, on)
    if wanted.way == "blank":
        slot = blank(office, on, wanted.archive_code)
        return _enter(store, office, by, at, on, status=AWAITED, source="blank", slot=slot)
    taken = _take(store, office, on, wanted.archive_code)
    if wanted.number and wanted.number != taken["number"]:
        said = f"Nomor {wanted.number} baru saja dipakai naskah lain. Nomor berikutnya {taken['number']}; "
        raise Invalid({"number": f"{said}baca lagi, lalu setujui."})
    return _enter(store, office, by, at, on, source="series", **taken)


def attach(store: Store, entry: int, document: Mapping[str, Any]) -> Entry:
    """Ties a number to the paper that the app made with it."""
    found = store.get(Entry, entry)
    if found is None:
        raise NotFound
    found |= {"date": document["date"], "subject": document["subject"], "signer": document["signer"]}
    found["document"] = document["id"]
    return write(store, found)


def write(store: Store, entry: Entry) -> Entry:
    """Saves an entry with the text that the search of the agenda looks through."""
    entry["search"] = fold(entry["number"] or entry["slot"], entry["subject"], entry["signer"], entry["reason"])
    return store.save(entry) if "id" in entry else store.insert(Entry, entry)


def reserved(store: Store, office: Mapping[str, Any]) -> list[Entry]:
    """Numbers that were taken for a paper to come, oldest first."""
    return store.find(Entry, office=office["id"], status=RESERVED)


def ensure_entries(store: Store) -> None:
    """Once per instance: makes the entries of papers that were issued before there was an agenda."""
    with store.transaction():
        if store.count("setting", name="agenda"):
            return
        there = {entry["document"] for entry in store.find(Entry, document=Above(0))}
        for document in store.find(Document):
            # A report of implementation had a place for a number that is written by hand.
            numbered = document["number"] or document["type"] == Kind.PELAKSANAAN
            if numbered and document["id"] not in there:
                _enter_issued(store, document)
        store.insert(Setting, Setting(schema=SCHEMA["setting"], name="agenda"))


def _enter_issued(store: Store, document: Document) -> None:
    office, on = store.get(Office, document["office"]), date.fromisoformat(document["date"])
    if office is None:
        return
    at = datetime.fromisoformat(document["at"])
    ordinal, year = read(office, document["number"], on)
    what: dict[str, Any] = {"number": document["number"], "ordinal": ordinal, "year": year}
    if not document["number"]:
        what = {"status": AWAITED, "source": "blank", "slot": blank(office, on)}
    elif not ordinal or ordinal >= store.peek_number(series(office, date(year, 1, 1))):
        what["source"] = "typed"
    attach(store, _enter(store, office, "", at, on, **what)["id"], document)


def _typed(store: Store, office: Mapping[str, Any], number: str, by: str, at: datetime, on: date) -> Entry:
    """A number of the office's own book; one that was reserved is now used."""
    ordinal, year = read(office, number, on)
    for entry in _same(store, office, number, year):
        if entry["status"] != RESERVED:
            raise Invalid({"number": _refusal(entry)})
        entry |= {"status": USED, "date": on.isoformat()}
        return write(store, entry)
    for entry in store.find(Entry, office=office["id"], year=year, ordinal=ordinal) if ordinal else ():
        state = STATES[entry["status"]].lower()
        raise Invalid({"number": f"Nomor urut {ordinal} sudah ada di agenda: {entry['number']} ({state})."})
    return _enter(store, office, by, at, on, source="typed", number=number, ordinal=ordinal, year=year)


def _refusal(entry: Entry) -> str:
    if entry["status"] == VOID:
        return f"Nomor {entry['number']} sudah dibatalkan dan tidak dipakai lagi. Alasannya: {entry['reason']}"
    return f"Nomor {entry['number']} sudah dipakai naskah lain dari kantor ini."


def _take(store: Store, office: Mapping[str, Any], on: date, code: str) -> dict[str, Any]:
    """The next free number of the series, taken."""
    name, last = start.run(store, office, on)
    while True:
        ordinal = last + store.next_number(name)
        number = render(office, ordinal, on, code)
        if not _occupied(store, office, ordinal, number, on.year):
            return {"ordinal": ordinal, "number": number}


def _occupied(store: Store, office: Mapping[str, Any], ordinal: int, number: str, year: int) -> bool:
    """Whether the register has the running number already (also under another archive code), or the number itself."""
    same_place = store.count("entry", office=office["id"], year=year, ordinal=ordinal)
    return bool(same_place or _same(store, office, number, year))


def _same(store: Store, office: Mapping[str, Any], number: str, year: int) -> list[Entry]:
    """The entry with this number; one that does not name its year may come again every year."""
    where: dict[str, Any] = {} if "{tahun}" in office["number_pattern"] else {"year": year}
    return store.find(Entry, office=office["id"], number=number, **where)


def _enter(
    store: Store, office: Mapping[str, Any], by: str, at: datetime, on: date, *, number: str = "", slot: str = "",
    ordinal: int = 0, year: int = 0, status: str = USED, source: str = "series",
) -> Entry:  # fmt: skip
    return write(store, {
        "schema": SCHEMA["entry"], "office": office["id"], "region": office["region"], "year": year or on.year,
        "ordinal": ordinal, "number": number, "slot": slot, "date": on.isoformat(), "subject": "", "signer": "",
        "document": 0, "status": status, "source": source, "reason": "", "by": by, "at": stamp(at), "search": "",
    })  # fmt: skip
