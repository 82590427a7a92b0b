"""What has to be renewed: registrations that end within 90 days and grades that end within 180, the nearest first.

Asked of the kept states (``periods``), so that it costs the same with 20,000 institutions: only those that are shown
are read. Its numbers are those of the list with ``REGISTRATION`` or ``GRADE`` as its state (``chosen``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.lks import chosen, register, states
from workflow.lks.kinds import Owner
from workflow.records import Lks
from workflow.roles import Actor
from workflow.store import Between, OneOf, Store

REGISTRATION, GRADE = "akan-berakhir", "akreditasi-akan-berakhir"  # values of "keadaan"
KINDS = {REGISTRATION: "Pendaftaran", GRADE: "Akreditasi"}


@dataclass(frozen=True, order=True)
class Ending:
    """``day`` (ISO) is the last on which it counts, ``left`` the days until then. ``of`` is the service of a grade,
    ``worth`` that grade, or the kind of the paper."""

    day: str
    name: str
    lks: int
    region: str
    kind: str  # of ``KINDS``
    of: str
    left: int
    worth: str = ""

    @property
    def what(self) -> str:
        """ "Akreditasi anak dalam panti" """
        return f"{KINDS[self.kind]} {self.of}".strip()


def counts(store: Store, actor: Actor, today: str, region: str = "") -> dict[str, int]:
    """Kind -> how many institutions, of those that the actor may see or of one region of them."""
    where = {"kabupaten": region} if region else {}
    return {kind: chosen.number(store, actor, {**where, "keadaan": kind}, today) for kind in KINDS}


def nearest(store: Store, actor: Actor, today: str, *, region: str = "", limit: int) -> list[Ending]:
    """The first ``limit`` of them. An institution comes once for its registration and once for each service."""
    where = {**({"region": region} if region else {}), **register.scope(actor)}
    found: dict[int, Lks] = {}
    for kind in KINDS:
        rows = store.find("lks_state", order="until", limit=limit, **chosen.in_state(kind, today), **where)
        found |= _read(store, (row["lks"] for row in rows))
    endings = (ending for lks in found.values() for ending in endings_of(lks, date.fromisoformat(today)))
    return sorted(endings)[:limit]


def of_community(store: Store, kind: str, today: str) -> list[Ending]:
    """All of a kind, of the institutions that the indicator counts: those of all of Aceh that a government does not
    own."""
    rows = store.find("lks_state", order="until", **chosen.in_state(kind, today))
    own = (lks for lks in _read(store, (row["lks"] for row in rows)).values() if lks["owner"] == Owner.COMMUNITY)
    endings = (ending for lks in own for ending in endings_of(lks, date.fromisoformat(today)))
    return sorted(ending for ending in endings if ending.kind == kind)


def between(store: Store, actor: Actor, first: str, last: str) -> list[Ending]:
    """Whatever ends from ``first`` to ``last`` (ISO), as dated events of a calendar: ``left`` is 0, each on its day.

    What was renewed before its end has none."""
    kept = [state for kind in KINDS for state in chosen.STATES[kind].kept]
    rows = store.find("lks_state", state=OneOf(kept), until=Between(first, last), **register.scope(actor))
    read = _read(store, (row["lks"] for row in rows))
    days = {(row["lks"], row["until"]) for row in rows}
    found = {
        ending for id, day in days if id in read for ending in endings_of(read[id], date.fromisoformat(day))
        if ending.day == day
    }  # fmt: skip
    return sorted(found)


def endings_of(lks: Mapping[str, Any], day: date) -> Iterator[Ending]:
    """Of one institution on a day, as ``states`` has them."""
    if last := states.registration_ends(lks, day):
        paper = next(one["kind"] for one in lks["registrations"] if one["valid_until"] == last)
        yield _ending(lks, day, last, REGISTRATION, worth=paper)
    for service in lks["services"]:
        if last := states.grade_ends(service, day):
            grade = states.in_force(states.service_state(service, day))
            yield _ending(lks, day, last, GRADE, service["kind"], worth=grade)


def _ending(lks: Mapping[str, Any], day: date, last: str, kind: str, of: str = "", *, worth: str) -> Ending:
    left = (date.fromisoformat(last) - day).days
    return Ending(last, lks["name"], lks["id"], lks["region"], kind, of, left, worth)


def _read(store: Store, ids: Iterator[int]) -> dict[int, Lks]:
    return {id: lks for id, lks in store.several(Lks, ids).items() if "damaged" not in lks}
