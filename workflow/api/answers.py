"""Answers of one shape: a record with its version as ETag, and a page of a list that says where it goes on.

A list goes on from behind a record (``after``), so that nothing is told twice or left out while others write.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import json, request, url_for
from werkzeug.wrappers import Response

from workflow.api.described import Schema, asked
from workflow.api.records_shown import ID, Shape, list_of, record
from workflow.errors import NotFound
from workflow.store import Record

MOST, USUAL, COUNTED = 200, 50, 1_000
KEPT = "private, no-cache"  # may be kept, if it is asked each time whether it is still so
LIMIT: Schema = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
PAGED: dict[str, Schema] = {
    "limit": LIMIT,
    "after": {**ID, "description": "the id behind which the page begins; as `next` says it"},
    "count": {"type": "string", "enum": ["exact"], "description": f"count the list, up to {COUNTED}"},
}
GONE = "Catatan tempat daftar ini berlanjut tidak ada. Mulai lagi dari awal."
COUNT: Schema = {
    **record({"value": {"type": "integer"}, "exact": {"type": "boolean"}}),
    "type": ["object", "null"], "description": f"null unless asked for; not exact above {COUNTED}",
}  # fmt: skip


def page_of(shape: Shape) -> Schema:
    """The schema of a page of a list."""
    following = {"type": ["string", "null"], "description": "address of the page behind this one"}
    return record({"items": list_of(shape.reference), "next": following, "count": COUNT})


def page(
    shape: Shape,
    query: dict[str, str],
    found: Callable[[int | None, int], Sequence[Record]],
    count: Callable[[int], int],
    within: Callable[[int], bool],
) -> Response:
    """``found(after, limit)`` reads; ``count(most)`` counts no further than one above; ``within(id)``: whether the
    reader may know of the record behind which it begins. Raises ``NotFound`` when not: as unknown as none."""
    limit, after = int(query.get("limit", USUAL)), int(query["after"]) if "after" in query else None
    if after is not None and not within(after):
        raise NotFound(GONE)
    rows = found(after, limit + 1)
    following = None
    if len(rows) > limit:
        going_on = {**{k: v for k, v in query.items() if k != "count"}, "after": rows[limit - 1]["id"]}
        following = url_for(request.endpoint or "", **{**(request.view_args or {}), **going_on})
    counted = min(count(COUNTED), COUNTED + 1) if "count" in query else None
    told = None if counted is None else {"value": min(counted, COUNTED), "exact": counted <= COUNTED}
    return told_as({"items": [shape.shown(one) for one in rows[:limit]], "next": following, "count": told})


def one(shape: Shape, found: Record, status: int = 200) -> Response:
    """A record, with its version as ETag: whoever knows it is told so in no words (304)."""
    return tagged(told_as(shape.shown(found), status), found["version"])


def tagged(answer: Response, version: int) -> Response:
    answer.set_etag(f"v{version}")
    answer.headers["Cache-Control"] = KEPT
    return answer.make_conditional(request) if request.method == "GET" else answer


def told_as(data: Any, status: int = 200) -> Response:
    return Response(json.dumps(data), status, content_type="application/json")


def nothing_asked() -> None:
    """Of an address that takes no query."""
    asked({})
