"""What the text filter of the task list looks through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow import plan_fields
from workflow.papers import issuing
from workflow.records import Task
from workflow.regions import owners
from workflow.store import Store, once_per_instance
from workflow.text import fold

NUMBERS = ("number", "number_report")  # of a paper
SEARCHED = "search/2"  # the setting that says so: place and numbers are looked through


def search_text(store: Store, task: Mapping[str, Any], *given: str) -> str:
    """What the text filter of the task list looks through: its words, its place and the numbers of its papers, also
    those that are ``given`` now."""
    searched = (task["plan"].get(one.name, "") for one in plan_fields.PLAN_FIELDS if one.searched)
    papers = issuing.of_task(store, task) if "id" in task else []
    elsewhere = task.get("origin", {}).get("numbers", ())
    numbers = (*given, *(paper[name] for paper in (*papers, *elsewhere) for name in NUMBERS if name in paper))
    place = f"butir {task['no']}", owners()[task["region"]].owner
    return fold(task["title"], task["outcome_text"], *searched, *place, *numbers)


def search_again(store: Store) -> None:
    """Once per instance: gives the tasks of earlier versions the text that this one looks through."""
    once_per_instance(store, SEARCHED, _search_each)


def _search_each(store: Store) -> None:
    for task in store.find(Task):
        store.save({**task, "search": search_text(store, task)})
