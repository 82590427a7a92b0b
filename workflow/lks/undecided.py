"""What nobody has decided yet about the register, so that an institution might be counted twice or wrongly. It holds
the indicator report back, and the pairs among it are what the page of duplicates lists.

Found a region at a time and kept with it until one of its records changes (``forget``), so that asking costs the same
however many there are.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from workflow.errors import StoreUnavailable
from workflow.lks.duplicates import REGISTRATION, numbers, pairs
from workflow.lks.kinds import IN_PROCESS, Owner
from workflow.lks.names import folded_kecamatan, is_no_lks, of_government
from workflow.records import SCHEMA, Kecamatan, Lks, LksApart, LksDoubts
from workflow.records.institutions import Doubt
from workflow.regions import regions as all_regions
from workflow.store import OneOf, Store

PAIR, NO_REGION, GOVERNMENT, NO_LKS, HOME, KECAMATAN = (
    "ganda", "wilayah", "pemerintah", "bukan LKS", "panti", "kecamatan",
)  # fmt: skip
MOST_PAIRS = 100  # of a region, the certain ones first: when they are decided, the others follow
NOWHERE = ""  # the region of a record without one
_SENTENCES = {
    PAIR: "{0} dan {1} {sure} lembaga yang sama (sama: {same}). Gabungkan, atau nyatakan bukan lembaga yang sama.",
    NO_REGION: "{0} belum punya kabupaten/kota.",
    GOVERNMENT: "{0} tercatat milik masyarakat, padahal namanya milik pemerintah. Periksa pemiliknya.",
    NO_LKS: "{0} bukan LKS: LKKS, Karang Taruna, PSM, dan TKSK tidak dihitung. Tutup catatannya.",
    HOME: "{0} dan yayasannya, {1}, sama-sama dihitung, padahal panti itu belum punya STP sendiri.",
}
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Undecided:
    """``lks`` are the ids of the records, ``names`` theirs; ``same`` and ``certain`` as in ``duplicates.Pair``."""

    region: str
    what: str
    sentence: str
    lks: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    certain: bool = False


def undecided(store: Store, regions: Iterable[str] | None = None) -> list[Undecided]:
    """All that is open in these regions, by default in all of them and nowhere; in the order of regions."""
    codes = sorted(all_regions()) + [NOWHERE] if regions is None else sorted(set(regions))
    kept = {one["region"]: one for one in store.find(LksDoubts, region=OneOf(codes))}
    found = []
    for code in codes:
        known = kept.get(code) or _keep(store, code)
        found += [_told(code, one) for one in known["found"]]
        found += _too_many(store, code, known["kecamatan"])
    return found


def forget(store: Store, codes: Iterable[str]) -> None:
    """To be called when a record of these regions has changed, or somebody has decided about a pair, within that
    transaction."""
    for one in store.find(LksDoubts, region=OneOf(sorted(set(codes)))):
        store.delete("lks_doubts", one["id"])


def _keep(store: Store, code: str) -> LksDoubts:
    """Where the disk refuses, it is found anew the next time."""
    try:
        with store.transaction():
            return store.first(LksDoubts, region=code) or store.insert(LksDoubts, _find(store, code))
    except StoreUnavailable:
        log.warning("what is undecided of the LKS of a region is not kept")
        return _find(store, code)


def _find(store: Store, code: str) -> LksDoubts:
    living = store.find(Lks, region=code, ended=False)
    places = {folded_kecamatan(one["kecamatan"]) for one in living if one["owner"] == Owner.COMMUNITY} - {""}
    apart = {(one["first"], one["second"]) for one in store.find(LksApart, region=code)}
    open_pairs = (one for one in _pairs(living) if tuple(one["lks"]) not in apart)
    found = [*islice(open_pairs, MOST_PAIRS), *_wrong(living), *_homes(living)]
    return LksDoubts(schema=SCHEMA["lks_doubts"], region=code, found=found, kecamatan=len(places))


def _doubt(what: str, *records: Lks, same: Sequence[str] = (), certain: bool = False) -> Doubt:
    return {
        "what": what, "lks": [one["id"] for one in records], "names": [one["name"] for one in records],
        "same": list(same), "certain": certain,
    }  # fmt: skip


def _pairs(living: Sequence[Lks]) -> Iterator[Doubt]:
    for pair in sorted(pairs(living), key=lambda pair: not pair.certain):
        yield _doubt(PAIR, living[pair.first], living[pair.second], same=pair.same, certain=pair.certain)


def _wrong(living: Iterable[Lks]) -> Iterator[Doubt]:
    for one in living:
        if not one["region"]:
            yield _doubt(NO_REGION, one)
        if one["owner"] == Owner.COMMUNITY and of_government(one["name"]):
            yield _doubt(GOVERNMENT, one)
        if is_no_lks(one["name"]):
            yield _doubt(NO_LKS, one)


def _homes(living: Sequence[Lks]) -> Iterator[Doubt]:
    """A home counts only with an STP of its own, else its foundation does."""
    by_uid = {one["uid"]: one for one in living if one["owner"] == Owner.COMMUNITY}
    for home in by_uid.values():
        above = by_uid.get(home["parent"]) if home["parent"] else None
        if above and above is not home and not _own_paper(home, above):
            yield _doubt(HOME, home, above)


def _own_paper(home: Lks, above: Lks) -> bool:
    theirs = numbers(above, REGISTRATION)
    papers = [one for one in home["registrations"] if one["status"] != IN_PROCESS]
    return bool(numbers(home, REGISTRATION) - theirs) or any(not one["number"] for one in papers)


def _too_many(store: Store, code: str, places: int) -> Iterator[Undecided]:
    """More kecamatan than a kabupaten has: one of them is written in two ways."""
    typed = store.first(Kecamatan, region=code, order="-start")
    if typed and places > typed["number"]:
        told = (
            f"LKS tercatat di {places} kecamatan, padahal kabupaten/kota ini punya {typed['number']}. Periksa ejaannya."
        )
        yield Undecided(code, KECAMATAN, told)


def _told(code: str, one: Mapping[str, Any]) -> Undecided:
    names = [f"“{name}”" for name in one["names"]]
    sure = "tampaknya" if one["certain"] else "mungkin"
    sentence = _SENTENCES[one["what"]].format(*names, same=", ".join(one["same"]), sure=sure)
    return Undecided(
        code, one["what"], sentence, tuple(one["lks"]), tuple(one["names"]), tuple(one["same"]), one["certain"]
    )
