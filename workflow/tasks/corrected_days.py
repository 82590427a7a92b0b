"""The table of holidays as decreed: a day more, a day less. Idul Fitri is an estimate until there is a decree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from workflow.clock import stamp
from workflow.errors import Invalid, Stale
from workflow.machine.time_allowed import times
from workflow.records import SCHEMA, Setting
from workflow.records.noted import CorrectedDay
from workflow.store import Store
from workflow.tasks.working_days import Corrections, works
from workflow.text import Fields

NAME = "holidays"
FREE, WORKED = "libur", "kerja"
KINDS = {FREE: "Hari libur", WORKED: "Hari kerja"}


def stored(store: Store) -> Setting:
    """``corrected`` has every correction, the earliest day first; ``version`` is 0 before the first one."""
    found = store.first(Setting, name=NAME)
    return found or Setting(schema=SCHEMA["setting"], name=NAME, version=0, corrected=[])


def corrections(store: Store) -> Corrections:
    """All by which the working days of this office differ from the table, and its limits of reviewers."""
    days = stored(store).get("corrected", [])
    return Corrections(
        frozenset(date.fromisoformat(one["day"]) for one in days if one["free"]),
        frozenset(date.fromisoformat(one["day"]) for one in days if not one["free"]),
        times(store),
    )


def checked(store: Store, data: Mapping[str, Any], by: str, at: datetime) -> CorrectedDay:
    """A typed correction (``day``, ``what``, ``decree``), or ``Invalid``: also for one that changes nothing."""
    fields = Fields(data)
    day = fields.day("day", "tanggal", required=True)
    what = str(data.get("what") or "")
    decree = fields.line("decree", "dasar", required=True, most=200)
    if what not in KINDS:
        fields.wrong["what"] = "Pilih salah satu dari daftar."
    elif day and works(date.fromisoformat(day), corrections(store)) is (what == WORKED):
        fields.wrong.setdefault("day", f"Tanggal itu memang {KINDS[what].lower()}; tidak ada yang dikoreksi.")
    elif day in {one["day"] for one in stored(store)["corrected"]}:
        fields.wrong.setdefault("day", "Tanggal itu sudah dikoreksi. Hapus koreksinya dahulu.")
    fields.done()
    return {"day": day, "free": what == FREE, "decree": decree, "by": by, "at": stamp(at)}


def as_seen(store: Store, version: int) -> Setting:
    """All corrections; raises ``Stale`` when others were saved since."""
    found = stored(store)
    if found["version"] != version:
        raise Stale(found)
    return found


def write(store: Store, before: Setting, days: list[CorrectedDay]) -> Setting:
    """Saves these corrections in place of those of ``before``."""
    ordered = sorted(days, key=lambda one: one["day"])
    if not before["version"]:
        return store.insert(Setting, Setting(schema=SCHEMA["setting"], name=NAME, corrected=ordered))
    before["corrected"] = ordered
    return store.save(before)


def without(before: Setting, day: str) -> list[CorrectedDay]:
    """All corrections but that of ``day`` (ISO); ``Invalid`` when there is none."""
    days = before["corrected"]
    left = [one for one in days if one["day"] != day]
    if len(left) == len(days):
        raise Invalid({"day": "Koreksi tanggal itu tidak ada."})
    return left
