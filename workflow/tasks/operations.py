"""Every "do" to a task. All changes pass through ``move_together``: check, change, document, event, one save.

A report can take several tasks of a rakor at once; every other move takes one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, cast

from workflow import permissions
from workflow.audit import chain
from workflow.clock import moment, stamp
from workflow.errors import Invalid, Stale, WorkflowError, WrongStage
from workflow.once import Made, once
from workflow.papers import issuing
from workflow.papers.publishing import Publisher
from workflow.records import Task
from workflow.roles import Actor
from workflow.stages import ACTIONS, Action, Stage, Waits, standing
from workflow.store import Store
from workflow.tasks import kept_days, needs
from workflow.tasks.corrected_days import corrections
from workflow.tasks.effects import EFFECTS, Move
from workflow.tasks.holding import Moved


def move(
    store: Store, publisher: Publisher, actor: Actor, task_id: int, name: str, data: Mapping[str, Any], *, version: int,
    at: datetime, key: str = "",
) -> Task:  # fmt: skip
    """Makes one move of one task and returns the task as stored after it; see ``move_together``."""
    return move_together(store, publisher, actor, {task_id: version}, name, data, at=at, key=key)[0]


def move_together(
    store: Store, publisher: Publisher, actor: Actor, versions: Mapping[int, int], name: str, data: Mapping[str, Any],
    *, at: datetime, key: str = "",
) -> list[Task]:  # fmt: skip
    """Makes one move of ``ACTIONS`` on every task of ``versions`` (task id -> version seen), all or none.

    Returns the tasks as stored after it, in the order of their outcomes. In one transaction: the tasks, an audit event
    each and, where the row issues one, one document's record with one number and the frozen content. The files are
    rendered after the commit. Raises ``NotFound``, ``NotAllowed``, ``Stale``, ``WrongStage`` or ``Invalid``, in this
    order, for the first task that is refused (of several the sentence names it); then nothing has changed. ``key``
    names the sending, which is done ``once``.
    """
    made = once(store, key, lambda: _made(store, publisher, actor, ACTIONS[name], versions, data, at), at=at)
    if made["document"]:
        publisher.publish(made["document"])
    return [cast(Task, permissions.readable_task(store, actor, task_id)) for task_id in made["tasks"]]


def _made(
    store: Store, publisher: Publisher, actor: Actor, action: Action, versions: Mapping[int, int],
    data: Mapping[str, Any], at: datetime,
) -> Made:  # fmt: skip
    """Which tasks were moved, in the order of their outcomes, and the document that was issued, or 0."""
    with store.transaction():
        steps = _begun(store, actor, action, versions, data, at)
        for step in steps:
            _stand(step)
            EFFECTS[action.name](step)
            _count_days(step)
        document = _issued(publisher, steps) if action.issues else 0
        return {"tasks": [_finished(step, document)["id"] for step in steps], "document": document}


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
            step.values |= needs.NEEDS[need].check(ask)
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
    if task.get("resting"):
        return "rakornya ditutup; Dinas Sosial Aceh dapat membukanya kembali"
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


def _count_days(step: Move) -> None:
    """Before its paper is composed, which tells of them; the move counts at the time that its event will carry."""
    at = moment(chain.time_of_next(step.store, step.task["region"], step.at))
    moves = [*kept_days.moves_of(step.store, step.task), Moved(at, step.action.name)]
    kept_days.keep(step.task, moves, corrections(step.store))
