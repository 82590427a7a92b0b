"""Makes a move for a page: the operation, what is said about it, and where the reader goes next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import redirect, url_for
from werkzeug.wrappers import Response

from workflow.clock import stamp
from workflow.machine import permissions
from workflow.machine.actions import ACTIONS
from workflow.papers import issuing
from workflow.roles import Role
from workflow.store import Record
from workflow.tasks import desks, operations
from workflow.tasks.desk_kinds import REVIEW
from workflow.web.current import actor, now, publisher, store
from workflow.web.links import act_url
from workflow.web.pressing import press, say


def startable(task_id: int, name: str) -> Record:
    """The task, when its reader could take this action on it now; raises as ``operations.move`` would."""
    task = permissions.readable_task(store, actor(), task_id)
    permissions.check_role(actor(), ACTIONS[name], task)
    operations.check_start(actor(), ACTIONS[name], task, at=now())
    return task


def perform(task_id: int, name: str, data: Mapping[str, Any], *, version: int) -> Response:
    """Makes the move, says what happened and what was issued, and leads on. Raises what the operation raises."""
    task = operations.move(store, publisher, actor(), task_id, name, data, version=version, at=now(), key=press())
    say(said(name, task))
    return redirect(onward(name, task), 303)


def said(name: str, task: Mapping[str, Any]) -> str:
    """What happened, in the words of the timeline, and the document that came of it."""
    action = ACTIONS[name]
    if name == "edit_plan":
        return "Rencana tersimpan."
    sentence = f"{action.done}: {task['title']}."
    if not action.issues:
        return sentence
    document = next((one for one in issuing.of_task(store, task) if one["type"] == action.issues[0]), None)
    if document is None or document["at"] < stamp(now()):  # an answer without a new deadline issues none
        return sentence
    number = f" nomor {issuing.both_numbers(document)}" if document["number"] else ""
    state = "sedang disiapkan" if document["pending"] else "sudah terbit"
    return f"{sentence} {document['title']}{number} {state}."


def onward(name: str, task: Mapping[str, Any]) -> str:
    """Sekdis and Dinsos go on with what is waiting, everybody else to the task."""
    if actor().role is Role.SEKDIS and name in ("report", "return_plan"):
        return url_for("approval.queue")
    if name == "undo_hand_over":
        return url_for("rakor.show", rakor_id=task["rakor"])
    if name in ("verify", "return_claim") and (following := desks.next_of(store, actor(), REVIEW)):
        return act_url("verify", following["id"], sebelumnya=task["id"])
    return url_for("tasks.show", task_id=task["id"])
