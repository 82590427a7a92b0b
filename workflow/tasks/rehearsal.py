"""The document that a task's next forward move would issue, before anybody makes the move.

The move itself is made, with all its checks and effects, on a trial of the store, until the document is composed. So a
preview cannot differ from what will be issued, except for its mark and its check code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from workflow.agenda import register
from workflow.clock import day
from workflow.errors import Invalid, NotFound
from workflow.evidence.counted import current_evidence
from workflow.kinds import Kind
from workflow.machine.actions import ACTIONS, Action
from workflow.offices.offices import issuer_of
from workflow.papers import wording
from workflow.papers.publishing import Frozen, Issue, Publisher
from workflow.roles import Actor
from workflow.store import Record, Store
from workflow.tasks.operations import move_together

MARK = "PRATINJAU"
NOBODY = -(10**9)  # no account and nobody of the demo carries this id, so "not who submitted it" holds


def next_issuing(task: Mapping[str, Any]) -> Action | None:
    """The forward move that is next and issues a document; None when the next one issues nothing."""
    found = (action for action in ACTIONS.values() if action.issues and not action.backward and action.starts_at(task))
    return next(found, None)


def rehearse(
    store: Store,
    publisher: Publisher,
    task: Mapping[str, Any],
    data: Mapping[str, Any],
    *,
    at: datetime,
    others: Sequence[Mapping[str, Any]] = (),
    by: Actor | None = None,
    action: Action | None = None,
) -> Frozen:
    """The content, marked PRATINJAU, that the next move would freeze with ``data``. Nothing is changed.

    With ``others`` it is the one document of the move made on all these tasks together. ``by`` is who reads it: of a
    deputy who would make the move the document says so. ``action`` is another move than the next one that issues.

    Raises ``NotFound`` when the next move issues nothing, or nothing with that ``data``, and what the move itself
    would raise. A plan that is not complete yet is shown as far as it is written.
    """
    action = action or next_issuing(task)
    if action is None:
        raise NotFound("Tidak ada naskah yang akan terbit pada langkah berikutnya dari tugas ini.")
    role = min(action.roles)
    actor = Actor(NOBODY, role.label, role, task["region"] if role.regional else "")
    if by and by.deputy and by.role is role:
        actor = replace(actor, name=by.name, basis=by.basis)
    try:
        with store.trial() as tried:
            move_together(
                tried, _Rehearsal(publisher), actor, {one["id"]: one["version"] for one in (task, *others)},
                action.name, {**assumed(store, task, action, at), **data}, at=at,
            )  # fmt: skip
            raise NotFound(f"“{action.button}” menerbitkan naskah hanya dengan isian yang belum ada.")
    except _Rehearsed as done:
        return done.frozen
    except Invalid:
        if others or action.name != "submit":
            raise
        written = {name: data.get(name, text) for name, text in task["plan"].items()}
        sheet = as_it_stands({**task, "plan": written}, at, mark=MARK)
        words = wording.as_params({name: text for name, text in data.items() if name.startswith(wording.FIELD)})
        return publisher.compose(store, replace(sheet, params=words))


def assumed(store: Store, task: Mapping[str, Any], action: Action, at: datetime, code: str = "") -> dict[str, Any]:
    """What the move is given when its page has been opened and nothing typed there but an archive code."""
    if action.name == "report":
        office = issuer_of(store, task["region"], Kind.LAPORAN)
        number = register.proposed(store, office, day(at), code)
        return {"number": number, "number_from": "series", "archive_code": code, "addressee": office["addressee"]}
    if action.name == "verify":
        return {"ticks": [record["id"] for record in current_evidence(store, task["id"])]}
    return {}


def as_it_stands(task: Mapping[str, Any], at: datetime, *, mark: str) -> Issue:
    """The RTL sheet of the task as it is now."""
    return Issue(type=Kind.RTL, task=task, at=at, revision=task["revision"], mark=mark)


class _Rehearsed(Exception):
    """Leaves the move, whose paper is composed."""

    def __init__(self, frozen: Frozen) -> None:
        super().__init__()
        self.frozen = frozen


class _Rehearsal:
    """A publisher that composes and then stops everything."""

    def __init__(self, publisher: Publisher) -> None:
        self.publisher = publisher

    def compose(self, store: Store, issue: Issue) -> Frozen:
        raise _Rehearsed(self.publisher.compose(store, replace(issue, mark=MARK, code="")))

    def publish(self, document: int) -> Record:
        raise AssertionError(f"document {document} of a rehearsal")
