"""The records of issued documents: made inside a move, replaced by a newer one, withdrawn by a later move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from workflow.agenda import register
from workflow.agenda.compared import one_number
from workflow.clock import day, stamp
from workflow.errors import Invalid
from workflow.kinds import KINDS, Kind, Standing, official
from workflow.offices import number_patterns
from workflow.offices.offices import check_signers, cover_name, issuer_of, joins
from workflow.papers import wording
from workflow.papers.publishing import Frozen, Issue, Publisher, freeze
from workflow.records import SCHEMA, Document, DocumentTask, Task
from workflow.store import Store, scopes
from workflow.text import fold

REPORT = "laporan"  # what an entry says that is the report's own
MORE_NUMBERS = ("joint", "own")  # besides the first, by their names among the values of a move
WITH_REPORT = (Kind.TANDA_TERIMA, Kind.DISPOSISI)  # made with a report, which they name
VALID, DRAFT, REPLACED, WITHDRAWN = "berlaku", "draf", "diganti", "dicabut"


def issue(
    store: Store,
    publisher: Publisher,
    type_: str,
    tasks: Sequence[Task],
    values: Mapping[str, Any],
    *,
    at: datetime,
) -> int:
    """Composes, freezes and records the one document of a move; returns its id. The files are made after the commit.

    ``tasks`` are those of the move, as they stand after it and in the order of the paper. Of ``values`` those that
    concern a paper are used: ``number``, ``slot``, ``entry`` (in the register), ``joint`` (the same of who issues it as
    well), ``own`` (the same of a report that has another number than its letter), ``addressee`` and ``params``, what
    was decided in the move. Raises ``Invalid`` where both blocks of a joint paper would carry one name.
    """
    first, *others = tasks
    replaced = replace(store, tasks, type_)
    order = Issue(
        type=type_, task=first, others=tuple(others), at=at, revision=first["revision"],
        number=values.get("number", "") if KINDS[type_].numbered else "", slot=values.get("slot", ""),
        addressee=values.get("addressee", ""), code=number_patterns.check_code() if official(type_) else "",
        mark="DRAF" if KINDS[type_].standing is Standing.DRAFT else "",
        params={**values.get("params", {}), **{name: values[name] for name in MORE_NUMBERS if name in values}},
    )  # fmt: skip
    frozen = publisher.compose(store, order)
    check_signers(store, first["region"], type_, day(at).isoformat())
    document = store.insert(
        Document, cast(Document, {**_record(store, order, frozen, replaced), **worded(order, frozen)})
    )
    _link(store, document)
    freeze(store, document, frozen)
    if KINDS[type_].numbered:
        _enter(store, document, values)
    return document["id"]


def _enter(store: Store, document: Document, values: Mapping[str, Any]) -> None:
    """Each number with its row in a register; where letter and report have one each it is told whose it is."""
    letter = ""
    if "own" in values:
        office = issuer_of(store, document["region"], document["type"])
        letter = f"{cover_name(office, document['addressee'])}: {document['subject']}"
        register.attach(store, values["own"]["entry"], document, of=REPORT)
    for given, subject in ((values, letter), (values.get("joint", {}), "")):
        if "entry" in given:
            register.attach(store, given["entry"], document, subject=subject)


def worded(order: Issue, frozen: Frozen) -> dict[str, Any]:
    """For the record of a paper, and for the event, what was typed in place of what was proposed; {} for nothing."""
    said = wording.differing(order.params.get(wording.NAME, {}), frozen.words)
    return {wording.NAME: said} if said else {}


def _record(store: Store, order: Issue, frozen: Frozen, replaced: list[int]) -> Document:
    task, tasks = order.task, (order.task, *order.others)
    own = order.params.get("own")
    record: Document = {
        "schema": SCHEMA["document"], "type": order.type, "task": task["id"], "tasks": [one["id"] for one in tasks],
        "rakor": task["rakor"], "region": task["region"],
        "office": issuer_of(store, task["region"], order.type)["id"],
        "title": frozen.title, "subject": frozen.subject, "signer": frozen.signer, "facts": frozen.facts,
        "number": order.number, "addressee": order.addressee, "code": order.code, "revision": order.revision,
        "date": day(order.at).isoformat(), "year": day(order.at).year, "at": stamp(order.at),
        "search": fold(
            order.number, own["number"] if own else "", frozen.title, frozen.subject, *(one["title"] for one in tasks)
        ),
        "status": DRAFT if KINDS[order.type].standing is Standing.DRAFT else VALID, "replaces": replaced,
        "reason": "", "ended": "",
        "content_sha256": frozen.sha256, "pending": True, "failure": "", "files": {},
    }  # fmt: skip
    if own:
        record["number_report"] = own["number"]
    return record


def reserve_number(store: Store, region: str, values: Mapping[str, Any], who: str, at: datetime) -> dict[str, Any]:
    """The number of a report, as values of the move: of the series, typed from the office's agenda, or left blank.

    A series number that the page showed must still be the next one, else the paper would not be what was read. The LKKS
    numbers a joint report as its own reports; any other has a letter, and each of the two its number where the office
    has set two.
    """
    wanted = register.Wanted(values["number_from"], values["number"], values["archive_code"], values["number_yes"])
    office = issuer_of(store, region, Kind.LAPORAN)
    given = numbered(store, office, wanted, who, at)
    if joins(store, region, Kind.LAPORAN):
        given["joint"] = own_number(store, region, who, at)
    elif office.get("report_numbers") == "two":
        typed = str(values.get("number_report", ""))
        if one_number(office, given["number"], typed, day(at)):
            name = cover_name(office, str(values.get("addressee", ""))).lower()
            said = f"Nomor ini sama dengan nomor {name} dalam isian ini. Tulis nomor laporan yang lain, atau kosongkan."
            raise Invalid({"number_report": said})
        given["own"] = _of_the_report(store, office, values, who, at)
    return given


def _of_the_report(
    store: Store, office: Mapping[str, Any], values: Mapping[str, Any], who: str, at: datetime
) -> dict[str, Any]:
    """The report's own number, behind that of its letter: typed, else of the series with it, else blank."""
    typed, way = values.get("number_report", ""), values["number_from"]
    way = "typed" if typed else way if way == "series" else "blank"
    wanted = register.Wanted(way, typed, values["archive_code"], values["number_yes"])
    try:
        return numbered(store, office, wanted, who, at)
    except Invalid as refusal:
        refusal.fields = {"number_report": refusal.fields.pop("number"), **refusal.fields}
        raise


