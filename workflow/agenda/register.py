"""The agenda of an office: one register of all its numbers, whatever the paper and however the number was given.

A number comes from the office's yearly series, is typed from its own book, or is left blank to be written on the
paper. Each makes one entry, in the transaction that uses it. No number and no running number stands twice in an
office's year, also not a voided one; one that was put between two others (12.A) is another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import Any

from workflow.agenda import start
from workflow.agenda.compared import place, reserved_for
from workflow.agenda.states import AWAITED, RESERVED, USED
from workflow.clock import day, stamp
from workflow.errors import Invalid, NotFound
from workflow.kinds import Kind
from workflow.offices.archive_codes import LONGEST as LONGEST_CODE
from workflow.offices.number_patterns import blank, render, series
from workflow.offices.typed_numbers import read, written
from workflow.records import SCHEMA, Document, Entry, Office
from workflow.store import Above, Store, once_per_instance
from workflow.text import Fields, fold, yes_of

WAYS = ("series", "typed", "blank")


@dataclass(frozen=True)
class Wanted:
    """How a paper is to be numbered: ``way`` of ``WAYS``; ``number`` as typed, or for a series as it was shown.

    ``yes``: marks of the questions about it that were answered with yes."""

    way: str = "series"
    number: str = ""
    archive_code: str = ""
    yes: frozenset[str] = frozenset()


def wanted(data: Mapping[str, Any]) -> Wanted:
    """What was typed of a number: ``number_from`` is "series" (with the number the page showed, or none), "typed", or
    "blank" (filled by hand). Raises ``Invalid``."""
    fields = Fields(data)
    way = fields.line("number_from", "cara memberi nomor") or "series"
    if way not in WAYS:
        fields.wrong["number_from"] = "Pilih nomor otomatis, nomor yang diketik, atau dikosongkan."
    text = fields.line("number", "nomor naskah", required=way == "typed", most=80)
    if way == "blank" and text:
        fields.wrong["number"] = "Pilih satu: ketik nomornya, atau kosongkan untuk ditulis di kertas."
    code = fields.line("archive_code", "kode klasifikasi arsip", most=LONGEST_CODE)
    fields.done()
    return Wanted(way, text, code, yes_of(data))


def proposed(store: Store, office: Mapping[str, Any], on: date, code: str = "") -> str:
    """The number that the series would give now, skipping those already in the register. Nothing is taken."""
    return next(coming(store, office, on, code))


def coming(store: Store, office: Mapping[str, Any], on: date, code: str = "") -> Iterator[str]:
    """The numbers that the series would give one after the other, without an end. Nothing is taken."""
    name, last = start.run(store, office, on)
    for ordinal in count(last + store.peek_number(name)):
        number = render(office, ordinal, on, code)
        if not _occupied(store, office, ordinal, number, on.year):
            yield number


def number(
    store: Store, office: Mapping[str, Any], wanted: Wanted, by: str, at: datetime, *, on: date | None = None
) -> Entry:
    """Gives a number and returns its entry, with ``number`` or, for a blank one, ``slot`` as it will be printed.

    To be called inside the transaction that uses the number; a paper that the app made is tied to it by ``attach``.
    Raises ``Invalid`` under "number" when the number cannot be had, or with a question about it.
    """
    on = on or day(at)
    if wanted.way == "typed":
        return _typed(store, office, wanted, by, at, on)
    if wanted.way == "blank":
        slot = blank(office, on, wanted.archive_code)
        return _enter(store, office, by, at, on, status=AWAITED, source="blank", slot=slot)
    taken = _take(store, office, on, wanted.archive_code)
    if wanted.number and wanted.number != taken["number"]:
        said = f"Nomor {wanted.number} baru saja dipakai naskah lain. Nomor berikutnya {taken['number']}; "
        raise Invalid({"number": f"{said}baca lagi, lalu setujui."})
    return _enter(store, office, by, at, on, source="series", **taken)


def attach(store: Store, entry: int, document: Mapping[str, Any], *, subject: str = "", of: str = "") -> Entry:
    """Ties a number to the paper that the app made with it; ``of`` and ``subject`` say it of one that has two."""
    found = store.get(Entry, entry)
    if found is None:
        raise NotFound
    found |= {"date": document["date"], "subject": subject or document["subject"], "signer": document["signer"]}
    if of:
        found["of"] = of
    found["document"] = document["id"]
    if document["region"] != found["region"]:
        found["about"] = document["region"]
    return write(store, found)


def write(store: Store, entry: Entry) -> Entry:
    """Saves an entry with the text that the search of the agenda looks through."""
    entry["search"] = fold(entry["number"] or entry["slot"], entry["subject"], entry["signer"], entry["reason"])
    return store.save(entry) if "id" in entry else store.insert(Entry, entry)


def reserved(store: Store, office: Mapping[str, Any]) -> list[Entry]:
    """Numbers that were taken for a paper to come, oldest first."""
    return store.find(Entry, office=office["id"], status=RESERVED)


def ensure_entries(store: Store) -> None:
    """Once per instance: makes the entries of papers that were issued before there was an agenda, and gives those a
    place whose running number an earlier version could not read."""
    with store.transaction():
        for entry in store.find(Entry, ordinal=0):
            if entry["schema"] < SCHEMA["entry"]:
                _read_again(store, entry)
        once_per_instance(store, "agenda", _enter_earlier)


def _enter_earlier(store: Store) -> None:
    there = {entry["document"] for entry in store.find(Entry, document=Above(0))}
    for document in store.find(Document):
        # A report of implementation had a place for a number that is written by hand.
        numbered = document["number"] or document["type"] == Kind.PELAKSANAAN
        if numbered and document["id"] not in there:
            _enter_issued(store, document)


def _read_again(store: Store, entry: Entry) -> None:
    office = store.get(Office, entry["office"])
    if office is not None and entry["number"]:
        stands = place(read(office, entry["number"], date.fromisoformat(entry["date"])))
        entry |= {"ordinal": stands["ordinal"], "suffix": stands["suffix"], "year": stands["year"]}
    entry["schema"] = SCHEMA["entry"]
    store.save(entry)


def _enter_issued(store: Store, document: Document) -> None:
    office, on = store.get(Office, document["office"]), date.fromisoformat(document["date"])
    if office is None:
        return
    at = datetime.fromisoformat(document["at"])
    found = read(office, document["number"], on)
    what: dict[str, Any] = {"number": document["number"], **place(found)}
    if not document["number"]:
        what = {"status": AWAITED, "source": "blank", "slot": blank(office, on)}
    elif found.suffix or not 0 < what["ordinal"] < store.peek_number(series(office, date(found.year, 1, 1))):
        what["source"] = "typed"
    attach(store, _enter(store, office, "", at, on, **what)["id"], document)


def _typed(store: Store, office: Mapping[str, Any], wanted: Wanted, by: str, at: datetime, on: date) -> Entry:
    """A number of the office's own book; one that was reserved is now used."""
    typed = read(office, wanted.number, on)
    if entry := reserved_for(store, office, typed, on, wanted.yes):
        entry |= {"status": USED, "date": on.isoformat()}
        return write(store, entry)
    return _enter(store, office, by, at, on, source="typed", number=written(office, wanted.number), **place(typed))


