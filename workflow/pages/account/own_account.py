"""The own account: who one is, where one is signed in, and a new password."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import PasswordField

from workflow.errors import Invalid
from workflow.pages.account.blueprint import pages
from workflow.people import passwords, second_factor, sessions, sign_in
from workflow.people.own_phones import days_remembered
from workflow.roles import Role
from workflow.web.current import mail_on, now, store, user
from workflow.web.devices import device
from workflow.web.entering import renew, visitor
from workflow.web.forms import Form
from workflow.web.saving import Page, save_or_show


class PasswordForm(Form):
    old_password = PasswordField("Kata sandi lama", render_kw={"autocomplete": "current-password"})
    password = PasswordField("Kata sandi baru", render_kw={"autocomplete": "new-password"})
    repeat = PasswordField("Kata sandi baru, sekali lagi", render_kw={"autocomplete": "new-password"})


@pages.post("/hadir")
def present() -> tuple[str, int]:
    """Whoever types has just been there: the guard has noted it."""
    return "", 204


@pages.get("/akun")
def account() -> str:
    return _account_page()


def _account_page(wrong: Mapping[str, str] | None = None) -> str:
    """``wrong``: of a device that was to be called something else, its session's id, what was typed, and why not."""
    rows = sessions.live_sessions(store, user(), current_user.token, at=now())
    return render_template(
        "auth/account.html", account=user(), role=Role(user()["role"]), sessions=rows, device=device,
        factor=second_factor.factor_of(store, user()["id"]), asked=Role(user()["role"]) in second_factor.ROLES,
        idle=int(sessions.IDLE.total_seconds() // 60), days=days_remembered(store, user(), at=now()),
        longest_name=sessions.MOST_NAME, wrong=wrong or {}, mail_on=mail_on(),
    )  # fmt: skip


@pages.post("/akun/sesi/<int:session_id>/akhiri")
def end_session(session_id: int) -> Response:
    """Ends one session of the reader's own; another account's is as unknown as one that is not there."""
    sessions.end_own_session(store, user(), session_id, at=now())
    flash("Perangkat itu sudah dikeluarkan.", "done")
    return redirect(url_for("auth.account"))


@pages.post("/akun/sesi/<int:session_id>/nama")
def name_device(session_id: int) -> Page:
    """What a remembered phone of the reader's is called under *Perangkat*."""
    typed = request.form.get("device", "")
    try:
        sessions.name_device(store, user(), session_id, typed)
    except Invalid as refusal:
        wrong = {"session": str(session_id), "typed": typed, "sentence": " ".join(refusal.fields.values())}
        return _account_page(wrong), 422
    flash("Nama perangkat disimpan.", "done")
    return redirect(url_for("auth.account", _anchor="perangkat"), 303)


@pages.post("/akun/sesi/akhiri-lain")
def end_other_sessions() -> Response:
    sessions.end_other_sessions(store, user(), current_user.token, at=now())
    flash("Semua perangkat lain sudah dikeluarkan.", "done")
    return redirect(url_for("auth.account"))


@pages.route("/sandi", methods=["GET", "POST"])
def password() -> Page:
    form = PasswordForm()

    def save() -> Page:
        renew(sign_in.change_password(store, user(), **form.typed(), address=visitor(), at=now()))
        flash("Kata sandi sudah diganti. Sesi Anda di perangkat lain sudah diakhiri.", "done")
        return redirect(url_for("home.index"))

    def show() -> str:
        return render_template(
            "auth/password.html", form=form, forced=user()["must_change"], username=user()["username"],
            shortest=passwords.SHORTEST,
        )  # fmt: skip

    return save_or_show(form, save, show)
