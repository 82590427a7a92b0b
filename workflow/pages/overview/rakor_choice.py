"""Which rakor an overview is about, and the addresses of the task lists behind its numbers."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from workflow.rakor.recording import readable_rakor
from workflow.store import Record
from workflow.tasks.tallies import Situation
from workflow.web.current import actor, store, today
from workflow.web.unknown import unknown_filters

MOST_OFFERED = 12  # older rakor are reached through the list of rakor

# The filters of /tugas that list exactly the tasks of a situation.
FILTERS: dict[Situation, dict[str, str]] = {
    Situation.DRAFT: {"tahap": "draft", "menunggu": "ketua"},
    Situation.SEKDIS: {"menunggu": "sekdis"},
    Situation.REPORTED: {"tahap": "reported", "menunggu": "ketua"},
    Situation.DINSOS: {"menunggu": "dinsos"},
    Situation.PROVINCE: {"menunggu": "provinsi"},
    Situation.IMPOSSIBLE: {"tahap": "tidak_dapat"},
    Situation.IMPLEMENTED: {"tahap": "implemented"},
}


def chosen_rakor() -> tuple[Record | None, list[Record]]:
    """The rakor of ``?rakor=`` (default: the newest that has begun; None when there is none), and those the selector
    offers: the open ones, and when all are closed the newest of these.

    What is no number is left out, and said (``unknown_rakor``); one that is not there is not found."""
    offered = store.find("rakor", order="-start", limit=MOST_OFFERED, closed_at=None)
    offered = offered or store.find("rakor", order="-start", limit=1)
    wanted = request.args.get("rakor", "")
    if not (wanted.isascii() and wanted.isdigit()):
        begun = (rakor for rakor in offered if rakor["start"] <= today())
        return next(begun, offered[0] if offered else None), offered
    chosen = readable_rakor(store, actor(), int(wanted[:12]))
    if chosen["id"] not in {rakor["id"] for rakor in offered}:
        offered.append(chosen)
    return chosen, offered


def unknown_rakor() -> list[str]:
    wanted = request.args.get("rakor", "")
    return unknown_filters(["rakor"], ["rakor"] if wanted.isascii() and wanted.isdigit() else [])


def task_list(rakor: Record, situation: Situation | None = None, **filters: Any) -> str:
    """The address of the list of a rakor's tasks that stand in ``situation`` and match ``filters`` of /tugas."""
    asked: dict[str, Any] = {**(FILTERS[situation] if situation else {}), **filters}
    return url_for("tasks.index", rakor=rakor["id"], **asked)
