"""The list of documents: every one that the reader may see, newest first, with filters in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import render_template, request

from documents.pages.blueprint import pages
from workflow.kinds import KINDS
from workflow.machine.permissions import papers
from workflow.papers.issuing import tasks_of
from workflow.regions import owners
from workflow.store import Contains
from workflow.text import sought
from workflow.web.current import actor, store
from workflow.web.unknown import unknown_filters

ON_A_PAGE = 25
LABELS = {name: paper.label for name, paper in KINDS.items()}
STATES = {
    "berlaku": "Berlaku", "draf": "Draf", "diganti": "Diganti", "dicabut": "Dicabut", "disiapkan": "Sedang disiapkan",
}  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """What the address asks for; what is not on offer is left out, and said (``unknown``)."""

    kind: str = ""
    state: str = ""
    region: str = ""
    year: int = 0
    text: str = ""

    @classmethod
    def asked(cls, years: list[int]) -> Filters:
        args = request.args
        return cls(
            kind=_offered(args.get("jenis", ""), LABELS),
            state=_offered(args.get("status", ""), STATES),
            region=_offered(args.get("wilayah", ""), owners()) if not actor().role.regional else "",
            year=year if (year := args.get("tahun", 0, type=int)) in years else 0,
            text=args.get("q", "").strip()[:100],
        )

    def where(self) -> dict[str, Any]:
        """The ``where`` of the store, within what the reader may see."""
        where: dict[str, Any] = {"year": self.year, "region": self.region}
        where["pending" if self.state == "disiapkan" else "status"] = True if self.state == "disiapkan" else self.state
        if words := sought(self.text):
            where["search"] = Contains(words)
        return {name: value for name, value in where.items() if value} | papers(actor(), self.kind)

    def query(self) -> dict[str, Any]:
        """The same as it stands in an address."""
        asked = {
            "jenis": self.kind, "status": self.state, "wilayah": self.region, "tahun": self.year, "q": self.text,
        }  # fmt: skip
        return {name: value for name, value in asked.items() if value}

    def unknown(self) -> list[str]:
        return unknown_filters(("jenis", "status", "wilayah", "tahun"), self.query())


@pages.get("/dokumen")
def index() -> str:
    offered = years()
    filters = Filters.asked(offered)
    where, before = filters.where(), request.args.get("setelah", 0, type=int)
    found = store.find("document", order="-id", after=before or None, limit=ON_A_PAGE + 1, **where)
    shown = found[:ON_A_PAGE]
    return render_template(
        "papers/index.html", documents=shown, count=store.count("document", **where), filters=filters,
        unknown=filters.unknown(),
        onward=shown[-1]["id"] if len(found) > ON_A_PAGE else 0, before=before, kinds=LABELS, states=STATES,
        years=[(year, year) for year in offered], places=[(region.code, region.owner) for region in owners().values()],
        tasks={document["id"]: [store.get("task", task) for task in tasks_of(document)] for document in shown},
        rakors={document["rakor"]: store.get("rakor", document["rakor"]) for document in shown if not document["task"]},
    )  # fmt: skip


def years() -> list[int]:
    """Those of which the reader can see documents, the latest first."""
    return sorted((year for (year,) in store.tally("document", by=("year",), **papers(actor()))), reverse=True)


def _offered(value: str, known: Any) -> str:
    return value if value in known else ""
