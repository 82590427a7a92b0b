"""Working days of an office in Indonesia: no Saturdays, no Sundays, no national holidays, no cuti bersama."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import count, islice

from holidays import GOVERNMENT, PUBLIC, country_holidays

SATURDAY = 5
_DAY = timedelta(days=1)


def working_days(after: date, until: date) -> int:
    """How many there are behind ``after`` up to ``until``, which counts itself."""
    return sum(_works(after + n * _DAY) for n in range(1, (until - after).days + 1))


def last_day_within(since: date, limit: int) -> date:
    """The last day on which no more than ``limit`` working days have gone by since ``since``."""
    worked = (day for n in count(1) if _works(day := since + n * _DAY))
    return next(islice(worked, limit, None)) - _DAY


def _works(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in _free(day.year)


@cache
def _free(year: int) -> frozenset[date]:
    return frozenset(country_holidays("ID", years=year, categories=(PUBLIC, GOVERNMENT)))
