"""How each task of a recap stands on the day of the paper, in whose hands it was how long, and what is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from documents.compose.parts import held_days
from documents.compose.rakor_case import RakorCase
from documents.report.language import flat, grouped, roman, table_date
from workflow.machine.carried import notes
from workflow.machine.stages import CLAIMED, Closed, Stage, situation_of
from workflow.rakor.noun_titles import followed
from workflow.regions import Region, owners
from workflow.tasks import per_lks
from workflow.tasks.holding import Holder
from workflow.tasks.kept_days import late_days, late_now, over_limit
from workflow.tasks.tallies import reached
from workflow.tasks.working_days import Corrections

CLOSED = "Ditutup"  # the stage of what cannot be followed up


class State(StrEnum):
    """Each task is in one of them, so that their counts add up to the list's."""

    DONE = "Selesai"
    UNDERWAY = "Proses"
    LATE = "LEWAT BATAS"
    REVIEWED = "Diperiksa"
    PROVINCE = "Menunggu provinsi"
    CANNOT = "Tidak dapat"
    CANCELLED = "Dibatalkan"


IN_HANDS = {Holder.DINSOS: State.REVIEWED, Holder.PROVINCE: State.PROVINCE}


def state_of(task: Mapping[str, Any], today: str) -> State:
    """Late is what the kabupaten/kota itself holds behind its deadline; what others hold is told as theirs."""
    if task["cancelled"]:
        return State.CANCELLED
    if task.get("closed") == Closed.IMPOSSIBLE:
        return State.CANNOT
    if task["stage"] == Stage.IMPLEMENTED:
        return State.DONE
    if late_now(task, today):
        return State.LATE
    return IN_HANDS.get(Holder(task.get("holder", "")), State.UNDERWAY)


@dataclass(frozen=True)
class Line:
    """One task as a recap tells it; ``meeting`` is "" or which of several rakor it comes from: "R2"."""

    task: Mapping[str, Any]
    region: Region
    number: int
    what: str  # is to be done, as planned; before there is a plan what the outcome is about
    meeting: str
    stage: str
    state: State
    late: int  # days against the deadline in force, also of one that is not late now
    days: tuple[int, ...]  # of chair, Sekdis, Dinsos Aceh and province, and their sum
    percent: int
    evidence: int
    remark: str
    over: bool  # its reviewer is beyond his limit


def lines(case: RakorCase) -> list[Line]:
    """The tasks in the order of the paper."""
    called = {rakor["id"]: f"R{n}" for n, rakor in enumerate(case.rakors, 1)} if len(case.rakors) > 1 else {}
    return [_line(case, task, number, called) for number, task in enumerate(case.tasks, 1)]


def _line(case: RakorCase, task: Mapping[str, Any], number: int, called: Mapping[int, str]) -> Line:
    state = state_of(task, case.today)
    rakor = next((one for one in case.rakors if one["id"] == task["rakor"]), None)
    return Line(
        task, owners()[task["region"]], number, task["plan"]["action"] or followed(rakor, task),
        called.get(task["rakor"], ""),
        CLOSED if state is State.CANNOT else Stage(task["stage"]).short, state, late_days(task, case.today),
        held_days.days_held(task, case.today), reached(task), case.evidence.get(task["id"], 0),
        remark(task, case.today, case.corrected), bool(over_limit(task, case.today, case.corrected)),
    )  # fmt: skip


def remark(task: Mapping[str, Any], today: str, corrected: Corrections) -> str:
    """Per LKS how many of how many; the obstacle that was told last, else for whom or why it stands still; of what is
    done, since when. Then how often a claim was sent back."""
    claimed = situation_of(task) == CLAIMED  # which tells by itself how often it was sent back
    returned = f"dikembalikan {task['returns']} kali" if task.get("returns") and not claimed else ""
    said = "; ".join(filter(None, (per_lks.words(task), _standing(task), _moved(task), returned)))
    over = over_limit(task, today, corrected) if task["waits_for"] else 0
    head = f"Lewat batas periksa {over} hari kerja\n" if over else ""
    return f"{head}{said[:1].upper()}{said[1:]}"


def _moved(task: Mapping[str, Any]) -> str:
    """ "Adendum II, 27 November 2026": by which its deadline is the one in force."""
    moves = [one for one in task.get("deadlines", ()) if one.get("document")]
    return f"Adendum {roman(len(moves))}, {table_date(moves[-1]['from_day'])}" if moves else ""


def first_deadline(task: Mapping[str, Any]) -> str:
    """The day before any adendum moved it (ISO), "" where none did or none was set."""
    first = str(task.get("deadline_first", "")) if task.get("deadlines") else ""
    return "" if first == task["deadline"] else first


def _standing(task: Mapping[str, Any]) -> str:
    if situation_of(task).closed:
        return ""
    if task["stage"] == Stage.IMPLEMENTED:
        finished = task.get("finished_on")
        return f"Selesai {table_date(finished, '')}" if finished else ""
    obstacle = next((flat(said["obstacle"]) for said in reversed(notes(task)) if said["obstacle"]), "")
    if task["waits_for"]:
        here = situation_of(task)
        return _claimed(task) if here == CLAIMED else here.waits_words
    if task["returned"]:
        return "Dibuka kembali untuk diperbaiki" if task["returned"].get("how") else "Dikembalikan untuk diperbaiki"
    if task["stage"] == Stage.DRAFT:
        return "Rencana belum diajukan"
    return obstacle


def _claimed(task: Mapping[str, Any]) -> str:
    """ "Diajukan ke-2, 28 November 2026" """
    times, on = task.get("returns", 0) + 1, table_date(task.get("held_since", ""), "")
    return f"Diajukan{f' ke-{times}' if times > 1 else ''}{',' if times > 1 and on else ''} {on}".rstrip()


def figures(found: Iterable[Line]) -> tuple[tuple[str, str], ...]:
    """How many there are, and how many in each state; a list of cancelled tasks says no more than that they are."""
    own = list(found)
    count = Counter(line.state for line in own)
    total = (grouped(len(own)), "tindak lanjut")
    if count[State.CANCELLED]:
        return total, (grouped(count[State.CANCELLED]), State.CANCELLED.value)
    return total, *((grouped(count[state]), words) for state, words in _words(own).items())


def _words(found: list[Line]) -> dict[State, str]:
    kept = sum(line.state is State.DONE and bool(line.task["deadline"]) and not line.late for line in found)
    drafts = sum(line.state is State.UNDERWAY and line.task["stage"] == Stage.DRAFT for line in found)
    over = sum(line.state is State.REVIEWED and line.over for line in found)
    return {
        State.DONE: f"Selesai, {grouped(kept)} tepat waktu",
        State.UNDERWAY: f"Proses, dalam batas{f', {grouped(drafts)} masih draf' if drafts else ''}",
        State.LATE: "LEWAT BATAS di tangan kabupaten/kota",
        State.REVIEWED: f"Diperiksa Dinsos Aceh{f', {grouped(over)} lewat batas periksa' if over else ''}",
        State.PROVINCE: "Menunggu provinsi",
        State.CANNOT: "Tidak dapat ditindaklanjuti",
    }  # fmt: skip


def told(found: Iterable[Line]) -> str:
    """ "2 tindak lanjut: 1 selesai, 1 lewat batas" """
    count = Counter(line.state for line in found)
    own = [f"{count[state]} {state.value.lower()}" for state in State if count[state]]
    return f"{count.total()} tindak lanjut: {', '.join(own)}"
