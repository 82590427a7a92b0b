"""The page of a rakor that everybody may read, once Dinas Sosial Aceh has opened it, and the same as CSV and JSON.

No account, no cookie: it is the same for whoever asks, so that anything between may keep it for a minute.
"""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, current_app, render_template, request
from flask.sansio.blueprints import BlueprintSetupState

from documents.lists import csv_file, public_list
from documents.pages.public_answers import MINUTE, Answers
from workflow import pacing
from workflow.audit import newest
from workflow.errors import NotFound
from workflow.indicator.measure_columns import shown
from workflow.indicator.public_figures import SHOWN, heading, public_figures
from workflow.rakor.publicity import open_to_all
from workflow.records import Rakor
from workflow.web.current import noting_store, now, today
from workflow.web.entering import visitor
from workflow.web.links import outside

pages = Blueprint("public", __name__)
MAY_KEEP = f"public, max-age={MINUTE.seconds}"
FORMS = {"html": "text/html; charset=utf-8", "csv": csv_file.MEDIA, "json": public_list.JSON_MEDIA}


@pages.record
def _begin(state: BlueprintSetupState) -> None:
    state.app.extensions["public_answers"] = Answers()


@pages.get("/publik/<code>", endpoint="rakor")
def page(code: str) -> Response:
    return _sent(code, "html")


@pages.get("/publik/<code>.<any(csv, json):ext>", endpoint="rakor_file")
def file(code: str, ext: str) -> Response:
    answer = _sent(code, ext)
    if ext == "csv":
        answer.headers["Content-Disposition"] = f"attachment; filename=rakor-{code}.csv"
    return answer


def _sent(code: str, ext: str) -> Response:
    rakor = _open(code)
    made_of = (rakor["version"], today())
    answers: Answers = current_app.extensions["public_answers"]
    found = answers.give(f"{code}.{ext}", made_of, _newest, partial(_made, rakor, ext), at=now())
    answer = Response(found.body, content_type=FORMS[ext])
    answer.headers["Cache-Control"] = MAY_KEEP
    answer.set_etag(found.tag)
    answer.make_conditional(request)
    return answer


def _open(code: str) -> Rakor:
    """Who tries addresses is braked; what is open costs nothing but a look."""
    try:
        return open_to_all(noting_store, code, current_app.config["MODE"])
    except NotFound:
        pacing.charge(noting_store, "publik", visitor(), pacing.UNKNOWN, at=now())
        raise


def _newest() -> tuple[tuple[str, int], ...]:
    """How far everything has come: whatever is changed is told by an event."""
    return tuple((head["name"], head["seq"]) for head in newest.kept(noting_store))


def _made(rakor: Rakor, ext: str) -> bytes:
    public = public_figures(noting_store, rakor["id"], today())
    sample = rakor["example"] or current_app.config["MODE"] != "produksi"
    if ext == "csv":
        return public_list.csv_of(rakor, public, sample=sample)
    if ext == "json":
        return public_list.json_of(rakor, public, sample=sample)
    return render_template(
        "public/rakor.html", rakor=rakor, public=public, measures=SHOWN, shown=shown, heading=heading,
        address=outside("public.rakor", code=rakor["public_code"]), code=rakor["public_code"],
        sample=sample,
    ).encode()  # fmt: skip
