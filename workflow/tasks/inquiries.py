"""*Tanya*: one line to whoever holds a task, answered by that desk, once.

It moves nothing: the task is not saved, so that nobody's form gets stale and no clock notices; no paper, recap or list
tells of it. Who asks and who answers are desks, not persons: a deputy answers what his desk was asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from workflow.audit import chain
from workflow.clock import stamp
from workflow.errors import Invalid, NotAllowed, NotFound, WrongStage
from workflow.machine.permissions import readable_task
from workflow.machine.stages import holder_of
from workflow.records import SCHEMA, Inquiry
from workflow.records.asked import Person
from workflow.roles import Actor, Role
from workflow.store import Above, Record, Store
from workflow.text import Fields

MOST_TEXT, MOST_ANSWER = 300, 500  # letters
MOST_OPEN = 3  # questions of one desk about one task that nobody has answered yet
MOST_A_DAY = 20  # of one account


def of_task(store: Store, task: Mapping[str, Any]) -> list[Inquiry]:
    """All about a task, newest first; the caller has read the task as its reader may."""
    return [one for one in store.find(Inquiry, task=task["id"], order="-id") if "damaged" not in one]


def asks(actor: Actor, task: Mapping[str, Any]) -> Role | None:
    """The desk that the actor would ask: the one that holds the task, unless it is his own or nobody does any more."""
    holder = holder_of(task)
    return holder if holder not in (None, actor.role) and actor.role is not Role.ADMIN else None


def answers(actor: Actor, inquiry: Mapping[str, Any]) -> bool:
    """Whether it waits for an answer of the actor's desk; he has read the task, so it is of his region."""
    return inquiry["to"] == actor.role and not inquiry["answer"]


def check_answers(actor: Actor, inquiry: Mapping[str, Any], task: Mapping[str, Any]) -> None:
    """Raises ``NotAllowed`` for a desk that was not asked, ``WrongStage`` when somebody was quicker."""
    if inquiry["to"] != actor.role:
        raise NotAllowed(f"Pertanyaan ini untuk {Role(inquiry['to']).label}.")
    if inquiry["answer"]:
        raise WrongStage("Pertanyaan ini sudah dijawab.", task)


def ask(store: Store, actor: Actor, task_id: int, data: Mapping[str, Any], *, at: datetime) -> Record:
    """Asks. Raises ``Invalid`` for a ``text`` that is not kept and when too much is asked, ``WrongStage`` when there
    is nobody to ask."""
    with store.transaction():
        task = readable_task(store, actor, task_id)
        to = asks(actor, task)
        if to is None:
            raise WrongStage("Tugas ini sekarang tidak dipegang pihak lain, jadi tidak ada yang dapat ditanya.", task)
        fields = Fields(data)
        text = fields.note("text", "pertanyaan", required=True, most=MOST_TEXT)
        fields.done()
        _brake(store, actor, task_id, at)
        made = store.insert(
            "inquiry",
            {
                "schema": SCHEMA["inquiry"], "task": task_id, "region": task["region"], "asker": str(actor.role),
                "to": str(to), "text": text, "asked": _person(actor, at), "asked_by": actor.id, "at": stamp(at),
                "answer": "", "answered": None, "answered_by": 0,
            },
        )  # fmt: skip
        _tell(store, actor, task, "inquiry_made", made["id"], to, at)
    return made


def answer(
    store: Store, actor: Actor, task_id: int, inquiry_id: int, data: Mapping[str, Any], *, at: datetime
) -> Inquiry:
    """Answers, once. Raises as ``check_answers``, and ``Invalid`` for an ``answer`` that is not kept."""
    with store.transaction():
        task, inquiry = one(store, actor, task_id, inquiry_id)
        check_answers(actor, inquiry, task)
        fields = Fields(data)
        text = fields.note("answer", "jawaban", required=True, most=MOST_ANSWER)
        fields.done()
        said = {"answer": text, "answered": _person(actor, at), "answered_by": actor.id}
        saved: Any = store.save({**inquiry, **said})
        _tell(store, actor, task, "inquiry_answered", inquiry_id, Role(inquiry["asker"]), at)
    found: Inquiry = saved
    return found


def one(store: Store, actor: Actor, task_id: int, inquiry_id: int) -> tuple[Record, Inquiry]:
    """The task and a question about it, as the actor may read them; raises ``NotFound``."""
    task, inquiry = readable_task(store, actor, task_id), store.get(Inquiry, inquiry_id)
    if inquiry is None or inquiry["task"] != task_id or inquiry["region"] != task["region"]:
        raise NotFound("Pertanyaan itu tidak ada pada tugas ini.")
    return task, inquiry


def _brake(store: Store, actor: Actor, task_id: int, at: datetime) -> None:
    own = [one for one in store.find(Inquiry, task=task_id) if one["asker"] == actor.role and not one["answer"]]
    if len(own) >= MOST_OPEN:
        raise Invalid({"text": f"Sudah ada {MOST_OPEN} pertanyaan Anda yang belum dijawab. Tunggu jawabannya dahulu."})
    if store.count("inquiry", asked_by=actor.id, at=Above(stamp(at - timedelta(days=1)))) >= MOST_A_DAY:
        raise Invalid({"text": f"Sudah {MOST_A_DAY} pertanyaan dalam sehari. Lanjutkan besok."})


def _tell(store: Store, actor: Actor, task: Record, name: str, inquiry: int, to: Role, at: datetime) -> None:
    fields = {"inquiry": inquiry, "to": str(to)}
    chain.append(store, actor, name, at, fields, chain=task["region"], task=task["id"], rakor=task["rakor"])


def _person(actor: Actor, at: datetime) -> Person:
    return {"by": actor.name, "at": stamp(at), "id": actor.id, "for_": actor.acting_for}
