"""Which entries of the agenda a page shows: the filters of its address as a question to the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.agenda import states
from workflow.agenda.acts import own_office
from workflow.records import Office
from workflow.roles import Actor, Role
from workflow.store import Contains, Record, Store
from workflow.text import line, sought

EVERY_OFFICE = "semua"
SORTED = {"nomor": "ordinal", "tanggal": "date", "status": "status"}  # a column -> the field it is sorted by
NAMES = ("kantor", "tahun", "status", "urut")  # the filters of an address of which not every value means something


@dataclass(frozen=True)
class Filters:
    """``office`` None: all offices. What an address asks for and is not on offer is left out; ``used`` has the names of
    those that are not. ``own_only`` leaves out what the office's papers say of other kabupaten/kota."""

    office: Office | None
    year: int = 0
    status: str = ""
    text: str = ""
    used: frozenset[str] = frozenset()
    own_only: bool = False
    urut: str = ""  # a column of ``SORTED``, with "-" before it from the last to the first

    def where(self) -> dict[str, Any]:
        found: dict[str, Any] = {"office": self.office["id"]} if self.office else {}
        found |= {name: value for name, value in (("year", self.year), ("status", self.status)) if value}
        if self.own_only:
            found["about"] = None
        if words := sought(self.text):
            found["search"] = Contains(words)
        return found


def asked(store: Store, actor: Actor, args: Mapping[str, str]) -> Filters:
    """The filters of an address: only Dinas Sosial Aceh may ask for another office than its own."""
    own, wanted = own_office(store, actor), args.get("kantor", "")
    office: Office | None = own
    if actor.role is Role.DINSOS and wanted == EVERY_OFFICE:
        office = None
    elif actor.role is Role.DINSOS and wanted.isascii() and wanted.isdigit() and len(wanted) < 10:
        office = store.get(Office, int(wanted)) or own
    year, status, urut = args.get("tahun", ""), args.get("status", ""), args.get("urut", "")
    known = {str(year): year for year in years(store, office)}
    fits = {
        "kantor": wanted == (EVERY_OFFICE if office is None else str(office["id"])), "tahun": year in known,
        "status": status in states.STATES, "urut": urut.removeprefix("-") in SORTED,
    }  # fmt: skip
    return Filters(
        office, known.get(year, 0), status if fits["status"] else "", line(args.get("q", ""))[:100],
        frozenset(name for name, fit in fits.items() if fit), actor.role.regional, urut if fits["urut"] else "",
    )  # fmt: skip


def years(store: Store, office: Office | None) -> list[int]:
    """The years that have entries, newest first."""
    return store.values("entry", "year", **({"office": office["id"]} if office else {}))


def count(store: Store, filters: Filters, *, most: int | None = None) -> int:
    """How many the list has; with ``most`` it goes no further than one above."""
    return store.count("entry", most=most, **filters.where())


def page(store: Store, filters: Filters, *, after: int | None, limit: int) -> list[Record]:
    """In the order that was asked for, else newest date first; from behind the entry with id ``after``."""
    return store.find("entry", order=_order(filters, "-date"), after=after, limit=limit, **filters.where())


def every(store: Store, filters: Filters) -> Iterator[Record]:
    """All of them read piece by piece; where no order was asked for as a book has them, oldest date first."""
    return store.each("entry", order=_order(filters, "date"), **filters.where())


def _order(filters: Filters, usual: str) -> str:
    """As the store takes it."""
    down, field = filters.urut.startswith("-"), SORTED.get(filters.urut.removeprefix("-"), "")
    return f"{'-' * down}{field}" if field else usual
