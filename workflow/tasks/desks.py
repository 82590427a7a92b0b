"""What waits on a reader's desk, over all rakor: counted in boxes, and the first rows of it.

Each box is the list of tasks with its filters, and every count is asked of an index.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.machine.permissions import scope
from workflow.many import MANY
from workflow.roles import Actor
from workflow.store import Below, Record, Store
from workflow.tasks import filters
from workflow.tasks.desk_kinds import BOXES

LATE = {"terlambat": "1"}


@dataclass(frozen=True)
class Box:
    """``filters`` give the task list with exactly ``count`` tasks; ``over`` of them are beyond the reviewer's limit."""

    key: str
    words: str
    filters: dict[str, str]
    count: int
    over: int = 0


@dataclass(frozen=True)
class Desk:
    """``total`` is the sum of ``boxes``, and ``by_rakor`` of every rakor of which something waits, whatever is chosen;
    ``rows`` are its first tasks, nearest their limit first. ``late`` is over all rakor, whichever is chosen: a filter
    must not hide it."""

    boxes: list[Box]
    late: Box
    total: int
    by_rakor: dict[int, int]
    rows: list[Record]


def desk(
    store: Store, actor: Actor, today: str, *, rakor: int = 0, always: Iterable[str] = (), rows: int, of: str = ""
) -> Desk:  # fmt: skip
    """The reader's desk, of one rakor or (0) of all. A box that counts nothing is there only when ``always`` names it;
    ``rows`` is the most rows of the list, which are those of the box ``of`` or ("") of all boxes."""
    asked = {"meja": str(actor.role), **({"rakor": str(rakor)} if rakor else {})}
    where = {"desk": str(actor.role), "cancelled": False, **scope(actor)}
    waiting = store.tally("task", ("desk_kind", "rakor"), **where)
    over = store.tally("task", ("desk_kind", "rakor"), limit_until=Below(today), **where)
    counted, behind = _by_kind(waiting, rakor), _by_kind(over, rakor)
    boxes = [
        Box(key, words, {**asked, "jenis": key}, counted.get(key, 0), behind.get(key, 0))
        for key, words in BOXES.items()
        if key in counted or key in set(always)
    ]
    late = Box("late", "Terlambat di kabupaten", LATE, filters.count(store, actor, LATE, today, most=MANY))
    by_rakor: dict[int, int] = {}
    for (_, one), number in waiting.items():
        by_rakor[one] = by_rakor.get(one, 0) + number
    first = filters.tasks(store, actor, {**asked, **({"jenis": of} if of else {})}, today, limit=rows)
    return Desk(boxes, late, sum(box.count for box in boxes), by_rakor, first)


def _by_kind(counted: Mapping[tuple[Any, ...], int], rakor: int) -> dict[str, int]:
    """Counts by kind and rakor, of one rakor or (0) of all."""
    found: dict[str, int] = {}
    for (kind, one), number in counted.items():
        if rakor in (0, one):
            found[kind] = found.get(kind, 0) + number
    return found


def waiting(store: Store, actor: Actor, box: str) -> int:
    """How many tasks of the box wait for the reader, over all rakor."""
    return store.count("task", desk=str(actor.role), cancelled=False, desk_kind=box, **scope(actor))


def next_of(store: Store, actor: Actor, box: str) -> Record | None:
    """The one of the box that is nearest its limit."""
    where = {"desk": str(actor.role), "cancelled": False, "desk_kind": box, **scope(actor)}
    return store.first("task", order="limit_until", **where)
