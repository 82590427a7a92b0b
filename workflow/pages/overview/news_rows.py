"""Events as *Kabar* and the first screen show them: in words, with the task that they are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workflow import differences
from workflow.differences import Part
from workflow.records import Inquiry
from workflow.store import Record
from workflow.tasks import timeline
from workflow.tasks.timeline import Line
from workflow.web.current import store
from workflow.web.rakor_names import rakor_names


@dataclass(frozen=True)
class Row:
    """What happened at once to one task or to several. ``rakor`` is its short name; ``changes`` has of each changed
    text its label and what went and came; ``inquiry`` is what was asked or answered."""

    line: Line
    tasks: list[Record]
    rakor: str
    changes: list[tuple[str, list[Part]]]
    inquiry: Inquiry | None


def told(events: Iterable[Record]) -> list[tuple[Line, Record | None]]:
    """Each event's line with its task."""
    tasks: dict[int, Record | None] = {0: None}
    for event in events:
        if event["task"] not in tasks:
            tasks[event["task"]] = store.get("task", event["task"])
    return [(timeline.told(event), tasks[event["task"]]) for event in events]


def rows(events: list[Record]) -> list[Row]:
    """Those of which the task is whole; what somebody did to several tasks at once is one row."""
    found = [
        (line, task, event["fields"].get("inquiry", 0))
        for (line, task), event in zip(told(events), events, strict=True)
        if task and "damaged" not in task
    ]
    names = rakor_names(store, [task["rakor"] for _, task, _ in found])
    made: list[Row] = []
    for line, task, inquiry in found:
        if made and not inquiry and _at_once(made[-1].line, line):
            made[-1].tasks.append(task)
        else:
            asked = store.get(Inquiry, inquiry)
            made.append(Row(line, [task], names.get(task["rakor"], ""), _changes(line), asked))
    return made


def _at_once(one: Line, other: Line) -> bool:
    """Whether they differ in nothing but their task."""
    return replace(one, task=0) == replace(other, task=0)


def _changes(line: Line) -> list[tuple[str, list[Part]]]:
    return [(change["label"], differences.words(change["before"], change["after"])) for change in line.changes]
