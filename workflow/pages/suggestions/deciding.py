"""The admin's pages of what Sekdis suggest for their offices: all that waits, and one, old beside new."""

from __future__ import annotations

from typing import cast

from flask import flash, redirect, render_template, request, url_for
from wtforms import HiddenField, TextAreaField

from workflow.errors import Invalid, Stale
from workflow.offices import suggestions
from workflow.pages.settings.one_office import title
from workflow.pages.suggestions.blueprint import pages
from workflow.pages.suggestions.shown import beside, ends_with_it
from workflow.records import Office, Suggestion
from workflow.web.current import actor, now, store, today
from workflow.web.forms import Versioned, most
from workflow.web.saving import Late, Page, save_or_show

CONFIRM, REFUSE = "setujui", "tolak"


class DecisionForm(Versioned):
    kantor = HiddenField()  # the mark of what was read of the office
    reason = TextAreaField("Alasan bila ditolak", render_kw=most(suggestions.MOST_REASON))


@pages.get("/pengaturan/usulan")
def waiting() -> str:
    found = [(one, title(_office(one))) for one in suggestions.waiting(store)]
    return render_template("suggestions/waiting.html", rows=found, parts=suggestions.PARTS)


@pages.route("/pengaturan/usulan/<int:suggestion_id>", methods=["GET", "POST"])
def decide(suggestion_id: int) -> Page:
    shown = suggestions.existing(store, suggestion_id)
    form = DecisionForm()
    if request.method == "GET":
        _as_read(form, shown)

    def save() -> Page:
        _decided(shown, form, request.form.get("do", ""))
        return redirect(url_for("suggestions.waiting"), 303)

    def late(error: Late) -> Page:
        """Shown anew as it is now; what was typed stays."""
        now_there = suggestions.existing(store, suggestion_id)
        _as_read(form, now_there)
        changed = "Pengaturan kantor itu baru saja diubah. Periksa sekali lagi, lalu putuskan."
        return _page(now_there, form, changed if isinstance(error, Stale) else error.sentence), 409

    return save_or_show(form, save, lambda: _page(shown, form), late)


def _as_read(form: DecisionForm, shown: Suggestion) -> None:
    form.version.data, form.kantor.data = str(shown["version"]), suggestions.mark(store, _office(shown), shown)


def _decided(shown: Suggestion, form: DecisionForm, do: str) -> None:
    number, version = shown["id"], form.seen()
    if do == CONFIRM:
        suggestions.confirm(store, actor(), number, version=version, read=form.kantor.data or "", at=now())
        flash("Usulan disetujui. Berlaku untuk naskah yang terbit mulai sekarang.", "done")
    elif do == REFUSE:
        suggestions.refuse(store, actor(), number, form.typed(), version=version, at=now())
        flash("Usulan ditolak. Sekdis membaca alasannya di halaman kantornya.", "done")
    else:
        raise Invalid({"do": "Pilih: setujui atau tolak."})


def _office(one: Suggestion) -> Office:
    return cast(Office, store.get(Office, one["office"]))


def _page(shown: Suggestion, form: DecisionForm, late: str = "") -> str:
    office = _office(shown)
    return render_template(
        "suggestions/decide.html", one=shown, title=title(office), words=suggestions.PARTS[shown["part"]], form=form,
        changes=beside(store, office, shown, today()), waits=shown["state"] == suggestions.WAITING, late=late,
        ends=ends_with_it(store, shown),
    )  # fmt: skip
