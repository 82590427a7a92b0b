"""The list of documents: every one that the reader may see, newest first, with filters in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from werkzeug.datastructures import MultiDict

from documents.pages.blueprint import pages
from workflow.kinds import KINDS
from workflow.machine.permissions import papers
from workflow.many import MANY
from workflow.papers.issuing import tasks_of
from workflow.regions import owners
from workflow.store import Contains
from workflow.text import sought
from workflow.web.chips import Chip
from workflow.web.current import actor, store
from workflow.web.one_order import asked_order, field_order
from workflow.web.saved_chips import saved_chips
from workflow.web.sorted_heads import Column, Head, heads
from workflow.web.unknown import unknown_filters

ON_A_PAGE = 25
LABELS = {name: paper.label for name, paper in KINDS.items()}
STATES = {
    "berlaku": "Berlaku", "draf": "Draf", "diganti": "Diganti", "dicabut": "Dicabut", "disiapkan": "Sedang disiapkan",
}  # fmt: skip

# Columns by which the list can be sorted -> the field of the store.
SORTED = {"jenis": "type", "nomor": "number", "tanggal": "date", "wilayah": "region", "status": "status"}


@dataclass(frozen=True)
class Filters:
    """What the address asks for; what is not on offer is left out, and said (``unknown``)."""

    kind: str = ""
    state: str = ""
    region: str = ""
    year: int = 0
    text: str = ""
    urut: str = ""

    @classmethod
    def asked(cls, years: list[int], query: Mapping[str, str] | None = None) -> Filters:
        """Of the address, or of a ``query`` that was kept."""
        args = request.args if query is None else MultiDict(query)
        return cls(
            kind=_offered(args.get("jenis", ""), LABELS),
            state=_offered(args.get("status", ""), STATES),
            region=_offered(args.get("wilayah", ""), owners()) if not actor().role.regional else "",
            year=year if (year := args.get("tahun", 0, type=int)) in years else 0,
            text=args.get("q", "").strip()[:100],
            urut=asked_order(SORTED, args),
        )

    def where(self) -> dict[str, Any]:
        """The ``where`` of the store, within what the reader may see."""
        where: dict[str, Any] = {"year": self.year, "region": self.region}
        where["pending" if self.state == "disiapkan" else "status"] = True if self.state == "disiapkan" else self.state
        if words := sought(self.text):
            where["search"] = Contains(words)
        return {name: value for name, value in where.items() if value} | papers(actor(), self.kind)

    def order(self) -> str:
        """The newest first, unless somebody asked otherwise."""
        return field_order(SORTED, self.urut, "-id")

    def query(self) -> dict[str, Any]:
        """The same as it stands in an address, with the order."""
        return {**self.narrowing(), **({"urut": self.urut} if self.urut else {})}

    def narrowing(self) -> dict[str, Any]:
        """What of it leaves something out."""
        asked = {
            "jenis": self.kind, "status": self.state, "wilayah": self.region, "tahun": self.year, "q": self.text,
        }  # fmt: skip
        return {name: value for name, value in asked.items() if value}

    def unknown(self) -> list[str]:
        return unknown_filters(("jenis", "status", "wilayah", "tahun", "urut"), self.query())


@pages.get("/dokumen")
def index() -> str:
    offered = years()
    filters = Filters.asked(offered)
    where, before = filters.where(), request.args.get("setelah", 0, type=int)
    found = store.find("document", order=filters.order(), after=before or None, limit=ON_A_PAGE + 1, **where)
    shown = found[:ON_A_PAGE]
    tasks = store.several("task", [task for document in shown for task in tasks_of(document)])
    return render_template(
        "papers/index.html", documents=shown, count=store.count("document", most=MANY, **where), filters=filters,
        unknown=filters.unknown(), chips=_chips(filters), heads=_heads(filters),
        onward=shown[-1]["id"] if len(found) > ON_A_PAGE else 0, before=before, kinds=LABELS, states=STATES,
        years=[(year, year) for year in offered], places=[(region.code, region.owner) for region in owners().values()],
        tasks={document["id"]: [tasks.get(task) for task in tasks_of(document)] for document in shown},
        rakors=store.several("rakor", [document["rakor"] for document in shown if not document["task"]]),
    )  # fmt: skip


def _chips(filters: Filters) -> list[Chip]:
    """All, each state that some are in, and what the reader has kept."""
    found = [Chip("Semua", url_for("documents.index"), None, current=not filters.narrowing())]
    for state, words in STATES.items():
        if number := store.count("document", most=MANY, status=state, **papers(actor())):
            here, url = filters.narrowing() == {"status": state}, url_for("documents.index", status=state)
            found.append(Chip(words, url, number, current=here, phone=state in ("berlaku", "draf")))
    return [*found, *saved_chips("dokumen", {k: str(v) for k, v in filters.query().items()}, _accepted, _number)]


def _accepted(query: Mapping[str, str]) -> dict[str, str]:
    return {name: str(value) for name, value in Filters.asked(years(), query).query().items()}


def _number(query: Mapping[str, str]) -> int:
    return store.count("document", most=MANY, **Filters.asked(years(), query).where())


def _heads(filters: Filters) -> list[Head]:
    columns = [
        Column("Naskah", "jenis"), Column("Nomor", "nomor"), Column("Tanggal", "tanggal", down=True),
        *([] if actor().role.regional else [Column("Kabupaten/kota", "wilayah")]), Column("Status", "status"),
        Column("Berkas"),
    ]  # fmt: skip
    return heads(columns, filters.urut, lambda urut: url_for("documents.index", **filters.narrowing(), urut=urut))


def years() -> list[int]:
    """Those of which the reader can see documents, the latest first."""
    return store.values("document", "year", **papers(actor()))


def _offered(value: str, known: Any) -> str:
    return value if value in known else ""
