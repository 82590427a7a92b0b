"""Help that is asked of the province: answered at once, or by a task of the province's own, whose end ends it."""

from __future__ import annotations

import copy
from typing import Any, cast

from workflow.kinds import Kind
from workflow.machine.stages import COUNTER_TASK, Waits, situation_of
from workflow.records import Rakor, Task
from workflow.records.asked import Help
from workflow.regions import PROVINCE
from workflow.tasks import changed_terms
from workflow.tasks.change_needs import counter_part
from workflow.tasks.new_task import add_task
from workflow.tasks.step import Move
from workflow.tasks.undo import count

WITHDRAWN, ANSWERED = "ditarik", "dijawab"


def ask(step: Move) -> None:
    values = step.values
    step.task |= {
        "help": {"need": values["need"], "since_text": values["since_text"], "asked": step.person, "task": 0},
        "returned": None,
    }  # fmt: skip
    step.fields |= {"need": values["need"], "since_text": values["since_text"]}


def withdraw(step: Move) -> None:
    _end(step.task, WITHDRAWN, step, "")


def take(step: Move) -> None:
    """The province's own task opens, and the kabupaten's clock stands still until that ends."""
    task, wanted = step.task, step.values
    rakor = cast(Rakor, step.store.get("rakor", task["rakor"]))
    outcome = next(one for one in rakor["outcomes"] if one["uid"] == task["outcome"])
    begins: dict[str, Any] = {
        "plan": {"action": _help(task)["need"], "responsible": wanted["responsible"]}, "deadline": wanted["deadline"],
        "part": counter_part(task), "helps_task": task["id"],
    }  # fmt: skip
    new = add_task(step.store, step.actor, rakor, outcome, PROVINCE, begins, at=step.at)
    step.made.append(new)
    task["help"] = {**_help(task), "task": new["id"]}
    step.fields |= {"task": new["id"], "deadline": wanted["deadline"]}


def answer(step: Move) -> None:
    """At once, without a task of the province; with a new deadline if there is one."""
    task, asked = step.task, _help(step.task)
    before = task["deadline"]
    step.fields["answer"] = step.values["answer"]
    if step.values["deadline"]:
        changed_terms.move_deadline(step, step.values["deadline"])
        by, at = asked["asked"]["by"], asked["asked"]["at"]
        people = {"reason": asked["need"], "asked": {"by": by, "at": at}, "supported": None}
        moved = changed_terms.rows({"deadline": before}, {"deadline": task["deadline"]})
        step.papers[Kind.ADENDUM] = changed_terms.paper(step, moved, people, step.values["answer"])
    else:
        del step.papers[Kind.ADENDUM]
        task["turned_down"] += 1
    _end(task, ANSWERED, step, step.values["answer"])


def ended(step: Move, outcome: str) -> None:
    """Whatever ends a task of the province ends the help that it was made for, in the same save."""
    helped = step.task["helps_task"] and step.store.get(Task, step.task["helps_task"])
    if not helped or situation_of(helped) != COUNTER_TASK or _help(helped)["task"] != step.task["id"]:
        return
    before = copy.deepcopy({name: value for name, value in helped.items() if name not in ("id", "kind", "version")})
    _end(helped, ANSWERED, step, outcome)
    helped |= {"waits_for": str(Waits.NOBODY), "matter": "", "since": step.said["at"], "undo": None, "undo_group": ""}
    saved = count(step.store, step.actor, helped, "answer_help", step.at, {"answer": outcome, "task": step.task["id"]})
    step.others.append({"kind": "task", "id": saved["id"], "version": saved["version"], "before": before})


def _help(task: Task) -> Help:
    return cast(Help, task["help"])


def _end(task: Task, how: str, step: Move, said: str) -> None:
    ended: Help = {**_help(task), "how": how, "ended": step.person, "said": said}
    task |= {"help": None, "helps": [*task["helps"], ended]}
