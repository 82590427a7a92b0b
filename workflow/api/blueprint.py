"""The Blueprint that all addresses for programs are put on."""

from __future__ import annotations

from flask import Blueprint, Response

from workflow.web import problems

pages = Blueprint("api", __name__, url_prefix="/api/v1")


@pages.after_request
def _other_version(answer: Response) -> Response:
    """Who reads with ``If-Match`` and has another version gets no record along with the refusal."""
    return problems.answer(412) if answer.status_code == 412 else answer
