"""What is due in a window of days, as things stand now: asked of indexes first, so that only what is due is read.

A task that was finished, handed on or put off meanwhile is not due any more; of one whose deadline was moved only the
one in force counts. While Dinas Sosial Aceh or the province holds a task nobody in the kabupaten is reminded of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from workflow.clock import day as day_of
from workflow.clock import moment
from workflow.lks import radar
from workflow.people import mandates
from workflow.people.accounts import SYSTEM
from workflow.records import Mandate, User
from workflow.reminders.rules import LATE, Of, Rule, Whom, Window, any_falls, counting_from
from workflow.roles import Role
from workflow.store import Between, OneOf, Record, Store
from workflow.tasks import kept_days
from workflow.tasks.corrected_days import corrections
from workflow.tasks.holding import OWN, REVIEWERS
from workflow.text import spoken_day

TASK, LKS, MANDATE = "task", "lks", "mandate"


@dataclass(frozen=True)
class Due:
    """One rule, due for one record at these desks; of a mandate for one ``person`` alone."""

    rule: Rule
    desks: tuple[str, ...]
    about: str
    record: int
    region: str
    title: str
    sentence: str
    person: int = 0


def desk(role: str, region: str) -> str:
    """How a desk is called in a digest: "ketua:11.11"."""
    return f"{role}:{region}"


def in_window(store: Store, window: Window) -> Iterator[Due]:
    """Everything that is due in the window, told as of its last day."""
    yield from _deadlines(store, window)
    yield from _limits(store, window)
    yield from _endings(store, window)
    yield from _mandates(store, window)


def _deadlines(store: Store, window: Window) -> Iterator[Due]:
    today = window.until.isoformat()
    for task, rules in _tasks(store, "deadline", counting_from(Of.DEADLINE), window, OWN):
        for rule, on in rules:
            if rule.group == LATE and not "" < task["late_after"] < on.isoformat():
                continue
            late, left = kept_days.late_days(task, today), date.fromisoformat(task["deadline"]) - window.until
            yield _of_task(task, rule, n=late, when=when(left.days, task["deadline"]))


def _limits(store: Store, window: Window) -> Iterator[Due]:
    today, corrected = window.until.isoformat(), corrections(store)
    for task, rules in _tasks(store, "limit_until", counting_from(Of.LIMIT), window, REVIEWERS):
        for rule, _ in rules:
            yield _of_task(task, rule, n=kept_days.over_limit(task, today, corrected))


def _tasks(
    store: Store, field: str, rules: tuple[Rule, ...], window: Window, desks: tuple[Any, ...]
) -> Iterator[tuple[Record, list[tuple[Rule, date]]]]:
    """Open tasks at these desks of whose day a rule falls into the window, with those rules and their days."""
    where: dict[str, Any] = {"cancelled": False, "open": True, "desk": OneOf([str(one) for one in desks])}
    days = [day for (day,) in store.tally("task", (field,), **where) if day]
    where[field] = OneOf([day for day in days if any_falls(rules, date.fromisoformat(day), window)])
    for task in store.each("task", **where) if where[field].values else ():
        if "damaged" not in task:
            day = date.fromisoformat(task[field])
            yield task, [(rule, on) for rule in rules if (on := rule.falls(day, window))]


def _of_task(task: Record, rule: Rule, **words: Any) -> Due:
    return Due(
        rule, AUDIENCE[rule.whom](task), TASK, task["id"], task["region"], task["title"], rule.sentence.format(**words)
    )  # fmt: skip


def when(left: int, deadline: str) -> str:
    """ "hari ini", "besok", "7 hari lagi"; a day that is past by its date."""
    if left < 0:
        return spoken_day(deadline)
    return {0: "hari ini", 1: "besok"}.get(left, f"{left} hari lagi")


def _holder(task: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(desk(role, task["region"]) for role in (Role.CHAIR, task["desk"])))


def _kabupaten(record: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(desk(role, record["region"]) for role in (Role.CHAIR, Role.SEKDIS))


def _reviewer(task: Mapping[str, Any]) -> tuple[str, ...]:
    return (desk(task["desk"], task["region"] if Role(task["desk"]).regional else ""),)


AUDIENCE: Mapping[Whom, Callable[[Any], tuple[str, ...]]] = {
    Whom.HOLDER: _holder, Whom.KABUPATEN: _kabupaten, Whom.REVIEWER: _reviewer,
}  # fmt: skip


def _endings(store: Store, window: Window) -> Iterator[Due]:
    for rule in counting_from(Of.ENDING):
        first, last = (day - timedelta(days=rule.first) for day in (window.after, window.until))
        first += timedelta(days=1)
        for one in radar.between(store, SYSTEM, first.isoformat(), last.isoformat()):
            if one.kind == rule.kind:
                said = rule.sentence.format(what=one.what, day=spoken_day(one.day))
                yield Due(rule, _kabupaten({"region": one.region}), LKS, one.lks, one.region, one.name, said)


def _mandates(store: Store, window: Window) -> Iterator[Due]:
    """Told to the deputy on its first day; when it was recorded on that day, on the next."""
    today = window.until.isoformat()
    for mandate in store.find(Mandate, ended="", until=Between(today, mandates.FOR_EVER)):
        if "damaged" in mandate or not mandates.runs(store, mandate, today):
            continue
        told = max(date.fromisoformat(mandate["start"]), day_of(moment(mandate["at"])) + timedelta(days=1))
        deputy = store.get(User, mandate["deputy"])
        for rule in counting_from(Of.MANDATE):
            if rule.falls(told, window) and deputy:
                yield _of_mandate(rule, mandate, deputy)


def _of_mandate(rule: Rule, mandate: Mandate, deputy: User) -> Due:
    days = f"sejak {spoken_day(mandate['start'])} sampai {spoken_day(mandate['until'])}"
    said = rule.sentence.format(what=mandate["office"], day=days)
    desks = (desk(deputy["role"], deputy["region"]),)
    return Due(rule, desks, MANDATE, mandate["id"], mandate["region"], mandate["office"], said, deputy["id"])
