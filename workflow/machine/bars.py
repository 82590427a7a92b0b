"""What keeps an action from a task that stands where it starts: two people, a deadline that has passed, and the bounds
that keep the clock from being stopped at will. A sentence each, or ""."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from workflow.clock import moment
from workflow.machine.actions import CANNOT, UNDO, Action
from workflow.machine.stages import Waits, situation_of
from workflow.regions import PROVINCE
from workflow.roles import Actor, Role

MOST_TURNED_DOWN = 2  # for one deadline in force
_Deeds = Iterable[Iterable[int]]


def apart(actor: Actor, action: Action, task: Mapping[str, Any]) -> str:
    """Whoever made what is decided does not decide it, in person or for somebody else."""
    if action.name not in _MADE:
        return ""
    made, sentence = _MADE[action.name]
    return sentence if actor.persons & {person for deed in made(task) for person in deed} else ""


def _plan(task: Mapping[str, Any]) -> _Deeds:
    return [*task.get("authors", ()), [task["submitted_by"]]]


def _asked(task: Mapping[str, Any]) -> _Deeds:
    request = task.get("request")
    return [[request["asked"]["id"], request["asked"]["for_"]]] if request else []


def _supported(task: Mapping[str, Any]) -> _Deeds:
    request = task.get("request")
    by = request["supported"] if request else None
    return [*_asked(task), [by["id"], by["for_"]]] if by else _asked(task)


def _needed(task: Mapping[str, Any]) -> _Deeds:
    help = task.get("help")
    return [[help["asked"]["id"], help["asked"]["for_"]]] if help else []


def _work(task: Mapping[str, Any]) -> _Deeds:
    return [*task.get("doers", ())]


OWN_PLAN = "Yang mengajukan rencana tidak boleh menyetujuinya sendiri."
OWN_REQUEST = "Yang meminta atau meneruskan permintaan tidak boleh memutuskannya sendiri."
OWN_HELP = "Yang meminta bantuan tidak boleh menjawabnya sendiri."
OWN_WORK = "Yang mencatat kemajuan atau mengajukan selesai tidak boleh memeriksanya sendiri."
_MADE: dict[str, tuple[Callable[[Mapping[str, Any]], _Deeds], str]] = {
    "report": (_plan, OWN_PLAN),
    "support_change": (_asked, OWN_REQUEST),
    **dict.fromkeys(("grant_change", "grant_transfer", "grant_impossible"), (_supported, OWN_REQUEST)),
    "answer_help": (_needed, OWN_HELP),
    **dict.fromkeys(("judge", "return_claim", "verify"), (_work, OWN_WORK)),
}


def closed_to(actor: Actor, action: Action, task: Mapping[str, Any], at: str, today: str) -> str:
    """Why the action is closed on a task that stands where it starts. ``at`` is now as stored, ``today`` in Aceh."""
    if situation_of(task) in action.until_deadline and "" < task["deadline"] < today:
        return "Batas waktunya sudah lewat; yang ada di provinsi dikembalikan oleh Dinas Sosial Aceh."
    if action.name.startswith(UNDO):
        return _undoing(actor, action, task, at)
    return _RULES[action.name](actor, task) if action.name in _RULES else ""


def _undoing(actor: Actor, action: Action, task: Mapping[str, Any], at: str) -> str:
    undo = task.get("undo")
    if not undo or undo["move"] != action.name.removeprefix(UNDO):
        return "Tidak ada langkah terakhir yang dapat diurungkan."
    if undo["by"] != actor.id:
        return "Hanya yang melakukannya yang dapat mengurungkan."
    if undo["until"] < at:
        return f"Waktu untuk mengurungkan habis pada pukul {moment(undo['until']):%H.%M}."
    return "Langkah ini sudah pernah diurungkan pada tugas ini." if undo["move"] in task["undone"] else ""


def _decline(actor: Actor, task: Mapping[str, Any]) -> str:
    if task.get("reports"):
        return "Rencana tugas ini sudah pernah dilaporkan ke pimpinan, jadi kewenangannya sudah diterima."
    return "Tugas ini sudah pernah dinyatakan bukan kewenangan, dan tetap ditugaskan." if task.get("declined") else ""


def _ask_help(actor: Actor, task: Mapping[str, Any]) -> str:
    if task["region"] == PROVINCE:
        return "Tugas provinsi tidak dapat meminta bantuan provinsi."
    return turned_down(task)


def turned_down(task: Mapping[str, Any], kind: str = "") -> str:
    """For one deadline in force the province says no twice; "cannot" may be asked again, each time with a paper."""
    if task.get("turned_down", 0) < MOST_TURNED_DOWN or kind == CANNOT:
        return ""
    return (
        "Permintaan untuk tenggat ini sudah dua kali tidak dikabulkan Dinas Sosial Aceh. Terbuka lagi setelah ada "
        "adendum."
    )


def _refuse(actor: Actor, task: Mapping[str, Any]) -> str:
    holder = Role.SEKDIS if task["waits_for"] == Waits.SEKDIS else Role.DINSOS
    return "" if actor.role is holder else f"Permintaan ini sedang di tangan {holder.label}."


_RULES: dict[str, Callable[[Actor, Mapping[str, Any]], str]] = {
    "decline": _decline,
    "ask_help": _ask_help,
    "refuse_change": _refuse,
}
