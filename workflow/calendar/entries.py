"""What stands in a calendar: deadlines of open tasks, reviewers' limits, days of rakor, what has to be renewed of LKS.

Each has a name for ever (``uid``): when its day moves, the calendar moves it, and what is done leaves it. A title is
all that is told of it, and where the rest is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from workflow.clock import day, moment
from workflow.lks import radar
from workflow.machine.permissions import may_read_rakor, scope
from workflow.people import mandates
from workflow.rakor.file import uid_of
from workflow.records import Rakor, Task, User
from workflow.regions import owner_name
from workflow.roles import Actor
from workflow.store import Above, Store

BEHIND, AHEAD = timedelta(days=60), timedelta(days=400)  # how far it tells of rakor and renewals
OURS = "tuntas"  # behind the sign of each name


@dataclass(frozen=True)
class Entry:
    """All of its days, from ``first`` to ``last``. ``version`` grows with every change, the last of which was at
    ``changed``; ``path`` is the page that tells more."""

    uid: str
    title: str
    told: str
    first: date
    last: date
    version: int
    changed: datetime
    path: str


def of_person(store: Store, account: User, at: datetime) -> list[Entry]:
    """The calendar of an account: of its own desk, and of those at which it acts for others today. What two desks have
    stands in it once."""
    others = mandates.held_by(store, account["id"], day(at).isoformat())
    desks = [Actor.of(account), *(Actor.with_mandate(account, mandate) for mandate in others)]
    found = {entry.uid: entry for desk in desks for entry in of(store, desk, at)}
    return sorted(found.values(), key=_place)


def of(store: Store, actor: Actor, at: datetime) -> list[Entry]:
    """What one desk has, in the order of its days; nothing for the admin."""
    if not may_read_rakor(actor):
        return []
    today = day(at)
    found = [*_limits(store, actor), *_meetings(store, today)]
    if actor.role.regional:  # who has all of Aceh before him has his desk and the rakor in it
        open_ = store.find(Task, open=True, cancelled=False, deadline=Above(""), **scope(actor))
        found += [of_task(store, task) for task in open_ if "damaged" not in task]
        found += _renewals(store, actor, today)
    return sorted(found, key=_place)


def _place(entry: Entry) -> tuple[date, str]:
    return entry.first, entry.uid


def of_task(store: Store, task: Task) -> Entry:
    """The deadline of a task that has one."""
    last = date.fromisoformat(task["deadline"])
    return _about(store, task, "batas", "Batas waktu", last)


def _limits(store: Store, actor: Actor) -> Iterator[Entry]:
    """Until when the reader has to decide about what lies on his desk."""
    for task in store.find(Task, desk=str(actor.role), cancelled=False, limit_until=Above(""), **scope(actor)):
        if "damaged" not in task:
            yield _about(store, task, "periksa", "Batas periksa", date.fromisoformat(task["limit_until"]))


def _about(store: Store, task: Task, kind: str, words: str, last: date) -> Entry:
    newest = store.first("event", task=task["id"], order="-id")
    return Entry(
        f"{kind}-{task['outcome']}-{task['id']}@{OURS}", f"{words}: {task['title']}",
        f"Butir {task['no']}, {owner_name(task['region'])}.", last, last, task.get("version", 0),
        moment(newest["at"] if newest else task["since"]), f"/tugas/{task['id']}",
    )  # fmt: skip


def _meetings(store: Store, today: date) -> Iterator[Entry]:
    """Days of rakor, those of before as long as somebody may look back at them."""
    for rakor in store.find(Rakor, order="-start"):
        if "damaged" in rakor:
            continue
        first, last = date.fromisoformat(rakor["start"]), date.fromisoformat(rakor["end"])
        if last < today - BEHIND:
            continue
        told = ", ".join(filter(None, (rakor["venue"], rakor["city"])))
        yield Entry(
            f"rakor-{uid_of(rakor)}@{OURS}", rakor["title"], told and f"{told}.", first, last,
            rakor.get("version", 0), _changed(store, rakor), f"/rakor/{rakor['id']}",
        )  # fmt: skip


def _changed(store: Store, rakor: Mapping[str, Any]) -> datetime:
    newest = store.first("event", rakor=rakor["id"], task=0, order="-id")
    return moment(newest["at"] if newest else rakor["at"])


def _renewals(store: Store, actor: Actor, today: date) -> Iterator[Entry]:
    """The last day of a registration or a grade; what was renewed moves. Nothing says when an LKS was changed, so each
    is as old as the day from which on it is told."""
    first, last = (today - BEHIND).isoformat(), (today + AHEAD).isoformat()
    endings = {(one.lks, one.kind, one.of): one for one in radar.between(store, actor, first, last)}  # the latest day
    for one in endings.values():
        lks, on = store.get("lks", one.lks), date.fromisoformat(one.day)
        if lks is None or "damaged" in lks:
            continue
        yield Entry(
            f"{one.kind}-{lks['uid']}-{re.sub('[^a-z0-9]+', '.', one.of.casefold())}@{OURS}",
            f"{one.what} berakhir: {one.name}", "Perpanjang sebelum hari ini.", on, on, lks["version"],
            moment(f"{on - AHEAD}T00:00:00Z"), f"/lks/{one.lks}",
        )  # fmt: skip
