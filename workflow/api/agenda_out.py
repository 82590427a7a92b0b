"""The register of numbers of the key's office; programs of Dinas Sosial Aceh read those of all."""

from __future__ import annotations

from typing import Any

from werkzeug.wrappers import Response

from workflow.agenda import acts, states
from workflow.agenda.listing import Filters
from workflow.api import records_shown as shapes
from workflow.api.answers import PAGED, nothing_asked, one, page, page_of
from workflow.api.blueprint import pages
from workflow.api.described import Schema, asked, declares
from workflow.errors import NotFound
from workflow.roles import Role
from workflow.web.current import actor, store

QUERY: dict[str, Schema] = {
    "office": {**shapes.ID, "description": "for keys of Dinas Sosial Aceh"},
    "year": {"type": "integer", "minimum": 2000, "maximum": 2100},
    "status": shapes.one_of(states.STATES),
    **PAGED,
}


@pages.get("/agenda")
@declares("Numbers of the register, by id", query=QUERY, answers=page_of(shapes.ENTRY), refuses=(404, 422))
def entries() -> Response:
    query = asked(QUERY)
    own = None if actor().role is Role.DINSOS else acts.own_office(store, actor())
    chosen = Filters(own, int(query.get("year", 0)), query.get("status", ""), own_only=actor().role.regional)
    where: dict[str, Any] = chosen.where()
    wanted = int(query.get("office", 0))
    none = own is not None and wanted not in (0, own["id"])
    where |= {"office": wanted} if wanted and own is None else {}
    return page(
        shapes.ENTRY, query,
        lambda after, limit: [] if none else store.find("entry", after=after, limit=limit, **where),
        lambda most: 0 if none else store.count("entry", most=most, **where), _within,
    )  # fmt: skip


def _within(entry_id: int) -> bool:
    try:
        acts.readable(store, actor(), entry_id)
    except NotFound:
        return False
    return True


@pages.get("/agenda/<int:entry_id>")
@declares("One number", answers=shapes.ENTRY.reference, refuses=(404, 410, 422), tagged=True)
def entry(entry_id: int) -> Response:
    nothing_asked()
    return one(shapes.ENTRY, dict(acts.readable(store, actor(), entry_id)))
