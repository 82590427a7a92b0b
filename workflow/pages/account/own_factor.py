"""The own second factor: setting it up with a telephone, the recovery codes once, and taking it off again."""

from __future__ import annotations

import segno
from flask import current_app, flash, redirect, render_template, session, url_for
from wtforms import StringField

from workflow.errors import NotFound
from workflow.pages.account.blueprint import pages
from workflow.people import second_factor as factors
from workflow.roles import Actor
from workflow.web.current import now, store, user
from workflow.web.entering import key, renew
from workflow.web.forms import Form
from workflow.web.saving import Page, save_or_show

NONCE = "langkah_kedua"  # in the cookie while it is being set up; worth nothing without the app's key


class EnrolForm(Form):
    code = StringField(
        "Kode dari ponsel", render_kw={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 10}
    )


@pages.route("/akun/langkah-kedua", methods=["GET", "POST"])
def second_factor() -> Page:
    """GET shows the QR code, or that it is set; POST with the telephone's code sets it and shows the recovery codes."""
    if factors.factor_of(store, user()["id"]):
        return render_template("auth/second_factor_set.html", factor=factors.factor_of(store, user()["id"]))
    form = EnrolForm()
    nonce = session.setdefault(NONCE, factors.new_nonce())

    def save() -> Page:
        codes = factors.enrol(store, user(), nonce, (form.code.data or "")[:100], key=key(), at=now())
        renew(user())
        return render_template("auth/recovery_codes.html", codes=codes)

    return save_or_show(form, save, lambda: _enrolling(form, nonce))


@pages.post("/akun/langkah-kedua/lepas")
def remove_factor() -> Page:
    """Asked for with password and code (``workflow.web.proof``): an unlocked computer is not enough."""
    if factors.factor_of(store, user()["id"]) is None:
        raise NotFound("Akun Anda tidak memakai langkah kedua.")
    factors.remove(store, Actor.of(user()), user()["id"], at=now())
    flash("Langkah kedua sudah dilepas.", "done")
    return redirect(url_for("auth.account"))


def _enrolling(form: EnrolForm, nonce: str) -> str:
    secret = factors.secret(user()["id"], nonce, key())
    picture = segno.make(factors.address(user(), nonce, key()), error="m")
    return render_template(
        "auth/second_factor.html", form=form, qr=picture.png_data_uri(scale=5, border=4),
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)), side=picture.symbol_size(5, 4)[0],
        needed=current_app.config["SECOND_FACTOR"] == "wajib",
    )  # fmt: skip
