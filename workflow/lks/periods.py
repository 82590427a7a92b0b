"""From when to when an institution is in which state: made anew whenever it is saved, as its spans are.

``states`` says what a record is worth on one day. A list of thousands asks for all that are in a state on a day, and
for their number, so the days on which a state begins and ends are kept beside the record. They come from asking
``states`` itself on every day on which its answer can change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from workflow.lks import states
from workflow.lks.kinds import FOREVER
from workflow.lks.spans import ALWAYS, FOR_EVER, Counted

ACTIVITY, PAPER, GRADE = "keaktifan", "pendaftaran", "akreditasi"
ENDED, GRADED = "berakhir", "terakreditasi"
_EARLIEST, _LATEST = date(1900, 1, 1), date(2200, 1, 1)  # outside of what is typed: nothing changes beyond them
_PAPER_WARNED, _GRADE_WARNED = timedelta(states.DAYS_OF_REGISTRATION), timedelta(states.DAYS_OF_GRADE)


def named(what: str, state: str) -> str:
    """ "pendaftaran: kedaluwarsa": a state as it is kept, so that those of two questions never mix."""
    return f"{what}: {state}"


def periods(lks: Mapping[str, Any]) -> list[Counted]:
    """All states in the order of days. On each day, from its coming if it moved here, it is in one state of activity
    (``ENDED`` from its end on), and until its end in one of registration, and ``GRADED`` or not. A piece in which a
    grade is about to end goes on to the day on which the first one does."""
    found = [
        *_pieces(ACTIVITY, lks, activity, _days_of_activity(lks)),
        *_pieces(PAPER, lks, _paper, _days_of_papers(lks)),
        *_pieces(GRADE, lks, _grade, _days_of_grades(lks)),
        *_grades_that_end(lks),
    ]
    return sorted(one for one in found if one.measure)


def activity(lks: Mapping[str, Any], day: date) -> str:
    """That of ``states``, ``ENDED`` for one that has ended in any way, "" before it came."""
    if states.ended(lks, day):
        return ENDED
    return states.activity_state(lks, day) if states.here(lks, day) else ""


def _paper(lks: Mapping[str, Any], day: date) -> str:
    return states.registration_state(lks, day) if states.here(lks, day) else ""


def _grade(lks: Mapping[str, Any], day: date) -> str:
    return GRADED if states.here(lks, day) and states.best_grade(lks, day) else ""


def _grade_to_end(lks: Mapping[str, Any], day: date) -> str:
    return states.first_grade_to_end(lks, day) if states.here(lks, day) else ""


def _grades_that_end(lks: Mapping[str, Any]) -> Iterator[Counted]:
    days = [*_days_of_grades(lks), *_days_of_warnings(lks)]
    for one in _pieces(GRADE, lks, _grade_to_end, days):
        yield Counted(named(GRADE, states.ENDING), one.start, one.until)


def _pieces(
    what: str, lks: Mapping[str, Any], state: Callable[[Mapping[str, Any], date], str], days: Iterable[date]
) -> Iterator[Counted]:
    """One piece from each day on which the answer changes to the day before the next."""
    turns = sorted({_EARLIEST, *days, *_of_stay(lks)})
    answers = [(turn, state(lks, turn)) for turn in turns]
    begins = [one for place, one in enumerate(answers) if place == 0 or one[1] != answers[place - 1][1]]
    for (start, said), (over, _) in zip(begins, [*begins[1:], (_LATEST, "")], strict=True):
        if said:
            first = ALWAYS if start == _EARLIEST else start.isoformat()
            last = FOR_EVER if over == _LATEST else (over - timedelta(1)).isoformat()
            yield Counted(named(what, said), first, last)


def _of_stay(lks: Mapping[str, Any]) -> Iterator[date]:
    yield from _typed(lks.get("here_since", ""))
    if lks["end"]:
        yield from _typed(lks["end"]["date"])


def _days_of_activity(lks: Mapping[str, Any]) -> Iterator[date]:
    """Those of its events, the same days a year later, and the day on which somebody said that it does not work."""
    for event in lks["activity"]:
        for day in _typed(event["date"]):
            yield from (day, _a_year_later(day))
    yield from _typed(lks["said_inactive"])


def _days_of_papers(lks: Mapping[str, Any]) -> Iterator[date]:
    for one in lks["registrations"]:
        yield from _typed(one["issued"], one["revoked_on"])
        for last in _typed(one["valid_until"]):
            yield from (last - _PAPER_WARNED, last + timedelta(1))


def _days_of_grades(lks: Mapping[str, Any]) -> Iterator[date]:
    """With the first days of the years: a grade of a year to come is none yet."""
    for one in (one for service in lks["services"] for one in service["accreditations"]):
        yield from _typed(one["decided"], f"{one['year']}-01-01" if one["year"] else "")
        for last in _typed(one["valid_until"]):
            yield last + timedelta(1)


def _days_of_warnings(lks: Mapping[str, Any]) -> Iterator[date]:
    for one in (one for service in lks["services"] for one in service["accreditations"]):
        for last in _typed(one["valid_until"]):
            yield last - _GRADE_WARNED


def _typed(*days: str) -> Iterator[date]:
    """Those that are days at all."""
    return (date.fromisoformat(day) for day in days if day and day != FOREVER)


def _a_year_later(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 3, 1)
