"""Rakor and their outcomes, and ``rakor.json``, which another Tuntas takes."""

from __future__ import annotations

import hashlib
import io

from flask import request, send_file
from werkzeug.wrappers import Response

from workflow.api import records_shown as shapes
from workflow.api.answers import PAGED, nothing_asked, one, page, page_of, tagged, told_as
from workflow.api.blueprint import pages
from workflow.api.described import asked, declares
from workflow.rakor import file
from workflow.rakor.recording import readable_rakor
from workflow.web.current import actor, store


@pages.get("/rakor")
@declares("Rakor, by id", query=PAGED, answers=page_of(shapes.RAKOR), refuses=(404, 422))
def rakors() -> Response:
    return page(
        shapes.RAKOR, asked(PAGED), lambda after, limit: store.find("rakor", after=after, limit=limit),
        lambda most: store.count("rakor", most=most), lambda id: store.get("rakor", id) is not None,
    )  # fmt: skip


@pages.get("/rakor/<int:rakor_id>")
@declares("One rakor", answers=shapes.RAKOR.reference, refuses=(404, 410, 422), tagged=True)
def rakor(rakor_id: int) -> Response:
    nothing_asked()
    return one(shapes.RAKOR, readable_rakor(store, actor(), rakor_id))


@pages.get("/rakor/<int:rakor_id>/outcomes")
@declares(
    "What was agreed, in the order of the rakor",
    answers=shapes.list_of(shapes.OUTCOME.reference),
    refuses=(404, 410, 422),
    tagged=True,
)
def outcomes(rakor_id: int) -> Response:
    nothing_asked()
    found = readable_rakor(store, actor(), rakor_id)
    return tagged(told_as([shapes.OUTCOME.shown(outcome) for outcome in found["outcomes"]]), found["version"])


@pages.get("/rakor/<int:rakor_id>/rakor.json")
@declares(
    "The rakor with the tasks that the key may see, as another Tuntas takes it",
    files=("application/json",),
    refuses=(404, 410, 422),
)
def rakor_file(rakor_id: int) -> Response:
    nothing_asked()
    content = file.as_bytes(file.as_data(store, actor(), readable_rakor(store, actor(), rakor_id)))
    etag = hashlib.sha256(content).hexdigest()[:32]
    answer = send_file(
        io.BytesIO(content), mimetype="application/json", as_attachment=True, download_name=file.NAME, etag=etag
    )
    return answer.make_conditional(request)
