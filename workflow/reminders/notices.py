"""How each account wants to be reminded: by mail or only on the page of news, at which hour, how long before a
deadline. It is the person's own, whatever desk he works at, and counts from the next digest on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from workflow.clock import WIB
from workflow.errors import Invalid, NotAllowed
from workflow.people.addresses import send_news
from workflow.records import SCHEMA, Notice
from workflow.reminders.rules import CHOSEN
from workflow.roles import Actor, Role
from workflow.store import Store

HOURS = ("06.30", "07.30", "12.00", "16.00")  # WIB
BEFORE = {name: rule.label for name, rule in CHOSEN.items()}
READERS = (Role.CHAIR, Role.SEKDIS, Role.DINSOS)  # nothing is ever due for the admin


def usual(user_id: int) -> Notice:
    """Of an account that chose nothing. The mail goes out only where it has an address."""
    before = [name for name, rule in CHOSEN.items() if rule.usual]
    return Notice(schema=SCHEMA["notice"], user=user_id, mail=True, hour="07.30", before=before)


def of(store: Store, user_id: int) -> Notice:
    found = store.first(Notice, user=user_id)
    return found if found and "damaged" not in found else usual(user_id)


def of_all(store: Store) -> dict[int, Notice]:
    """By account, of those that chose something."""
    return {one["user"]: one for one in store.find(Notice) if "damaged" not in one}


def choose(store: Store, actor: Actor, data: Mapping[str, Any]) -> Notice:
    """``mail`` (there or not), ``hour``, ``before`` (a list). Raises ``Invalid`` for what is not offered."""
    if actor.role not in READERS:
        raise NotAllowed("Pengingat hanya untuk Ketua LKKS, Sekdis, dan Dinas Sosial Aceh.")
    hour, before = str(data.get("hour") or ""), _offered(data.get("before") or ())
    if hour not in HOURS:
        raise Invalid({"hour": "Pilih salah satu dari daftar."})
    with store.transaction():
        chosen = of(store, actor.id)
        chosen |= {"mail": bool(data.get("mail")), "hour": hour, "before": before}
        if not chosen["mail"]:
            send_news(store, actor.id, "")  # also what was told this morning and has not left yet
        return store.save(chosen) if "id" in chosen else store.insert(Notice, chosen)


def _offered(before: Iterable[Any]) -> list[str]:
    chosen = set(map(str, before))
    if chosen - BEFORE.keys():
        raise Invalid({"before": "Pilih dari daftar."})
    return [name for name in BEFORE if name in chosen]


def moment_of(notice: Mapping[str, Any], day: date) -> datetime:
    """When the mail of a day leaves."""
    hour, minute = map(int, notice["hour"].split("."))
    return datetime.combine(day, time(hour, minute), WIB)
