"""The admin's page of the holidays: the table of two years, what was corrected of it, and one correction more."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from wtforms import SelectField, StringField

from workflow.clock import day
from workflow.pages.settings.blueprint import pages
from workflow.tasks import corrected_days
from workflow.tasks.holiday_table import correct, take_back
from workflow.tasks.working_days import named
from workflow.web.current import actor, now, store
from workflow.web.forms import Versioned, most
from workflow.web.saving import Page, save_or_show


class HolidayForm(Versioned):
    day = StringField("Tanggal")
    what = SelectField("Menjadi", choices=corrected_days.KINDS, validate_choice=False)
    decree = StringField("Dasar", render_kw=most(200))


@pages.route("/hari-libur", methods=["GET", "POST"], endpoint="holidays")
def table() -> Page:
    form = HolidayForm()
    if request.method == "GET":
        form.version.data = corrected_days.stored(store)["version"]

    def save() -> Page:
        correct(store, actor(), form.typed(), version=form.seen(), at=now())
        flash("Koreksi disimpan. Batas waktu pemeriksaan dihitung ulang.", "done")
        return redirect(url_for("settings.holidays"), 303)

    return save_or_show(form, save, lambda: _page(form), late=lambda error: _conflict(form))


@pages.post("/hari-libur/hapus", endpoint="holiday_remove")
def remove() -> Page:
    form = Versioned()
    take_back(store, actor(), request.form.get("day", ""), version=form.seen(), at=now())
    flash("Koreksi dihapus. Batas waktu pemeriksaan dihitung ulang.", "done")
    return redirect(url_for("settings.holidays"), 303)


def _page(form: HolidayForm, conflict: str = "") -> str:
    return render_template(
        "settings/holidays.html", form=form, stored=corrected_days.stored(store), years=_years(), conflict=conflict
    )


def _years() -> dict[int, dict[str, Any]]:
    """This year and the next: day (ISO) -> name."""
    this = day(now()).year
    return {year: {one.isoformat(): name for one, name in named(year).items()} for year in (this, this + 1)}


def _conflict(form: HolidayForm) -> Page:
    """What was typed stays; sent again, it counts."""
    form.version.data = corrected_days.stored(store)["version"]
    return _page(
        form, conflict="Koreksi sudah diubah sejak Anda membukanya. Isian Anda masih di bawah; periksa lagi."
    ), 409
