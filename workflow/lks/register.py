"""The register of LKS: one record an institution, saved together with its spans and with the event that tells of it.

Nothing else writes a record. The event holds the facts that figures are computed from, so that those of any day come
out again as they were known then; it holds no address and nobody's telephone.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from workflow.audit import chain
from workflow.errors import NotFound
from workflow.lks.record import new_lks
from workflow.lks.spans import spans
from workflow.lks.undecided import forget
from workflow.records import SCHEMA, Lks, LksSpan
from workflow.records.institutions import LksFacts
from workflow.roles import Actor, Role
from workflow.store import Store
from workflow.text import fold

EMPTY: dict[str, Any] = {**new_lks(""), "source": ""}
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


def by_uid(store: Store, uid: str) -> Lks | None:
    """The record that a uid means now: where it was merged, the one that goes on, however often. None when no record
    ever had it."""
    found, seen = store.first(Lks, uid=uid), {uid}
    while found and (end := found["end"]) and end["into"] and end["into"] not in seen:
        seen.add(end["into"])
        found = store.first(Lks, uid=end["into"]) or found
    return found


def add(store: Store, actor: Actor, name: str, values: Mapping[str, Any], at: datetime, **more: Any) -> Lks:
    """A new record with the event ``name``; to be called inside the transaction that has checked who acts.

    ``values`` has at least the region and the name; ``more`` goes into the event."""
    record = {**EMPTY, "uid": secrets.token_hex(8), **values, "schema": SCHEMA["lks"]}
    saved = store.insert(Lks, cast(Lks, _derived(record)))
    _count(store, saved)
    forget(store, {saved["region"]})
    _tell(store, actor, name, saved, at, more)
    return saved


def save(store: Store, actor: Actor, name: str, lks: Mapping[str, Any], at: datetime, **more: Any) -> Lks:
    """The record as it is now, its spans and the event ``name``; to be called as ``add``."""
    before = store.get(Lks, lks["id"])
    saved = store.save(cast(Lks, _derived(lks)))
    _count(store, saved)
    forget(store, {saved["region"], before["region"] if before else saved["region"]})
    _tell(store, actor, name, saved, at, more)
    return saved


def facts(lks: Mapping[str, Any]) -> dict[str, Any]:
    """What an event keeps of a record."""
    return {name: lks[name] for name in FACTS}


def _derived(lks: Mapping[str, Any]) -> dict[str, Any]:
    return {**lks, "ended": lks["end"] is not None, "search": search_text(lks)}


def search_text(lks: Mapping[str, Any]) -> str:
    """What a search looks through; a hidden address is not in it."""
    place = () if lks["hidden"] else (lks["gampong"],)
    numbers = (one["number"] for one in lks["registrations"])
    return fold(lks["name"], *lks["other_names"], lks["kecamatan"], *place, *numbers)


def _count(store: Store, lks: Mapping[str, Any]) -> None:
    """Puts the spans of a record in the place of those of before; what is as it was is not written again."""
    wanted = {(one.measure, one.start, one.until) for one in spans(lks)}
    place = {"region": lks["region"], "kecamatan": lks["kecamatan"]}
    for row in store.find(LksSpan, lks=lks["id"]):
        key = (row["measure"], row["start"], row["until"])
        if key in wanted and all(row[name] == value for name, value in place.items()):  # type: ignore[literal-required]
            wanted.remove(key)
        else:
            store.delete("lks_span", row["id"])
    for measure, start, until in sorted(wanted):
        new = {"lks": lks["id"], **place, "measure": measure, "start": start, "until": until}
        store.insert("lks_span", {"schema": SCHEMA["lks_span"], **new})


def _tell(store: Store, actor: Actor, name: str, lks: Mapping[str, Any], at: datetime, more: Mapping[str, Any]) -> None:
    chain.append(store, actor, name, at, {"lks": lks["id"], "facts": facts(lks), **more}, chain=lks["region"])
