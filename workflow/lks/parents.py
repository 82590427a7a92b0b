"""The foundation that has several homes: typed by its name, kept by its uid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.errors import Invalid
from workflow.lks.names import folded
from workflow.records import Lks
from workflow.store import Contains, Store
from workflow.text import sought

NOBODY = "Tidak ada LKS bernama itu di kabupaten/kota ini. Catat induknya dahulu, atau kosongkan."


def uid_of(store: Store, region: str, name: str, lks_id: int = 0) -> str:
    """That of the institution of that name in a region, other than ``lks_id``; "" for no name. Raises ``Invalid``."""
    if not name:
        return ""
    near = store.find(Lks, region=region, search=Contains(folded(name).split() or sought(name)))
    found = [one for one in near if one["id"] != lks_id and folded(one["name"]) == folded(name)]
    if not found:
        raise Invalid({"parent": NOBODY})
    return found[0]["uid"]


def kept_or_uid_of(store: Store, region: str, name: str, lks: Mapping[str, Any]) -> str:
    """The foundation that a record has, as long as the typed ``name`` is what its form shows: of two that bear one name
    it stays the same, and so does one of another region, of which the form says nothing."""
    kept = str(lks["parent"])
    return kept if name == name_of(store, kept, region) else uid_of(store, region, name, lks["id"])


def name_of(store: Store, uid: str, region: str) -> str:
    """Its name; "" when there is none in that region."""
    found = store.first(Lks, uid=uid, region=region) if uid else None
    return found["name"] if found else ""


def homes(store: Store, uid: str) -> list[Lks]:
    """The institutions whose foundation it is."""
    return store.find(Lks, parent=uid) if uid else []