def report_number(document: Mapping[str, Any]) -> str:
    """By which number papers name a report: its own, where its letter has another; "" for one written by hand."""
    return str(document.get("number_report", document["number"]))


def both_numbers(document: Mapping[str, Any], none: str = "tanpa nomor") -> str:
    """The number of a paper as lists tell it; of a report whose letter has another both of them."""
    own = f"; laporan {document['number_report'] or 'tanpa nomor'}" if "number_report" in document else ""
    return f"{document['number'] or none}{own}"


def own_number(store: Store, region: str, who: str, at: datetime) -> dict[str, Any]:
    """The number of an LKKS's report, as values of the move: a blank one, unless the LKKS numbers by its series."""
    office = issuer_of(store, region, Kind.PELAKSANAAN)
    return numbered(store, office, register.Wanted(office.get("number_pelaksanaan", "blank")), who, at)


def next_number(store: Store, region: str, type_: str, who: str, at: datetime) -> dict[str, Any]:
    """The next number in the register of the office whose paper of that kind it is, as values of the move."""
    return numbered(store, issuer_of(store, region, type_), register.Wanted("series"), who, at)


def numbered(
    store: Store, office: Mapping[str, Any], wanted: register.Wanted, who: str, at: datetime
) -> dict[str, Any]:
    """The number that an office's register gives, as values of the move."""
    entry = register.number(store, office, wanted, who, at)
    return {"number": entry["number"], "slot": entry["slot"], "entry": entry["id"]}


