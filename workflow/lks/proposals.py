"""What is proposed of an institution: by a chair or a Sekdis, confirmed by another person who has seen the paper.

Until then the record is as it was, and the proposal stands beside it. Proposing and confirming are two people, in
person or as the one acted for; what was decided goes to the record with its event, what was not is kept with why. That
it was decided is an event of its own: news looks for the few of these among thousands of those of records.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from workflow.audit import chain
from workflow.clock import stamp
from workflow.errors import Invalid, NotAllowed, NotFound, Stale, WrongStage
from workflow.lks import register
from workflow.lks.provincial import of_province
from workflow.records import SCHEMA, Lks, LksChange
from workflow.records.asked import Person
from workflow.regions import regions
from workflow.roles import Actor, Role
from workflow.store import Store
from workflow.text import Fields

WAITING, CONFIRMED, REFUSED, WITHDRAWN = "menunggu", "disahkan", "ditolak", "ditarik"
PROPOSERS, CONFIRMERS = frozenset({Role.CHAIR, Role.SEKDIS}), frozenset({Role.SEKDIS, Role.DINSOS})
MOST_PAPER, MOST_REASON = 200, 1000  # letters
SAME = {"name": "Tidak ada yang berubah. Ubah isian yang perlu diperbaiki."}


def propose(
    store: Store,
    actor: Actor,
    lks_id: int,
    fields: Mapping[str, Any],
    *,
    at: datetime,
    note: str = "",
    version: int = 0,
) -> LksChange:
    """Keeps what the actor would have otherwise: checked ``fields`` of the record ``lks_id``, or of a new one (0).

    ``version`` is the one of the record that the actor has seen; without it the newest. Raises ``NotAllowed``,
    ``NotFound``, ``Stale``, and ``Invalid`` when it says what the record says already."""
    check_proposer(actor)
    with store.transaction():
        lks = register.readable(store, actor, lks_id) if lks_id else None
        if lks and version and lks["version"] != version:
            raise Stale(lks)
        if lks:
            check_open(lks)
        before: dict[str, Any] = {name: lks.get(name) for name in fields if name != "activity"} if lks else {}
        if lks and before == dict(fields):
            raise Invalid(SAME)
        change = LksChange(
            schema=SCHEMA["lks_change"], lks=lks_id, region=actor.region, fields=dict(fields), before=before,
            asked=_person(actor, at), note=note, state=WAITING, decided=None, paper_seen="", reason="",
        )  # fmt: skip
        saved = store.insert(LksChange, change)
        told = {"lks": lks_id, "change": saved["id"], "fields": sorted(fields)}
        chain.append(store, actor, "lks_proposed", at, told, chain=actor.region)
    return saved


def check_proposer(actor: Actor) -> None:
    """Raises ``NotAllowed`` for whoever proposes nothing; the province has no LKS of its own."""
    if actor.role not in PROPOSERS or actor.region not in regions():
        raise NotAllowed("Perubahan LKS diusulkan oleh Ketua LKKS atau Sekdis dari kabupaten/kotanya.")


def check_open(lks: Lks) -> None:
    """Raises ``WrongStage`` for one that has ended."""
    if lks["ended"]:
        raise WrongStage("LKS ini sudah tutup, pindah, atau digabung. Catatannya tidak diubah lagi.", lks)


def confirm(store: Store, actor: Actor, change_id: int, *, version: int, at: datetime, paper_seen: str = "") -> Lks:
    """Puts what was proposed into the record. The record must still say what it said then, field by field.

    ``paper_seen`` says what the actor has seen that shows it."""
    with store.transaction():
        change = _waiting(store, actor, change_id, version)
        if bar := bar_to_confirm(store, actor, change):
            raise NotAllowed(bar)
        fields = Fields({"paper_seen": paper_seen})
        seen = fields.line("paper_seen", "naskah yang dilihat", required=True, most=MOST_PAPER)
        fields.done()
        saved = _recorded(store, actor, change, seen, at)
        store.save(_ended(change, actor, CONFIRMED, "", at, lks=saved["id"], paper_seen=seen))
        told = {"lks": saved["id"], "change": change_id}
        chain.append(store, actor, "lks_confirmed", at, told, chain=change["region"])
    return saved


def bar_to_confirm(store: Store, actor: Actor, change: LksChange) -> str:
    """Why the actor may not confirm it; "" when he may."""
    if actor.role not in CONFIRMERS:
        return "Usulan disahkan oleh Sekdis atau Dinas Sosial Aceh."
    if actor.persons & {change["asked"]["id"], change["asked"]["for_"]}:
        return "Yang mengusulkan tidak boleh mengesahkannya sendiri."
    if actor.role is not Role.DINSOS and of_province(change["fields"], change["before"]):
        return "Akreditasi dan pendaftaran dari provinsi disahkan oleh Dinas Sosial Aceh."
    return ""


def _recorded(store: Store, actor: Actor, change: LksChange, seen: str, at: datetime) -> Lks:
    fields = _with_seen(change, actor)
    told = {"change": change["id"], "paper_seen": seen}
    if not change["lks"]:
        values = {**fields, "activity": _confirmed(change), "region": change["region"]}
        return register.add(store, actor, "lks_recorded", values, at, **told)
    lks = register.readable(store, actor, change["lks"])
    if lks["ended"]:
        raise Invalid({"paper_seen": "LKS ini sudah tutup, pindah, atau digabung sejak diusulkan. Tolak usulan ini."})
    if moved := [name for name, value in change["before"].items() if lks.get(name) != value]:
        raise Invalid(dict.fromkeys(moved, "Isian ini sudah berubah sejak diusulkan. Tolak, dan minta usulan baru."))
    now = {**lks, **fields, "activity": [*lks["activity"], *_confirmed(change)], "check": None}
    return register.save(store, actor, "lks_changed", now, at, **told)


def _with_seen(change: LksChange, actor: Actor) -> dict[str, Any]:
    """The fields; of a registration that is new in them it is kept who has seen its paper."""
    fields = dict(change["fields"])
    if "registrations" in fields:
        known = change["before"].get("registrations", [])
        fields["registrations"] = [
            one if one in known else {**one, "seen_by": actor.name} for one in fields["registrations"]
        ]
    return fields


def _confirmed(change: LksChange) -> list[dict[str, Any]]:
    return [{**event, "confirmed": True} for event in change["fields"].get("activity", ())]


def refuse(store: Store, actor: Actor, change_id: int, reason: str, *, version: int, at: datetime) -> LksChange:
    with store.transaction():
        change = _waiting(store, actor, change_id, version)
        if actor.role not in CONFIRMERS:
            raise NotAllowed("Usulan ditolak oleh Sekdis atau Dinas Sosial Aceh.")
        why = _reason(reason)
        saved: LksChange = store.save(_ended(change, actor, REFUSED, why, at))
        told = {"lks": change["lks"], "change": change_id, "reason": why}
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


def ask_check(store: Store, actor: Actor, lks_id: int, reason: str, *, at: datetime) -> Lks:
    """Dinas Sosial Aceh asks the region to look at the record; the request is gone when something is confirmed."""
    with store.transaction():
        lks = register.readable(store, actor, lks_id)
        if actor.role is not Role.DINSOS:
            raise NotAllowed("Pemeriksaan diminta oleh Dinas Sosial Aceh.")
        why = _reason(reason)
        saved: Lks = store.save(cast(Lks, {**lks, "check": {"by": actor.name, "at": stamp(at), "reason": why}}))
        told = {"lks": lks_id, "reason": why}
        chain.append(store, actor, "lks_check_asked", at, told, chain=lks["region"])
    return saved


def waiting(store: Store, actor: Actor, **where: Any) -> list[LksChange]:
    """What waits in the actor's region, or anywhere for Dinas Sosial Aceh; the oldest first."""
    return store.find(LksChange, state=WAITING, **where, **register.scope(actor))


