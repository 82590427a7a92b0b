"""The mail address of an account: optional, plain, and seen by nobody but its owner and the admin."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflow.audit import chain
from workflow.errors import Invalid, NotAllowed, NotFound
from workflow.machine.permissions import may_administer
from workflow.nik import SENTENCE as NIK_SENTENCE
from workflow.nik import has_nik
from workflow.records import User
from workflow.roles import Actor
from workflow.store import Store
from workflow.text import line

LONGEST = 120
NEWS = "pengingat/"  # how the keys of those mails begin that tell somebody what his desk has
# What every server takes: no quotes, no comments, no letters beyond ASCII, a name with a point behind the sign.
_PLAIN = re.compile(r"[a-z0-9_%+-]+(\.[a-z0-9_%+-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}")
ODD = "Alamat surel “{}” tidak dapat dipakai. Contoh: ketua.lkks@bireuenkab.go.id, tanpa spasi dan tanpa nama."


def address_of(user: Mapping[str, Any]) -> str:
    """Where mail to this account goes; "" when it gave none that counts, or may not sign in any more."""
    return str(user.get("email", "")) if user.get("active") and not user.get("email_waits") else ""


def checked(value: Any) -> str:
    """A typed address as it is kept, in small letters; "" for none. Raises ``Invalid`` for ``email``."""
    typed = line(value)
    address = typed.lower()
    name, _, host = address.rpartition("@")
    if len(address) > LONGEST:
        raise Invalid({"email": f"Alamat surel terlalu panjang: {len(address)} huruf, paling banyak {LONGEST}."})
    if has_nik(typed):
        raise Invalid({"email": NIK_SENTENCE})
    if address and (len(name) > 64 or len(host) > 100 or not _PLAIN.fullmatch(address)):
        raise Invalid({"email": ODD.format(typed[:60])})
    return address


def set_address(store: Store, actor: Actor, user_id: int, value: Any, *, at: datetime) -> User:
    """Sets the address of the own account, or as the admin of any; "" takes it away. History says only that it was.

    The admin vouches for what is set, also for what its owner typed before; that of everybody else waits until it is
    confirmed by a link that goes there (``workflow.mail.confirming``).
    """
    if actor.id != user_id and not may_administer(actor):
        raise NotAllowed("Alamat surel akun lain hanya dapat diubah oleh Admin.")
    address = checked(value)
    waits = bool(address) and not may_administer(actor)
    with store.transaction():
        user = store.get(User, user_id)
        if user is None:
            raise NotFound
        if address == user.get("email", "") and (waits or not user.get("email_waits")):
            return user
        user |= {"email": address, "email_waits": waits}
        saved = store.save(user)
        for link in store.find("reset", user=user_id):  # mailed to the address of before
            store.delete("reset", link["id"])
        send_news(store, user_id, address_of(saved))
        chain.append(store, actor, "address_set", at, {"username": user["username"]})
    return saved


def send_news(store: Store, user_id: int, address: str) -> None:
    """Lets the news that still wait for an account go to this address; to "" they do not go. They say what is on a
    desk, so they are for nobody who had the address or the desk before."""
    for mail in store.find("mail", user=user_id, state="waiting"):
        if mail["key"].startswith(NEWS) and address:
            store.save({**mail, "to": address})
        elif mail["key"].startswith(NEWS):
            store.delete("mail", mail["id"])
