"""A store that watches over scopes, for tests: with ``STRICT`` in the environment every store is opened as one.

A transaction that names scopes and writes elsewhere is a fault that nobody sees on one machine, and that loses what
others write at the same time on several. Here it raises ``RuntimeError``.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from workflow.records import Stored, name_of
from workflow.store import scopes as parts
from workflow.store.protocol import PATIENCE, Store

S = TypeVar("S", bound=Store)
_local = threading.local()


def watched(opened: type[S]) -> type[S]:
    """The same kind of store, which refuses what is outside of the scopes of its transaction."""

    class Watched(opened):  # type: ignore[valid-type, misc]  # a class that is made here is unknown to mypy
        @contextmanager
        def transaction(self, *scopes: str, within: float = PATIENCE) -> Iterator[None]:
            held = _held(self)
            if held and (held[-1] or not scopes):
                _refuse_wider(scopes, held[-1])
                scopes = scopes or held[-1]
            with super().transaction(*scopes, within=within):
                held.append(scopes)
                try:
                    yield
                finally:
                    held.pop()

        def insert(self, kind: type[Stored] | str, doc: Mapping[str, Any]) -> Any:
            _check(self, name_of(kind), doc)
            return super().insert(kind, doc)

        def save(self, doc: Mapping[str, Any]) -> Any:
            _check(self, doc["kind"], doc)
            if _allowed(self) and (before := self.get(doc["kind"], doc["id"])):
                _check(self, doc["kind"], before)
            return super().save(doc)

        def delete(self, kind: str, id: int) -> None:
            if _allowed(self) and kind not in parts.SWEPT and (record := self.get(kind, id)):
                _check(self, kind, record)
            super().delete(kind, id)

        def next_number(self, series: str) -> int:
            _refuse(parts.series(series), f"the series {series}", _allowed(self))
            return int(super().next_number(series))

    return Watched


def _held(store: Store) -> list[tuple[str, ...]]:
    """The scopes of the transactions that this thread is inside of, the innermost last; () is all of the store."""
    held: list[tuple[str, ...]] = _local.__dict__.setdefault(str(id(store)), [])
    return held


def _allowed(store: Store) -> tuple[str, ...]:
    held = _held(store)
    return held[-1] if held else ()


def _check(store: Store, kind: str, record: Mapping[str, Any]) -> None:
    if allowed := _allowed(store):
        own = parts.of_record(store, kind, {"id": 0, **record})
        _refuse(own, f"a record of kind {kind}", allowed)


def _refuse(own: str, what: str, allowed: tuple[str, ...]) -> None:
    if allowed and own not in allowed:
        raise RuntimeError(f"{what} is of {own or 'no scope'}, and the transaction is of {', '.join(allowed)} only")


def _refuse_wider(scopes: tuple[str, ...], outer: tuple[str, ...]) -> None:
    if outer and (wider := set(scopes) - set(outer)):
        raise RuntimeError(f"one of {', '.join(outer)} does not become one of {', '.join(sorted(wider))}, too")
