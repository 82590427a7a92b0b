"""The newest event of each chain, kept beside all that have been: what the next one follows, and how far each has come.

Without it both would be looked for among the events, and whoever asks of all chains would go through all of them. It is
written with each event, in its transaction, so it can be held against them: ``chain.examine`` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.records import SCHEMA, Chain
from workflow.store import Record, Store

FEW = 20  # events looked at for the newest that is whole


def head(store: Store, chain: str) -> Chain | None:
    """The newest event of a chain, as it is kept beside them."""
    found = store.first(Chain, name=chain)
    return found if found and "damaged" not in found else _newest(store, chain)


def keep_at_start(store: Store) -> None:
    """Beside the events of an earlier version there are no heads, and what it has added later they do not know."""
    if not (heads := kept(store)) or any(_behind(store, head) for head in heads):
        with store.transaction():
            _keep_anew(store)


def to_follow(store: Store, chain: str) -> Chain | None:
    """The head that the next event follows; to be called inside its transaction."""
    found = store.first(Chain, name=chain)
    if found and "damaged" not in found:
        return found
    if not kept(store):
        _keep_anew(store)
        return store.first(Chain, name=chain)
    newest = _newest(store, chain)  # of a new chain there is none; else its head alone was lost
    return store.insert(Chain, newest) if newest else None


def keep(store: Store, last: Chain | None, event: Record) -> None:
    """With each event: that it is the newest one now, after the ``last``."""
    head = _head_of(event)
    if last:
        store.save({**last, **head})
    else:
        store.insert(Chain, head)


def kept(store: Store) -> list[Chain]:
    """The heads of all chains; none where one is damaged, for nobody knows whose it was."""
    found = store.find(Chain)
    return [] if any("damaged" in head for head in found) else found


def _behind(store: Store, head: Chain) -> bool:
    newest = _newest(store, head["name"])
    return newest is not None and newest["seq"] > head["seq"]


def _keep_anew(store: Store) -> None:
    for old in store.find(Chain):
        store.delete("chain", old["id"])
    for chain in told_of(store):
        if newest := _newest(store, chain):
            store.insert(Chain, newest)


def _newest(store: Store, chain: str) -> Chain | None:
    """By the events alone; a damaged one has no place in it that anything could follow."""
    for few in (1, FEW):  # nearly always the first is whole
        newest = store.find("event", chain=chain, order="-seq", limit=few)
        if found := next(filter(_sound, newest), None):
            return _head_of(found)
    return None


def _head_of(event: Mapping[str, Any]) -> Chain:
    return Chain(schema=SCHEMA["chain"], name=event["chain"], seq=event["seq"], hash=event["hash"], at=str(event["at"]))


def _sound(event: Mapping[str, Any]) -> bool:
    return "damaged" not in event and type(event.get("seq")) is int and type(event.get("hash")) is str


def chains(store: Store) -> list[str]:
    """The chains that have events."""
    return sorted(head["name"] for head in kept(store)) or told_of(store)


def told_of(store: Store) -> list[str]:
    """The chains that stand in the events, all of which are looked at."""
    return sorted(chain for (chain,) in store.tally("event", by=("chain",)) if type(chain) is str)


def heads(store: Store) -> dict[str, dict[str, Any]]:
    """Of each chain how many events it has and the hash of the newest: ``{"11.11": {"seq": 1234, "hash": "…"}}``."""
    newest = {chain: head(store, chain) for chain in chains(store)}
    return {chain: {"seq": event["seq"], "hash": event["hash"]} for chain, event in newest.items() if event}
