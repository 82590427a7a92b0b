"""Where a button leads, and the texts and links for WhatsApp, the channel that offices use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from flask import current_app, url_for

from workflow.machine.actions import Action
from workflow.roles import Role
from workflow.tasks import whatsapp
from workflow.tasks.steps import STANDING
from workflow.web.current import actor, today

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


def whatsapp_of(task: Mapping[str, Any], said: str = "") -> str:
    """The text about a task for WhatsApp; ``said`` is what happened to it, in place of how it stands."""
    return whatsapp.of_task(task, actor(), today(), outside("tasks.show", task_id=task["id"]), said)


def whatsapp_url(text: str) -> str:
    """Opens WhatsApp with the text; whoever taps it chooses to whom it goes."""
    return f"https://wa.me/?text={quote(text, safe='')}"


def outside(endpoint: str, **values: Any) -> str:
    """The whole address of a page: it comes from the configured base, never from the request."""
    base: str = current_app.config["BASE_URL"]
    return base.rstrip("/") + url_for(endpoint, **values)


def suggestion_page(suggestion: Mapping[str, Any]) -> str:
    """Where what is suggested for an office is read: the admin decides it, the Sekdis sees what became of it."""
    if actor().role is Role.ADMIN:
        return url_for("suggestions.decide", suggestion_id=suggestion["id"])
    return url_for("suggestions.own")
