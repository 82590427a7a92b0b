"""What ``find`` asks and how it orders, told of one record in memory: exactly as a store tells it of those it keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.store.protocol import Above, Below, Between, Contains, NoneOf, OneOf

Place = tuple[tuple[int, Any], int]  # where a record stands in an order: by its value, then by its id


def place(record: Mapping[str, Any], field: str) -> Place:
    return _rank(record.get(field)), record["id"]


def fits(record: Mapping[str, Any], where: Mapping[str, Any]) -> bool:
    return all(_matches(record.get(field), wanted) for field, wanted in where.items())


def _rank(value: Any) -> tuple[int, Any]:
    """Nothing comes before numbers, numbers before texts, texts before false and true; and true is not 1."""
    if value is None:
        return 0, 0
    return (3 if isinstance(value, bool) else 2 if isinstance(value, str) else 1), value


def _matches(value: Any, wanted: Any) -> bool:
    match wanted:
        case OneOf():
            return _rank(value) in map(_rank, wanted.values)
        case NoneOf():
            return _rank(value) not in map(_rank, wanted.values)
        case Contains():
            return isinstance(value, str) and all(text.casefold().encode() in _small(value) for text in wanted.texts)
        case Below():
            return _alike(value, wanted.limit) and value < wanted.limit
        case Above():
            return _alike(value, wanted.limit) and value > wanted.limit
        case Between():
            return _alike(value, wanted.low) and wanted.low <= value <= wanted.high
    return _rank(value) == _rank(wanted)


def _small(text: str) -> bytes:
    """Only A to Z become small: of bytes others are none."""
    return text.encode().lower()


def _alike(value: Any, limit: Any) -> bool:
    """Whether the two are compared at all: only with the limit's own type, and never a text that is empty."""
    return value != "" and value is not None and _rank(value)[0] == _rank(limit)[0]
