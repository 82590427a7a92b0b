"""All that the report of the indicator can say: the figures of a day, those of earlier years as they were frozen, what
is about to end, what the tasks say of institutions, and how good the data are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from documents.compose.region_case import RegionCase, head
from workflow.indicator import snapshots
from workflow.indicator.measuring import Measured, measure
from workflow.lks import periods, states
from workflow.lks.counting import on
from workflow.papers.publishing import Issue
from workflow.records import Lks, LksSpan, Task
from workflow.store import Between, OneOf, Store

YEARS = 4  # frozen ends of years beside the day


@dataclass(frozen=True)
class Involved:
    """An outcome whose tasks name institutions: how many carry it out or help, and of how many it is implemented."""

    no: int
    title: str
    doers: int
    partners: int
    named: int
    done: int


@dataclass(frozen=True)
class Quality:
    """Numbers of the register: those of a government, pairs that somebody has decided."""

    government: int
    merged: int
    apart: int


@dataclass(frozen=True)
class IndicatorCase(RegionCase):
    """``years`` are frozen, the oldest first; ``ending`` and ``graded`` are institutions of which a registration ends
    within 90 days, a grade within 180."""

    measured: Measured
    years: tuple[Measured, ...]
    sampled: bool
    ending: tuple[Mapping[str, Any], ...]
    graded: tuple[Mapping[str, Any], ...]
    tasks: tuple[Involved, ...]
    quality: Quality


def gather_indicator(store: Store, issue: Issue) -> IndicatorCase:
    first = head(store, issue)
    day = RegionCase(*first).position
    frozen = snapshots.frozen(store, (day - timedelta(days=1)).isoformat(), YEARS)
    return IndicatorCase(
        *first, measure(store, day.isoformat()), tuple(map(snapshots.measured, frozen)),
        any(one["sample"] for one in frozen), _until(store, "P2", day, states.DAYS_OF_REGISTRATION),
        _until(store, "P5", day, states.DAYS_OF_GRADE), tuple(_involved(store)), _quality(store, day.isoformat()),
    )  # fmt: skip


def _until(store: Store, measure: str, day: date, days: int) -> tuple[Mapping[str, Any], ...]:
    """The institutions that are counted on the day and, as far as is known now, no more after so many days."""
    over = Between(day.isoformat(), (day + timedelta(days=days)).isoformat())
    rows = store.find(LksSpan, measure=measure, **{**on(day.isoformat()), "until": over}, order="until")
    found = (store.get(Lks, row["lks"]) for row in rows)
    return tuple(one for one in found if one is not None)


def _involved(store: Store) -> list[Involved]:
    """In the order of rakor and outcomes."""
    roles: dict[int, list[tuple[str, bool]]] = {}
    for (task, role, implemented), number in store.tally("lks_role", by=("task", "role", "implemented")).items():
        roles.setdefault(task, []).extend([(role, bool(implemented))] * number)
    outcomes: dict[tuple[int, int, str], list[tuple[str, bool]]] = {}
    titles: dict[tuple[int, int, str], str] = {}
    for task_id, named in roles.items():
        task = store.get(Task, task_id)
        if task is not None and "damaged" not in task and not task["cancelled"]:
            key = task["rakor"], task["no"], task["outcome"]
            outcomes.setdefault(key, []).extend(named)
            titles[key] = task["title"]
    return [_of(key[1], titles[key], outcomes[key]) for key in sorted(outcomes)]


def _of(no: int, title: str, named: list[tuple[str, bool]]) -> Involved:
    by = [role for role, _ in named]
    done = sum(implemented for _, implemented in named)
    return Involved(no, title, by.count("pelaksana"), by.count("mitra"), len(named), done)


def _quality(store: Store, day: str) -> Quality:
    kept = [periods.named(periods.ACTIVITY, one) for one in (states.ACTIVE, states.UNSURE, states.INACTIVE)]
    there = store.count("lks_state", state=OneOf(kept), **on(day))
    merged = store.count("event", name="lks_merged") - store.count("event", name="lks_unmerged")
    own = store.count("lks_span", measure="P1", **on(day))
    return Quality(there - own, merged, store.count("lks_apart"))
