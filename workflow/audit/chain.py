"""The hash chain that audit events form per region.

An event is written in the same transaction as the change it tells of. Its hash covers the event before it in
the chain, so that editing, deleting or reordering a stored event shows. Events are never changed or migrated.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from workflow.audit import newest
from workflow.audit.check import Found, Head, check
from workflow.audit.events import EVENTS
from workflow.clock import moment, stamp
from workflow.errors import Taken
from workflow.records import SCHEMA, Chain
from workflow.roles import Actor
from workflow.store import Record, Store

log = logging.getLogger(__name__)
PROVINCE_CHAIN = "11"
LATE = timedelta(minutes=5)  # an act has the time at which it was asked for, and may have waited for its turn since
CLOCK_ACCEPTED = "clock_accepted"  # from here on the times are earlier than before: the clock had been ahead
BESIDE = "catatan ujung rantai"  # how the kept head of a chain is called
_SEALED = ("chain", "seq", "prev", "name", "at", "actor", "task", "rakor", "fields")


def append(
    store: Store,
    actor: Actor,
    name: str,
    at: datetime,
    fields: Mapping[str, Any],
    *,
    chain: str = PROVINCE_CHAIN,
    task: int = 0,
    rakor: int = 0,
) -> Record:
    """Adds one event to its chain; to be called inside the transaction of the change. Its time never runs before the
    last one's, whatever the clock says (``timekeeping.py``).

    Raises ``KeyError`` for an undeclared kind and ``ValueError`` when the fields are not exactly the declared ones, or
    hold a fraction: those are written differently by different programs, and a hash covers what is written.
    """
    if not EVENTS[name].takes(fields):
        raise ValueError(f"event {name} carries {sorted(EVENTS[name].fields)}, not {sorted(fields)}")
    _refuse_fractions(fields)
    last = newest.to_follow(store, chain)
    event = {
        "schema": SCHEMA["event"],
        "chain": chain,
        "seq": last["seq"] + 1 if last else 1,
        "prev": last["hash"] if last else "",
        "name": name,
        "at": _in_order(stamp(at), last, name),
        "actor": _who(actor),
        "task": task,
        "rakor": rakor,
        "fields": dict(fields),
    }
    told = _inserted(store, event)
    newest.keep(store, last, told)
    return told


def _inserted(store: Store, event: Record) -> Record:
    """At the next number that is free: one that is damaged, behind the newest whole event, has its number all the
    same."""
    while True:
        try:
            return store.insert("event", {**event, "hash": seal(event)})
        except Taken:
            event = {**event, "seq": event["seq"] + 1}


def _who(actor: Actor) -> dict[str, Any]:
    """Of a deputy the name says both persons, and ``for_`` for which account it was done."""
    who = {"id": actor.id, "name": actor.name, "role": str(actor.role)}
    return {**who, "for_": actor.acting_for} if actor.deputy else who


def time_of_next(store: Store, chain: str, at: datetime) -> str:
    """The time that an event of the chain would carry if it was told now."""
    last = newest.head(store, chain)
    return max(stamp(at), str(last["at"])) if last else stamp(at)


def _in_order(at: str, last: Chain | None, name: str) -> str:
    if last is None or at >= last["at"] or name == CLOCK_ACCEPTED:
        return at
    if moment(last["at"]) - moment(at) > LATE:
        log.warning("the clock says %s, before the last event of chain %s at %s", at, last["name"], last["at"])
    return str(last["at"])


def _refuse_fractions(value: Any) -> None:
    if isinstance(value, float):
        raise ValueError(f"no event may hold the fraction {value!r}")
    if isinstance(value, Mapping):
        value = [*value, *value.values()]
    for part in value if isinstance(value, list | tuple) else ():
        _refuse_fractions(part)


def seal(event: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of what an event says and of the hash before it."""
    sealed = {key: event[key] for key in _SEALED}
    text = json.dumps(sealed, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def examine(store: Store, known: Sequence[Head]) -> list[Found]:
    """Every stored chain, and every one that a known head says there must be, checked by ``check.py``; at last the
    events of which not even the chain can be read."""
    known = [*known, *(Head(head["name"], head["seq"], head["hash"], BESIDE) for head in newest.kept(store))]
    codes = sorted({*newest.told_of(store), *(head.chain for head in known)})
    found = [check(chain, map(_as_stored, store.each("event", chain=chain, order="seq")), known) for chain in codes]
    lost = store.count("event") - sum(one.total for one in found)
    return [*found, Found("?", lost, "", (f"{lost} peristiwa tidak dapat dibaca",))] if lost else found


def _as_stored(event: Record) -> Mapping[str, Any]:
    """Never what stands for a damaged one."""
    stored = event.get("damaged", event)
    return {**(stored if isinstance(stored, dict) else {}), "id": event["id"]}
