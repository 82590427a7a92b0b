"""When somebody is reminded of what: the one table. Days count from a day of the record, in calendar days of Aceh."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workflow.lks import radar


class Of(StrEnum):
    """The day of a record from which a rule counts."""

    DEADLINE = "deadline"  # in force, of a task that the kabupaten/kota holds
    LIMIT = "limit"  # the last day on which a task's reviewer is within his own
    ENDING = "ending"  # the last day of a registration or a grade of an LKS
    MANDATE = "mandate"  # its first day, or the one after it was recorded


class Whom(StrEnum):
    """Whose desks are reminded; who acts there with a mandate is, too."""

    HOLDER = "holder"  # the chair, whose task it is, and the Sekdis while it lies with him
    KABUPATEN = "kabupaten"  # chair and Sekdis, whoever holds it: one works, the other reviews
    REVIEWER = "reviewer"  # who has to decide
    DEPUTY = "deputy"


# Heading of a digest, in its order. Of a record for which several rules are due the first counts.
LATE, LIMIT, NEAR, RENEWAL, MANDATE = "late", "limit", "near", "renewal", "mandate"
GROUPS = {
    LATE: "Terlambat",
    LIMIT: "Melewati batas periksa Anda",
    NEAR: "Batas waktu mendekat",
    RENEWAL: "Pendaftaran dan akreditasi LKS",
    MANDATE: "Mandat",
}


@dataclass(frozen=True)
class Window:
    """The days behind ``after`` up to ``until``, which counts itself: those that are told in one run."""

    after: date
    until: date


@dataclass(frozen=True)
class Rule:
    """``first`` is the first day, counted from that of the record (-7: a week before), ``every`` after how many it
    comes again (0: never). ``label`` is there for what a person can leave out, ``usual`` whether it is told to those
    who chose nothing; ``kind`` narrows an ``Of.ENDING`` to one of ``radar.KINDS``."""

    name: str
    of: Of
    first: int
    whom: Whom
    group: str
    sentence: str  # with ``{when}``, ``{n}`` (days), ``{day}`` or ``{what}`` of ``due``
    every: int = 0
    label: str = ""
    usual: bool = True
    kind: str = ""

    def falls(self, day: date, window: Window) -> date | None:
        """The last day of the window on which it is due for a record of this ``day``; None when it is not."""
        start = day + timedelta(days=self.first)
        if self.every and start <= window.until:
            start += timedelta(days=(window.until - start).days // self.every * self.every)
        return start if window.after < start <= window.until else None


_NEAR, _LATE, _OVER = "Batas waktu {when}", "Lewat {n} hari", "Lewat batas periksa {n} hari kerja"
_ENDS = "{what} berakhir {day}"
RULES = (
    Rule("before7", Of.DEADLINE, -7, Whom.HOLDER, NEAR, _NEAR, label="7 hari"),
    Rule("before3", Of.DEADLINE, -3, Whom.HOLDER, NEAR, _NEAR, label="3 hari", usual=False),
    Rule("before1", Of.DEADLINE, -1, Whom.HOLDER, NEAR, _NEAR, label="1 hari"),
    Rule("late", Of.DEADLINE, 1, Whom.KABUPATEN, LATE, _LATE),
    Rule("late_again", Of.DEADLINE, 8, Whom.KABUPATEN, LATE, _LATE, every=7),
    Rule("limit", Of.LIMIT, 1, Whom.REVIEWER, LIMIT, _OVER),
    Rule("limit_again", Of.LIMIT, 8, Whom.REVIEWER, LIMIT, _OVER, every=7),
    Rule("registration", Of.ENDING, -90, Whom.KABUPATEN, RENEWAL, _ENDS, kind=radar.REGISTRATION),
    Rule("grade", Of.ENDING, -180, Whom.KABUPATEN, RENEWAL, _ENDS, kind=radar.GRADE),
    Rule("registration_soon", Of.ENDING, -30, Whom.KABUPATEN, RENEWAL, _ENDS, kind=radar.REGISTRATION),
    Rule("grade_soon", Of.ENDING, -30, Whom.KABUPATEN, RENEWAL, _ENDS, kind=radar.GRADE),
    Rule("mandate", Of.MANDATE, 0, Whom.DEPUTY, MANDATE, "Anda bertindak a.n. {what} {day}"),
)
CHOSEN = {rule.name: rule for rule in RULES if rule.label}


def counting_from(of: Of) -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES if rule.of is of)


def any_falls(rules: Iterable[Rule], day: date, window: Window) -> bool:
    return any(rule.falls(day, window) for rule in rules)
