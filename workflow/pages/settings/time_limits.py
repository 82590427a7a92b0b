"""The admin's page of times: how long a move can be taken back, how long a reviewer may take."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from wtforms import StringField

from workflow.machine.time_allowed import TIMES, stored, times
from workflow.pages.settings.blueprint import pages
from workflow.tasks.set_times import set_times
from workflow.web.current import actor, now, store
from workflow.web.forms import Versioned
from workflow.web.saving import Late, Page, save_or_show


class TimesForm(Versioned):
    """A whole number for each of ``TIMES``."""


for name, time in TIMES.items():
    bounds = {"type": "number", "min": time.least, "max": time.most}
    label = f"{time.label[:1].upper()}{time.label[1:]}, dalam {time.unit}"
    setattr(TimesForm, name, StringField(label, render_kw=bounds))


@pages.route("/waktu", methods=["GET", "POST"], endpoint="times")
def page() -> Page:
    form = TimesForm(data={**times(store), "version": stored(store)["version"]})

    def save() -> Page:
        set_times(store, actor(), form.typed(), version=form.seen(), at=now())
        flash("Waktu disimpan. Batas pemeriksaan yang sedang berjalan dihitung ulang.", "done")
        return redirect(url_for("settings.times"), 303)

    def late(error: Late) -> Page:
        """What was typed stays; sent again, it counts."""
        form.version.data = str(error.current["version"])
        return _page(form, "Waktu sudah diubah sejak Anda membukanya. Isian Anda masih di bawah; periksa lagi."), 409

    return save_or_show(form, save, lambda: _page(form), late)


def _page(form: TimesForm, conflict: str = "") -> str:
    return render_template("settings/times.html", form=form, conflict=conflict, times=TIMES, in_force=times(store))
