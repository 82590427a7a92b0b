"""The admin's pages of mandates: who acts for whom, and until when."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from workflow.once import once
from workflow.pages.account.mandate_form import OfficeMandateForm, offered, recorded, rows
from workflow.pages.settings.blueprint import pages
from workflow.people import mandates as people
from workflow.records import Mandate
from workflow.web.current import actor, now, store, today
from workflow.web.paging import after
from workflow.web.pressing import press, say
from workflow.web.saving import Page, save_or_show

SHOWN = 50  # on one page


@pages.get("/mandat")
def mandates() -> str:
    """The newest first; those that have passed stay to be read."""
    found = store.find(Mandate, order="-id", after=after("mandate"), limit=SHOWN + 1)
    following = url_for("settings.mandates", sesudah=found[SHOWN - 1]["id"]) if len(found) > SHOWN else ""
    return render_template("settings/mandates.html", mandates=rows(found[:SHOWN]), following=following)


@pages.route("/mandat/baru", methods=["GET", "POST"])
def mandate_new() -> Page:
    form = offered(OfficeMandateForm(data={"start": today()}))

    def made() -> dict[str, Any]:
        return dict(people.record(store, actor(), form.typed(), at=now()))

    def save() -> Page:
        say(recorded(once(store, press(), made, at=now())))
        return redirect(url_for("settings.mandates"))

    return save_or_show(form, save, lambda: render_template("mandates/new.html", form=form, office=""))


@pages.post("/mandat/<int:mandate_id>/akhiri")
def mandate_end(mandate_id: int) -> Response:
    ended = people.end(store, actor(), mandate_id, at=now())
    flash(f"Mandat {ended['person']} a.n. {ended['office']} diakhiri.", "done")
    return redirect(url_for("settings.mandates"))
