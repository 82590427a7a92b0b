"""The list of LKS as a file: one institution a row, as it stands on the day of the list.

No leader and no telephone; a hidden address is in no file, and fewer than five beneficiaries are told in the own region
only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.lists import lks_words
from documents.lists.listing import Field, Listing
from documents.lists.task_list import day
from workflow.lks import chosen, in_words, states
from workflow.lks.in_words import HIDDEN
from workflow.lks.kinds import FOREVER
from workflow.regions import region_name
from workflow.roles import Actor
from workflow.store import Store

AT_ONCE = 500


@dataclass(frozen=True)
class Item:
    """``own`` says whether the reader is of its region."""

    lks: Mapping[str, Any]
    on: date
    own: bool


def items(store: Store, actor: Actor, given: Mapping[str, str], today: str) -> Iterator[Item]:
    """All institutions of the list with these filters (``lks.chosen``), in its order."""
    on, after = date.fromisoformat(given.get("pada", today)), 0
    while batch := chosen.listed(store, actor, given, today, after=after, limit=AT_ONCE):
        yield from (Item(lks, on, actor.role.regional) for lks in batch)
        after = batch[-1]["id"]


def _open(name: str) -> Any:
    """What belongs to the address."""
    return lambda item: HIDDEN if item.lks["hidden"] and item.lks[name] else item.lks[name]


def _paper(name: str) -> Any:
    return lambda item: (lks_words.paper_of(item.lks, item.on) or {name: ""})[name]


def _until(item: Item) -> date | str | None:
    until = (lks_words.paper_of(item.lks, item.on) or {"valid_until": ""})["valid_until"]
    return until if until == FOREVER else day(until)


def _served(name: str) -> Any:
    def told(item: Item) -> int | str | None:
        year = lks_words.year_of(item.lks, "beneficiaries", item.on)
        count = item.lks["beneficiaries"][year][name] if year else None
        return count if item.own else in_words.served_outside(count)

    return told


LKS = Listing(
    "Daftar LKS",
    (
        Field("Kode wilayah", 9, lambda item: item.lks["region"]),
        Field("Kabupaten/kota", 26, lambda item: region_name(item.lks["region"])),
        Field("Kecamatan", 22, _open("kecamatan")),
        Field("Gampong", 22, _open("gampong")),
        Field("Alamat", 36, _open("address")),
        Field("Nama LKS", 40, lambda item: item.lks["name"]),
        Field("Nama lain", 30, lambda item: "\n".join(item.lks["other_names"])),
        Field("Pemilik", 22, lambda item: lks_words.owner(item.lks)),
        Field("Badan hukum", 26, lambda item: lks_words.legal(item.lks)),
        Field("SK Kemenkumham", 26, lambda item: item.lks["legal"]["sk"]),
        Field("Jenis tanda daftar", 10, _paper("kind")),
        Field("Nomor tanda daftar", 24, _paper("number")),
        Field("Diterbitkan", 12, lambda item: day(_paper("issued")(item))),
        Field("Berlaku sampai", 12, _until),
        Field("Keadaan pendaftaran", 26, lambda item: states.registration_state(item.lks, item.on)),
        Field("Layanan dan akreditasi", 40, lambda item: lks_words.services(item.lks, item.on)),
        Field("Akreditasi terbaik", 10, lambda item: states.best_grade(item.lks, item.on)),
        Field("Keaktifan", 18, lambda item: states.activity_state(item.lks, item.on)),
        Field("Peristiwa terakhir", 12, lambda item: day(states.last_event(item.lks, item.on))),
        Field("Tahun binaan", 9, lambda item: lks_words.year_of(item.lks, "beneficiaries", item.on)),
        Field("Binaan laki-laki", 9, _served("male")),
        Field("Binaan perempuan", 9, _served("female")),
    ),
)
