"""A form that was filled in without a network, or our own list of tasks that was edited: what it may change, and its
changes in one transaction.

The form says for which task and version each text was written, and by a digest what stood there before. Rights come
only from who is signed in: tasks of others are as unknown as those that are not there, and what may be changed is what
the task's stage lets its chair change now.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from workflow import plan_fields
from workflow.clock import stamp
from workflow.differences import Part, words
from workflow.errors import Invalid, NotAllowed, NotFound, Stale, WrongStage
from workflow.intake import returned_rows
from workflow.machine.actions import ACTIONS
from workflow.machine.permissions import may_see
from workflow.nik import masked
from workflow.papers.publishing import Publisher
from workflow.records import SCHEMA
from workflow.roles import Actor, Role
from workflow.store import Record, Store
from workflow.tasks import needs, operations
from workflow.tasks.ask import Ask
from workflow.text import YES, line, tidy

OPEN, RECORDED, DROPPED = "diperiksa", "tersimpan", "dibuang"
PLAN = plan_fields.LABELS
PROGRESS = {
    "date": "Tanggal kegiatan", "text": "Apa yang sudah dikerjakan", "percent": "Persen kemajuan",
    "obstacle": "Kendala", "solution": "Cara mengatasi kendala", "place": "Tempat kegiatan",
}  # fmt: skip
COUNTED = {name: label for name, label in PROGRESS.items() if name != "percent"}  # over a list, on the page
LABELS = {**PLAN, **PROGRESS}
DAYS = {"deadline", "date"}
NOT_SURE = "Berbeda dari yang tersimpan, dan tugas ini berubah di Tuntas sejak berkasnya diunduh. Pilih salah satu."
NO_VERSION = "Berbeda dari yang tersimpan; berkasnya tidak menyebut versi tugas, jadi pilih salah satu."
ON_BOTH_SIDES = "Berubah di formulir dan di Tuntas. Pilih salah satu."
UNKNOWN = "Ada isian untuk tugas yang tidak dikenal di sini; isian itu diabaikan."


@dataclass(frozen=True)
class Change:
    """A field of the plan whose text in the form is another than the stored one.

    ``doubt``: why one of them must be chosen, because the stored text has changed, too, since the form was made, or may
    have; "" when only the form has changed.
    """

    name: str
    label: str
    stored: str
    typed: str
    doubt: str
    parts: list[Part]


@dataclass
class Card:
    """What the form asks of one task. ``said`` are the words of a record of progress; {} when there is none."""

    key: str
    task: Record
    changes: list[Change] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    moved: bool = False  # whether the task was changed since the form was made


def digest(text: str) -> str:
    """By which a field is known to be as it was, without its text."""
    return hashlib.sha256(tidy(text).encode()).hexdigest()[:10]


def fields_of(task: Mapping[str, Any]) -> dict[str, str]:
    """Which fields the chair can fill in at the task's stage, by their labels; {} while it waits for others."""
    if ACTIONS["edit_plan"].starts_at(task):
        return PLAN
    if not ACTIONS["progress"].starts_at(task):
        return {}
    return COUNTED if task.get("per_lks") else PROGRESS


def stored(task: Mapping[str, Any]) -> dict[str, str]:
    """What the form shows in its fields: the plan as it stands; of progress nothing, it is always a new record."""
    names = fields_of(task)
    return plan_fields.written(task) if names is PLAN else dict.fromkeys(names, "")


def open_travel(
    store: Store, actor: Actor, source: Mapping[str, Any], cards: Iterable[Mapping[str, Any]], *, at: datetime
) -> Record:
    """Keeps what was filled in for checking; nothing is changed yet. The same file again is the one that waits.

    A card has rakor, task, version, values (field -> text) and base (field -> digest of what stood there). A row of our
    list has no rakor and no base; by ``outcome`` and ``region`` it is known to mean the task, ``place`` says where it
    is.
    """
    if actor.role is not Role.CHAIR:
        raise NotAllowed("Formulir hanya dapat dikirim oleh Ketua LKKS.")
    with store.transaction():
        for waiting in store.find("travel", user=actor.id, state=OPEN):
            if waiting["source"]["sha256"] == source["sha256"]:
                return waiting
        return store.insert("travel", {
            "schema": SCHEMA["travel"], "user": actor.id, "state": OPEN, "at": stamp(at),
            "source": masked(dict(source)),
            "cards": [masked(card) for card in cards],
        })  # fmt: skip


