"""All that the report of the indicator can say: the figures of a day, those of earlier years as they were frozen, what
is about to end, what the tasks say of institutions, and how good the data are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from documents.compose.outcomes_with_lks import Involved, involved
from documents.compose.parts.behind import behind
from documents.compose.region_case import RegionCase, head
from documents.lists import behind_numbers, behind_promises, indicator_figures
from documents.report.frozen_lists import ListBehind
from workflow.errors import Unreadable
from workflow.indicator import snapshots
from workflow.indicator.measuring import Measured, measure
from workflow.lks import chosen, periods, radar, states
from workflow.lks.counting import on
from workflow.lks.radar import Ending
from workflow.papers.publishing import Issue
from workflow.records import Lks
from workflow.roles import Actor, Role
from workflow.store import OneOf, Store

YEARS = 4  # frozen ends of years beside the day
READER = Actor(0, "", Role.DINSOS)  # for whom its lists are: who may read the paper sees all 23


@dataclass(frozen=True)
class Quality:
    """Numbers of the register: those of a government, pairs that somebody has decided, those whose address is
    hidden."""

    government: int
    merged: int
    apart: int
    hidden: int


@dataclass(frozen=True)
class IndicatorCase(RegionCase):
    """``years`` are frozen, the oldest first; ``ending`` and ``graded`` are the registrations that end within 90 days
    and the grades that end within 180, the nearest first."""

    measured: Measured
    years: tuple[Measured, ...]
    sampled: bool
    ending: tuple[Ending, ...]
    graded: tuple[Ending, ...]
    tasks: tuple[Involved, ...]
    quality: Quality
    lists: tuple[ListBehind, ...]


def gather_indicator(store: Store, issue: Issue) -> IndicatorCase:
    first = head(store, issue)
    position = RegionCase(*first).position
    day, frozen = position.isoformat(), snapshots.frozen(store, (position - timedelta(days=1)).isoformat(), YEARS)
    measured = measure(store, day)
    return IndicatorCase(
        *first, measured, tuple(map(snapshots.measured, frozen)), any(one["sample"] for one in frozen),
        tuple(radar.of_community(store, radar.REGISTRATION, day)),
        tuple(radar.of_community(store, radar.GRADE, day)), tuple(involved(store, day)), _quality(store, day),
        () if issue.mark else _lists(store, measured, day),
    )  # fmt: skip


def _lists(store: Store, measured: Measured, day: str) -> tuple[ListBehind, ...]:
    """What stands behind each number, as it is known at this moment. A preview has none: they are read on the page of
    the indicator. Raises ``Unreadable`` when an institution or a task among them is damaged."""
    institutions = list(behind_numbers.items(store, READER, day))
    promises = list(behind_promises.items(store, READER, day))
    if any("damaged" in one for one in (*(item.lks for item in institutions), *(item.task for item in promises))):
        raise Unreadable
    return (
        behind(indicator_figures.FIGURES, indicator_figures.items(measured, READER)),
        behind(behind_numbers.BEHIND, institutions), behind(behind_promises.PROMISES, promises),
    )  # fmt: skip


def _quality(store: Store, day: str) -> Quality:
    kept = [periods.named(periods.ACTIVITY, one) for one in (states.ACTIVE, states.UNSURE, states.INACTIVE)]
    there = store.count("lks_state", state=OneOf(kept), **on(day))
    merged = store.count("event", name="lks_merged") - store.count("event", name="lks_unmerged")
    own = chosen.ids(store, "P1", day)
    hidden = sum(one["id"] in own for one in store.find(Lks, hidden=True))
    return Quality(there - len(own), merged, store.count("lks_apart"), hidden)
