"""What changed: the events of a chain, in order and without a gap, and how far each chain has come.

An event says that something happened, to what and when, and no more: whoever wants to know fetches the record. Asked by
(chain, seq), because ids of what is written at the same time need not come in order.
"""

from __future__ import annotations

from flask import g
from werkzeug.wrappers import Response

from workflow.api import records_shown as shapes
from workflow.api.answers import LIMIT, USUAL, nothing_asked, told_as
from workflow.api.blueprint import pages
from workflow.api.described import Schema, asked, declares
from workflow.audit import newest
from workflow.errors import Invalid, NotFound
from workflow.offices import tokens
from workflow.regions import owners
from workflow.store import Above
from workflow.web.current import store

QUERY: dict[str, Schema] = {
    "chain": {**shapes.one_of(owners()), "description": "needed: a kabupaten/kota, or 11 for the province"},
    "after_seq": {"type": "integer", "minimum": 0, "maximum": 10**12, "default": 0},
    "limit": LIMIT,
}
FOUND = shapes.record({"items": shapes.list_of(shapes.EVENT.reference), "last_seq": shapes.NUMBER})


@pages.get("/events")
@declares("The events of a chain behind `after_seq`", query=QUERY, needed=("chain",), answers=FOUND, refuses=(404, 422))
def events() -> Response:
    query = asked(QUERY)
    if "chain" not in query:
        raise Invalid({"chain": "Sebutkan rantainya."})
    chain, after, limit = query["chain"], int(query.get("after_seq", 0)), int(query.get("limit", USUAL))
    if chain not in tokens.chains_of(g.program):
        raise NotFound("Rantai itu tidak ada, atau bukan milik kabupaten/kota kantor ini.")
    found = store.find("event", chain=chain, seq=Above(after), order="seq", limit=limit)
    last = found[-1]["seq"] if found else after
    return told_as({"items": [shapes.EVENT.shown(event) for event in found], "last_seq": last})


@pages.get("/audit/heads")
@declares("The newest event of each chain", answers=shapes.list_of(shapes.HEAD.reference), refuses=(422,))
def heads() -> Response:
    nothing_asked()
    found = newest.heads(store)
    return told_as([{"chain": chain, **found[chain]} for chain in tokens.chains_of(g.program) if chain in found])
