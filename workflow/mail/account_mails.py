"""What an account is told about itself by mail: that its address or its password was changed, by whomever."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflow.mail.mail_text import Letter, Link
from workflow.mail.outbox import put
from workflow.store import Store

NOT_YOU = "Bila bukan Anda yang menggantinya, segera hubungi admin di kantor Anda."


def tell_new_address(
    store: Store, before: Mapping[str, Any], after: Mapping[str, Any], base_url: str, *, at: datetime
) -> None:
    """To the old address that it is no longer in use, to the new one that it is; nothing when it is as it was.

    To be called in the transaction of the change. ``base_url`` is where Tuntas is found.
    """
    if before.get("email", "") == after.get("email", ""):
        return
    name, place = after["username"], Link("Buka halaman Akun", f"{base_url}/akun")
    old = Letter(
        "Alamat surel akun Tuntas Anda diganti",
        [f"Alamat surel akun {name} di Tuntas diganti; surel tidak lagi dikirim ke alamat ini.", NOT_YOU, place],
    )
    new = Letter(
        "Alamat surel ini dipakai untuk akun Tuntas",
        [f"Pemberitahuan untuk akun {name} di Tuntas mulai sekarang dikirim ke alamat ini.",
         "Bila Anda tidak mengenal akun itu, abaikan surel ini.", place],
    )  # fmt: skip
    for account, letter, which in ((before, old, "lama"), (after, new, "baru")):
        key = f"alamat/{after['id']}/{after['version']}/{which}"
        put(store, key, account, letter.subject, letter.text, letter.html, at)


def tell_new_password(store: Store, account: Mapping[str, Any], base_url: str, *, at: datetime) -> None:
    """That the password was set by a link that was mailed; to be called in the transaction of it."""
    letter = Letter(
        "Kata sandi Tuntas Anda diganti",
        [f"Kata sandi akun {account['username']} di Tuntas baru saja diganti lewat tautan yang dikirim ke alamat ini. "
         "Semua sesinya diakhiri.", NOT_YOU, Link("Buka Tuntas", base_url)],
    )  # fmt: skip
    put(store, f"sandi/{account['id']}/{account['version']}", account, letter.subject, letter.text, letter.html, at)
