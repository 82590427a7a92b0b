"""Who acts: the four roles and the actor that every operation is told about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    CHAIR = "ketua"
    SEKDIS = "sekdis"
    DINSOS = "dinsos"
    ADMIN = "admin"

    @property
    def label(self) -> str:
        return {"ketua": "Ketua LKKS", "sekdis": "Sekdis", "dinsos": "Dinas Sosial Aceh", "admin": "Admin"}[self]

    @property
    def regional(self) -> bool:
        """Whether an account of this role belongs to one kabupaten/kota."""
        return self in (Role.CHAIR, Role.SEKDIS)


@dataclass(frozen=True)
class Actor:
    """The person on whose behalf something is done. ``region`` is "11.xx", or "" for the province and admin."""

    id: int
    name: str  # the office, as on screen: "Ketua LKKS Kabupaten Bireuen"
    role: Role
    region: str = ""
    acting_for: int = 0  # the account whose deputy this is for now
    basis: str = ""  # the letter on which a deputy acts; whoever acts in person needs none

    @property
    def deputy(self) -> bool:
        """Whether this is somebody who acts for somebody else, be it for an office that nobody has."""
        return bool(self.basis)

    @property
    def persons(self) -> frozenset[int]:
        """Who acts, and for whom."""
        return frozenset({self.id, self.acting_for} - {0})

    @property
    def on_paper(self) -> dict[str, dict[str, str]]:
        """What a paper is told of a deputy (``Issue.params``); nothing of whoever acts in person."""
        return {"acted": {"by": self.name, "basis": self.basis}} if self.deputy else {}

    @classmethod
    def with_mandate(cls, user: Mapping[str, Any], mandate: Mapping[str, Any]) -> Actor:
        """An account at the desk of the one for whom it acts: both names, the other's role and region."""
        name = f"{user['name']} (a.n. {mandate['office']})"
        return cls(user["id"], name, Role(mandate["role"]), mandate["region"], mandate["giver"], mandate["basis"])

    @classmethod
    def of(cls, user: Mapping[str, Any]) -> Actor:
        return cls(user["id"], user["name"], Role(user["role"]), user["region"])
