"""What is done with the invented institutions of the demo: recorded as an office's list told them, year by year, two of
them ended, three things proposed that nobody has confirmed yet.

In December of four years each kabupaten/kota records what it knows by then, so that figures can be asked for as they
were known at the end of each; then they are frozen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workflow.clock import WIB, day
from workflow.demo.lks_table import Invented, as_known, institutions
from workflow.indicator import population, snapshots
from workflow.indicator.measuring import measure
from workflow.kinds import Kind
from workflow.lks import ending, merging, proposals, register
from workflow.papers import at_any_time, recommendation
from workflow.papers.at_any_time import Subject
from workflow.papers.publishing import Publisher
from workflow.records import Lks
from workflow.records.institutions import Activity
from workflow.regions import PROVINCE, regions
from workflow.roles import Actor, Role
from workflow.store import Store

Acting = Callable[[Role, str], Actor]
YEARS = 4
NEVER = datetime.max.replace(tzinfo=WIB)
Meanwhile = Callable[[datetime], None]
BIREUEN, RECOMMENDED = "11.11", "LKSA Cemara Tujuh (contoh)"
SEEN = {"seen": ["rules", "deed", "managers"], "note_managers": "Masa bakti lima tahun"}
UNSURE, MOVED, UNKNOWN = "LK3 Tenun Kata (contoh)", "LKSA Belimbing Emas (contoh)", "LKS Titian Bambu (contoh)"


@dataclass
class YearLists:
    """The lists of four Decembers, one kabupaten/kota after the other, the inhabitants before the last of them, and
    the figures of each of these years, frozen when it is over and marked as a sample.

    They are acts among others: ``until`` makes those whose time has come, so that all acts stay in order."""

    store: Store
    acting: Acting
    today: date
    back: int = YEARS
    open_years: int = YEARS  # that are not frozen yet

    def until(self, moment: datetime) -> None:
        while min(self._listed, self._over) <= moment:
            if self._listed < self._over:
                self._record()
                self.back -= 1
            else:
                self._freeze()
                self.open_years -= 1

    @property
    def _listed(self) -> datetime:
        return datetime(self.today.year - self.back, 12, 15, 9, tzinfo=WIB) if self.back else NEVER

    @property
    def _over(self) -> datetime:
        """The first moment of the year after it."""
        return datetime(self.today.year - self.open_years + 1, 1, 1, tzinfo=WIB) if self.open_years else NEVER

    def _freeze(self) -> None:
        last = f"{self.today.year - self.open_years}-12-31"
        found = measure(self.store, last, last)
        snapshots.freeze(self.store, self.acting(Role.DINSOS, ""), found, at=self._over, sample=True)

    def _record(self) -> None:
        at = self._listed
        if self.back == 1:
            text = population.SHIPPED.read_text(encoding="utf-8")
            population.load(self.store, self.acting(Role.DINSOS, ""), text, population.SOURCE_2024, at=at)
        kept = {lks["uid"]: lks for lks in self.store.find(Lks)}
        for one in institutions(self.today):
            told = as_known(one.told, day(at))
            if lks := kept.get(told["uid"]):
                _change(self.store, self.acting, lks, told, at)
            elif one.known_for >= self.back:
                _add(self.store, self.acting, told, at)


def first_list(today: date) -> datetime:
    """When the first of the lists begins."""
    return datetime(today.year - YEARS, 12, 15, 8, tzinfo=WIB)


def bring_up_to_date(store: Store, acting: Acting, today: date, *, at: datetime) -> None:
    """What became of them until today, and those that are new; then what waits for a decision."""
    kept = {lks["uid"]: lks for lks in store.find(Lks)}
    for one in institutions(today):
        if lks := kept.get(one.told["uid"]):
            _save(store, acting, lks, one, at)
        else:
            _add(store, acting, one.told, at)
    _propose(store, acting, at)


def issue_papers(store: Store, publisher: Publisher, acting: Acting, meanwhile: Meanwhile, *, at: datetime) -> None:
    """What can be issued of the register: the report of the indicator and a list for all of Aceh; of Bireuen its page,
    the profile of an institution and a recommendation for it. ``meanwhile`` makes what others do until a moment."""
    meanwhile(at)
    dinsos, sekdis, chair = acting(Role.DINSOS, ""), acting(Role.SEKDIS, BIREUEN), acting(Role.CHAIR, BIREUEN)
    one = next(lks for lks in store.find(Lks, region=BIREUEN) if lks["name"] == RECOMMENDED)
    told = recommendation.asked({**recommendation.usual(one), **SEEN})
    for who, kind, subject, params in (
        (dinsos, Kind.INDIKATOR, Subject(PROVINCE), {}),
        (dinsos, Kind.DAFTAR_LKS, Subject(PROVINCE), {}),
        (sekdis, Kind.KABUPATEN, Subject(BIREUEN), {}),
        (chair, Kind.PROFIL_LKS, Subject(BIREUEN, one["id"]), {}),
        (chair, Kind.REKOMENDASI, Subject(BIREUEN, one["id"]), told),
    ):
        at_any_time.issue(store, publisher, who, kind, subject, params, at=at)


def _add(store: Store, acting: Acting, told: dict[str, Any], at: datetime) -> None:
    source = f"Daftar LKS {regions()[told['region']].full} (contoh)"
    sekdis = acting(Role.SEKDIS, told["region"])
    register.add(store, sekdis, "lks_recorded", {**told, "source": source}, at, source=source)


def _save(store: Store, acting: Acting, lks: Lks, one: Invented, at: datetime) -> None:
    sekdis = acting(Role.SEKDIS, one.told["region"])
    if one.end is None:
        _change(store, acting, lks, one.told, at)
        return
    if into := register.by_uid(store, one.end["into"]):
        merging.merge(store, sekdis, into["id"], lks["id"], {}, seen=(into["version"], lks["version"]), at=at)
    else:
        ending.end(store, sekdis, lks["id"], one.end, version=lks["version"], at=at)


def _change(store: Store, acting: Acting, lks: Lks, told: dict[str, Any], at: datetime) -> None:
    told = {**told, "activity": _with_rakor(told["activity"], lks)}
    if any(lks.get(name) != value for name, value in told.items()):
        register.save(store, acting(Role.SEKDIS, told["region"]), "lks_changed", {**lks, **told}, at)


def _with_rakor(told: list[Activity], lks: Lks) -> list[Activity]:
    """Lists of LKS know nothing of the rakor to which it came."""
    return sorted([*told, *(one for one in lks["activity"] if one.get("rakor"))], key=lambda one: one["date"])


def _propose(store: Store, acting: Acting, at: datetime) -> None:
    """A chair's word that one still works, a Sekdis's correction, and a chair's new one."""
    by_name = {lks["name"]: lks for lks in store.find(Lks, ended=False)}
    chair = acting(Role.CHAIR, "11.11")
    seen = {"date": day(at).isoformat(), "kind": "konfirmasi", "by": chair.name, "paper": 0, "confirmed": False}
    proposals.propose(store, chair, by_name[UNSURE]["id"], {"activity": [seen]}, at=at)
    moved = {"address": "Jalan Contoh Nomor 100", "gampong": "Gampong Contoh Baru"}
    proposals.propose(store, acting(Role.SEKDIS, "11.07"), by_name[MOVED]["id"], moved, at=at)
    new = {"name": UNKNOWN, "kecamatan": "Pidie", "services": [{"kind": "WKSBM", "accreditations": []}]}
    proposals.propose(store, acting(Role.CHAIR, "11.07"), 0, new, at=at)
