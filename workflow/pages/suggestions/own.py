"""The Sekdis' pages of the own office: what holds, what he suggests, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from wtforms import StringField

from workflow.errors import NotFound
from workflow.offices import offices, signatories, suggestions
from workflow.offices.addressees import MOST, in_order
from workflow.once import once
from workflow.pages.settings.addressees import AddresseesForm, stored
from workflow.pages.settings.offices import HINTS as OFFICE_HINTS
from workflow.pages.settings.one_office import title
from workflow.pages.settings.signatories import HINTS as SIGNER_HINTS
from workflow.pages.settings.signatories import ORDER, SignatoryForm
from workflow.pages.suggestions.blueprint import pages
from workflow.pages.suggestions.shown import beside
from workflow.records import Office
from workflow.web.current import actor, now, store, today
from workflow.web.forms import Versioned, most
from workflow.web.pressing import press, say
from workflow.web.saving import Page, save_or_show

SHOWN = 20  # of what was suggested before


class KopForm(Versioned):
    """The lines of the kop, from ``offices.TEXTS``."""


for _name in suggestions.KOP:
    _words, _most = offices.TEXTS[_name]
    setattr(KopForm, _name, StringField(_words[0].upper() + _words[1:], render_kw=most(_most)))

FORMS: dict[str, type[Versioned]] = {
    "kop": KopForm, "penanda-tangan": SignatoryForm, "tujuan": AddresseesForm,
}  # fmt: skip


@pages.get("/kantor-saya")
def own() -> str:
    office = suggestions.own_office(store, actor())
    before = suggestions.of_office(store, office["id"])[:SHOWN]
    waiting = {one["part"]: one for one in before if one["state"] == suggestions.WAITING}
    rows = [(one, [row for row in beside(store, office, one, today()) if row.differs]) for one in waiting.values()]
    return render_template(
        "suggestions/own.html", office=office, title=title(office), parts=suggestions.PARTS, rows=rows,
        gone=[one for one in before if one["state"] != suggestions.WAITING], kop=suggestions.KOP,
        signing=signatories.signing(store, office, today()), addressees=in_order(office),
    )  # fmt: skip


@pages.route("/kantor-saya/<part>", methods=["GET", "POST"])
def form(part: str) -> Page:
    """One part as the admin has it, to be typed anew."""
    if part not in suggestions.PARTS:
        raise NotFound
    office = suggestions.own_office(store, actor())
    made = FORMS[part](data=_begins(office, part))

    def save() -> Page:
        once(store, press(), lambda: {"id": _suggested(part, made)}, at=now())
        say("Usulan dikirim kepada Admin. Sampai disetujui, naskah tetap memakai yang berlaku sekarang.")
        return redirect(url_for("suggestions.own"), 303)

    return save_or_show(made, save, lambda: _page(office, part, made))


@pages.post("/kantor-saya/usulan/<int:suggestion_id>/tarik")
def withdraw(suggestion_id: int) -> Page:
    version = request.form.get("version", "")
    suggestions.withdraw(store, actor(), suggestion_id, version=int(version) if version.isdecimal() else 0, at=now())
    flash("Usulan ditarik.", "done")
    return redirect(url_for("suggestions.own"), 303)


def _suggested(part: str, made: Versioned) -> int:
    return suggestions.suggest(store, actor(), part, made.typed(), at=now())["id"]


def _begins(office: Office, part: str) -> Mapping[str, Any]:
    """What the form shows first: what waits already, else what holds."""
    for one in store.find("suggestion", office=office["id"], part=part, state=suggestions.WAITING):
        values: dict[str, Any] = one["values"]
        wished: dict[str, Any] = {**office, **values}
        return {"kop": wished, "tujuan": stored(wished), "penanda-tangan": values}[part]
    return {"kop": office, "tujuan": stored(office), "penanda-tangan": {"start": today()}}[part]


def _page(office: Office, part: str, made: Versioned) -> str:
    return render_template(
        "suggestions/form.html", office=office, title=title(office), part=part, words=suggestions.PARTS[part],
        form=made, rows=range(MOST), names=suggestions.KOP if part == "kop" else ORDER,
        hints={**OFFICE_HINTS, **(SIGNER_HINTS if part == "penanda-tangan" else {})},
        required=(*offices.REQUIRED, *signatories.REQUIRED) if part == "penanda-tangan" else offices.REQUIRED,
    )  # fmt: skip
