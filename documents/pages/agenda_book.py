"""The agenda of an office as a book, in Word and PDF: the numbers of the page with the same address, all of them."""

from __future__ import annotations

from flask import render_template, request

from documents.compose.agenda_case import as_params
from documents.pages.blueprint import pages
from documents.pages.downloads import attachment, publisher
from documents.report.failures import NotMade
from workflow.agenda import listing
from workflow.agenda.acts import own_office
from workflow.kinds import KINDS, Kind
from workflow.pages.agenda import office_name
from workflow.papers.publishing import Issue
from workflow.web.current import actor, now, store
from workflow.web.saving import Page
from workflow.web.unknown import refuse, unknown_filters

MOST = {"docx": 5000, "pdf": 5000}  # numbers of a book; more would keep the reader waiting


@pages.get("/agenda.<any(docx, pdf):ext>", endpoint="agenda_file")
def book(ext: str) -> Page:
    asked = listing.asked(store, actor(), request.args)
    refuse(unknown_filters(listing.NAMES, asked.used))
    if (count := listing.count(store, asked)) > MOST[ext]:
        said = f"Buku ini berisi {count} nomor, paling banyak {MOST[ext]}. Pilih satu tahun, atau unduh Excel."
        return render_template("papers/no_file.html", ext=ext, sentence=said), 422
    try:
        content = publisher().render(publisher().compose(store, _order(asked)).data, ext)
    except NotMade as failure:
        return render_template("papers/no_file.html", ext=ext, sentence=str(failure)), 503
    year = f"-{asked.year}" if asked.year else ""
    return attachment(content, ext, f"{KINDS[Kind.BUKU_AGENDA].file}-{office_name(asked.office)}{year}")


def _order(asked: listing.Filters) -> Issue:
    """On the paper of the office whose book it is; of all offices on that of the reader."""
    whose = asked.office or own_office(store, actor())
    params = {"office": [whose["region"], whose["identity"]], "filters": as_params(asked)}
    return Issue(type=Kind.BUKU_AGENDA, task={}, at=now(), region=whose["region"], params=params)
