"""Every "do" to a task. All changes pass through ``move_together``: check, change, document, event, one save.

A report can take several tasks of a rakor at once; every other move takes one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from workflow import permissions
from workflow.audit import chain
from workflow.clock import day, stamp
from workflow.errors import Invalid, Stale, WorkflowError, WrongStage
from workflow.evidence.counted import current_evidence
from workflow.kinds import Kind
from workflow.papers import issuing
from workflow.papers.publishing import Publisher
from workflow.records import SCHEMA, Evidence, Task
from workflow.records.followed import Direction, EvidenceFacts, Progress, Said
from workflow.roles import Actor
from workflow.stages import ACTIONS, Action, Stage, Waits, standing
from workflow.store import Store
from workflow.tasks import needs, plan_fields
from workflow.text import fold


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


def move(
    store: Store, publisher: Publisher, actor: Actor, task_id: int, name: str, data: Mapping[str, Any], *, version: int,
    at: datetime,
) -> Task:  # fmt: skip
    """Makes one move of one task and returns the task as stored after it; see ``move_together``."""
    return move_together(store, publisher, actor, {task_id: version}, name, data, at=at)[0]


def move_together(
    store: Store, publisher: Publisher, actor: Actor, versions: Mapping[int, int], name: str, data: Mapping[str, Any],
    *, at: datetime,
) -> list[Task]:  # fmt: skip
    """Makes one move of ``ACTIONS`` on every task of ``versions`` (task id -> version seen), all or none.

    Returns the tasks as stored after it, in the order of their outcomes. In one transaction: the tasks, an audit event
    each and, where the row issues one, one document's record with one number and the frozen content. The files are
    rendered after the commit. Raises ``NotFound``, ``NotAllowed``, ``Stale``, ``WrongStage`` or ``Invalid``, in this
    order, for the first task that is refused (of several the sentence names it); then nothing has changed.
    """
    action = ACTIONS[name]
    with store.transaction():
        steps = _begun(store, actor, action, versions, data, at)
        for step in steps:
            _stand(step)
            EFFECTS[name](step)
        document = _issued(publisher, steps) if action.issues else 0
        saved = [_finished(step, document) for step in steps]
    if document:
        publisher.publish(document)
    return saved


def _begun(
    store: Store, actor: Actor, action: Action, versions: Mapping[int, int], data: Mapping[str, Any], at: datetime
) -> list[Move]:
    """Every task checked for itself, then all of them together; a number is taken once for all."""
    steps = []
    for task_id, version in versions.items():
        task = cast(Task, permissions.readable_task(store, actor, task_id))  # which pages take as a plain dict
        with _naming(task, len(versions)):
            permissions.check_role(actor, action, task)
            if task["version"] != version:
                raise Stale(task)
            check_start(action, task)
        steps.append(Move(store, actor, action, task, {}, at))
    steps.sort(key=lambda step: (step.task["no"], step.task["id"]))
    check_together(action, [step.task for step in steps])
    for step in steps:
        ask = needs.Ask(store, step.task, data, at)
        for need in action.needs:
            step.values |= needs.CHECKS[need](ask)
    if "number" in action.needs:
        first, outcomes = steps[0], [step.task["no"] for step in steps]
        taken = issuing.reserve_number(store, first.task["region"], first.values, actor.name, at)
        for step in steps:
            step.values |= {**taken, "outcomes": outcomes}
    return steps


@contextmanager
def _naming(task: Mapping[str, Any], count: int) -> Iterator[None]:
    """Of several tasks, a refusal says which one it is about."""
    try:
        yield
    except WorkflowError as refusal:
        if count > 1:
            refusal.about(called(task))
        raise


def _issued(publisher: Publisher, steps: list[Move]) -> int:
    """The id of the one document about all tasks of the move."""
    step, tasks = steps[0], [step.task for step in steps]
    return issuing.issue(step.store, publisher, step.action.issues, tasks, step.values, at=step.at)


def _finished(step: Move, document: int) -> Task:
    """Saves the task and tells the event."""
    task = step.task
    if document:
        step.fields["document"] = document
    saved = step.store.save(task)
    chain.append(
        step.store, step.actor, step.action.name, step.at, step.fields,
        chain=task["region"], task=task["id"], rakor=task["rakor"],
    )  # fmt: skip
    return saved


def check_together(action: Action, tasks: Sequence[Mapping[str, Any]]) -> None:
    """Raises ``Invalid`` (under "tasks") when these tasks cannot take the action at once."""
    first, *others = tasks
    if others and not action.together:
        raise Invalid({"tasks": f"“{action.button}” dilakukan satu per satu."})
    for task in others:
        if (task["rakor"], task["region"]) != (first["rakor"], first["region"]):
            said = f"{called(task)} berasal dari rakor lain. Satu laporan memuat butir hasil dari satu rakor."
            raise Invalid({"tasks": said})


def called(task: Mapping[str, Any]) -> str:
    """A task among others: "Butir 5 “Usulkan dukungan pendanaan LKS”"."""
    return f"Butir {task['no']} “{task['title']}”"


def check_start(action: Action, task: Mapping[str, Any]) -> None:
    """Raises ``WrongStage`` when the task does not stand where the action begins."""
    if not action.starts_at(task):
        raise WrongStage(f"“{action.button}” tidak dapat dilakukan: {situation(task)}.", task)


def situation(task: Mapping[str, Any]) -> str:
    """Where a task stands, in words: "Draf, menunggu Sekdis"."""
    if task["cancelled"]:
        return "tugas ini sudah dibatalkan"
    return f"tugas ini berada di tahap {standing(Stage(task['stage']), Waits(task['waits_for']))}"


def _stand(step: Move) -> None:
    """Puts the task where the row says; whoever holds it newly holds it since now."""
    task, action = step.task, step.action
    before = (task["stage"], task["waits_for"])
    task["stage"] = str(action.to_stage)
    if action.to_waits is not None:
        task["waits_for"] = str(action.to_waits)
    if (task["stage"], task["waits_for"]) != before:
        task["since"] = stamp(step.at)
    task["open"] = task["stage"] != Stage.IMPLEMENTED and not task["cancelled"]


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
    step.task["search"] = search_text(step.task)


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
        "width": facts["width"], "height": facts["height"], "caption": facts["caption"],
    }  # fmt: skip


def search_text(task: Mapping[str, Any]) -> str:
    """What the text filter of the task list looks through."""
    searched = (task["plan"].get(one.name, "") for one in plan_fields.PLAN_FIELDS if one.searched)
    return fold(task["title"], task["outcome_text"], *searched)


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
