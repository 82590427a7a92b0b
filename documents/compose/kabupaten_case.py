"""All that the page of a kabupaten can say: its tasks, its figures beside those of Aceh, the last year's end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from documents.compose.region_case import RegionCase, head
from workflow.clock import day
from workflow.indicator import snapshots
from workflow.indicator.figures import Figure
from workflow.indicator.measuring import Measured, measure
from workflow.offices.offices import office_on
from workflow.papers.publishing import Issue
from workflow.regions import PROVINCE
from workflow.store import Store


@dataclass(frozen=True)
class KabupatenCase(RegionCase):
    """``tasks`` are all but the cancelled; ``before`` are the figures of the last frozen end of a year, of ``year``."""

    tasks: tuple[Mapping[str, Any], ...]
    measured: Measured
    lkks: Mapping[str, Any]
    year: str
    before: Mapping[str, Figure]

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Its own, by code of measure."""
        return self.measured.figures[self.region.code]

    @property
    def aceh(self) -> Mapping[str, Figure]:
        return self.measured.figures[PROVINCE]


def gather_kabupaten(store: Store, issue: Issue) -> KabupatenCase:
    today = day(issue.at).isoformat()
    frozen = snapshots.frozen(store, today, 1)
    tasks = store.find("task", region=issue.region, cancelled=False)
    return KabupatenCase(
        *head(store, issue), tuple(sorted(tasks, key=lambda task: (task["rakor"], task["no"], task["id"]))),
        measure(store, today), office_on(store, issue.region, "lkks", today), frozen[0]["day"][:4] if frozen else "",
        snapshots.measured(frozen[0]).figures[issue.region] if frozen else {},
    )  # fmt: skip
