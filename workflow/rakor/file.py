"""A rakor as data that another Tuntas takes: ``rakor.json``, format ``tuntas-rakor/1`` (see ``documents/README.md``).

It holds what the rakor says and where each task stands, no accounts and no ids of this instance. Issued documents stay
where they were issued: only what they are called and numbered is told.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from workflow.clock import stamp
from workflow.kinds import official
from workflow.machine.carried import carried
from workflow.machine.permissions import papers, scope
from workflow.papers.issuing import DRAFT
from workflow.rakor import file_ways
from workflow.rakor.facts import UNKNOWN
from workflow.rakor.fields import UNTOLD
from workflow.roles import Actor
from workflow.store import Record, Store
from workflow.tasks.kept_days import moves_of

FORMAT = "tuntas-rakor/1"
NAME = "rakor.json"
HEAD = (
    "title", "organiser", "purpose", "start", "end", "venue", "city", "basis", "basis_number", "basis_date", "rules",
    "chair",     "secretary", "note_taker", "hours", "agenda", "items", "participants_text", "participants", "example",
)  # fmt: skip
OUTCOME = (
    "uid", "text", "title", "paper_title", "commission", "dimension", "is_task", "deadline", "suggested", "demands",
    "per_lks",
)  # fmt: skip
TASK = (
    "outcome", "region", "part", "stage", "waits_for", "cancelled", "since", "deadline", "deadline_text", "plan",
    "percent", "revision", "reported_on", "implemented_on",
)  # fmt: skip
# Of institutions their names: no other Tuntas has this one's register.
NAMED, LISTED = ("name", "role"), ("name", "listed", "ended", "done", "where", "note")
PERSON = ("name", "position", "institution", "region", "attended", "absence")
RETURNED = ("at", "reason")
DIRECTION = ("at", "text", "date", "giver", "deadline", "plan")
PROGRESS = ("at", "date", "text", "percent", "obstacle", "solution", "place")
NUMBER = ("type", "title", "number", "date", "status")
OWN_NUMBER = "number_report"  # of a report whose letter has another: only papers that have it say so
EMPTY: dict[str, Any] = {"part": "", "deadline_text": "", "moves": []}  # what tasks of earlier versions do not have
UNNAMED = {"deadline": "", "plan": ""}  # nor their directions


def uid_of(rakor: Mapping[str, Any]) -> str:
    """What names a rakor in every Tuntas that has it. Those of earlier versions have none: theirs comes from what
    never changes."""
    made = hashlib.sha256(f"{rakor['at']} {rakor['id']}".encode()).hexdigest()[:16]
    return str(rakor.get("uid") or made)


def as_data(store: Store, actor: Actor, rakor: Record) -> dict[str, Any]:
    """The rakor with the tasks that the actor may see, in the order in which they were handed over."""
    numbers: dict[int, list[dict[str, Any]]] = {}
    for document in store.find("document", rakor=rakor["id"], order="date", **papers(actor)):
        if official(document["type"]) and document["status"] != DRAFT:
            for task in document["tasks"] or [0]:
                numbers.setdefault(task, []).append(_number(document))
    tasks = store.find("task", rakor=rakor["id"], **scope(actor))
    return {
        "format": FORMAT, "uid": uid_of(rakor), "rakor": _head(rakor),
        "outcomes": [_picked({**UNKNOWN, **outcome}, OUTCOME) for outcome in rakor["outcomes"]],
        "numbers": [*_earlier(rakor), *numbers.get(0, [])] if not actor.role.regional else [],
        "tasks": [{**_task(task, numbers.get(task["id"], [])), "moves": _moves(store, task)} for task in tasks],
    }  # fmt: skip


def as_bytes(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False).encode()


def _number(document: Mapping[str, Any]) -> dict[str, Any]:
    return _picked(document, (*NUMBER, OWN_NUMBER) if OWN_NUMBER in document else NUMBER)


def _head(rakor: Record) -> dict[str, Any]:
    people = [_picked({"absence": "", **person}, PERSON) for person in rakor["participants"]]
    return {**_picked({**UNTOLD, **rakor}, HEAD), "participants": people}


def _task(task: Record, numbers: list[dict[str, Any]]) -> dict[str, Any]:
    returned = task["returned"]
    return {
        **_picked({**EMPTY, **task}, TASK),
        **file_ways.told(carried(task)),
        "lks": [_picked(one, NAMED) for one in task.get("lks", ())],
        "lks_list": [_picked(one, LISTED) for one in task.get("lks_list", ())],
        "returned": _picked(returned, RETURNED) if returned else None,
        "directions": [_picked({**UNNAMED, **said}, DIRECTION) for said in task["directions"]],
        "progress": [{**_picked(note, PROGRESS), "struck": _struck(note)} for note in task["progress"]],
        "numbers": [*_earlier(task), *numbers],
    }


def _moves(store: Store, task: Record) -> list[dict[str, str]]:
    """How it came to where it stands: from these its days are counted there as here."""
    return [{"at": stamp(move.at), "name": move.name, "deadline": move.deadline} for move in moves_of(store, task)]


def _struck(note: Mapping[str, Any]) -> dict[str, str] | None:
    return _picked(note["struck"], RETURNED) if note.get("struck") else None


def _earlier(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The numbers with which a rakor or a task came from another Tuntas."""
    return list(record.get("origin", {}).get("numbers", []))


def _picked(record: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: record[name] for name in names}
