"""All that the book of an office's numbers can say: the entries that were asked for, each with its paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.compose.region_case import RegionCase, head
from workflow.agenda import start
from workflow.agenda.listing import Filters, every
from workflow.papers.publishing import Issue
from workflow.records import Office
from workflow.store import Store


@dataclass(frozen=True)
class Numbered:
    """A number of the register, and the paper that the app made with it, or none."""

    entry: Mapping[str, Any]
    paper: Mapping[str, Any] | None
    office: Mapping[str, Any]


@dataclass(frozen=True)
class AgendaCase(RegionCase):
    """``asked`` are the filters; ``numbers`` stand in the order of the book, the oldest day first. ``outside`` is the
    last running number of the year that was used in a book outside; 0 without one."""

    asked: Filters
    numbers: tuple[Numbered, ...]
    outside: int

    @property
    def year(self) -> int:
        """Of which it is the book, also when it tells of no single one."""
        return self.asked.year or date.fromisoformat(self.today).year


def gather_agenda(store: Store, issue: Issue) -> AgendaCase:
    """The entries of ``params["filters"]``."""
    asked = _filters(store, issue.params["filters"])
    offices = {office["id"]: office for office in store.find(Office)}
    numbers = tuple(
        Numbered(entry, store.get("document", entry["document"]) if entry["document"] else None, offices[office])
        for entry in every(store, asked)
        if (office := entry["office"]) in offices
    )
    first = head(store, issue)
    year = asked.year or date.fromisoformat(RegionCase(*first).today).year
    outside = start.outside(store, asked.office, date(year, 1, 1)) if asked.office else 0
    return AgendaCase(*first, asked, numbers, outside)


def as_params(filters: Filters) -> dict[str, Any]:
    """Filters as they are carried by the order of a paper; ``office`` 0 are all."""
    office = filters.office["id"] if filters.office else 0
    return {
        "office": office, "year": filters.year, "status": filters.status, "text": filters.text,
        "own_only": filters.own_only,
    }  # fmt: skip


def _filters(store: Store, given: Mapping[str, Any]) -> Filters:
    office = store.get(Office, given["office"]) if given["office"] else None
    return Filters(office, given["year"], given["status"], given["text"], own_only=given["own_only"])
