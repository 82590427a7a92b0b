"""For whom a form was drawn: signed in every form, so that nobody sends as their own what another account has typed.

It stands before the guard, which knows only who sends. A form of another account is never done; one of the same
account in another role or kabupaten/kota is shown again, because it would be done elsewhere than it was typed for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_login import current_user
from itsdangerous import BadData, URLSafeSerializer
from markupsafe import Markup

from workflow.people.accounts import office_name
from workflow.roles import Role
from workflow.web import desk, errors, held
from workflow.web.current import as_whom, mandate, store
from workflow.web.guard import ACCESS, NOTHING_TYPED, PUBLIC

NAME = "dibuka_oleh"
LONGEST = 300  # letters of the signed field
NOT_YOURS = (
    "Ini ditulis dari akun lain{name}, jadi tidak dikirim. Salin tulisannya bila perlu, atau masuk sebagai akun itu "
    "dan tulis di sana."
)
OTHER_DESK = "Ini ditulis di meja {before}, sedangkan sekarang Anda di meja {after}. Belum ada yang dikirim."
CHANGED = "Dahulu {before}, sekarang {after}. Belum ada yang dikirim: periksa, lalu kirim bila masih benar."


def init_app(app: Flask) -> None:
    """To be called before the guard, after what signs somebody in over the page."""
    app.before_request(refused)


def field() -> Markup:
    """The hidden field; while nobody is signed in the one that came with the form."""
    value = request.form.get(NAME, "")[:LONGEST]
    if current_user.is_authenticated:
        value = _signer().dumps(_facts(current_user.record))
    return Markup('<input type="hidden" name="{}" value="{}">').format(NAME, value) if value else Markup()


def drawn_for() -> int:
    """The account for which the form that was sent was drawn; 0 when it does not say."""
    facts = _said()
    return int(facts[0]) if facts else 0


def drawn_by() -> int:
    """The mandate by which the account worked then; 0 at its own desk."""
    return _mandate(_said() or [])


def refused() -> Any:
    """The page for a form that may not be done as it came, or nothing."""
    access = ACCESS.get(request.endpoint or "", PUBLIC)
    if request.method != "POST" or not current_user.is_authenticated or access is PUBLIC:
        return None
    said, account = _said(), current_user.record
    if said is None or request.endpoint in NOTHING_TYPED or said == _facts(account):
        return None
    if said[0] != account["id"]:
        return not_yours(said[0])
    desk.leave_ended(_mandate(said))
    words = {"before": _office(said), "after": _office(_facts(account))}
    if _mandate(said) != _mandate(_facts(account)):
        first = {"address": url_for("mandates.index"), "words": "Pindah meja"}
        return held.page(held.hold(account["id"]), "Meja lain", OTHER_DESK.format(**words), first=first), 409
    if as_whom(account).role not in access:
        return None  # the guard says so
    sentence = CHANGED.format(**words)
    return held.page(held.hold(account["id"]), "Peran Anda berubah", f"{sentence} {sent_as(account)}"), 409


def not_yours(owner: int) -> tuple[str, int]:
    """The page that shows what the account ``owner`` typed, with nothing to send it by."""
    account = store.get("user", owner)
    name = f" ({account['name']}, {account['username']})" if account else ""
    return errors.page(403, NOT_YOURS.format(name=name), "Ditulis dari akun lain")


def sent_as(account: Mapping[str, Any]) -> str:
    """Whose form it becomes when it is sent now."""
    return f"Dikirim sebagai {as_whom(account).name} ({account['username']})."


def _facts(account: Mapping[str, Any]) -> list[Any]:
    who, by = as_whom(account), mandate()
    return [account["id"], str(who.role), who.region, *([by["id"]] if by else [])]


def _mandate(facts: list[Any]) -> int:
    return int(facts[3]) if len(facts) > 3 else 0


def _said() -> list[Any] | None:
    """What the form says; None when it says nothing, or what was not signed by us."""
    try:
        facts: list[Any] = _signer().loads(request.form.get(NAME, "")[:LONGEST])
    except BadData:
        return None
    return facts


def _office(facts: list[Any]) -> str:
    name = office_name(Role(facts[1]), facts[2])
    return f"{name} (dengan mandat)" if _mandate(facts) else name


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=NAME)
