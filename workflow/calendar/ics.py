"""A calendar as a file: the same entries give the same bytes, so that a program that asks again need not fetch it.

Days are whole days and belong to no zone: a deadline is the same day wherever the telephone is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, timedelta

from icalendar import Calendar, Event

from workflow.calendar.entries import Entry

MEDIA = "text/calendar; charset=utf-8"
PRODUCT = "-//Tuntas//Kalender//ID"
AGAIN = timedelta(hours=6)  # after which a program should ask again


def written(entries: Iterable[Entry], name: str, base_url: str) -> bytes:
    """The file, lines ended and folded as RFC 5545 says; ``name`` is what the calendar is called."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Jakarta")
    calendar.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{AGAIN // timedelta(hours=1)}H")
    for entry in entries:
        calendar.add_component(_event(entry, base_url.rstrip("/")))
    made: bytes = calendar.to_ical()
    return made


def _event(entry: Entry, base: str) -> Event:
    event, changed = Event(), entry.changed.astimezone(UTC)
    event.add("uid", entry.uid)
    event.add("sequence", entry.version)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + timedelta(days=1))  # the first day on which it is over
    event.add("summary", entry.title)
    event.add("description", f"{entry.told}\n{base}{entry.path}".strip())
    event.add("url", f"{base}{entry.path}")
    event.add("transp", "TRANSPARENT")  # nobody is busy because of a deadline
    event.add("class", "PRIVATE")
    return event
