"""Outcome by kabupaten/kota: one cell a task, its stage in words, totals, and two filters.

The commission chooses which outcomes are shown and counted. The state ("keadaan") hides nothing: it marks the
cells in that state and counts them, so that the totals stay those of the list behind them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, render_template, request

from workflow.pages.overview.rakor_choice import chosen_rakor, task_list, unknown_rakor
from workflow.regions import PROVINCE, owners
from workflow.store import Record
from workflow.tasks import per_lks, tallies
from workflow.tasks.kept_days import late_now
from workflow.tasks.tallies import Situation, Tally, situation_of
from workflow.web.current import actor, store, today
from workflow.web.unknown import unknown_filters
from workflow.web.words import due

pages = Blueprint("matrix", __name__)

# ?keadaan= -> which situation; "terlambat" is laid over all of them.
STATES: dict[str, Situation | None] = {
    "terlambat": None,
    "draf": Situation.DRAFT,
    "sekdis": Situation.SEKDIS,
    "dilaporkan": Situation.REPORTED,
    "dinsos": Situation.DINSOS,
    "provinsi": Situation.PROVINCE,
    "tidak_dapat": Situation.IMPOSSIBLE,
    "dilaksanakan": Situation.IMPLEMENTED,
}
SIGNS = {situation: str(situation) for situation in Situation} | {Situation.IMPLEMENTED: "✓"}


@pages.get("/matriks")
def show() -> str:
    rakor, offered = chosen_rakor()
    if rakor is None:
        return render_template("matrix/empty.html")
    commissions = list(dict.fromkeys(o["commission"] for o in rakor["outcomes"] if o["commission"]))
    commission, state = _asked("komisi", commissions), _asked("keadaan", STATES)
    outcomes = [o for o in rakor["outcomes"] if o["is_task"] and commission in ("", o["commission"])]
    shown = {outcome["uid"] for outcome in outcomes}
    tasks = [task for task in tallies.tasks_of(store, actor(), rakor["id"]) if task["outcome"] in shown]
    lists = Lists(rakor, commission, state)
    used = {"komisi": commission, "keadaan": state}
    unknown = [*unknown_rakor(), *unknown_filters(used, [name for name, value in used.items() if value])]
    return render_template(
        "matrix/show.html", rakor=rakor, offered=offered, commissions=commissions, commission=commission,
        state=state, states={name: _state_words(name) for name in STATES}, outcomes=outcomes, lists=lists,
        unknown=unknown, places=len({task["region"] for task in tasks} - {PROVINCE}),
        total=tallies.tally(tasks, today()), rows=rows(outcomes, tasks),
        columns=tallies.per_region(tasks, today()), matching=tallies.per_region(_matching(tasks, state), today()),
        marked=len(_matching(tasks, state)), ranked=ranked(tasks, state), Situation=Situation, SIGNS=SIGNS,
    )  # fmt: skip


def _asked(name: str, allowed: Iterable[str]) -> str:
    """A filter from the address; "" for one that does not exist."""
    value = request.args.get(name, "")
    return value if value in set(allowed) else ""


def _state_words(name: str) -> str:
    situation = STATES[name]
    return situation.label if situation else "Terlambat"


class Lists:
    """The addresses of the lists behind the numbers, under the commission that is chosen."""

    def __init__(self, rakor: Record, commission: str, state: str) -> None:
        self.rakor, self.state = rakor, state
        self.only: dict[str, Any] = {"komisi": commission} if commission else {}

    def of(self, situation: Situation) -> str:
        return task_list(self.rakor, situation, **self.only)

    def all(self) -> str:
        return task_list(self.rakor, **self.only)

    def late(self) -> str:
        return task_list(self.rakor, terlambat=1, **self.only)

    def marked(self) -> str:
        """What the state filter marks."""
        situation = STATES[self.state]
        return self.of(situation) if situation else self.late()

    def region(self, code: str) -> str:
        return task_list(self.rakor, wilayah=code, **self.only)

    def outcome(self, uid: str) -> str:
        return task_list(self.rakor, butir=uid)

    def cell(self, uid: str, code: str) -> str:
        """The tasks of one kabupaten/kota where the outcome is done in several."""
        return task_list(self.rakor, butir=uid, wilayah=code)


def matches(task: Record, state: str) -> bool:
    """Whether the state filter marks this task; without a filter it marks all."""
    situation = STATES[state] if state else None
    if state and situation is None:
        return late_now(task, today())
    return not state or situation_of(task) is situation


def _matching(tasks: Iterable[Record], state: str) -> list[Record]:
    return [task for task in tasks if matches(task, state)]


def rows(outcomes: list[dict[str, Any]], tasks: list[Record]) -> list[dict[str, Any]]:
    """One row an outcome: its cells by region code, how many tasks stand behind each, and its tally."""
    found = []
    for outcome in outcomes:
        own = [task for task in tasks if task["outcome"] == outcome["uid"]]
        cells, several = tallies.furthest_behind(own, today()), Counter(task["region"] for task in own)
        tally = tallies.tally(own, today())
        found.append({
            "outcome": outcome, "cells": cells, "several": several, "tasks": own, "tally": tally,
            "lks": per_lks.sum_words(own),
        })  # fmt: skip
    return found


def ranked(tasks: list[Record], state: str) -> list[tuple[str, Tally]]:
    """For the phone: the regions that the filter leaves, the most late ones first, then the least done."""
    left = {task["region"] for task in _matching(tasks, state)}
    counted = [(code, of) for code, of in tallies.per_region(tasks, today()).items() if code in left]
    return sorted(counted, key=lambda item: (-item[1].late, item[1].percent, item[0]))


@pages.app_template_filter()
def cell_words(task: Record) -> str:
    """ "Aceh Selatan, butir 5: Dilaporkan ke pimpinan, 10%, terlambat 9 hari" """
    situation = situation_of(task)
    far = per_lks.how_far(task) if situation is Situation.REPORTED else per_lks.words(task)
    words = f"{owners()[task['region']].column}, butir {task['no']}: {situation.label}{f', {far}' if far else ''}"
    return f"{words}, {due(task).lower()}" if late_now(task, today()) else words


@pages.app_template_filter()
def commission_short(name: str) -> str:
    """ "Komisi A" for "Komisi A – Kelembagaan dan Koordinasi" and for "A"."""
    start = name.split(" – ")[0].strip()
    return start if len(start) > 3 or not start else f"Komisi {start}"


@pages.app_template_test("in_state")
def in_state(task: Record, state: str) -> bool:
    return matches(task, state)


@pages.app_template_filter()
def situation(task: Record) -> Situation:
    return situation_of(task)


@pages.app_template_filter()
def counted_words(of: Tally) -> str:
    """ "3 draf, 1 menunggu Sekdis": what a bar shows."""
    return ", ".join(f"{of.by[one]} {one.phrase}" for one in Situation if of.by[one])
