"""Rakor and its outcomes: recording, editing, and handing an outcome over to kabupaten/kota as tasks.

A rakor is one record; its outcomes stand inside it in order, each with a ``uid`` that never changes. Tasks carry
what they show of their outcome and are kept in step when it is edited; their id, stage and history never change.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, cast

from workflow.audit import chain
from workflow.clock import day, stamp
from workflow.errors import IN_PLACE, Invalid, NotAllowed, NotFound, Stale, Unreadable
from workflow.machine.permissions import may_read_rakor, may_record_rakor
from workflow.offices import legal_basis
from workflow.rakor import attendance, doubts, facts, noun_titles
from workflow.rakor.fields import check_outcome, check_rakor
from workflow.rakor.looked_through import looked_through
from workflow.records import SCHEMA, Outcome, Rakor, Task
from workflow.records.followed import OutcomeHead, RakorHead
from workflow.regions import owners
from workflow.roles import Actor
from workflow.store import Record, Store
from workflow.tasks import per_lks
from workflow.tasks.new_task import add_task, shown_of
from workflow.tasks.searching import search_text
from workflow.tasks.undo import group_of
from workflow.text import ask, yes_of


def readable_rakor(store: Store, actor: Actor, rakor_id: int) -> Record:
    """Loads and authorises in one step."""
    rakor = store.get("rakor", rakor_id) if may_read_rakor(actor) else None
    if rakor is None:
        raise NotFound("Rakor itu tidak ada.")
    if "damaged" in rakor:
        raise Unreadable
    return rakor


def outcome_of(rakor: Mapping[str, Any], uid: str) -> Outcome:
    outcomes: list[Outcome] = rakor["outcomes"]
    for outcome in outcomes:
        if outcome["uid"] == uid:
            return outcome
    if "damaged" in rakor:
        return Outcome(
            uid=uid, no=0, text=IN_PLACE, title=IN_PLACE, commission="", dimension="", is_task=True, deadline="",
            suggested={},
        )  # fmt: skip
    raise NotFound("Butir hasil itu tidak ada pada rakor ini.")


def record_rakor(store: Store, actor: Actor, data: Mapping[str, Any], *, at: datetime, example: bool = False) -> Rakor:
    """Records a new rakor without outcomes. ``example`` marks demo data."""
    check_recorder(actor)
    values = check_rakor(data)
    with store.transaction():
        _check_rules(store, values)
        ask(yes_of(data), doubts.about_rakor(store, values, None))
        values["participants"] = attendance.as_registered(store, values["participants"])
        new = {
            "schema": SCHEMA["rakor"], "uid": secrets.token_hex(8), "example": example, "outcomes": [],
            "at": stamp(at), **values,
        }  # fmt: skip
        new["search"] = looked_through(new)
        rakor = store.insert(Rakor, cast(Rakor, new))  # mypy lets nothing be spread beside keys that may be missing
        chain.append(store, actor, "rakor_recorded", at, {"title": values["title"]}, rakor=rakor["id"])
        attendance.keep_activity(store, actor, rakor, (), at)
    return rakor


def edit_rakor(
    store: Store, actor: Actor, rakor_id: int, data: Mapping[str, Any], *, version: int, at: datetime
) -> Rakor:
    """Saves what the rakor's head says; its outcomes and tasks stay as they are. When papers were issued that say
    otherwise, ``data`` has the ``reason``."""
    with store.transaction():
        rakor = _editable(store, actor, rakor_id, version)
        people = attendance.with_picks(data.get("participants") or (), rakor["participants"])
        values = check_rakor({**data, "participants": people})
        _check_rules(store, values)
        values["participants"] = attendance.as_registered(store, values["participants"])
        changes = facts.in_head(rakor, values)
        why = facts.printed(store, rakor).head(rakor, values)
        reason = facts.settled(data, doubts.about_rakor(store, values, rakor), why=why)
        saved = store.save(cast(Rakor, {**rakor, **values, "search": looked_through({**rakor, **values})}))  # as above
        chain.append(store, actor, "rakor_edited", at, {"title": saved["title"]}, rakor=rakor_id)
        attendance.keep_activity(store, actor, saved, rakor["participants"], at)
        if why:
            facts.tell(store, actor, saved, "", changes, reason, at=at)
    return saved


def _check_rules(store: Store, head: RakorHead) -> None:
    """Raises ``Invalid`` where a rule is named that was not in force when the rakor began."""
    if wrong := legal_basis.refused(store, head.get("rules", ""), head["start"]):
        raise Invalid({"rules": wrong})


def save_outcome(
    store: Store,
    actor: Actor,
    rakor_id: int,
    uid: str,
    data: Mapping[str, Any],
    *,
    version: int,
    at: datetime,
) -> tuple[Rakor, str]:
    """Adds an outcome (``uid`` "") at the end or edits one; returns the rakor and the uid.

    The tasks of an edited outcome show its new words at once; nothing else of them changes. When papers were issued
    that say otherwise, ``data`` has the ``reason``.
    """
    with store.transaction():
        rakor = _editable(store, actor, rakor_id, version)
        before = outcome_of(rakor, uid) if uid else None
        values = check_outcome(data)
        values["paper_title"] = noun_titles.own(values, before)
        changes = facts.in_outcome(before, values) if before else []
        why = bool(changes) and facts.printed(store, rakor).outcome(uid)
        reason = facts.settled(data, doubts.about_outcome(rakor, values, before), why=why)
        if before is None:
            uid = secrets.token_hex(4)
            rakor["outcomes"].append({"uid": uid, "no": len(rakor["outcomes"]) + 1, **values})
        else:
            _check_kind(store, rakor, before, values)
            rakor["outcomes"][rakor["outcomes"].index(before)] = {**before, **values}
        saved = store.save(renumbered(rakor))
        _keep_in_step(store, saved, at)
        chain.append(store, actor, "outcome_edited", at, {"outcome": uid, "text": values["text"]}, rakor=rakor_id)
        if why:
            facts.tell(store, actor, saved, uid, changes, reason, at=at)
        elif changes:
            facts.tell_reworded(store, actor, saved, uid, changes, at=at)
    return saved, uid


def _check_kind(store: Store, rakor: Rakor, before: Outcome, values: OutcomeHead) -> None:
    """What was handed over stays a task; where progress was recorded, it is counted as it was."""
    tasks = store.find("task", rakor=rakor["id"], outcome=before["uid"])
    if not values["is_task"] and tasks:
        raise Invalid({"is_task": "Butir ini sudah dibagikan sebagai tugas; tidak dapat menjadi keterangan saja."})
    other = values.get("per_lks", False) != before.get("per_lks", False)
    if other and any(task["progress"] for task in tasks):
        said = "Kemajuan butir ini sudah dicatat, jadi cara menghitungnya tidak dapat diubah lagi."
        raise Invalid({"per_lks": said})


def remove_outcome(
    store: Store, actor: Actor, rakor_id: int, uid: str, *, version: int, at: datetime, reason: str = ""
) -> Rakor:
    """Removes an outcome that nobody has been given; with the ``reason`` where papers tell of it, or of its followers'
    numbers."""
    with store.transaction():
        rakor = _editable(store, actor, rakor_id, version)
        outcome = outcome_of(rakor, uid)
        if store.count("task", rakor=rakor_id, outcome=uid):
            raise Invalid(
                {"outcome": "Butir yang sudah dibagikan tidak dapat dihapus. Batalkan tugasnya lewat halaman tugas."}
            )
        saved = _rearranged(store, actor, rakor, [one for one in rakor["outcomes"] if one != outcome], reason, at)
        chain.append(store, actor, "outcome_edited", at, {"outcome": uid, "text": ""}, rakor=rakor_id)
    return saved


def move_outcome(
    store: Store, actor: Actor, rakor_id: int, uid: str, place: int, *, version: int, at: datetime, reason: str = ""
) -> Rakor:
    """Puts an outcome at ``place`` (1 is the first); with the ``reason`` where papers tell of the numbers."""
    with store.transaction():
        rakor = _editable(store, actor, rakor_id, version)
        outcome = outcome_of(rakor, uid)
        order = [one for one in rakor["outcomes"] if one != outcome]
        order.insert(max(0, place - 1), outcome)
        saved = _rearranged(store, actor, rakor, order, reason, at)
        chain.append(store, actor, "outcome_edited", at, {"outcome": uid, "text": outcome["text"]}, rakor=rakor_id)
    return saved


def _rearranged(store: Store, actor: Actor, rakor: Rakor, order: list[Outcome], reason: str, at: datetime) -> Rakor:
    """Saves the outcomes in this order."""
    new = renumbered(cast(Rakor, {**rakor, "outcomes": [{**one} for one in order]}))
    moved = facts.in_order(rakor["outcomes"], new["outcomes"], facts.printed(store, rakor))
    why = facts.settled({"reason": reason}, {}, why=bool(moved))
    saved = store.save(new)
    _keep_in_step(store, saved, at)
    for uid, changes in moved.items():
        facts.tell(store, actor, saved, uid, changes, why, at=at)
    return saved


def hand_over(
    store: Store, actor: Actor, rakor_id: int, uid: str, codes: Iterable[str], *, at: datetime, undo_group: str = ""
) -> list[Task]:
    """Makes one task for each owner that does not hold this outcome as a whole yet: all of them or none.

    Returns the new tasks. Who holds parts of it may be given the whole. Raises ``Invalid`` for an unknown owner, for
    none, and for an outcome that is mere information; ``owners()`` gives all.
    """
    check_recorder(actor)
    with store.transaction():
        rakor = readable_rakor(store, actor, rakor_id)
        check_open(rakor)
        outcome = outcome_of(rakor, uid)
        wanted = set(codes)
        if not outcome["is_task"]:
            raise Invalid({"regions": "Butir ini hanya keterangan. Ubah menjadi tugas sebelum dibagikan."})
        if not wanted or not wanted <= set(owners()):
            raise Invalid({"regions": "Pilih paling sedikit satu kabupaten/kota dari daftar."})
        suggested = {"plan": outcome["suggested"], "deadline": outcome["deadline"]}
        new = _without_it(store, rakor_id, outcome, wanted)
        undo_group = undo_group or group_of(len(new))
        return [add_task(store, actor, rakor, outcome, code, suggested, at=at, undo_group=undo_group) for code in new]


def _without_it(store: Store, rakor_id: int, outcome: Mapping[str, Any], wanted: Iterable[str]) -> list[str]:
    """Those of the owners that do not hold the outcome as a whole yet, in the order of their codes."""
    given = {task["region"] for task in store.find("task", rakor=rakor_id, outcome=outcome["uid"]) if holds_whole(task)}
    return [code for code in owners() if code in set(wanted) - given]


def holds_whole(task: Mapping[str, Any]) -> bool:
    """Whether its owner holds the outcome with this task, not only a part of it."""
    return not task["cancelled"] and not task.get("part")


def share(
    store: Store, actor: Actor, rakor_id: int, wanted: Mapping[str, Iterable[str]], *, version: int, at: datetime
) -> list[Task]:
    """Hands several outcomes over at once, all or nothing: ``wanted`` has the codes of the owners by the outcome's uid.

    Raises ``Stale`` when the rakor is another one than was seen, ``Invalid`` when nobody was chosen.
    """
    with store.transaction():
        rakor = _editable(store, actor, rakor_id, version)
        chosen = {uid: codes for uid, given in wanted.items() if (codes := set(given))}
        if not chosen:
            raise Invalid({"regions": "Centang paling sedikit satu kabupaten/kota, lalu bagikan."})
        group = group_of(
            sum(len(_without_it(store, rakor_id, outcome_of(rakor, uid), codes)) for uid, codes in chosen.items())
        )
        return [
            task
            for uid, codes in chosen.items()
            for task in hand_over(store, actor, rakor_id, uid, codes, at=at, undo_group=group)
        ]


def _keep_in_step(store: Store, rakor: Rakor, at: datetime) -> None:
    by_uid = {outcome["uid"]: outcome for outcome in rakor["outcomes"]}
    for task in store.find(Task, rakor=rakor["id"]):
        changed = cast(Task, {**task, **shown_of(by_uid[task["outcome"]], task)})
        if changed.get("per_lks") and not task.get("per_lks"):
            per_lks.refresh(store, changed, day(at).isoformat())
            per_lks.settle(changed)
        if changed != task:
            store.save({**changed, "search": search_text(store, changed)})


def renumbered(rakor: Rakor) -> Rakor:
    """With its outcomes numbered in their order, and the text by which they are found."""
    for number, outcome in enumerate(rakor["outcomes"], 1):
        outcome["no"] = number
    rakor["search"] = looked_through(rakor)
    return rakor


def check_recorder(actor: Actor) -> None:
    if not may_record_rakor(actor):
        raise NotAllowed("Rakor hanya dapat dicatat dan diubah oleh Dinas Sosial Aceh.")


def _editable(store: Store, actor: Actor, rakor_id: int, version: int) -> Rakor:
    """The rakor as it was seen, still open."""
    rakor = as_seen(store, actor, rakor_id, version)
    check_open(rakor)
    return rakor


def as_seen(store: Store, actor: Actor, rakor_id: int, version: int) -> Rakor:
    """Raises ``Stale`` when somebody has changed it since."""
    check_recorder(actor)
    rakor = cast(Rakor, readable_rakor(store, actor, rakor_id))  # which pages take as a plain dict
    if rakor["version"] != version:
        raise Stale(rakor)
    return rakor


def check_open(rakor: Mapping[str, Any]) -> None:
    """Raises ``Invalid`` for one that is closed: it is read, and nothing is added or changed."""
    if rakor.get("closed"):
        raise Invalid({"closed": "Rakor ini sudah ditutup. Buka kembali dahulu, lalu ubah."})
