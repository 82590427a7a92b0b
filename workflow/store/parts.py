"""A list whose order one field alone cannot give: parts that follow each other, each searched and ordered by itself.

"By deadline, and those without one at the end" is two parts. Paged like ``Store.find``: what comes behind a record is
asked of the part in which that record stands now, and of those after it, so no page sorts more than it shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.store.protocol import Above, Record, Store


@dataclass(frozen=True)
class Part:
    """The records whose ``field`` is ``wanted``, a value or ``Above``, in ``order`` (as of ``find``)."""

    field: str
    wanted: Any
    order: str

    def holds(self, record: Mapping[str, Any]) -> bool:
        value = record.get(self.field, "")
        return bool(value > self.wanted.limit) if isinstance(self.wanted, Above) else value == self.wanted


def filled_first(field: str, order: str, rest: str) -> tuple[Part, ...]:
    """Those with a ``field`` in ``order``, then those whose ``field`` is "" in the order ``rest``."""
    return Part(field, Above(""), order), Part(field, "", rest)


def find_in_parts(
    store: Store, kind: str, parts: Sequence[Part], where: Mapping[str, Any], *, after: int | None, limit: int | None,
) -> list[Record]:  # fmt: skip
    """As ``Store.find``. A ``where`` that speaks of the field of the parts itself leaves only the first one's order."""
    if parts[0].field in where:
        return store.find(kind, order=parts[0].order, after=after, limit=limit, **where)
    found: list[Record] = []
    for part in parts[_place(store, kind, parts, after) :]:
        left = None if limit is None else limit - len(found)
        if left == 0:
            break
        found += store.find(kind, order=part.order, after=after, limit=left, **where, **{part.field: part.wanted})
        after = None
    return found


def _place(store: Store, kind: str, parts: Sequence[Part], after: int | None) -> int:
    """In which of them the record ``after`` stands; the first where it stands in none."""
    record = store.get(kind, after) if after is not None else None
    return next((n for n, part in enumerate(parts) if record is not None and part.holds(record)), 0)
