"""One digest a person and day, of all that became due since the last run, each rule exactly once.

How far it was told stands in the store and moves on in the transaction that writes the digests and puts their mails
out: a run that is killed has told nothing, one that comes a second time finds nothing, and days on which no server ran
are told by the next run together. The first run of an instance only begins: what was due before is not told afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from workflow.clock import day, stamp
from workflow.people import mandates
from workflow.records import SCHEMA, Digest, Mandate, Notice, Setting, User
from workflow.records.reminded import Reminder
from workflow.reminders import notices
from workflow.reminders.due import Due, desk, in_window
from workflow.reminders.rules import CHOSEN, GROUPS, RULES, Window
from workflow.store import Below, Between, Store

BEGINS = timedelta(hours=5)  # of the day in Aceh: what is due that day is told from then on
KEPT = timedelta(days=90)  # how long a digest stays
TOLD = "reminders"  # the setting that says up to which day
Send = Callable[[User, Digest, Notice], object]  # inside the transaction that writes the digest
Tasks = dict[tuple[str, int], list[tuple[Due, str]]]  # what is due for a person, with the desk at which


def not_at_all(_user: User, _digest: Digest, _notice: Notice) -> None:
    """Nobody gets a mail: none is set up."""


def run(store: Store, at: datetime, send: Send = not_at_all) -> list[Digest]:
    """Writes what is due and was not told yet; returns the new digests."""
    window = _window(store, at)
    if window is None:
        return []
    found = _gathered(store, window)
    with store.transaction():
        if _window(store, at) != window:  # somebody else was quicker
            return []
        made = [_written(store, user, due, at, send) for user, due in found if due]
        _forget(store, window.until)
        _go_on(store, window.until)
    return made


def told_until(store: Store) -> date | None:
    """The last day of which everything due was told; None before the first run."""
    found = store.first(Setting, name=TOLD)
    return date.fromisoformat(found["day"]) if found else None


def _window(store: Store, at: datetime) -> Window | None:
    """The days that have to be told now. At the first run an empty one, so that the next has a beginning."""
    until = day(at - BEGINS)
    after = told_until(store)
    return Window(after or until, until) if after is None or after < until else None


def _gathered(store: Store, window: Window) -> list[tuple[User, list[Reminder]]]:
    if window.after == window.until:
        return []
    users = {user["id"]: user for user in store.find(User, active=True) if "damaged" not in user}
    desks, wanted = _people(store, users, window.until.isoformat()), notices.of_all(store)
    found: dict[int, Tasks] = defaultdict(lambda: defaultdict(list))
    for due in in_window(store, window):
        for user, place in _told_to(due, desks):
            if user in users and _wants(wanted.get(user) or notices.usual(user), due):
                found[user][due.about, due.record].append((due, place))
    return [(users[user], sorted(_items(due), key=_place)) for user, due in sorted(found.items())]


def _people(store: Store, users: Mapping[int, User], today: str) -> dict[str, list[int]]:
    """Desk -> the accounts that work there, in person or as deputies."""
    found: dict[str, list[int]] = defaultdict(list)
    for user in users.values():
        found[desk(user["role"], user["region"])].append(user["id"])
    for mandate in store.find(Mandate, ended="", until=Between(today, mandates.FOR_EVER)):
        if "damaged" not in mandate and mandates.runs(store, mandate, today):
            found[desk(mandate["role"], mandate["region"])].append(mandate["deputy"])
    return found


def _told_to(due: Due, desks: Mapping[str, list[int]]) -> Iterator[tuple[int, str]]:
    for place in due.desks:
        for user in [due.person] if due.person else desks.get(place, ()):
            yield user, place


def _wants(notice: Notice, due: Due) -> bool:
    return due.rule.name not in CHOSEN or due.rule.name in notice["before"]


def _items(found: Tasks) -> Iterator[Reminder]:
    """One line a record, with every rule that is due for it; the most pressing one tells it."""
    for (about, record), dues in found.items():
        names = {due.rule.name for due, _ in dues}
        first = min((due for due, _ in dues), key=lambda due: list(GROUPS).index(due.rule.group))
        yield Reminder(
            desks=list(dict.fromkeys(place for _, place in dues)),
            rules=[rule.name for rule in RULES if rule.name in names], group=first.rule.group, about=about,
            record=record, region=first.region, title=first.title, sentence=first.sentence,
        )  # fmt: skip


def _place(item: Reminder) -> tuple[Any, ...]:
    """In a digest: by group, the regions apart."""
    return list(GROUPS).index(item["group"]), item["region"], item["about"], item["record"]


def _written(store: Store, user: User, items: list[Reminder], at: datetime, send: Send) -> Digest:
    today = day(at - BEGINS).isoformat()
    digest = store.insert(Digest, Digest(
        schema=SCHEMA["digest"], user=user["id"], day=today, at=stamp(at), items=items, seen=[], fresh=True
    ))  # fmt: skip
    send(user, digest, notices.of(store, user["id"]))
    return digest


def _go_on(store: Store, until: date) -> None:
    told = store.first(Setting, name=TOLD)
    if told is None:
        store.insert(Setting, Setting(schema=SCHEMA["setting"], name=TOLD, day=until.isoformat()))
    else:
        store.save({**told, "day": until.isoformat()})


def _forget(store: Store, today: date) -> None:
    for old in store.find(Digest, day=Below((today - KEPT).isoformat())):
        store.delete("digest", old["id"])


def desks_of(items: Iterable[Reminder]) -> list[str]:
    """All desks at which these are shown."""
    return sorted({place for item in items for place in item["desks"]})
