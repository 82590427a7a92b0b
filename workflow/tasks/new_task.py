"""A new task: handed over from an outcome of a rakor, transferred, or taken over by the province."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from workflow.audit import chain
from workflow.clock import day, moment, stamp
from workflow.machine.actions import HAND_OVER
from workflow.machine.carried import new_lists, new_ways_out
from workflow.machine.stages import Stage, Waits
from workflow.plan_fields import PLAN
from workflow.records import SCHEMA, Outcome, Task
from workflow.records.followed import ShownOfOutcome
from workflow.regions import PROVINCE, owners
from workflow.roles import Actor
from workflow.store import Store
from workflow.tasks import kept_days, per_lks
from workflow.tasks.corrected_days import corrections
from workflow.tasks.holding import Moved
from workflow.tasks.region_words import of_region
from workflow.tasks.searching import search_text
from workflow.tasks.undo import undo_of

KNOWN_AT_START = ("helps_task", "moved_from")


def add_task(
    store: Store,
    actor: Actor,
    rakor: Mapping[str, Any],
    outcome: Outcome,
    region: str,
    suggested: Mapping[str, Any],
    *,
    at: datetime,
    undo_group: str = "",
) -> Task:
    """One new task in draft; to be called inside a transaction that has checked who acts.

    ``suggested`` holds the ``plan`` and ``deadline`` to begin with; ``part``, when the outcome is done in several
    tasks, which of them this is (it becomes the title), ``deadline_text`` a deadline in words, and whatever else of a
    task is known from the start. ``undo_group`` names the handing over, if it can be taken back.
    """
    shown, today = shown_of(outcome, {**suggested, "region": region}), day(at).isoformat()
    new = {
        "schema": SCHEMA["task"], "rakor": rakor["id"], "outcome": outcome["uid"], "region": region,
        "stage": str(Stage.DRAFT), "waits_for": str(Waits.NOBODY), "cancelled": False, "open": True,
        "since": stamp(at), "deadline": suggested["deadline"], "deadline_text": suggested.get("deadline_text", ""),
        "plan": _begun(suggested["plan"], region), "percent": 0, "revision": 0,
        "submitted_by": 0, "returned": None, "directions": [], "progress": [], "reported_on": "",
        "implemented_on": "", "part": suggested.get("part", ""),
        "no": shown["no"], "title": shown["title"], "outcome_text": shown["outcome_text"],
        "commission": shown["commission"], "dimension": shown["dimension"], "demands": shown.get("demands", []),
        "per_lks": shown.get("per_lks", False), "search": "", **new_lists(), **new_ways_out(),
        "deadline_given": suggested["deadline"],
    }  # fmt: skip
    task = cast(Task, new)  # mypy lets nothing be spread beside keys that may be missing
    new.update({name: suggested[name] for name in KNOWN_AT_START if name in suggested})
    per_lks.refresh(store, task, today)
    if undo_group and (undo := undo_of(store, HAND_OVER, actor, at)):
        task |= {"undo_group": undo_group, "undo": undo}
    task["search"] = search_text(store, task)
    kept_days.keep(task, [Moved(moment(chain.time_of_next(store, region, at)), "hand_over")], corrections(store))
    task = store.insert(Task, task)
    chain.append(
        store, actor, "hand_over", at, {"text": outcome["text"]}, chain=region, task=task["id"], rakor=rakor["id"]
    )
    return task


def _begun(plan: Mapping[str, Any], region: str) -> dict[str, str]:
    """The plan that was suggested with the outcome, in the words of the region."""
    return {name: of_region(plan.get(name, ""), owners()[region]) for name in PLAN}


def shown_of(outcome: Mapping[str, Any], task: Mapping[str, Any]) -> ShownOfOutcome:
    """What a task carries of its outcome, which names the task's own region; it has a title of its own when it is a
    ``part`` of it."""
    text, title = (of_region(outcome[name], owners()[task["region"]]) for name in ("text", "title"))
    return {
        "no": outcome["no"], "title": task.get("part") or title or text,
        "outcome_text": text, "commission": outcome["commission"], "dimension": outcome["dimension"],
        "demands": list(outcome.get("demands", ())),
        "per_lks": bool(outcome.get("per_lks")) and task["region"] != PROVINCE,  # the province has no LKS of its own
    }  # fmt: skip
