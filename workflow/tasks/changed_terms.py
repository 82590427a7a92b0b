"""What an adendum changes and says: which fields, what stood there, what stands there now, and since when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workflow import plan_fields
from workflow.kinds import Kind
from workflow.papers import issuing
from workflow.tasks import named_lks
from workflow.tasks.kept_days import late_days
from workflow.tasks.step import Move


def move_deadline(step: Move, until: str) -> None:
    """Puts a deadline in force from today on. Days that were late before stay in the record and make nobody late."""
    task = step.task
    step.fields |= {
        "deadline_before": task["deadline"],
        "deadline_in_force": until,
        "late": late_days(task, step.today),
    }
    if not task["deadlines"] and not task["deadline_first"]:
        task["deadline_first"] = task["deadline"]
    task["deadlines"] = [*task["deadlines"], {"until": until, "from_day": step.today, "document": 0}]
    task |= {"deadline": until, "deadline_text": "", "deadline_proposed": "", "turned_down": 0}


def rows(before: Mapping[str, str], after: Mapping[str, str]) -> list[dict[str, str]]:
    """A row for each field that changed, called as on paper; of a deadline the days instead of words."""
    found = []
    labels = {**{field.name: field.paper.name for field in plan_fields.ROWS}, named_lks.NAME: named_lks.LABEL}
    for name, label in labels.items():
        if before.get(name, "") == after.get(name, ""):
            continue
        if name == plan_fields.DEADLINE.name:
            found.append({"label": label, "before_day": before[name], "after_day": after[name]})
        else:
            found.append({"label": label, "before": before.get(name, ""), "after": after.get(name, "")})
    return found


def paper(
    step: Move, changed: Sequence[Mapping[str, str]], asked: Mapping[str, Any], answer: str = ""
) -> dict[str, Any]:
    """The adendum with its number of the province's register; ``asked`` has the reason and who asked and supported."""
    task = step.task
    earlier = [one for one in issuing.of_task(step.store, task) if one["type"] == Kind.ADENDUM]
    return {
        **issuing.next_number(step.store, task["region"], Kind.ADENDUM, step.actor.name, step.at),
        "params": {
            "no": len(earlier) + 1, "rows": list(changed), **asked, "decided": {**step.said}, "help": answer,
            "late_before": step.fields["late"] if "late" in step.fields else late_days(task, step.today),
        },
    }  # fmt: skip
