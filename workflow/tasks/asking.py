"""Which points of a combined report ask the leader for direction: ticked at the approval, else those without a date.

A letter of so many outcomes tells counts in place of their words, and names these points alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workflow.errors import Invalid

NAME = "asking"  # of the ids of the tasks, in forms, addresses and the ``params`` of an issue
MOST = 5  # points that a letter names; of more it tells only their numbers
QUOTED = 3  # outcomes that a letter quotes at most: with more it needs a second page
LONGEST = 250  # letters of them all: what a page has room for


def is_counted(tasks: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a letter about these tasks counts them, because it has no room to quote each."""
    letters = sum(len(task["outcome_text"]) for task in tasks)
    return len(tasks) > QUOTED or (len(tasks) > 1 and letters > LONGEST)


def proposed(tasks: Iterable[Mapping[str, Any]]) -> list[int]:
    """Those whose deadline nobody has set, or only the plan: the leader is asked when."""
    return [task["id"] for task in tasks if not task["deadline"] or not task["deadline_given"]]


def read(data: Mapping[str, Any], tasks: Sequence[Mapping[str, Any]]) -> list[int]:
    """The ticked ones ("3,7"; "" for none), in the order of the paper; those proposed where nothing was said.

    Raises ``Invalid`` for what is none of the tasks.
    """
    said = data.get(NAME)
    if said is None:
        return proposed(tasks)
    ticked = set(str(said).split(",")) - {""}
    if not ticked <= {str(task["id"]) for task in tasks}:
        raise Invalid({NAME: "Pilih butir dari laporan ini."})
    return [task["id"] for task in tasks if str(task["id"]) in ticked]
