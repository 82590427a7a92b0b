"""Why the daily copy was not made, kept in the store: the server that answers the admin need not be the one that makes
copies."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.records import SCHEMA, Setting
from workflow.records.noted import CopyFailure
from workflow.store import Store

NAME = "copies"


@dataclass(frozen=True)
class Failure:
    """``at`` as it is stored; ``host`` is the machine on which it was tried."""

    at: str
    sentence: str
    host: str


def told(store: Store) -> Failure | None:
    """Of the latest attempt, unless that went well."""
    failed = _kept(store).get("failed")
    return Failure(**failed) if failed else None


def tell(store: Store, failure: Failure) -> None:
    with store.transaction():
        kept = _kept(store)
        kept["failed"] = CopyFailure(at=failure.at, sentence=failure.sentence, host=failure.host)
        store.save(kept) if kept["version"] else store.insert(Setting, kept)


def take_away(store: Store) -> None:
    with store.transaction():
        kept = _kept(store)
        if kept.pop("failed", None):
            store.save(kept)


def _kept(store: Store) -> Setting:
    return store.first(Setting, name=NAME) or Setting(schema=SCHEMA["setting"], name=NAME, version=0)
