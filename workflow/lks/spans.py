"""From when to when an institution counts for each measure, as days that never have to be brought up to date.

What counts on a day is computed at that day and stored nowhere. But nothing of a record depends on today: an STP of
which the last day is known counts until that day whenever one asks. So the record comes to a few spans, made anew
whenever it is saved, and every count, list, map and trend asks for the spans that hold its day. A paper that runs out
leaves the counts on that day without anybody touching it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from workflow.lks.kinds import FOREVER, GRADES, PUBLIC_MONEY, SERVICES, Owner
from workflow.lks.names import folded_kecamatan
from workflow.lks.states import first_day, supposed_until

ALWAYS, FOR_EVER = "0000-01-01", "9999-12-31"  # before every day that is typed, and behind every one
UNSURE = "P3 belum dipastikan"  # neither active nor said not to be
Span = tuple[str, str]  # first and last day, both counted


@dataclass(frozen=True, order=True)
class Counted:
    """One measure for which an institution counts from ``start`` to ``until``, both ISO days and counted."""

    measure: str
    start: str
    until: str


def spans(lks: Mapping[str, Any]) -> list[Counted]:
    """All spans of an institution, those of one measure in order and apart from each other. None of one that is not
    the community's own, nor of one that went into another record: that one counts, on every day. One that moved here
    counts since then; until then its record in the old kabupaten/kota does."""
    if lks["owner"] != Owner.COMMUNITY:
        return []
    whole = both(_until_end(lks["end"]), [(lks.get("here_since") or ALWAYS, FOR_EVER)])
    active = both(whole, union(map(_of_event, _confirmed(lks))))
    registered = both(whole, union(_registered(lks)))
    best = dict(_best(lks))
    graded = both(whole, union(span for some in best.values() for span in some))
    found = {
        "P1": whole,
        "P2": registered,
        "P2?": without(both(whole, union(_of_unknown_validity(lks))), registered),
        "P3": active,
        UNSURE: without(without(whole, active), _said_inactive(lks)),
        "P4": whole if lks["legal"]["sk"] else [],
        "P5": graded,
        **{f"P5{grade}": both(whole, some) for grade, some in best.items()},
        "P5?": without(both(whole, union(_supposed(lks))), graded),
        **{f"I7 {group}": active for group in _groups(lks)},
        **{f"I6 {place}": active for place in [folded_kecamatan(lks["kecamatan"])] if place},
        **{name: both(active, union(some)) for name, some in _supported(lks)},
    }
    found["I5"] = both(found["P5"], active)
    return [Counted(name, *span) for name, some in found.items() for span in some]


def _until_end(end: Mapping[str, Any] | None) -> list[Span]:
    """Of one that ended nobody knows when there is no day, nor of one that went into another record."""
    if end is None:
        return [(ALWAYS, FOR_EVER)]
    return [(ALWAYS, _day_before(end["date"]))] if end["date"] and not end["into"] else []


def union(some: Iterable[Span]) -> list[Span]:
    """The same days in as few spans as possible, in order. What ends before it begins has none."""
    joined: list[Span] = []
    for start, until in sorted(span for span in some if span[0] <= span[1]):
        if joined and start <= day_after(joined[-1][1]):
            joined[-1] = joined[-1][0], max(until, joined[-1][1])
        else:
            joined.append((start, until))
    return joined


def both(some: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """The days that are in each of two unions."""
    others = list(others)
    return union((max(a, c), min(b, d)) for a, b in some for c, d in others)


def day_after(day: str) -> str:
    """FOR_EVER has none behind it."""
    return day if day in (ALWAYS, FOR_EVER) else (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _registered(lks: Mapping[str, Any]) -> Iterator[Span]:
    """Of registrations that were issued, or of which nobody knows when, as long as they are known to hold."""
    for one in lks["registrations"]:
        if one["valid_until"] and (span := _until_revoked(one, _last(one["valid_until"]))):
            yield span


def _last(valid_until: str) -> str:
    return FOR_EVER if valid_until == FOREVER else valid_until


def _of_unknown_validity(lks: Mapping[str, Any]) -> Iterator[Span]:
    for one in lks["registrations"]:
        if not one["valid_until"] and (span := _until_revoked(one, FOR_EVER)):
            yield span


def _until_revoked(one: Mapping[str, Any], last: str) -> Span | None:
    """None for one that is only applied for, and for one that was taken back nobody knows when."""
    if one["status"] == "dalam proses" or (one["status"] == "dicabut" and not one["revoked_on"]):
        return None
    if one["status"] == "dicabut":
        last = min(last, _day_before(one["revoked_on"]))
    return one["issued"] or ALWAYS, last


def _confirmed(lks: Mapping[str, Any]) -> Iterator[str]:
    return (one["date"] for one in lks["activity"] if one["confirmed"])


def _said_inactive(lks: Mapping[str, Any]) -> list[Span]:
    """From the day on which somebody said so, until there is an event on a later one."""
    said = lks["said_inactive"]
    later = min((day for day in _confirmed(lks) if day > said), default="")
    return [(said, _day_before(later) if later else FOR_EVER)] if said else []


def _of_event(day: str) -> Span:
    """Twelve months: on the same day of the next year it counts no more."""
    first = date.fromisoformat(day)
    try:
        over = first.replace(year=first.year + 1)
    except ValueError:  # 29 February
        over = date(first.year + 1, 3, 1)
    return day, _day_before(over.isoformat())


def _best(lks: Mapping[str, Any]) -> Iterator[tuple[str, list[Span]]]:
    """Grade -> when it is the best one of all services, as far as its last day is known."""
    held = {grade: union(_graded(lks, grade)) for grade in GRADES}
    better: list[Span] = []
    for grade in GRADES:
        yield grade, without(held[grade], better)
        better = union([*better, *held[grade]])


def without(some: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """The days of ``some`` that are not in the union ``taken``."""
    return both(some, _rest(taken))


def _rest(taken: Iterable[Span]) -> Iterator[Span]:
    """All days that are in none of a union."""
    start = ALWAYS
    for first, last in taken:
        if first > start:
            yield start, _day_before(first)
        if last == FOR_EVER:
            return
        start = day_after(last)
    yield start, FOR_EVER


def _accreditations(lks: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return (one for service in lks["services"] for one in service["accreditations"])


def _graded(lks: Mapping[str, Any], grade: str) -> Iterator[Span]:
    for one in _accreditations(lks):
        if one["grade"] == grade and one["valid_until"]:
            yield first_day(one) or ALWAYS, _last(one["valid_until"])


def _supposed(lks: Mapping[str, Any]) -> Iterator[Span]:
    """By its beginning alone until somebody types the day of the certificate; shown beside what counts."""
    for one in _accreditations(lks):
        if one["grade"] in GRADES and not one["valid_until"]:
            until = supposed_until(one)
            yield first_day(one) or ALWAYS, f"{until}-12-31" if until else FOR_EVER


def _groups(lks: Mapping[str, Any]) -> list[str]:
    return sorted({SERVICES[service["kind"]] for service in lks["services"] if service["kind"] in SERVICES})


ANSWERS: dict[str, Callable[[Mapping[str, Any]], bool | None]] = {
    "S1": lambda year: None if year["social_workers"] is None else year["social_workers"] > 0,
    "S2": lambda year: bool(PUBLIC_MONEY & set(year["money"])) if year["money"] else None,
    "S3": lambda year: None if not year["building"] or year["access"] is None else (
        year["building"] in ("milik", "pinjam") and year["access"]
    ),
}  # fmt: skip


def _supported(lks: Mapping[str, Any]) -> Iterator[tuple[str, list[Span]]]:
    """ "S1" where the answer of a year is yes, "S1-" where it is no; a year without an answer is in neither."""
    for name, answer in ANSWERS.items():
        for said, measure in ((True, name), (False, f"{name}-")):
            years = [year for year, told in lks["support"].items() if answer(told) is said]
            yield measure, [(f"{year}-01-01", f"{year}-12-31") for year in years]
