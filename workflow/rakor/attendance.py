"""Institutions that took part in a rakor: participants who were picked from the register of LKS.

Their institution is called as the register calls it. Who came has an activity event of the rakor's first day, once;
when the attendance is corrected, it goes. Before that day nobody came yet: the ticks of a rakor to come say whom it
expects, and become events when its attendance is saved again or its notula is issued.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, cast

from workflow.clock import day
from workflow.errors import Invalid
from workflow.lks import register
from workflow.records import Lks, Rakor
from workflow.records.followed import Participant
from workflow.records.institutions import Activity
from workflow.regions import owners
from workflow.roles import Actor
from workflow.store import Store

KIND = "rakor"  # of ``lks.kinds.ACTIVITIES``
LONGEST_NAME = 200  # of an institution among participants
UNKNOWN = "LKS yang dipilih untuk seorang peserta tidak ada dalam daftar. Cari dan pilih lagi."


def as_registered(store: Store, people: Iterable[Participant]) -> list[Participant]:
    """With region and name of the institutions that were picked; raises ``Invalid`` for one that is not there, or not
    in the kabupaten/kota that was typed."""
    return [_as_registered(store, person) if person.get("lks") else person for person in people]


def _as_registered(store: Store, person: Participant) -> Participant:
    lks = register.by_uid(store, person["lks"])
    if lks is None:
        raise Invalid({"participants": UNKNOWN})
    if person["region"] not in ("", lks["region"]):
        place = owners()[person["region"]].owner
        raise Invalid(
            {"participants": f"{lks['name']} tidak tercatat di {place}. Ganti kabupaten/kotanya, atau LKS-nya."}
        )
    named = {"lks": lks["uid"], "region": lks["region"], "institution": lks["name"][:LONGEST_NAME]}
    return cast(Participant, {**person, **named})


def with_picks(people: Iterable[Mapping[str, Any]], before: Iterable[Participant]) -> list[dict[str, Any]]:
    """Typed participants; of those that came as lines of text, which name no pick, the pick that stood there before."""
    picks = {_who(person): person["lks"] for person in before if person.get("lks")}
    return [{"lks": picks.get(_who(person), ""), **person} for person in people]


def _who(person: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(person.get(name, "")).strip() for name in ("name", "institution", "region"))


def keep_activity(store: Store, actor: Actor, rakor: Rakor, before: Iterable[Participant], at: datetime) -> None:
    """Puts the events of the institutions in step with who came; to be called in the transaction that saves the rakor.
    ``before`` are the participants until now."""
    held = rakor["start"] <= day(at).isoformat()
    came = {person["lks"] for person in rakor["participants"] if held and person["attended"] and person.get("lks")}
    picked = {person["lks"] for person in (*before, *rakor["participants"]) if person.get("lks")}
    meant = register.by_uids(store, picked)
    there = {lks["id"] for uid, lks in meant.items() if uid in came}
    for id_ in sorted({lks["id"] for lks in meant.values()}):
        lks = cast(Lks, store.get(Lks, id_))
        activity = _activity(lks, rakor, came=id_ in there)
        if activity != lks["activity"]:
            register.save(store, actor, "lks_changed", {**lks, "activity": activity}, at, rakor=rakor["id"])


def _activity(lks: Lks, rakor: Rakor, *, came: bool) -> list[Activity]:
    """Where a list tells of the same rakor already, that is enough."""
    others = [one for one in lks["activity"] if one.get("rakor") != rakor["id"]]
    told = any((one["date"], one["kind"], one["confirmed"]) == (rakor["start"], KIND, True) for one in others)
    if not came or told:
        return others
    event: Activity = {
        "date": rakor["start"], "kind": KIND, "by": rakor["title"], "paper": 0, "confirmed": True, "rakor": rakor["id"],
    }  # fmt: skip
    return sorted([*others, event], key=lambda one: one["date"])
