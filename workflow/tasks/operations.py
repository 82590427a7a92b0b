"""Every "do" to a task. All changes pass through ``move_together``: check, change, document, event, one save.

A report can take several tasks of a rakor at once; every other move takes one.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, cast

from workflow.audit import chain
from workflow.clock import moment, stamp
from workflow.errors import Invalid, Stale, WorkflowError, WrongStage
from workflow.lks import task_roles
from workflow.machine import permissions
from workflow.machine.actions import ACTIONS, UNDO, Action
from workflow.machine.carried import carried
from workflow.machine.stages import IMPLEMENTED, IMPOSSIBLE, Stage, situation_of
from workflow.once import Made, once
from workflow.papers import issuing, wording
from workflow.papers.publishing import Publisher
from workflow.records import Document, Task
from workflow.roles import Actor
from workflow.store import Store
from workflow.tasks import asking, kept_days, move_scopes, needs, per_lks
from workflow.tasks.ask import Ask
from workflow.tasks.corrected_days import corrections
from workflow.tasks.effects import EFFECTS
from workflow.tasks.holding import Moved
from workflow.tasks.step import Move
from workflow.tasks.undo import group_of, remember
from workflow.text import listed

CLOSING = (IMPLEMENTED, IMPOSSIBLE)  # what ends with papers that are valid exactly while it stands there


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
    action = ACTIONS[name]
    within = move_scopes.of_move(store, actor, action, versions)
    made = once(store, key, lambda: _made(store, publisher, actor, action, versions, data, at), at=at, within=within)
    for document in made["documents"]:
        publisher.publish(document)
    return [cast(Task, permissions.readable_task(store, actor, task_id)) for task_id in made["tasks"]]


def _made(
    store: Store, publisher: Publisher, actor: Actor, action: Action, versions: Mapping[int, int],
    data: Mapping[str, Any], at: datetime,
) -> Made:  # fmt: skip
    """Which tasks were moved, in the order of their outcomes, and the documents that were issued; within the
    transaction."""
    steps = _begun(store, actor, action, versions, data, at)
    before = [copy.deepcopy(step.task) for step in steps]
    for step in steps:
        _stand(step)
        per_lks.refresh(store, step.task, step.today)
        EFFECTS[action.name](step)
        per_lks.settle(step.task)
        _count_days(step)
    documents = _issued(publisher, steps)
    group = group_of(len(steps)) if action.undo else ""
    for step, earlier in zip(steps, before, strict=True):
        remember(step, earlier, group, documents)
    return {"tasks": [_finished(step, documents)["id"] for step in steps], "documents": documents}


def _begun(
    store: Store, actor: Actor, action: Action, versions: Mapping[int, int], data: Mapping[str, Any], at: datetime
) -> list[Move]:
    """Every task checked for itself, then all of them together; a number is taken once for all."""
    steps = []
    for task_id, version in versions.items():
        task = cast(Task, permissions.readable_task(store, actor, task_id))
        with _naming(task, len(versions)):
            permissions.check_role(actor, action, task)
            if task["version"] != version:
                raise Stale(task)
            check_start(actor, action, task, at=at)
        steps.append(Move(store, actor, action, task, {}, at, papers={kind: {} for kind in action.issues}))
    steps += _brought_along(store, actor, action, [step.task for step in steps], at)
    steps.sort(key=lambda step: (step.task["no"], step.task["id"]))
    check_together(action, [step.task for step in steps])
    for step in steps:
        ask = Ask(store, step.task, data, at)
        with _worded(step, data):
            for need in action.needs:
                step.values |= needs.NEEDS[need].check(ask)
    if "number" in action.needs:
        first, outcomes = steps[0], [step.task["no"] for step in steps]
        taken = issuing.reserve_number(store, first.task["region"], first.values, actor.name, at)
        tasks = [step.task for step in steps]
        asks = {asking.NAME: asking.read(data, tasks)} if asking.is_counted(tasks) else {}
        for step in steps:
            step.values |= {**taken, "outcomes": outcomes}
            step.papers = {kind: {**values, "params": asks} for kind, values in step.papers.items()}
            step.papers[action.issues[0]] |= {**taken, "addressee": step.values["addressee"]}
    return steps


@contextmanager
def _worded(step: Move, data: Mapping[str, Any]) -> Iterator[None]:
    """Takes what was typed for the paper; what is wrong with it is said together with what else is refused."""
    wrong = wording.wrong(data) if step.action.issues else {}
    try:
        yield
    except Invalid as refusal:
        if not wrong:
            raise
        raise Invalid({**refusal.fields, **wrong}) from None
    if wrong:
        raise Invalid(wrong)
    step.wording = wording.read(data) if step.action.issues else {}


def _brought_along(store: Store, actor: Actor, action: Action, tasks: list[Task], at: datetime) -> list[Move]:
    """The tasks that are brought along by the first; all of them go, or none."""
    named, others = {task["id"] for task in tasks}, move_scopes.brought_along(store, action, tasks[0])
    found = [cast(Task, carried(one)) for one in store.several(Task, (o for o in others if o not in named)).values()]
    for task in tasks[1:] if others else ():
        if found or task["id"] not in others:
            raise Invalid({"tasks": f"{called(task)} tidak termasuk dalam naskah yang sama."})
    if elsewhere := [called(task) for task in found if not action.starts_at(task)]:
        raise WrongStage(
            f"“{action.button}” berlaku untuk seluruhnya, dan belum dapat dilakukan: {listed(elsewhere)} "
            "sudah berada di tempat lain.", tasks[0],
        )  # fmt: skip
    return [Move(store, actor, action, task, {}, at) for task in found]


@contextmanager
def _naming(task: Mapping[str, Any], count: int) -> Iterator[None]:
    """Of several tasks, a refusal says which one it is about."""
    try:
        yield
    except WorkflowError as refusal:
        if count > 1:
            refusal.about(called(task))
        raise


def _issued(publisher: Publisher, steps: list[Move]) -> list[int]:
    """The ids of the papers about all tasks of the move, the main one first."""
    step, tasks = steps[0], [step.task for step in steps]
    issued: list[int] = []
    for kind, values in step.papers.items():
        with_it: dict[str, Any] = {"report": issued[0]} if kind in issuing.WITH_REPORT else {}
        if with_it and "joint" in step.papers[step.action.issues[0]]:
            with_it["joint"] = step.papers[step.action.issues[0]]["joint"]
        words = {wording.NAME: step.wording} if step.wording and not issued else {}
        told = {**values, "params": {**values.get("params", {}), **with_it, **words, **step.actor.on_paper}}
        issued.append(issuing.issue(step.store, publisher, kind, tasks, told, at=step.at))
    return issued


def _finished(step: Move, documents: list[int]) -> Task:
    """Saves the task and tells the event."""
    task = step.task
    if documents:
        step.fields["document"] = documents[0]
        paper = step.store.get(Document, documents[0])
        step.fields |= {wording.NAME: paper["wording"]} if paper and "wording" in paper else {}
        if len(documents) > 1:
            step.fields["documents"] = documents
    if step.action.to in CLOSING:
        task["closing_papers"] = documents
    if task["deadlines"] and documents and "deadline_in_force" in step.fields:
        task["deadlines"][-1]["document"] = documents[0]
    saved: Task = step.store.save(task)
    task_roles.keep_roles(step.store, saved)
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
    if action.name.startswith(UNDO):
        return
    for task in others:
        if (task["rakor"], task["region"]) != (first["rakor"], first["region"]):
            said = f"{called(task)} berasal dari rakor lain. Satu laporan memuat butir hasil dari satu rakor."
            raise Invalid({"tasks": said})


def called(task: Mapping[str, Any]) -> str:
    """A task among others: "Butir 5 “Usulkan dukungan pendanaan LKS”"."""
    return f"Butir {task['no']} “{task['title']}”"


def check_start(actor: Actor, action: Action, task: Mapping[str, Any], *, at: datetime) -> None:
    """Raises ``WrongStage`` when the task does not stand where the action begins, or the action is closed there."""
    if not action.starts_at(task):
        raise WrongStage(f"“{action.button}” tidak dapat dilakukan: {situation(task)}.", task)
    if closed := permissions.closed_to(actor, action, task, at):
        raise WrongStage(closed, task)


def situation(task: Mapping[str, Any]) -> str:
    """Where a task stands, in words: "tugas ini berada di tahap Draf, menunggu Sekdis"."""
    here = situation_of(task)
    if here.closed:
        return f"tugas ini sudah {here.words[:1].lower()}{here.words[1:]}"
    if task.get("resting"):
        return "rakornya ditutup; Dinas Sosial Aceh dapat membukanya kembali"
    return f"tugas ini berada di tahap {here.words}"


def _stand(step: Move) -> None:
    """Puts the task where the row says; whoever holds it newly holds it since now."""
    task, to = step.task, step.action.to
    if to is None:
        return
    if to != situation_of(task):
        task["since"] = stamp(step.at)
    task |= {
        "stage": str(to.stage), "waits_for": str(to.waits), "matter": str(to.matter), "closed": str(to.closed),
        "open": to.stage is not Stage.IMPLEMENTED and not to.closed,
    }  # fmt: skip


def _count_days(step: Move) -> None:
    """Before its paper is composed, which tells of them; the move counts at the time that its event will carry."""
    at = moment(chain.time_of_next(step.store, step.task["region"], step.at))
    moved = Moved(at, step.action.name, step.fields.get("deadline_in_force", ""))
    moves = [*kept_days.moves_of(step.store, step.task), moved]
    kept_days.keep(step.task, moves, corrections(step.store))
