"""The own mail address: set, changed or taken away, behind the password (``workflow.web.proof``)."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, url_for
from wtforms import StringField

from workflow.mail.account_mails import tell_new_address
from workflow.pages.account.blueprint import pages
from workflow.people.addresses import LONGEST, set_address
from workflow.roles import Actor
from workflow.web.current import now, postman, store, user
from workflow.web.forms import Form, most
from workflow.web.saving import Page, save_or_show


class AddressForm(Form):
    email = StringField(
        "Alamat surel", render_kw={**most(LONGEST), "type": "email", "autocomplete": "email", "spellcheck": "false"}
    )


@pages.route("/akun/surel", methods=["GET", "POST"])
def email() -> Page:
    form = AddressForm(data={"email": user().get("email", "")})

    def save() -> Page:
        change(user()["id"], form.email.data)
        flash("Alamat surel Anda disimpan.", "done")
        return redirect(url_for("auth.account"), 303)

    return save_or_show(form, save, lambda: render_template("auth/email.html", form=form, on=postman.on))


def change(user_id: int, typed: str | None) -> None:
    """The signed-in account sets an address: its own, or as the admin that of another; both are told by mail."""
    with store.transaction():
        before = store.get("user", user_id) or {}
        after = set_address(store, Actor.of(user()), user_id, typed, at=now())
        if postman.on:
            tell_new_address(store, before, after, current_app.config["BASE_URL"], at=now())
