"""How long a move can be taken back, how long a reviewer may take, how far reminders lie apart and how long the phone
of a chair is remembered, as the admin has set it: read here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflow.errors import Stale
from workflow.records import SCHEMA, Setting
from workflow.store import Store
from workflow.text import Fields

NAME = "times"


@dataclass(frozen=True)
class Time:
    """``usual`` holds until something else is set; ``label`` is as within a sentence, ``unit`` behind the number."""

    label: str
    unit: str
    usual: int
    least: int
    most: int


UNDO, SEKDIS, DINSOS, REMINDERS, REMEMBERED = "undo", "sekdis", "dinsos", "pengingat", "ingat"
TIMES = {
    UNDO: Time("waktu mengurungkan", "menit", 5, 0, 60),
    SEKDIS: Time("batas periksa Sekdis", "hari kerja", 5, 1, 60),
    DINSOS: Time("batas periksa Dinas Sosial Aceh", "hari kerja", 10, 1, 60),
    REMINDERS: Time("jarak antara dua surat pengingat", "hari", 14, 1, 60),
    REMEMBERED: Time("waktu HP Ketua LKKS diingat", "hari", 14, 0, 14),
}
USUAL = {name: time.usual for name, time in TIMES.items()}


def stored(store: Store) -> Setting:
    """``times`` has a whole number for each of ``TIMES``; ``version`` is 0 before they were first set."""
    found = store.first(Setting, name=NAME)
    return found or Setting(schema=SCHEMA["setting"], name=NAME, version=0, times=dict(USUAL))


def times(store: Store) -> dict[str, int]:
    return {**USUAL, **stored(store).get("times", {})}


def checked(data: Mapping[str, Any]) -> dict[str, int]:
    """What was typed as whole numbers within their bounds, or ``Invalid``."""
    fields = Fields(data)
    found = {name: _whole(fields, name, time) for name, time in TIMES.items()}
    fields.done()
    return found


def _whole(fields: Fields, name: str, time: Time) -> int:
    text = fields.line(name, time.label, required=True)
    if not text:
        return time.usual
    if not (text.isascii() and text.isdigit() and len(text) < 5 and time.least <= int(text) <= time.most):
        fields.wrong[name] = (
            f"{time.label[:1].upper()}{time.label[1:]} adalah bilangan bulat dari {time.least} sampai {time.most} "
            f"{time.unit}."
        )
        return time.usual
    return int(text)


def write(store: Store, new: Mapping[str, int], version: int) -> Setting:
    """Saves them; raises ``Stale`` when they were set since ``version`` was shown."""
    before = stored(store)
    if before["version"] != version:
        raise Stale(before)
    if not version:
        return store.insert(Setting, Setting(schema=SCHEMA["setting"], name=NAME, times=dict(new)))
    before["times"] = dict(new)
    return store.save(before)
