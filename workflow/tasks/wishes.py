"""What was written down and moves nothing by itself: a later date that the plan would like, another date or plan in the
leader's direction, the days for which the province was waited for. The chair is offered to ask for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.clock import moment
from workflow.machine import bars
from workflow.machine.actions import PLAN_CHANGE, TIME
from workflow.tasks.ask import LONGEST_REASON
from workflow.text import spoken_day, words_of

PLAN, DIRECTION, HELP = "rencana", "arahan", "bantuan"
DECIDED = ("disetujui", "ditolak")


@dataclass(frozen=True)
class Wish:
    """``name`` is its own on its task ("arahan-2"), ``proposed`` a day (ISO) or the text of a plan by its ``kind``,
    ``reason`` what a request for it says, ``since`` when it was written down ("" for as long as there is a plan)."""

    name: str
    kind: str
    proposed: str
    reason: str = ""
    since: str = ""

    @property
    def source(self) -> str:
        return self.name.partition("-")[0]


def wishes(task: Mapping[str, Any], today: str) -> list[Wish]:
    """Those that differ from what is in force and were not decided yet. ``today`` is ISO: a request asks for a day
    behind it and behind the deadline in force."""
    return [one for one in _written(task) if _differs(one, task, today) and not _closed(one, task)]


def wish_of(task: Mapping[str, Any], kind: str, name: str, today: str) -> Wish | None:
    """The one of this name, when it can be asked for with a request of this kind."""
    return next((one for one in wishes(task, today) if (one.kind, one.name) == (kind, name)), None)


def _written(task: Mapping[str, Any]) -> Iterator[Wish]:
    """Of several directions the newest that names a date, and the newest that names a plan."""
    if task["deadline_proposed"]:
        yield Wish(PLAN, TIME, task["deadline_proposed"])
    for kind, field in ((TIME, "deadline"), (PLAN_CHANGE, "plan")):
        named = [(no, said) for no, said in enumerate(task["directions"], 1) if said.get(field)]
        for no, said in named[-1:]:
            yield Wish(f"{DIRECTION}-{no}", kind, said[field], _as_reason(said), said["at"])
    yield from _waited(task)


def _waited(task: Mapping[str, Any]) -> Iterator[Wish]:
    """After a task of the province ended: it moved no deadline, and the days are gone."""
    helped = [(no, one) for no, one in enumerate(task["helps"], 1) if one.get("task") and one.get("ended")]
    for no, one in helped[-1:]:
        first, last = moment(one["asked"]["at"]).date(), moment(one["ended"]["at"]).date()
        moved = task["deadlines"] and task["deadlines"][-1]["from_day"] >= last.isoformat()
        if task["deadline"] and last > first and not moved:
            until = date.fromisoformat(task["deadline"]) + (last - first)
            reason = (
                f"Waktu {(last - first).days} hari, dari {spoken_day(first.isoformat())} sampai "
                f"{spoken_day(last.isoformat())}, habis menunggu bantuan provinsi: {one['need']}"
            )
            yield Wish(f"{HELP}-{no}", TIME, until.isoformat(), _cut(reason), one["ended"]["at"])


def _as_reason(said: Mapping[str, Any]) -> str:
    return _cut(f"Arahan {said['giver'] or 'pimpinan'} tanggal {spoken_day(said['date'])}: {said['text']}")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_REASON else f"{text[: LONGEST_REASON - 1].rstrip()}…"


def _differs(wish: Wish, task: Mapping[str, Any], today: str) -> bool:
    if wish.kind == TIME:
        return wish.proposed > max(str(task["deadline"]), today)
    return words_of(wish.proposed) != words_of(task["plan"].get("action", ""))


def _closed(wish: Wish, task: Mapping[str, Any]) -> bool:
    """Decided already, or not to be asked again before an adendum."""
    decided = any(one.get("how") in DECIDED and _asked_for(wish, one) for one in task["requests"])
    return decided or bool(bars.turned_down(task, wish.kind))


def _asked_for(wish: Wish, request: Mapping[str, Any]) -> bool:
    """Whether the request came from this wish, or asked for the same later on."""
    if request["kind"] != wish.kind:
        return False
    if wish.source != PLAN and request.get("wish") == wish.name:
        return True
    proposed = request["proposed"]
    same = wish.proposed in (proposed.get("deadline"), proposed.get("plan", {}).get("action"))
    return same and str(request["asked"]["at"]) >= wish.since
