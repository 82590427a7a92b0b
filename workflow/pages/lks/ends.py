"""The page on which an LKS is closed or moved, and the button that takes it back."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from wtforms import SelectField, StringField, TextAreaField

from workflow.lks import ending, proposals, register
from workflow.pages.lks.blueprint import pages
from workflow.records import Lks
from workflow.regions import regions
from workflow.web.current import actor, now, store, today
from workflow.web.forms import Versioned, most
from workflow.web.saving import Page, save_or_show


class EndForm(Versioned):
    kind = SelectField("Yang terjadi", choices=ending.KINDS, validate_choice=False)
    to = SelectField("Ke kabupaten/kota", validate_choice=False)
    date = StringField("Sejak tanggal")

    def __init__(self, here: str, **more: Any) -> None:
        super().__init__(**more)
        others = ((code, region.full) for code, region in regions().items() if code != here)
        self.to.choices = [("", "Di luar Aceh, atau belum diketahui"), *others]

    reason = TextAreaField("Alasan", render_kw=most(ending.MOST_REASON))


class ReopenForm(Versioned):
    reason = TextAreaField("Alasan", render_kw=most(ending.MOST_REASON))


@pages.route("/lks/<int:lks_id>/tutup", methods=["GET", "POST"])
def close(lks_id: int) -> Page:
    lks = register.readable(store, actor(), lks_id)
    form = EndForm(lks["region"], data={"date": today()})
    if request.method == "GET":
        proposals.check_open(lks)
        form.version.data = lks["version"]

    def save() -> Page:
        ending.end(store, actor(), lks_id, form.typed(), version=form.seen(), at=now())
        flash("Tercatat. Masih dapat diurungkan.", "done")
        return _to(lks)

    return save_or_show(form, save, lambda: render_template("lks/close.html", form=form, lks=lks))


@pages.route("/lks/<int:lks_id>/buka", methods=["GET", "POST"])
def reopen(lks_id: int) -> Page:
    """For a few minutes by its button alone, later with a reason."""
    lks, form = register.readable(store, actor(), lks_id), ReopenForm()
    if request.method == "GET":
        ending.check_ended(lks)
        form.version.data = lks["version"]

    def save() -> Page:
        ending.reopen(store, actor(), lks_id, form.reason.data or "", version=form.seen(), at=now())
        flash("LKS dibuka kembali. Catatannya seperti sebelum ditutup.", "done")
        return _to(lks)

    left = ending.minutes_left(store, lks, now())
    return save_or_show(form, save, lambda: render_template("lks/reopen.html", form=form, lks=lks, left=left))


def _to(lks: Lks) -> Page:
    return redirect(url_for("lks.show", lks_id=lks["id"]), 303)
