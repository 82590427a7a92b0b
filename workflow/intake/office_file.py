"""An office's file on its way in: what was understood of it is kept as an intake, checked and mended by a person,
recorded in one transaction, and taken back as long as nobody has moved a task of it.

An intake is a record: ``sheet`` holds the outcomes and tasks as they stand after mending. A row's ``take`` says whether
it will be recorded, ``asks`` (field -> question) what the file left in doubt: a taken row with an open question is not
recorded; ``doubted`` (field -> question) what a yes is enough for. Tasks name their outcome by its ``key``. ``yes`` has
the marks of what got a yes.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, cast

from workflow.audit import chain
from workflow.clock import stamp
from workflow.errors import Invalid, NotFound, Question, Stale, WrongStage
from workflow.intake.foreseen import checked_task, foreseen
from workflow.intake.same_words import alike
from workflow.machine.permissions import may_record_rakor
from workflow.nik import masked
from workflow.rakor.fields import check_outcome, check_rakor
from workflow.rakor.recording import check_open, check_recorder, readable_rakor, record_rakor, renumbered
from workflow.records import SCHEMA, Rakor
from workflow.regions import owners
from workflow.roles import Actor
from workflow.store import Record, Store
from workflow.tasks.new_task import add_task
from workflow.text import YES, words_of

OPEN, RECORDED, UNDONE, DROPPED = "diperiksa", "tersimpan", "dibatalkan", "dibuang"
NEVER_MOVED = {
    "hand_over",
    "facts_changed",
    "outcome_reworded",
    "refused",
    "viewed",
    "exported",
}  # events of a task that leave it as it was made


def open_intake(
    store: Store, actor: Actor, source: Mapping[str, Any], sheet: Mapping[str, Any], *, rakor_id: int, at: datetime
) -> Record:
    """Keeps what was understood of a file for checking; nothing of it is recorded yet.

    ``source`` has name, sha256 and kind; ``sheet`` has head (a rakor's fields), outcomes, tasks, columns and remarks.
    ``rakor_id`` 0 means that the file makes a rakor of its own.
    """
    check_recorder(actor)
    if rakor_id:
        readable_rakor(store, actor, rakor_id)
    with store.transaction():
        intake = {
            "schema": SCHEMA["intake"], "user": actor.id, "rakor": rakor_id, "state": OPEN, "at": stamp(at),
            "source": masked(source), "sheet": masked(sheet), "made": {"rakor": 0, "outcomes": [], "tasks": []},
        }  # fmt: skip
        return store.insert("intake", marked(store, intake))


def readable_intake(store: Store, actor: Actor, intake_id: int) -> Record:
    """Loads and authorises in one step: any account that may record a rakor may go on with a colleague's intake."""
    intake = store.get("intake", intake_id) if may_record_rakor(actor) else None
    if intake is None:
        raise NotFound("Berkas masuk itu tidak ada.")
    return intake


def mend(
    store: Store, actor: Actor, intake_id: int, sheet: Mapping[str, Any], *, rakor_id: int, version: int
) -> Record:
    """Keeps the sheet as a person has mended it; unfinished answers are kept as well."""
    with store.transaction():
        intake = still_open(store, actor, intake_id, version)
        return store.save(marked(store, {**intake, "sheet": masked(sheet), "rakor": rakor_id}))


def drop(store: Store, actor: Actor, intake_id: int, *, version: int) -> Record:
    """Throws an intake away that was not recorded."""
    with store.transaction():
        intake = still_open(store, actor, intake_id, version)
        return store.save({**intake, "sheet": _settled(intake["sheet"]), "state": DROPPED})


def marked(store: Store, intake: Record) -> Record:
    """The intake with ``existing`` set on every outcome that its rakor has already, in the same words: its uid."""
    rakor = store.get("rakor", intake["rakor"]) if intake["rakor"] else None
    known = {words_of(outcome["text"]): outcome["uid"] for outcome in rakor["outcomes"]} if rakor else {}
    outcomes = [{**o, "existing": known.get(words_of(o["text"]), "")} for o in intake["sheet"]["outcomes"]]
    return {**intake, "sheet": {**intake["sheet"], "outcomes": outcomes}}


def problems(intake: Mapping[str, Any]) -> dict[str, str]:
    """What has to be answered or mended before it can be recorded: "key.field" -> sentence, or question."""
    sheet = intake["sheet"]
    wrong: dict[str, str] = {}
    if not intake["rakor"]:
        wrong |= _refused("rakor", lambda: check_rakor(sheet["head"]))
    taken = {outcome["key"] for outcome in sheet["outcomes"] if outcome["take"]}
    for outcome in sheet["outcomes"]:
        if outcome["take"]:
            wrong |= _asks(outcome, sheet) | _refused(outcome["key"], lambda outcome=outcome: check_outcome(outcome))
    for task in sheet["tasks"]:
        if task["take"]:
            wrong |= _asks(task, sheet) | _refused(task["key"], lambda task=task: checked_task(task, sheet))
            if task["outcome"] not in taken:
                wrong[f"{task['key']}.outcome"] = "Pilih butir hasil untuk tindak lanjut ini, atau jangan ambil."
    wrong |= _twins(sheet)
    if not taken:
        wrong["sheet"] = "Belum ada butir hasil yang diambil."
    return wrong


def _twins(sheet: Mapping[str, Any]) -> dict[str, str]:
    """A question for every new outcome that says the same as one before it."""
    asked: dict[str, str] = {}
    places = {outcome["key"]: outcome["place"] for outcome in sheet["outcomes"]}
    for key, first in alike(sheet).items():
        said = first["place"] or "baris lain", places[key] or "baris ini"
        question = Question("Berbunyi sama dengan {}. Apakah {} butir lain?".format(*said))
        if question.mark not in sheet.get("yes", ()):
            asked[f"{key}.text"] = question
    return asked


def _asks(row: Mapping[str, Any], sheet: Mapping[str, Any]) -> dict[str, str]:
    """What only other words answer, and what a yes answers for every row that asks the same."""
    doubted = {field: Question(said) for field, said in row.get("doubted", {}).items()}
    open_ = {field: question for field, question in doubted.items() if question.mark not in sheet.get("yes", ())}
    return {f"{row['key']}.{field}": question for field, question in {**open_, **row["asks"]}.items()}


def _refused(key: str, check: Any) -> dict[str, str]:
    try:
        check()
    except Invalid as refusal:
        return {f"{key}.{field}": sentence for field, sentence in refusal.fields.items()}
    return {}


def record_intake(store: Store, actor: Actor, intake_id: int, *, version: int, at: datetime) -> Record:
    """Records everything that is taken, or nothing. Returns the intake; its ``made`` names what came of it.

    A task that its kabupaten/kota has already (same outcome, same action) is not made twice. Raises ``Invalid`` with
    ``problems``.
    """
    with store.transaction():
        intake = marked(store, still_open(store, actor, intake_id, version))
        if wrong := problems(intake):
            raise Invalid(wrong)
        rakor, own = _rakor_of(store, actor, intake, at)
        new = foreseen(store, rakor["id"], intake["sheet"])
        added = _add_outcomes(rakor, new.outcomes)
        rakor = store.save(renumbered(rakor))
        uids = {row["key"]: added.get(row["key"]) or row["existing"] for row in intake["sheet"]["outcomes"]}
        outcomes = {outcome["uid"]: outcome for outcome in rakor["outcomes"]}
        tasks = [
            add_task(store, actor, rakor, outcomes[uids[task.outcome]], task.region, task.suggested, at=at)["id"]
            for task in new.tasks
        ]
        made = {"rakor": rakor["id"] if own else 0, "outcomes": list(added.values()), "tasks": tasks}
        chain.append(store, actor, "intake_recorded", at, _told(intake, made), rakor=rakor["id"])
        settled = {"sheet": _settled(intake["sheet"]), "state": RECORDED, "made": made}
        return store.save({**intake, "rakor": rakor["id"], **settled})


def _settled(sheet: Mapping[str, Any]) -> dict[str, Any]:
    """The sheet without what was not taken: once it is decided nothing of it is kept."""
    remarks = [{"place": remark["place"], "text": remark["text"]} for remark in sheet["remarks"]]
    return {**{name: value for name, value in sheet.items() if name != "acts"}, "remarks": remarks}


def _rakor_of(store: Store, actor: Actor, intake: Record, at: datetime) -> tuple[Rakor, bool]:
    """The rakor that gets the outcomes, and whether it was made for them."""
    if intake["rakor"]:
        rakor = readable_rakor(store, actor, intake["rakor"])
        check_open(rakor)
        return cast(Rakor, rakor), False  # which pages take as a plain dict
    head = {**intake["sheet"]["head"], YES: intake["sheet"].get("yes", ())}
    try:
        return record_rakor(store, actor, head, at=at), True
    except Invalid as refusal:
        raise Invalid({f"rakor.{field}": sentence for field, sentence in refusal.fields.items()}) from None


def _add_outcomes(rakor: Rakor, rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Appends the outcomes to the rakor; the uid of each row's key."""
    added: dict[str, str] = {}
    for row in rows:
        added[row["key"]] = secrets.token_hex(4)
        rakor["outcomes"].append({"uid": added[row["key"]], "no": len(rakor["outcomes"]) + 1, **check_outcome(row)})
    return added


def moved(store: Store, intake: Mapping[str, Any]) -> list[str]:
    """What stands in the way of taking the intake back, a sentence each."""
    if intake["state"] != RECORDED:
        return ["Yang ini belum disimpan, atau sudah dibatalkan."]
    own = set(intake["made"]["tasks"])
    found = []
    for task_id in intake["made"]["tasks"]:
        task = store.get("task", task_id)
        events = {event["name"] for event in store.find("event", task=task_id)}
        if task is None or not events <= NEVER_MOVED:
            name = f"{owners()[task['region']].column}: {task['title']}" if task else f"tugas {task_id}"
            found.append(f"Sudah bergerak: {name}.")
    for uid in intake["made"]["outcomes"]:
        others = store.find("task", rakor=intake["rakor"], outcome=uid)
        if any(task["id"] not in own for task in others):
            found.append("Sebuah butirnya sudah dibagikan lagi lewat halaman rakor.")
    return found


def undo(store: Store, actor: Actor, intake_id: int, *, version: int, at: datetime) -> Record:
    """Takes back what an intake has made: its tasks, its outcomes and, if it made one that has no others, its rakor.

    Raises ``WrongStage`` when a task has moved. The events stay: the history tells of both.
    """
    with store.transaction():
        intake = readable_intake(store, actor, intake_id)
        if intake["version"] != version:
            raise Stale(intake)
        if reasons := moved(store, intake):
            raise WrongStage("Tidak dapat dibatalkan lagi. " + " ".join(reasons[:3]), intake)
        for task_id in intake["made"]["tasks"]:
            store.delete("task", task_id)
        rakor = cast(Rakor, readable_rakor(store, actor, intake["rakor"]))
        rakor["outcomes"] = [o for o in rakor["outcomes"] if o["uid"] not in intake["made"]["outcomes"]]
        rakor = store.save(renumbered(rakor))
        if intake["made"]["rakor"] and not rakor["outcomes"] and not store.count("document", rakor=rakor["id"]):
            store.delete("rakor", rakor["id"])
        chain.append(store, actor, "intake_undone", at, _told(intake, intake["made"]), rakor=rakor["id"])
        return store.save({**intake, "state": UNDONE})


def _told(intake: Mapping[str, Any], made: Mapping[str, Any]) -> dict[str, Any]:
    source = intake["source"]
    return {
        "source": source["name"], "sha256": source["sha256"], "outcomes": len(made["outcomes"]),
        "tasks": len(made["tasks"]),
    }  # fmt: skip


def still_open(store: Store, actor: Actor, intake_id: int, version: int) -> Record:
    """The intake as the page showed it. Raises ``WrongStage`` when it is not open any more, ``Stale`` when mended."""
    intake = readable_intake(store, actor, intake_id)
    if intake["state"] != OPEN:
        raise WrongStage("Berkas ini sudah disimpan atau dibuang. Lihat rakornya.", intake)
    if intake["version"] != version:
        raise Stale(intake)
    return intake
