"""The rows of a reviewer's desk in words, and the rakor by which it is filtered."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from workflow.evidence.counted import evidence_counts
from workflow.regions import region_name
from workflow.store import Record
from workflow.tasks import per_lks
from workflow.tasks.corrected_days import corrections
from workflow.tasks.desk_kinds import DeskKind, kind_of
from workflow.tasks.desks import Desk
from workflow.tasks.kept_days import over_limit
from workflow.web import links
from workflow.web.current import actor, store, today
from workflow.web.rakor_names import rakor_names
from workflow.web.words import short_date

QUOTED = 90  # letters of somebody's words in a row


@dataclass(frozen=True)
class Row:
    """A task that waits, with what it waits about. ``rakor`` is "" where there is only one."""

    task: Record
    kind: DeskKind
    detail: str
    rakor: str
    over: bool
    url: str


@dataclass(frozen=True)
class Chip:
    """A rakor as a filter; ``id`` 0 is all of them."""

    id: int
    words: str
    count: int


def names(desk: Desk, beside: Iterable[Mapping[str, Any]] = (), chosen: int = 0) -> dict[int, str]:
    """The short names of the rakor of all rows, of the tasks beside them and of the chips, asked for at once; none
    where there is but one rakor. A kabupaten/kota has no chips."""
    if store.count("rakor") < 2:
        return {}
    offered = [] if actor().role.regional else _offered(desk, chosen)
    return rakor_names(store, [*(task["rakor"] for task in (*desk.rows, *beside)), *offered])


def rows(desk: Desk, names: Mapping[int, str]) -> list[Row]:
    corrected = corrections(store)
    evidence = evidence_counts(store, [task["id"] for task in desk.rows])
    return [
        Row(
            task, kind, _detail(task, kind, evidence.get(task["id"], 0)), names.get(task["rakor"], ""),
            over_limit(task, today(), corrected) > 0, _page(task, kind),
        )
        for task in desk.rows
        if (kind := kind_of(task))
    ]  # fmt: skip


def _offered(desk: Desk, chosen: int) -> list[int]:
    ids = list(desk.by_rakor)
    return ids if chosen in (0, *ids) else [*ids, chosen]


def chips(desk: Desk, chosen: int, names: Mapping[int, str]) -> list[Chip]:
    """All rakor, and the newest of which something waits; none when there is nothing to choose."""
    ids = _offered(desk, chosen)
    if len(names) < 2 or (not chosen and len(ids) < 2):
        return []
    found = [Chip(id, names[id], desk.by_rakor.get(id, desk.total)) for id in ids if id in names]
    return [Chip(0, "Semua rakor", desk.everywhere), *found]


def _page(task: Mapping[str, Any], kind: DeskKind) -> str:
    return links.act_url(kind.act, task["id"]) if kind.act else url_for("tasks.show", task_id=task["id"])


def _detail(task: Mapping[str, Any], kind: DeskKind, evidence: int) -> str:
    """What the row says besides the title."""
    asked: Mapping[str, Any] = task.get("request") or {}
    proposed: Mapping[str, Any] = asked.get("proposed") or {}
    words: dict[tuple[str, str], Callable[[], str]] = {
        ("selesai", ""): lambda: f"{evidence} bukti, {per_lks.how_far(task)}",
        ("rencana", ""): lambda: f"revisi {task['revision']}" if task["revision"] > 1 else "",
        ("perubahan", "waktu"): lambda: _times(task, proposed.get("deadline", "")),
        ("perubahan", "alih"): lambda: _owner(proposed),
        ("tolak", ""): lambda: _quoted(_why_declined(task)),
        ("bantuan", ""): lambda: _shortened(f"perlu {(task.get('help') or {}).get('need', '')}"),
    }
    told = words.get((kind.matter, kind.request_kind))
    return told() if told else _quoted(asked.get("reason", ""))


def _times(task: Mapping[str, Any], until: str) -> str:
    before = f", semula {short_date(task['deadline'])}" if task["deadline"] else ""
    return f"minta {short_date(until)}{before}" if until else ""


def _owner(proposed: Mapping[str, Any]) -> str:
    place, office = proposed.get("region", ""), proposed.get("responsible", "")
    to = ", ".join(filter(None, (office, region_name(place) if place else "")))
    return _shortened(f"kepada {to}") if to else ""


def _why_declined(task: Mapping[str, Any]) -> str:
    event = store.first("event", task=task["id"], name="decline", order="-id")
    return str(event["fields"].get("reason", "")) if event and "damaged" not in event else ""


def _quoted(text: str) -> str:
    return f"“{_shortened(text)}”" if text else ""


def _shortened(text: str) -> str:
    return textwrap.shorten(text, QUOTED, placeholder=" …")
