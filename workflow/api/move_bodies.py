"""What a program sends for a move: the schema of each, and how the domain takes it.

A file is sent first (``evidence_out``); what it proves or shows is told here by its receipt.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from workflow.api import records_shown as shapes
from workflow.api.described import Schema
from workflow.api.tasks_out import DATE
from workflow.errors import Invalid
from workflow.evidence.demands import KINDS as EVIDENCE_KINDS
from workflow.machine.actions import ACTIONS
from workflow.plan_fields import DEADLINE, PLAN_FIELDS, written
from workflow.store import Record
from workflow.tasks.ask import LONGEST_CAPTION, MOST_FILES
from workflow.tasks.needs import SENT_BY
from workflow.tasks.tick_needs import LONGEST_WHERE
from workflow.text import YES

CONFIRM, SCAN, TICKS = "confirm", "scan", "ticks"
GONE = "Tanda terima berkas itu tidak berlaku (lagi). Kirim ulang berkasnya."
TWICE = "Sudah disebut di atasnya."
NOTHING = "Sebutkan sedikitnya satu isian rencana."
NOT_COUNTED = "Tugas ini tidak dihitung per LKS, jadi tidak ada yang dicentang."
Taken = Callable[[str], dict[str, Any] | None]  # receipt -> the facts of the file, None for one that is none
CALLED = {"progress": {"photos": "evidence"}, "direction": {"evidence": SCAN}, "receipt": {"evidence": SCAN}}


def text(most: int) -> Schema:
    return {"type": "string", "maxLength": most}


DATE_OR_NONE: Schema = {
    "type": "string", "pattern": f"^({DATE['pattern'][1:-1]})?$",
    "description": "a day, 2026-11-30; empty: that of the outcome again",
}  # fmt: skip
RECEIPT: Schema = {**text(4000), "description": "as sending the file has answered"}
PIECE: Schema = {
    **shapes.record({
        "receipt": RECEIPT, "caption": text(LONGEST_CAPTION), "paper_kind": shapes.one_of(("", *EVIDENCE_KINDS)),
        "paper_number": text(LONGEST_CAPTION), "paper_date": text(10),
    }),
    "required": ["receipt"],
}  # fmt: skip
TICK: Schema = {
    **shapes.record({
        "key": {**text(60), "minLength": 1, "description": "of an LKS that has done it, as `lks` of the move says it"},
        "date": DATE, "where": {**text(LONGEST_WHERE), "description": "where the evidence is"},
        "evidence": {**shapes.ID, "description": "of this task; without one the files that come along"},
    }),
    "required": ["key"],
}  # fmt: skip
# What a need of a move takes from a program: name -> schema; those that must be there.
BODIES: dict[str, tuple[dict[str, Schema], tuple[str, ...]]] = {
    "draft_plan": ({**{field.name: text(field.limit) for field in PLAN_FIELDS}, DEADLINE.name: DATE_OR_NONE}, ()),
    "progress": (
        {
            "date": DATE, "text": {**text(2000), "minLength": 1}, "obstacle": text(1000), "solution": text(1000),
            "place": text(200),
            "percent": {
                "type": "integer", "minimum": 0, "maximum": 100,
                "description": "needed, but where `per_lks` says that it is counted",
            },
            "evidence": {"type": "array", "items": PIECE, "maxItems": MOST_FILES},
            TICKS: {"type": "array", "items": TICK, "maxItems": 400, "description": "where `per_lks` says so"},
        },
        ("date", "text"),
    ),
    "direction": (
        {
            "date": DATE, "text": {**text(2000), "minLength": 1}, "giver": text(200), "deadline": DATE,
            "plan": text(500), SCAN: RECEIPT,
        },
        ("date", "text"),
    ),
    "receipt": (
        {
            "document": shapes.ID, "date": DATE, "receiver": {**text(200), "minLength": 1},
            "way": shapes.one_of(SENT_BY), SCAN: RECEIPT,
        },
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


def taken(name: str, task: Record, made: Mapping[str, Any], facts_of: Taken) -> dict[str, Any]:
    """What was sent for a move as the domain takes it. Raises ``Invalid`` for a receipt that is none, and for what is
    named twice."""
    data: dict[str, Any] = {key: str(value) if isinstance(value, int) else value for key, value in made.items()}
    if name == "edit_plan":  # what is not sent stays
        if not made.keys() - {CONFIRM}:
            raise Invalid({"body": NOTHING})
        data = {**written(task), **data}
    if made.get(TICKS) and not task.get("per_lks"):
        raise Invalid({TICKS: NOT_COUNTED})
    pieces = made.get("evidence", ())
    _each_once("evidence", pieces)
    files = [_file(f"evidence.{place}.receipt", piece, facts_of) for place, piece in enumerate(pieces)]
    if scan := data.pop(SCAN, ""):
        files.append(_file(SCAN, {"receipt": scan}, facts_of))
    return {**data, YES: made.get(CONFIRM, ()), "evidence": files, TICKS: _ticks(made.get(TICKS, ()))}


def renamed(need: str, refusal: Invalid) -> dict[str, str]:
    """The sentences of the domain under the names that a program has sent."""
    names = CALLED.get(need, {})
    return {names.get(name, name): sentence for name, sentence in refusal.fields.items()}


def _file(place: str, piece: Mapping[str, str], facts_of: Taken) -> dict[str, Any]:
    """The facts of a file that was sent before, with what is told of it."""
    facts = facts_of(piece["receipt"])
    if facts is None:
        raise Invalid({place: GONE})
    told = {name: piece.get(name, "") for name in ("caption", "paper_kind", "paper_number", "paper_date")}
    return {**facts, **told}


def _ticks(ticks: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    _each_once(TICKS, [one["key"] for one in ticks])
    return {one["key"]: {part: str(one.get(part, "")) for part in ("date", "where", "evidence")} for one in ticks}


def _each_once(name: str, parts: Sequence[Any]) -> None:
    """One file may prove two things, told as two; the same twice would count twice."""
    for place, part in enumerate(parts):
        if part in parts[:place]:
            raise Invalid({f"{name}.{place}": TWICE})
