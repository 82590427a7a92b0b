"""Audit events: which kinds there are and what they carry, and the hash chain they form per region.

An event is written in the same transaction as the change it tells of. Its hash covers the event before it in
the chain, so that editing, deleting or reordering a stored event shows. Events are never changed or migrated.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from workflow.clock import stamp
from workflow.roles import Actor
from workflow.store import Record, Store

# kind of event -> exactly the fields it carries
KINDS: dict[str, frozenset[str]] = {
    name: frozenset(fields.split())
    for name, fields in {
        "hand_over": "text",
        "edit_plan": "plan",
        "submit": "revision plan document",
        "withdraw": "",
        "return_plan": "reason revision",
        "report": "number addressee document outcomes",
        "record_direction": "text date giver",
        "progress": "date text percent obstacle solution place evidence",
        "drop_evidence": "evidence reason",
        "claim": "",
        "return_claim": "reason",
        "verify": "evidence document",
        "reopen": "reason withdrawn",
        "cancel": "reason",
        "rakor_recorded": "title",
        "rakor_edited": "title",
        "outcome_edited": "outcome text",
        "rakor_document": "type number document",
        "intake_recorded": "source sha256 outcomes tasks",
        "intake_undone": "source sha256 outcomes tasks",
        "office_edited": "office changed",
        "signatory_added": "office signatory position start end",
        "signatory_edited": "office signatory changed",
        "signatory_removed": "office signatory position start end",
        "number_reserved": "office number subject",
        "number_on_paper": "office number date subject signer",
        "numbers_outside": "office year last",
        "number_filled": "office number document",
        "number_voided": "office number reason",
        "user_added": "username role",
        "user_edited": "username changed",
        "password_set": "username",
        "signed_copy": "document sha256 size",
        "refused": "endpoint method status reason ids address",
        "refusals_unlisted": "count since address",
        "viewed": "what thing",
        "exported": "what thing",
        "retention_set": "evidence accounts",
        "retention_done": "evidence accounts",
    }.items()
}
PROVINCE_CHAIN = "11"
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
    """Adds one event to its chain; to be called inside the transaction of the change.

    Raises ``KeyError`` for an undeclared kind and ``ValueError`` when the fields are not exactly the declared ones.
    """
    if set(fields) != KINDS[name]:
        raise ValueError(f"event {name} carries {sorted(KINDS[name])}, not {sorted(fields)}")
    last = head(store, chain)
    event = {
        "schema": 1,
        "chain": chain,
        "seq": last["seq"] + 1 if last else 1,
        "prev": last["hash"] if last else "",
        "name": name,
        "at": stamp(at),
        "actor": {"id": actor.id, "name": actor.name, "role": str(actor.role)},
        "task": task,
        "rakor": rakor,
        "fields": dict(fields),
    }
    return store.insert("event", {**event, "hash": seal(event)})


def head(store: Store, chain: str) -> Record | None:
    """The newest event of a chain."""
    return next(iter(store.find("event", chain=chain, order="-seq", limit=1)), None)


def seal(event: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of what an event says and of the hash before it."""
    sealed = {key: event[key] for key in _SEALED}
    text = json.dumps(sealed, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def breaks(events: Iterable[Mapping[str, Any]]) -> list[str]:
    """What is wrong with one chain, its events in the order of ``seq``; an unbroken chain gives an empty list."""
    found, before, number = [], "", 0
    for event in events:
        number += 1
        if event["seq"] != number:
            found.append(f"{event['chain']}: nomor {number} hilang, ada {event['seq']}")
            number = event["seq"]
        if event["prev"] != before or event["hash"] != seal(event):
            found.append(f"{event['chain']}: peristiwa {event['seq']} tidak cocok dengan sidiknya")
        before = event["hash"]
    return found


def chains(store: Store) -> list[str]:
    """The chains that have events."""
    return sorted(chain for (chain,) in store.count("event", by=("chain",)))


def verify(store: Store, chain: str) -> list[str]:
    """``breaks`` of a stored chain, read piece by piece."""
    return breaks(_stored(store, chain))


def _stored(store: Store, chain: str) -> Iterator[Record]:
    after = None
    while batch := store.find("event", chain=chain, order="seq", after=after, limit=500):
        yield from batch
        after = batch[-1]["id"]
