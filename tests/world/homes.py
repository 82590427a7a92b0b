"""Institutions (LKS) for papers: one in many states, one hidden, one of a government, one of which nothing is known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tests.world.arranged import SEKDIS
from workflow.lks import register
from workflow.lks.record import new_accreditation, new_lks, new_registration, new_support
from workflow.papers.at_any_time import Subject
from workflow.records import SCHEMA, LksRole
from workflow.roles import Actor, Role
from workflow.store import Record, Store


def recorded(store: Store, region: str, at: datetime, **values: Any) -> Record:
    """One more of the register, as its import records it."""
    actor = Actor(SEKDIS.id, SEKDIS.name, Role.SEKDIS, region)
    known = {**new_lks(values["name"]), "region": region, **values}
    del known["uid"]
    with store.transaction():
        return dict(register.add(store, actor, "lks_recorded", known, at))


def event(day: str, kind: str) -> dict[str, Any]:
    return {"date": day, "kind": kind, "by": "Sekretaris", "paper": 0, "confirmed": True}


def in_full(words: Mapping[str, str]) -> dict[str, Any]:
    """A home of which most is known: on 9 November 2026 its registration ends soon."""
    support = {"managers": 5, "workers": 9, "social_workers": 1, "money": ["APBK", "donatur"], "building": "milik",
               "capacity": 45, "access": False}  # fmt: skip
    return {
        "name": words["name"], "kecamatan": words["kecamatan"], "gampong": words["gampong"],
        "address": words["address"],
        "legal": {"form": "yayasan", "deed": {"number": "12", "date": "2014-03-12", "notary": ""}, "sk": words["sk"],
                  "npwp": ""},
        "registrations": [
            {**new_registration("STP"), "number": "460/011/STP/2021", "issued": "2021-05-06",
             "valid_until": "2024-05-05"},
            {**new_registration("STP"), "number": words["number"], "issued": "2024-12-17", "valid_until": "2026-12-17"},
        ],
        "services": [
            {"kind": "anak dalam panti", "accreditations": [
                {**new_accreditation(), "year": 2024, "grade": "B", "decided": "2024-05-06",
                 "valid_until": "2027-11-06"}]},
            {"kind": "anak luar panti", "accreditations": []},
        ],
        "support": {"2026": {**new_support(), **support}}, "beneficiaries": {"2026": {"male": 18, "female": 3}},
        "contact": {"phone": "0644 21000", "email": "lksa@example.org", "leader": "Nama Pimpinan",
                    "leader_phone": "0812 0000 0000"},
        "activity": [event("2026-10-22", "rakor"), event("2026-10-14", "kunjungan"), event("2024-01-05", "laporan")],
    }  # fmt: skip


def of_words(store: Store, task: Mapping[str, Any], words: Mapping[str, str], at: datetime) -> Subject:
    """A home that the task names, with others of its region beside it."""
    region = task["region"]
    own = recorded(store, region, at, **in_full(words))
    role = LksRole(
        schema=SCHEMA["lks_role"], lks=own["id"], task=task["id"], region=region, role="pelaksana", implemented=""
    )  # fmt: skip
    store.insert(LksRole, role)
    hidden = {"address": "Jalan Rahasia 7", "hidden": True, "gampong": "Gampong Rahasia", "kecamatan": "Kota Juang"}
    recorded(store, region, at, name="IPWL Contoh Pulih", services=[{"kind": "NAPZA", "accreditations": []}], **hidden)
    recorded(store, region, at, name="Panti Contoh", owner="dinas kabupaten/kota")
    recorded(store, region, at, name="LKS Contoh Baru")
    return Subject(region, own["id"])
