"""Papers about a whole rakor or about many tasks: issuing them, and fetching them as things stand now."""

from __future__ import annotations

import io

from flask import Response, redirect, render_template, request, send_file, url_for
from wtforms import HiddenField, StringField

from documents.compose import workbooks
from documents.compose.rakor_case import gather_rakor, gather_recap
from documents.issue.names import about_rakor, place, plain
from documents.issue.publisher import MEDIA
from documents.lists import excel, listing
from documents.pages.blueprint import pages
from documents.pages.downloads import publisher
from documents.report.failures import NotMade
from workflow.kinds import KINDS, Kind, official, rakor_kinds
from workflow.papers import wording
from workflow.papers.publishing import Issue
from workflow.rakor import papers
from workflow.rakor.lacking import OUTCOME, Lacking, lacking
from workflow.rakor.papers import as_it_stands, issue_for_rakor, recap_of
from workflow.rakor.recording import readable_rakor
from workflow.records import Document
from workflow.regions import PROVINCE
from workflow.store import Record
from workflow.tasks import filters
from workflow.text import YES
from workflow.web import wording_form
from workflow.web.current import actor, now, store, today
from workflow.web.forms import Asking, most
from workflow.web.pressing import press, say
from workflow.web.saving import Page, save_or_show
from workflow.web.unknown import refuse, unknown_filters
from workflow.web.wording_form import WordingForm

MOST = {"docx": 5000, "pdf": 2000, "xlsx": 20000}  # tasks of a recap; more would keep the reader waiting
PAPER = f"/rakor/<int:rakor_id>/dokumen/<any({', '.join(rakor_kinds())}):kind>"


class IssueForm(WordingForm, Asking):
    """``proposed`` is the number of the register that the page showed."""

    number = StringField("Nomor dari agenda kantor", render_kw=most(80))
    number_from = StringField("Cara memberi nomor")
    proposed = HiddenField()

    def chosen(self) -> dict[str, str]:
        """How the paper is to be numbered; a number left empty comes from the register."""
        typed = (self.number.data or "").strip()
        way = self.number_from.data or ("typed" if typed else "series")
        number = typed or ((self.proposed.data or "") if way == "series" else "")
        return {"number_from": way, "number": number, YES: ",".join(self.yakin.data or ())}


@pages.route(PAPER, methods=["GET", "POST"], endpoint="rakor_issue")
def issue(rakor_id: int, kind: str) -> Page:
    """The paper as text, and the button that issues it."""
    rakor, form = readable_rakor(store, actor(), rakor_id), IssueForm()

    def save() -> Page:
        params = {**(form.chosen() if KINDS[kind].numbered else {}), **form.words()}
        issue_for_rakor(store, publisher(), actor(), kind, rakor_id, params, at=now(), key=press())
        say(f"{KINDS[kind].label} terbit. Word dan PDF ada di bawah “Dokumen rakor”.")
        return redirect(url_for("rakor.show", rakor_id=rakor_id) + "#dokumen-rakor", 303)

    if request.form.get("lihat"):
        return _to_issue(rakor, kind, form)
    return save_or_show(form, save, lambda: _to_issue(rakor, kind, form))


def _to_issue(rakor: Record, kind: str, form: IssueForm) -> str:
    """Words that cannot be accepted stand in their boxes, and the paper is shown as proposed."""
    typed = form.words()
    order = form.accept(lambda: as_it_stands(store, actor(), kind, rakor["id"], at=now(), **typed))
    order = order or as_it_stands(store, actor(), kind, rakor["id"], at=now())
    form.proposed.data = order.number
    frozen = publisher().compose(store, order)
    form.propose(frozen.words)
    return render_template(
        "papers/rakor_issue.html", rakor=rakor, kind=kind, name=KINDS[kind].label, form=form, proposed=order.number,
        frozen=frozen, worded=wording_form.changed(typed, frozen.words), official=official(kind),
        numbered=KINDS[kind].numbered, earlier=_earlier(rakor["id"], kind),
        lacking=[(one, _filled_in(one, rakor)) for one in lacking(kind, rakor, today())],
    )  # fmt: skip


def _filled_in(one: Lacking, rakor: Record) -> str:
    """The page on which it is, or "" where nothing can be filled in."""
    if not one.where:
        return ""
    return url_for("rakor.outcome_new" if one.where == OUTCOME else "rakor.edit", rakor_id=rakor["id"])


