"""All that the page of a kabupaten can say: what its page on the screen shows, all its tasks, the last year's end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from documents.compose.region_case import RegionCase, called, head, rakors_of
from workflow.clock import day
from workflow.indicator import kabupaten, snapshots
from workflow.indicator.figures import Figure
from workflow.indicator.kabupaten import OneKabupaten
from workflow.offices.offices import office_on
from workflow.papers.publishing import Issue
from workflow.roles import Actor, Role
from workflow.store import Store


@dataclass(frozen=True)
class KabupatenCase(RegionCase):
    """``tasks`` are all but the cancelled; ``before`` are the figures of the last frozen end of a year, of ``year``;
    ``called`` is what papers call a task, by its id; ``rakors`` are those that the tasks come from."""

    tasks: tuple[Mapping[str, Any], ...]
    found: OneKabupaten
    lkks: Mapping[str, Any]
    year: str
    before: Mapping[str, Figure]
    called: Mapping[int, str]
    rakors: tuple[Mapping[str, Any], ...]


def gather_kabupaten(store: Store, issue: Issue) -> KabupatenCase:
    """As its Sekdis sees it."""
    reader, today = Actor(0, "", Role.SEKDIS, issue.region), day(issue.at).isoformat()
    frozen = snapshots.frozen(store, today, 1)
    tasks = store.find("task", region=issue.region, cancelled=False)
    found = kabupaten.gather(store, reader, issue.region, today)
    return KabupatenCase(
        *head(store, issue), tuple(sorted(tasks, key=lambda task: (task["rakor"], task["no"], task["id"]))), found,
        office_on(store, issue.region, "lkks", today), frozen[0]["day"][:4] if frozen else "",
        snapshots.measured(frozen[0]).figures[issue.region] if frozen else {}, called(store, tasks),
        rakors_of(store, tasks),
    )  # fmt: skip
