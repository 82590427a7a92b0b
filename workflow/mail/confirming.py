"""A mail address that its owner typed counts once a link that went there was opened by the same account.

Nothing else is sent there before. The link asks who opens it to sign in, so that a stranger to whom a wrong letter led
it can do nothing with it; and only the form behind it confirms, not a program that tries the links of a mail.
"""

from __future__ import annotations

from datetime import datetime

from workflow.audit import chain
from workflow.errors import Invalid, NotFound
from workflow.mail import mailed_links
from workflow.mail.mail_text import Letter, Link
from workflow.mail.mailed_links import Purpose
from workflow.mail.outbox import put
from workflow.people.sessions import hashed
from workflow.records import User
from workflow.roles import Actor
from workflow.store import Store

OVER = (
    "Tautan ini sudah dipakai, sudah lebih dari 24 jam, bukan untuk akun ini, atau tidak lengkap. Minta yang baru di "
    "halaman Akun."
)
WAIT = "Surelnya baru saja dikirim. Periksa folder spam, atau coba lagi sesudah sepuluh menit."


def ask(store: Store, actor: Actor, page: str, *, at: datetime) -> None:
    """Mails a link to the actor's own address, where it is still to be confirmed; earlier links end.

    ``page`` is the whole address of the page behind it, without the key. ``Invalid`` when one has just gone out.
    """
    with store.transaction():
        user = store.get(User, actor.id)
        if user is None or not user.get("email_waits"):
            return
        if mailed_links.just_sent(store, user["id"], Purpose.ADDRESS, at):
            raise Invalid({"email": WAIT})
        mailed_links.end(store, user["id"], Purpose.ADDRESS)
        _send(store, user, page, at)


def _send(store: Store, user: User, page: str, at: datetime) -> None:
    key = mailed_links.new(store, user["id"], Purpose.ADDRESS, at)
    letter = Letter(
        "Pastikan alamat surel akun Tuntas Anda",
        [f"Alamat ini diisi untuk akun {user['username']} di Tuntas.",
         Link("Pastikan alamat ini", f"{page}?kunci={key}"),
         "Tautan ini berlaku 24 jam, hanya dapat dipakai sekali, dan meminta Anda masuk. Sebelum itu tidak ada surel "
         "lain yang dikirim ke sini.", "Bila Anda tidak mengenal akun itu, abaikan surel ini."],
    )  # fmt: skip
    to: User = {**user, "email_waits": False}  # the one mail that goes to an address that nobody has confirmed
    until = at + mailed_links.GOOD_FOR[Purpose.ADDRESS]
    put(store, f"pastikan/{hashed(key)[:32]}", to, letter.subject, letter.text, letter.html, at, until=until)


def waiting(store: Store, actor: Actor, key: str, *, at: datetime) -> User:
    """The actor's account, whose address the link confirms; ``NotFound`` when it does not (any more)."""
    user = mailed_links.account_of(store, key, Purpose.ADDRESS, at=at)
    if user is None or user["id"] != actor.id or not user.get("email_waits"):
        raise NotFound(OVER)
    return user


def confirm(store: Store, actor: Actor, key: str, *, at: datetime) -> User:
    """The address counts from now on, and the link has ended. ``NotFound`` as above."""
    with store.transaction():
        user = waiting(store, actor, key, at=at)
        user["email_waits"] = False
        saved = store.save(user)
        mailed_links.end(store, user["id"], Purpose.ADDRESS)
        chain.append(store, actor, "address_confirmed", at, {"username": user["username"]})
    return saved
