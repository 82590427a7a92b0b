"""The register of LKS: one record an institution, saved together with its days and with the event that tells of it.

Nothing else writes what it says of an institution. The event holds the facts that figures are computed from, so that
those of any day come out again as they were known then; it holds no address and nobody's telephone.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from workflow.audit import chain
from workflow.errors import NotFound
from workflow.lks import across, counting, sort_texts
from workflow.lks.kinds import CLOSED
from workflow.lks.names import folded
from workflow.lks.periods import periods
from workflow.lks.record import new_lks
from workflow.lks.spans import spans
from workflow.lks.undecided import forget
from workflow.records import SCHEMA, Lks
from workflow.records.institutions import LksFacts
from workflow.roles import Actor, Role
from workflow.store import OneOf, Store
from workflow.text import fold

EMPTY: dict[str, Any] = {**new_lks(""), "source": "", "check": None, "ended_at": ""}
FACTS = tuple(LksFacts.__annotations__)


def scope(actor: Actor) -> dict[str, Any]:
    """The ``where`` of ``Store.find`` that holds for every institution the actor may see."""
    return {"region": actor.region} if actor.role.regional else {}


def may_read(actor: Actor, lks: Mapping[str, Any]) -> bool:
    """The own region; all of them for Dinas Sosial Aceh, none for the admin."""
    return actor.role is not Role.ADMIN and (not actor.role.regional or lks["region"] == actor.region)


def readable(store: Store, actor: Actor, lks_id: int) -> Lks:
    """Another region's institution is as unknown as one that is not there."""
    found = store.get(Lks, lks_id)
    if found is None or not may_read(actor, found):
        raise NotFound("LKS itu tidak ada, atau bukan LKS kabupaten/kota Anda.")
    return found


def by_uid(store: Store, uid: str, region: str = "") -> Lks | None:
    """The record that a uid means now: where it was merged, the one that goes on, however often. None when no record
    ever had it. With a ``region`` the last one there: into what of another it was merged is not for those who ask."""
    return by_uids(store, [uid], region).get(uid)


def by_uids(store: Store, uids: Iterable[str], region: str = "") -> dict[str, Lks]:
    """The same of several, by uid; without those that no record ever had, and the empty one that names nobody."""
    asked = {uid for uid in uids if uid}
    kept: dict[str, Lks] = {}
    wanted = asked
    while wanted:
        rows = store.find(Lks, uid=OneOf(sorted(wanted)), order="-id")
        found = {lks["uid"]: lks for lks in rows if "damaged" not in lks}
        kept |= found
        wanted = {lks["end"]["into"] for lks in found.values() if lks["end"]} - {"", *kept}
    return {uid: _last(kept, uid, region) for uid in asked if uid in kept}


def _last(kept: Mapping[str, Lks], uid: str, region: str) -> Lks:
    found, seen = kept[uid], {uid}
    while (end := found["end"]) and (further := kept.get(end["into"])) and end["into"] not in seen:
        seen.add(end["into"])
        found = further if region in ("", further["region"]) else found
    return found


def add(store: Store, actor: Actor, name: str, values: Mapping[str, Any], at: datetime, **more: Any) -> Lks:
    """A new record with the event ``name``; to be called inside the transaction that has checked who acts.

    ``values`` has at least the region and the name; ``more`` goes into the event."""
    record = {**EMPTY, "uid": secrets.token_hex(8), **values, "schema": SCHEMA["lks"]}
    saved = store.insert(Lks, cast(Lks, _derived(record)))
    _keep_days(store, saved)
    forget(store, {saved["region"]})
    _tell(store, actor, name, saved, at, more)
    return saved


def save(store: Store, actor: Actor, name: str, lks: Mapping[str, Any], at: datetime, **more: Any) -> Lks:
    """The record as it is now, its spans and the event ``name``; to be called as ``add``."""
    before = store.get(Lks, lks["id"])
    saved = store.save(cast(Lks, _derived(lks)))
    _keep_days(store, saved)
    forget(store, {saved["region"], before["region"] if before else saved["region"]})
    _tell(store, actor, name, saved, at, more)
    return saved


def remove(store: Store, actor: Actor, lks: Lks, reason: str, at: datetime) -> None:
    """Takes a record back that should not have been made; to be called as ``add``. Its events stay, and the last one
    says that it counts on no day."""
    for region in _replace(store, "lks_span", lks["id"], []):
        counting.forget(store, region)
    _replace(store, "lks_state", lks["id"], [])
    across.drop(store, lks["id"])
    store.delete("lks", lks["id"])
    forget(store, {lks["region"]})
    gone = {**lks, "end": {"kind": CLOSED, "into": "", "date": "", "reason": reason}}
    _tell(store, actor, "lks_ended", gone, at, {"reason": reason})


def facts(lks: Mapping[str, Any]) -> dict[str, Any]:
    """What an event keeps of a record."""
    return {name: lks[name] for name in FACTS if name in lks}


def _derived(lks: Mapping[str, Any]) -> dict[str, Any]:
    return {**lks, "ended": lks["end"] is not None, "search": search_text(lks)}


def sort_text(lks: Mapping[str, Any]) -> str:
    """Its name as it is compared, and its id: lists stand in this order, and no two are alike in it."""
    return f"{folded(lks['name'])} {lks['id']:09}"


def search_text(lks: Mapping[str, Any]) -> str:
    """What a search looks through; a hidden address is not in it."""
    place = () if lks["hidden"] else (lks["gampong"],)
    numbers = (one["number"] for one in lks["registrations"])
    names = (lks["name"], *lks["other_names"], f"kecamatan {lks['kecamatan']}", *place)
    return fold(*names, *map(folded, names), *numbers)


def _keep_days(store: Store, lks: Mapping[str, Any]) -> None:
    """When it counts for what and is in which state: puts the rows in the place of those of before."""
    place = {"lks": lks["id"], "region": lks["region"]}
    counted = [{**place, "kecamatan": lks["kecamatan"], **asdict(one)} for one in spans(lks)]
    words = {"sort": sort_text(lks), "search": lks["search"], **sort_texts.texts(store, lks, sort_text(lks))}
    kept = [{**place, **words, "state": one.measure, "start": one.start, "until": one.until} for one in periods(lks)]
    across.keep(store, lks)
    for region in _replace(store, "lks_span", lks["id"], counted) | _replace(store, "lks_state", lks["id"], kept):
        counting.forget(store, region)


def _replace(store: Store, kind: str, lks_id: int, wanted: list[dict[str, Any]]) -> set[str]:
    """The regions of what changed; what is as it was is not written again."""
    changed = set()
    for row in store.find(kind, lks=lks_id):
        same = [one for one in wanted if all(row.get(name) == value for name, value in one.items())]
        if same:
            wanted.remove(same[0])
        else:
            store.delete(kind, row["id"])
            changed.add(row["region"])
    for one in wanted:
        store.insert(kind, {"schema": SCHEMA[kind], **one})
        changed.add(one["region"])
    return changed


def _tell(store: Store, actor: Actor, name: str, lks: Mapping[str, Any], at: datetime, more: Mapping[str, Any]) -> None:
    chain.append(store, actor, name, at, {"lks": lks["id"], "facts": facts(lks), **more}, chain=lks["region"])
