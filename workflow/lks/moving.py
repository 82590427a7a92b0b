"""An institution that moves to another kabupaten/kota: it counts on each day in one, where it was on that day.

The record of the old one ends on the day and stays there. The new one gets a record of its own that counts from that
day on, with all that is known but the address, and is asked to look at it. So nobody reads a record of another region,
and no day counts it twice or not at all.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflow.clock import stamp
from workflow.errors import WrongStage
from workflow.lks import register
from workflow.records import Lks
from workflow.records.institutions import End
from workflow.regions import regions
from workflow.roles import Actor
from workflow.store import Store
from workflow.text import spoken_day

_LEFT_BEHIND: dict[str, Any] = {
    "kecamatan": "",
    "gampong": "",
    "address": "",
    "parent": "",
    "end": None,
    "ended_at": "",
}
_CHECK = "Pindah dari {} pada {}. Isi alamatnya yang baru, dan periksa pendaftarannya."
_CHANGED = "Catatannya di kabupaten/kota tujuan sudah dipakai atau berubah. LKS ini tidak dapat dibuka kembali."


def settle(store: Store, actor: Actor, lks: Lks, to: str, on: str, at: datetime) -> str:
    """Records it in the region ``to`` from the ISO day ``on``; its uid there. To be called in the transaction that
    ends the old record."""
    where = regions()[lks["region"]].full
    asked = {"by": actor.name, "at": stamp(at), "reason": _CHECK.format(where, spoken_day(on))}
    known = {name: value for name, value in lks.items() if name in register.EMPTY}
    new = {**known, **_LEFT_BEHIND, "uid": secrets.token_hex(8), "region": to, "here_since": on, "check": asked}
    source = f"pindah dari {where}"
    return register.add(store, actor, "lks_recorded", {**new, "source": source}, at, source=source)["uid"]


def take_back(store: Store, actor: Actor, lks: Lks, end: End, reason: str, at: datetime) -> None:
    """Removes what ``settle`` has recorded; raises ``WrongStage`` when anything was done with it since."""
    there = store.first(Lks, uid=end.get("moved_as", ""))
    if there is None:
        return
    if there["version"] > 1 or any(store.count(kind, lks=there["id"]) for kind in ("lks_role", "lks_change")):
        raise WrongStage(_CHANGED, lks)
    register.remove(store, actor, there, reason or "kepindahannya diurungkan", at)


def destination(lks: Mapping[str, Any]) -> str:
    """The region to which it has moved, "" when that is not known or not in Aceh."""
    return str(lks["end"].get("to", "")) if lks["end"] else ""
