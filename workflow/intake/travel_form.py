"""A form that was filled in without a network, or our own list of tasks that was edited: what it may change.
The changes are made in ``travel_recording.py``.

The form says for which task and version each text was written, and by a digest what stood there before. Rights come
only from who is signed in: tasks of others are as unknown as those that are not there, and what may be changed is what
the task's stage lets its chair change now.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from workflow import plan_fields
from workflow.clock import day, moment, stamp
from workflow.differences import Part, words
from workflow.errors import NotAllowed, NotFound, Stale, WrongStage
from workflow.intake import returned_rows, travel_photos
from workflow.machine.actions import ACTIONS
from workflow.machine.permissions import may_see
from workflow.nik import masked
from workflow.records import SCHEMA
from workflow.roles import Actor, Role
from workflow.store import Record, Store
from workflow.tasks import operations
from workflow.text import line, tidy

OPEN, RECORDED, DROPPED = travel_photos.OPEN, "tersimpan", "dibuang"
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
    photos: list[dict[str, Any]] = field(default_factory=list)  # sent apart, to be evidence of that record
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
    store: Store, actor: Actor, source: Mapping[str, Any], cards: Iterable[Mapping[str, Any]], *, at: datetime,
    photos: Sequence[Mapping[str, Any]] = (), refused: Sequence[str] = (),
) -> Record:  # fmt: skip
    """Keeps what was filled in for checking; nothing is changed yet. The same file again is the one that waits.

    A card has rakor, task, version, values (field -> text) and base (field -> digest of what stood there). A row of our
    list has no rakor and no base; by ``outcome`` and ``region`` it is known to mean the task, ``place`` says where it
    is. ``photos`` were sent along: facts of taken-in files, each with its caption; ``refused`` says why others were not
    taken in.
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
            "cards": [masked(card) for card in cards], "photos": [masked(one) for one in photos],
            "refused": [*refused],
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
        return store.save({**still_open(store, actor, travel_id, version), "state": DROPPED, "cards": [], "photos": []})


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
    without = _add_photos(store, actor, travel, cards)
    return cards, unknown + returned_rows.told(left_out) + without


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
    text = str(written["values"][name])
    if not returned_rows.is_row(written):
        return text == now
    return line(text) == line(now) or (name == "deadline" and text == str(task["deadline"]))


def _add_photos(store: Store, actor: Actor, travel: Mapping[str, Any], cards: list[Card]) -> list[str]:
    """Puts each photo that was sent apart with its task, as evidence of a record of progress; of the others why not."""
    placed, left_out = travel_photos.placed(store, actor, travel)
    known = {card.key: card for card in cards}
    for task, photo in placed:
        card = known.setdefault(f"t{task['id']}", Card(f"t{task['id']}", task))
        cards += [] if card in cards else [card]
        card.photos.append(photo)
        if not card.said:
            on = day(moment(travel["at"])).isoformat()
            begun = {"date": on, "text": photo["caption"], "percent": task["percent"]}
            card.said = {name: str(begun.get(name, "")) for name in fields_of(task)}
    return left_out


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
