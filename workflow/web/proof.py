"""The password (and the code) once more before acts that an unlocked computer must not make; the one place for that.

It stands before the pages: whatever is posted is held, with everything typed, on a page that asks; sent from there it
goes on to where it was going. So nothing is lost, also without JavaScript.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, g, render_template, request, url_for
from flask_login import current_user
from wtforms import PasswordField, StringField

from workflow.errors import Invalid
from workflow.machine.actions import ACTIONS
from workflow.people import second_factor, sessions, sign_in
from workflow.web import held
from workflow.web.current import now, store, user
from workflow.web.entering import key, shown_password, visitor
from workflow.web.errors import status_of
from workflow.web.forms import Form

# The moves that put an office's word on paper: asked after a quiet quarter of an hour.
APPROVING = ("report", "verify", "grant_change", "grant_transfer", "grant_impossible")
# endpoint -> the name of the move that a request to it makes
MOVE: dict[str, Callable[[], str]] = {
    "approval.show": lambda: request.form.get("action", ""),
    "moves.act": lambda: (request.view_args or {}).get("name", ""),
    "review_together.show": lambda: "verify",
}
# endpoint -> its button: who may get in, and whose name stands on papers. Asked unless it was proved a moment ago.
ACTS = {
    "auth.second_factor": "Pasang langkah kedua",
    "auth.remove_factor": "Lepas langkah kedua",
    "auth.email": "Simpan alamat surel",
    "settings.account_email": "Simpan alamat surel",
    "settings.account_new": "Buat akun",
    "settings.account": "Simpan akun",
    "settings.account_password": "Pasang kata sandi baru",
    "settings.account_factor": "Lepas langkah kedua",
    "settings.mandate_new": "Catat mandat",
    "mandates.new": "Catat mandat",
    "settings.program_new": "Buat kunci",
    "settings.program_revoke": "Cabut sekarang",
    "settings.office": "Simpan kantor",
    "settings.signatories": "Simpan penanda tangan",
    "settings.signatory": "Simpan penanda tangan",
    "suggestions.decide": "Putuskan usulan",
    "settings_book.save": "Simpan pengaturan",
    "settings.retention": "Simpan masa simpan",
    "settings.retention_remove": "Hapus menurut masa simpan",
}


class ProofForm(Form):
    sandi_anda = PasswordField("Kata sandi Anda", render_kw={"autocomplete": "current-password", "autofocus": True})
    kode_anda = StringField("Kode dari ponsel Anda", render_kw={"autocomplete": "one-time-code", "maxlength": 40})


def init_app(app: Flask) -> None:
    app.before_request(_hold)


def _hold() -> Any:
    """The page that asks, or nothing when the request may go on."""
    button = _asked_for()
    if not button:
        return None
    form = ProofForm()
    if "sandi_anda" not in request.form:
        return _page(form, button), 422
    try:
        _prove(form)
    except Invalid as refusal:
        form.complain(refusal)
        return _page(form, button), status_of(refusal)
    sessions.proved(store, current_user.token, at=now())
    return None


def _asked_for() -> str:
    """The button of the act that this request would make without proof; "" when it may go on."""
    if request.method != "POST" or g.user is None:
        return ""
    if request.endpoint in ACTS:
        return "" if sessions.is_proved(current_user.row, at=now()) else ACTS[request.endpoint]
    name = MOVE[request.endpoint]() if request.endpoint in MOVE else ""
    return ACTIONS[name].button if name in APPROVING and sessions.is_quiet(current_user.row) else ""


def _prove(form: ProofForm) -> None:
    """Raises ``Invalid`` under the names of the fields."""
    try:
        sign_in.prove_again(store, user(), form.sandi_anda.data, visitor(), at=now())
        if second_factor.factor_of(store, user()["id"]):
            sign_in.prove_code_again(store, user(), form.kode_anda.data, visitor(), key=key(), at=now())
    except Invalid as refusal:
        names = {"password": "sandi_anda", "code": "kode_anda"}
        refusal.fields = {names.get(name, name): sentence for name, sentence in refusal.fields.items()}
        raise


def _page(form: ProofForm, button: str) -> str:
    return render_template(
        "auth/proof.html", form=form, held=held.hold(user()["id"]), button=button, username=user()["username"],
        demo=shown_password(), minutes=int(sessions.QUIET.total_seconds() // 60), back=_back(),
        quiet=request.endpoint in MOVE, coded=second_factor.factor_of(store, user()["id"]) is not None,
    )  # fmt: skip


def _back() -> str:
    """The page on which the button is; of one whose address only does something, the nearest above it."""
    if request.url_rule and "GET" in (request.url_rule.methods or ()):
        return url_for(request.endpoint or "", **{**(request.view_args or {}), **request.args.to_dict()})
    known, path = current_app.create_url_adapter(request), request.path
    while known and path and not known.test(path, "GET"):
        path = path.rpartition("/")[0]
    return f"{request.script_root}{path}"
