"""The own mail address: set, changed or taken away, behind the password (``workflow.web.proof``), and confirmed by a
link that goes there."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from wtforms import StringField

from workflow import pacing
from workflow.errors import Invalid
from workflow.mail import confirming
from workflow.mail.account_mails import tell_new_address
from workflow.pages.account.blueprint import pages
from workflow.people.addresses import LONGEST, set_address
from workflow.records import User
from workflow.roles import Actor
from workflow.web.current import now, postman, store, user
from workflow.web.forms import Form, most
from workflow.web.saving import Page, save_or_show

COST = 60  # of what one account may send to addresses that nobody has confirmed: ten at once, then one a minute
SENT = "Buka tautan dalam surel yang dikirim ke sana untuk memastikannya."


class AddressForm(Form):
    email = StringField(
        "Alamat surel", render_kw={**most(LONGEST), "type": "email", "autocomplete": "email", "spellcheck": "false"}
    )


@pages.route("/akun/surel", methods=["GET", "POST"])
def email() -> Page:
    form = AddressForm(data={"email": user().get("email", "")})

    def save() -> Page:
        saved = change(user()["id"], form.email.data)
        waits = postman.on and saved.get("email_waits")
        flash(f"Alamat surel Anda disimpan. {SENT}" if waits else "Alamat surel Anda disimpan.", "done")
        return redirect(url_for("auth.account"), 303)

    return save_or_show(form, save, lambda: render_template("auth/email.html", form=form, on=postman.on))


def change(user_id: int, typed: str | None) -> User:
    """The signed-in account sets an address: its own, or as the admin that of another; both are told by mail."""
    with store.transaction():
        before = store.get("user", user_id) or {}
        after = set_address(store, Actor.of(user()), user_id, typed, at=now())
        if postman.on and before.get("email", "") != after.get("email", ""):
            tell_new_address(store, before, after, current_app.config["BASE_URL"], at=now())
            if after.get("email_waits"):
                _ask()
    return after


def _ask() -> None:
    """Braked, for it writes to whatever address was typed."""
    pacing.charge(store, "surel", f"akun {user()['id']}", COST, at=now())
    page = f"{current_app.config['BASE_URL']}{url_for('auth.confirm_email')}"
    confirming.ask(store, Actor.of(user()), page, at=now())


@pages.post("/akun/surel/kirim-lagi")
def email_again() -> Page:
    """The link once more; the one before ends."""
    try:
        if postman.on:
            _ask()
            flash("Surel dengan tautan baru segera dikirim ke alamat Anda.", "done")
    except Invalid as refusal:
        flash(" ".join(refusal.fields.values()), "wait")
    return redirect(url_for("auth.account"), 303)


@pages.route("/akun/surel/pastikan", methods=["GET", "POST"])
def confirm_email() -> Page:
    """What the link opens: a button, and nothing has happened yet."""
    key = (request.form if request.method == "POST" else request.args).get("kunci", "")[:100]
    if request.method == "GET":
        account = confirming.waiting(store, Actor.of(user()), key, at=now())
        return render_template("auth/email_confirm.html", account=account, key=key)
    confirming.confirm(store, Actor.of(user()), key, at=now())
    flash("Alamat surel Anda sudah dipastikan.", "done")
    return redirect(url_for("auth.account"), 303)
