"""All that a paper about what one kabupaten/kota has out of a rakor can say, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from documents.compose.rakor_case import RakorCase, gather_rakor
from workflow.clock import day
from workflow.offices.offices import office_on
from workflow.papers.publishing import Issue
from workflow.records import Content, Document
from workflow.regions import regions
from workflow.store import Store


@dataclass(frozen=True)
class Earlier:
    """A reminder that came before: its record, and the ids of the tasks of which it reminded."""

    record: Mapping[str, Any]
    tasks: tuple[int, ...]


@dataclass(frozen=True)
class LetterCase(RakorCase):
    """``tasks`` are those of ``region`` alone. ``theirs`` is the Dinas Sosial there; ``dinsos``, that of the province,
    writes."""

    theirs: Mapping[str, Any] = field(default_factory=dict)
    earlier: tuple[Earlier, ...] = ()

    @property
    def params(self) -> Mapping[str, Any]:
        return self.issue.params


def gather_letter(store: Store, issue: Issue) -> LetterCase:
    of_all = gather_rakor(store, replace(issue, addressee=""))
    tasks = tuple(task for task in of_all.tasks if task["region"] == issue.region)
    own = {
        "issue": issue, "tasks": tasks, "region": regions()[issue.region],
        "theirs": office_on(store, issue.region, "dinsos", day(issue.at).isoformat()),
        "earlier": tuple(_earlier(store, id_) for id_ in issue.params.get("before", ())),
    }  # fmt: skip
    return LetterCase(**{**vars(of_all), **own})


def _earlier(store: Store, document: int) -> Earlier:
    """From what it was frozen with: what it said is what it said."""
    record: Mapping[str, Any] = store.get(Document, document) or {}
    frozen = store.first(Content, document=document)
    told = frozen["data"]["data"].get("tasks", []) if frozen else []
    return Earlier(record, tuple(task["id"] for task in told if task["late"]))
