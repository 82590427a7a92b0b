"""Filters of a list that an account keeps under a name of its own: what its address asked for, in the account's order.

They are nobody else's: the history does not tell of them, and an export does not hold them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.errors import Invalid, NotFound
from workflow.nik import SENTENCE, has_nik
from workflow.records import SCHEMA, SavedFilter
from workflow.store import Store
from workflow.text import Fields

LISTS = {"tugas": "Tugas", "lks": "LKS", "dokumen": "Dokumen", "agenda": "Agenda nomor"}  # that have such filters
MOST = 10  # of one account and list
LONGEST = 40  # letters of a name
MOST_VALUE, MOST_VALUES = 150, 20  # letters of one value of an address, how many it has
PAGING = ("sesudah", "setelah")  # where a page goes on is no filter


def own(store: Store, user: int, of: str = "") -> list[SavedFilter]:
    """Those of an account, of one list or of all, in its order."""
    found = [one for one in store.find(SavedFilter, user=user) if of in ("", one["list"])]
    return sorted(found, key=lambda one: (list(LISTS).index(one["list"]), one["place"], one["id"]))


def tidied(args: Mapping[str, str]) -> dict[str, str]:
    """What of an address is kept: everything that was filled in, but where its page began."""
    return {name: value for name, value in args.items() if value and name not in PAGING}


def keep(store: Store, user: int, of: str, query: Mapping[str, str], typed: Mapping[str, Any]) -> SavedFilter:
    """Keeps a filter under the ``name`` that was typed. Raises ``Invalid``: no or a known name, too many, nothing
    that is filtered."""
    with store.transaction():
        there = own(store, user, of)
        name = _name(typed, there)
        _keepable(query, there)
        row = SavedFilter(
            schema=SCHEMA["saved_filter"], user=user, list=of, name=name, query=dict(query),
            place=max((one["place"] for one in there), default=0) + 1,
        )  # fmt: skip
        return store.insert(SavedFilter, row)


def rename(store: Store, user: int, id: int, typed: Mapping[str, Any]) -> SavedFilter:
    """As ``keep``; raises ``NotFound`` for one of another account."""
    with store.transaction():
        one = own_one(store, user, id)
        others = [other for other in own(store, user, one["list"]) if other["id"] != id]
        one["name"] = _name(typed, others)
        return store.save(one)


def raise_up(store: Store, user: int, id: int) -> SavedFilter:
    """Puts it one place higher; the first stays where it is."""
    with store.transaction():
        one = own_one(store, user, id)
        row = own(store, user, one["list"])
        at = next(n for n, other in enumerate(row) if other["id"] == id)
        order = [*row[: max(0, at - 1)], one, *(other for other in row[max(0, at - 1) :] if other["id"] != id)]
        for place, other in enumerate(order, 1):
            if other["place"] != place:
                store.save({**other, "place": place})
        return one


def remove(store: Store, user: int, id: int) -> SavedFilter:
    with store.transaction():
        one = own_one(store, user, id)
        store.delete("saved_filter", id)
        return one


def own_one(store: Store, user: int, id: int) -> SavedFilter:
    """Raises ``NotFound`` for one of another account as for one that is not there."""
    one = store.get(SavedFilter, id)
    if one is None or one["user"] != user:
        raise NotFound("Saringan itu tidak ada, atau bukan milik Anda.")
    return one


def _name(typed: Mapping[str, Any], others: list[SavedFilter]) -> str:
    fields = Fields(typed)
    name = fields.note("name", "nama saringan", required=True, most=LONGEST)
    if name.casefold() in {other["name"].casefold() for other in others}:
        fields.wrong.setdefault("name", f"Nama “{name}” sudah dipakai. Pilih nama lain.")
    fields.done()
    return name


def _keepable(query: Mapping[str, str], there: list[SavedFilter]) -> None:
    same = next((other["name"] for other in there if other["query"] == dict(query)), "")
    if not 0 < len(query) <= MOST_VALUES or any(len(word) > MOST_VALUE for pair in query.items() for word in pair):
        raise Invalid({"saringan": "Daftar ini belum disaring, jadi tidak ada yang disimpan."})
    if any(has_nik(word) for pair in query.items() for word in pair):
        raise Invalid({"saringan": SENTENCE})
    if same:
        raise Invalid({"saringan": f"Saringan yang sama sudah tersimpan dengan nama “{same}”."})
    if len(there) >= MOST:
        raise Invalid({"saringan": f"Sudah ada {MOST} saringan untuk daftar ini. Hapus satu dahulu."})
