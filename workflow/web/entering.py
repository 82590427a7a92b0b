"""From a proved password to a signed-in browser, and to the page that was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, flash, g, redirect, request, session, url_for
from flask_login import current_user, login_user
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from workflow.demo import PASSWORD
from workflow.people import second_factor, sessions, sign_in
from workflow.people.own_phones import days_remembered
from workflow.roles import Role
from workflow.web.current import now, store
from workflow.web.devices import device
from workflow.web.guard import ACCESS, PUBLIC
from workflow.web.signed_in import SignedIn

WHO = "siapa"  # in the cookie: whose session this was, also when it has ended
AWAITS_CODE = "menunggu_kode"  # in the cookie: the token of a sign-in that still lacks its code
REMEMBER = "ingat_hp"  # the box beside the password; in the cookie: it was ticked, and the code is still awaited
LONGEST_PATH = 2000
NOT_REMEMBERED = "HP ini tidak diingat: itu hanya untuk Ketua LKKS yang tidak sedang mewakili pejabat lain."


def proceed(account: Mapping[str, Any]) -> Response:
    """After the password: to the code, where the account has one, else in. No session exists before that."""
    if second_factor.factor_of(store, account["id"]) is None:
        return enter(account)
    remember = wished()
    _leave_old_session()
    session[REMEMBER] = remember
    session[AWAITS_CODE] = sign_in.await_code(store, account, at=now())
    return redirect(url_for("auth.code", lanjut=request.args.get("lanjut")))


def enter(account: Mapping[str, Any]) -> Response:
    """Starts a session of its own: nothing of what the browser held before goes on, so that none can be planted."""
    onward = onward_path(request.args.get("lanjut", ""), Role(account["role"]))
    begin(account)
    return redirect(onward)


def begin(account: Mapping[str, Any]) -> None:
    """The new session of somebody who has proved who it is."""
    remember = wished()
    _leave_old_session()
    agent, address = device(request.user_agent.string), visitor()
    named = agent if remember and days_remembered(store, account, at=now()) else ""
    adopt(account, sign_in.enter(store, account, agent=agent, address=address, at=now(), device=named))
    if remember and not named:
        flash(NOT_REMEMBERED, "wait")


def wished() -> bool:
    """Whether the box was ticked: on this page, or beside the password that was given before this code."""
    sent = set(request.form)
    return bool({REMEMBER, "masuk_ingat"} & sent or ({"code", "masuk_kode"} & sent and session.get(REMEMBER)))


def adopt(account: Mapping[str, Any], token: str) -> None:
    """Makes a session row the one of this browser; the cookie of a remembered phone outlives its window."""
    session.clear()
    session[WHO] = account["id"]
    found = sessions.session_user(store, token, at=now())
    if found and found[1].get("device"):
        session.permanent = True
    login_user(SignedIn(token, *found) if found else SignedIn(token, account))


def renew(account: Mapping[str, Any]) -> None:
    """A new session in place of those that were ended by what the account itself just did."""
    agent, named = device(request.user_agent.string), current_user.row.get("device", "")
    adopt(account, sessions.start_session(store, account, agent=agent, at=now(), device=named))


def _leave_old_session() -> None:
    if current_user.is_authenticated:
        sessions.end_session(store, current_user.token)
    session.clear()


def visitor() -> str:
    """The address from which this request came."""
    return request.remote_addr or ""


def shown_password() -> str:
    """The password of the demo accounts, for pages of a demo account that ask for it; "" for every other."""
    return PASSWORD if current_app.config["MODE"] == "contoh" and g.user["demo"] else ""


def key() -> bytes:
    """The app's own key, from which the secrets of second factors are computed."""
    secret = current_app.secret_key or ""
    return secret if isinstance(secret, bytes) else secret.encode()


def onward_path(path: str, role: Role) -> str:
    """The page that was asked for before signing in, when it is one of ours and this role may read it; else home."""
    home = url_for("home.index")
    plain = len(path) <= LONGEST_PATH and path.isprintable() and not set(path) & set(" \\")
    if not plain or not path.startswith("/") or path.startswith("//"):
        return home
    adapter = current_app.create_url_adapter(request)
    try:
        endpoint, _ = adapter.match(urlsplit(path).path, method="GET")  # type: ignore[union-attr]
    except (HTTPException, ValueError):
        return home
    allowed = ACCESS.get(endpoint, PUBLIC)
    return path if role in allowed else home
