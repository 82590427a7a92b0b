"""The course of a rakor in words: hours and rooms by day, and its agenda item by item, as far as they were recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from documents.compose.parts import meeting
from documents.compose.task_case import AboutRakor
from documents.report.blocks import Block, Heading, NumberedList, Paragraph
from documents.report.language import clauses, day_range, flat, long_date, sentence

DISCUSSION, END = "pembahasan", "penutup"


def span(of: Mapping[str, Any]) -> str:
    """ "pukul 09.00 s.d. 12.15 WIB"; an open end is "selesai"; "" when no hour is known."""
    if not of["begins"]:
        return ""
    return f"pukul {of['begins']} s.d. {of['ends']} WIB" if of["ends"] else f"pukul {of['begins']} WIB s.d. selesai"


def hours(case: AboutRakor) -> tuple[str, ...]:
    """ "Pukul 09.00 s.d. 12.15 WIB"; of several days a line a day; () when nobody recorded them."""
    told: dict[str, list[str]] = {}
    for one in _hours(case):
        if one["begins"] and span(one) not in told.setdefault(one["day"], []):
            told[one["day"]].append(span(one))
    if not told:
        return ()
    if case.rakor["start"] == case.rakor["end"]:
        return (_capital("; ".join(told[case.rakor["start"]])),)
    return clauses([f"{day_range(day, day)}, {'; '.join(spans)}" for day, spans in sorted(told.items())])


def on_day(case: AboutRakor, day: str) -> tuple[str, ...]:
    """The hours of one day, or nothing."""
    spans = list(dict.fromkeys(span(one) for one in _hours(case) if one["day"] == day and one["begins"]))
    return (_capital("; ".join(spans)),) if spans else ()


def place_on(case: AboutRakor, day: str) -> str:
    """The place, with the rooms of that day."""
    named = dict.fromkeys(flat(one["room"]) for one in _hours(case) if one["day"] == day and one["room"])
    return ", ".join([*named, meeting.place(case)])


def place(case: AboutRakor) -> str:
    """With the room, when there was one for all days."""
    named = list(dict.fromkeys(flat(one["room"]) for one in _hours(case) if one["room"]))
    known = len(named) == 1 and named[0].casefold() not in meeting.place(case).casefold()
    return ", ".join([*(named if known else []), meeting.place(case)])


def rooms(case: AboutRakor) -> tuple[str, ...]:
    """Each of several rooms with its days."""
    found: dict[str, list[str]] = {}
    for one in _hours(case):
        if one["room"]:
            found.setdefault(flat(one["room"]), []).append(one["day"])
    if len(found) < 2:
        return ()
    if case.rakor["start"] == case.rakor["end"]:
        return clauses(list(found))
    return clauses([f"{room} ({'; '.join(map(long_date, sorted(set(days))))})" for room, days in found.items()])


def _hours(case: AboutRakor) -> Sequence[Mapping[str, Any]]:
    return list(case.rakor.get("hours") or ())


def told(case: AboutRakor) -> bool:
    """Whether of any item more than its title was recorded."""
    return any(item["said"] or item["begins"] for item in items(case))


def items(case: AboutRakor) -> list[Mapping[str, Any]]:
    return list(case.rakor.get("items") or ())


def blocks(case: AboutRakor, agreed: Callable[[], Sequence[Block]]) -> list[Block]:
    """A heading an item with its hours, under it what was said. What was ``agreed`` stands under the last discussion;
    where there was none, under a heading of its own before the end."""
    found = items(case)
    place = max((n for n, item in enumerate(found) if item["kind"] == DISCUSSION), default=-1)
    if place < 0:
        own = {"title": "Hasil rapat", "day": "", "begins": "", "ends": "", "kind": DISCUSSION, "said": []}
        place = next((n for n, item in enumerate(found) if item["kind"] == END), len(found))
        found.insert(place, own)
    told: list[Block] = []
    for number, item in enumerate(found):
        told += [Heading(1, f"{number + 1}.", _title(case, item)), *_said(item)]
        told += agreed() if number == place else ()
    return told


def _title(case: AboutRakor, item: Mapping[str, Any]) -> str:
    several = case.rakor["start"] != case.rakor["end"] and item["begins"]
    when = ", ".join(filter(None, (long_date(item["day"]) if several else "", span(item))))
    return f"{flat(item['title']).rstrip('.')}{f' ({when})' if when else ''}"


def _said(item: Mapping[str, Any]) -> list[Block]:
    """Points of a discussion are listed, what was said at another item is one paragraph."""
    points = [sentence(point) for point in item["said"]]
    if item["kind"] == DISCUSSION and len(points) > 1:
        return [NumberedList(tuple(points), "a.", 1)]
    return [Paragraph(" ".join(points), level=1)] if points else []


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
