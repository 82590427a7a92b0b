"""How many kecamatan a kabupaten/kota has: typed by somebody, with the source and from when on it holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflow.audit import chain
from workflow.clock import stamp
from workflow.errors import NotAllowed
from workflow.indicator.population import may_load, whole
from workflow.records import SCHEMA, Kecamatan
from workflow.regions import regions
from workflow.roles import Actor
from workflow.store import Store
from workflow.text import Fields

MOST = 100  # kecamatan; the largest kabupaten of Aceh has far fewer


def set_number(store: Store, actor: Actor, data: Mapping[str, Any], *, at: datetime) -> Kecamatan:
    """``data`` has ``region``, ``number``, ``start`` (ISO) and ``source``. A second word for the same day counts, and
    the first one stays. Raises ``NotAllowed`` and ``Invalid``."""
    if not may_load(actor):
        raise NotAllowed("Jumlah kecamatan dicatat oleh Dinas Sosial Aceh atau admin.")
    fields = Fields(data)
    region, number = (
        fields.line("region", "kabupaten/kota", required=True),
        whole(fields, "number", "jumlah kecamatan", 3),
    )
    start = fields.day("start", "berlaku sejak", required=True)
    source = fields.line("source", "sumber", required=True, most=200)
    if region and region not in regions():
        fields.wrong["region"] = "Pilih kabupaten/kotanya."
    if "number" not in fields.wrong and not 0 < number <= MOST:
        fields.wrong["number"] = f"Jumlah kecamatan adalah bilangan 1 sampai {MOST}."
    fields.done()
    told = {"region": region, "number": number, "start": start, "source": source}
    with store.transaction():
        saved = store.insert(
            Kecamatan,
            Kecamatan(
                schema=SCHEMA["kecamatan"], region=region, start=start, number=number, source=source, by=actor.name,
                at=stamp(at),
            ),
        )  # fmt: skip
        chain.append(store, actor, "kecamatan_set", at, told, chain=region)
    return saved


def in_force(store: Store, day: str, *, known_by: str = "") -> dict[str, Kecamatan]:
    """Region -> the word that holds on an ISO day, of those typed until the stamp ``known_by``."""
    found: dict[str, Kecamatan] = {}
    for one in store.find(Kecamatan, order="start"):  # of one day the last one recorded comes last
        if one["start"] <= day and (not known_by or one["at"] <= known_by):
            found[one["region"]] = one
    return found


def numbers(store: Store, day: str, *, known_by: str = "") -> dict[str, int]:
    """Region -> how many; absent where nobody has typed it."""
    return {region: one["number"] for region, one in in_force(store, day, known_by=known_by).items()}
