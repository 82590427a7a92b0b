"""The 23 kabupaten/kota of Aceh, by their Kemendagri code."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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
    def short(self) -> str:
        return f"Kab. {self.name}" if self.type == "kabupaten" else self.full

    @property
    def column(self) -> str:
        """As it heads a narrow column: "Bireuen", "Provinsi"."""
        return self.name if self.type else "Provinsi"

    @property
    def leader(self) -> str:
        """The region's head: "Bupati Bireuen" or "Wali Kota Sabang"."""
        return f"{'Bupati' if self.type == 'kabupaten' else 'Wali Kota'} {self.name}"


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


def region_name(code: str) -> str:
    """ "Kabupaten Bireuen"; "Aceh" for the province and for no region."""
    return regions()[code].full if code in regions() else "Aceh"
