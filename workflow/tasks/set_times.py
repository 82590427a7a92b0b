"""What the admin sets of times: one transaction with the limit of every reviewer that runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflow.audit import chain
from workflow.errors import NotAllowed
from workflow.machine import time_allowed
from workflow.machine.permissions import may_administer
from workflow.people.sessions import forget_devices
from workflow.records import Setting
from workflow.roles import Actor
from workflow.store import Store
from workflow.tasks.kept_days import recompute_limits

OF_MOVES = (time_allowed.UNDO, time_allowed.SEKDIS, time_allowed.DINSOS)  # what their event has told ever since


def set_times(store: Store, actor: Actor, data: Mapping[str, Any], *, version: int, at: datetime) -> Setting:
    """Sets what ``time_allowed.TIMES`` names. A move made before can be taken back for as long as it was told then.

    Raises ``Invalid`` for what is out of bounds and ``Stale`` when they were set meanwhile.
    """
    if not may_administer(actor):
        raise NotAllowed("Waktu hanya dapat diatur oleh Admin.")
    new = time_allowed.checked(data)
    remembered, apart = time_allowed.REMEMBERED, time_allowed.REMINDERS
    with store.transaction():
        before = time_allowed.times(store)
        saved = time_allowed.write(store, new, version)
        if any(before[name] != new[name] for name in (time_allowed.SEKDIS, time_allowed.DINSOS)):
            recompute_limits(store)
        chain.append(store, actor, "times_set", at, {name: new[name] for name in OF_MOVES})
        if before[apart] != new[apart]:
            chain.append(store, actor, "reminders_set", at, {"days": new[apart]})
        if before[remembered] != new[remembered]:
            chain.append(store, actor, "remembering_set", at, {"days": new[remembered]})
            if not new[remembered]:
                forget_devices(store)
    return saved
