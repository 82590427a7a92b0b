"""The list of tasks as a file: first the columns that our own reader takes back, then how each task stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.lists import task_heads as heads
from documents.lists.listing import Field, Listing
from workflow.evidence.counted import evidence_counts
from workflow.evidence.demands import demand_words
from workflow.machine.carried import notes
from workflow.machine.stages import Stage, situation_of
from workflow.plan_fields import DEADLINE, ROWS, PlanField
from workflow.regions import owners
from workflow.roles import Actor
from workflow.store import Record, Store
from workflow.tasks import filters, per_lks
from workflow.tasks.holding import Holder
from workflow.tasks.kept_days import late_days, late_now, split
from workflow.tasks.named_lks import told
from workflow.tasks.short_codes import short_code

AT_ONCE = 500


@dataclass(frozen=True)
class Item:
    """A task with what its row says besides."""

    task: Record
    rakor: str
    evidence: int
    today: str


def items(store: Store, actor: Actor, given: Mapping[str, str], today: str) -> Iterator[Item]:
    """All tasks of the list with these filters, in its order, within what the actor may see."""
    titles: dict[int, str] = {}
    after = None
    while batch := filters.tasks(store, actor, given, today, after=after, limit=AT_ONCE):
        counted = evidence_counts(store, [task["id"] for task in batch])
        for task in batch:
            title = titles.get(task["rakor"])
            if title is None:
                title = titles[task["rakor"]] = (store.get("rakor", task["rakor"]) or {"title": ""})["title"]
            yield Item(task, title, counted.get(task["id"], 0), today)
        after = batch[-1]["id"]


def day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _plan(field: PlanField) -> tuple[Field, ...]:
    head, width = field.listed.head, field.listed.width
    if field is DEADLINE:
        told = Field(heads.DEADLINE_TEXT, 22, lambda item: item.task.get("deadline_text", ""))
        return Field(head, width, lambda item: day(item.task["deadline"])), told
    return (Field(head, width, lambda item: item.task["plan"].get(field.name, "")),)


def _held(holder: Holder) -> Callable[[Item], int]:
    return lambda item: split(item.task, item.today)[holder]


def _first_deadline(task: Mapping[str, Any]) -> str:
    """The deadline of before, where an adendum has moved it."""
    return str(task["deadline_first"]) if task.get("deadlines") else ""


def _standing(task: Mapping[str, Any]) -> str:
    """How it was closed, or for whom it waits and about what."""
    here = situation_of(task)
    return here.closed.label if here.closed else here.waits_words


def _noted(field: str) -> Any:
    """What the newest note says that was not struck out."""
    return lambda item: said[-1].get(field, "") if (said := notes(item.task)) else ""


def _direction(task: Mapping[str, Any]) -> str:
    return str(task["directions"][-1]["text"]) if task["directions"] else ""


TASKS = Listing(
    "Tugas",
    (
        Field(heads.NO, 7, lambda item: item.task["no"]),
        Field(heads.OUTCOME, 50, lambda item: item.task["outcome_text"]),
        Field(heads.REGION_CODE, 9, lambda item: item.task["region"]),
        Field(heads.REGION, 26, lambda item: owners()[item.task["region"]].owner),
        *(column for field in ROWS for column in _plan(field)),
        Field(heads.RAKOR, 36, lambda item: item.rakor),
        Field("Komisi", 24, lambda item: item.task["commission"]),
        Field("Tahap", 22, lambda item: Stage(item.task["stage"]).label),
        Field("Status", 22, lambda item: _standing(item.task)),
        Field("Progres (%)", 10, lambda item: item.task["percent"]),
        Field("Status lewat batas (hari)", 10, lambda item: late_days(item.task, item.today)),
        Field("Status terlambat", 10, lambda item: "ya" if late_now(item.task, item.today) else ""),
        *(Field(f"Status hari {holder.label}", 9, _held(holder)) for holder in Holder if holder),
        Field("Status dikembalikan (kali)", 10, lambda item: item.task.get("returns", 0)),
        Field("Status batas semula", 12, lambda item: day(_first_deadline(item.task))),
        Field("Status LKS yang terlibat", 30, lambda item: told(item.task.get("lks", ()))),
        Field("Status per LKS", 16, lambda item: per_lks.words(item.task)),
        Field("Status bukti yang diminta", 24, lambda item: demand_words(item.task.get("demands", ()))),
        Field("Status jumlah hari", 9, lambda item: sum(split(item.task, item.today).values())),
        Field("Progres terakhir", 40, _noted("text")),
        Field("Kendala", 30, _noted("obstacle")),
        Field("Progres pada", 12, lambda item: day(_noted("date")(item))),
        Field("Status arahan pimpinan", 40, lambda item: _direction(item.task)),
        Field("Bukti dukung", 8, lambda item: item.evidence),
        Field("Status dilaporkan", 12, lambda item: day(item.task["reported_on"])),
        Field("Status selesai dikerjakan", 12, lambda item: day(item.task.get("finished_on", ""))),
        Field("Status dilaksanakan", 12, lambda item: day(item.task["implemented_on"])),
        Field(heads.VERSION, 9, lambda item: item.task["version"]),
        Field(heads.CODE, 9, lambda item: short_code(item.task["id"])),
    ),
)
