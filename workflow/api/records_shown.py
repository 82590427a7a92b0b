"""What programs are shown of each record: name -> its schema, and how it is read. A field that is added to a record
later stays out until it is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.agenda.states import STATES as ENTRY_STATES
from workflow.api.described import Schema
from workflow.evidence.demands import KINDS as EVIDENCE_KINDS
from workflow.kinds import KINDS
from workflow.machine.carried import carried
from workflow.machine.stages import Closed, Matter, Stage, Waits
from workflow.papers.issuing import DRAFT, REPLACED, VALID, WITHDRAWN, tasks_of
from workflow.plan_fields import PLAN_FIELDS, written
from workflow.rakor.file import uid_of
from workflow.tasks import per_lks

Read = Callable[[Mapping[str, Any]], Any]
MOST_ID = 10**9
ID: Schema = {"type": "integer", "minimum": 1, "maximum": MOST_ID}
NUMBER: Schema = {"type": "integer"}
TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "description": 'ISO date; "" when there is none'}
MOMENT: Schema = {"type": "string", "description": 'ISO date and time; "" when there is none'}
IDS: Schema = {"type": "array", "items": NUMBER}


def one_of(values: Iterable[str]) -> Schema:
    return {"type": "string", "enum": [str(value) for value in values]}


def list_of(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def record(properties: Mapping[str, Schema]) -> Schema:
    """An object that has exactly these."""
    return {
        "type": "object", "properties": dict(properties), "required": [*properties], "additionalProperties": False,
    }  # fmt: skip


def as_it_is(*names: str, **schemas: Schema) -> dict[str, tuple[Schema, Read]]:
    """Fields that are shown as they are stored; texts by ``names``, others with their schema. "" where an earlier
    version has none."""
    every = {**dict.fromkeys(names, TEXT), **schemas}
    return {name: (schema, lambda one, name=name: one.get(name, "")) for name, schema in every.items()}  # type: ignore[misc]


@dataclass(frozen=True)
class Shape:
    """How a kind of record is shown, under ``name`` in the description."""

    name: str
    fields: Mapping[str, tuple[Schema, Read]]

    @property
    def schema(self) -> Schema:
        return record({name: schema for name, (schema, _) in self.fields.items()})

    @property
    def reference(self) -> Schema:
        return {"$ref": f"#/components/schemas/{self.name}"}

    def shown(self, one: Mapping[str, Any]) -> dict[str, Any]:
        return {name: read(one) for name, (_, read) in self.fields.items()}


NOTE = Shape("Progress", {
    **as_it_is("text", "obstacle", "solution", "place", "by", date=DAY, at=MOMENT, percent=NUMBER, evidence=IDS),
    "struck": (FLAG, lambda note: bool(note.get("struck"))),
})  # fmt: skip
SAID = as_it_is("by", at=MOMENT)
DIRECTION = Shape("Direction", {
    **as_it_is("text", "giver", "plan", date=DAY), **SAID,
    "deadline": (DAY, lambda said: said.get("deadline") or ""),
    "document": (NUMBER, lambda said: said.get("document") or 0),
    "scanned": (FLAG, lambda said: bool(said.get("scan"))),
})  # fmt: skip
RECEIPT = Shape("Receipt", {
    **as_it_is("receiver", "way", date=DAY), **SAID, "scanned": (FLAG, lambda said: bool(said.get("scan"))),
})  # fmt: skip
NAMED = Shape("NamedLks", as_it_is("uid", "name", "role"))
LISTED = Shape("ListedLks", {
    "key": ({**TEXT, "description": "by which progress ticks it"}, lambda line: line["key"]),
    **as_it_is("name", "where", listed=DAY, ended=DAY, done=DAY, evidence=IDS),
})  # fmt: skip
OUTCOME = Shape("Outcome", {
    **as_it_is("uid", "text", "title", "commission", "dimension", deadline=DAY, no=NUMBER, is_task=FLAG),
    "demands": (list_of(one_of(EVIDENCE_KINDS)), lambda one: one.get("demands", [])),
})  # fmt: skip
RAKOR = Shape("Rakor", {
    **as_it_is("title", "organiser", "purpose", "venue", "city", start=DAY, end=DAY, id=ID, version=ID, example=FLAG),
    "uid": ({**TEXT, "description": "the same in every Tuntas"}, uid_of),
    "closed": (FLAG, lambda rakor: bool(rakor.get("closed"))),
    "outcomes": (NUMBER, lambda rakor: len(rakor["outcomes"])),
})  # fmt: skip
TASK = Shape("Task", {
    **as_it_is(
        "outcome", "title", "outcome_text", "commission", "region", "part", "deadline_text", id=ID, version=ID,
        rakor=ID, no=NUMBER, stage=one_of(Stage), waits_for=one_of(Waits), open=FLAG, cancelled=FLAG, percent=NUMBER,
        since=MOMENT, deadline=DAY, late_after=DAY, reported_on=DAY, implemented_on=DAY,
    ),
    "deadline_proposed": (
        {**DAY, "description": "a later one that the plan asks for; it holds when Dinas Sosial Aceh has said yes"},
        lambda task: carried(task)["deadline_proposed"],
    ),
    "matter": (one_of(Matter), lambda task: carried(task)["matter"]),
    "closed": (one_of(Closed), lambda task: carried(task)["closed"]),
    "plan": (
        record({one.name: TEXT for one in PLAN_FIELDS}),
        lambda task: {one.name: str(written(task).get(one.name) or "") for one in PLAN_FIELDS},
    ),
    "progress": (list_of(NOTE.schema), lambda task: [NOTE.shown(note) for note in task["progress"]]),
    "directions": (list_of(DIRECTION.schema), lambda task: [DIRECTION.shown(one) for one in task["directions"]]),
    "lks": (list_of(NAMED.schema), lambda task: [NAMED.shown(one) for one in task.get("lks", [])]),
    "per_lks": ({**FLAG, "description": "each LKS has to do it"}, lambda task: bool(task.get("per_lks"))),
    "lks_list": (
        list_of(LISTED.schema),
        lambda task: [LISTED.shown({**line, "key": key}) for key, line in per_lks.by_key(task).items()],
    ),
})  # fmt: skip
FILE = Shape("File", as_it_is("sha256", size=NUMBER))
FILES: Schema = {
    "type": "object",
    "additionalProperties": FILE.schema,
    "description": "by ending; none while it is made",
}
DOCUMENT = Shape("Document", {
    **as_it_is(
        "title", "subject", "number", "region", "signer", "addressee", id=ID, version=ID, rakor=NUMBER, date=DAY,
        type=one_of(KINDS), status=one_of((VALID, DRAFT, REPLACED, WITHDRAWN)), revision=NUMBER, pending=FLAG,
    ),
    "tasks": (IDS, tasks_of),
    "receipt": (
        {**RECEIPT.schema, "type": ["object", "null"], "description": "null until it was received"},
        lambda paper: RECEIPT.shown(paper["receipt"]) if paper.get("receipt") else None,
    ),
    "files": (FILES, lambda paper: {ext: FILE.shown(made) for ext, made in paper["files"].items()}),
})  # fmt: skip
EVIDENCE = Shape("Evidence", {
    **as_it_is(
        "name", "media", "sha256", "caption", "place", "paper_number", id=ID, task=ID, size=NUMBER, date=DAY,
        at=MOMENT, paper_date=DAY, paper_kind=one_of(("", *EVIDENCE_KINDS)), verdict=one_of(("", "sesuai", "belum")),
    ),
    "removed": (FLAG, lambda piece: bool(piece.get("removed"))),
})  # fmt: skip
ENTRY = Shape("AgendaEntry", as_it_is(
    "number", "subject", "signer", id=ID, version=ID, office=ID, year=NUMBER, ordinal=NUMBER, date=DAY,
    document=NUMBER, status=one_of(ENTRY_STATES),
))  # fmt: skip
LINE = Shape("TimelineLine", as_it_is(
    "name", "words", "who", "facts", "said", at=MOMENT, task=NUMBER, rakor=NUMBER,
))  # fmt: skip
HEAD = Shape("Head", as_it_is("chain", "hash", seq=NUMBER))
EVENT = Shape("Event", as_it_is(
    "chain", "name", "hash", "prev", seq=NUMBER, at=MOMENT, task=NUMBER, rakor=NUMBER,
))  # fmt: skip
SHAPES = (RAKOR, OUTCOME, TASK, NOTE, DIRECTION, NAMED, LISTED, DOCUMENT, RECEIPT, EVIDENCE, ENTRY, LINE, HEAD, EVENT)
