"""A register in which each of the 23 has institutions in every state, and tasks that were kept, broken and given up:
for tests that compare what counts with what is shown of it."""

from __future__ import annotations

import random
from types import SimpleNamespace
from typing import Any

from tests.world.arranged import DINSOS, new_task
from tests.world.instance import START
from tests.world.institutions import ended
from workflow.indicator.population import SHIPPED, SOURCE_2024, load
from workflow.indicator.reach import set_number
from workflow.lks.kinds import SERVICES
from workflow.lks.record import new_accreditation, new_registration, new_support
from workflow.lks.register import add
from workflow.records import Lks
from workflow.regions import regions
from workflow.store import Store

SYLLABLES = ("ba", "cut", "dih", "gam", "jeu", "kru", "lam", "meu", "nya", "pas", "rih", "seu", "tan", "ulo", "wah")


def fill(tuntas: SimpleNamespace) -> Store:
    """Three institutions of each, two more of Bireuen, with tasks that name them; what the indicator divides by is
    known of all but the number of kecamatan of the first."""
    store: Store = tuntas.store
    whole = {name: value for name, value in new_task(tuntas, START).items() if name not in ("kind", "id", "version")}
    by_chance = random.Random(5)  # noqa: S311 - invented records
    with store.transaction():
        for place in [*regions(), *regions(), *regions(), "11.11", "11.11"]:
            lks = added(store, by_chance, place)
            done = by_chance.choice(("2026-05-01", "2025-05-01", ""))
            row = {"lks": lks["id"], "task": 1, "region": place, "role": "mitra", "implemented": done}
            store.insert("lks_role", {**row, "schema": 1})
            store.insert("task", {**whole, **task(by_chance), "region": place})
    load(store, DINSOS, SHIPPED.read_text(encoding="utf-8"), SOURCE_2024, at=START)
    for place in list(regions())[1:]:
        data = {"region": place, "number": "9", "start": "2026-01-01", "source": "Contoh"}
        set_number(store, DINSOS, data, at=START)
    return store


def fill_further(store: Store) -> None:
    """What must count once, for a while, or never: hidden ones, one with two services, one that went into another, one
    that has closed, one of which all papers are still to come, and a home of a government."""
    by_chance = random.Random(7)  # noqa: S311 - invented records
    coming = {"registrations": [{**new_registration("STP"), "issued": "2027-01-01", "valid_until": "2029-01-01"}]}
    with store.transaction():
        for place in regions():
            counted = added(store, by_chance, place, owner="masyarakat", **two_services())
            added(store, by_chance, place, owner="masyarakat", hidden=True, kecamatan="Jeumpa")
            added(store, by_chance, place, owner="masyarakat", hidden=True, kecamatan="Rahasia")
            added(store, by_chance, place, owner="masyarakat", **coming, activity=[visit("2027-02-01")], services=[])
            added(store, by_chance, place, owner="dinas kabupaten/kota", activity=[visit("2026-10-01")])
            ended(store, START, added(store, by_chance, place, owner="masyarakat"), "2026-08-01")
            ended(store, START, added(store, by_chance, place, owner="masyarakat"), "2026-10-02", into=counted["uid"])


def added(store: Store, by_chance: random.Random, place: str, **values: Any) -> Lks:
    name = "LKS " + " ".join("".join(by_chance.choices(SYLLABLES, k=3)) for _ in range(2))
    return add(store, DINSOS, "lks_recorded", {**invented(by_chance), **values, "name": name, "region": place}, START)


def two_services() -> dict[str, Any]:
    """Both accredited: the institution counts once."""
    grades = [
        {**new_accreditation(), "grade": grade, "decided": "2024-01-01", "valid_until": "2027-01-01"} for grade in "BA"
    ]
    kinds = ("anak dalam panti", "lanjut usia dalam panti")
    services = [{"kind": kind, "accreditations": [grade]} for kind, grade in zip(kinds, grades, strict=True)]
    return {"services": services, "activity": [visit("2026-01-20"), visit("2026-10-01")]}


def visit(day: str) -> dict[str, Any]:
    return {"date": day, "kind": "kunjungan", "by": "", "paper": 0, "confirmed": True}


def invented(by_chance: random.Random) -> dict[str, Any]:
    until = by_chance.choice(("2026-11-08", "2026-11-09", "2028-01-01", "tanpa batas", ""))
    grade = {**new_accreditation(), "grade": by_chance.choice("ABC"), "decided": "2024-01-01", "year": 2024}
    grade["valid_until"] = by_chance.choice(("2026-11-08", "2027-01-01", ""))
    support = {
        **new_support(), "social_workers": by_chance.choice((None, 0, 2)), "money": by_chance.choice(([], ["APBK"])),
        "building": by_chance.choice(("", "milik", "sewa")), "access": by_chance.choice((None, True)),
    }  # fmt: skip
    return {
        "owner": by_chance.choice(("masyarakat", "masyarakat", "masyarakat", "dinas kabupaten/kota")),
        "kecamatan": by_chance.choice(("Jeumpa", "Kec. Jeumpa", "Peusangan")),
        "registrations": [{**new_registration("STP"), "valid_until": until}], "support": {"2026": support},
        "services": [{"kind": by_chance.choice(list(SERVICES)), "accreditations": [grade]}],
        "activity": [visit(by_chance.choice(("2025-11-09", "2026-10-01")))] if by_chance.random() < 0.8 else [],
    }  # fmt: skip


def task(by_chance: random.Random) -> dict[str, Any]:
    """As much of one as a list asks for."""
    finished, late = by_chance.choice((("2026-06-01", 0), ("2026-07-01", 3), ("", 0)))
    closed = by_chance.choice(("", "", "", "tidak_dapat", "dibatalkan"))
    return {
        "cancelled": closed == "dibatalkan", "closed": closed, "finished_on": finished, "late_days": late,
        "deadline": by_chance.choice(("2026-06-30", "2026-11-09", "2026-11-10", "2025-12-31")),
    }  # fmt: skip
