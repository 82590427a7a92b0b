"""Events as *Kabar* and the first screen show them: in words, with the task that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from flask import url_for

from workflow import differences
from workflow.differences import Part
from workflow.lks import proposals
from workflow.records import Inquiry, Lks, LksChange, Suggestion
from workflow.store import Record
from workflow.tasks import timeline
from workflow.tasks.timeline import Line
from workflow.web.current import store
from workflow.web.rakor_names import rakor_names


@dataclass(frozen=True)
class Row:
    """What happened at once to one task or to several. ``rakor`` is its short name; ``changes`` has of each changed
    text its label and what went and came; ``inquiry`` is what was asked or answered. About no task are ``suggestion``,
    what is suggested for an office, and ``lks``, the name of an institution and the address where it goes on; what is
    told of ``of_rakor`` as a whole has its id."""

    line: Line
    tasks: list[Record]
    rakor: str
    changes: list[tuple[str, list[Part]]]
    inquiry: Inquiry | None = None
    suggestion: Suggestion | None = None
    lks: tuple[str, str] | None = None
    of_rakor: int = 0


def told(events: Iterable[Record]) -> list[tuple[Line, Record | None]]:
    """Each event's line with its task."""
    all_of_them = list(events)
    tasks = store.several("task", [event["task"] for event in all_of_them])
    return [(timeline.told(event), tasks.get(event["task"])) for event in all_of_them]


def rows(events: list[Record]) -> list[Row]:
    """Those of which the task is whole; what somebody did to several tasks at once is one row."""
    found = [(event, *one) for event, one in zip(events, told(events), strict=True)]
    whole = [event["rakor"] for event in events if event["name"] in timeline.OF_RAKOR]
    names = rakor_names(store, [*whole, *(task["rakor"] for _, _, task in found if task and "damaged" not in task)])
    made: list[Row] = []
    for event, line, task in found:
        if event["name"] in timeline.OF_OFFICE:
            made.append(Row(line, [], "", [], suggestion=store.get(Suggestion, event["fields"]["suggestion"])))
        elif event["name"] in timeline.OF_RAKOR:
            made.append(Row(line, [], names.get(event["rakor"], ""), [], of_rakor=event["rakor"]))
        elif event["name"] in timeline.OF_LKS:
            made += [Row(line, [], "", [], lks=about) for about in _of_lks(event)]
        elif task and "damaged" not in task:
            _about_task(made, line, task, event["fields"].get("inquiry", 0), names.get(task["rakor"], ""))
    return made


def _of_lks(event: Record) -> Iterator[tuple[str, str]]:
    """The name and the address: of the proposal while it waits or when nothing came of it, else of the institution."""
    found, lks_id = store.get(LksChange, event["fields"].get("change", 0)), event["fields"]["lks"]
    change = found if found and "damaged" not in found else None
    if change and change["state"] != proposals.CONFIRMED:
        yield proposals.named(store, change), url_for("lks.change", lks_change_id=change["id"])
    elif (lks := store.get(Lks, change["lks"] if change else lks_id)) and "damaged" not in lks:
        yield lks["name"], url_for("lks.show", lks_id=lks["id"])


def _about_task(made: list[Row], line: Line, task: Record, inquiry: int, rakor: str) -> None:
    if made and not inquiry and _at_once(made[-1].line, line):
        made[-1].tasks.append(task)
    else:
        made.append(Row(line, [task], rakor, _changes(line), store.get(Inquiry, inquiry)))


def _at_once(one: Line, other: Line) -> bool:
    """Whether they differ in nothing but their task."""
    return one.task > 0 and replace(one, task=0) == replace(other, task=0)


def _changes(line: Line) -> list[tuple[str, list[Part]]]:
    return [(change["label"], differences.words(change["before"], change["after"])) for change in line.changes]
