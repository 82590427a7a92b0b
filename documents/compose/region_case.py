"""All that a paper about institutions (LKS) of a kabupaten/kota, or of all of Aceh, can say, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.clock import day
from workflow.errors import Invalid, NotFound
from workflow.lks import states
from workflow.lks.kinds import Owner
from workflow.lks.task_roles import named_as
from workflow.offices.offices import office_on
from workflow.papers.publishing import Issue
from workflow.rakor.noun_titles import followed
from workflow.records import Lks, Task
from workflow.regions import PROVINCE, Region, regions
from workflow.store import Record, Store

MOST = 2000  # institutions of one list; more would keep the reader waiting


@dataclass(frozen=True)
class RegionCase:
    """``paper`` is the office whose paper it is; ``region`` is Aceh for the province."""

    issue: Issue
    region: Region
    paper: Mapping[str, Any]

    @property
    def today(self) -> str:
        """The date of the document (ISO), in Aceh."""
        return day(self.issue.at).isoformat()

    @property
    def position(self) -> date:
        """The day of which it tells: that of the document, unless another was asked for."""
        return date.fromisoformat(self.issue.params.get("day") or self.today)

    @property
    def rakor(self) -> Mapping[str, Any]:
        """It is about none."""
        return {}

    @property
    def inside(self) -> bool:
        """Whether it is a paper of the region's own offices."""
        return bool(self.paper["region"] != PROVINCE)


@dataclass(frozen=True)
class LksCase(RegionCase):
    """One institution; ``tasks`` are those that name it, each with its role, in the order of rakor and outcome.
    ``called`` is what papers call them, by their ids."""

    lks: Mapping[str, Any]
    foundation: str  # its name, or ""
    tasks: tuple[tuple[Mapping[str, Any], str], ...]
    called: Mapping[int, str]


@dataclass(frozen=True)
class ListCase(RegionCase):
    """Institutions that have not ended on the day: the community's own, and those of a government."""

    own: tuple[Mapping[str, Any], ...]
    government: tuple[Mapping[str, Any], ...]


def gather_lks(store: Store, issue: Issue) -> LksCase:
    lks = store.get(Lks, issue.lks)
    if lks is None:
        raise NotFound("LKS itu tidak ada.")
    parents = store.find(Lks, uid=lks["parent"], region=lks["region"]) if lks["parent"] else []
    foundation = parents[0]["name"] if parents else ""
    tasks = tuple(_tasks(store, lks))
    return LksCase(*head(store, issue), lks, foundation, tasks, called(store, [task for task, _ in tasks]))


def gather_list(store: Store, issue: Issue) -> ListCase:
    """Raises ``Invalid`` for more than ``MOST``."""
    where: dict[str, Any] = {} if issue.region == PROVINCE else {"region": issue.region}
    if (count := store.count("lks", ended=False, **where)) > MOST:
        said = f"Daftar ini berisi {count} LKS, paling banyak {MOST}. Pilih satu kabupaten/kota, atau unduh Excel."
        raise Invalid({"kabupaten": said})
    first = head(store, issue)
    on = RegionCase(*first).position
    found = [one for one in store.find(Lks, **where) if "damaged" in one or not states.ended(one, on)]
    own = tuple(one for one in found if one["owner"] == Owner.COMMUNITY)
    return ListCase(*first, own, tuple(one for one in found if one["owner"] != Owner.COMMUNITY))


def head(store: Store, issue: Issue) -> tuple[Issue, Region, Mapping[str, Any]]:
    region, identity = issue.params["office"]
    return issue, regions()[issue.region], office_on(store, region, identity, day(issue.at).isoformat())


def rakors_of(store: Store, tasks: Iterable[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """Those that the tasks come from, each once, in the order of the tasks."""
    return tuple(store.several("rakor", (task["rakor"] for task in tasks)).values())


def called(store: Store, tasks: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """Task id -> what papers call it."""
    rakors: dict[int, Mapping[str, Any] | None] = {}
    for task in tasks:
        if task["rakor"] not in rakors:
            rakors[task["rakor"]] = store.get("rakor", task["rakor"])
    return {task["id"]: followed(rakors[task["rakor"]], task) for task in tasks}


def _tasks(store: Store, lks: Lks) -> list[tuple[Record, str]]:
    roles = named_as(store, lks)
    found = [(dict(task), roles[id]) for id, task in store.several(Task, roles).items() if not task["cancelled"]]
    return sorted(found, key=lambda pair: (pair[0]["rakor"], pair[0]["no"], pair[0]["id"]))
