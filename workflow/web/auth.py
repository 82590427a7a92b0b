"""Signing in and out, the own account with its sessions, and a new password."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField

from workflow import users
from workflow.errors import Invalid, NotFound
from workflow.regions import regions
from workflow.roles import Role
from workflow.store import Record
from workflow.web.current import now, store, user
from workflow.web.forms import Form
from workflow.web.guard import ACCESS, PUBLIC, SignedIn

pages = Blueprint("auth", __name__)


class SignInForm(Form):
    username = StringField("Nama akun")
    password = PasswordField("Kata sandi")


class PasswordForm(Form):
    old_password = PasswordField("Kata sandi lama", render_kw={"autocomplete": "current-password"})
    password = PasswordField("Kata sandi baru", render_kw={"autocomplete": "new-password"})
    repeat = PasswordField("Kata sandi baru, sekali lagi", render_kw={"autocomplete": "new-password"})


@pages.route("/masuk", methods=["GET", "POST"])
def login() -> Any:
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(url_for("home.index"))
    form = SignInForm()
    status = 200
    if request.method == "POST":
        try:
            found = users.sign_in(
                store, form.username.data or "", form.password.data or "", request.remote_addr or "", at=now()
            )
            return _enter(found)
        except Invalid as refusal:
            form.complain(refusal)
            status = _status(refusal)
    return render_template("auth/login.html", form=form, lanjut=request.args.get("lanjut"), demo=_demo()), status


@pages.post("/masuk/contoh")
def demo_login() -> Any:
    """Signs in as a demo account without a password; there is no such address outside demo mode."""
    account = users.find_user(store, request.form.get("username", "")[:100])
    if current_app.config["MODE"] != "contoh" or not account or not account["demo"] or not account["active"]:
        raise NotFound("Akun contoh itu tidak ada.")
    return _enter(account)


def _enter(account: Record) -> Response:
    """Starts a session of its own: nothing of what the browser held before goes on, so that none can be planted."""
    onward = onward_path(request.args.get("lanjut", ""), Role(account["role"]))
    if current_user.is_authenticated:
        users.end_session(store, current_user.token)
    _start_session(account)
    return redirect(onward)


def _start_session(account: Record) -> None:
    session.clear()
    token = users.start_session(store, account, agent=request.user_agent.string, at=now())
    login_user(SignedIn(token, account))


def onward_path(path: str, role: Role) -> str:
    """The page that was asked for before signing in, when it is one of ours and this role may read it; else home."""
    home = url_for("home.index")
    plain = path.isprintable() and not set(path) & set(" \\")
    if not plain or not path.startswith("/") or path.startswith("//"):
        return home
    adapter = current_app.create_url_adapter(request)
    try:
        endpoint, _ = adapter.match(urlsplit(path).path, method="GET")  # type: ignore[union-attr]
    except (HTTPException, ValueError):
        return home
    allowed = ACCESS.get(endpoint, PUBLIC)
    return path if role in allowed else home


def _status(refusal: Invalid) -> int:
    return 429 if isinstance(refusal, users.Throttled) else 422


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
    waiting = store.count("task", region=account["region"], waits_for="sekdis")[()]
    return {
        Role.CHAIR: "Komitmen dan kemajuan, dari HP",
        Role.SEKDIS: f"{waiting} pengajuan menunggu persetujuan" if waiting else "Persetujuan dan dokumen resmi",
        Role.DINSOS: f"Memantau {len(regions())} kabupaten/kota",
        Role.ADMIN: "Kantor, kop naskah, akun, cadangan",
    }[Role(account["role"])]


@pages.post("/keluar")
def logout() -> Response:
    users.end_session(store, current_user.token)
    session.clear()
    flash("Anda sudah keluar.", "done")
    return redirect(url_for("auth.login"))


@pages.route("/akun")
def account() -> str:
    rows = users.live_sessions(store, user()["id"], current_user.token, at=now())
    return render_template("auth/account.html", account=user(), sessions=rows, device=device)


def device(agent: str) -> str:
    """ "Chrome di Android" from what a browser says of itself; a hint for its owner, nothing is decided by it."""
    browsers = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
    systems = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
               ("Mac OS", "Mac"), ("Linux", "Linux"))  # fmt: skip
    browser = next((name for sign, name in browsers if sign in agent), "Peramban lain")
    system = next((name for sign, name in systems if sign in agent), "")
    return f"{browser} di {system}" if system else browser


@pages.post("/akun/sesi/<int:session_id>/akhiri")
def end_session(session_id: int) -> Response:
    """Ends one session of the reader's own; another account's is as unknown as one that is not there."""
    users.end_own_session(store, user()["id"], session_id)
    flash("Sesi itu sudah diakhiri.", "done")
    return redirect(url_for("auth.account"))


@pages.post("/akun/sesi/akhiri-lain")
def end_other_sessions() -> Response:
    users.end_other_sessions(store, user()["id"], current_user.token)
    flash("Semua sesi lain sudah diakhiri.", "done")
    return redirect(url_for("auth.account"))


@pages.route("/sandi", methods=["GET", "POST"])
def password() -> Any:
    form = PasswordForm()
    status = 200
    if request.method == "POST":
        try:
            saved = users.change_password(store, user(), **form.typed(), address=request.remote_addr or "", at=now())
            _start_session(saved)
            flash("Kata sandi sudah diganti. Sesi Anda di perangkat lain sudah diakhiri.", "done")
            return redirect(url_for("home.index"))
        except Invalid as refusal:
            form.complain(refusal)
            status = _status(refusal)
    forced, username = user()["must_change"], user()["username"]
    return render_template("auth/password.html", form=form, forced=forced, username=username), status
