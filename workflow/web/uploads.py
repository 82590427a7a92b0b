"""Files sent with a form: how much a page takes at most, and photos taken in one by one.

A refused photo does not lose the others. What was accepted by a form that is shown again travels along as signed
facts; the chair does not send it twice. That lasts as long as ``leftovers.GIVEN_UP``, each time the form is sent anew.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import Flask, current_app, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.exceptions import HTTPException

from workflow.clock import moment, stamp
from workflow.errors import TooLarge
from workflow.evidence.file_names import clean_name
from workflow.evidence.taking_in import Refused
from workflow.keeping.leftovers import GIVEN_UP
from workflow.tasks.needs import MOST_FILES
from workflow.web.current import actor, evidence_folder, now
from workflow.web.guard import ACCESS, PUBLIC, has_signed_in

View = TypeVar("View", bound=Callable[..., Any])
AROUND = 100_000  # bytes of the form round its file
STRANGER = 1024 * 1024  # bytes that somebody may send who has not signed in, to a page that takes no file of strangers

# What is typed of each file, in the order of the files; of those taken in already with ``KEPT`` before it.
TYPED, KEPT = ("caption", "paper_kind", "paper_number", "paper_date"), "kept_"

BOUNDS: dict[Callable[..., Any], int] = {}  # view -> bytes of the files that its form may send


def takes_file(most: int) -> Callable[[View], View]:
    """Marks a page whose form sends files: more than ``most`` bytes are refused before anything of them is read.

    It stands below the route, right above the function. What the whole app takes (``MAX_CONTENT_LENGTH``) holds here
    too.
    """

    def mark(view: View) -> View:
        BOUNDS[view] = most
        return view

    return mark


def bounds(app: Flask) -> Callable[[str, str], tuple[int, bool]]:
    """For the server, which keeps a body before the app is asked: of an address and the cookies sent with it, how many
    bytes a body may have and whether a stranger sends it. The page itself says better what it takes of who signed in.
    """
    addresses = app.url_map.bind("")

    def most(path: str, cookies: str) -> tuple[int, bool]:
        if has_signed_in(app, cookies):
            return int(app.config["MAX_CONTENT_LENGTH"]), False
        try:
            endpoint, _ = addresses.match(path, method="POST")
        except HTTPException:
            return STRANGER, True
        file = BOUNDS.get(app.view_functions[endpoint], 0) if ACCESS.get(endpoint) is PUBLIC else 0
        return max(file + AROUND, STRANGER), True

    return most


def init_app(app: Flask) -> None:
    """To be called before ``CSRFProtect``, which reads the form to find its token."""
    app.before_request(_bound)


def _bound() -> None:
    """Raises ``TooLarge`` for a request that says it is longer; one that does not say is cut off there."""
    view = current_app.view_functions.get(request.endpoint or "")
    most = BOUNDS.get(view) if view else None
    if most is None or request.method != "POST":
        return
    if most + AROUND < (request.max_content_length or math.inf):
        request.max_content_length = most + AROUND
        if (request.content_length or 0) > request.max_content_length:
            raise TooLarge(
                f"Berkas itu terlalu besar: paling besar {most // 1024**2} MB."
                if most
                else f"Kiriman itu terlalu besar: paling besar {AROUND // 1000} KB."
            )


@dataclass
class Uploads:
    """``facts``: what was taken in, with captions; ``refused``: a sentence for each file that was not."""

    facts: list[dict[str, Any]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def received(task_id: int) -> Uploads:
    """The files of this request: those carried along from before first, then the new ones in their order."""
    uploads = _carried(task_id)
    for place, file in enumerate(request.files.getlist("photos")):
        if not file.filename:
            continue
        if len(uploads.facts) >= MOST_FILES:
            uploads.refused.append(
                f"{clean_name(file.filename)} tidak ikut: paling banyak {MOST_FILES} berkas sekali kirim. "
                "Sisanya kirim berikutnya."
            )
            continue
        try:
            taken = evidence_folder.take(file.read(), file.filename)
        except Refused as refusal:
            uploads.refused.append(refusal.sentence)
        else:
            uploads.facts.append({**vars(taken), **_typed(place)})
    return uploads


def tokens(task_id: int, facts: list[dict[str, Any]]) -> list[str]:
    """Each file's facts (without what is typed of it, which can still be written), signed for this account, task and
    time."""
    sent = {"sent": stamp(now())}
    return [_signer(task_id).dumps({**_without(fact, *TYPED), **sent}) for fact in facts]


def _carried(task_id: int) -> Uploads:
    found, left_out = Uploads(), set(request.form.getlist("leave_out"))
    for place, token in enumerate(request.form.getlist("kept")):
        try:
            facts = _signer(task_id).loads(token)
        except BadData:
            continue  # not signed by us for this account and task: nobody's file
        if facts["sha256"] in left_out:
            continue
        if not _still_there(facts):
            found.refused.append(f"{facts['name']} sudah terlalu lama menunggu di halaman ini. Pilih lagi berkasnya.")
        elif len(found.facts) < MOST_FILES:
            found.facts.append({**_without(facts, "sent"), **_typed(place, KEPT)})
    return found


def carried_by(task_id: int, token: str) -> dict[str, Any] | None:
    """The facts of a file that was taken in before, by its token; None when that is none of ours for this reader and
    task, or the file has waited too long."""
    try:
        facts: dict[str, Any] = _signer(task_id).loads(token)
    except BadData:
        return None
    return _without(facts, "sent") if _still_there(facts) else None


def _still_there(facts: dict[str, Any]) -> bool:
    """Whether the file may still be recorded; from now on it is kept for as long again."""
    young = now() - moment(facts["sent"]) <= GIVEN_UP if "sent" in facts else False
    return young and evidence_folder.touch(facts["sha256"])


def _typed(place: int, before: str = "") -> dict[str, str]:
    """What was typed of the file at this place; the names of the fields begin with ``before``."""
    columns = {name: request.form.getlist(before + name) for name in TYPED}
    return {name: texts[place] if place < len(texts) else "" for name, texts in columns.items()}


def typed_again(facts: list[dict[str, Any]]) -> dict[str, list[str]]:
    """What was typed of files that were taken in already, by the names that a form shown again sends it with."""
    return {KEPT + name: [one.get(name, "") for one in facts] for name in TYPED}


def _without(facts: dict[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if key not in names}


def _signer(task_id: int) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"bukti {actor().id} {task_id}")