def replace(store: Store, tasks: Sequence[Task], type_: str) -> list[int]:
    """Marks as replaced what a new document of this type about ``tasks`` replaces; returns the ids.

    A combined report stays valid as long as it is the newest paper of any of its tasks: it is replaced only when each
    of them has a newer one. What tells of an act stays valid beside the next.
    """
    if KINDS[type_].standing is Standing.ACT:
        return []
    new = {task["id"] for task in tasks}
    earlier = {document["id"]: document for task in tasks for document in of_task(store, task)}
    ended = [
        document
        for _, document in sorted(earlier.items())
        if document["type"] == type_
        and document["status"] in (VALID, DRAFT)
        and all(task in new or _newer(store, document, task) for task in tasks_of(document))
    ]
    for document in ended:
        document["status"] = REPLACED
        store.save(document)
    return [document["id"] for document in ended]


def _newer(store: Store, document: Document, task: int) -> bool:
    """Whether the task has a later document of the same type."""
    return any(d["id"] > document["id"] and d["type"] == document["type"] for d in of_task(store, {"id": task}))


def withdraw(store: Store, task: Mapping[str, Any], type_: str, reason: str, at: datetime) -> list[int]:
    """Marks a task's valid documents as withdrawn, with the reason. Their files stay as they are.

    A paper that is no longer right for one of its tasks is not right, so it is withdrawn as a whole.
    """
    valid = [d for d in reversed(of_task(store, task)) if d["type"] == type_ and d["status"] == VALID]
    for document in valid:
        document |= {"status": WITHDRAWN, "reason": reason, "ended": stamp(at)}
        store.save(document)
    return [document["id"] for document in valid]


def withdraw_one(store: Store, document_id: int, reason: str, at: datetime) -> bool:
    """Marks a paper as withdrawn, if it still counts; whether it did."""
    document = store.get(Document, document_id)
    if document is None or document["status"] not in (VALID, DRAFT):
        return False
    store.save({**document, "status": WITHDRAWN, "reason": reason, "ended": stamp(at)})
    return True


def note_fetched(store: Store, document_id: int, reader: int, at: datetime) -> None:
    """Remembers who took a file of a paper while the move that issued it can be undone: what somebody else has in his
    hands is not taken back."""
    document = store.get(Document, document_id)
    if document is None or reader in document.get("fetched", ()) or not _can_be_undone(store, document, at):
        return
    with store.transaction(scopes.region(document["region"])):
        document = store.get(Document, document_id)
        if document is not None:
            store.save({**document, "fetched": [*document.get("fetched", ()), reader]})


def _can_be_undone(store: Store, document: Document, at: datetime) -> bool:
    task = store.get(Task, document["task"])
    undo = task.get("undo") if task else None
    return bool(undo and document["id"] in undo["documents"] and undo["until"] >= stamp(at))


def fetched_by(store: Store, document_id: int) -> set[int]:
    """The accounts that have taken a file of the paper."""
    document = store.get(Document, document_id)
    return set(document.get("fetched", ())) if document else set()


def of_task(store: Store, task: Mapping[str, Any]) -> list[Document]:
    """A task's documents, newest first; a combined report is found from each of its tasks."""
    links = store.find(DocumentTask, task=task["id"], order="-document")
    return list(store.several(Document, (link["document"] for link in links)).values())


def valid_report(store: Store, task: Mapping[str, Any]) -> Document | None:
    """The report to the leader that counts."""
    reports = (one for one in of_task(store, task) if one["type"] == Kind.LAPORAN and one["status"] == VALID)
    return next(reports, None)


def tasks_of(document: Mapping[str, Any]) -> list[int]:
    """The ids of the tasks that a document is about, in the order of the paper; none for a paper about a rakor."""
    return [task for task in document.get("tasks", [document["task"]]) if task]


def link_earlier(store: Store) -> None:
    """Links the documents of an instance that was made before documents had links."""
    if store.count("document_task"):
        return
    with store.transaction():
        for document in store.find(Document):
            _link(store, document)


def _link(store: Store, document: Document) -> None:
    for task in tasks_of(document):
        link = DocumentTask(schema=SCHEMA["document_task"], document=document["id"], task=task)
        store.insert(DocumentTask, link)
