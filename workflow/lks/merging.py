"""Two records that are one institution: merged field by field, taken apart again, or kept as two for good.

The first goes on with what was chosen of both; the other stays as *digabung* with all that it says, and its uid leads
to the first. Registrations, services, events and years of both are kept. Tasks and homes of the other go to the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from workflow.audit import chain
from workflow.clock import day, stamp
from workflow.errors import Invalid, NotAllowed, NotFound, WrongStage
from workflow.lks import register, task_roles
from workflow.lks.kinds import MERGED
from workflow.lks.one_of_two import Choices, merged
from workflow.lks.restoring import restore
from workflow.lks.undecided import forget
from workflow.records import SCHEMA, Lks, LksApart, LksMerge
from workflow.roles import Actor, Role
from workflow.store import Store
from workflow.text import Fields

MERGERS = frozenset({Role.SEKDIS, Role.DINSOS})
MOST_REASON = 1000  # letters
SEEN_ANEW = "Salah satu catatannya berubah sejak Anda membuka halaman ini. Periksa, lalu kirim lagi."


@dataclass(frozen=True)
class Both:
    """``first`` goes on, ``other`` goes into it. ``merge`` says that it has happened, ``apart`` that they are two."""

    first: Lks
    other: Lks
    merge: LksMerge | None
    apart: LksApart | None

    @property
    def seen(self) -> tuple[int, int]:
        return self.first["version"], self.other["version"]


def both(store: Store, actor: Actor, first_id: int, other_id: int) -> Both:
    """Two records that the actor may put together; to anybody else they are unknown."""
    check_merger(actor)
    if first_id == other_id:
        raise NotFound("Satu LKS tidak dapat digabung dengan dirinya sendiri.")
    first, other = (register.readable(store, actor, one) for one in (first_id, other_id))
    low, high = sorted((first_id, other_id))
    merge = next((one for one in store.find(LksMerge, other=other_id, first=first_id) if not one["parted"]), None)
    return Both(first, other, merge, store.first(LksApart, first=low, second=high))


def check_merger(actor: Actor) -> None:
    if actor.role not in MERGERS:
        raise NotAllowed("LKS digabungkan oleh Sekdis dari kabupaten/kotanya atau Dinas Sosial Aceh.")


def merge(
    store: Store, actor: Actor, first_id: int, other_id: int, chosen: Choices, *, seen: tuple[int, int], at: datetime
) -> Lks:
    """``chosen``: name of a field (``one_of_two.fields``) -> "b" where the other's is right. ``seen`` are the versions
    that the page showed. Raises ``WrongStage`` when one has ended or changed, ``Invalid`` while a proposal waits."""
    with store.transaction():
        two = both(store, actor, first_id, other_id)
        _check_open(store, two, seen)
        saved = register.save(store, actor, "lks_changed", merged(two.first, two.other, chosen), at)
        end = {"kind": MERGED, "into": saved["uid"], "date": day(at).isoformat(), "reason": ""}
        gone = {**two.other, "end": end, "ended_at": stamp(at)}
        over = register.save(store, actor, "lks_merged", gone, at, into=saved["id"])
        store.insert(LksMerge, LksMerge(
            schema=SCHEMA["lks_merge"], first=first_id, other=other_id, region=saved["region"],
            before=cast(dict[str, Any], two.first), seen=[saved["version"], over["version"]],
            homes=_move_homes(store, actor, two, at), by=_person(actor, at), parted=False,
        ))  # fmt: skip
        task_roles.follow(store, task_roles.tasks_of(store, other_id))
    return saved


def _check_open(store: Store, two: Both, seen: tuple[int, int]) -> None:
    if two.first["end"] or two.other["end"]:
        raise WrongStage("Salah satunya sudah tutup, pindah, atau digabung.", two.first)
    if two.seen != seen:
        raise WrongStage(SEEN_ANEW, two.first)
    if store.count("lks_change", lks=two.other["id"], state="menunggu"):
        raise Invalid({"merge": f"Ada usulan untuk {two.other['name']} yang belum diputuskan. Putuskan itu dahulu."})


def _move_homes(store: Store, actor: Actor, two: Both, at: datetime) -> list[int]:
    """The homes of a foundation that was found to be another record's."""
    homes = [one for one in store.find(Lks, parent=two.other["uid"]) if one["id"] != two.first["id"]]
    for one in homes:
        register.save(store, actor, "lks_changed", {**one, "parent": two.first["uid"]}, at)
    return [one["id"] for one in homes]


