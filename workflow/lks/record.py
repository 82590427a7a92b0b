"""A record of an LKS of which nothing is known yet, and its parts: for forms, for lists that are read, for the demo."""

from __future__ import annotations

from workflow.records.institutions import Accreditation, LksTold, Registration, Support


def new_registration(kind: str) -> Registration:
    """Nothing known of it but its kind."""
    return {
        "kind": kind, "issuer": "", "number": "", "issued": "", "valid_until": "", "status": "", "revoked_on": "",
        "seen_by": "", "paper": 0,
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


def new_lks(name: str) -> LksTold:
    """Nothing known but the name; the owner is the community until something says otherwise."""
    return {
        "uid": "", "name": name, "other_names": [], "region": "", "kecamatan": "", "gampong": "", "address": "",
        "hidden": False, "owner": "masyarakat", "parent": "",
        "legal": {"form": "", "deed": {"number": "", "date": "", "notary": ""}, "sk": "", "npwp": ""},
        "scope": "", "ministry_number": "", "registrations": [], "services": [], "support": {}, "beneficiaries": {},
        "contact": {"phone": "", "email": "", "leader": "", "leader_phone": ""}, "activity": [], "said_inactive": "",
        "end": None,
    }  # fmt: skip
