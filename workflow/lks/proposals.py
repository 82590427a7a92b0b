"""What is proposed of an institution: by a chair or a Sekdis, confirmed by another person who has seen the paper.

Until then the record is as it was, and the proposal stands beside it. Proposing and confirming are two people, in
person or as the one acted for; what was decided goes to the record with one event, what was not is kept with why.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from workflow.audit import chain
from workflow.clock import stamp
from workflow.errors import Invalid, NotAllowed, NotFound, WrongStage
from workflow.lks import register
from workflow.records import SCHEMA, Lks, LksChange
from workflow.records.asked import Person
from workflow.roles import Actor, Role
from workflow.store import Store

WAITING, CONFIRMED, REFUSED, WITHDRAWN = "menunggu", "disahkan", "ditolak", "ditarik"
PROPOSERS, CONFIRMERS = frozenset({Role.CHAIR, Role.SEKDIS}), frozenset({Role.SEKDIS, Role.DINSOS})


def propose(store: Store, actor: Actor, lks_id: int, fields: Mapping[str, Any], *, at: datetime) -> LksChange:
    """Keeps what the actor would have otherwise: checked ``fields`` of the record ``lks_id``, or of a new one (0).

    Raises ``NotAllowed``, ``NotFound``, and ``Invalid`` when it says what the record says already."""
    if actor.role not in PROPOSERS:
        raise NotAllowed("Perubahan LKS diusulkan oleh Ketua LKKS atau Sekdis dari kabupaten/kotanya.")
    with store.transaction():
        lks = register.readable(store, actor, lks_id) if lks_id else None
        before: dict[str, Any] = {name: lks.get(name) for name in fields} if lks else {}
        if lks and before == dict(fields):
            raise Invalid({"name": "Tidak ada yang berubah. Ubah isian yang perlu diperbaiki."})
        change = LksChange(
            schema=SCHEMA["lks_change"], lks=lks_id, region=actor.region, fields=dict(fields), before=before,
            asked=_person(actor, at), state=WAITING, decided=None, reason="",
        )  # fmt: skip
        saved = store.insert(LksChange, change)
        told = {"lks": lks_id, "change": saved["id"], "fields": sorted(fields)}
        chain.append(store, actor, "lks_proposed", at, told, chain=actor.region)
    return saved


def confirm(store: Store, actor: Actor, change_id: int, *, version: int, at: datetime) -> Lks:
    """Puts what was proposed into the record. The record must still say what it said then, field by field."""
    with store.transaction():
        change = _waiting(store, actor, change_id, version)
        if actor.role not in CONFIRMERS:
            raise NotAllowed("Usulan disahkan oleh Sekdis atau Dinas Sosial Aceh.")
        if actor.persons & {change["asked"]["id"], change["asked"]["for_"]}:
            raise NotAllowed("Yang mengusulkan tidak boleh mengesahkannya sendiri.")
        saved = _recorded(store, actor, change, at)
        store.save(_ended(change, actor, CONFIRMED, "", at, lks=saved["id"]))
    return saved


def _recorded(store: Store, actor: Actor, change: LksChange, at: datetime) -> Lks:
    if not change["lks"]:
        values = {**change["fields"], "region": change["region"]}
        return register.add(store, actor, "lks_recorded", values, at, change=change["id"])
    lks = register.readable(store, actor, change["lks"])
    if moved := [name for name, value in change["before"].items() if lks.get(name) != value]:
        raise Invalid(dict.fromkeys(moved, "Isian ini sudah berubah sejak diusulkan. Tolak, dan minta usulan baru."))
    return register.save(store, actor, "lks_changed", {**lks, **change["fields"]}, at, change=change["id"])


def refuse(store: Store, actor: Actor, change_id: int, reason: str, *, version: int, at: datetime) -> LksChange:
    with store.transaction():
        change = _waiting(store, actor, change_id, version)
        if actor.role not in CONFIRMERS:
            raise NotAllowed("Usulan ditolak oleh Sekdis atau Dinas Sosial Aceh.")
        saved: LksChange = store.save(_ended(change, actor, REFUSED, reason, at))
        told = {"lks": change["lks"], "change": change_id, "reason": reason}
        chain.append(store, actor, "lks_refused", at, told, chain=change["region"])
    return saved


def withdraw(store: Store, actor: Actor, change_id: int, *, version: int, at: datetime) -> LksChange:
    """By whoever proposed it, as long as nobody has decided."""
    with store.transaction():
        change = _waiting(store, actor, change_id, version)
        if actor.id != change["asked"]["id"]:
            raise NotAllowed("Usulan ditarik oleh yang mengusulkan.")
        saved: LksChange = store.save(_ended(change, actor, WITHDRAWN, "", at))
        told = {"lks": change["lks"], "change": change_id}
        chain.append(store, actor, "lks_withdrawn", at, told, chain=change["region"])
    return saved


def waiting(store: Store, actor: Actor) -> list[LksChange]:
    """What waits in the actor's region, or anywhere for Dinas Sosial Aceh; the oldest first."""
    return store.find(LksChange, state=WAITING, **register.scope(actor))


def _waiting(store: Store, actor: Actor, change_id: int, version: int) -> LksChange:
    change = store.get(LksChange, change_id)
    if change is None or not register.may_read(actor, change):
        raise NotFound("Usulan itu tidak ada, atau bukan usulan kabupaten/kota Anda.")
    if change["state"] != WAITING or change["version"] != version:
        raise WrongStage(f"Usulan ini sudah {change['state']}.", change)
    return change


def _ended(change: LksChange, actor: Actor, state: str, reason: str, at: datetime, **more: Any) -> LksChange:
    ended = {**change, "state": state, "decided": _person(actor, at), "reason": reason, **more}
    return cast(LksChange, ended)


def _person(actor: Actor, at: datetime) -> Person:
    return {"by": actor.name, "at": stamp(at), "id": actor.id, "for_": actor.acting_for}
