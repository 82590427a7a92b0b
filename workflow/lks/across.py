"""Records of two kabupaten/kota that have a number in common: listed for Dinas Sosial Aceh alone, who merges across
regions, and no reason to hold a report back, for the same number elsewhere is mostly another institution's or a slip.

Each number of a record is a narrow row that is kept with the record, and says whether other regions have it, too: so
asking costs the same however many records there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, groupby
from typing import Any, cast

from workflow.lks.duplicates import MINISTRY, MOST_ALIKE, NPWP, PHONE, SK, numbers, one_parent, phones, two_homes
from workflow.lks.undecided import MOST_PAIRS, Undecided
from workflow.records import SCHEMA, Lks, LksNumber
from workflow.store import Store

ACROSS = "antarkabupaten"
MOST_ROWS = 1_000  # looked at for pairs
SENTENCE = "{0} dan {1} mungkin lembaga yang sama (sama: {2})."


def keep(store: Store, lks: Mapping[str, Any]) -> None:
    """Brings the rows of a record up to date; to be called in the transaction that has saved it. One that has ended
    has none."""
    _replace(store, lks["id"], lks["region"], set() if lks["end"] else set(_numbers(lks)))


def drop(store: Store, lks_id: int) -> None:
    """Of a record that is taken back."""
    _replace(store, lks_id, "", set())


def _replace(store: Store, lks_id: int, region: str, wanted: set[str]) -> None:
    changed = set()
    for row in store.find(LksNumber, lks=lks_id):
        if row["number"] in wanted and row["region"] == region:
            wanted = wanted - {row["number"]}
        else:
            store.delete("lks_number", row["id"])
            changed.add(row["number"])
    for number in sorted(wanted):
        new = LksNumber(schema=SCHEMA["lks_number"], lks=lks_id, region=region, number=number, across=False)
        store.insert(LksNumber, new)
    for number in sorted(changed | wanted):
        _mark(store, number)


def _mark(store: Store, number: str) -> None:
    """A number of very many is nobody's."""
    rows = store.find(LksNumber, number=number, limit=MOST_ALIKE + 1)
    across = len(rows) <= MOST_ALIKE and len({row["region"] for row in rows}) > 1
    for row in rows:
        if row["across"] != across:
            store.save(cast(LksNumber, {**row, "across": across}))


def _numbers(lks: Mapping[str, Any]) -> Iterator[str]:
    """ "NPWP 012345678901000", "telepon 644000001": what only one can have, wherever it is."""
    for what in (NPWP, SK, MINISTRY):
        yield from (f"{what} {number}" for number in numbers(lks, what))
    yield from (f"{PHONE} {number}" for number in phones(lks))


def pairs(store: Store, region: str = "") -> list[Undecided]:
    """Those about which nobody has decided, at most ``MOST_PAIRS``; with ``region`` those with a record of it."""
    rows = store.find(LksNumber, across=True, order="number", limit=MOST_ROWS)
    found: dict[tuple[int, int], Undecided] = {}
    for one, other in _in_two_regions(rows):
        ids = min(one["lks"], other["lks"]), max(one["lks"], other["lks"])
        if ids not in found and (not region or region in (one["region"], other["region"])):
            if told := _told(store, *ids):
                found[ids] = told
            if len(found) == MOST_PAIRS:
                break
    return list(found.values())


def _in_two_regions(rows: Iterable[LksNumber]) -> Iterator[tuple[LksNumber, LksNumber]]:
    for _, some in groupby(rows, key=lambda row: row["number"]):
        yield from ((one, other) for one, other in combinations(some, 2) if one["region"] != other["region"])


def _told(store: Store, first: int, second: int) -> Undecided | None:
    one, other = store.get(Lks, first), store.get(Lks, second)
    if one is None or other is None or store.count("lks_apart", first=first, second=second):
        return None
    shared = same(one, other)
    if not shared:
        return None
    names = one["name"], other["name"]
    told = SENTENCE.format(*(f"“{name}”" for name in names), ", ".join(shared))
    return Undecided(one["region"], ACROSS, told, (first, second), names, shared)


def same(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[str, ...]:
    """What two records have in common that tells: not the numbers of the foundation whose homes they are."""
    shared = {number.rpartition(" ")[0] for number in set(_numbers(one)) & set(_numbers(other))}
    if one_parent(one, other):
        return ()
    apart = two_homes(one, other)
    return tuple(what for what in _ORDER if what in shared and (what == PHONE or not apart))


_ORDER: Sequence[str] = (NPWP, SK, MINISTRY, PHONE)
