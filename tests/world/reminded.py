"""What the tests of reminders share: the server's run at a moment, and what it told, as short as it can be read."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tests.world.instance import START
from workflow.clock import WIB
from workflow.records import Digest
from workflow.reminders import digests
from workflow.store import Store

Told = dict[str, dict[str, str]]  # account -> title -> its rules, with a "+" between


def morning(of: int, month: int = 11, hour: int = 5) -> datetime:
    return datetime(2026, month, of, hour, 0, tzinfo=WIB)


def begun(store: Store) -> None:
    """The first run, which only begins."""
    assert digests.run(store, START) == []


def run(store: Store, at: datetime) -> Told:
    """What one run told; nobody gets two digests."""
    made = digests.run(store, at)
    assert len({one["user"] for one in made}) == len(made)
    return as_told(store, made)


def as_told(store: Store, made: list[Digest]) -> Told:
    users = {user["id"]: user["username"] for user in store.find("user")}
    return {users[one["user"]]: {item["title"]: "+".join(item["rules"]) for item in one["items"]} for one in made}


def every_day(store: Store, first: date, last: date) -> dict[str, Told]:
    """A run each morning from ``first`` to ``last``; the days on which something was told."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    found = {day.isoformat(): run(store, datetime(day.year, day.month, day.day, 5, tzinfo=WIB)) for day in days}
    return {day: told for day, told in found.items() if told}
