"""What keeps a mandate from being given: chains of deputies, two at one desk, and a region left with one person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from workflow.errors import Invalid
from workflow.records import Mandate, User
from workflow.regions import region_name
from workflow.roles import Role
from workflow.store import Store
from workflow.text import spoken_day

_Term = Mapping[str, Any]


def stands(store: Store, mandate: _Term) -> bool:
    """Whether its two accounts are still what they were: the deputy may sign in and is no admin, the giver has the
    office that he gave."""
    if "damaged" in mandate:
        return False
    deputy = store.get(User, mandate["deputy"])
    if deputy is None or not deputy["active"] or deputy["role"] == Role.ADMIN:
        return False
    giver = store.get(User, mandate["giver"]) if mandate["giver"] else None
    if giver is None:
        return not mandate["giver"]
    return giver["active"] and (giver["role"], giver["region"]) == (mandate["role"], mandate["region"])


def check(store: Store, new: Mandate) -> None:
    """Raises ``Invalid`` when the mandate cannot be given."""
    if new["deputy"] == new["giver"]:
        raise Invalid({"deputy": "Pilih orang lain: seorang pengganti bertindak untuk orang lain."})
    others = [one for one in store.find(Mandate, ended="") if _meet(one, new) and stands(store, one)]
    for one in others:
        _check_pair(one, new)
    if Role(new["role"]).regional:
        _check_two(store, others, new)


def _meet(one: _Term, other: _Term) -> bool:
    """Whether there is a day on which both are in force."""
    return bool(one["start"] <= other["until"] and other["start"] <= one["until"])


def _check_pair(one: _Term, new: _Term) -> None:
    days = f"{spoken_day(one['start'])} sampai {spoken_day(one['until'])}"
    if _same_desk(one, new):
        said = f"{one['office']} sudah diwakili {one['person']}, {days}. Akhiri mandat itu dahulu."
        raise Invalid({"start": said})
    if new["giver"] and one["deputy"] == new["giver"]:
        said = f"{new['office']} sendiri bertindak a.n. {one['office']}, {days}; pengganti tidak punya pengganti."
        raise Invalid({"deputy": said})
    if one["giver"] == new["deputy"]:
        said = f"{new['person']} sendiri diwakili {one['person']}, {days}. Pilih orang lain."
        raise Invalid({"deputy": said})


def _same_desk(one: _Term, new: _Term) -> bool:
    return all(one[name] == new[name] for name in ("giver", "role", "region"))


def _check_two(store: Store, others: Iterable[_Term], new: _Term) -> None:
    """On every day chair and Sekdis must be two persons, or who writes a plan would approve it."""
    terms = [new, *(one for one in others if one["region"] == new["region"])]
    changes = {one["start"] for one in terms} | {_day_after(one["until"]) for one in terms}
    for on in sorted({new["start"], *changes}):
        if new["start"] <= on <= new["until"] and not _two(store, terms, new["region"], on):
            raise Invalid({
                "deputy": f"Mulai {spoken_day(on)} Ketua LKKS dan Sekdis {region_name(new['region'])} ada pada satu "
                "orang. Yang menyusun rencana dan yang menyetujuinya harus dua orang: pilih orang lain."
            })  # fmt: skip


def _two(store: Store, terms: Iterable[_Term], region: str, on: str) -> bool:
    """Whether some chair and some Sekdis of that day have nobody in common. An office that nobody has stops nothing
    here: it stands on the admin's first page."""
    running = [one for one in terms if one["start"] <= on <= one["until"]]
    chairs, secretaries = (_acting(store, running, role, region) for role in (Role.CHAIR, Role.SEKDIS))
    if not chairs or not secretaries:
        return True
    return any(chair.isdisjoint(secretary) for chair in chairs for secretary in secretaries)


def _acting(store: Store, running: Iterable[_Term], role: Role, region: str) -> list[frozenset[int]]:
    """Whoever acts in a role, each with the one he acts for; who gave a mandate is taken to be away."""
    given = [one for one in running if (one["role"], one["region"]) == (role, region)]
    away = {one["giver"] for one in given}
    own = store.find(User, role=str(role), region=region, active=True)
    present = [frozenset({user["id"]}) for user in own if user["id"] not in away]
    return present + [frozenset({one["deputy"], one["giver"]} - {0}) for one in given]


def _day_after(iso: str) -> str:
    return (date.fromisoformat(iso) + timedelta(days=1)).isoformat()
