"""The own mandates: given to somebody and held for somebody, and at whose desk one works now."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workflow.once import once
from workflow.pages.account.mandate_form import MandateForm, offered, recorded, rows
from workflow.people import mandates
from workflow.records import Mandate
from workflow.text import spoken_day
from workflow.web import desk
from workflow.web.current import actor, now, store, today, user
from workflow.web.pressing import press, say
from workflow.web.saving import Page, save_or_show

pages = Blueprint("mandates", __name__)


@pages.get("/akun/mandat")
def index() -> str:
    given = store.find(Mandate, giver=user()["id"], order="-id")
    held = store.find(Mandate, deputy=user()["id"], order="-id")
    return render_template(
        "mandates/own.html", given=rows(given), held=rows(held), may_give=mandates.may_give(actor()),
        account=user(),
    )  # fmt: skip


@pages.route("/akun/mandat/baru", methods=["GET", "POST"])
def new() -> Page:
    form = offered(MandateForm(data={"start": today()}), user()["id"])

    def made() -> dict[str, Any]:
        return dict(mandates.record(store, actor(), form.typed(), at=now()))

    def save() -> Page:
        say(recorded(once(store, press(), made, at=now())))
        return redirect(url_for("mandates.index"))

    return save_or_show(form, save, lambda: render_template("mandates/new.html", form=form, office=user()["name"]))


@pages.post("/akun/mandat/<int:mandate_id>/akhiri")
def end(mandate_id: int) -> Response:
    """Ends one that the reader gave; another's is as unknown as one that is not there."""
    ended = mandates.end(store, actor(), mandate_id, at=now())
    flash(f"Mandat untuk {ended['person']} diakhiri. Mulai sekarang ia tidak bertindak untuk Anda lagi.", "done")
    return redirect(url_for("mandates.index"))


@pages.post("/akun/meja", endpoint="desk")
def to_desk() -> Response:
    """Goes to the desk of ``mandat``, or with 0 back to the own one."""
    asked = request.form.get("mandat", "0")
    taken = desk.take(int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else -1)
    if taken:
        until = spoken_day(taken["until"])
        flash(f"Anda sekarang bekerja a.n. {taken['office']}, sampai {until}. Keduanya tertulis di riwayat.", "done")
    else:
        flash("Anda kembali ke meja Anda sendiri.", "done")
    return redirect(url_for("home.index"))
