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
MOST_RAKOR = 6  # that are told apart, the newest of those of which something waits


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
    """``total`` is the sum of ``boxes``; ``rows`` are its first tasks, nearest their limit first. Whatever is chosen,
    ``everywhere`` counts all rakor and ``by_rakor`` the newest of which something waits, highest id first, none of them
    for a kabupaten/kota. ``late`` is over all rakor, too: a filter must not hide it. No count goes beyond ``MANY``."""

    boxes: list[Box]
    late: Box
    total: int
    everywhere: int
    by_rakor: dict[int, int]
    rows: list[Record]


def desk(
    store: Store, actor: Actor, today: str, *, rakor: int = 0, always: Iterable[str] = (), rows: int, of: str = ""
) -> Desk:  # fmt: skip
    """The reader's desk, of one rakor or (0) of all. A box that counts nothing is there only when ``always`` names it;
    ``rows`` is the most rows of the list, which are those of the box ``of`` or ("") of all boxes."""
    of_rakor = {"rakor": rakor} if rakor else {}
    asked = {"meja": str(actor.role), **({"rakor": str(rakor)} if rakor else {})}
    boxes = [
        Box(key, words, {**asked, "jenis": key}, number, _over(store, actor, key, today, of_rakor) if number else 0)
        for key, words in BOXES.items()
        if (number := waiting(store, actor, key, **of_rakor)) or key in set(always)
    ]
    late = Box("late", "Terlambat di kabupaten", LATE, filters.count(store, actor, LATE, today, most=MANY))
    first = filters.tasks(store, actor, {**asked, **({"jenis": of} if of else {})}, today, limit=rows)
    where = _waiting(actor)
    newest = [] if actor.role.regional else store.values("task", "rakor", limit=MOST_RAKOR, **where)
    by_rakor = {id: store.count("task", most=MANY, **where, rakor=id) for id in newest}
    everywhere = store.count("task", most=MANY, **where)
    return Desk(boxes, late, sum(box.count for box in boxes), everywhere, by_rakor, first)


def _waiting(actor: Actor) -> dict[str, Any]:
    return {"desk": str(actor.role), "cancelled": False, **scope(actor)}


def _over(store: Store, actor: Actor, box: str, today: str, of_rakor: Mapping[str, Any]) -> int:
    asked = {**_waiting(actor), "desk_kind": box, "limit_until": Below(today), **of_rakor}
    return store.count("task", most=MANY, **asked)


def waiting(store: Store, actor: Actor, box: str, **where: Any) -> int:
    """How many tasks of the box wait for the reader, over all rakor; counted up to one above ``MANY``."""
    return store.count("task", most=MANY, desk_kind=box, **_waiting(actor), **where)


def next_of(store: Store, actor: Actor, box: str) -> Record | None:
    """The one of the box that is nearest its limit."""
    return store.first("task", order="limit_until", desk_kind=box, **_waiting(actor))
