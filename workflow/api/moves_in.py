"""What programs record: the moves of ``ACTIONS`` that need no more than what somebody did or was told, and that issue
nothing. Approving, sending back and verifying are no program's, nor is what sends a task on to somebody's desk.

A move says which version it has seen (``If-Match``), and may say by a name of its own (``Idempotency-Key``) that it is
the same as one before: then it is done once, for a day.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from flask import g, request
from werkzeug.wrappers import Response

from workflow.api import records_shown as shapes
from workflow.api.answers import one
from workflow.api.blueprint import pages
from workflow.api.bodies import checked, sent
from workflow.api.described import Schema, asked, declares
from workflow.api.move_bodies import MOVES, body_of, renamed, taken
from workflow.errors import Invalid, Stale, WrongStage
from workflow.machine.actions import ACTIONS
from workflow.machine.permissions import readable_task
from workflow.once import once
from workflow.store import Record
from workflow.tasks import move_scopes, operations
from workflow.web import problems
from workflow.web.current import actor, now, publisher, store
from workflow.web.errors import status_of
from workflow.web.uploads import carried_by, takes_file

# What ``If-Match`` may be: tags of ours, of which weak ones match nothing (RFC 9110, 13.1.1), or of somebody else's.
TAGS = re.compile(r'(W/)?"[!#-~]*"(\s*,\s*(W/)?"[!#-~]*")*')
SEEN = re.compile('(?<!W/)"v([1-9][0-9]{0,8})"')
HEAD: dict[str, Schema] = {
    "If-Match": {"type": "string", "pattern": '^"v[1-9][0-9]{0,8}"$', "description": "the ETag that was read"},
    "Idempotency-Key": {"type": "string", "pattern": "^[!-~]{1,100}$", "description": "names this sending for a day"},
}


def _move(name: str) -> Callable[[int], Response]:
    """The function of the address at which a move is made."""
    need = MOVES[name]

    @takes_file(0)
    @declares(
        f"{ACTIONS[name].done} ({name})",
        answers=shapes.TASK.reference,
        body={"application/json": body_of(need)},
        headers=HEAD,
        refuses=(404, 409, 410, 412, 413, 415, 422, 428),
        tagged=True,
    )
    def view(task_id: int) -> Response:
        asked({})
        task = readable_task(store, actor(), task_id)
        said = request.headers.get("If-Match", "")
        if not TAGS.fullmatch(said):
            return problems.answer(428, 'Sebutkan versi yang Anda baca, persis seperti ETag-nya: If-Match: "v3".')
        known = sorted(map(int, SEEN.findall(said)))
        if not known:
            return problems.answer(412)
        seen = task["version"] if task["version"] in known else known[-1]
        made = checked(sent(), body_of(need))
        within = move_scopes.of_move(store, actor(), ACTIONS[name], {task_id: seen})
        _once(lambda: _made(name, task, made, seen), [name, task_id, made], within)
        return one(shapes.TASK, readable_task(store, actor(), task_id))

    return view


for _name in MOVES:
    pages.post(f"/tasks/<int:task_id>/moves/{_name}", endpoint=_name)(_move(_name))


def _made(name: str, task: Record, made: Mapping[str, Any], version: int) -> None:
    try:
        data = taken(name, task, made, partial(carried_by, task["id"]))
        operations.move(store, publisher, actor(), task["id"], name, data, version=version, at=now())
    except Invalid as refusal:
        refusal.fields = renamed(MOVES[name], refusal)
        raise


def _once(do: Callable[[], None], what: list[Any], within: Sequence[str]) -> None:
    """Does it, or nothing when the same was done before under this name; something else under it is refused. ``within``
    are the scopes in which it writes."""
    called = request.headers.get("Idempotency-Key", "")
    if called and not re.fullmatch("[!-~]{1,100}", called):
        raise Invalid({"Idempotency-Key": "Satu saja, paling banyak 100 huruf ASCII tanpa spasi."})
    said = hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()
    key = hashlib.sha256(f"{g.program['id']}:{called}".encode()).hexdigest() if called else ""

    def first() -> dict[str, Any]:
        do()
        return {"said": said}

    if once(store, key, first, at=now(), within=within)["said"] != said:
        raise Invalid({"Idempotency-Key": "Nama kiriman ini sudah dipakai untuk kiriman lain."})


@pages.errorhandler(Stale)
@pages.errorhandler(WrongStage)
def _late(error: Stale | WrongStage) -> Response:
    """With what is stored now."""
    return problems.of_error(error, status_of(error), current=shapes.TASK.shown(error.current))
