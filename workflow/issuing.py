"""The records of issued documents: made inside a move, replaced by a newer one, withdrawn by a later move."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from workflow import agenda, numbering
from workflow.clock import day, stamp
from workflow.offices import office_of
from workflow.publishing import Frozen, Issue, Publisher
from workflow.store import Store
from workflow.text import fold

if TYPE_CHECKING:
    from workflow.operations import Move

VALID, DRAFT, REPLACED, WITHDRAWN = "berlaku", "draf", "diganti", "dicabut"
IDENTITY = {"rtl": "lkks", "laporan": "dinsos", "pelaksanaan": "lkks"}  # whose paper each type is


def issue(store: Store, publisher: Publisher, step: Move) -> int:
    """Composes, freezes and records the document of a move; returns its id. The files are made after the commit."""
    type_, task = step.action.issues, step.task
    replaced = replace(store, task["id"], type_)
    order = Issue(
        type=type_, task=task, at=step.at, revision=task["revision"],
        number=step.values.get("number", ""), slot=step.values.get("slot", ""),
        addressee=step.values.get("addressee", ""),
        code="" if type_ == "rtl" else numbering.check_code(), mark="DRAF" if type_ == "rtl" else "",
    )  # fmt: skip
    frozen = publisher.compose(store, order)
    document = store.insert("document", _record(store, order, frozen, replaced))
    store.insert("content", {"schema": 1, "document": document["id"], "data": frozen.data})
    if "entry" in step.values:
        agenda.attach(store, step.values["entry"], document)
    return document["id"]


def _record(store: Store, order: Issue, frozen: Frozen, replaced: list[int]) -> dict[str, Any]:
    task = order.task
    return {
        "schema": 1, "type": order.type, "task": task["id"], "rakor": task["rakor"], "region": task["region"],
        "office": office_of(store, task["region"], IDENTITY[order.type])["id"],
        "title": frozen.title, "subject": frozen.subject, "signer": frozen.signer, "facts": frozen.facts,
        "number": order.number, "addressee": order.addressee, "code": order.code, "revision": order.revision,
        "date": day(order.at).isoformat(), "year": day(order.at).year, "at": stamp(order.at),
        "search": fold(order.number, frozen.title, frozen.subject, task["title"]),
        "status": DRAFT if order.type == "rtl" else VALID, "replaces": replaced, "reason": "", "ended": "",
        "content_sha256": frozen.sha256, "pending": True, "failure": "", "files": {},
    }  # fmt: skip


def reserve_number(store: Store, step: Move) -> dict[str, Any]:
    """The number of a report, as values of the move: of the series, typed from the office's agenda, or left blank.

    A series number that the page showed must still be the next one, else the paper would not be what was read.
    """
    office = office_of(store, step.task["region"], IDENTITY["laporan"])
    values = step.values
    wanted = agenda.Wanted(values["number_from"], values["number"], values["archive_code"])
    return _given(store, office, wanted, step)


def own_number(store: Store, step: Move) -> dict[str, Any]:
    """The number of an LKKS's report, as values of the move: a blank one, unless the LKKS numbers by its series."""
    office = office_of(store, step.task["region"], IDENTITY["pelaksanaan"])
    return _given(store, office, agenda.Wanted(office.get("number_pelaksanaan", "blank")), step)


def _given(store: Store, office: Mapping[str, Any], wanted: agenda.Wanted, step: Move) -> dict[str, Any]:
    entry = agenda.number(store, office, wanted, step.actor.name, step.at)
    return {"number": entry["number"], "slot": entry["slot"], "entry": entry["id"]}


def replace(store: Store, task: int, type_: str) -> list[int]:
    """Marks the task's earlier documents of this type as replaced; returns their ids."""
    ended = [d for d in store.find("document", task=task, type=type_) if d["status"] in (VALID, DRAFT)]
    for document in ended:
        store.save({**document, "status": REPLACED})
    return [document["id"] for document in ended]


def withdraw(store: Store, task: int, type_: str, reason: str, at: datetime) -> list[int]:
    """Marks valid documents as withdrawn, with the reason. Their files stay as they are."""
    valid = store.find("document", task=task, type=type_, status=VALID)
    for document in valid:
        store.save({**document, "status": WITHDRAWN, "reason": reason, "ended": stamp(at)})
    return [document["id"] for document in valid]


def of_task(store: Store, task: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A task's documents, newest first."""
    return store.find("document", task=task["id"], order="-id")
