"""Papers about an institution (LKS), a kabupaten/kota or all of Aceh: read first, then issued; as files at any time."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import redirect, render_template, request, url_for
from wtforms import SelectField, SelectMultipleField, StringField

from documents.pages.blueprint import pages
from documents.pages.downloads import attachment, publisher
from documents.pages.rakor_papers import IssueForm, worded
from documents.report.failures import NotMade
from workflow.agenda import register
from workflow.errors import Invalid
from workflow.kinds import KINDS, About, Kind, kinds_about
from workflow.lks.undecided import KECAMATAN, PAIR, Undecided
from workflow.papers import at_any_time, recommendation, wording
from workflow.papers.at_any_time import Subject
from workflow.papers.publishing import Issue
from workflow.records import Document, Lks
from workflow.regions import PROVINCE, region_name, regions
from workflow.web import wording_form
from workflow.web.current import actor, now, store, today
from workflow.web.forms import most
from workflow.web.pressing import press, say
from workflow.web.saving import Page, save_or_show
from workflow.web.unknown import unknown_filters

ABOUT_LKS, ABOUT_REGION = (", ".join(kinds_about(about)) for about in (About.LKS, About.REGION))
OF_LKS = f"/lks/<int:lks_id>/naskah/<any({ABOUT_LKS}):lks_paper>"
OF_REGION = f"/naskah/<any({ABOUT_REGION}):region_paper>"
ASKED = ("kabupaten", "pada")  # in the address of a paper about a region: which, and how it stood on which day
SHOWN = 10  # earlier papers of the same kind


class RecommendationForm(IssueForm):
    """``note_<name>`` stands beside each of ``recommendation.PAPERS``."""

    purpose = SelectField("Untuk", choices=recommendation.PURPOSES, validate_choice=False)
    months = StringField("Berlaku berapa bulan", render_kw={**most(3), "inputmode": "numeric"})
    seen = SelectMultipleField("Berkas yang sudah dilihat", choices=[], validate_choice=False)


for _name, _label in recommendation.PAPERS.items():
    setattr(
        RecommendationForm, f"note_{_name}", StringField(f"Keterangan: {_label}", render_kw=most(recommendation.NOTE))
    )


@dataclass(frozen=True)
class Asked:
    """One paper that somebody wants to read or issue. ``here`` are the arguments of its own address."""

    kind: str
    subject: Subject
    here: Mapping[str, Any]
    params: Mapping[str, Any] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    @property
    def endpoint(self) -> str:
        return "documents.lks" if self.subject.lks else "documents.region"

    @property
    def about(self) -> str:
        """Its subject in words."""
        lks = store.get(Lks, self.subject.lks) if self.subject.lks else None
        return lks["name"] if lks else region_name(self.subject.region)


@pages.route(OF_LKS, methods=["GET", "POST"], endpoint="lks_issue")
def of_lks(lks_id: int, lks_paper: str) -> Page:
    subject = at_any_time.of_lks(store, actor(), lks_id)
    here = {"lks_id": lks_id, "lks_paper": lks_paper}
    if lks_paper != Kind.REKOMENDASI:
        return _page(Asked(lks_paper, subject, here), IssueForm())
    lks = store.get(Lks, lks_id)
    usual = recommendation.usual(lks or {"registrations": []})
    return _page(Asked(lks_paper, subject, here, usual), RecommendationForm(data=usual), recommendation.asked)


@pages.get(f"{OF_LKS}.<any(docx, pdf):ext>", endpoint="lks_file")
def lks_as_now(lks_id: int, lks_paper: str, ext: str) -> Page:
    """As it stands now; a recommendation with nothing ticked yet."""
    subject = at_any_time.of_lks(store, actor(), lks_id)
    lks = store.get(Lks, lks_id)
    params = recommendation.usual(lks) if lks and lks_paper == Kind.REKOMENDASI else {}
    return _file(Asked(lks_paper, subject, {}, params), ext)


@pages.route(OF_REGION, methods=["GET", "POST"], endpoint="region_issue")
def of_region(region_paper: str) -> Page:
    return _page(_asked(region_paper), IssueForm())


@pages.get(f"{OF_REGION}.<any(docx, pdf):ext>", endpoint="region_file")
def region_as_now(region_paper: str, ext: str) -> Page:
    return _file(_asked(region_paper), ext)


def _asked(kind: str) -> Asked:
    """What the address asks for; a day that is none or is still to come is left out, and said."""
    subject = at_any_time.of_region(actor(), kind, request.args.get("kabupaten", ""))
    on = _day(request.args.get("pada", ""))
    given = {"kabupaten": request.args.get("kabupaten", ""), "pada": on}
    query = {name: value for name, value in given.items() if value}
    return Asked(
        kind, subject, {"region_paper": kind, **query}, {"day": on} if on else {}, tuple(unknown_filters(ASKED, query))
    )  # fmt: skip


def _day(text: str) -> str:
    try:
        found = date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
    return found if "2000" <= found <= today() else ""


def _page(asked: Asked, form: IssueForm, read: Callable[[Mapping[str, Any]], dict[str, Any]] | None = None) -> Page:
    """The paper as text, and the form that issues it, or why it is held back. ``read`` makes what was typed in it
    ``params``."""

    def params() -> Mapping[str, Any]:
        try:
            own = read(form.typed()) if read else {}
        except Invalid as refusal:
            raise Invalid({**refusal.fields, **wording.wrong(form.words())}) from None
        return {**asked.params, **own, **form.words()}

    def save() -> Page:
        if "lihat" in request.form:  # read it with what was typed, before anything is issued
            return _to_issue(asked, form, params())
        wanted = register.wanted(form.chosen()) if KINDS[asked.kind].numbered else None
        made = at_any_time.issue(
            store, publisher(), actor(), asked.kind, asked.subject, params(), at=now(), wanted=wanted, key=press()
        )
        files = "Word, PDF, dan Excel" if publisher().has(made, "xlsx") else "Word dan PDF"
        say(f"{KINDS[asked.kind].label} terbit. {files} ada di bawah ini.")
        return redirect(url_for("documents.index", jenis=asked.kind), 303)

    return save_or_show(form, save, functools.partial(_as_typed, asked, form, params))


def _held_back(asked: Asked) -> list[Undecided]:
    """To be asked by who may issue it: others are refused, and read nothing of it."""
    return at_any_time.held_back(store, asked.kind) if at_any_time.may_issue(actor(), asked.kind) else []


def _where_decided(one: Undecided) -> str:
    """The page on which it is."""
    if one.what == KECAMATAN:
        return url_for("indicator.kecamatan")
    if one.what == PAIR:
        return url_for("lks.pair", lks_id=one.lks[0], other_id=one.lks[1])
    return url_for("lks.show", lks_id=one.lks[0])


def _as_typed(asked: Asked, form: IssueForm, params: Callable[[], Mapping[str, Any]]) -> str:
    try:
        return _to_issue(asked, form, params() if request.method == "POST" else asked.params)
    except Invalid:  # what is wrong stands beside its field
        return _to_issue(asked, form, asked.params)


def _to_issue(asked: Asked, form: IssueForm, params: Mapping[str, Any]) -> str:
    if reasons := _held_back(asked):
        told = [(at_any_time.in_words(one), _where_decided(one)) for one in reasons]
        return render_template("papers/held_back.html", paper=KINDS[asked.kind], reasons=told)
    order = _order(asked, params)
    frozen = publisher().compose(store, order)
    form.proposed.data = order.number
    changed = wording_form.changed(form.words(), frozen.words)
    form.propose(frozen.words)
    return render_template(
        "papers/at_any_time.html", asked=asked, form=form, paper=KINDS[asked.kind], proposed=order.number,
        frozen=frozen, worded=changed, earlier=_earlier(asked), purposes=recommendation.PURPOSES,
        papers=recommendation.PAPERS, whole=PROVINCE, today=today(), unknown=asked.unknown,
        places=list(regions().values()) if asked.kind == Kind.DAFTAR_LKS and not actor().role.regional else [],
    )  # fmt: skip


def _order(asked: Asked, params: Mapping[str, Any]) -> Issue:
    return at_any_time.order(store, actor(), asked.kind, asked.subject, params, at=now())


def _earlier(asked: Asked) -> list[Document]:
    """Those of the same kind that were issued already; they stay."""
    found = at_any_time.issued_about(store, asked.subject)
    return [one for one in found if one["type"] == asked.kind][:SHOWN]


@pages.app_template_global()
def may_issue_paper(kind: str) -> bool:
    return at_any_time.may_issue(actor(), kind)


@pages.app_template_global()
def papers_of_lks(lks_id: int) -> dict[str, Any]:
    """What was issued about it, and (kind, label) of what its reader may issue."""
    issued = at_any_time.issued_about(store, at_any_time.of_lks(store, actor(), lks_id))
    kinds = [(name, paper.label) for name, paper in kinds_about(About.LKS).items() if may_issue_paper(name)]
    return {"issued": issued[:SHOWN], "kinds": kinds}


def _file(asked: Asked, ext: str) -> Page:
    try:
        if reasons := _held_back(asked):
            raise Invalid({"held_back": " ".join(map(at_any_time.in_words, reasons))})
        content = publisher().render(publisher().compose(store, _order(asked, {**asked.params, **worded()})).data, ext)
    except (NotMade, Invalid) as failure:
        said = " ".join(failure.fields.values()) if isinstance(failure, Invalid) else str(failure)
        return render_template("papers/no_file.html", ext=ext, sentence=said), 422 if isinstance(
            failure, Invalid
        ) else 503
    return attachment(content, ext, f"Pratinjau-{KINDS[asked.kind].file}-{asked.about}-{today()}")
