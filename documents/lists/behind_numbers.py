"""The institutions behind every number of the indicator report: a row each, with a 1 under each measure that counts it.

The sum of a column is the number of the report, and its filter the list behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from documents.lists.listing import Field, Listing
from workflow.lks import chosen, register
from workflow.lks.counting import on
from workflow.lks.kinds import GROUPS
from workflow.lks.spans import UNSURE
from workflow.records import Lks
from workflow.regions import region_name
from workflow.roles import Actor
from workflow.store import Between, Store

# measure -> its head; all of them are of P1
COLUMNS = {
    "P1": "P1 tercatat", "P2": "P2 terdaftar", "P2?": "Masa berlaku tidak diketahui", "P3": "P3 aktif",
    UNSURE: "Belum dipastikan", "P4": "P4 badan hukum", "P5": "P5 terakreditasi", "P5?": "Akreditasi dugaan",
    "I5": "I5 aktif dan terakreditasi", "I8": "I8 tindak lanjut", "S1": "S1 pekerja sosial", "S2": "S2 dana publik",
    "S3": "S3 sarana", "S1?": "S1 tidak diketahui", "S2?": "S2 tidak diketahui", "S3?": "S3 tidak diketahui",
    **{f"I7 {group}": f"I7 {group}" for group in GROUPS},
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    lks: Mapping[str, Any]
    counted: frozenset[str]  # the measures
    first: bool  # of the active ones in its kecamatan: each kecamatan has one


def items(store: Store, actor: Actor, day: str) -> Iterator[Item]:
    """In the order of recording, within what the actor may see."""
    place = register.scope(actor)
    behind = {measure: chosen.ids(store, measure, day, **place) for measure in COLUMNS}
    reached = _reached(store, day, place)
    for lks_id in sorted(behind["P1"]):
        lks = store.get(Lks, lks_id)
        if lks is not None:
            yield Item(lks, frozenset(measure for measure, ids in behind.items() if lks_id in ids), lks_id in reached)


def _reached(store: Store, day: str, place: Mapping[str, Any]) -> set[int]:
    """An id for each kecamatan with an active institution. One whose address is hidden stands for it only where nobody
    else can, so that it is not told beside whom it is."""
    there: dict[tuple[str, str], list[int]] = {}
    where = {"measure": Between("I6 ", "I6!"), **on(day), **place}  # "I6 " and the kecamatan
    for region, measure, lks in store.tally("lks_span", by=("region", "measure", "lks"), **where):
        there.setdefault((region, measure), []).append(lks)
    return {_open_one(store, sorted(ids)) for ids in there.values()}


def _open_one(store: Store, ids: Sequence[int]) -> int:
    found = (id for id in ids if (lks := store.get(Lks, id)) and not lks["hidden"])
    return next(found, ids[0])


def _counts(measure: str) -> Any:
    return lambda item: 1 if measure in item.counted else None


BEHIND = Listing(
    "Di balik angka indikator",
    (
        Field("Kode wilayah", 9, lambda item: item.lks["region"]),
        Field("Kabupaten/kota", 26, lambda item: region_name(item.lks["region"])),
        Field("Nama LKS", 44, lambda item: item.lks["name"]),
        *(Field(head, 12, _counts(measure)) for measure, head in COLUMNS.items()),
        Field("I6 satu per kecamatan", 12, lambda item: 1 if item.first else None),
    ),
)
