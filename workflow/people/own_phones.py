"""Whose own phone may stay signed in for days: a chair's, while the admin allows it and no decider is stood in for.

It is asked anew with every page, so that a role, a mandate or a setting that changes counts at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflow.clock import day
from workflow.machine.time_allowed import REMEMBERED, times
from workflow.records import Mandate
from workflow.roles import Role
from workflow.store import Store


def days_allowed(store: Store) -> int:
    """For how many days the phone of a chair is remembered; 0 where the admin allows none."""
    return times(store)[REMEMBERED]


def days_remembered(store: Store, user: Mapping[str, Any], *, at: datetime) -> int:
    """For how many days a phone of this account is remembered today; 0 when it is not."""
    if user["role"] != Role.CHAIR or _decides(store, user["id"], day(at).isoformat()):
        return 0
    return days_allowed(store)


def _decides(store: Store, user_id: int, today: str) -> bool:
    """Whether the account stands in for somebody who decides today."""
    mandates = store.find(Mandate, deputy=user_id, ended="")
    return any(one["role"] != Role.CHAIR and one["start"] <= today <= one["until"] for one in mandates)
