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
from workflow.text import Fields, spoken_day

MOST = 100  # kecamatan; the largest kabupaten of Aceh has far fewer


def set_number(store: Store, actor: Actor, data: Mapping[str, Any], *, at: datetime) -> Kecamatan:
    """``data`` has ``region``, ``number``, ``start`` (ISO) and ``source``. Another word for a day of which there is one
    is asked about: it counts from then on, and the first one stays. Raises ``NotAllowed`` and ``Invalid``."""
    if not may_load(actor):
        raise NotAllowed("Jumlah kecamatan dicatat oleh Dinas Sosial Aceh atau admin.")
    with store.transaction():
        fields = Fields(data)
        told = _checked(fields)
        held = _held(store, told["region"], told["start"])
        if held and held["number"] != told["number"]:
            fields.ask("number", _again(held))
        fields.done()
        if held and (held["number"], held["source"]) == (told["number"], told["source"]):
            return held
        saved = store.insert(Kecamatan, Kecamatan(
            schema=SCHEMA["kecamatan"], region=told["region"], start=told["start"], number=told["number"],
            source=told["source"], by=actor.name, at=stamp(at),
        ))  # fmt: skip
        chain.append(store, actor, "kecamatan_set", at, told, chain=told["region"])
    return saved


def _checked(fields: Fields) -> dict[str, Any]:
    region = fields.line("region", "kabupaten/kota", required=True)
    number = whole(fields, "number", "jumlah kecamatan", 3)
    start = fields.day("start", "berlaku sejak", required=True)
    source = fields.line("source", "sumber", required=True, most=200)
    if region and region not in regions():
        fields.wrong["region"] = "Pilih kabupaten/kotanya."
    if "number" not in fields.wrong and not 0 < number <= MOST:
        fields.wrong["number"] = f"Jumlah kecamatan adalah bilangan 1 sampai {MOST}."
    return {"region": region, "number": number, "start": start, "source": source}


def _held(store: Store, region: str, start: str) -> Kecamatan | None:
    """The last word for just that day."""
    found = [one for one in store.find(Kecamatan, region=region, order="-id") if one["start"] == start]
    return found[0] if found else None


def _again(held: Kecamatan) -> str:
    """Somebody may have typed another number since the page was opened."""
    where, since = regions()[held["region"]].full, spoken_day(held["start"])
    return (
        f"{where} sudah dicatat {held['number']} kecamatan sejak {since} ({held['source']}; {held['by']}). "
        "Memang diganti?"
    )


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
