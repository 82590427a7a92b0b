"""A task's days by holder, as its page draws them: one bar in the order of time, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workflow.tasks.holding import Held, Holder
from workflow.web.words import plain_date


@dataclass(frozen=True)
class Bar:
    """Days from the left, and how many."""

    holder: Holder
    x: int
    width: int


@dataclass(frozen=True)
class DaysShown:
    """``limit`` is where the deadline lies in the bar, None when it is outside of it."""

    age: int
    bars: list[Bar]
    limit: int | None
    split: dict[Holder, int]
    words: str


def days_shown(found: Held) -> DaysShown:
    return DaysShown(found.age, list(_bars(found)), _limit(found), found.split, " ".join(_sentences(found)))


def _bars(found: Held) -> Iterator[Bar]:
    """Days on which nobody had it have no place in the bar."""
    x = 0
    for one in found.holdings:
        if one.holder and one.days:
            yield Bar(one.holder, x, one.days)
            x += one.days


def _limit(found: Held) -> int | None:
    deadline = found.deadline
    if deadline is None:
        return None
    before = sum(_days_until(one.start, min(one.end, deadline)) for one in found.holdings if one.holder)
    return before if 0 < before < found.age else None


def _days_until(start: date, end: date) -> int:
    return max(0, (end - start).days)


def _sentences(found: Held) -> Iterator[str]:
    if found.deadline:
        yield f"{found.late_days} hari lewat batas. Hari di Dinsos Aceh dan provinsi tidak dihitung."
    if found.late_kept:
        yield f"{found.late_kept} hari terhadap batas semula."
    if found.claim and found.claim.words and found.holdings[-1].move == "claim":
        yield f"{found.claim.words.capitalize()}."
    if found.returns:
        yield f"Dikembalikan {found.returns} kali."
    if found.finished_on and found.implemented_on:
        done, seen = plain_date(found.finished_on), plain_date(found.implemented_on)
        yield f"Pekerjaan selesai {done}, dinyatakan dilaksanakan {seen}."
    if found.reviewer and found.reviewer.over:
        yield f"{found.reviewer.holder.label}: lewat batas periksa {found.reviewer.over} hari kerja."
