"""Papers about a whole rakor: issued by Dinas Sosial Aceh at any time, or shown as things stand now.

A notula and a report of results are official papers: they carry a check code, and a newer one replaces the older. A
recap and a matrix say how things stood at one moment: without number and code, and one more replaces none.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from workflow.agenda import register
from workflow.audit import chain
from workflow.clock import day, stamp
from workflow.errors import Invalid, NotAllowed, NotFound
from workflow.kinds import KINDS, Kind, official, rakor_kinds
from workflow.machine.permissions import may_record_rakor
from workflow.offices import number_patterns
from workflow.offices.offices import office_of
from workflow.once import once
from workflow.papers import wording
from workflow.papers.issuing import REPLACED, VALID, worded
from workflow.papers.publishing import Frozen, Issue, Publisher, freeze
from workflow.rakor import attendance
from workflow.rakor.lacking import lacking
from workflow.rakor.recording import readable_rakor
from workflow.records import SCHEMA, Document, Entry, Rakor
from workflow.regions import PROVINCE
from workflow.roles import Actor, Role
from workflow.store import Record, Store
from workflow.tasks import needs
from workflow.tasks.ask import Ask
from workflow.text import fold

MARK = "PRATINJAU"


def issue_for_rakor(
    store: Store,
    publisher: Publisher,
    actor: Actor,
    type_: str,
    rakor_id: int,
    params: Mapping[str, Any],
    *,
    at: datetime,
    key: str = "",
) -> Record:
    """Issues a paper of ``rakor_kinds()`` and returns its record.

    ``params`` go to the composer; for the numbered one ``number_from``, ``number`` and ``archive_code`` say how it is
    numbered (by default the next of the register of Dinas Sosial Aceh). In one transaction: record, number, frozen
    content and audit event. Raises ``NotFound``, ``NotAllowed`` or ``Invalid``; then nothing has changed.
    ``key`` names the sending, which is done ``once``.
    """
    _check(actor, type_)
    made = once(store, key, lambda: {"id": _issued(store, publisher, actor, type_, rakor_id, params, at)}, at=at)
    return publisher.publish(made["id"])


def _issued(
    store: Store, publisher: Publisher, actor: Actor, type_: str, rakor_id: int, params: Mapping[str, Any], at: datetime
) -> int:
    """The id of the new record."""
    with store.transaction():
        rakor = readable_rakor(store, actor, rakor_id)
        if reasons := lacking(type_, rakor, day(at).isoformat()):
            raise Invalid({"lacking": " ".join(one.sentence for one in reasons)})
        entry = _number(store, actor, type_, params, at)
        order = Issue(
            type=type_, task={}, at=at, rakor=rakor_id, params={**wording.as_params(params), **actor.on_paper},
            number=entry["number"] if entry else "", slot=entry["slot"] if entry else "",
            code=number_patterns.check_code() if official(type_) else "",
        )  # fmt: skip
        frozen = publisher.compose(store, order)
        record, own = recorded(store, order, frozen, rakor, _replace(store, order)), worded(order, frozen)
        document = store.insert(Document, cast(Document, {**record, **own}))
        freeze(store, document, frozen)
        if entry:
            register.attach(store, entry["id"], document)
        fields = {"type": type_, "number": order.number, "document": document["id"], **own}
        chain.append(store, actor, "rakor_document", at, fields, rakor=rakor_id)
        if type_ == Kind.NOTULA:  # which says of them that they came
            attendance.keep_activity(store, actor, cast(Rakor, rakor), (), at)
    return document["id"]


def as_it_stands(store: Store, actor: Actor, type_: str, rakor_id: int, *, at: datetime, **params: Any) -> Issue:
    """The order of the same paper as things stand now; an official one is marked as a preview and has no code."""
    _check(actor, type_)
    readable_rakor(store, actor, rakor_id)
    number = proposed(store, at) if KINDS[type_].numbered else ""
    mark = MARK if official(type_) else ""
    params = {**wording.as_params(params), **actor.on_paper}
    return Issue(type=type_, task={}, at=at, rakor=rakor_id, params=params, number=number, mark=mark)


def recap_of(actor: Actor, filters: Mapping[str, str], *, at: datetime) -> Issue:
    """The order of a recap of the task list with these filters, on the paper of the reader's own office."""
    params = {
        "filters": dict(filters), "region": actor.region,
        "identity": "lkks" if actor.role is Role.CHAIR else "dinsos",
    }  # fmt: skip
    return Issue(type=Kind.REKAP, task={}, at=at, rakor=int(filters.get("rakor", 0)), params=params)


def proposed(store: Store, at: datetime) -> str:
    """The number that the next numbered paper would get."""
    return register.proposed(store, office_of(store, PROVINCE, "dinsos"), day(at))


def of_rakor(store: Store, rakor_id: int) -> list[Document]:
    """The papers that were issued about a rakor as a whole, the newest first."""
    return store.find(Document, rakor=rakor_id, task=0, order="-id")


def _check(actor: Actor, type_: str) -> None:
    if type_ not in rakor_kinds():
        raise NotFound("Jenis dokumen itu tidak ada.")
    if not may_record_rakor(actor):
        raise NotAllowed("Dokumen rakor hanya dapat diterbitkan oleh Dinas Sosial Aceh.")


def _number(store: Store, actor: Actor, type_: str, params: Mapping[str, Any], at: datetime) -> Entry | None:
    """The entry in the register of Dinas Sosial Aceh; None for a paper without number."""
    if not KINDS[type_].numbered:
        return None
    asked = needs.number(Ask(store, {}, params, at))
    wanted = register.Wanted(asked["number_from"], asked["number"], asked["archive_code"], asked["number_yes"])
    return register.number(store, office_of(store, PROVINCE, "dinsos"), wanted, actor.name, at)


def _replace(store: Store, order: Issue) -> list[int]:
    """Marks what a new official paper replaces; returns the ids."""
    if not official(order.type):
        return []
    ended = store.find(Document, rakor=order.rakor, task=0, type=order.type, status=VALID)
    for document in ended:
        document["status"] = REPLACED
        store.save(document)
    return [document["id"] for document in ended]


def recorded(
    store: Store, order: Issue, frozen: Frozen, rakor: Mapping[str, Any], replaced: list[int]
) -> Document:  # fmt: skip
    """The record of a paper of Dinas Sosial Aceh that tells of a rakor, or of what one region has out of it."""
    return {
        "schema": SCHEMA["document"], "type": order.type, "task": 0, "tasks": [], "rakor": rakor["id"],
        "region": order.region or PROVINCE, "office": office_of(store, PROVINCE, "dinsos")["id"],
        "title": frozen.title, "subject": frozen.subject, "signer": frozen.signer, "facts": frozen.facts,
        "number": order.number, "addressee": order.addressee, "code": order.code, "revision": 0,
        "date": day(order.at).isoformat(), "year": day(order.at).year, "at": stamp(order.at),
        "search": fold(order.number, frozen.title, frozen.subject, rakor["title"]),
        "status": VALID, "replaces": replaced, "reason": "", "ended": "",
        "content_sha256": frozen.sha256, "pending": True, "failure": "", "files": {},
    }  # fmt: skip
