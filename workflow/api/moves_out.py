"""Which moves the key may make on a task now, what each needs, and what of the task it can name."""

from __future__ import annotations

from typing import Any

from flask import g, url_for
from werkzeug.wrappers import Response

from workflow.api import records_shown as shapes
from workflow.api.answers import nothing_asked, told_as
from workflow.api.blueprint import pages
from workflow.api.described import declares
from workflow.api.move_bodies import MOVES
from workflow.api.records_shown import Shape, as_it_is
from workflow.machine.actions import ACTIONS
from workflow.machine.carried import carried
from workflow.machine.permissions import may, readable_task
from workflow.store import Record
from workflow.tasks import per_lks
from workflow.tasks.needs import NEEDS, received_papers
from workflow.web.current import actor, now, store, today
from workflow.web.guard import PROGRAMS

TICKED = Shape("Ticked", as_it_is("key", "name", listed=shapes.FLAG))
MOVE = Shape("Move", as_it_is(
    "title", "address", name=shapes.one_of(MOVES), needs={**shapes.list_of(shapes.TEXT), "description": "in words"},
    documents={**shapes.IDS, "description": "of which it can be recorded that they were received"},
    lks={**shapes.list_of(TICKED.schema), "description": "who can be ticked; not all of them are `listed` yet"},
))  # fmt: skip


@pages.get("/tasks/<int:task_id>/moves")
@declares(
    "The moves that the key may make on a task now",
    answers=shapes.list_of(MOVE.schema),
    refuses=(404, 410, 422),
)
def moves(task_id: int) -> Response:
    nothing_asked()
    task = readable_task(store, actor(), task_id)
    found = [name for name in MOVES if PROGRAMS[f"api.{name}"] in g.program["scopes"] and _is_open(name, task)]
    return told_as([MOVE.shown(_told(name, task)) for name in found])


def _is_open(name: str, task: Record) -> bool:
    return may(actor(), name, carried(task), at=now())


def _told(name: str, task: Record) -> dict[str, Any]:
    need, ticks = MOVES[name], []
    if need == "progress" and task.get("per_lks"):
        ticks = per_lks.open_lines(store, task, today())
    return {
        "name": name, "title": ACTIONS[name].button, "needs": [NEEDS[one].words for one in ACTIONS[name].needs],
        "address": url_for(f"api.{name}", task_id=task["id"]),
        "documents": [paper["id"] for paper in received_papers(store, task)] if need == "receipt" else [],
        "lks": [{"key": key, "name": called, "listed": listed} for key, called, listed in ticks],
    }  # fmt: skip
