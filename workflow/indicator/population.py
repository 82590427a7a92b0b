"""How many people live in each kabupaten/kota: one table a source and year, never mixed with another.

``population-2024.csv`` is DKB Kemendagri of 31 December 2024 (Kepmendagri 300.2.2-2138/2025), of which the sum of the
23 is the province's own figure, 5,623,479.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from workflow.audit import chain
from workflow.clock import stamp
from workflow.errors import Invalid, NotAllowed
from workflow.machine.permissions import may_administer
from workflow.records import SCHEMA, Population
from workflow.regions import regions
from workflow.roles import Actor, Role
from workflow.store import Store
from workflow.text import Fields

SHIPPED = Path(__file__).with_name("population-2024.csv")
SOURCE_2024 = {"source": "DKB Kemendagri", "year": "2024", "total": "5623479"}


def read(text: str, total: int) -> dict[str, int]:
    """Code -> inhabitants, of a CSV with the columns ``code`` and ``total``; raises ``Invalid`` unless it has each of
    the 23 once and their sum is the province's ``total``."""
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    if not rows or not {"code", "total"} <= set(rows[0]):
        raise Invalid({"file": "Berkas penduduk memerlukan kolom code dan total."})
    found: dict[str, int] = {}
    for row in rows:
        code, number = str(row["code"]).strip(), str(row["total"]).strip()
        if code not in regions() or code in found:
            raise Invalid({"file": f"Kode wilayah “{code}” tidak dikenal, atau dua kali."})
        if not (number.isascii() and number.isdigit() and len(number) < 9 and int(number)):
            raise Invalid({"file": f"Jumlah penduduk {regions()[code].full} bukan bilangan bulat: “{number}”."})
        found[code] = int(number)
    if missing := [region.full for code, region in regions().items() if code not in found]:
        raise Invalid({"file": f"Tidak ada jumlah penduduk {', '.join(missing[:5])}."})
    if sum(found.values()) != total:
        said = f"{sum(found.values()):,}".replace(",", "."), f"{total:,}".replace(",", ".")
        raise Invalid({"file": f"Jumlah ke-23 kabupaten/kota {said[0]}, sedangkan angka provinsi {said[1]}."})
    return found


def load(store: Store, actor: Actor, text: str, data: Mapping[str, Any], *, at: datetime) -> Population:
    """Records a table of a year: ``data`` has ``source``, ``year`` and the province's ``total``. One that was loaded
    before for the same source and year stays, as what was known until now; the same once more changes nothing."""
    if not may_load(actor):
        raise NotAllowed("Tabel penduduk dimuat oleh Dinas Sosial Aceh atau admin.")
    fields = Fields(data)
    source = fields.line("source", "sumber", required=True, most=200)
    year, total = whole(fields, "year", "tahun", 4), whole(fields, "total", "angka provinsi", 9)
    fields.done()
    by_region = read(text, total)
    table = Population(
        schema=SCHEMA["population"], source=source, year=year, numbers=by_region, total=total, by=actor.name,
        at=stamp(at),
    )  # fmt: skip
    with store.transaction():
        last = versions(store, source, year)[-1:]
        if last and (last[0]["numbers"], last[0]["total"]) == (by_region, total):
            return last[0]
        saved = store.insert(Population, table)
        chain.append(store, actor, "population_loaded", at, {"source": source, "year": year, "total": total})
    return saved


def versions(store: Store, source: str, year: int) -> list[Population]:
    """All that were loaded of one source for one year, the newest last."""
    return [one for one in store.find(Population, year=year) if one["source"] == source]


def in_force(store: Store, year: int, *, known_by: str = "") -> Population | None:
    """The newest table of this year or before, of those loaded until the stamp ``known_by``."""
    known = [one for one in store.find(Population) if one["year"] <= year and (not known_by or one["at"] <= known_by)]
    return max(known, key=lambda one: (one["year"], one["id"]), default=None)


def may_load(actor: Actor) -> bool:
    return actor.role is Role.DINSOS or may_administer(actor)


def whole(fields: Fields, name: str, label: str, most: int) -> int:
    """A whole number of at most so many digits that has to be typed; 0 when it was not."""
    text = fields.line(name, label, required=True, most=most)
    if name in fields.wrong:
        return 0
    if not (text.isascii() and text.isdigit()):
        fields.wrong[name] = f"{label.capitalize()} adalah bilangan bulat."
        return 0
    return int(text)
