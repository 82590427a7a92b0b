"""Where a button leads, and links for sharing by WhatsApp, the channel that offices use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from flask import current_app, url_for

from workflow.machine.actions import Action
from workflow.machine.stages import Stage, Waits
from workflow.regions import owner_name
from workflow.tasks.steps import STANDING
from workflow.web.words import since

# Acts with a page of their own; the others have the short form of ``moves.act``.
ACT_PAGES = {
    "edit_plan": "plan.edit",
    "submit": "plan.edit",
    "progress": "progress.record",
    "report": "approval.show",
    "return_plan": "approval.show",
    "verify": "review.show",
    "return_claim": "review.show",
    "judge": "review.show",
    "record_receipt": "requests.receipt",
    "record_direction": "requests.direction",
}


def act_url(name: str, task_id: int, **more: Any) -> str:
    """The page on which an act is done."""
    if name == "ask_change":  # one page for each kind
        return url_for("tasks.show", task_id=task_id, _anchor="minta")
    if name in ACT_PAGES:
        return url_for(ACT_PAGES[name], task_id=task_id, **more)
    return url_for("moves.act", task_id=task_id, name=name, **more)


def at_once(action: Action) -> bool:
    """Whether the act asks for nothing that is typed or read, so that its button does it without a page between."""
    return action.name not in ACT_PAGES and set(action.needs) <= set(STANDING)


def share_url(task: Mapping[str, Any]) -> str:
    """Opens WhatsApp with a line about the task and its address."""
    where = Waits(task["waits_for"]).label or Stage(task["stage"]).label
    return _whatsapp(f"“{task['title']}”, {owner_name(task['region'])}: {where}.", task)


def remind_url(task: Mapping[str, Any]) -> str:
    """Opens WhatsApp with a request to Sekdis to look at the task."""
    waited = since(task["since"])
    return _whatsapp(
        f"Mohon diperiksa: rencana “{task['title']}”, {owner_name(task['region'])}, menunggu Sekdis sejak {waited}.",
        task,
    )


def _whatsapp(text: str, task: Mapping[str, Any]) -> str:
    """The address comes from the configured base, never from the request."""
    address = current_app.config["BASE_URL"].rstrip("/") + url_for("tasks.show", task_id=task["id"])
    return f"https://wa.me/?text={quote(f'{text} {address}', safe='')}"
