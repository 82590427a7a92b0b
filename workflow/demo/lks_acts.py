"""What is done with the invented institutions of the demo: recorded as an office's list told them, two of them ended,
three things proposed that nobody has confirmed yet.

Where somebody can sign in they were recorded a year ago and brought up to date today, so that figures can be asked for
as they were known then; elsewhere today, because each of them takes a moment whenever a demo is made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from workflow.clock import day
from workflow.demo.lks_table import Invented, as_known, institutions
from workflow.indicator import population, promises, snapshots
from workflow.indicator.figures import Place
from workflow.indicator.measuring import Measured
from workflow.lks import counting, ending, merging, proposals, register
from workflow.records import Lks
from workflow.regions import regions
from workflow.roles import Actor, Role
from workflow.store import Store

Acting = Callable[[Role, str], Actor]
WITH_PAST = ("11.07", "11.11")
UNSURE, MOVED, UNKNOWN = "LK3 Tenun Kata (contoh)", "LKSA Belimbing Emas (contoh)", "LKS Titian Bambu (contoh)"


def record_list(store: Store, acting: Acting, today: date, *, at: datetime) -> None:
    """The lists of last year, by the Sekdis of each, and the inhabitants."""
    text = population.SHIPPED.read_text(encoding="utf-8")
    population.load(store, acting(Role.DINSOS, ""), text, population.SOURCE_2024, at=at)
    for one in institutions(today):
        if one.told["region"] in WITH_PAST and not one.new:
            _add(store, acting, as_known(one.told, day(at)), at)


def bring_up_to_date(store: Store, acting: Acting, today: date, *, at: datetime) -> None:
    """What became of them until today, and all others; then what waits for a decision."""
    kept = {lks["uid"]: lks for lks in store.find(Lks)}
    for one in institutions(today):
        if lks := kept.get(one.told["uid"]):
            _save(store, acting, lks, one, at)
        else:
            _add(store, acting, one.told, at)
    _propose(store, acting, today, at)


def freeze_past(store: Store, acting: Acting, today: date, *, at: datetime) -> None:
    """The figures of four ends of a year, of the institutions that were known in it, frozen and marked as a sample."""
    for back in (4, 3, 2, 1):
        known = [one.told for one in institutions(today) if one.known_for >= back and one.end is None]
        measured = _as_it_was(store, f"{today.year - back}-12-31", known)
        snapshots.freeze(store, acting(Role.DINSOS, ""), measured, at=at, sample=True)


def _as_it_was(store: Store, last: str, known: list[dict[str, Any]]) -> Measured:
    counts, promised = counting.of_facts(dict(enumerate(known)), last), promises.promises(store, last)
    table = population.in_force(store, int(last[:4]))
    source = {name: table[name] for name in ("source", "year", "total")} if table else {}
    places = {}
    for code in regions():
        own, told = counts.get(code, {}), promised.get(code, promises.Promises())
        people = table["numbers"].get(code) if table else None
        places[code] = Place(own, people, reached=counting.kecamatan(own), **asdict(told))
    return Measured(last, places, source)


def _add(store: Store, acting: Acting, told: dict[str, Any], at: datetime) -> None:
    source = f"Daftar LKS {regions()[told['region']].full} (contoh)"
    sekdis = acting(Role.SEKDIS, told["region"])
    register.add(store, sekdis, "lks_recorded", {**told, "source": source}, at, source=source)


def _save(store: Store, acting: Acting, lks: Lks, one: Invented, at: datetime) -> None:
    sekdis = acting(Role.SEKDIS, one.told["region"])
    if one.end is None:
        if any(lks.get(name) != value for name, value in one.told.items()):
            register.save(store, sekdis, "lks_changed", {**lks, **one.told}, at)
        return
    if into := register.by_uid(store, one.end["into"]):
        merging.merge(store, sekdis, into["id"], lks["id"], {}, seen=(into["version"], lks["version"]), at=at)
    else:
        ending.end(store, sekdis, lks["id"], one.end, version=lks["version"], at=at)


def _propose(store: Store, acting: Acting, today: date, at: datetime) -> None:
    """A chair's word that one still works, a Sekdis's correction, and a chair's new one."""
    by_name = {lks["name"]: lks for lks in store.find(Lks, ended=False)}
    chair = acting(Role.CHAIR, "11.11")
    seen = {"date": today.isoformat(), "kind": "konfirmasi", "by": chair.name, "paper": 0, "confirmed": False}
    proposals.propose(store, chair, by_name[UNSURE]["id"], {"activity": [seen]}, at=at)
    moved = {"address": "Jalan Contoh Nomor 100", "gampong": "Gampong Contoh Baru"}
    proposals.propose(store, acting(Role.SEKDIS, "11.07"), by_name[MOVED]["id"], moved, at=at)
    new = {"name": UNKNOWN, "kecamatan": "Pidie", "services": [{"kind": "WKSBM", "accreditations": []}]}
    proposals.propose(store, acting(Role.CHAIR, "11.07"), 0, new, at=at)
