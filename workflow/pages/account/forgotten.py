"""A forgotten password, by mail: asking for the link, and the page behind it. Only where mail is set up."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from wtforms import HiddenField, PasswordField, StringField

from workflow import pacing
from workflow.errors import NotFound
from workflow.mail import reset
from workflow.pages.account.blueprint import pages
from workflow.people import passwords
from workflow.web.current import now, postman, store
from workflow.web.entering import visitor
from workflow.web.forms import Form, most
from workflow.web.saving import Page, save_or_show

COST = 60  # of what one address may ask for: ten at once, then one a minute
DONE = (
    "Bila akun itu ada dan punya alamat surel, tautannya segera dikirim ke sana. Ia berlaku satu jam. Tidak datang? "
    "Periksa folder spam, atau hubungi admin."
)


class ForgottenForm(Form):
    account = StringField("Nama akun atau alamat surel", render_kw={**most(120), "autocomplete": "username"})


class NewPasswordForm(Form):
    kunci = HiddenField()
    password = PasswordField("Kata sandi baru", render_kw={"autocomplete": "new-password"})
    repeat = PasswordField("Kata sandi baru, sekali lagi", render_kw={"autocomplete": "new-password"})


@pages.route("/masuk/lupa", methods=["GET", "POST"])
def forgotten() -> Page:
    _only_with_mail()
    form = ForgottenForm()

    def save() -> Page:
        pacing.charge(store, "lupa", visitor(), COST, at=now())
        page = f"{current_app.config['BASE_URL']}{url_for('auth.new_password')}"
        reset.ask(store, (form.account.data or "")[:200], page, visitor(), at=now())
        flash(DONE, "done")
        return redirect(url_for("auth.login"), 303)

    return save_or_show(form, save, lambda: render_template("auth/forgotten.html", form=form))


@pages.route("/masuk/sandi-baru", methods=["GET", "POST"])
def new_password() -> Page:
    """What the link of the mail opens: a form, and nothing has happened yet."""
    _only_with_mail()
    form = NewPasswordForm()
    token = ((form.kunci.data if request.method == "POST" else request.args.get("kunci")) or "")[:100]
    account = reset.meant(store, token, at=now())
    pacing.charge(store, "lupa", visitor(), pacing.LOOKUP if account else pacing.UNKNOWN, at=now())
    if account is None:
        return render_template("auth/link_over.html", sentence=reset.OVER), 404
    form.kunci.data = token

    def save() -> Page:
        base_url = current_app.config["BASE_URL"]
        reset.set_new(store, token, form.password.data, form.repeat.data, base_url, visitor(), at=now())
        flash("Kata sandi baru berlaku dan semua sesi lama berakhir. Masuk dengan kata sandi itu.", "done")
        return redirect(url_for("auth.login"), 303)

    def show() -> str:
        return render_template(
            "auth/new_password.html", form=form, username=account["username"], shortest=passwords.SHORTEST
        )

    return save_or_show(form, save, show)


def _only_with_mail() -> None:
    if not postman.on:
        raise NotFound("Pengiriman surel belum diatur di server ini. Hubungi admin di kantor Anda.")
