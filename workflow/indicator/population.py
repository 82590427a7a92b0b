"""How many people live in each kabupaten/kota: one table a source and year, never mixed with another. Where several
sources of one year were loaded, the one that Dinas Sosial Aceh chooses holds.

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
from workflow.errors import Invalid, NotAllowed, NotFound
from workflow.machine.permissions import may_administer
from workflow.records import SCHEMA, Population, PopulationChoice
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
    """The table of the newest year that is this one or before, of those loaded until the stamp ``known_by``: by the
    source that was chosen for its year, else the last one loaded."""
    known = [one for one in store.find(Population) if one["year"] <= year and _known(one["at"], known_by)]
    newest = max((one["year"] for one in known), default=0)
    of_year = [one for one in known if one["year"] == newest]
    chosen = _chosen(store, newest, known_by)
    return max(
        (one for one in of_year if one["source"] == chosen), key=_id, default=max(of_year, key=_id, default=None)
    )


def _known(at: str, known_by: str) -> bool:
    return not known_by or at <= known_by


def _id(table: Population) -> int:
    return table["id"]


def _chosen(store: Store, year: int, known_by: str) -> str:
    """The source; "" while nobody has chosen."""
    found = [one for one in store.find(PopulationChoice, year=year, order="-id") if _known(one["at"], known_by)]
    return found[0]["source"] if found else ""


def choose(store: Store, actor: Actor, table_id: int, *, at: datetime) -> Population:
    """The source of this table holds for its year from now on; what is frozen keeps its own. Raises ``NotAllowed``, and
    ``NotFound`` for a table that was never loaded."""
    if not may_load(actor):
        raise NotAllowed("Sumber penduduk dipilih oleh Dinas Sosial Aceh atau admin.")
    with store.transaction():
        table = store.get(Population, table_id)
        if table is None:
            raise NotFound("Tabel penduduk itu tidak ada.")
        year, source = table["year"], table["source"]
        if _chosen(store, year, "") != source:
            one = PopulationChoice(
                schema=SCHEMA["population_choice"], year=year, source=source, by=actor.name, at=stamp(at)
            )
            store.insert(PopulationChoice, one)
            chain.append(store, actor, "population_chosen", at, {"source": source, "year": year})
    return table


def to_choose(store: Store) -> dict[int, list[int]]:
    """Year with more than one source -> the ids of the newest table of each source, the one that holds first."""
    newest: dict[int, dict[str, int]] = {}
    for one in store.find(Population, order="id"):
        newest.setdefault(one["year"], {})[one["source"]] = one["id"]
    found = {}
    for year, ids in newest.items():
        holds = in_force(store, year)
        if len(ids) > 1 and holds:
            found[year] = [holds["id"], *sorted({*ids.values()} - {holds["id"]}, reverse=True)]
    return found


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
