"""Batches: ordering all documents of a rakor or of a filtered list as a ZIP, watching it grow, fetching it."""

from __future__ import annotations

from typing import Any, cast

from flask import current_app, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as Redirect

from documents.issue.job_runner import RUNNING, WAITING
from documents.issue.jobs import DONE, MOST_DOCUMENTS, Jobs, readable_job, until
from documents.issue.names import plain
from documents.pages.blueprint import pages
from documents.pages.document_list import LABELS, STATES, Filters, years
from workflow.evidence.of_rakor import evidence_of_rakor
from workflow.machine.permissions import may_see, papers
from workflow.rakor.recording import readable_rakor
from workflow.regions import region_name
from workflow.store import Record
from workflow.web import errors, server_role
from workflow.web.current import actor, now, store
from workflow.web.unknown import refuse, unknown_filters
from workflow.web.words import plain_date

LATEST = 20
MEDIA = "application/zip"


def jobs() -> Jobs:
    return cast(Jobs, current_app.extensions["tuntas"].jobs)


def begin() -> None:
    """Has what was ordered made now, where this server works in the background; another one soon sees it by itself."""
    if not current_app.testing and current_app.config["ROLE"] != server_role.PAGES:
        jobs().start()


@pages.get("/pekerjaan", endpoint="jobs")
def index() -> str:
    found = store.find("job", user=actor().id, order="-id", limit=LATEST)
    return render_template("papers/jobs.html", jobs=found)


@pages.post("/pekerjaan", endpoint="job_new")
def order() -> Redirect:
    """The address says which documents: ``surat`` (their ids), ``rakor``, or the filters of the list of documents."""
    rakor = request.args.get("rakor", 0, type=int)
    if "surat" in request.args:
        title, query, documents = _letters(request.args["surat"])
    else:
        title, query, where = _chosen(rakor)
        documents = [record["id"] for record in store.find("document", order="region", **where)]
    evidence: list[int] = []
    if rakor and request.values.get("bukti") == "1":
        title, query = title.replace("Dokumen", "Dokumen dan bukti", 1), {**query, "bukti": 1}
        evidence = [piece["id"] for piece in evidence_of_rakor(store, actor(), rakor)]
    with store.transaction():
        job = jobs().order(actor(), title, query, documents, evidence)
    begin()
    return redirect(url_for("documents.job", job_id=job["id"]), 303)


def _letters(ids: str) -> tuple[str, dict[str, Any], list[int]]:
    """Title, address and ids of letters that were issued together; what the reader may not see is none of them."""
    named = [int(id) for id in ids.split(".") if id.isascii() and id.isdigit() and len(id) < 10][:MOST_DOCUMENTS]
    found = [record for id in named if (record := store.get("document", id)) and may_see(actor(), record)]
    issued = {plain_date(record["date"]) for record in found}
    return f"Surat {', '.join(sorted(issued))}", {"surat": ids}, [record["id"] for record in found]


def _chosen(rakor_id: int) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Title, address and ``where`` of the documents that are asked for."""
    if rakor_id:
        rakor = readable_rakor(store, actor(), rakor_id)
        return f"Dokumen {rakor['title']}", {"rakor": rakor_id}, {"rakor": rakor_id} | papers(actor())
    filters = Filters.asked(years())
    refuse([*filters.unknown(), *unknown_filters(["rakor"], ())])
    words = [
        LABELS.get(filters.kind, ""), STATES.get(filters.state, ""),
        region_name(filters.region) if filters.region else "", str(filters.year or ""),
        f"“{filters.text}”" if filters.text else "",
    ]  # fmt: skip
    return "Dokumen: " + (", ".join(filter(None, words)) or "semua"), filters.query(), filters.where()


@pages.get("/pekerjaan/<int:job_id>", endpoint="job")
def show(job_id: int) -> str:
    job = readable_job(store, actor(), job_id)
    ready = job["state"] == DONE and until(job) > now()
    return render_template(
        "papers/job.html", job=job, ready=ready, until=until(job) if ready else None, working=working(job)
    )


def working(job: Record) -> bool:
    return job["state"] in (WAITING, RUNNING)


@pages.get("/pekerjaan/<int:job_id>.zip", endpoint="job_file")
def file(job_id: int) -> Any:
    job = readable_job(store, actor(), job_id)
    try:
        path = jobs().file(job)
    except OSError:
        current_app.logger.error("job %s: the ZIP was altered", job_id)
        return errors.page(410, "ZIP itu berubah di penyimpanan, jadi tidak diberikan. Mintalah lagi.")
    return send_file(path, mimetype=MEDIA, as_attachment=True, download_name=f"{plain(job['title'])[:80]}.zip")
