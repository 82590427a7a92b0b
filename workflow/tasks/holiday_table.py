"""What the admin does to the table of holidays: each correction is one transaction with every limit that it moves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflow.audit import chain
from workflow.errors import NotAllowed
from workflow.machine.permissions import may_administer
from workflow.records import Setting
from workflow.roles import Actor
from workflow.store import Store
from workflow.tasks import corrected_days
from workflow.tasks.kept_days import recompute_limits


def correct(store: Store, actor: Actor, data: Mapping[str, Any], *, version: int, at: datetime) -> Setting:
    """A day more or a day less: ``day`` (ISO), ``what`` ("libur" or "kerja") and the ``decree``."""
    _check(actor)
    with store.transaction():
        before = corrected_days.as_seen(store, version)
        new = corrected_days.checked(store, data, actor.name, at)
        saved = corrected_days.write(store, before, [*before["corrected"], new])
        recompute_limits(store)
        told = {"day": new["day"], "free": new["free"], "decree": new["decree"]}
        chain.append(store, actor, "holiday_corrected", at, told)
    return saved


def take_back(store: Store, actor: Actor, day: str, *, version: int, at: datetime) -> Setting:
    """The day is again as in the table."""
    _check(actor)
    with store.transaction():
        before = corrected_days.as_seen(store, version)
        saved = corrected_days.write(store, before, corrected_days.without(before, day))
        recompute_limits(store)
        chain.append(store, actor, "holiday_restored", at, {"day": day})
    return saved


def _check(actor: Actor) -> None:
    if not may_administer(actor):
        raise NotAllowed("Tabel hari libur hanya dapat dikoreksi oleh Admin.")
