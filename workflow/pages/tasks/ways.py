"""The ways out of a task as its page offers them: under one fold, each with what it entails."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from workflow.clock import day, moment
from workflow.machine import bars, permissions
from workflow.machine.actions import ACTIONS, CANNOT, OWNER, PLAN_CHANGE, TIME, UNDO
from workflow.roles import Actor
from workflow.store import Record
from workflow.tasks import undo
from workflow.tasks.change_needs import KINDS
from workflow.tasks.wishes import wishes
from workflow.text import spoken_day
from workflow.web.current import store
from workflow.web.links import act_url


@dataclass(frozen=True)
class Way:
    """``closed`` says why it cannot be gone now; then it is no link."""

    words: str
    entails: str
    url: str
    act: str
    closed: str = ""


ENTAILS = {
    PLAN_CHANGE: "Tindak lanjut, sasaran, atau indikator berubah.",
    OWNER: "Dikerjakan kantor atau kabupaten/kota lain.",
    CANNOT: "Keadaan kahar, proses peradilan, atau tidak lagi efektif. Perlu surat.",
}


def ways(actor: Actor, task: Record, *, at: datetime) -> list[Way]:
    """What the reader can ask for; nothing for whoever asks for nothing here."""
    found = []
    if permissions.may(actor, "ask_change", task, at=at):
        for kind, words in KINDS.items():
            url = url_for("requests.ask", task_id=task["id"], kind=kind)
            found.append(Way(words, _entails(task, kind), url, "ask_change", bars.turned_down(task, kind)))
    if _starts(actor, "ask_help", task):
        words, entails = "Minta bantuan provinsi", "Waktu Anda berhenti dihitung sampai provinsi menjawab."
        closed = permissions.closed_to(actor, ACTIONS["ask_help"], task, at)
        found.append(Way(words, entails, act_url("ask_help", task["id"]), "ask_help", closed))
    if _starts(actor, "decline", task):
        words, entails = ACTIONS["decline"].button, "Dinas Sosial Aceh memutuskan. Hanya dapat dinyatakan satu kali."
        closed = permissions.closed_to(actor, ACTIONS["decline"], task, at)
        found.append(Way(words, entails, act_url("decline", task["id"]), "decline", closed))
    return found


def _starts(actor: Actor, name: str, task: Record) -> bool:
    action = ACTIONS[name]
    return actor.role in action.roles and permissions.may_see(actor, task) and action.starts_at(task)


def _entails(task: Record, kind: str) -> str:
    if kind != TIME:
        return ENTAILS[kind]
    if not task["deadline"]:
        return "Menetapkan tenggat."
    return f"Tenggat lain. Sampai diputuskan, {spoken_day(task['deadline'])} tetap berlaku."


@dataclass(frozen=True)
class Offer:
    """What was wished for, and the form that asks for it, filled in. ``wish`` is ISO or a text."""

    wish: str
    source: str
    kind: str
    url: str


def offers(actor: Actor, task: Record, *, at: datetime) -> dict[str, list[Offer]]:
    """What the reader can ask for with one press, by the name of the wish: of a direction each stands beside it."""
    found: dict[str, list[Offer]] = {}
    if permissions.may(actor, "ask_change", task, at=at):
        for one in wishes(task, day(at).isoformat()):
            url = url_for("requests.ask", task_id=task["id"], kind=one.kind, wish=one.name)
            found.setdefault(one.name, []).append(Offer(one.proposed, one.source, one.kind, url))
    return found


@dataclass(frozen=True)
class UndoOffer:
    """The button that takes the last move back, and how many minutes are left."""

    name: str
    minutes: int


def undo_offer(actor: Actor, task: Record, *, at: datetime) -> UndoOffer | None:
    """What the reader can take back at once on this task."""
    name = f"{UNDO}{task['undo']['move']}" if task.get("undo") else ""
    if not name or not permissions.may(actor, name, task, at=at) or undo.barred(store, actor, task):
        return None
    left = moment(task["undo"]["until"]) - at
    return UndoOffer(name, max(1, -(-int(left.total_seconds()) // 60)))
