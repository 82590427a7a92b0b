"""The Panduan of the reader's role as Word and PDF: the answers of *Bantuan*, to be printed or handed on."""

from __future__ import annotations

from flask import render_template

from documents.compose.panduan import panduan
from documents.pages.blueprint import pages
from documents.pages.downloads import attachment, publisher
from documents.report.failures import NotMade
from documents.report.frozen import to_data
from workflow.keeping.sbom import version
from workflow.web.current import actor, now
from workflow.web.saving import Page


@pages.get("/bantuan/panduan.<any(docx, pdf):ext>", endpoint="guide_file")
def guide_file(ext: str) -> Page:
    report = panduan(actor().role, now(), version())
    try:
        content = publisher().kept.file(to_data(report), ext)
    except NotMade as failure:
        return render_template("papers/no_file.html", ext=ext, sentence=str(failure)), 503
    return attachment(content, ext, report.title)
