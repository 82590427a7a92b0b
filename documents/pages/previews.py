"""Previews: the document that the task's next forward move would issue, as page images, as text and as files.

Every one of them is marked PRATINJAU. For a report, ``CHOSEN`` in the address says what the Sekdis has
chosen; what is left out is taken from the office. ``gabung`` names further tasks of one combined report.
"""

from __future__ import annotations

import io

from flask import abort, render_template, request, send_file

from documents.issue.preview import USUAL, page_image
from documents.pages.blueprint import pages
from documents.pages.downloads import publisher, rendered
from documents.report.failures import NotMade
from workflow.machine.permissions import readable_task
from workflow.pages.tasks import together
from workflow.papers import wording
from workflow.papers.publishing import Frozen
from workflow.store import Record
from workflow.tasks import asking
from workflow.tasks.rehearsal import rehearse
from workflow.text import YES
from workflow.web.current import actor, now, store
from workflow.web.saving import Page

CHOSEN = (
    "number", "number_report", "number_from", "archive_code", "addressee", asking.NAME, YES,
    *map(wording.field_of, wording.PARTS),
)  # fmt: skip


@pages.get("/tugas/<int:task_id>/pratinjau/<int:page>.png", endpoint="preview_page")
def image(task_id: int, page: int) -> Page:
    """One page as PNG. ``isi`` names the content that the page around it was made from: its images then belong
    together, even when the task was changed meanwhile. ``lebar`` is the width in px."""
    task = readable_task(store, actor(), task_id)
    content = publisher().previews.kept(task_id, request.args.get("isi", ""))
    if content is None:
        try:
            content = publisher().previews.pdf(composed(task).data)
        except NotMade as failure:
            return render_template("papers/no_pdf.html", ext="pdf", sentence=str(failure), task=task), 503
    try:
        picture = page_image(content, page, request.args.get("lebar", USUAL, type=int))
    except IndexError:
        abort(404)
    return send_file(io.BytesIO(picture), mimetype="image/png")


@pages.get("/tugas/<int:task_id>/pratinjau/teks", endpoint="preview_text")
def text(task_id: int) -> str:
    task = readable_task(store, actor(), task_id)
    frozen = composed(task)
    return render_template("papers/text.html", task=task, frozen=frozen, chosen=chosen())


@pages.get("/tugas/<int:task_id>/pratinjau.<any(docx, pdf):ext>", endpoint="preview_file")
def file(task_id: int, ext: str) -> Page:
    task = readable_task(store, actor(), task_id)
    frozen = composed(task)
    return rendered(frozen.data, ext, f"Pratinjau-{frozen.title}-butir-{task['no']}", task)


def composed(task: Record) -> Frozen:
    return rehearse(store, publisher(), task, chosen(), at=now(), others=together.others(task["id"]), by=actor())


def chosen() -> dict[str, str]:
    """What the address says of the report, to be carried along in links."""
    return {name: request.args[name] for name in (*CHOSEN, together.NAME) if name in request.args}