def readable(store: Store, actor: Actor, change_id: int) -> LksChange:
    """Another region's proposal is as unknown as one that is not there."""
    change = store.get(LksChange, change_id)
    if change is None or not register.may_read(actor, change):
        raise NotFound("Usulan itu tidak ada, atau bukan usulan kabupaten/kota Anda.")
    return change


def named(store: Store, change: LksChange) -> str:
    """What the institution is called now; of one that is still proposed, as it would be."""
    lks = store.get(Lks, change["lks"]) if change["lks"] else None
    return str(lks["name"] if lks and "damaged" not in lks else change["fields"].get("name", ""))


def _waiting(store: Store, actor: Actor, change_id: int, version: int) -> LksChange:
    change = readable(store, actor, change_id)
    if change["state"] != WAITING or change["version"] != version:
        raise WrongStage(f"Usulan ini sudah {change['state']}.", change)
    return change


def _reason(text: str) -> str:
    fields = Fields({"reason": text})
    why = fields.paragraph("reason", "alasan", required=True, most=MOST_REASON)
    fields.done()
    return why


def _ended(change: LksChange, actor: Actor, state: str, reason: str, at: datetime, **more: Any) -> LksChange:
    ended = {**change, "state": state, "decided": _person(actor, at), "reason": reason, **more}
    return cast(LksChange, ended)


def _person(actor: Actor, at: datetime) -> Person:
    return {"by": actor.name, "at": stamp(at), "id": actor.id, "for_": actor.acting_for}
