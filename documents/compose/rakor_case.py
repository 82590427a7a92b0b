"""All that a paper about a whole rakor, or about many tasks, can say: gathered once from the store as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from documents.compose.invited import with_invitation
from workflow.audit import newest
from workflow.clock import day
from workflow.errors import NotFound
from workflow.evidence.counted import evidence_counts
from workflow.offices.offices import office_on
from workflow.papers.publishing import Issue
from workflow.regions import ACEH, PROVINCE, Region, regions
from workflow.roles import Actor, Role
from workflow.store import Record, Store
from workflow.tasks import filters
from workflow.tasks.corrected_days import corrections
from workflow.tasks.working_days import AS_IN_TABLE, Corrections

Tasks = tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class RakorCase:
    """``tasks`` stand in the order of their regions, rakor and numbers. ``rakors`` are theirs, the oldest first;
    ``rakor`` is the one that the paper is about, or nothing. ``dinsos`` is the office whose paper it is."""

    issue: Issue
    rakor: Mapping[str, Any]
    rakors: tuple[Mapping[str, Any], ...]
    tasks: Tasks
    evidence: Mapping[int, int]  # task -> how many count
    dinsos: Mapping[str, Any]
    region: Region
    heads: Mapping[str, str] = field(default_factory=dict)  # audit chain -> "how many events/the newest one's hash"

    corrected: Corrections = AS_IN_TABLE  # of the table of holidays

    @property
    def today(self) -> str:
        """The date of the document (ISO), in Aceh."""
        return day(self.issue.at).isoformat()

    @property
    def paper(self) -> Mapping[str, Any]:
        """The office on whose paper it stands."""
        return self.dinsos

    @property
    def outcomes(self) -> list[Mapping[str, Any]]:
        return list(self.rakor["outcomes"])

    def tasks_of(self, outcome: str) -> list[Mapping[str, Any]]:
        return [task for task in self.tasks if task["outcome"] == outcome]


def gather_rakor(store: Store, issue: Issue) -> RakorCase:
    """What a notula, a report of results or a matrix is about: one rakor and all its tasks but the cancelled."""
    rakor = store.get("rakor", issue.rakor)
    if rakor is None:
        raise NotFound("Rakor itu tidak ada.")
    tasks = store.find("task", rakor=issue.rakor, cancelled=False)
    rakor = with_invitation(store, rakor)
    return _case(store, issue, rakor, (rakor,), tasks, {})


def gather_recap(store: Store, issue: Issue) -> RakorCase:
    """What a recap is about: the tasks of the list with ``params["filters"]``, as ``params["region"]`` may see it.

    Without filters it is about all tasks of the issue's rakor.
    """
    asked, region = asked_for(issue), issue.params.get("region", "")
    reader = Actor(0, "", Role.SEKDIS if region else Role.DINSOS, region)
    tasks = filters.tasks(store, reader, asked, day(issue.at).isoformat(), limit=None)
    rakors = _rakors(store, {task["rakor"] for task in tasks} | ({int(asked["rakor"])} if "rakor" in asked else set()))
    rakor = rakors[0] if len(rakors) == 1 else {}
    case = _case(store, issue, rakor, rakors, tasks, evidence_counts(store, [task["id"] for task in tasks]))
    own = {task["region"] for task in tasks} | ({region} if region else {PROVINCE})
    heads = {code: newest.head(store, code) for code in sorted(own)}
    return replace(case, heads={code: f"{one['seq']}/{one['hash']}" for code, one in heads.items() if one})


def asked_for(issue: Issue) -> Mapping[str, str]:
    """The filters of a recap."""
    return issue.params.get("filters") or ({"rakor": str(issue.rakor)} if issue.rakor else {})


def _case(
    store: Store, issue: Issue, rakor: Mapping[str, Any], rakors: tuple[Any, ...], tasks: list[Record],
    evidence: Mapping[int, int],
) -> RakorCase:  # fmt: skip
    place = issue.params.get("region", "") or PROVINCE
    identity = issue.params.get("identity", "dinsos")
    today = day(issue.at).isoformat()
    number = {one["id"]: n for n, one in enumerate(rakors)}
    ordered = sorted(tasks, key=lambda task: (task["region"], number.get(task["rakor"], 0), task["no"], task["id"]))
    return RakorCase(
        issue=issue, rakor=rakor, rakors=rakors, tasks=tuple(ordered), evidence=evidence,
        dinsos=office_on(store, place, identity, today, issue.addressee), region=regions().get(place, ACEH),
        corrected=corrections(store),
    )  # fmt: skip


def _rakors(store: Store, ids: Iterable[int]) -> tuple[Mapping[str, Any], ...]:
    return tuple(sorted(store.several("rakor", ids).values(), key=lambda rakor: (rakor["start"], rakor["id"])))
