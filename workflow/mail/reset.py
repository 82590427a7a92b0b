"""A forgotten password: a link of one use and one hour goes to the address of the account, and sets a new one.

Who asks is told the same, after the same work, whether there is such an account or not. The link opens nothing by being
looked at: only the form behind it does, so that a program that tries the links of a mail uses none up. An admin's
password is never set by mail, and neither is that of a shut account. A second factor stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from workflow.audit import chain
from workflow.errors import Invalid, NotFound
from workflow.mail import mailed_links
from workflow.mail.account_mails import tell_new_password
from workflow.mail.mail_text import Letter, Link
from workflow.mail.mailed_links import Purpose
from workflow.mail.outbox import put
from workflow.people.accounts import SYSTEM, find_user, set_password
from workflow.people.addresses import address_of
from workflow.people.sessions import hashed
from workflow.records import User
from workflow.roles import Actor, Role
from workflow.store import Store
from workflow.text import line

WITHIN = mailed_links.GOOD_FOR[Purpose.PASSWORD]
MOST = 5  # accounts of one address
OVER = "Tautan ini sudah dipakai, sudah lebih dari satu jam, atau tidak lengkap."


def ask(store: Store, typed: str, new_password: str, address: str, *, at: datetime) -> None:
    """Mails a link to the account of that name, or to those of that mail address, where it may be.

    ``new_password`` is the whole address of the page behind the link, without the token; ``address`` whence it was
    asked for.
    """
    with store.transaction():
        mailed_links.forget_old(store, at)
        meant = _meant(store, line(typed).lower()[:200])
        asked = [user for user in meant if not mailed_links.just_sent(store, user["id"], Purpose.PASSWORD, at)]
        for user in asked:
            _send(store, user, new_password, at)
            chain.append(store, SYSTEM, "reset_asked", at, {"username": user["username"], "address": address})
        if not asked:
            _do_as_much(store, at)


def _meant(store: Store, name: str) -> Iterator[User]:
    found = store.find(User, email=name, limit=MOST) if "@" in name else [find_user(store, name)]
    for user in found:
        if user and address_of(user) and user["role"] != Role.ADMIN:
            yield user


def _send(store: Store, user: Mapping[str, Any], new_password: str, at: datetime) -> None:
    token = mailed_links.new(store, user["id"], Purpose.PASSWORD, at)
    letter = Letter(
        "Kata sandi baru untuk Tuntas",
        [f"Seseorang, mungkin Anda, meminta kata sandi baru untuk akun {user['username']} di Tuntas.",
         Link("Pasang kata sandi baru", f"{new_password}?kunci={token}"),
         "Tautan ini berlaku satu jam dan hanya dapat dipakai sekali. Kode dari ponsel tetap diminta bila akun Anda "
         "memakainya.", "Bila bukan Anda yang meminta, abaikan surel ini: kata sandi Anda tidak berubah."],
    )  # fmt: skip
    put(store, f"lupa/{hashed(token)[:32]}", user, letter.subject, letter.text, letter.html, at, until=at + WITHIN)


def _do_as_much(store: Store, at: datetime) -> None:
    """What an account costs, for none: so that the time of the answer does not tell that there is none."""
    nobody = {"id": 0, "username": "x" * 12, "email": "x@x.example", "active": True}
    _send(store, nobody, "https://x.example", at)
    for kind in ("reset", "mail"):
        for row in store.find(kind, user=0):
            store.delete(kind, row["id"])


def meant(store: Store, token: str, *, at: datetime) -> User | None:
    """Whose password a link sets; None when it is not good (any more). Looking uses nothing up."""
    user = mailed_links.account_of(store, token, Purpose.PASSWORD, at=at)
    return user if user and address_of(user) and user["role"] != Role.ADMIN else None


def set_new(store: Store, token: str, password: Any, repeat: Any, base_url: str, address: str, *, at: datetime) -> User:
    """Sets the password of the link's account, ends its sessions and all its links, and tells it by mail.

    Raises ``Invalid`` for a password that will not do; the link is then still good. ``NotFound`` when it is not.
    """
    if password != repeat:
        raise Invalid({"repeat": "Dua isian kata sandi baru tidak sama."})
    with store.transaction():
        user = meant(store, token, at=at)
        if user is None:
            raise NotFound(OVER)
        saved = set_password(store, Actor.of(user), user["id"], password, at=at)
        chain.append(store, SYSTEM, "password_reset", at, {"username": user["username"], "address": address})
        tell_new_password(store, saved, base_url, at=at)
    return saved