def _take(store: Store, office: Mapping[str, Any], on: date, code: str) -> dict[str, Any]:
    """The next free number of the series, taken."""
    name, last = start.run(store, office, on)
    while True:
        ordinal = last + store.next_number(name)
        number = render(office, ordinal, on, code)
        if not _occupied(store, office, ordinal, number, on.year):
            return {"ordinal": ordinal, "number": number}


def _occupied(store: Store, office: Mapping[str, Any], ordinal: int, number: str, year: int) -> bool:
    """Whether the register has the running number already (also under another archive code), or the number itself.

    A number that does not name its year may come again every year."""
    there = store.find(Entry, office=office["id"], year=year, ordinal=ordinal)
    where: dict[str, Any] = {} if "{tahun}" in office["number_pattern"] else {"year": year}
    itself = store.count("entry", office=office["id"], number=number, **where)
    return itself > 0 or not all(entry.get("suffix") for entry in there)


def _enter(
    store: Store, office: Mapping[str, Any], by: str, at: datetime, on: date, *, number: str = "", slot: str = "",
    ordinal: int = 0, suffix: str = "", year: int = 0, status: str = USED, source: str = "series",
) -> Entry:  # fmt: skip
    return write(store, {
        "schema": SCHEMA["entry"], "office": office["id"], "region": office["region"], "year": year or on.year,
        "ordinal": ordinal, "suffix": suffix, "number": number, "slot": slot, "date": on.isoformat(), "subject": "",
        "signer": "", "document": 0, "status": status, "source": source, "reason": "", "by": by, "at": stamp(at),
        "search": "",
    })  # fmt: skip
