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
from typing import Any

from flask import g, request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from workflow.api import records_shown as shapes
from workflow.api.answers import one
from workflow.api.blueprint import pages
from workflow.api.bodies import checked
from workflow.api.described import Schema, asked, declares
from workflow.api.tasks_out import DATE
from workflow.errors import Invalid, Stale, WrongStage
from workflow.evidence.demands import KINDS as EVIDENCE_KINDS
from workflow.machine.actions import ACTIONS
from workflow.machine.permissions import readable_task
from workflow.once import once
from workflow.plan_fields import DEADLINE, PLAN_FIELDS, written
from workflow.store import Record
from workflow.tasks import move_scopes, operations
from workflow.tasks.ask import LONGEST_CAPTION, MOST_FILES
from workflow.tasks.needs import SENT_BY
from workflow.text import YES
from workflow.web import problems
from workflow.web.current import actor, now, publisher, store
from workflow.web.errors import status_of
from workflow.web.uploads import carried_by, takes_file

SEEN = re.compile('"v([0-9]{1,9})"')
HEAD: dict[str, Schema] = {
    "If-Match": {"type": "string", "pattern": '^"v[0-9]{1,9}"$', "description": "the ETag that was read"},
    "Idempotency-Key": {"type": "string", "pattern": "^[!-~]{1,100}$", "description": "names this sending for a day"},
}
CONFIRM = "confirm"


def text(most: int) -> Schema:
    return {"type": "string", "maxLength": most}


EVIDENCE: Schema = {
    **shapes.record({
        "receipt": {"type": "string", "description": "as sending the file has answered"},
        "caption": text(LONGEST_CAPTION), "paper_kind": shapes.one_of(("", *EVIDENCE_KINDS)),
        "paper_number": text(LONGEST_CAPTION), "paper_date": {"type": "string", "maxLength": 10},
    }),
    "required": ["receipt"],
}  # fmt: skip
# What a need of a move takes from a program: name -> schema; those that must be there.
BODIES: dict[str, tuple[dict[str, Schema], tuple[str, ...]]] = {
    "draft_plan": ({**{field.name: text(field.limit) for field in PLAN_FIELDS}, DEADLINE.name: DATE}, ()),
    "progress": (
        {
            "date": DATE, "text": {**text(2000), "minLength": 1}, "obstacle": text(1000), "solution": text(1000),
            "place": text(200), "percent": {"type": "integer", "minimum": 0, "maximum": 100},
            "evidence": {"type": "array", "items": EVIDENCE, "maxItems": MOST_FILES},
        },
        ("date", "text", "percent"),
    ),
    "direction": (
        {
            "date": DATE, "text": {**text(2000), "minLength": 1}, "giver": text(200), "deadline": DATE,
            "plan": text(500),
        },
        ("date", "text"),
    ),
    "receipt": (
        {"document": shapes.ID, "date": DATE, "receiver": {**text(200), "minLength": 1}, "way": shapes.one_of(SENT_BY)},
        ("document", "date", "receiver", "way"),
    ),
}  # fmt: skip
# The moves that a program may make: those that need exactly one of these, and issue nothing.
MOVES = {
    name: action.needs[0]
    for name, action in ACTIONS.items()
    if len(action.needs) == 1 and action.needs[0] in BODIES and not action.issues
}


def body_of(need: str) -> Schema:
    """The schema of what is sent for a move."""
    fields, needed = BODIES[need]
    marks = {"type": "array", "items": text(12), "maxItems": 20, "description": "marks of `questions`, to say yes"}
    return {**shapes.record({**fields, CONFIRM: marks}), "required": [*needed]}


def _move(name: str) -> Callable[[int], Response]:
    """The function of the address at which a move is made."""
    need = MOVES[name]

    @takes_file(0)
    @declares(
        f"{ACTIONS[name].done} ({name})",
        answers=shapes.TASK.reference,
        body={"application/json": body_of(need)},
        headers=HEAD,
        refuses=(404, 409, 410, 413, 415, 422, 428),
        tagged=True,
    )
    def view(task_id: int) -> Response:
        asked({})
        task = readable_task(store, actor(), task_id)
        seen = SEEN.fullmatch(request.headers.get("If-Match", ""))
        if seen is None:
            return problems.answer(428, "Sebutkan versi yang Anda baca, dengan If-Match.")
        made = checked(_sent(), body_of(need))
        within = move_scopes.of_move(store, actor(), ACTIONS[name], {task_id: int(seen[1])})
        _once(lambda: _made(name, task, made, int(seen[1])), [name, task_id, made], within)
        return one(shapes.TASK, readable_task(store, actor(), task_id))

    return view


for _name in MOVES:
    pages.post(f"/tasks/<int:task_id>/moves/{_name}", endpoint=_name)(_move(_name))


def _sent() -> Any:
    try:
        return request.get_json()
    except RecursionError:
        raise BadRequest from None


def _made(name: str, task: Record, made: Mapping[str, Any], version: int) -> None:
    data: dict[str, Any] = {key: str(value) if isinstance(value, int) else value for key, value in made.items()}
    if name == "edit_plan":  # what is not sent stays
        data = {**written(task), **data}
    files = [_file(task["id"], piece) for piece in data.get("evidence", ())]
    data |= {YES: made.get(CONFIRM, ()), "evidence": files}
    operations.move(store, publisher, actor(), task["id"], name, data, version=version, at=now())


def _file(task_id: int, piece: Mapping[str, str]) -> dict[str, Any]:
    """The facts of a file that was sent before, with what is told of it."""
    facts = carried_by(task_id, piece["receipt"])
    if facts is None:
        raise Invalid({"evidence": "Tanda terima berkas itu tidak berlaku (lagi). Kirim ulang berkasnya."})
    told = {name: piece.get(name, "") for name in ("caption", "paper_kind", "paper_number", "paper_date")}
    return {**facts, **told}


def _once(do: Callable[[], None], what: list[Any], within: Sequence[str]) -> None:
    """Does it, or nothing when the same was done before under this name; something else under it is refused. ``within``
    are the scopes in which it writes."""
    called = request.headers.get("Idempotency-Key", "")
    if called and not re.fullmatch("[!-~]{1,100}", called):
        raise Invalid({"Idempotency-Key": "Paling banyak 100 huruf ASCII, tanpa spasi."})
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
