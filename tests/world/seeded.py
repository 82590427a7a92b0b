"""The rakor of a demo, by what each is there for."""

from __future__ import annotations

from typing import Any

from workflow.store import Record, Store


def last_years(store: Store) -> Record:
    return _invented(store)[0]


def partnership(store: Store) -> Record:
    """The one of which every paper was issued."""
    return _invented(store)[1]


def under_way(store: Store) -> Record:
    """The one whose tasks stand in every situation."""
    return _invented(store)[2]


def coming(store: Store) -> Record:
    """The one to which an invitation went out, and nothing else has happened yet."""
    return _invented(store)[3]


def _invented(store: Store) -> list[Any]:
    return store.find("rakor", example=True)
