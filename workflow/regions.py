"""The 23 kabupaten/kota of Aceh, by their Kemendagri code, and the province, which may own tasks as well."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

PROVINCE = "11"


@dataclass(frozen=True)
class Region:
    code: str
    name: str  # "Bireuen"
    type: str  # "kabupaten" or "kota"
    capital: str

    @property
    def full(self) -> str:
        """ "Kabupaten Bireuen" """
        return f"{self.type.capitalize()} {self.name}".strip()

    @property
    def owner(self) -> str:
        """As one who is given a task: "Kabupaten Bireuen", "Pemerintah Aceh"."""
        return self.full if self.type else f"Pemerintah {self.name}"

    @property
    def body(self) -> str:
        """Who plans and does it there: "LKKS Kabupaten Bireuen", "Dinas Sosial Aceh"."""
        return f"LKKS {self.full}" if self.type else f"Dinas Sosial {self.name}"

    @property
    def chair(self) -> str:
        """Who answers for its tasks: "Ketua LKKS Kabupaten Bireuen"; the province has no LKKS."""
        return f"Ketua {self.body}" if self.type else f"Penanggung jawab {self.body}"

    @property
    def short(self) -> str:
        return f"Kab. {self.name}" if self.type == "kabupaten" else self.owner

    @property
    def column(self) -> str:
        """As it heads a narrow column: "Bireuen", "Provinsi"."""
        return self.name if self.type else "Provinsi"

    @property
    def leader(self) -> str:
        """The region's head: "Bupati Bireuen", "Wali Kota Sabang", "Gubernur Aceh"."""
        heads = {"kabupaten": "Bupati", "kota": "Wali Kota"}
        return f"{heads.get(self.type, 'Gubernur')} {self.name}"


ACEH = Region(PROVINCE, "Aceh", "", "Banda Aceh")  # the province, which is none of the 23


class Regions(dict[str, Region]):
    """By code; the province, which is none of them, for every other one."""

    def __missing__(self, code: str) -> Region:
        return ACEH


@cache
def regions() -> Regions:
    """All 23 in the order of their codes, kabupaten first."""
    with (Path(__file__).parent / "regions.csv").open(encoding="utf-8") as file:
        return Regions({row["code"]: Region(**row) for row in csv.DictReader(file)})


@cache
def owners() -> Regions:
    """Who may be given a task: the 23, and the province behind them."""
    return Regions({**regions(), PROVINCE: ACEH})


def owners_of(tasks: Iterable[Mapping[str, Any]]) -> Regions:
    """The columns of a table of these tasks: the 23, and the province only where it has one of them."""
    return owners() if any(task["region"] == PROVINCE for task in tasks) else regions()


def owner_name(code: str) -> str:
    """ "Kabupaten Bireuen", "Pemerintah Aceh"; "Aceh" for no region."""
    return owners()[code].owner if code else region_name(code)


def region_name(code: str) -> str:
    """ "Kabupaten Bireuen"; "Aceh" for the province and for no region."""
    return regions()[code].full if code in regions() else "Aceh"