def readable_travel(store: Store, actor: Actor, travel_id: int) -> Record:
    """Loads and authorises in one step: a form is its sender's alone."""
    found = store.get("travel", travel_id)
    if found is None or found["user"] != actor.id:
        raise NotFound("Formulir itu tidak ada, atau bukan kiriman Anda.")
    return found


def still_open(store: Store, actor: Actor, travel_id: int, version: int) -> Record:
    """The form as the page showed it; raises ``WrongStage`` when it was recorded or thrown away."""
    found = readable_travel(store, actor, travel_id)
    if found["state"] != OPEN:
        raise WrongStage("Formulir ini sudah disimpan atau dibuang.", found)
    if found["version"] != version:
        raise Stale(found)
    return found


def drop(store: Store, actor: Actor, travel_id: int, *, version: int) -> Record:
    with store.transaction():
        return store.save({**still_open(store, actor, travel_id, version), "state": DROPPED, "cards": []})


def review(store: Store, actor: Actor, travel: Mapping[str, Any]) -> tuple[list[Card], list[str]]:
    """What the form asks for beside today's data, task by task, and what is ignored of it altogether."""
    cards, unknown, left_out, seen = [], [], [], set[int]()
    for written in travel["cards"]:
        task: Record | None
        if returned_rows.is_row(written):
            task, why = returned_rows.task_of(store, actor, written, seen)
            left_out += [] if task else [(written, why)]
        else:
            task = store.get("task", written["task"])
            if task is None or not may_see(actor, task) or task["rakor"] != written["rakor"]:
                task, unknown = None, [UNKNOWN]
        cards += [_card(written, task)] if task else []
    return cards, unknown + returned_rows.told(left_out)


def _card(written: Mapping[str, Any], task: Record) -> Card:
    names = fields_of(task)
    card = Card(f"t{task['id']}", task, moved=written["version"] not in (0, task["version"]))
    card.remarks = [_refused(LABELS[name], task) for name in _touched(written, task) if name not in names]
    if names is PLAN:
        card.changes = list(_changes(written, task))
    elif any(written["values"].get(name) for name in names):
        said = {name: written["values"].get(name, "") for name in names}
        if _recorded(task, said):
            card.remarks.append("Kemajuan ini sudah tercatat; tidak dicatat dua kali.")
        else:
            card.said = said
    return card


def _touched(written: Mapping[str, Any], task: Mapping[str, Any]) -> list[str]:
    """The fields whose text is another than there was at first; without that knowledge, of a plan than there is now, of
    progress those with a text."""
    base, now = written["base"], {**dict.fromkeys(PROGRESS, ""), **plan_fields.written(task)}
    return [
        name
        for name, text in written["values"].items()
        if name in LABELS
        and (digest(text) != base[name] if name in base else not _is_so(written, task, name, now[name]))
    ]


def _is_so(written: Mapping[str, Any], task: Mapping[str, Any], name: str, now: str) -> bool:
    """Whether what was written is what is stored. A list shows the deadline in force, not one that a plan proposes, and
    where its lines end is decided by whoever prints it."""
    text: str = written["values"][name]
    if not returned_rows.is_row(written):
        return text == now
    return bool(line(text) == line(now) or (name == "deadline" and text == task["deadline"]))


def _refused(label: str, task: Mapping[str, Any]) -> str:
    return f"“{label}” tidak dapat diubah sekarang: {operations.situation(task)}. Isian itu diabaikan."


def _changes(written: Mapping[str, Any], task: Record) -> Iterable[Change]:
    now, base = stored(task), written["base"]
    for name, label in PLAN.items():
        text = written["values"].get(name)
        if text is None or _is_so(written, task, name, now[name]) or base.get(name) == digest(text):
            continue
        if name in base:
            doubt = "" if base[name] == digest(now[name]) else ON_BOTH_SIDES
        else:
            doubt = "" if task["version"] == written["version"] else NOT_SURE if written["version"] else NO_VERSION
        yield Change(name, label, now[name], text, doubt, words(now[name], text))