def unmerge(store: Store, actor: Actor, first_id: int, other_id: int, *, at: datetime) -> None:
    """Both as they were before. Raises ``WrongStage`` when one of them has changed since."""
    with store.transaction():
        two = both(store, actor, first_id, other_id)
        if two.merge is None or bar_to_part(two):
            raise WrongStage(bar_to_part(two) or "Keduanya tidak digabung.", two.first)
        before = {**two.merge["before"], "version": two.first["version"]}
        restore(store, actor, "lks_changed", before, two.merge["before"]["version"], at)
        other = {**two.other, "end": None, "ended_at": ""}
        restore(store, actor, "lks_unmerged", other, two.merge["seen"][1] - 1, at)
        task_roles.follow(store, task_roles.tasks_of(store, first_id))
        _move_homes_back(store, actor, two, two.merge, at)
        store.save({**two.merge, "parted": True})


def bar_to_part(two: Both) -> str:
    """Why a merge cannot be taken back any more; "" when it can, or when there is none."""
    if two.merge is None or two.merge["seen"] == list(two.seen):
        return ""
    return "Penggabungan ini tidak dapat diurungkan lagi: catatannya sudah berubah sejak itu."


def _move_homes_back(store: Store, actor: Actor, two: Both, merge: LksMerge, at: datetime) -> None:
    for id in merge["homes"]:
        home = store.get(Lks, id)
        if home and home["parent"] == two.first["uid"]:
            register.save(store, actor, "lks_changed", {**home, "parent": two.other["uid"]}, at)


def keep_apart(store: Store, actor: Actor, first_id: int, other_id: int, reason: str, *, at: datetime) -> None:
    """They look alike and are two: nobody is asked again. Raises ``Invalid`` without a reason."""
    with store.transaction():
        two = both(store, actor, first_id, other_id)
        if two.merge or two.apart:
            raise WrongStage("Tentang keduanya sudah diputuskan.", two.first)
        fields = Fields({"reason": reason})
        why = fields.paragraph("reason", "alasan", required=True, most=MOST_REASON)
        fields.done()
        low, high = sorted((two.first, two.other), key=lambda one: one["id"])
        store.insert(LksApart, LksApart(
            schema=SCHEMA["lks_apart"], first=low["id"], second=high["id"], region=low["region"],
            by=_person(actor, at), reason=why,
        ))  # fmt: skip
        told = {"first": low["id"], "second": high["id"], "reason": why}
        forget(store, {low["region"]})
        chain.append(store, actor, "lks_kept_apart", at, told, chain=low["region"])


def ask_again(store: Store, actor: Actor, first_id: int, other_id: int, *, at: datetime) -> None:
    """Takes back that they are two."""
    with store.transaction():
        two = both(store, actor, first_id, other_id)
        if two.apart is None:
            raise WrongStage("Keduanya tidak dinyatakan lembaga yang berbeda.", two.first)
        store.delete("lks_apart", two.apart["id"])
        told = {"first": two.apart["first"], "second": two.apart["second"]}
        forget(store, {two.apart["region"]})
        chain.append(store, actor, "lks_asked_again", at, told, chain=two.apart["region"])


def recent(store: Store, actor: Actor) -> list[LksMerge]:
    """The last merges that the actor may take back, the newest first."""
    return [one for one in store.find(LksMerge, order="-id", limit=10, **register.scope(actor)) if not one["parted"]]


def tasks(store: Store, lks: Lks) -> int:
    """How many tasks name it."""
    return len(task_roles.tasks_of(store, lks["id"]))


def _person(actor: Actor, at: datetime) -> Any:
    return {"by": actor.name, "at": stamp(at), "id": actor.id, "for_": actor.acting_for}
