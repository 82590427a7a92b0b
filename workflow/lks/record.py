"""What is kept of an LKS: the institution, never a client.

Every field is always there; "", [] and None say that it is unknown or that there is none. Days are ISO texts.
"""

from __future__ import annotations

from typing import TypedDict


class Deed(TypedDict):
    number: str
    date: str
    notary: str


class Legal(TypedDict):
    """``form`` of ``kinds.Form``; ``sk`` is the number of the Kemenkumham's decree on this institution itself, not on
    the foundation that it belongs to."""

    form: str
    deed: Deed
    sk: str
    npwp: str


class Registration(TypedDict):
    """``valid_until`` is a day, ``kinds.FOREVER``, or "". The day is that of the paper: it is typed, never computed."""

    kind: str
    issuer: str
    number: str
    issued: str
    valid_until: str
    status: str  # "", ``kinds.IN_PROCESS`` or ``kinds.REVOKED``
    revoked_on: str
    seen_by: str
    paper: str


class Accreditation(TypedDict):
    """``year`` (0 unknown) is all that many lists say; ``grade`` of ``kinds.GRADES``, TTA, or ""."""

    year: int
    grade: str
    applied: str
    decided: str
    valid_until: str
    certificate: str
    source: str


class Service(TypedDict):
    """``kind`` of ``kinds.SERVICES``, "" unknown: accreditation is given to a service, not to an institution."""

    kind: str
    accreditations: list[Accreditation]


class Support(TypedDict):
    """Of one year: people, money (``kinds.MONEY``; whole rupiah by source), facilities."""

    managers: int | None
    workers: int | None
    social_workers: int | None
    money: list[str]
    amounts: dict[str, int]
    building: str
    capacity: int | None
    access: bool | None


class Beneficiaries(TypedDict):
    male: int | None
    female: int | None


class Contact(TypedDict):
    """``phone`` and ``email`` are the office's; the leader's are seen by the own region and Dinsos alone."""

    phone: str
    email: str
    leader: str
    leader_phone: str


class Activity(TypedDict):
    """An event that shows that the institution works; ``confirmed`` or only proposed."""

    date: str
    kind: str
    by: str
    paper: str
    confirmed: bool


class End(TypedDict):
    """``kind`` of ``kinds.ENDS``; ``into`` is the uid that a merged one goes on in."""

    kind: str
    into: str
    date: str
    reason: str


class Lks(TypedDict):
    """``said_inactive``: the day on which somebody said that it does not work. ``support`` and ``beneficiaries`` by
    year ("2026")."""

    uid: str
    name: str
    other_names: list[str]
    region: str
    kecamatan: str
    gampong: str
    address: str
    hidden: bool
    owner: str
    parent: str
    legal: Legal
    scope: str
    ministry_number: str
    registrations: list[Registration]
    services: list[Service]
    support: dict[str, Support]
    beneficiaries: dict[str, Beneficiaries]
    contact: Contact
    activity: list[Activity]
    said_inactive: str
    end: End | None


def new_registration(kind: str) -> Registration:
    """Nothing known of it but its kind."""
    return {
        "kind": kind, "issuer": "", "number": "", "issued": "", "valid_until": "", "status": "", "revoked_on": "",
        "seen_by": "", "paper": "",
    }  # fmt: skip


def new_accreditation() -> Accreditation:
    """Nothing known of it."""
    return {
        "year": 0, "grade": "", "applied": "", "decided": "", "valid_until": "", "certificate": "", "source": "",
    }  # fmt: skip


def new_support() -> Support:
    """Nothing known of the year."""
    return {
        "managers": None, "workers": None, "social_workers": None, "money": [], "amounts": {}, "building": "",
        "capacity": None, "access": None,
    }  # fmt: skip


def new_lks(name: str) -> Lks:
    """Nothing known but the name; the owner is the community until something says otherwise."""
    return {
        "uid": "", "name": name, "other_names": [], "region": "", "kecamatan": "", "gampong": "", "address": "",
        "hidden": False, "owner": "masyarakat", "parent": "",
        "legal": {"form": "", "deed": {"number": "", "date": "", "notary": ""}, "sk": "", "npwp": ""},
        "scope": "", "ministry_number": "", "registrations": [], "services": [], "support": {}, "beneficiaries": {},
        "contact": {"phone": "", "email": "", "leader": "", "leader_phone": ""}, "activity": [], "said_inactive": "",
        "end": None,
    }  # fmt: skip
