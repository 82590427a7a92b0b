"""What each move changes in its task besides where it stands, and what goes into its event.

Only ``operations`` calls these, inside the transaction of the move and after every check.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from workflow import plan_fields
from workflow.clock import day, stamp
from workflow.evidence.counted import current_evidence
from workflow.kinds import Kind
from workflow.papers import issuing
from workflow.records import SCHEMA, Evidence, Setting, Task
from workflow.records.followed import Direction, EvidenceFacts, Progress, Said
from workflow.regions import owners
from workflow.roles import Actor
from workflow.stages import Action
from workflow.store import Store
from workflow.text import fold

SEARCHED = "search/2"  # the setting that says so: place and numbers are looked through


@dataclass
class Move:
    """One move of one task while it is being made: ``task`` is changed in place, ``fields`` goes into the event."""

    store: Store
    actor: Actor
    action: Action
    task: Task
    values: dict[str, Any]
    at: datetime
    fields: dict[str, Any] = field(default_factory=dict)


def _edit_plan(step: Move) -> None:
    _write_plan(step)
    step.fields["plan"] = plan_fields.written(step.task)


def _submit(step: Move) -> None:
    _write_plan(step)
    step.task |= {"revision": step.task["revision"] + 1, "submitted_by": step.actor.id, "returned": None}
    step.fields |= {"revision": step.task["revision"], "plan": plan_fields.written(step.task)}


def _return(step: Move) -> None:
    step.task["returned"] = {"reason": step.values["reason"], **_by(step)}
    step.fields["reason"] = step.values["reason"]


def _return_plan(step: Move) -> None:
    _return(step)
    step.fields["revision"] = step.task["revision"]


def _report(step: Move) -> None:
    step.task |= {"returned": None, "reported_on": day(step.at).isoformat()}
    step.task["search"] = search_text(step.store, step.task, step.values["number"])
    step.fields |= {name: step.values[name] for name in ("number", "addressee", "outcomes")}


def _record_direction(step: Move) -> None:
    values = step.values
    said: Direction = {"text": values["text"], "date": values["date"], "giver": values["giver"], **_by(step)}
    step.task["directions"] = [*step.task["directions"], said]
    step.fields |= values


def _progress(step: Move) -> None:
    values = step.values
    kept = [step.store.insert(Evidence, _evidence(step, facts))["id"] for facts in values.pop("evidence")]
    done: Progress = {
        "date": values["date"], "text": values["text"], "percent": values["percent"], "obstacle": values["obstacle"],
        "solution": values["solution"], "place": values["place"], "evidence": kept, **_by(step),
    }  # fmt: skip
    step.task |= {"progress": [*step.task["progress"], done], "percent": done["percent"]}
    step.fields |= {**values, "evidence": kept}


def _drop_evidence(step: Move) -> None:
    piece: Evidence = step.values["evidence"]
    piece["dropped"] = True
    step.store.save(piece)
    step.fields |= {"evidence": piece["id"], "reason": step.values["reason"]}


def _claim(step: Move) -> None:
    step.task["returned"] = None


def _verify(step: Move) -> None:
    today = day(step.at).isoformat()
    step.fields["evidence"] = _accepted(step, step.values["evidence"], today)
    step.task |= {"implemented_on": today, "returned": None}
    step.values |= issuing.own_number(step.store, step.task["region"], step.actor.name, step.at)
    step.task["search"] = search_text(step.store, step.task, step.values["number"])


def _reopen(step: Move) -> None:
    _return(step)
    step.task["implemented_on"] = ""
    _accepted(step, current_evidence(step.store, step.task["id"]), "")
    step.fields["withdrawn"] = issuing.withdraw(step.store, step.task, Kind.PELAKSANAAN, step.values["reason"], step.at)


def _cancel(step: Move) -> None:
    _return(step)
    step.task |= {"cancelled": True, "open": False}


def _write_plan(step: Move) -> None:
    step.task["plan"] = step.values["plan"]
    if step.values["deadline"] != step.task["deadline"]:
        step.task |= {"deadline": step.values["deadline"], "deadline_text": ""}
    step.task["search"] = search_text(step.store, step.task)


def _accepted(step: Move, pieces: list[Evidence], on: str) -> list[int]:
    """Notes on which day evidence was accepted ("" takes that back); returns the ids."""
    for piece in pieces:
        piece["accepted_on"] = on
        step.store.save(piece)
    return [piece["id"] for piece in pieces]


def _by(step: Move) -> Said:
    return {"by": step.actor.name, "at": stamp(step.at)}


def _evidence(step: Move, facts: EvidenceFacts) -> Evidence:
    return {
        "schema": SCHEMA["evidence"], "task": step.task["id"], "region": step.task["region"],
        "date": step.values["date"], "place": step.values["place"], "dropped": False, "accepted_on": "",
        "by": step.actor.name, "at": stamp(step.at),
        "sha256": facts["sha256"], "media": facts["media"], "name": facts["name"], "size": facts["size"],
        "width": facts["width"], "height": facts["height"], "caption": facts["caption"] or step.task["title"],
    }  # fmt: skip


def search_text(store: Store, task: Mapping[str, Any], number: str = "") -> str:
    """What the text filter of the task list looks through: its words, its place and the numbers of its papers, also
    ``number``, which it gets now."""
    searched = (task["plan"].get(one.name, "") for one in plan_fields.PLAN_FIELDS if one.searched)
    papers = issuing.of_task(store, task) if "id" in task else []
    elsewhere = task.get("origin", {}).get("numbers", ())
    numbers = (number, *(paper["number"] for paper in (*papers, *elsewhere)))
    place = f"butir {task['no']}", owners()[task["region"]].owner
    return fold(task["title"], task["outcome_text"], *searched, *place, *numbers)


def search_again(store: Store) -> None:
    """Once per instance: gives the tasks of earlier versions the text that this one looks through."""
    with store.transaction():
        if store.count("setting", name=SEARCHED):
            return
        for task in store.find(Task):
            store.save({**task, "search": search_text(store, task)})
        store.insert(Setting, Setting(schema=SCHEMA["setting"], name=SEARCHED))


EFFECTS: dict[str, Callable[[Move], None]] = {
    "edit_plan": _edit_plan,
    "submit": _submit,
    "withdraw": lambda step: None,
    "return_plan": _return_plan,
    "report": _report,
    "record_direction": _record_direction,
    "progress": _progress,
    "drop_evidence": _drop_evidence,
    "claim": _claim,
    "return_claim": _return,
    "verify": _verify,
    "reopen": _reopen,
    "cancel": _cancel,
}
