"""The institutions behind every number of the indicator report: a row each, with a 1 under each measure that counts it.

The sum of a column is the number of the report, and its filter the list behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from documents.lists.listing import Field, Listing
from workflow.lks import chosen, register
from workflow.lks.kinds import GROUPS
from workflow.records import Lks
from workflow.regions import region_name
from workflow.roles import Actor
from workflow.store import Store

# measure -> its head; all of them are of P1
COLUMNS = {
    "P1": "P1 tercatat", "P2": "P2 terdaftar", "P2?": "Masa berlaku tidak diketahui", "P3": "P3 aktif",
    "P4": "P4 badan hukum", "P5": "P5 terakreditasi", "P5?": "Akreditasi dugaan", "I5": "I5 aktif dan terakreditasi",
    "I8": "I8 tindak lanjut", "S1": "S1 pekerja sosial", "S2": "S2 dana publik", "S3": "S3 sarana",
    **{f"I7 {group}": f"I7 {group}" for group in GROUPS},
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    lks: Mapping[str, Any]
    counted: frozenset[str]  # the measures


def items(store: Store, actor: Actor, day: str) -> Iterator[Item]:
    """In the order of recording, within what the actor may see."""
    place = register.scope(actor)
    behind = {measure: chosen.ids(store, measure, day, **place) for measure in COLUMNS}
    for lks_id in sorted(behind["P1"]):
        lks = store.get(Lks, lks_id)
        if lks is not None:
            yield Item(lks, frozenset(measure for measure, ids in behind.items() if lks_id in ids))


def _counts(measure: str) -> Any:
    return lambda item: 1 if measure in item.counted else None


BEHIND = Listing(
    "Di balik angka indikator",
    (
        Field("Kode wilayah", 9, lambda item: item.lks["region"]),
        Field("Kabupaten/kota", 26, lambda item: region_name(item.lks["region"])),
        Field("Nama LKS", 44, lambda item: item.lks["name"]),
        *(Field(head, 12, _counts(measure)) for measure, head in COLUMNS.items()),
    ),
)
