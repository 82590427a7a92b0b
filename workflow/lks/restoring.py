"""A record as it was before a list or a merge, so that what led to that state can still be taken back in its turn.

A list and a merge are taken back only while their records stand in the version that they left. What is put back is in
that state again under a new version, so whoever remembers the older one is told the new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflow.lks import register
from workflow.records import Lks, LksList, LksMerge
from workflow.roles import Actor
from workflow.store import OneOf, Store


def restore(
    store: Store, actor: Actor, name: str, before: Mapping[str, Any], was: int, at: datetime, **more: Any
) -> Lks:
    """``before`` is the record with its version of now, ``was`` the version that it had in that state; to be called as
    ``register.save``."""
    saved = register.save(store, actor, name, before, at, **more)
    for listed in store.find(LksList, region=OneOf(["", saved["region"]])):
        made = [
            {**one, "version": saved["version"]} if (one["lks"], one["version"]) == (saved["id"], was) else one
            for one in listed["made"]
        ]
        if made != listed["made"]:
            store.save({**listed, "made": made})
    for place, side in enumerate(("first", "other")):
        where: dict[str, Any] = {side: saved["id"]}
        for merge in store.find(LksMerge, **where):
            if not merge["parted"] and merge["seen"][place] == was:
                seen = [*merge["seen"][:place], saved["version"], *merge["seen"][place + 1 :]]
                store.save({**merge, "seen": seen})
    return saved
