"""The card *Pemberitahuan Anda*: how the signed-in account wants to be reminded. It stands on *Kabar*, and on a page of
its own, to which each mail leads."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for
from wtforms import BooleanField, SelectField, SelectMultipleField

from workflow.pages.overview.blueprint import pages
from workflow.people.addresses import address_of
from workflow.reminders import notices
from workflow.reminders.notices import BEFORE, HOURS
from workflow.web.current import actor, mail_on, store, user
from workflow.web.forms import Form
from workflow.web.pressing import say
from workflow.web.saving import Page, save_or_show


class NoticeForm(Form):
    """As ``notices.choose`` takes it."""

    mail = BooleanField("Ringkasan harian lewat surel")
    hour = SelectField("Dikirim pukul (WIB)", choices=HOURS, validate_choice=False)
    before = SelectMultipleField("Ingatkan sebelum batas waktu", choices=list(BEFORE), validate_choice=False)


def card() -> dict[str, Any]:
    """What the card needs: its form as it was chosen, and where mail would go."""
    form = NoticeForm(formdata=None, data=notices.of(store, actor().id))
    return {"notice": form, "address": address_of(user()), "unconfirmed": user().get("email_waits"), "before": BEFORE,
            "mail_on": mail_on()}  # fmt: skip


@pages.route("/kabar/pemberitahuan", methods=["GET", "POST"], endpoint="notices")
def page() -> Page:
    form = NoticeForm(data=notices.of(store, actor().id))

    def save() -> Page:
        notices.choose(store, actor(), form.typed())
        say("Pemberitahuan Anda disimpan. Berlaku mulai ringkasan berikutnya.")
        return redirect(url_for("home.news"), 303)

    return save_or_show(form, save, lambda: render_template("home/notices_page.html", **{**card(), "notice": form}))
