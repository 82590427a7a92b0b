"""Every "who may": pure questions about an actor and a record, and the one way to load a task."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflow.clock import day, stamp
from workflow.errors import NotAllowed, NotFound, Unreadable
from workflow.kinds import About, kinds_about
from workflow.machine import bars
from workflow.machine.actions import ACTIONS, Action
from workflow.machine.carried import carried
from workflow.regions import PROVINCE
from workflow.roles import Actor, Role
from workflow.store import OneOf, Record, Store


def scope(actor: Actor) -> dict[str, Any]:
    """The ``where`` of ``Store.find`` that holds for every task the actor may see."""
    return {"region": actor.region} if actor.role.regional else {}


def papers(actor: Actor, kind: str = "") -> dict[str, Any]:
    """The ``where`` of the papers that the actor may see, of one kind when it is named.

    Those of the province that are about no task tell of everybody: they are for Dinas Sosial Aceh alone, not for who
    follows the province's own tasks.
    """
    if actor.role.regional and actor.region == PROVINCE:
        return {"type": OneOf([one for one in kinds_about(About.TASK) if kind in ("", one)]), **scope(actor)}
    return {**({"type": kind} if kind else {}), **scope(actor)}


def may_see(actor: Actor, record: Mapping[str, Any]) -> bool:
    """Whether a task, or anything that carries a task's ``region``, may be shown. Admin sees no tasks."""
    if actor.role is Role.ADMIN:
        return False
    return not actor.role.regional or (record["region"] == actor.region and not tells_of_all(record))


def tells_of_all(record: Mapping[str, Any]) -> bool:
    """Whether it is a paper of the province that is about no single task."""
    return record["region"] == PROVINCE and record.get("type") in kinds_about(*set(About) - {About.TASK})


def readable_task(store: Store, actor: Actor, task_id: int) -> Record:
    """Loads and authorises in one step; another region's task is as unknown as one that is not there."""
    task = store.get("task", task_id)
    if task is None or not may_see(actor, task):
        raise NotFound("Tugas itu tidak ada, atau bukan tugas kabupaten/kota Anda.")
    if "damaged" in task:
        raise Unreadable
    return carried(task)


def check_role(actor: Actor, action: Action, task: Mapping[str, Any]) -> None:
    """Raises ``NotAllowed`` when this person may never take this action on this task."""
    if actor.role not in action.roles:
        who = " atau ".join(sorted(role.label for role in action.roles))
        raise NotAllowed(f"“{action.button}” hanya dapat dilakukan oleh {who}.")
    if own := bars.apart(actor, action, task):
        raise NotAllowed(own)


def may(actor: Actor, name: str, task: Mapping[str, Any], *, at: datetime) -> bool:
    """Whether the action's button belongs on the actor's page of this task at this moment."""
    action = ACTIONS[name]
    try:
        check_role(actor, action, task)
    except NotAllowed:
        return False
    return may_see(actor, task) and action.starts_at(task) and not closed_to(actor, action, task, at)


def closed_to(actor: Actor, action: Action, task: Mapping[str, Any], at: datetime) -> str:
    """Why the action is closed on a task that stands where it starts, in a sentence; "" when it is open."""
    return bars.closed_to(actor, action, task, stamp(at), day(at).isoformat())


def may_keep_signed(actor: Actor, document: Mapping[str, Any], office: Mapping[str, Any]) -> bool:
    """Who may store the PDF that came back signed: Sekdis and Dinas Sosial Aceh; for papers of an LKKS its chair too.

    ``office`` is the one whose paper it is. Only of papers that count: a draft is not signed, and one that was
    replaced or withdrawn needs none any more.
    """
    if not (document["code"] and document["status"] == "berlaku") or not may_see(actor, document):
        return False
    return actor.role is not Role.CHAIR or office["identity"] == "lkks"


def may_record_rakor(actor: Actor) -> bool:
    return actor.role is Role.DINSOS


def may_read_rakor(actor: Actor) -> bool:
    return actor.role is not Role.ADMIN


def may_administer(actor: Actor) -> bool:
    return actor.role is Role.ADMIN