def _earlier(rakor_id: int, kind: str) -> list[Document]:
    """What a new one would replace."""
    found = (d for d in papers.of_rakor(store, rakor_id) if d["type"] == kind and d["status"] == "berlaku")
    return list(found) if official(kind) else []


@pages.get(f"{PAPER}.<any(docx, pdf):ext>", endpoint="rakor_file")
def as_now(rakor_id: int, kind: str, ext: str) -> Page:
    order = as_it_stands(store, actor(), kind, rakor_id, at=now(), **worded())
    if kind == Kind.REKAP and (refusal := _too_many({"rakor": str(rakor_id)}, ext)):
        return refusal
    rakor = readable_rakor(store, actor(), rakor_id)
    name = about_rakor(kind, rakor["title"], rakor["start"], today())
    return _written(order, ext, f"Pratinjau-{name}" if official(kind) else name)


def worded() -> dict[str, str]:
    """The words that the address says otherwise than proposed."""
    return {name: request.args[name] for name in map(wording.field_of, wording.PARTS) if name in request.args}


@pages.get("/matriks.<any(docx, pdf, xlsx, csv):ext>", endpoint="matrix_file")
def matrix(ext: str) -> Page:
    """The matrix of ``?rakor=``, of one commission when ``?komisi=`` names it."""
    chosen = request.args.get("rakor", 0, type=int)
    rakor = readable_rakor(store, actor(), chosen)
    commission = request.args.get("komisi", "")
    known = commission in {outcome["commission"] for outcome in rakor["outcomes"]}
    refuse(unknown_filters(["komisi"], ["komisi"] if known else []))
    order = as_it_stands(store, actor(), Kind.MATRIKS, chosen, at=now(), commission=commission)
    name = about_rakor(Kind.MATRIKS, rakor["title"], rakor["start"], today())
    if ext in listing.MEDIA:
        return _attached(workbooks.matrix(gather_rakor(store, order), ext), listing.MEDIA[ext], f"{plain(name)}.{ext}")
    return _written(order, ext, name)


@pages.get("/tugas/rekap.<any(docx, pdf, xlsx):ext>", endpoint="recap_file")
def recap(ext: str) -> Page:
    """Exactly the tasks of the list with the same address."""
    given = filters.accepted(store, request.args, actor())
    refuse(unknown_filters(filters.KNOWN, filters.understood(store, request.args)))
    if refusal := _too_many(given, ext):
        return refusal
    order = recap_of(actor(), given, at=now())
    name = _called(given)
    if ext == "xlsx":
        return _workbook(workbooks.recap(gather_recap(store, order)), name)
    return _written(order, ext, name)


def _called(given: dict[str, str]) -> str:
    """By the one rakor that it is about, else by the place."""
    own = place(actor().region or PROVINCE)
    if "rakor" not in given:
        return f"Rekap-{own}-{today()}"
    rakor = readable_rakor(store, actor(), int(given["rakor"]))
    name = about_rakor(Kind.REKAP, rakor["title"], rakor["start"], today())
    return f"{name}-{own}" if actor().region else name


def _too_many(given: dict[str, str], ext: str) -> Page | None:
    """The page that says so, when the list is longer than a file of this format should be."""
    count = filters.count(store, actor(), given, today())
    if count <= MOST[ext]:
        return None
    said = f"Rekap ini berisi {count} tugas, paling banyak {MOST[ext]}. Saring dahulu, atau unduh sebagai Excel."
    return render_template("papers/no_file.html", ext=ext, sentence=said), 422


def _written(order: Issue, ext: str, name: str) -> Page:
    try:
        content = publisher().render(publisher().compose(store, order).data, ext)
    except NotMade as failure:
        return render_template("papers/no_file.html", ext=ext, sentence=str(failure)), 503
    return _attached(content, MEDIA[ext], f"{plain(name)}.{ext}")


def _workbook(content: bytes, name: str) -> Response:
    return _attached(content, excel.MEDIA, f"{plain(name)}.xlsx")


def _attached(content: bytes, media: str, name: str) -> Response:
    return send_file(io.BytesIO(content), mimetype=media, as_attachment=True, download_name=name)
