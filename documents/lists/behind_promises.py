"""The tasks behind I9: a row each of those that were due in the year until the day, with a 1 under what it counts for.

The sums of the columns are the numbers of the indicator; those that were given up count for none and stand apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from documents.lists.listing import Field, Listing
from documents.lists.task_list import day
from workflow.indicator.promises import first_of_year
from workflow.records import Task
from workflow.regions import region_name, regions
from workflow.roles import Actor
from workflow.store import OneOf, Store
from workflow.tasks.filters import promised

# what is asked of ``promised`` -> its head
COLUMNS = {
    "jatuh-tempo": "I9 jatuh tempo", "ditepati": "I9 tepat waktu", "tidak-dihitung": "I9 tidak dilanjutkan"
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    task: Task
    counted: frozenset[str]


def items(store: Store, actor: Actor, on: str) -> Iterator[Item]:
    """Those due first, then those given up, within what the actor may see; the province's own tasks are nobody's
    promise."""
    place = [actor.region] if actor.role.regional else list(regions())

    def tasks(which: str) -> Iterator[Task]:
        return store.each(Task, region=OneOf(place), **promised(which, first_of_year(on), on))

    kept = {task["id"] for task in tasks("ditepati")}
    for which in ("jatuh-tempo", "tidak-dihitung"):
        for task in tasks(which):
            yield Item(task, frozenset({which, "ditepati"} if task["id"] in kept else {which}))


def _counts(which: str) -> Any:
    return lambda item: 1 if which in item.counted else None


PROMISES = Listing(
    "Janji di balik I9",
    (
        Field("Kode wilayah", 9, lambda item: item.task["region"]),
        Field("Kabupaten/kota", 26, lambda item: region_name(item.task["region"])),
        Field("Butir", 7, lambda item: item.task["no"]),
        Field("Tindak lanjut", 60, lambda item: item.task["title"]),
        Field("Batas waktu", 12, lambda item: day(item.task["deadline"])),
        Field("Selesai", 12, lambda item: day(item.task["finished_on"])),
        *(Field(head, 12, _counts(which)) for which, head in COLUMNS.items()),
    ),
)
