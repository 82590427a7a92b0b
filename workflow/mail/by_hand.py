"""What the admin sees of the outbox and does to it: never what a mail says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from workflow.audit import chain
from workflow.clock import stamp
from workflow.errors import Invalid, NotAllowed, NotFound
from workflow.machine.permissions import may_administer
from workflow.mail.mail_text import Letter, Link
from workflow.mail.outbox import State, put
from workflow.people.addresses import address_of
from workflow.records import Mail
from workflow.roles import Actor
from workflow.store import Store

TROUBLE = (State.FAILED, State.UNSURE)
AGAIN_WITHIN = timedelta(days=1)  # how long one that is sent again may wait


def may_go_again(mail: Mapping[str, Any]) -> bool:
    """Whether it failed, or may have, and what it said is still there."""
    return mail["state"] in TROUBLE and bool(mail["text"])


def send_again(store: Store, actor: Actor, mail_id: int, *, at: datetime) -> Mail:
    """Puts one back among those that wait, to the address that its account has now."""
    with store.transaction():
        mail = _existing(store, actor, mail_id)
        if not may_go_again(mail):
            raise Invalid(
                {"mail": "Surel ini tidak dapat dikirim lagi: sudah terkirim, sedang dikirim, atau sudah lama."}
            )
        account = store.get("user", mail["user"])
        address = address_of(account) if account else ""
        if account is None or not address:
            raise Invalid({"mail": "Akun ini nonaktif atau tidak punya alamat surel lagi."})
        until = max(mail["until"], stamp(at + AGAIN_WITHIN))
        again: Mail = {
            **mail, "to": address, "state": State.WAITING, "due": stamp(at), "until": until, "tries": 0, "reason": "",
            "ended": "",
        }  # fmt: skip
        saved = store.save(again)
        chain.append(store, actor, "mail_again", at, {"mail": mail_id, "username": account["username"]})
    return saved


def remove(store: Store, actor: Actor, mail_id: int, *, at: datetime) -> None:
    """Takes one out of the outbox, unless it is just being sent; its key may then be used once more."""
    with store.transaction():
        mail = _existing(store, actor, mail_id)
        if mail["state"] == State.SENDING:
            raise Invalid({"mail": "Surel ini sedang dikirim. Coba lagi sebentar lagi."})
        account = store.get("user", mail["user"])
        store.delete("mail", mail_id)
        username = account["username"] if account else ""
        chain.append(store, actor, "mail_removed", at, {"mail": mail_id, "username": username})


def try_out(store: Store, actor: Actor, base_url: str, *, at: datetime) -> Mail:
    """A mail to the admin's own address, by which it is seen that mail works. ``Invalid`` without such an address."""
    if not may_administer(actor):
        raise NotAllowed("Surel percobaan hanya untuk Admin.")
    account = store.get("user", actor.id)
    if account is None or not address_of(account):
        raise Invalid({"mail": "Akun Anda belum punya alamat surel. Isi dahulu di halaman Akun."})
    letter = Letter(
        "Surel percobaan dari Tuntas",
        ["Surel ini sampai, jadi pengiriman surel berjalan.", Link("Buka Tuntas", base_url)],
    )
    made = put(store, f"percobaan/{actor.id}/{stamp(at)}", account, letter.subject, letter.text, letter.html, at)
    if made is None:
        raise Invalid({"mail": "Surel percobaan baru saja dibuat. Tunggu sebentar."})
    return made


def _existing(store: Store, actor: Actor, mail_id: int) -> Mail:
    if not may_administer(actor):
        raise NotAllowed("Surel keluar hanya diurus oleh Admin.")
    mail = store.get(Mail, mail_id)
    if mail is None:
        raise NotFound("Surel itu tidak ada lagi.")
    return mail
