"""Whom the demo's rakor of its own invention invite, and the one that is still to come, with its invitation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from workflow.clock import day
from workflow.demo import partnership_words as words
from workflow.demo import story
from workflow.kinds import Kind
from workflow.papers.publishing import Publisher
from workflow.rakor.papers import issue_for_rakor
from workflow.rakor.recording import record_rakor
from workflow.records import Lks
from workflow.roles import Actor
from workflow.store import Store

INTO = timedelta(days=24)  # behind the day of the demo, or up to six days less
ORGANISER, CITY = "Dinas Sosial Aceh", "Banda Aceh"


def head(store: Store, title: str, purpose: str, days: Sequence[date]) -> dict[str, Any]:
    """What is known of a rakor when it is announced; nobody has come yet."""
    return {
        "title": f"{title} {days[0].year} (contoh)", "purpose": purpose, "organiser": ORGANISER,
        "start": days[0].isoformat(), "end": days[-1].isoformat(), "venue": story.VENUE, "city": CITY,
        "participants": people(store),
    }  # fmt: skip


def people(store: Store, *, came: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Those who are invited, by office; of those in ``came`` ("" or why not, in their order) whether they came."""
    uids = {lks["name"]: lks["uid"] for lks in store.find(Lks, ended=False)}
    answers = [*came]
    return [
        {
            "name": words.PERSON.format(number), "position": position, "institution": institution, "region": region,
            "lks": uids.get(lks, ""),
            **({"attended": not answers[number - 1], "absence": answers[number - 1]} if answers else {}),
        }
        for number, (position, institution, region, lks) in enumerate(words.INVITED, 1)
    ]  # fmt: skip


def announce(store: Store, publisher: Publisher, dinsos: Actor, *, at: datetime) -> None:
    """A rakor of two days that is still to come, and its invitation."""
    soon = day(at) + INTO
    first = soon - timedelta(days=soon.weekday())
    days = [first, first + timedelta(days=1)]
    hours = [
        {"day": on.isoformat(), "begins": begins, "ends": ends, "room": words.ROOM}
        for on, (begins, ends) in zip(days, words.COMING_HOURS, strict=True)
    ]
    items = [
        {"day": days[n].isoformat(), "title": title, "begins": begins, "ends": ends}
        for n, title, begins, ends in words.COMING_AGENDA
    ]
    told = {**head(store, words.COMING, words.COMING_PURPOSE, days), "hours": hours, "items": items}
    rakor = record_rakor(store, dinsos, told, at=at, example=True)
    issue_for_rakor(store, publisher, dinsos, Kind.UNDANGAN, rakor["id"], {}, at=at)
