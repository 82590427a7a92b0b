"""A session that ended while somebody typed: sign in again over the same page, and what was sent goes on.

It stands before the guard. Whoever signs in as the one who typed it has it done by the same request; whoever is not
known to be the same sees it and sends it; another account is shown the text and nothing is done with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, g, request, session
from flask_login import current_user
from flask_wtf.csrf import CSRFError

from workflow.errors import Invalid
from workflow.people import second_factor, sign_in
from workflow.people.own_phones import days_allowed, days_remembered
from workflow.store import Record
from workflow.web import desk, drawn, errors, held
from workflow.web.current import now, store
from workflow.web.entering import AWAITS_CODE, REMEMBER, WHO, begin, key, visitor, wished
from workflow.web.guard import ACCESS, NOTHING_TYPED, PUBLIC

TITLE = "Masuk lagi untuk mengirim"
ENDED = "Sesi Anda sudah berakhir. Tulisan Anda tidak hilang."
CODE = "Kata sandi cocok. Ketik kode dari ponsel Anda."
READY = "Anda sudah masuk. Periksa dahulu, lalu kirim."
STRANGE = "Halaman terlalu lama terbuka, atau dikirim dari tempat lain. Muat ulang, lalu kirim lagi."
OLD_PAGE = "Halaman itu terbuka sejak sebelum Anda masuk lagi. Tulisan Anda tidak hilang: periksa, lalu kirim."


def init_app(app: Flask) -> None:
    app.before_request(_over_the_page)
    app.register_error_handler(CSRFError, _without_token)


def ended() -> Any:
    """The answer to a form that came without a session: sign in here, what was sent goes along."""
    g.refused = "anonymous"
    return _page({}), 401


def _without_token(error: CSRFError) -> Any:
    """A page from before the last sign-in: its token is gone with the session. A page of ours is not lost by that.

    Where the browser says from where it was sent, ``hosts`` has refused what did not come from us.
    """
    if not {"Origin", "Sec-Fetch-Site"} & set(request.headers.keys()):
        return errors.page(400, STRANGE)
    if current_user.is_authenticated:
        return drawn.refused() or (_ask(current_user.record, OLD_PAGE), 400)
    if ACCESS.get(request.endpoint or "", PUBLIC) is PUBLIC:
        return errors.page(400, STRANGE)
    return ended()


def _over_the_page() -> Any:
    if request.method != "POST" or current_user.is_authenticated:
        return None
    if "unknown_because" in g:  # the session cannot be looked up now, which the guard tells: it is not over
        return None
    if ACCESS.get(request.endpoint or "", PUBLIC) is PUBLIC or request.endpoint in NOTHING_TYPED:
        return None
    if not {"masuk_sandi", "masuk_kode"} & set(request.form):
        return ended()
    try:
        account = _proved()
    except Invalid as refusal:
        return _page(refusal.fields), errors.status_of(refusal)
    return _page({}) if account is None else _go_on(account)


def _proved() -> Record | None:
    """The account that has signed in; None when its code is still to be typed."""
    if "masuk_kode" in request.form:
        token = str(session.get(AWAITS_CODE, ""))
        account = sign_in.awaited(store, token, at=now())
        if account is None:
            session.pop(AWAITS_CODE, None)
            raise Invalid({"password": "Waktu untuk mengetik kode sudah habis. Ketik lagi kata sandinya."})
        code = request.form["masuk_kode"][:100]
        sign_in.prove_code(store, token, account, code, visitor(), key=key(), at=now())
        return account
    name, password = request.form.get("masuk_nama", ""), request.form["masuk_sandi"]
    found = sign_in.prove_password(store, name, password, visitor(), at=now())
    if second_factor.factor_of(store, found["id"]) is None:
        return dict(found)
    session[REMEMBER] = wished()
    session[AWAITS_CODE] = sign_in.await_code(store, found, at=now())
    return None


def _go_on(account: Record) -> Any:
    """Nothing, when the request may go on to be done."""
    typed_by = _typed_by()
    begin(account)
    g.user = account
    if typed_by == account["id"]:
        desk.resume(account, drawn.drawn_by())
    if typed_by not in (0, account["id"]):
        return drawn.not_yours(typed_by)
    return drawn.refused() or (None if typed_by else _ask(account, READY))


def _typed_by() -> int:
    """The account that typed it: the form says so, or the cookie. 0 in a browser that knows nobody, whatever is sent
    from it: there it is shown before it is done."""
    who = int(session.get(WHO, 0))
    return (drawn.drawn_for() or who) if who else 0


def _ask(account: Mapping[str, Any], sentence: str) -> str:
    return held.page(held.hold(account["id"]), "Kirim sekarang?", f"{sentence} {drawn.sent_as(account)}")


def _page(wrong: dict[str, str]) -> str:
    who = _typed_by()
    account = store.get("user", who) if who else None
    return held.page(
        held.hold(who), TITLE, CODE if AWAITS_CODE in session else ENDED, entering=True, wrong=list(wrong.values()),
        code=AWAITS_CODE in session, username=account["username"] if account else "",
        days=days_remembered(store, account, at=now()) if account else days_allowed(store),
    )  # fmt: skip