def _recorded(task: Mapping[str, Any], said: Mapping[str, str]) -> bool:
    return any(all(str(one[name]) == text for name, text in said.items()) for one in task["progress"])


def record(
    store: Store, publisher: Publisher, actor: Actor, travel_id: int, answers: Mapping[str, str], *, version: int,
    at: datetime,
) -> Record:  # fmt: skip
    """Makes every change that was ticked, or none. Returns the form; its ``made`` counts plans and records of progress.

    ``answers``: "t12.action" the text, "t12.action.take" its tick or "t12.action.pick" the choice between two texts
    ("form" or "stored"), "t12.take" the tick of a record of progress, "t12.seen" the version shown of the task;
    "yakin" the marks of the questions that were answered with yes.
    """
    with store.transaction():
        travel = still_open(store, actor, travel_id, version)
        wrong: dict[str, str] = {}
        moves = _moves(review(store, actor, travel)[0], answers, wrong)
        for card, texts in moves:
            if answers.get(f"{card.key}.seen") != str(card.task["version"]):
                raise Stale(card.task)
            wrong |= _problems(store, card, {**texts, YES: answers.get(YES, "")}, at)
        if not moves and not wrong:
            wrong["form"] = "Belum ada yang dipilih. Centang paling sedikit satu perubahan, atau buang berkas ini."
        if wrong:
            raise Invalid(wrong)
        for card, texts in moves:
            data = {**texts, YES: answers.get(YES, "")}
            version_seen = card.task["version"]
            operations.move(store, publisher, actor, card.task["id"], _move(card), data, version=version_seen, at=at)
        return store.save({**travel, "state": RECORDED, "cards": [], "made": _counted(moves)})


def foreseen(cards: Iterable[Card], answers: Mapping[str, str] | None) -> dict[str, int]:
    """How many plans and records of progress recording makes with these answers, or with the ticks that the page has at
    first (None), by the same code; ``open`` choices have to be made before."""
    cards, undecided = list(cards), dict[str, str]()
    made = _counted(_moves(cards, _proposed(cards) if answers is None else answers, undecided))
    return {**made, "open": len(undecided)}


def _proposed(cards: Iterable[Card]) -> dict[str, str]:
    """Everything is ticked, and no choice made between two texts."""
    return {
        name: "1"
        for card in cards
        for name in (f"{card.key}.take", *(f"{card.key}.{one.name}.take" for one in card.changes))
    }


def _moves(
    cards: Iterable[Card], answers: Mapping[str, str], wrong: dict[str, str]
) -> list[tuple[Card, dict[str, str]]]:
    """The cards of which something was taken, each with what its move is told; choices not made go into ``wrong``."""
    taken = [(card, _chosen(card, answers, wrong)) for card in cards]
    return [(card, texts) for card, texts in taken if texts is not None]


def _counted(moves: list[tuple[Card, dict[str, str]]]) -> dict[str, int]:
    plans = sum(_move(card) == "edit_plan" for card, _ in moves)
    return {"plans": plans, "progress": len(moves) - plans}


def _move(card: Card) -> str:
    return "progress" if card.said else "edit_plan"


def _chosen(card: Card, answers: Mapping[str, str], wrong: dict[str, str]) -> dict[str, str] | None:
    """What the task's move is told; None when nothing of this card was taken."""
    if card.said:
        taken = f"{card.key}.take" in answers
        return {name: answers.get(f"{card.key}.{name}", said) for name, said in card.said.items()} if taken else None
    texts = {}
    for change in card.changes:
        key = f"{card.key}.{change.name}"
        pick = answers.get(f"{key}.pick", "")
        if change.doubt and pick not in ("form", "stored"):
            wrong[key] = f"{change.label} berbeda di kedua tempat. Pilih tulisan mana yang dipakai."
        if pick == "form" if change.doubt else f"{key}.take" in answers:
            texts[change.name] = answers.get(key, change.typed)
    return {**stored(card.task), **texts} if texts else None


def _problems(store: Store, card: Card, data: Mapping[str, str], at: datetime) -> dict[str, str]:
    check = needs.progress if card.said else needs.draft_plan
    try:
        check(Ask(store, card.task, data, at))
    except Invalid as refusal:
        return {f"{card.key}.{name}": sentence for name, sentence in refusal.fields.items()}
    return {}
