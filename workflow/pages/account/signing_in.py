"""Signing in, in one step or two, and out."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField

from workflow.errors import NotFound
from workflow.pages.account.blueprint import pages
from workflow.people import sign_in
from workflow.people.accounts import find_user
from workflow.people.own_phones import days_allowed
from workflow.regions import regions
from workflow.roles import Role
from workflow.store import Record
from workflow.web.current import now, postman, store, user
from workflow.web.entering import AWAITS_CODE, enter, key, proceed, visitor
from workflow.web.forms import Form
from workflow.web.saving import Page, save_or_show


class SignInForm(Form):
    username = StringField("Nama akun")
    password = PasswordField("Kata sandi")


class CodeForm(Form):
    code = StringField(
        "Kode", render_kw={"inputmode": "text", "autocomplete": "one-time-code", "maxlength": 40, "autofocus": True}
    )


@pages.route("/masuk", methods=["GET", "POST"])
def login() -> Page:
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(url_for("home.index"))
    form = SignInForm()

    def save() -> Page:
        name, password = form.username.data or "", form.password.data or ""
        return proceed(sign_in.prove_password(store, name, password, visitor(), at=now()))

    def show() -> str:
        return render_template(
            "auth/login.html", form=form, lanjut=request.args.get("lanjut"), demo=_demo(), days=days_allowed(store),
            mail_on=postman.on,
        )  # fmt: skip

    return save_or_show(form, save, show)


@pages.post("/masuk/contoh")
def demo_login() -> Response:
    """Signs in as a demo account without a password; there is no such address outside demo mode."""
    account = find_user(store, request.form.get("username", "")[:100])
    if current_app.config["MODE"] != "contoh" or not account or not account["demo"] or not account["active"]:
        raise NotFound("Akun contoh itu tidak ada.")
    return proceed(account)


@pages.route("/masuk/kode", methods=["GET", "POST"])
def code() -> Page:
    """The second step. Whoever comes here has proved the password, in this browser and a few minutes ago."""
    token = str(session.get(AWAITS_CODE, ""))
    account = sign_in.awaited(store, token, at=now())
    if account is None:
        session.pop(AWAITS_CODE, None)
        flash("Waktu untuk mengetik kode sudah habis. Masuk lagi dengan kata sandi.", "wait")
        return redirect(url_for(".login", lanjut=request.args.get("lanjut")))
    form = CodeForm()

    def save() -> Page:
        sign_in.prove_code(store, token, account, (form.code.data or "")[:100], visitor(), key=key(), at=now())
        return enter(account)

    def show() -> str:
        form.code.data = ""
        return render_template("auth/code.html", form=form, lanjut=request.args.get("lanjut"))

    return save_or_show(form, save, show)


def _demo() -> list[dict[str, str]]:
    """The demo accounts for one-click sign-in; none outside demo mode."""
    if current_app.config["MODE"] != "contoh":
        return []
    return [
        {"username": account["username"], "office": _office(account), "sees": _sees(account)}
        for account in store.find("user", demo=True)
        if account["active"]
    ]


def _office(account: Record) -> str:
    region = regions().get(account["region"])
    return f"{Role(account['role']).label} {region.name}" if region else Role(account["role"]).label


def _sees(account: Record) -> str:
    waiting = store.count("task", region=account["region"], waits_for="sekdis")
    return {
        Role.CHAIR: "Komitmen dan kemajuan, dari HP",
        Role.SEKDIS: f"{waiting} pengajuan menunggu persetujuan" if waiting else "Persetujuan dan dokumen resmi",
        Role.DINSOS: f"Memantau {len(regions())} kabupaten/kota",
        Role.ADMIN: "Kantor, kop naskah, akun, cadangan",
    }[Role(account["role"])]


@pages.post("/keluar")
def logout() -> Response:
    sign_in.leave(store, user(), current_user.token, at=now())
    session.clear()
    flash("Anda sudah keluar.", "done")
    return redirect(url_for("auth.login"))
