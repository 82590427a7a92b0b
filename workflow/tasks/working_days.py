"""Working days of an office in Indonesia: no Saturdays, no Sundays, no national holidays, no cuti bersama.

The table of the package knows decreed days, and estimates for others (Idul Fitri of years to come); what a decree says
otherwise is given as data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import count, islice

from holidays import GOVERNMENT, PUBLIC, country_holidays

from workflow.machine.time_allowed import DINSOS, SEKDIS, TIMES

SATURDAY = 5
# In how many of them a reviewer decides, as long as nothing else is set.
LIMITS: Mapping[str, int] = {name: TIMES[name].usual for name in (SEKDIS, DINSOS)}
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Corrections:
    """What the admin has set otherwise: days that are free although the table does not say so, days that are worked
    although it calls them free, and the ``limits`` of the reviewers."""

    free: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    limits: Mapping[str, int] = field(default_factory=lambda: LIMITS)


AS_IN_TABLE = Corrections()


def working_days(after: date, until: date, corrected: Corrections = AS_IN_TABLE) -> int:
    """How many there are behind ``after`` up to ``until``, which counts itself."""
    return sum(works(after + n * _DAY, corrected) for n in range(1, (until - after).days + 1))


def last_day_within(since: date, limit: int, corrected: Corrections = AS_IN_TABLE) -> date:
    """The last day on which no more than ``limit`` working days have gone by since ``since``."""
    worked = (day for n in count(1) if works(day := since + n * _DAY, corrected))
    return next(islice(worked, limit, None)) - _DAY


def works(day: date, corrected: Corrections = AS_IN_TABLE) -> bool:
    if day in corrected.worked:
        return True
    return day.weekday() < SATURDAY and day not in corrected.free and day not in named(day.year)


@cache
def named(year: int) -> dict[date, str]:
    """The days that the table calls free, with their names in Indonesian; an estimated one says so."""
    table = country_holidays("ID", years=year, categories=(PUBLIC, GOVERNMENT), language="id")
    return dict(sorted(table.items()))
